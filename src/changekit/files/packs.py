"""The packs there are: which of them a workspace uses, and what they bring."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from functools import cached_property
from importlib import metadata
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.extension.packs import PACK_GROUP, InstalledPack, installed_packs
from changekit.extension.status import PluginStatus, Status
from changekit.files.pack_reading import PackReading, read_pack, read_pack_file
from changekit.files.resources import catalog_folder
from changekit.model.frozen import frozen_map
from changekit.model.pack import CORE, Origin
from changekit.model.versions import fits
from changekit.rules import plugins as rules
from changekit.text import Text, closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from changekit.findings import Place
    from changekit.model.concept import Concept
    from changekit.model.need import Need
    from changekit.model.reading import Log, Path

__all__ = ["Brought", "Packs"]

_NO_FOLDER: Final = Text(sv="dess mapp finns inte", en="its folder is not there")


@attrs.frozen(kw_only=True)
class Brought:
    """What packs bring to a workspace.

    Attributes:
        records: By kind of record, in the order of the packs.
        complete: Whether every pack that was asked for could be used.
        origins: By kind and id: the pack that brought the record.
    """

    records: Mapping[str, tuple[Any, ...]] = attrs.field(factory=dict)  # Any: records of any kind
    complete: bool = True
    origins: Mapping[tuple[str, str], Origin] = attrs.field(factory=dict, repr=False)

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """The concepts."""
        return self.records.get("concept", ())

    @property
    def needs(self) -> tuple[Need, ...]:
        """The needs."""
        return self.records.get("need", ())


@attrs.frozen(slots=False)
class Packs:
    """The pack that comes with changekit and those that are installed, read when first wanted.

    Attributes:
        installed: The packs beside changekit's own.
        disabled: Names of packs, as in their entry points, that are left out.
    """

    installed: tuple[InstalledPack, ...]
    disabled: frozenset[str] = frozenset()

    @classmethod
    def found(cls, environ: Mapping[str, str] | None = None) -> Packs:
        """Return the packs that are installed; `CHANGEKIT_DISABLE` names those to leave out."""
        environ = os.environ if environ is None else environ
        names = environ.get("CHANGEKIT_DISABLE", "").split(",")
        return cls(installed_packs(), frozenset(name.strip() for name in names))

    @cached_property
    def _all(self) -> tuple[InstalledPack, ...]:
        version = metadata.version("changekit")
        own = InstalledPack(
            name="core", distribution="changekit", version=version, folder=catalog_folder()
        )
        return (own, *(item for item in self.installed if not item.is_one_of(self.disabled)))

    @cached_property
    def _by_id(self) -> Mapping[str, PackReading]:
        """By id: what each pack says about itself; the first of two with one id counts."""
        found: dict[str, PackReading] = {}
        for item in self._all:
            about = read_pack_file(item.folder) if item.folder else None
            if about is not None and about.pack is not None:
                found.setdefault(about.pack.id, about)
        return frozen_map(found)

    def read(self, name: str, above: tuple[str, ...] = ()) -> PackReading | None:
        """Return what a pack holds, None where there is none of that id.

        Args:
            name: The id of the pack.
            above: The packs that require it; one that requires itself is not there for itself.
        """
        about = self._by_id.get(name)
        if about is None or about.pack is None or name in above:
            return None
        required = about.pack.requires.packs if about.pack.requires else ()
        below = dict.fromkeys([CORE, *(item.partition("@")[0] for item in required)])
        read = (self.read(other, (*above, name)) for other in below if other != name)
        return read_pack(about.folder, tuple(item for item in read if item is not None))

    def bring(
        self, names: Iterable[str], log: Log, places: Mapping[str, tuple[Place, Path]]
    ) -> Brought:
        """Return what the packs that a workspace names bring, and note what does not work.

        Args:
            names: Ids of packs, with `@` and a version where one is wanted; none: `CORE`.
            log: Where findings go.
            places: Where each name stands, if anywhere.
        """
        used: dict[str, PackReading] = {}
        complete = True
        for name in dict.fromkeys(tuple(names) or (CORE,)):
            reading = self._usable(name, log, *places.get(name, (None, None)))
            complete = complete and reading is not None
            if reading is not None:
                used[name] = reading
        kept: dict[str, dict[str, tuple[str, Any]]] = {}
        for name, reading in used.items():
            for kind, records in reading.records.items():
                for record in records:
                    own = kept.setdefault(kind, {})
                    first, _ = own.setdefault(record.id, (name, record))
                    _clash(first, name, record.id, log, places)
        return Brought(
            records={kind: tuple(it for _, it in own.values()) for kind, own in kept.items()},
            complete=complete,
            origins=_origins(used.values()),
        )

    def every(self) -> Brought:
        """Return what all packs that work bring together; of two with one id, the first's."""
        kept: dict[str, dict[str, Any]] = {}  # Any: records of any kind
        used = []
        for name in self._by_id:
            reading = self.read(name)
            if reading is not None and reading.fault is None:
                used.append(reading)
                for kind, records in reading.records.items():
                    for record in records:
                        kept.setdefault(kind, {}).setdefault(record.id, record)
        every = {kind: tuple(own.values()) for kind, own in kept.items()}
        return Brought(records=every, origins=_origins(used))

    def status(self) -> tuple[PluginStatus, ...]:
        """Return what became of every pack; its one hook is the group that it was found in."""
        return tuple(self._status(item) for item in (*self._all, *self._left_out()))

    def _left_out(self) -> Iterator[InstalledPack]:
        return (item for item in self.installed if item.is_one_of(self.disabled))

    def _status(self, item: InstalledPack) -> PluginStatus:
        began = time.perf_counter()
        status = PluginStatus(
            name=item.name, distribution=item.distribution, version=item.version,
            hooks=(PACK_GROUP,),
        )  # fmt: skip
        if item.is_one_of(self.disabled):
            return attrs.evolve(status, hooks=(), status="disabled")
        about = read_pack_file(item.folder) if item.folder else None
        reading = self.read(about.pack.id) if about and about.pack else about
        fault = _NO_FOLDER if reading is None else reading.fault
        if fault is not None:
            kind: Status = "too-new" if reading is not None and reading.too_new else "broken"
            status = attrs.evolve(status, status=kind, error=fault.to("en"))
        elif reading is not None and reading.folder != item.folder:
            why = f"{reading.folder} holds a pack of the same id"
            status = attrs.evolve(status, status="broken", error=why)
        return attrs.evolve(status, milliseconds=1000 * (time.perf_counter() - began))

    def _usable(self, name: str, log: Log, place: Place | None, path: Path) -> PackReading | None:
        plain, _, wanted = name.partition("@")
        reading = self.read(plain)
        if reading is None or reading.pack is None:
            log.add_at(rules.PACK_MISSING, place, path, pack=name, advice=self._advice(plain))
            self._note_nameless(log)
            return None
        version = reading.pack.version
        if wanted and not fits(version, wanted):
            advice = Text(sv=f"version {version} finns", en=f"there is version {version}")
            log.add_at(rules.PACK_MISSING, place, path, pack=name, advice=advice)
            return None
        if reading.fault is not None:
            log.add_at(rules.PACK_BROKEN, place, path, pack=name, why=reading.fault)
            return None
        return reading

    def _note_nameless(self, log: Log) -> None:
        """Note the packs whose id cannot be read, since one of them may be the one missed."""
        for item in self._all:
            about = read_pack_file(item.folder) if item.folder else None
            if about is None or about.pack is None:
                why = about.fault if about is not None else _NO_FOLDER
                log.add_at(rules.PACK_BROKEN, None, None, pack=item.name, why=why)

    def _advice(self, name: str) -> Text:
        near = closest(name, self._by_id)
        if near:
            return Text(sv=f"menade du {near!r}?", en=f"did you mean {near!r}?")
        known = ", ".join(sorted(self._by_id))
        return Text(sv=f"installerade är {known}", en=f"installed are {known}")


def _origins(readings: Iterable[PackReading]) -> dict[tuple[str, str], Origin]:
    """Return which pack brings each record; the first of two that hold it counts."""
    found: dict[tuple[str, str], Origin] = {}
    for reading in readings:
        if reading.pack is not None:
            origin = Origin(
                pack=reading.pack.id, version=reading.pack.version, places=reading.places
            )
            for kind, records in reading.records.items():
                for record in records:
                    found.setdefault((kind, record.id), origin)
    return found


def _clash(
    first: str, second: str, found: str, log: Log, places: Mapping[str, tuple[Place, Path]]
) -> None:
    if first != second:
        place, path = places.get(second, (None, None))
        log.add_at(rules.PACK_CLASH, place, path, first=first, second=second, found=found)
