"""One municipality's data, read and joined: what every service works on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from changekit.model.concept import Concept, Tombstone
from changekit.model.decision import Decision
from changekit.model.goal import Goals
from changekit.model.initiative import Initiative
from changekit.model.measure import Measure
from changekit.model.need import Need
from changekit.model.norm import Norm
from changekit.model.organisation import Organisation
from changekit.model.overlay import Layer, Overlay
from changekit.model.pack import Origin
from changekit.model.process import Process
from changekit.model.profile import Profile
from changekit.model.reading import Places
from changekit.model.records import Record
from changekit.model.request import PeerRequest
from changekit.model.rubric import Rubric
from changekit.model.settings import Settings
from changekit.model.transfer import Context, TransferCriterion
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.findings import Place
    from changekit.model.goal import Goal, Grouping
    from changekit.model.organisation import Role, Unit

__all__ = ["Municipality"]


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Municipality:
    """Everything that one workspace holds, in the order of its ids.

    Attributes:
        concepts: Its own concepts and those of the packs it uses.
        places: Where each record stands, for findings.
        decisions: By day.
        overlays: In the order in which they are laid: those of packs, then its own.
        criteria: The criteria by which concepts from elsewhere are judged.
        from_packs: What packs brought, as pairs of a kind (`concept`, `need`, ...) and an id.
        origins: Which pack brought each of these.
    """

    settings: Settings
    organisation: Organisation = Organisation()
    goals: Goals = Goals()
    initiatives: tuple[Initiative, ...] = ()
    concepts: tuple[Concept, ...] = ()
    needs: tuple[Need, ...] = ()
    measures: tuple[Measure, ...] = ()
    profiles: tuple[Profile, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    norms: tuple[Norm, ...] = ()
    criteria: tuple[TransferCriterion, ...] = ()
    rubrics: tuple[Rubric, ...] = ()
    requests: tuple[PeerRequest, ...] = ()
    overlays: tuple[Overlay, ...] = ()
    layers: tuple[Layer, ...] = ()
    context: Context = Context()
    processes: tuple[Process, ...] = ()
    decisions: tuple[Decision, ...] = ()
    places: Places = attrs.field(factory=Places, eq=False, repr=False)
    from_packs: frozenset[tuple[str, str]] = attrs.field(default=frozenset(), repr=False)
    origins: Mapping[tuple[str, str], Origin] = attrs.field(factory=dict, eq=False, repr=False)

    def __repr__(self) -> str:
        """Return one short line: the name, and how much there is of each thing."""
        held = ", ".join(f"{name}: {count}" for name, count in self.counts.items())
        return f"<Municipality {str(self.settings.name)!r}, {held}>"

    @property
    def counts(self) -> Mapping[str, int]:
        """How many units, roles, goals, initiatives, concepts and measures there are."""
        return {
            "units": len(self.organisation.units),
            "roles": len(self.organisation.roles),
            "goals": len(self.goals.goals),
            "initiatives": len(self.initiatives),
            "concepts": len(self.concepts),
            "measures": len(self.measures),
        }

    @cached_property
    def units_by_id(self) -> Mapping[str, Unit]:
        """The units by id."""
        return {item.id: item for item in self.organisation.units}

    @cached_property
    def roles_by_id(self) -> Mapping[str, Role]:
        """The roles by id."""
        return {item.id: item for item in self.organisation.roles}

    @cached_property
    def goals_by_id(self) -> Mapping[str, Goal]:
        """The goals by id."""
        return {item.id: item for item in self.goals.goals}

    @cached_property
    def initiatives_by_id(self) -> Mapping[str, Initiative]:
        """The initiatives by id."""
        return {item.id: item for item in self.initiatives}

    @cached_property
    def concepts_by_id(self) -> Mapping[str, Concept]:
        """The concepts by id."""
        return {item.id: item for item in self.concepts}

    @cached_property
    def heirs(self) -> Mapping[str, str | None]:
        """By an id that a concept once had: the concept to use instead, None for none."""
        return {item.id: item.heir for item in self.tombstones}

    @cached_property
    def measures_by_id(self) -> Mapping[str, Measure]:
        """The measures by id."""
        return {item.id: item for item in self.measures}

    @cached_property
    def profiles_by_id(self) -> Mapping[str, Profile]:
        """The score profiles by id."""
        return {item.id: item for item in self.profiles}

    def place(self, kind: str, name: str, field: str = "") -> Place | None:
        """Return where a record, or one of its fields, stands."""
        return self.places.of(kind, name, field)

    @cached_property
    def notice(self) -> Text | None:
        """What every output on an example says; None for a municipality's own data."""
        built_from = self.settings.built_from
        if built_from is None:
            return None
        invented, items = self.invented
        return Text(
            sv=f"Exempel byggt på en publicerad artikel ({built_from.document}); "
            f"{invented} av {items} poster är påhittade. Detta är inte kommunens egna uppgifter.",
            en=f"Example built from a published article ({built_from.document}); "
            f"{invented} of {items} items are invented. This is not the municipality's data.",
        )

    @cached_property
    def invented(self) -> tuple[int, int]:
        """How many of the items are invented, and how many items there are.

        An item is a unit, role, goal, focus area, initiative or measure of the workspace. One
        whose existence has a source and whose figures are assumed does not count as invented.
        """
        items: list[Unit | Role | Goal | Grouping | Initiative | Measure] = [
            *self.organisation.units, *self.organisation.roles, *self.goals.goals,
            *self.goals.groupings, *self.initiatives, *self.measures,
        ]  # fmt: skip
        return sum(item.source is not None and item.source.invented for item in items), len(items)

    def to_dict(self) -> dict[str, Any]:  # Any: plain data
        """Return the municipality as one mapping, as `Workspace.from_dict` reads it.

        What packs bring is left out: they are named in the settings.
        """
        parts: dict[str, Record | list[Any]] = {
            "settings": self.settings,
            "organisation": self.organisation,
            "goals": self.goals,
            "initiatives": list(self.initiatives),
            "concepts": self._own("concept", self.concepts),
            "needs": self._own("need", self.needs),
            "measures": list(self.measures),
            "scoring": list(self.profiles),
        }
        rare: dict[str, Record | list[Any]] = {
            "tombstones": self._own("tombstone", self.tombstones),
            "norms": self._own("norm", self.norms),
            "criteria": self._own("transfer-criterion", self.criteria),
            "rubrics": self._own("rubric", self.rubrics),
            "requests": self._own("request", self.requests),
            "overlays": self._own("overlay", self.overlays),
            "layers": self._own("layer", self.layers),
            "processes": list(self.processes),
            "decisions": list(self.decisions),
        }
        parts.update({name: records for name, records in rare.items() if records})
        if self.context != Context():
            parts["context"] = self.context
        return {
            name: part.to_dict() if isinstance(part, Record) else [item.to_dict() for item in part]
            for name, part in parts.items()
        }

    def _own(self, kind: str, records: tuple[Any, ...]) -> list[Any]:  # Any: records of one kind
        return [item for item in records if (kind, item.id) not in self.from_packs]
