"""The packs there are: which of them a workspace uses, and what they bring."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from changekit.extension.packs import PACK_GROUP, InstalledPack
from changekit.extension.status import PluginStatus, Status
from changekit.files.pack_notes import is_reserved, note_reserved
from changekit.files.pack_reading import PackReading, read_pack, read_pack_file
from changekit.files.packs.choosing import NO_FOLDER, Choosing
from changekit.files.packs.places import candidates
from changekit.files.resources import catalog_folder
from changekit.findings import Findings
from changekit.model.frozen import frozen_map
from changekit.model.pack import CORE, Origin
from changekit.model.reading import Log
from changekit.model.settings import PackUse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.findings import Place
    from changekit.model.concept import Concept
    from changekit.model.need import Need
    from changekit.model.reading import Path as Where

__all__ = ["Beside", "Brought", "Found", "Packs"]


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


@attrs.frozen(eq=False)
class Found:
    """A pack that was found, and what it says about itself."""

    item: InstalledPack
    about: PackReading

    @property
    def name(self) -> str:
        """Its id, empty where it says none that can be read."""
        return self.about.pack.id if self.about.pack else ""

    @property
    def usable(self) -> bool:
        """Whether it may be called what it is called."""
        pack = self.about.pack
        return pack is not None and (self.item.found_in == "built-in" or not is_reserved(pack))


@attrs.frozen(eq=False)
class Beside:
    """The packs that a pack may refer to, and the ids of those that require it in turn."""

    others: tuple[PackReading, ...]
    mutual: tuple[str, ...]


@attrs.frozen(slots=False)
class Packs:
    """The packs of a workspace, installed packs and changekit's own, read when first wanted.

    Attributes:
        installed: The packs beside changekit's own, the first of one id before the others.
        disabled: Names of packs, as in their entry points, that are left out.
        folder: The workspace, if there is one.
    """

    installed: tuple[InstalledPack, ...]
    disabled: frozenset[str] = frozenset()
    folder: Path | None = None
    _whole: dict[str, PackReading | None] = attrs.field(
        factory=dict, init=False, eq=False, repr=False
    )

    @classmethod
    def found(
        cls, environ: Mapping[str, str] | None = None, *, folder: Path | None = None
    ) -> Packs:
        """Return the packs there are, in the order in which they count.

        Those under `packs` in the workspace come first, then those in the folders that
        `CHANGEKIT_PACKS` names, then installed ones, then changekit's own.

        Args:
            environ: The environment; `CHANGEKIT_DISABLE` names installed packs to leave out.
            folder: The workspace.
        """
        environ = os.environ if environ is None else environ
        names = environ.get("CHANGEKIT_DISABLE", "").split(",")
        left_out = frozenset(name.strip() for name in names)
        return cls(candidates(folder, environ), left_out, folder)

    @cached_property
    def all(self) -> tuple[Found, ...]:
        """Every pack that is not left out, in the order in which they count."""
        own = InstalledPack(
            name="core", distribution="changekit", version=metadata.version("changekit"),
            folder=catalog_folder(), found_in="built-in",
        )  # fmt: skip
        kept = [item for item in self.installed if not self._is_left_out(item)]
        return tuple(Found(item, _about(item)) for item in (*kept, own))

    def _is_left_out(self, item: InstalledPack) -> bool:
        return item.trusted and item.is_one_of(self.disabled)

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Found, ...]]:
        """By id: the packs that are called so; the first of them counts."""
        found: dict[str, tuple[Found, ...]] = {}
        for one in self.all:
            if one.usable:
                found[one.name] = (*found.get(one.name, ()), one)
        return frozen_map(found)

    def read(self, name: str) -> PackReading | None:
        """Return what a pack holds, None where there is none of that id.

        A pack may refer to changekit's own and to those that it requires; two that require each
        other are findings.

        Args:
            name: The id of the pack.
        """
        if name not in self._whole:
            self._whole[name] = self._read(self.by_id[name][0]) if name in self.by_id else None
        return self._whole[name]

    def _read(self, found: Found) -> PackReading:
        beside = self.beside(found.about)
        return read_pack(
            Path(found.about.folder), beside.others, mutual=beside.mutual,
            installed=found.item.trusted,
        )  # fmt: skip

    def beside(self, about: PackReading) -> Beside:
        """Return the packs that a pack may refer to: changekit's own and those it requires."""
        name, requires = (about.pack.id, about.pack.requires) if about.pack else ("", None)
        packs = [item.partition("@")[0] for item in (requires.packs if requires else ())]
        required = [it for it in dict.fromkeys(packs) if it != name]
        mutual = tuple(it for it in required if name in self._below(it))
        own = () if name == CORE or name in self._below(CORE) else (CORE,)
        others = dict.fromkeys([*own, *(it for it in required if it not in mutual)])
        read = [self.read(other) for other in others]
        return Beside(tuple(it for it in read if it is not None), mutual)

    def _required(self, name: str) -> tuple[str, ...]:
        pack = self.by_id[name][0].about.pack if name in self.by_id else None
        required = pack.requires.packs if pack is not None and pack.requires else ()
        return tuple(dict.fromkeys(item.partition("@")[0] for item in required))

    def _below(self, name: str) -> set[str]:
        """Return the ids of all packs that a pack requires, and those that these require."""
        below: set[str] = set()
        waiting = [name]
        while waiting:
            for other in self._required(waiting.pop()):
                if other not in below:
                    below.add(other)
                    waiting.append(other)
        return below

    def bring(
        self, uses: Iterable[PackUse], log: Log, places: Mapping[str, tuple[Place, Where]]
    ) -> Brought:
        """Return what the packs that a workspace uses bring, and note what does not work.

        Args:
            uses: The packs; none: `CORE`.
            log: Where findings go.
            places: Where each stands by its text, if anywhere.
        """
        choosing = Choosing(self, log, places)
        every = {use.id: use for use in tuple(uses) or (PackUse(id=CORE),)}
        used = {use.id: choosing.usable(use) for use in every.values()}
        choosing.note_reserved()
        there = {id: it for id, it in used.items() if it is not None}
        return Brought(
            records=choosing.joined(there), complete=len(there) == len(used),
            origins=_origins(there.values()),
        )  # fmt: skip

    def every(self) -> Brought:
        """Return what all packs that work bring together; of two with one id, the first's."""
        kept: dict[str, dict[str, Any]] = {}  # Any: records of any kind
        read = [self.read(name) for name in self.by_id]
        used = [reading for reading in read if reading is not None and reading.fault is None]
        for reading in used:
            for kind, records in reading.records.items():
                for record in records:
                    kept.setdefault(kind, {}).setdefault(record.id, record)
        every = {kind: tuple(own.values()) for kind, own in kept.items()}
        return Brought(records=every, origins=_origins(used))

    def status(self) -> tuple[PluginStatus, ...]:
        """Return what became of every pack, changekit's own first.

        Its one hook is the group that it was found in.
        """
        *others, own = self.all
        return tuple(self._status(it.item) for it in (own, *others)) + tuple(
            self._status(item) for item in self.installed if self._is_left_out(item)
        )

    def _status(self, item: InstalledPack) -> PluginStatus:
        began = time.perf_counter()
        status = PluginStatus(
            name=item.name, distribution=item.distribution, version=item.version,
            hooks=(PACK_GROUP,),
        )  # fmt: skip
        if self._is_left_out(item):
            return attrs.evolve(status, hooks=(), status="disabled")
        reading = self.reading_of(item)
        fault = NO_FOLDER if item.folder is None else reading.fault
        if fault is not None:
            kind: Status = "too-new" if reading.too_new else "broken"
            status = attrs.evolve(status, status=kind, error=fault.to("en"))
        elif reading.folder != item.folder:
            why = f"{reading.folder} holds a pack of the same id"
            status = attrs.evolve(status, status="broken", error=why)
        return attrs.evolve(status, milliseconds=1000 * (time.perf_counter() - began))

    def reading_of(self, item: InstalledPack) -> PackReading:
        """Return what a pack holds that was found, or the pack that comes before it."""
        found = next(it for it in self.all if it.item is item or it.item == item)
        if not found.usable:
            log = Log()
            if found.about.pack is not None:
                note_reserved(found.about.pack, found.about.places, log)
            findings = Findings.in_order([*found.about.findings, *log.findings])
            return attrs.evolve(found.about, findings=findings)
        return self.read(found.name) or found.about


def _about(item: InstalledPack) -> PackReading:
    if item.folder is None:
        return PackReading(folder=Path(item.name), pack=None)
    return read_pack_file(item.folder, installed=item.trusted)


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
