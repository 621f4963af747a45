"""Weeks put together into weeks, months or quarters."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs
import numpy

from changekit.errors import UnknownNameError
from changekit.services.load.runs import Whole
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from changekit.model.calendar import Calendar
    from changekit.services.load.runs import Figures

__all__ = ["PERIODS", "Period", "Periods"]

Period: TypeAlias = Literal["week", "month", "quarter"]
PERIODS: Mapping[str, Text] = {
    "week": Text(sv="Vecka", en="Week"),
    "month": Text(sv="Månad", en="Month"),
    "quarter": Text(sv="Kvartal", en="Quarter"),
}


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Periods:
    """Stretches of weeks that follow each other.

    Attributes:
        labels: Such as `2011-W36`, `2011-09` or `2011-Q3`.
        of_week: The period of each week.

    >>> import datetime as dt
    >>> from changekit.model.calendar import Calendar
    >>> Periods.of(Calendar.of(dt.date(2011, 8, 29), 6), "quarter").labels
    ('2011-Q3', '2011-Q4')
    """

    labels: tuple[str, ...]
    of_week: Whole

    @classmethod
    def of(cls, calendar: Calendar, kind: Period) -> Periods:
        """Return the periods of a calendar; a week counts to where its Thursday is.

        Raises:
            UnknownNameError: There is no such kind of period.
        """
        if kind not in PERIODS:
            raise UnknownNameError("period", kind, known=PERIODS)
        names = [_label(calendar, week, kind) for week in range(calendar.count)]
        labels = tuple(dict.fromkeys(names))
        number = {label: at for at, label in enumerate(labels)}
        return cls(labels=labels, of_week=numpy.array([number[name] for name in names]))

    def __len__(self) -> int:
        """Return the number of periods."""
        return len(self.labels)

    @cached_property
    def first(self) -> Whole:
        """The first week of each period."""
        found: Whole = numpy.searchsorted(self.of_week, numpy.arange(len(self.labels)))
        return found

    @cached_property
    def weeks(self) -> Whole:
        """How many weeks each period has."""
        return numpy.bincount(self.of_week, minlength=len(self.labels))

    def sums(self, figures: NDArray[numpy.generic]) -> Figures:
        """Return the sum over the weeks of each period, along the last axis."""
        found: Figures = numpy.add.reduceat(figures, self.first, axis=-1, dtype=float)
        return found

    def means(self, figures: Figures) -> Figures:
        """Return the mean over the weeks of each period, along the last axis."""
        return self.sums(figures) / self.weeks

    def heaviest(self, figures: Figures) -> Figures:
        """Return the largest week of each period, along the last axis."""
        found: Figures = numpy.maximum.reduceat(figures, self.first, axis=-1)
        return found


def _label(calendar: Calendar, week: int, kind: Period) -> str:
    if kind == "week":
        return calendar.label(week)
    month = calendar.month(week)
    return month if kind == "month" else f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}"
