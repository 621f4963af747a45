"""Goals: the chain from political goals to work in the units, and the focus areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import attrs

from changekit.findings import Finding
from changekit.rules import portfolio as rules
from changekit.services.portfolio.open_work import in_words, initiative_finding, open_initiatives
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from changekit.model.goal import Goal
    from changekit.model.municipality import Municipality
    from changekit.rules import Rule

__all__ = [
    "FocusAreas", "GoalChain", "GoalLine", "broken_chains", "focus_areas", "goal_chain",
    "no_goal", "outside_focus_areas",
]  # fmt: skip

Break = Literal["no-work", "no-unit"]
_BREAKS = {
    "no-work": Text(
        sv="inget förändringsinitiativ tjänar det eller något mål under det",
        en="no initiative serves it or any goal under it",
    ),
    "no-unit": Text(
        sv="det som tjänar det ägs inte av någon enhet", en="no unit owns what serves it"
    ),
}


@attrs.frozen(kw_only=True)
class GoalLine:
    """How far down one political goal reaches.

    Attributes:
        goals: Goals under it, at any depth.
        unit_goals: Those of them that are some unit's own.
        initiatives: Ids of the initiatives that serve it or a goal under it.
        units: Ids of the units that own these.
        broken: Where the chain ends before it reaches a unit's work, None where it does not.
    """

    goal: str
    title: Text
    goals: int
    unit_goals: int
    initiatives: tuple[str, ...]
    units: tuple[str, ...]
    broken: Break | None


@attrs.frozen(kw_only=True, repr=False)
class GoalChain(Shown):
    """The golden thread: political goals, and which of them reach work in a unit.

    Ours: a political goal is one with a political decision, or, where no goal has one, a goal
    without a goal above it. Its chain is unbroken when it, or a goal under it, is served by an
    initiative that a unit owns and that is neither an idea nor stopped.
    """

    lines: tuple[GoalLine, ...]
    language: str = "en"
    notice: Text | None = None

    @property
    def unbroken(self) -> tuple[GoalLine, ...]:
        """The goals that reach a unit's work."""
        return tuple(line for line in self.lines if line.broken is None)

    @property
    def coverage(self) -> float | None:
        """The share of political goals that reach a unit's work; None when there are none."""
        return len(self.unbroken) / len(self.lines) if self.lines else None

    def table(self) -> Table:
        """Return one row for each political goal."""
        columns = (
            Column("goal", Text(sv="Mål", en="Goal")),
            Column("title", Text(sv="Vad det säger", en="What it says")),
            Column("goals", Text(sv="Mål under", en="Goals under it"), "number"),
            Column("initiatives", Text(sv="Förändringsinitiativ", en="Initiatives"), "number"),
            Column("units", Text(sv="Enheter", en="Units"), "number"),
            Column("broken", Text(sv="Brott", en="Break")),
        )
        rows = tuple(
            (
                x.goal, x.title, x.goals, len(x.initiatives), len(x.units),
                _BREAKS[x.broken] if x.broken else Text(sv="nej", en="none"),
            )
            for x in self.lines
        )  # fmt: skip
        title = Text(sv="Röd tråd", en="Goal chain")
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the lines and the share of unbroken ones as JSON values."""
        lines = [
            {
                "id": line.goal,
                "initiatives": list(line.initiatives),
                "units": list(line.units),
                "broken": line.broken,
            }
            for line in self.lines
        ]
        return {"goals": lines, "unbroken": len(self.unbroken), "coverage": self.coverage}


def goal_chain(municipality: Municipality, *, language: str = "en") -> GoalChain:
    """Return how far down each political goal reaches, in the order of the goals."""
    goals = municipality.goals.goals
    political = [goal for goal in goals if goal.decision] or [g for g in goals if not g.parent]
    children = _children(goals)
    served: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for item in municipality.initiatives:
        if item.status not in ("idea", "stopped"):
            for goal in item.goals:
                served[goal].append((item.id, item.owner.unit if item.owner else None))
    lines = tuple(_line(goal, children, served) for goal in political)
    return GoalChain(lines=lines, language=language, notice=municipality.notice)


def _children(goals: Iterable[Goal]) -> dict[str, list[Goal]]:
    children: dict[str, list[Goal]] = defaultdict(list)
    for goal in goals:
        if goal.parent:
            children[goal.parent].append(goal)
    return children


def _line(
    goal: Goal,
    children: Mapping[str, list[Goal]],
    served: Mapping[str, list[tuple[str, str | None]]],
) -> GoalLine:
    under = {goal.id: goal}
    waiting = [goal.id]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child.id not in under:
                under[child.id] = child
                waiting.append(child.id)
    work = {pair for name in under for pair in served.get(name, ())}
    units = {unit for _, unit in work if unit}
    return GoalLine(
        goal=goal.id,
        title=goal.title,
        goals=len(under) - 1,
        unit_goals=sum(item.unit is not None for item in under.values() if item is not goal),
        initiatives=tuple(sorted({name for name, _ in work})),
        units=tuple(sorted(units)),
        broken=None if units else "no-unit" if work else "no-work",
    )


@attrs.frozen(kw_only=True)
class FocusAreas:
    """Whether the focus areas part the goals: each goal in exactly one.

    Attributes:
        sizes: How many goals each focus area holds.
        unassigned: Goals in none.
        several: Goals in more than one, with the areas.
        balance: The smallest area's goals by the largest one's, from 0 to 1; None without any.
    """

    sizes: Mapping[str, int]
    unassigned: tuple[str, ...]
    several: Mapping[str, tuple[str, ...]]

    @property
    def is_partition(self) -> bool:
        """Whether each goal stands in exactly one focus area."""
        return not self.unassigned and not self.several

    @property
    def balance(self) -> float | None:
        """How evenly the goals are spread. Ours: smallest by largest, 1 when all are equal."""
        largest = max(self.sizes.values(), default=0)
        return min(self.sizes.values()) / largest if largest else None


def focus_areas(municipality: Municipality) -> FocusAreas:
    """Return how the goals are spread over the focus areas."""
    areas: dict[str, list[str]] = {goal.id: [] for goal in municipality.goals.goals}
    sizes = {}
    for grouping in municipality.goals.groupings:
        own = [goal for goal in dict.fromkeys(grouping.goals) if goal in areas]
        sizes[grouping.id] = len(own)
        for goal in own:
            areas[goal].append(grouping.id)
    return FocusAreas(
        sizes=sizes,
        unassigned=tuple(goal for goal, names in areas.items() if not names),
        several={goal: tuple(names) for goal, names in areas.items() if len(names) > 1},
    )


def no_goal(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find open initiatives that serve no goal, and say how large a share they are."""
    items = open_initiatives(municipality)
    without = [item for item in items if not item.goals]
    for item in without:
        yield initiative_finding(municipality, rules.NO_GOAL, item, field="goals")
    if without:
        percent = round(100 * len(without) / len(items))
        values = {"without": len(without), "total": len(items), "percent": percent}
        yield Finding.of(rules.UNALIGNED_SHARE, values)


def broken_chains(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find political goals that reach no unit's work, and goals without a decision above."""
    chain = goal_chain(municipality)
    for line in chain.lines:
        if line.broken:
            why = _BREAKS[line.broken]
            yield _goal_finding(municipality, rules.GOAL_CHAIN_BROKEN, line.goal, why=why)
    if len(chain.unbroken) < len(chain.lines):
        percent = round(100 * len(chain.unbroken) / len(chain.lines))
        values = {"unbroken": len(chain.unbroken), "total": len(chain.lines), "percent": percent}
        yield Finding.of(rules.GOAL_CHAIN_SHARE, values)
    if any(goal.decision for goal in municipality.goals.goals):
        for goal in municipality.goals.goals:
            if not goal.parent and not goal.decision:
                yield _goal_finding(municipality, rules.GOAL_WITHOUT_DECISION, goal.id)


def outside_focus_areas(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find goals that stand in no focus area, or in several."""
    areas = focus_areas(municipality)
    if not areas.sizes:
        if areas.unassigned:
            first = areas.unassigned[0]
            values = {"total": len(areas.unassigned)}
            place = municipality.place("goal", first)
            yield Finding.of(rules.NO_FOCUS_AREAS, values, place=place, path="groupings")
        return
    for goal in areas.unassigned:
        known = in_words(areas.sizes)
        yield _goal_finding(municipality, rules.GOAL_OUTSIDE_FOCUS_AREAS, goal, areas=known)
    for goal, names in areas.several.items():
        own = in_words(names)
        yield _goal_finding(municipality, rules.GOAL_IN_SEVERAL_FOCUS_AREAS, goal, areas=own)


def _goal_finding(municipality: Municipality, rule: Rule, goal: str, **values: object) -> Finding:
    return Finding.of(rule, values, subject=goal, place=municipality.place("goal", goal))
