"""Seasons: how load varies over the months of a year, and when not to start anything more."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs
import numpy

from changekit.errors import InvalidValueError
from changekit.services.load.periods import Periods
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from changekit.services.load.picture import LoadPicture

__all__ = ["MonthLoad", "Season", "Span", "season_of", "seasonal"]

ONE_MORE = 1.0
"""Ours: what a further change asks for in its first week: one ordinary change."""
CLOSE_TO_NOTHING = 1e-9


@attrs.frozen(kw_only=True)
class MonthLoad:
    """One month: what is asked for in a week of it, on average, business as usual included.

    Attributes:
        ratio: Load over the mean of all months, None where that is 0.
        over: Whether it is more than the capacity; None where nobody said that.
    """

    month: str
    load: float
    capacity: float | None
    ratio: float | None

    @property
    def over(self) -> bool | None:
        """Whether more is asked for than there is, None where that is not known."""
        if self.capacity is None:
            return None
        return self.load > self.capacity + CLOSE_TO_NOTHING


@attrs.frozen(kw_only=True)
class Span:
    """Days on which a further change should not start, both ends included."""

    first: dt.date
    last: dt.date


@attrs.frozen(kw_only=True, repr=False)
class Season(Shown):
    """How load varies over months.

    Attributes:
        subject: The unit.
        months: One for each month, in order.
        mean: The mean load of all months.
        peak: The month with the largest load, None without months; of equals the earliest.
        peak_ratio: Load of the peak over the mean. Ours: months count alike, however long.
        avoid: When a further ordinary change (load 1) would not fit in its first week; empty
            where that cannot be known.
    """

    subject: str
    months: tuple[MonthLoad, ...]
    mean: float
    peak: str | None
    peak_ratio: float | None
    avoid: tuple[Span, ...] = ()
    language: str = "en"
    notice: Text | None = None

    @property
    def over_capacity(self) -> tuple[str, ...]:
        """The months in which more is asked for than there is."""
        return tuple(item.month for item in self.months if item.over)

    def table(self) -> Table:
        """Return one row for each month."""
        columns = (
            Column("month", Text(sv="Månad", en="Month")),
            Column("load", Text(sv="Belastning", en="Load"), "number", 2),
            Column("capacity", Text(sv="Kapacitet", en="Capacity"), "number", 2),
            Column("ratio", Text(sv="Mot medel", en="To the mean"), "number", 2),
            Column("over", Text(sv="Över", en="Over")),
        )
        rows = tuple(
            (item.month, item.load, item.capacity, item.ratio, item.over) for item in self.months
        )
        title = Text(sv="Året i {unit}", en="The year in {unit}").format(unit=self.subject)
        return Table(
            title=title, columns=columns, rows=rows, notice=self.notice, language=self.language
        )

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the season as JSON values."""
        return {
            "subject": self.subject, "mean": self.mean, "peak": self.peak,
            "peak_ratio": self.peak_ratio, "over_capacity": list(self.over_capacity),
            "months": [{**attrs.asdict(item), "over": item.over} for item in self.months],
            "avoid": [
                {"first": span.first.isoformat(), "last": span.last.isoformat()}
                for span in self.avoid
            ],
        }  # fmt: skip


def seasonal(
    loads: Iterable[tuple[str, float]],
    *,
    capacity: float | Sequence[float | None] | None = None,
    subject: str = "",
    avoid: Sequence[Span] = (),
    language: str = "en",
    notice: Text | None = None,
) -> Season:
    """Return how a load varies over months.

    Args:
        loads: Months with their load, in order.
        capacity: What can be carried, in every month or one for each; None where unknown.
        subject: What the load is put on.
        avoid: Days on which a further change should not start.
        language: The language in which the result shows itself.
        notice: What every output on an example says.

    Raises:
        InvalidValueError: There are not as many capacities as months.

    >>> year = [(f"2011-{month:02d}", 180 if month == 9 else 100) for month in range(1, 13)]
    >>> found = seasonal(year, capacity=150)
    >>> round(found.mean, 2), found.peak, round(found.peak_ratio, 2), found.over_capacity
    (106.67, '2011-09', 1.69, ('2011-09',))
    """
    pairs = list(loads)
    if capacity is None or isinstance(capacity, int | float):
        rooms: list[float | None] = [capacity] * len(pairs)
    else:
        rooms = list(capacity)
    if len(rooms) != len(pairs):
        msg = f"there are {len(pairs)} months, so give as many capacities, not {len(rooms)}"
        raise InvalidValueError(msg)
    mean = sum(load for _, load in pairs) / len(pairs) if pairs else 0.0
    months = tuple(
        MonthLoad(month=month, load=load, capacity=room, ratio=load / mean if mean else None)
        for (month, load), room in zip(pairs, rooms, strict=True)
    )
    peak = max(months, key=lambda item: item.load, default=None)
    return Season(
        subject=subject, months=months, mean=mean, peak=peak.month if peak else None,
        peak_ratio=peak.ratio if peak else None, avoid=tuple(avoid), language=language,
        notice=notice,
    )  # fmt: skip


def season_of(picture: LoadPicture, unit: str) -> Season:
    """Return how the load of a unit varies, its peaks of business as usual included."""
    row = picture.row(unit)
    months = Periods.of(picture.calendar, "month")
    load = picture.loads[row] + picture.usual[row]
    rooms = months.means(picture.stated[row])
    return seasonal(
        zip(months.labels, months.means(load).tolist(), strict=True),
        capacity=[None if numpy.isnan(room) else room for room in rooms.tolist()],
        subject=unit, avoid=_avoid(picture, row), language=picture.language,
        notice=picture.notice,
    )  # fmt: skip


def _avoid(picture: LoadPicture, row: int) -> list[Span]:
    """Return the weeks without room for one more, those that follow each other as one."""
    # Comparing with NaN is false: where nobody said what there is, nothing is advised against.
    full = picture.loads[row] + ONE_MORE > picture.room[row] + CLOSE_TO_NOTHING
    spans: list[Span] = []
    for week in numpy.flatnonzero(full).tolist():
        first, last = picture.calendar.start(week), picture.calendar.end(week)
        if spans and (first - spans[-1].last).days == 1:
            first = spans.pop().first
        spans.append(Span(first=first, last=last))
    return spans
