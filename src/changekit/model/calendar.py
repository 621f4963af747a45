"""Weeks: ISO weeks, the months they count to, and what holds in each of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from changekit.errors import InvalidValueError
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.model.quantities import Capacity

__all__ = ["Calendar", "as_day", "monday"]


def monday(day: dt.date) -> dt.date:
    """Return the Monday of a day's ISO week.

    >>> monday(dt.date(2010, 9, 8))
    datetime.date(2010, 9, 6)
    """
    return day - dt.timedelta(day.weekday())


def as_day(value: object, name: str) -> dt.date:
    """Return a day that a caller gave as a date or as ISO text.

    Raises:
        InvalidValueError: It is neither.

    >>> as_day("2011-01-03", "as_of")
    datetime.date(2011, 1, 3)
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value)  # type: ignore[arg-type]  # refused just below
    except (TypeError, ValueError):
        raise InvalidValueError(
            Text(
                sv=f"{name} ska vara en dag, som 2011-01-03, inte {value!r:.40}",
                en=f"{name} has to be a day, such as 2011-01-03, not {value!r:.40}",
            )
        ) from None


@attrs.frozen
class Calendar:
    """Whole ISO weeks from a first Monday.

    >>> weeks = Calendar.of(dt.date(2010, 9, 8), 104)
    >>> weeks.first, weeks.label(0), weeks.index(dt.date(2010, 9, 20))
    (datetime.date(2010, 9, 6), '2010-W36', 2)
    """

    first: dt.date
    count: int

    @classmethod
    def of(cls, day: dt.date, count: int) -> Calendar:
        """Return the calendar whose first week holds a day."""
        return cls(monday(day), count)

    def start(self, week: int) -> dt.date:
        """Return the Monday of a week; weeks outside the calendar are counted on."""
        return self.first + dt.timedelta(7 * week)

    def end(self, week: int) -> dt.date:
        """Return the Sunday of a week."""
        return self.start(week) + dt.timedelta(6)

    def index(self, day: dt.date) -> int:
        """Return the week that holds a day; below 0 or beyond `count` outside the calendar."""
        return (day - self.first).days // 7

    def label(self, week: int) -> str:
        """Return a week as ISO 8601 writes it, such as `2010-W36`."""
        year, number, _ = self.start(week).isocalendar()
        return f"{year}-W{number:02d}"

    def month(self, week: int) -> str:
        """Return the month that a week counts to: the one that holds its Thursday."""
        return f"{self.start(week) + dt.timedelta(3):%Y-%m}"

    def loads(self, capacity: Capacity) -> list[float | None]:
        """Return what a capacity gives in each week; None where nothing is said."""
        periods = dict(capacity.periods)
        return [
            periods.get(self.label(week), periods.get(self.month(week), capacity.default))
            for week in range(self.count)
        ]

    def touched(self, first: dt.date, last: dt.date) -> range:
        """Return the weeks of the calendar that hold a day from the first to the last."""
        low, high = max(0, self.index(first)), min(self.count, self.index(last) + 1)
        return range(low, max(low, high))
