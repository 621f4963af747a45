"""Records that were read, joined to one municipality, with what only the whole can show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import attrs

from changekit.files.kinds import SHARED
from changekit.files.tables import with_capacities
from changekit.files.trees import note_circles
from changekit.findings import Findings
from changekit.model.frozen import frozen_map
from changekit.model.goal import Goals
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.records import record_shape
from changekit.model.settings import Settings
from changekit.model.shapes import FAULTY
from changekit.model.transfer import Context
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.files.kinds import FileKind
    from changekit.files.packs import Packs
    from changekit.findings import Place
    from changekit.model.concept import Concept
    from changekit.model.need import Need
    from changekit.model.pack import Origin
    from changekit.model.quantities import Capacity
    from changekit.model.reading import Log, Path
    from changekit.model.settings import PackUse

__all__ = ["Joint", "Reading"]

T = TypeVar("T")
# Files that are one record with a list in it: the field of the list, and the kind of its items.
_LISTS = {
    "scoring": ("profiles", "profile"),
    "needs": ("needs", "need"),
    "norms": ("norms", "norm"),
    "tombstones": ("tombstones", "tombstone"),
    "transfer": ("criteria", "transfer-criterion"),
    "decisions": ("decisions", "decision"),
}


def _frozen(items: Mapping[str, str]) -> Mapping[str, str]:
    return frozen_map(items)


@attrs.frozen(kw_only=True)
class Reading:
    """What reading gave: the municipality as far as it could be read, and all findings.

    Attributes:
        files: The files that were read, relative to the folder, in the order of reading.
        digests: The SHA-256 of each file as it was read, as 64 hexadecimal digits.
    """

    municipality: Municipality
    findings: Findings
    files: tuple[str, ...] = ()
    digests: Mapping[str, str] = attrs.field(factory=dict, converter=_frozen)


class Joint:
    """Collects records by the kind of file they stand in, and joins them."""

    def __init__(
        self,
        log: Log,
        concepts: Iterable[Concept] = (),
        needs: Iterable[Need] = (),
        *,
        packs: Packs | None = None,
    ) -> None:
        self.log = log
        self.parts: dict[str, dict[str, Any]] = {}  # Any: values of any field
        self.records: dict[str, list[Any]] = {}  # Any: records of any kind
        self.capacities: list[Mapping[str, Capacity]] = []
        self._brought: dict[str, list[Any]] = {}
        self._origins: Mapping[tuple[str, str], Origin] = {}
        self._packs = packs
        self.know({"concept": concepts, "need": needs})

    def know(self, brought: Mapping[str, Iterable[Any]]) -> None:  # Any: records of any kind
        """Take what packs bring, which the records read from now on may refer to."""
        for kind, records in brought.items():
            items = list(records)
            self.log.know(kind, (item.id for item in items))
            if kind == "tombstone":  # an id that a concept once had still means its heir
                self.log.know("concept", (item.id for item in items))
            self._brought.setdefault(kind, []).extend(items)

    def bring(
        self,
        uses: Iterable[PackUse] = (),
        places: Mapping[str, tuple[Place, Path]] | None = None,
    ) -> None:
        """Take what the packs that are used bring, once; where one is missing, say so alone."""
        packs, self._packs = self._packs, None
        if packs is not None:
            brought = packs.bring(uses, self.log, places or {})
            self.know(brought.records)
            self._origins = brought.origins
            if not brought.complete:
                self.log.excuse(SHARED)

    def add(self, kind: str, records: Iterable[Any]) -> None:  # Any: records of any kind
        """Take records of a kind."""
        self.records.setdefault(kind, []).extend(records)

    def take(self, kind: FileKind, node: Any, path: Path = None) -> None:  # Any: a node
        """Read what can be read of a record that is a file of its own, and keep it."""
        values = record_shape(kind.holds).read_parts(node, path, self.log)
        if node.id == "mapping":
            self.log.stand(kind.name, "", node)
        if any(value is FAULTY for value in values.values()):
            self.log.excuse(kind.defines)
        good = {name: value for name, value in values.items() if value is not FAULTY}
        if kind.name in _LISTS:
            field, record = _LISTS[kind.name]
            self.add(record, good.get(field, ()))
            if record == "tombstone":
                self.log.know("concept", (item.id for item in good.get(field, ())))
        else:
            self.parts[kind.name] = good
        if kind.holds is Settings:
            if values.get("packs") is FAULTY:
                self.log.excuse(SHARED)
            self.bring(good.get("packs", ()), _item_places(node, "packs", path, self.log))

    def join(
        self,
        name: str,
        *,
        files: Iterable[str] = (),
        digests: Mapping[str, str] | None = None,
    ) -> Reading:
        """Return everything joined; the first of several records with one id is kept.

        Args:
            name: What the municipality is called where its settings do not say.
            files: As in `Reading`.
            digests: As in `Reading`.
        """
        self.bring()
        organisation, goals = self._organisation(), self._goals()
        note_circles(organisation.units, goals.goals, organisation.roles, self.log)
        self.log.settle()
        settings = {"name": Text.plain(name), **self.parts.get("changekit", {})}
        municipality = Municipality(
            settings=Settings(**settings),
            organisation=organisation,
            goals=goals,
            initiatives=self.sorted("initiative"),
            concepts=self.every("concept"),
            needs=self.every("need"),
            measures=self.sorted("measure"),
            profiles=self.sorted("profile"),
            tombstones=self.every("tombstone"),
            norms=self.every("norm"),
            criteria=self.every("transfer-criterion"),
            rubrics=self.every("rubric"),
            requests=self.every("request"),
            overlays=(*self._brought.get("overlay", ()), *self.sorted("overlay")),
            layers=self.every("layer"),
            context=Context(**self.parts.get("context", {})),
            processes=self.sorted("process"),
            decisions=tuple(sorted(self.sorted("decision"), key=lambda it: it.date)),
            places=self.log.places(),
            from_packs=self._from_packs(),
            origins=frozen_map(self._origins),
        )
        findings = Findings.in_order(self.log.findings, notice=municipality.notice)
        return Reading(
            municipality=municipality, findings=findings, files=tuple(files),
            digests=digests or {},
        )  # fmt: skip

    def _from_packs(self) -> frozenset[tuple[str, str]]:
        brought = {(kind, item.id) for kind in SHARED for item in self._brought.get(kind, ())}
        own = {(kind, item.id) for kind in SHARED for item in self.records.get(kind, ())}
        return frozenset(brought - own)

    def every(self, kind: str) -> tuple[Any, ...]:  # Any: records
        """Return the records of a kind, those that packs bring too, by id."""
        return self.sorted(kind, more=self._brought.get(kind, ()))

    def _organisation(self) -> Organisation:
        parts = dict(self.parts.get("organisation", {}))
        units = _first((*parts.get("units", ()), *self.records.get("unit", ())))
        for capacities in self.capacities:
            units = with_capacities(units, capacities)
        parts["units"] = units
        parts["roles"] = _first((*parts.get("roles", ()), *self.records.get("role", ())))
        parts["freezes"] = (*parts.get("freezes", ()), *self.records.get("freeze", ()))
        return Organisation(**parts)

    def _goals(self) -> Goals:
        parts = dict(self.parts.get("goals", {}))
        parts["goals"] = _first((*parts.get("goals", ()), *self.records.get("goal", ())))
        parts["groupings"] = _first(parts.get("groupings", ()))
        return Goals(**parts)

    def sorted(self, kind: str, more: Iterable[Any] = ()) -> tuple[Any, ...]:  # Any: records
        """Return the records of a kind, and more of it, by id."""
        found = _first((*self.records.get(kind, ()), *more))
        if kind == "overlay":  # they are laid on each other in the order of their files
            return found
        return tuple(sorted(found, key=lambda it: it.id))


def _item_places(
    node: Any,  # Any: a node
    key: str,
    path: Path,
    log: Log,
) -> dict[str, tuple[Place, Path]]:
    """Return where each item in the list under a key stands, by its text or its id."""
    return {
        str(name.value): (log.place(item.start_mark), ((path, key), at))
        for items in _under(node, key)
        if items.id == "sequence"
        for at, item in enumerate(items.value)
        for name in ([item] if item.id == "scalar" else _under(item, "id"))
    }


def _under(node: Any, key: str) -> list[Any]:  # Any: nodes
    """Return the values that stand under a key of a mapping: one, or none."""
    pairs = node.value if node.id == "mapping" else ()
    return [value for name, value in pairs if name.id == "scalar" and name.value == key]


def _first(records: Iterable[T]) -> tuple[T, ...]:
    by_id: dict[str, T] = {}
    for record in records:
        by_id.setdefault(record.id, record)  # type: ignore[attr-defined]  # records with an id
    return tuple(by_id.values())
