"""One pack's folder: what it says about itself, its concepts and needs, and what is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from changekit.files.folder import FolderReader
from changekit.files.joining import Joint
from changekit.files.kinds import IN_PACKS, KINDS, PACK, SHARED
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

__all__ = ["PackReading", "read_pack", "read_pack_file"]


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


@cache
def read_pack_file(folder: Path) -> PackReading:
    """Return what a pack says about itself in its `pack.yaml`, and nothing else of it."""
    log = Log()
    joint = Joint(log)
    FolderReader(folder, joint).read_kind(PACK)
    if "pack" not in joint.parts and not log.findings:
        why = Text(sv="den finns inte", en="it is not there")
        log.add_at(UNREADABLE, Place(PACK.where), why=why)
    parts = joint.parts.get("pack", {})
    needed = {entry.name for entry in record_shape(Pack).entries.values() if entry.required}
    pack = Pack(**parts) if needed <= parts.keys() else None
    return PackReading(folder=folder, pack=pack, findings=Findings.in_order(log.findings))


@cache
def read_pack(folder: Path, others: tuple[PackReading, ...] = ()) -> PackReading:
    """Read a pack once: what it holds is frozen, and packs do not change while they are used.

    Args:
        folder: The folder with `pack.yaml`.
        others: The packs whose concepts and needs it may refer to.
    """
    about = read_pack_file(folder)
    log = Log()
    joint = Joint(log)
    for other in others:
        joint.know(other.records)
    log.know("pack", [other.pack.id for other in others if other.pack])
    reader = FolderReader(folder, joint)
    for kind in (PACK, *(KINDS[name] for name in IN_PACKS)):
        reader.read_kind(kind)
    if about.pack is not None:
        _note_namespace(about.pack, joint)
        _note_files(about.pack, folder, log)
        _note_requires(about.pack, others, log)
    log.settle()
    missing = about.findings if not (folder / PACK.where).exists() else ()
    return attrs.evolve(
        about,
        records={kind: joint.sorted(kind) for kind in SHARED},
        findings=Findings.in_order([*missing, *log.findings]),
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


def _note_files(pack: Pack, folder: Path, log: Log) -> None:
    place = log.places().of("pack", pack.id, "files")
    for file, wanted in sorted(pack.files.items()):
        try:
            digest = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        except OSError:
            digest = None
        if digest is None:
            why = Text(sv="den kan inte läsas", en="it cannot be read")
        elif f"sha256:{digest}" != wanted:
            why = Text(sv="innehållet är ett annat", en="its content differs")
        else:
            continue
        log.add_at(rules.PACK_FILE, place, ((None, "files"), file), found=file, why=why)


def _note_requires(pack: Pack, others: tuple[PackReading, ...], log: Log) -> None:
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
        if found:
            log.add_at(
                rules.PACK_REQUIRES, place, ((None, "requires"), "packs"),
                what=name, wanted=required, found=found,
            )  # fmt: skip


def _unfit(other: PackReading, wanted: str) -> Text | None:
    """Return what there is instead of a pack that works and fits, None where it does."""
    if other.fault is not None:
        return Text(sv="trasigt", en="broken")
    if other.pack is None or (wanted and not fits(other.pack.version, wanted)):
        return Text.plain(other.pack.version if other.pack else "?")
    return None
