"""How heavy an impact is: low, medium or high, and what each counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs
import numpy

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.load.runs import MILLION, first_of

if TYPE_CHECKING:
    from changekit.services.load.periods import Periods
    from changekit.services.load.runs import Figures, Runs, Whole

__all__ = ["WAYS", "Impact", "Way", "dominance", "weighted"]

Way: TypeAlias = Literal["sum", "dominance", "weighted"]
WAYS: tuple[Way, ...] = ("sum", "dominance", "weighted")


@attrs.frozen(kw_only=True)
class Impact:
    """What a low, medium and high impact count, and from which load on each begins.

    Source: ChangePlan, support.changeplan.co, impact heat map: low 1, medium 5, high 10, each to
    be changed. Ours: below one ordinary change (load 1) an impact is low, from two on it is high.
    """

    low: float = 1.0
    medium: float = 5.0
    high: float = 10.0
    medium_from: float = 1.0
    high_from: float = 2.0

    def __attrs_post_init__(self) -> None:
        """Check that a heavier impact never counts less."""
        weights = 0 <= self.low <= self.medium <= self.high < 1e6
        if not (weights and 0 <= self.medium_from <= self.high_from < 1e6):
            msg = "impact: low, medium and high have to rise from 0 or more, and so have the loads"
            raise InvalidValueError(msg)

    def level(self, load: float) -> str:
        """Return the level of a load in a week.

        >>> [Impact().level(load) for load in (0.5, 1, 2)]
        ['low', 'medium', 'high']
        """
        if load >= self.high_from:
            return "high"
        return "medium" if load >= self.medium_from else "low"

    def weights(self, loads: Figures) -> Figures:
        """Return what each load above 0 counts."""
        heavy = numpy.where(loads >= self.high_from, self.high, self.medium)
        found: Figures = numpy.where(loads >= self.medium_from, heavy, self.low)
        return found


def check_way(by: str) -> None:
    """Refuse a way to count loads that there is not."""
    if by not in WAYS:
        raise UnknownNameError("way", by, known=WAYS)


def dominance(runs: Runs, shape: tuple[int, int], periods: Periods) -> Figures:
    """Return the load of the heaviest initiative alone: the mean of the weeks of each period.

    Source: ChangePlan, support.changeplan.co: the dominance rule shows the heaviest change only.
    """
    _, row, week, amount = runs.entries()
    largest = numpy.zeros(shape, dtype=numpy.int64)
    numpy.maximum.at(largest, (row, week), amount)
    return periods.means(largest / MILLION)


def weighted(runs: Runs, shape: tuple[int, int], periods: Periods, impact: Impact) -> Figures:
    """Return the weights of all initiatives that touch a unit in a period, added up.

    An initiative counts once in each period and unit, by its heaviest week there.
    """
    item, row, week, amount = runs.entries()
    period = periods.of_week[week]
    order = numpy.lexsort((period, item, row))
    item, row, period, amount = item[order], row[order], period[order], amount[order]
    first = first_of(row, item, period)
    found = numpy.zeros((shape[0], len(periods)))
    if len(first):
        heaviest: Whole = numpy.maximum.reduceat(amount, first)
        numpy.add.at(found, (row[first], period[first]), impact.weights(heaviest / MILLION))
    return found
