"""What would be different if something were otherwise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.model.calendar import as_day
from changekit.model.quantities import Capacity, Weeks
from changekit.services.planning.asked import MOST_WEEKS, by_name, names_of, number, whole
from changekit.services.planning.compiling.compile import PLANNED
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.services.planning.result import Plan

__all__ = ["Moved", "PlanDifference", "changed", "difference"]


@attrs.frozen(kw_only=True)
class Moved:
    """An initiative that two plans place differently; None where a plan leaves it out.

    Attributes:
        weeks: How many weeks later it starts in the second plan; None where that is undefined.
    """

    id: str
    before: dt.date | None
    after: dt.date | None
    weeks: int | None


@attrs.frozen(kw_only=True, repr=False)
class PlanDifference(Shown):
    """What the second of two plans does differently.

    Attributes:
        objective: How much more value the second plan gives.
        moved: The initiatives that stand elsewhere, by id.
    """

    objective: float
    moved: tuple[Moved, ...]
    titles: Mapping[str, Text] = attrs.field(repr=False)
    notice: Text | None = None
    language: str = "en"

    def table(self) -> Table:
        """Return one row for each initiative that stands elsewhere."""
        rows = tuple(
            (item.id, self.titles[item.id], item.before, item.after, item.weeks)
            for item in self.moved
        )
        title = Text(sv="Skillnader mellan två planer", en="Differences between two plans")
        return Table(title=title, columns=COLUMNS, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the differences as JSON values."""
        return {
            "objective": round(self.objective, 6),
            "moved": [
                {
                    "id": item.id,
                    "before": item.before.isoformat() if item.before else None,
                    "after": item.after.isoformat() if item.after else None,
                    "weeks": item.weeks,
                }
                for item in self.moved
            ],
        }


COLUMNS = (
    Column("id", Text(sv="Id", en="Id")),
    Column("title", Text(sv="Förändringsinitiativ", en="Initiative")),
    Column("before", Text(sv="Startade", en="Started"), "date"),
    Column("after", Text(sv="Startar", en="Starts"), "date"),
    Column("weeks", Text(sv="Veckor senare", en="Weeks later"), "number"),
)


def difference(first: Plan, second: Plan) -> PlanDifference:
    """Return what the second plan does differently.

    Raises:
        InvalidValueError: The plans are of two municipalities.
    """
    names = [str(plan.compiled.municipality.settings.name) for plan in (first, second)]
    if names[0] != names[1]:
        raise InvalidValueError(
            Text(
                sv=f"planer jämförs inom en kommun, dessa är för {names[0]} och {names[1]}",
                en=f"plans are compared within one municipality, these are of {names[0]} and "
                f"{names[1]}",
            )
        )
    days = [
        {name: plan.compiled.calendar.start(week) for name, week in plan.starts.items()}
        for plan in (first, second)
    ]
    moved = []
    for name in sorted({*days[0], *days[1]}):
        before, after = days[0].get(name), days[1].get(name)
        if before != after:
            weeks = (after - before).days // 7 if before and after else None
            moved.append(
                Moved(
                    id=name, before=_shown(first, name), after=_shown(second, name), weeks=weeks
                )
            )  # fmt: skip
    known = {**second.compiled.items, **first.compiled.items}
    return PlanDifference(
        objective=second.objective - first.objective,
        moved=tuple(moved),
        titles={item.id: known[item.id].initiative.title for item in moved},
        notice=first.notice,
        language=first.language,
    )


def _shown(plan: Plan, name: str) -> dt.date | None:
    """Return the first day of an initiative in a plan: in the week of today no day before it."""
    week = plan.starts.get(name)
    if week is None:
        return None
    new = plan.compiled.items[name].initiative.status in PLANNED
    return plan.compiled.opens(week) if new else plan.compiled.calendar.start(week)


def changed(
    plan: Plan,
    *,
    drop: str | Iterable[str],
    delay: Mapping[str, int],
    capacity: Mapping[str, float],
    move: Mapping[str, dt.date],
) -> Municipality:
    """Return the municipality of a plan with some things otherwise.

    Raises:
        UnknownNameError: A name is not known.
        InvalidValueError: A delay, capacity or day is none that can be.
    """
    municipality = plan.compiled.municipality
    dropped = names_of(drop)
    _sound(delay, capacity, move)
    move = {name: as_day(day, f"move of {name!r}") for name, day in move.items()}
    for name in sorted({*dropped, *delay, *move}):
        if name not in municipality.initiatives_by_id:
            raise UnknownNameError("initiative", name, known=municipality.initiatives_by_id)
    for name in sorted(capacity):
        if name not in municipality.units_by_id:
            raise UnknownNameError("unit", name, known=municipality.units_by_id)
    initiatives = []
    for item in municipality.initiatives:
        other = attrs.evolve(item, status="stopped") if item.id in dropped else item
        if item.id in delay:
            other = _later(plan, other, delay[item.id])
        if item.id in move:
            other = attrs.evolve(other, start=move[item.id])
        initiatives.append(other)
    units = tuple(
        attrs.evolve(unit, capacity=Capacity(default=capacity[unit.id]))
        if unit.id in capacity
        else unit
        for unit in municipality.organisation.units
    )
    organisation = attrs.evolve(municipality.organisation, units=units)
    return attrs.evolve(municipality, initiatives=tuple(initiatives), organisation=organisation)


def _sound(
    delay: Mapping[str, int], capacity: Mapping[str, float], move: Mapping[str, dt.date]
) -> None:
    for what, given in (("delay", delay), ("capacity", capacity), ("move", move)):
        by_name(what, given)
    for name, weeks in delay.items():
        whole(f"delay of {name!r}", weeks, low=-MOST_WEEKS, high=MOST_WEEKS)
    for name, load in capacity.items():
        number(f"capacity of {name!r}", load, low=0)


def _later(plan: Plan, item: Initiative, weeks: int) -> Initiative:
    """Return an initiative that comes so many weeks later than in a plan."""
    if item.status == "running":
        return attrs.evolve(item, weeks=Weeks(plan.compiled.items[item.id].weeks + weeks))
    start = plan.starts.get(item.id)
    if start is None:
        return item
    day = plan.compiled.calendar.start(start) + dt.timedelta(7 * weeks)
    if item.start is not None:
        return attrs.evolve(item, start=day)
    deadline = item.deadline if item.deadline is None else max(item.deadline, day)
    return attrs.evolve(item, earliest=day, deadline=deadline)
