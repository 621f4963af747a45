"""Whether work is followed up, and whether a measure moved after an initiative."""

from __future__ import annotations

import datetime as dt
import statistics
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from changekit.model.measure import Observation
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.initiative import Initiative
    from changekit.model.measure import Measure

__all__ = [
    "DORMANT_DAYS", "BeforeAfter", "Direction", "Readings", "Trend", "days_silent",
    "evaluate_measure", "follow_up_due", "is_dormant", "trend",
]  # fmt: skip

DORMANT_DAYS = 90
"""Days without an update after which work lies still.
Source: the project's requirement 24: no update in 90 days is dormant."""

Direction: TypeAlias = Literal["better", "worse", "unchanged"]
_DIRECTIONS = {
    "better": Text(sv="bättre", en="better"),
    "worse": Text(sv="sämre", en="worse"),
    "unchanged": Text(sv="oförändrat", en="unchanged"),
}


def days_silent(initiative: Initiative, *, as_of: dt.date) -> int | None:
    """Return the days since anything is known to have happened, None if nothing is known."""
    last = initiative.last_update
    return None if last is None else (as_of - last).days


def is_dormant(initiative: Initiative, *, as_of: dt.date, days: int = DORMANT_DAYS) -> bool:
    """Tell whether work that should move has had no update for so many days.

    Proposed, decided and running initiatives should move; ideas and paused ones may rest. One
    whose last update is not known is not called dormant.
    """
    silent = days_silent(initiative, as_of=as_of)
    return initiative.status in ("proposed", "decided", "running") and (silent or 0) >= days


def follow_up_due(initiative: Initiative) -> dt.date | None:
    """Return the day by which a running initiative is to be followed up next.

    Counted from the last follow-up, else from the start, else from the day it was noted as
    running. None where it does not run, has no rhythm, or none of these days is known.
    """
    rhythm = initiative.follow_up
    if rhythm is None or initiative.status != "running":
        return None
    begun = [entry.date for entry in initiative.history if entry.status == "running"]
    last = rhythm.last or initiative.started or min(begun, default=None)
    return None if last is None else last + dt.timedelta(weeks=rhythm.every_weeks)


@attrs.frozen(kw_only=True)
class Readings:
    """Some observations of a measure.

    Attributes:
        count: How many were collected.
        not_collected: How many were to be collected but are missing; they are no zeros.
        mean: Of those collected, each counted once; None when there are none.
        n: Cases or answers that they rest on; None where any of them does not say.
    """

    count: int
    not_collected: int
    mean: float | None
    n: int | None

    @classmethod
    def of(cls, observations: Iterable[Observation]) -> Readings:
        """Return observations counted and averaged."""
        items = list(observations)
        known = [item for item in items if item.value is not None]
        sizes = [item.n for item in known if item.n is not None]
        return cls(
            count=len(known),
            not_collected=len(items) - len(known),
            mean=statistics.fmean(item.value for item in known if item.value is not None)
            if known
            else None,
            n=sum(sizes) if known and len(sizes) == len(known) else None,
        )


@attrs.frozen(kw_only=True, repr=False)
class BeforeAfter(Shown):
    """A measure before an initiative started and after it was finished.

    Attributes:
        change: The mean after less the mean before; None where either is not known.
        direction: Whether that is for the better, None where it is not known. It says that the
            measure moved, not that the initiative moved it.
        target_reached: Whether the mean after is as good as the target, None where unknown.
    """

    measure: str
    initiative: str
    title: Text
    unit: str
    before: Readings
    after: Readings
    change: float | None
    direction: Direction | None
    target_reached: bool | None
    language: str = "en"
    notice: Text | None = None

    def table(self) -> Table:
        """Return one row for each side."""
        columns = (
            Column("when", Text(sv="När", en="When")),
            Column(
                "mean", Text(sv=f"Medelvärde ({self.unit})", en=f"Mean ({self.unit})"), "number"
            ),
            Column("count", Text(sv="Mätningar", en="Readings"), "number"),
            Column("not_collected", Text(sv="Ej insamlade", en="Not collected"), "number"),
            Column("n", Text(sv="Underlag", en="Rests on"), "number"),
        )
        sides = (
            (Text(sv="före", en="before"), self.before),
            (Text(sv="efter", en="after"), self.after),
        )
        rows = tuple((name, r.mean, r.count, r.not_collected, r.n) for name, r in sides)
        how = _DIRECTIONS[self.direction] if self.direction else Text(sv="okänt", en="unknown")
        title = Text(sv="{title}: {how}", en="{title}: {how}").format(title=self.title, how=how)
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return both sides and what changed as JSON values."""
        return {
            "id": self.measure,
            "initiative": self.initiative,
            "unit": self.unit,
            "before": attrs.asdict(self.before),
            "after": attrs.asdict(self.after),
            "change": self.change,
            "direction": self.direction,
            "target_reached": self.target_reached,
        }


def evaluate_measure(
    measure: Measure, initiative: Initiative, *, language: str = "en", notice: Text | None = None
) -> BeforeAfter:
    """Return a measure before an initiative started and after it was finished.

    Readings from the first to the last day of the work count for neither side. Where a day of
    start or end is not known, nothing is known about that side.
    """
    first, last = initiative.started, initiative.finished
    before = Readings.of(o for o in measure.observations if first and o.date < first)
    after = Readings.of(o for o in measure.observations if first and last and o.date > last)
    change = None
    if before.mean is not None and after.mean is not None:
        change = after.mean - before.mean
    return BeforeAfter(
        measure=measure.id,
        initiative=initiative.id,
        title=measure.title,
        unit=measure.unit,
        before=before,
        after=after,
        change=change,
        direction=_direction(measure, change),
        target_reached=_reached(measure, after.mean),
        language=language,
        notice=notice,
    )


@attrs.frozen(kw_only=True)
class Trend:
    """Where a measure comes from and where it stands.

    Attributes:
        first: The oldest reading that was collected.
        last: The newest one.
        direction: Whether the newest is better than the oldest; None with fewer than two.
        target_reached: Whether the newest is as good as the target; None where unknown.
        not_collected: How many readings are missing.
    """

    measure: str
    first: Observation | None
    last: Observation | None
    direction: Direction | None
    target_reached: bool | None
    not_collected: int


def trend(measure: Measure, *, as_of: dt.date | None = None) -> Trend:
    """Return the oldest and the newest reading of a measure, and what they say.

    Args:
        measure: Its observations may stand in any order.
        as_of: Later observations are left out.
    """
    seen = [o for o in measure.observations if as_of is None or o.date <= as_of]
    known = sorted((o for o in seen if o.value is not None), key=lambda o: o.date)
    first, last = (known[0], known[-1]) if known else (None, None)
    values = [o.value for o in known if o.value is not None]
    change = values[-1] - values[0] if len(values) > 1 else None
    return Trend(
        measure=measure.id,
        first=first,
        last=last,
        direction=_direction(measure, change),
        target_reached=_reached(measure, values[-1] if values else None),
        not_collected=len(seen) - len(known),
    )


def _direction(measure: Measure, change: float | None) -> Direction | None:
    if change is None:
        return None
    if change == 0:
        return "unchanged"
    return "better" if (change > 0) == (measure.better == "up") else "worse"


def _reached(measure: Measure, value: float | None) -> bool | None:
    if value is None or measure.target is None:
        return None
    return value >= measure.target if measure.better == "up" else value <= measure.target
