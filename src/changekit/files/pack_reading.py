"""One pack's folder: what it says about itself, its concepts and needs, and what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.errors import InvalidValueError
from changekit.files.contents import Contents, Guard, guarded, read_contents
from changekit.files.folder import FolderReader
from changekit.files.joining import Joint
from changekit.files.kinds import IN_PACKS, KINDS, PACK, SHARED
from changekit.files.pack_notes import note_files, note_owner
from changekit.findings import Findings, Place
from changekit.model.pack import Pack
from changekit.model.reading import Log, Places
from changekit.model.records import record_shape
from changekit.model.versions import fits
from changekit.rules import plugins as rules
from changekit.rules.reading import UNREADABLE
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.model.concept import Concept
    from changekit.model.need import Need

__all__ = ["PackReading", "read_held", "read_pack", "read_pack_file"]


@attrs.frozen(kw_only=True, eq=False)
class PackReading:
    """What a pack holds, and what is wrong in it; places are relative to its folder.

    Attributes:
        pack: What it says about itself, as far as it can be read; None where too little can.
        records: What it holds, by kind of record (see `changekit.files.kinds.SHARED`).
        places: Where each record stands.
    """

    folder: Path
    pack: Pack | None
    records: Mapping[str, tuple[Any, ...]] = attrs.field(factory=dict)  # Any: records of any kind
    findings: Findings = Findings()
    places: Places = attrs.field(factory=Places, repr=False)

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """Its concepts, by id."""
        return self.records.get("concept", ())

    @property
    def needs(self) -> tuple[Need, ...]:
        """The needs that it defines, by id."""
        return self.records.get("need", ())

    @property
    def fault(self) -> Text | None:
        """Why it is not used: its first error, in each language; None where all is well."""
        if not self.findings.errors:
            return None
        first = self.findings.errors[0]
        return Text(sv=first.line("sv"), en=first.line("en"))

    @property
    def too_new(self) -> bool:
        """Whether it needs another changekit than this one."""
        return any(item.path == "requires.changekit" for item in self.findings.of("CK509"))


def read_pack_file(folder: Path, *, installed: bool = False) -> PackReading:
    """Return what a pack says about itself in its `pack.yaml`, and nothing else of it.

    Args:
        folder: The folder with `pack.yaml`, or a zip of one.
        installed: Whether an installer laid it out: its files do not change while they are used,
            and may be links.
    """
    return _read_about(folder, _INSTALLED if installed else guarded(folder))


def read_pack(
    folder: str | Path,
    others: tuple[PackReading, ...] = (),
    *,
    mutual: tuple[str, ...] = (),
    installed: bool = False,
) -> PackReading:
    """Read a pack: what it holds is frozen, and read again only where its files have changed.

    Nothing is read of a pack in which something is refused, such as a link that leads out.

    Args:
        folder: The folder with `pack.yaml`, or a zip of one.
        others: The packs whose concepts and needs it may refer to.
        mutual: Ids of packs that it requires and that require it in turn.
        installed: As in `read_pack_file`.

    Raises:
        InvalidValueError: It is no path.
    """
    if not isinstance(folder, str | Path):
        raise InvalidValueError(_NO_PATH.format(found=type(folder).__name__))
    path = Path(folder)
    guard = _INSTALLED if installed else guarded(path)
    return _read_whole(path, guard, others, mutual)


_NO_PATH: Final = Text(
    sv="ange paketets mapp eller zip-fil som en sökväg, inte {found}",
    en="name the folder or zip of the pack as a path, not {found}",
)


def read_held(
    contents: Contents, others: tuple[PackReading, ...] = (), *, mutual: tuple[str, ...] = ()
) -> PackReading:
    """Read a pack whose files are at hand, in the way of `read_pack`."""
    source = _Source.held(contents)
    return _whole(source, _about(source), others, mutual)


_INSTALLED: Final = Guard(mark="installed")


@attrs.frozen(kw_only=True, eq=False)
class _Source:
    """What a pack is read from.

    Attributes:
        tree: Its folder, or what is read like one.
        names: The files that belong to it, as far as known.
        unsafe: What was found before anything was read as data.
        refused: Whether nothing may be read.
    """

    folder: Path
    tree: Path
    names: tuple[str, ...]
    unsafe: Findings
    refused: bool

    @classmethod
    def held(cls, contents: Contents) -> _Source:
        """Return files in memory as what a pack is read from."""
        tree: Any = contents.folder  # Any: it does all that reading asks of a path
        return cls(
            folder=contents.path, tree=tree, names=tuple(contents.files),
            unsafe=contents.findings, refused=not contents.files,
        )  # fmt: skip


@lru_cache(maxsize=16)
def _source(folder: Path, guard: Guard) -> _Source:
    if folder.is_file():
        return _Source.held(read_contents(folder))
    return _Source(
        folder=folder, tree=folder, names=guard.names, unsafe=guard.findings,
        refused=guard.refused,
    )  # fmt: skip


@lru_cache(maxsize=512)
def _read_about(folder: Path, guard: Guard) -> PackReading:
    return _about(_source(folder, guard))


@lru_cache(maxsize=512)
def _read_whole(
    folder: Path, guard: Guard, others: tuple[PackReading, ...], mutual: tuple[str, ...]
) -> PackReading:
    return _whole(_source(folder, guard), _read_about(folder, guard), others, mutual)


def _about(source: _Source) -> PackReading:
    log = Log()
    joint = Joint(log)
    refused = source.unsafe if source.refused else Findings()
    if not any(item.place is None or item.place.file == PACK.where for item in refused):
        FolderReader(source.tree, joint).read_kind(PACK)
        if "pack" not in joint.parts and not log.findings and not refused:
            why = Text(sv="den finns inte", en="it is not there")
            log.add_at(UNREADABLE, Place(PACK.where), why=why)
    parts = joint.parts.get("pack", {})
    needed = {entry.name for entry in record_shape(Pack).entries.values() if entry.required}
    pack = Pack(**parts) if needed <= parts.keys() else None
    return PackReading(
        folder=source.folder, pack=pack, findings=Findings.in_order([*refused, *log.findings]),
        places=log.places(),
    )  # fmt: skip


def _whole(
    source: _Source, about: PackReading, others: tuple[PackReading, ...], mutual: tuple[str, ...]
) -> PackReading:
    if source.refused:
        return about
    log = Log()
    joint = Joint(log)
    for other in others:
        joint.know(other.records)
    log.know("pack", [*mutual, *(other.pack.id for other in others if other.pack)])
    if mutual:
        log.excuse(SHARED)
    reader = FolderReader(source.tree, joint)
    for kind in (PACK, *(KINDS[name] for name in IN_PACKS)):
        reader.read_kind(kind)
    if about.pack is not None:
        _note_namespace(about.pack, joint)
        note_owner(about.pack, log)
        note_files(about.pack, source.tree, source.names, log)
        _note_requires(about.pack, others, mutual, log)
    log.settle()
    missing = about.findings if not (source.tree / PACK.where).exists() else ()
    return attrs.evolve(
        about,
        records={kind: joint.sorted(kind) for kind in SHARED},
        findings=Findings.in_order([*missing, *source.unsafe, *log.findings]),
        places=log.places(),
    )


def _note_namespace(pack: Pack, joint: Joint) -> None:
    places = joint.log.places()
    for concept in joint.sorted("concept"):
        first, _, name = concept.id.rpartition("/")
        if first != pack.namespace:
            joint.log.add_at(
                rules.PACK_NAMESPACE, places.of("concept", concept.id, "id"), (None, "id"),
                found=concept.id, namespace=pack.namespace, better=f"{pack.namespace}/{name}",
            )  # fmt: skip


def _note_requires(
    pack: Pack, others: tuple[PackReading, ...], mutual: tuple[str, ...], log: Log
) -> None:
    if pack.requires is None:
        return
    place = log.places().of("pack", pack.id, "requires")
    own = metadata.version("changekit")
    if pack.requires.changekit and not fits(own, pack.requires.changekit):
        log.add_at(
            rules.PACK_REQUIRES, place, ((None, "requires"), "changekit"),
            what="changekit", wanted=f"changekit {pack.requires.changekit}", found=own,
        )  # fmt: skip
    there = {other.pack.id: other for other in others if other.pack}
    for required in pack.requires.packs:
        name, _, wanted = required.partition("@")
        found = _unfit(there[name], wanted) if name in there else None
        found = _IN_TURN if name in mutual else found
        if found:
            log.add_at(
                rules.PACK_REQUIRES, place, ((None, "requires"), "packs"),
                what=name, wanted=required, found=found,
            )  # fmt: skip


_IN_TURN: Final = Text(sv="ett som i sin tur behöver detta", en="one that needs this in turn")


def _unfit(other: PackReading, wanted: str) -> Text | None:
    """Return what there is instead of a pack that works and fits, None where it does."""
    if other.fault is not None:
        return Text(sv="trasigt", en="broken")
    if other.pack is None or (wanted and not fits(other.pack.version, wanted)):
        return Text.plain(other.pack.version if other.pack else "?")
    return None
