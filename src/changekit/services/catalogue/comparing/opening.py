"""Editions by name: a folder, a zip, or a pack that is known, at one of its versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.errors import InvalidDataError, UnknownNameError, UnreadableFileError
from changekit.files.folder import SETTINGS_FILE, read_folder
from changekit.files.kinds import PACK, SHARED
from changekit.files.pack_reading import read_pack, read_pack_file
from changekit.files.packs import Packs
from changekit.model.versions import fits
from changekit.services.catalogue.comparing.edition import Edition
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.files.pack_reading import PackReading
    from changekit.findings import Finding, Findings
    from changekit.model.municipality import Municipality

__all__ = ["opened"]

HELD: Final = ("concepts", "needs.yaml", "tombstones.yaml")
"""Names that make a folder one that can be compared, although nothing says what it is."""
NO_SUCH: Final = Text(
    sv="här finns varken pack.yaml, changekit.yaml eller concepts",
    en="there is no pack.yaml, changekit.yaml or concepts here",
)

NO_FILE: Final = Text(sv="det finns ingen sådan fil eller mapp", en="no such file or folder")


def opened(where: str | Path, *, folder: Path | None = None) -> tuple[Edition, Findings]:
    """Return what a folder, a zip or a known pack holds, and what could not be read of it.

    Args:
        where: A folder with a pack, a workspace, or concepts alone; a zip of a pack; or the id
            of a pack among those of the workspace, of `CHANGEKIT_PACKS` and installed, with `@`
            and a version where there are several.
        folder: The workspace whose packs are known.

    Raises:
        UnknownNameError: There is no such pack, or not of that version.
        UnreadableFileError: There is no such file, or the folder holds nothing that can be
            compared.
        InvalidDataError: Nothing in it can be read.
    """
    path = Path(where)
    packs = Packs.found(folder=folder)
    if (path / SETTINGS_FILE).is_file():
        return _workspace(path)
    if path.is_file() or (path / PACK.where).exists():
        return _checked(_read(packs, read_pack_file(path), trusted=False), str(where))
    if path.is_dir():
        if not any((path / name).exists() for name in HELD):
            raise UnreadableFileError(str(where), NO_SUCH)
        reading = read_pack(path)
        return Edition.of(reading, name=str(where)), _unread(reading.findings, str(where))
    if path.suffix.lower() == ".zip" or str(where).startswith((".", "/", "~")):
        raise UnreadableFileError(str(where), NO_FILE)
    return _known(packs, str(where))


def _known(packs: Packs, name: str) -> tuple[Edition, Findings]:
    plain, _, wanted = name.partition("@")
    there = packs.by_id.get(plain, ())
    versions = [found.about.pack.version for found in there if found.about.pack]
    for found, version in zip(there, versions, strict=True):
        if not wanted or fits(version, wanted):
            return _checked(_read(packs, found.about, trusted=found.item.trusted), name)
    if there:
        kind = "version"
        raise UnknownNameError(kind, name, known=[f"{plain}@{version}" for version in versions])
    kind = "pack"
    raise UnknownNameError(kind, name, known=packs.by_id)


def _read(packs: Packs, about: PackReading, *, trusted: bool) -> PackReading:
    beside = packs.beside(about)
    return read_pack(Path(about.folder), beside.others, mutual=beside.mutual, installed=trusted)


def _checked(reading: PackReading, name: str) -> tuple[Edition, Findings]:
    if not any(reading.records.values()) and reading.findings.errors:
        first = reading.findings.errors[0].line()
        msg = f"{name}: {first}"
        raise InvalidDataError(msg, findings=reading.findings)
    return Edition.of(reading, name=name), _unread(reading.findings, name)


def _workspace(path: Path) -> tuple[Edition, Findings]:
    reading = read_folder(path, packs=Packs.found(folder=path))
    name = path.resolve().name
    town = reading.municipality
    edition = Edition(name=name, records=_own(town), notice=town.notice)
    return edition, _unread(reading.findings, name)


def _own(town: Municipality) -> dict[str, tuple[Any, ...]]:  # Any: records of any kind
    held: dict[str, tuple[Any, ...]] = {
        "concept": town.concepts, "need": town.needs, "tombstone": town.tombstones,
        "norm": town.norms, "transfer-criterion": town.criteria, "rubric": town.rubrics,
        "request": town.requests, "overlay": town.overlays, "layer": town.layers,
    }  # fmt: skip
    return {
        kind: tuple(it for it in held[kind] if (kind, it.id) not in town.from_packs)
        for kind in SHARED
    }


def _unread(findings: Findings, name: str) -> Findings:
    """Return the errors for which a record may be missing, placed in what was opened."""
    kept = [
        _placed(item, name)
        for item in findings.errors
        if item.code.startswith("CK1") and not (item.place and item.place.file == PACK.where)
    ]
    return attrs.evolve(findings, items=tuple(kept))


def _placed(item: Finding, name: str) -> Finding:
    if item.place is None:
        return item
    place = attrs.evolve(item.place, file=f"{name.rstrip('/')}/{item.place.file}")
    return attrs.evolve(item, place=place)
