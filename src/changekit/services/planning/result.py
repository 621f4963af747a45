"""A plan: where each initiative stands, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import attrs

from changekit.errors import UnknownNameError
from changekit.figures import Drawn
from changekit.findings import Findings
from changekit.services.planning.aims import Reached
from changekit.services.planning.changes.changing import Changing
from changekit.services.planning.clashes.clash import Clash
from changekit.services.planning.compiling.compile import Compiled
from changekit.services.planning.summing import quality_of, summary_of
from changekit.services.planning.why.causes import causes
from changekit.services.planning.why.chaining import release_chain
from changekit.services.planning.why.explain import STATE_NAMES, Explainer, Placed
from changekit.services.planning.why.facts import assumptions_of, facts
from changekit.tables import Column, Shown, Table
from changekit.text import Text, sort_key

if TYPE_CHECKING:
    from changekit.extension.protocols.planning import Figures  # noqa: TC004  # no numpy here
    from changekit.figures import Gantt
    from changekit.services.planning.compiling.assumptions import Assumption
    from changekit.services.planning.why.causes import Cause
    from changekit.services.planning.why.deciding import Decision
    from changekit.services.planning.why.displacing import Displacement
    from changekit.services.planning.why.facts import Fact
    from changekit.services.planning.why.worth import CapacityWorth, Grain

__all__ = ["Interval", "Plan"]


@attrs.frozen(kw_only=True)
class Interval:
    """The weeks that an initiative takes, counted from the plan's first week.

    Attributes:
        unit: The unit that owns it; empty where none is named.
    """

    start: int
    weeks: int
    unit: str


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Plan(Changing, Drawn, Shown):
    """A plan of all initiatives, sorted by id.

    Attributes:
        starts: The first week of each that is in the plan, by id; week 0 is the period's first.
        status: `optimal` where the engine proved that nothing is better.
        objective: The value that the plan gives until its last week.
        bound: What no plan can pass, None where that is not known.
        checked: Whether the independent checker found nothing wrong.
        seconds: How long it took; not part of what makes two plans equal.
        findings: What is wrong with the data, or with the plan.
        options: How `plan` was called, so that `what_if` plans other data in the same way.
        prices: What one more unit of each resource would be worth in each week, by the bound;
            None where that is not known.
        bound_by: What proved the bound, such as `prices` or `cp-sat`; empty without a bound.
        aims: What the plan was to reach, the most important first, and what it reaches of each.
        clashes: Rules that cannot all be kept, so that something mandatory had to be left out.
    """

    compiled: Compiled = attrs.field(eq=False, repr=False)
    starts: Mapping[str, int]
    status: Literal["feasible", "optimal"]
    objective: float
    bound: float | None
    moves: int
    seed: int
    engine: str
    checked: bool
    as_of: dt.date
    repeatable: bool
    seconds: float = attrs.field(eq=False, repr=False)
    findings: Findings = attrs.field(repr=False)
    options: Mapping[str, Any] = attrs.field(eq=False, repr=False)  # Any: arguments of plan
    prices: Figures | None = attrs.field(default=None, eq=False, repr=False)
    bound_by: str = ""
    aims: tuple[Reached, ...] = ()
    clashes: tuple[Clash, ...] = attrs.field(default=(), eq=False, repr=False)
    language: str = "en"

    @property
    def notice(self) -> Text | None:
        """What every output on an example says."""
        return self.compiled.municipality.notice

    @property
    def gap(self) -> float | None:
        """How far the plan is from the bound at most, as a share; None where that is unknown."""
        if self.bound is None or self.bound <= 0:
            return None
        return max(0.0, (self.bound - self.objective) / self.bound)

    @cached_property
    def _explainer(self) -> Explainer:
        starts = [self.starts.get(name) for name in self.compiled.model.ids]
        return Explainer(self.compiled, starts)

    @cached_property
    def places(self) -> Mapping[str, Placed]:
        """Where each initiative stands, by id."""
        explainer = self._explainer
        return {name: explainer.explain(name) for name in self.compiled.items}

    def explain(self, subject: str) -> Placed:
        """Return where an initiative stands, why, and what would move it.

        Raises:
            UnknownNameError: There is no such initiative.
        """
        if subject not in self.compiled.items:
            raise UnknownNameError("initiative", subject, known=self.compiled.items)
        place = vars(self).get("places", {}).get(subject) or self._explainer.explain(subject)
        displaces = self.displacement(subject) if place.left_out else None
        chain = release_chain(self._explainer, place, self.compiled.items)
        return attrs.evolve(place, chain=chain, displaces=displaces, language=self.language)

    def displacement(self, subject: str) -> Displacement | None:
        """Return what an initiative that is left out would displace, and at what price.

        None for one that has a place, that nothing could make room for, or that was decided away.

        Raises:
            UnknownNameError: There is no such initiative.
        """
        if subject not in self.compiled.items:
            raise UnknownNameError("initiative", subject, known=self.compiled.items)
        if subject in self.starts or subject not in self.compiled.model.ids:
            return None
        from changekit.services.planning.why.displacing import displacement

        starts = [self.starts.get(name) for name in self.compiled.model.ids]
        return displacement(self.compiled, starts, subject, prices=self.prices)

    def worth_of_capacity(self, *, by: Grain = "year") -> CapacityWorth:
        """Return what one more unit of each scarce thing would be worth, the most first.

        Args:
            by: `year` or `week`; where no prices are known, the whole time of the plan.
        """
        from changekit.services.planning.why.worth import worth_of_capacity

        return worth_of_capacity(self, by=by)

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Everything that the plan assumes because it is not known."""
        return assumptions_of(self.compiled)

    @property
    def assumed(self) -> int:
        """How many figures are assumed."""
        return sum(item.figures for item in self.assumptions)

    @property
    def places_on_assumptions(self) -> tuple[str, ...]:
        """The initiatives whose place rests on something assumed, sorted."""
        return tuple(sorted({name for item in self.assumptions for name in item.places}))

    def facts_to_find(self, limit: int = 3) -> tuple[Fact, ...]:
        """Return the facts that most places rest on; none where nothing is assumed."""
        return facts(self.compiled, self.assumptions, limit)

    def groups_by_cause(self) -> tuple[Cause, ...]:
        """Return what makes initiatives wait or stay out, the cause with most of them first."""
        return causes(self.compiled.municipality, self.places.values())

    def decisions_that_free_most(self, limit: int = 3) -> tuple[Decision, ...]:
        """Return the decisions that raise the value most, each tried with all else in place."""
        from changekit.services.planning.why.deciding import decisions

        return decisions(self, limit)

    def in_state(self, *states: str) -> tuple[Placed, ...]:
        """Return the places in these states, by start and id."""
        found = [place for place in self.places.values() if place.state in states]
        return tuple(sorted(found, key=lambda p: (p.start is None, p.start, sort_key(p.id), p.id)))

    def intervals(self) -> dict[str, Interval]:
        """Return the weeks that each initiative in the plan takes, by id."""
        items = self.compiled.items
        found = {}
        for name, start in self.starts.items():
            owner = items[name].initiative.owner
            found[name] = Interval(
                start=start, weeks=items[name].weeks, unit=owner.unit if owner else ""
            )
        return found

    def summary(self) -> Text:
        """Return in a sentence or two what the plan says, and what it rests on."""
        return summary_of(self)

    def quality(self) -> Text:
        """Return how far from the best possible the plan can be at most, in a sentence."""
        return quality_of(self)

    def figure(self) -> Gantt:
        """Return the plan as a Gantt chart, unit by unit."""
        from changekit.services.planning.drawing import gantt, marks_of

        return gantt(
            self.compiled.municipality,
            self.places.values(),
            calendar=self.compiled.calendar,
            as_of=self.as_of,
            marks=marks_of(self.compiled),
        )

    def table(self) -> Table:
        """Return one row for each initiative, by id."""
        items = self.compiled.items
        units = self.compiled.municipality.units_by_id
        rows = []
        for name, place in sorted(self.places.items(), key=lambda it: (sort_key(it[0]), it[0])):
            owner = items[name].initiative.owner
            unit = units[owner.unit].name if owner and owner.unit in units else None
            rows.append(
                (
                    name,
                    items[name].initiative.title,
                    unit,
                    STATE_NAMES[place.state],
                    place.start,
                    place.end,
                    place.waits_weeks,
                    place.why[0].text,
                    place.released_by.text if place.released_by else None,
                )
            )
        return Table(title=TITLE, columns=COLUMNS, rows=tuple(rows), notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the plan as JSON values, under the keys of `changekit plan --json`."""
        return {
            "status": self.status,
            "objective": round(self.objective, 6),
            "bound": self.bound,
            "bound_by": self.bound_by,
            "gap": self.gap,
            "seconds": round(self.seconds, 3),
            "seed": self.seed,
            "moves": self.moves,
            "engine": self.engine,
            "checked": self.checked,
            "as_of": self.as_of.isoformat(),
            "repeatable": self.repeatable,
            "assumed": self.assumed,
            "places_on_assumptions": len(self.places_on_assumptions),
            "facts_to_find": [fact.to_dict(self.language) for fact in self.facts_to_find()],
            "aims": [aim.to_dict() for aim in self.aims],
            "clashes": [clash.to_dict() for clash in self.clashes],
            "initiatives": [place.to_dict(self.language) for place in self.places.values()],
        }


TITLE = Text(sv="Plan", en="Plan")
COLUMNS = (
    Column("id", Text(sv="Id", en="Id")),
    Column("title", Text(sv="Förändringsinitiativ", en="Initiative")),
    Column("unit", Text(sv="Enhet", en="Unit")),
    Column("state", Text(sv="Läge", en="State")),
    Column("start", Text(sv="Start", en="Start"), "date"),
    Column("end", Text(sv="Slut", en="End"), "date"),
    Column("waits_weeks", Text(sv="Väntar veckor", en="Waits weeks"), "number"),
    Column("why", Text(sv="Varför", en="Why")),
    Column("released_by", Text(sv="Vad som skulle hjälpa", en="What would help")),
)
