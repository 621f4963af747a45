"""What one plan does differently from another: value, breaches, dates, who leaves and enters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import InvalidValueError
from changekit.figures import Drawn
from changekit.services.planning.changes.breaches import Breach, breaches
from changekit.services.planning.compiling.compile import PLANNED
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.figures import Shifts
    from changekit.services.planning.result import Plan

__all__ = ["Figures", "Moved", "PlanDifference", "difference", "figures_of"]


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

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the move as JSON values."""
        return {
            "id": self.id,
            "before": self.before.isoformat() if self.before else None,
            "after": self.after.isoformat() if self.after else None,
            "weeks": self.weeks,
        }


@attrs.frozen(kw_only=True)
class Figures:
    """A plan in a few figures.

    Attributes:
        planned: How many initiatives have a place, those that run included.
        left_out: How many of those that could be planned have none.
        last_end: The day on which the last of them is done; None where nothing is planned.
        breaches: Where it asks for more than there is, by kind and subject.
        bound: What no plan can pass, None where that is not known.
        gap: How far the value is from the bound at most, as a share; None where unknown.
    """

    value: float
    planned: int
    left_out: int
    last_end: dt.date | None
    breaches: tuple[Breach, ...]
    bound: float | None
    gap: float | None

    @property
    def breached_weeks(self) -> int:
        """In how many weeks something is over, each unit, role and limit counted by itself."""
        return sum(item.weeks for item in self.breaches)

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the figures as JSON values."""
        return {
            "value": round(self.value, 6),
            "planned": self.planned,
            "left_out": self.left_out,
            "last_end": self.last_end.isoformat() if self.last_end else None,
            "breaches": [item.to_dict(language) for item in self.breaches],
            "bound": self.bound,
            "gap": self.gap,
        }


@attrs.frozen(kw_only=True, repr=False)
class PlanDifference(Drawn, Shown):
    """What the second of two plans does differently.

    Attributes:
        objective: How much more value the second plan gives.
        moved: The initiatives that stand elsewhere, those that enter and leave included, by id.
        before: The first plan in figures.
        after: The second plan in figures.
        kept_breaches: What would break if everything stayed where the first plan has it, but all
            else were as in the second.
    """

    objective: float
    moved: tuple[Moved, ...]
    before: Figures
    after: Figures
    kept_breaches: tuple[Breach, ...]
    titles: Mapping[str, Text] = attrs.field(repr=False)
    notice: Text | None = None
    language: str = "en"

    @property
    def entered(self) -> tuple[str, ...]:
        """The initiatives that only the second plan has, by id."""
        return tuple(item.id for item in self.moved if item.before is None)

    @property
    def left(self) -> tuple[str, ...]:
        """The initiatives that only the first plan has, by id."""
        return tuple(item.id for item in self.moved if item.after is None)

    @property
    def summary(self) -> Text:
        """What differs, in a sentence."""
        later = sum((item.weeks or 0) > 0 for item in self.moved)
        earlier = sum((item.weeks or 0) < 0 for item in self.moved)
        before = self.before.value
        share = None if not before else 100 * self.objective / before
        words = NO_SHARE if share is None else Text(
            sv=f" ({share:+.1f} %)".replace(".", ",").replace("-", MINUS), en=f" ({share:+.1f} %)"
        )  # fmt: skip
        return SUMMARY.format(
            value=_signed(self.objective), share=words, later=later, earlier=earlier,
            entered=len(self.entered), left=len(self.left),
            before=self.before.breached_weeks, after=self.after.breached_weeks,
        )  # fmt: skip

    def figure(self, *, limit: int = 40) -> Shifts:
        """Return an arrow for each initiative that stands elsewhere, from then to now.

        Args:
            limit: How many to draw at most: first who enters or leaves, then who moves furthest.
        """
        from changekit.services.planning.changes.drawing import Arrow, shifts

        arrows = [Arrow(self.titles[it.id], it.before, it.after) for it in self.moved]
        return shifts(arrows, summary=self.summary, limit=limit)

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
            "before": self.before.to_dict(self.language),
            "after": self.after.to_dict(self.language),
            "kept_breaches": [item.to_dict(self.language) for item in self.kept_breaches],
            "entered": list(self.entered),
            "left": list(self.left),
            "moved": [item.to_dict() for item in self.moved],
            "text": self.summary.to(self.language),
        }


NO_SHARE = Text(sv="", en="")
SUMMARY = Text(
    sv="Nytta {value}{share}. {later} senare, {earlier} tidigare, {entered} nya i planen, "
    "{left} inte längre med. Veckor över taket: {before} före, {after} efter.",
    en="Value {value}{share}. {later} later, {earlier} earlier, {entered} new in the plan, "
    "{left} no longer in it. Weeks over a limit: {before} before, {after} after.",
)
COLUMNS = (
    Column("id", Text(sv="Id", en="Id")),
    Column("title", Text(sv="Förändringsinitiativ", en="Initiative")),
    Column("before", Text(sv="Startade", en="Started"), "date"),
    Column("after", Text(sv="Startar", en="Starts"), "date"),
    Column("weeks", Text(sv="Veckor senare", en="Weeks later"), "number"),
)


MINUS = "\N{MINUS SIGN}"


def _signed(value: float) -> Text:
    shown = f"{value:+,.0f}" if value else "0"
    swedish = shown.replace(",", "\N{NO-BREAK SPACE}").replace("-", MINUS)
    return Text(sv=swedish, en=shown)


def figures_of(plan: Plan) -> Figures:
    """Return a plan in a few figures."""
    items = plan.compiled.items
    ends = [start + items[name].weeks - 1 for name, start in plan.starts.items()]
    wanted = sum(item.initiative.status in PLANNED for item in items.values())
    placed = sum(items[name].initiative.status in PLANNED for name in plan.starts)
    last = plan.compiled.calendar.start(max(ends)) + dt.timedelta(4) if ends else None
    return Figures(
        value=plan.objective, planned=len(plan.starts), left_out=wanted - placed, last_end=last,
        breaches=breaches(plan.compiled, plan.starts), bound=plan.bound, gap=plan.gap,
    )  # fmt: skip


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
    moved = _moved(first, second)
    known = {**second.compiled.items, **first.compiled.items}
    shift = first.compiled.calendar.first - second.compiled.calendar.first
    kept = {name: start + shift.days // 7 for name, start in first.starts.items()}
    return PlanDifference(
        objective=second.objective - first.objective,
        moved=moved,
        before=figures_of(first),
        after=figures_of(second),
        kept_breaches=breaches(second.compiled, kept),
        titles={item.id: known[item.id].initiative.title for item in moved},
        notice=first.notice,
        language=first.language,
    )


def _moved(first: Plan, second: Plan) -> tuple[Moved, ...]:
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
                    id=name, before=shown_start(first, name), after=shown_start(second, name),
                    weeks=weeks,
                )
            )  # fmt: skip
    return tuple(moved)


def shown_start(plan: Plan, name: str) -> dt.date | None:
    """Return the first day of an initiative in a plan: in the week of today no day before it."""
    week = plan.starts.get(name)
    if week is None:
        return None
    new = plan.compiled.items[name].initiative.status in PLANNED
    return plan.compiled.opens(week) if new else plan.compiled.calendar.start(week)
