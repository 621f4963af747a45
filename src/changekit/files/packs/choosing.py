"""Which packs a workspace gets, and why one that it names is not used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from changekit.errors import ChangekitError
from changekit.files.contents import pack_digest
from changekit.files.contents.digests import ABOUT
from changekit.files.pack_notes import note_reserved
from changekit.findings import Place
from changekit.model.reading import Log
from changekit.model.versions import fits
from changekit.rules import plugins as rules
from changekit.text import Text, closest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from changekit.files.pack_reading import PackReading
    from changekit.files.packs.finding import Found, Packs
    from changekit.model.reading import Path as Where
    from changekit.model.settings import PackUse

__all__ = ["NO_FOLDER", "Choosing", "digest_of", "short_digest"]

NO_FOLDER: Final = Text(sv="dess mapp finns inte", en="its folder is not there")


class Choosing:
    """Looks up the packs that a workspace uses, and notes what does not work in its place."""

    def __init__(self, packs: Packs, log: Log, places: Mapping[str, tuple[Place, Where]]) -> None:
        self._packs, self._log, self._places = packs, log, places

    def usable(self, use: PackUse) -> PackReading | None:
        """Return the pack that is meant, None after a finding where it cannot be used."""
        place, path = self._places.get(use.id, (None, None))
        reading = self._packs.read(use.name)
        if reading is None or reading.pack is None:
            advice = self._advice(use.name)
            self._log.add_at(rules.PACK_MISSING, place, path, pack=use.id, advice=advice)
            self._note_nameless()
            return None
        version = reading.pack.version
        if use.wanted and not fits(version, use.wanted):
            advice = Text(sv=f"version {version} finns", en=f"there is version {version}")
            self._log.add_at(rules.PACK_MISSING, place, path, pack=use.id, advice=advice)
            return None
        if not self._as_pinned(use, version):
            return None
        if reading.fault is not None:
            self._log.add_at(rules.PACK_BROKEN, place, path, pack=use.id, why=reading.fault)
            return None
        if use.digest is None:
            self._note_twice(use)
        return reading

    def _as_pinned(self, use: PackUse, version: str) -> bool:
        if use.digest is None and use.version in (None, version):
            return True
        digest = digest_of(self._packs.by_id[use.name][0]) if use.digest else None
        if use.version in (None, version) and digest == use.digest:
            return True
        place, path = self._places.get(use.id, (None, None))
        self._log.add_at(
            rules.PACK_PIN, place, path, pack=use.name,
            wanted=_named(use.version, use.digest), found=_named(version, digest),
        )  # fmt: skip
        return False

    def _note_twice(self, use: PackUse) -> None:
        """Note that two packs of one id hold different things, where no pin says which."""
        first, *others = self._packs.by_id[use.name]
        place, path = self._places.get(use.id, (None, None))
        for other in others:
            if digest_of(first) != digest_of(other):
                self._log.add_at(
                    rules.PACK_TWICE, place, path, pack=use.name,
                    first=self._shown(first.about.folder),
                    second=self._shown(other.about.folder),
                )  # fmt: skip

    def note_reserved(self) -> None:
        """Note the packs in the workspace that have changekit's own namespace."""
        for found in self._packs.all:
            pack = found.about.pack
            if pack is not None and not found.usable and found.item.found_in == "workspace":
                log = Log()
                note_reserved(pack, found.about.places, log)
                for item in log.findings:
                    place = self._inside(found, item.place)
                    self._log.add_at(rules.PACK_RESERVED, place, None, namespace=pack.namespace)

    def joined(self, used: Mapping[str, PackReading]) -> dict[str, tuple[Any, ...]]:
        """Return the records of all packs by kind; one that two packs hold is a finding."""
        kept: dict[str, dict[str, tuple[str, Any]]] = {}  # Any: records of any kind
        for name, reading in used.items():
            for kind, records in reading.records.items():
                for record in records:
                    first, _ = kept.setdefault(kind, {}).setdefault(record.id, (name, record))
                    if first != name:
                        self._note_clash(kind, record.id, (first, used[first]), (name, reading))
        return {kind: tuple(it for _, it in own.values()) for kind, own in kept.items()}

    def _note_clash(
        self,
        kind: str,
        found: str,
        first: tuple[str, PackReading],
        second: tuple[str, PackReading],
    ) -> None:
        place, path = self._places.get(second[0], (None, None))
        self._log.add_at(
            rules.PACK_CLASH, place, path, found=found, first=first[0], second=second[0],
            first_place=self._record_place(first[1], kind, found),
            second_place=self._record_place(second[1], kind, found),
        )  # fmt: skip

    def _record_place(self, reading: PackReading, kind: str, found: str) -> str:
        where = reading.places.of(kind, found, "id")
        return f"{self._shown(reading.folder)}/{where}" if where else self._shown(reading.folder)

    def _inside(self, found: Found, place: Place | None) -> Place:
        file = f"{self._shown(found.about.folder)}/{place.file if place else ABOUT}"
        return Place(file, place.line, place.column) if place else Place(file)

    def _shown(self, path: Path) -> str:
        """Return a path as people know it: from the workspace, where it is in there."""
        root = self._packs.folder
        inside = root is not None and path.is_relative_to(root)
        return (path.relative_to(root) if inside and root else path).as_posix()

    def _note_nameless(self) -> None:
        """Note the packs whose id cannot be read, since one of them may be the one missed."""
        for found in self._packs.all:
            if found.about.pack is None:
                why = found.about.fault if found.item.folder is not None else NO_FOLDER
                self._log.add_at(rules.PACK_BROKEN, None, None, pack=found.item.name, why=why)

    def _advice(self, name: str) -> Text:
        near = closest(name, self._packs.by_id)
        if near:
            return Text(sv=f"menade du {near!r}?", en=f"did you mean {near!r}?")
        known = ", ".join(sorted(self._packs.by_id))
        return Text(sv=f"de som finns är {known}", en=f"there are {known}")


def digest_of(found: Found) -> str:
    """Return the digest of a pack, empty where it cannot be worked out."""
    try:
        return pack_digest(found.about.folder, links=found.item.trusted)
    except ChangekitError:
        return ""


def short_digest(digest: str) -> str:
    """Return the beginning of a digest, which tells two apart. Ours: 12 digits, as in git logs.

    >>> short_digest("sha256:0123456789abcdef")
    'sha256:0123456789ab'
    """
    return digest[: len("sha256:") + 12]


def _named(version: str | None, digest: str | None) -> str:
    parts = [version, short_digest(digest) if digest else None]
    return " ".join(part for part in parts if part) or "?"
