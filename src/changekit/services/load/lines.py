"""The saturation line: what units can carry in each week, and what business as usual takes of it.

The two are kept apart, so that a peak of business as usual can be seen as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy

from changekit.services.load.runs import Figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from changekit.model.calendar import Calendar
    from changekit.model.organisation import Unit

__all__ = ["FULL", "Lines", "lines", "scores"]

FULL = 50.0
"""Ours: the score where what is asked for is just what there is."""

NOTHING = 1e-6
"""Ours: a capacity up to this is none; loads themselves are counted in steps of it."""


@attrs.frozen(kw_only=True, eq=False)
class Lines:
    """What each unit can carry (units x weeks).

    Attributes:
        stated: As the organisation says, NaN where nobody said.
        usual: What peaks of business as usual take.
        room: What is left for change: stated less usual, never below 0; NaN where unknown.
    """

    stated: Figures
    usual: Figures
    room: Figures


def lines(units: Sequence[Unit], calendar: Calendar) -> Lines:
    """Return what units can carry in each week of a calendar."""
    stated = numpy.full((len(units), calendar.count), numpy.nan)
    usual = numpy.zeros_like(stated)
    for row, unit in enumerate(units):
        for peak in unit.peaks:
            weeks = calendar.touched(peak.from_, peak.to)
            usual[row, weeks.start : weeks.stop] += peak.load
        if unit.capacity is None:
            continue
        if unit.capacity.periods:
            loads = calendar.loads(unit.capacity)
            stated[row] = [numpy.nan if load is None else load for load in loads]
        elif unit.capacity.default is not None:
            stated[row] = unit.capacity.default
    return Lines(stated=stated, usual=usual, room=numpy.maximum(stated - usual, 0))


def scores(load: Figures, room: Figures) -> Figures:
    """Return how saturated each cell is, from 0 to 100; NaN where the capacity is not known.

    Ours: 50 x load / capacity, at most 100. So 0 is nothing, 50 is just full, and 100 is twice
    what can be carried, or more: further load changes nothing for people who carry that. More
    load never lowers a score. Where there is no capacity at all, any load scores 100. A longer
    time scores the mean of its weeks; one week of unknown capacity leaves it without a score,
    because unknown is not zero.

    >>> import numpy
    >>> scores(numpy.array([0, 1.5, 3, 9]), numpy.array([3, 3, 3, 3.0])).tolist()
    [0.0, 25.0, 50.0, 100.0]
    """
    there = numpy.where(room > NOTHING, room, 1.0)
    share = numpy.where(room > NOTHING, load / there, numpy.where(load > 0, 2.0, 0.0))
    found: Figures = numpy.where(numpy.isnan(room), numpy.nan, numpy.minimum(FULL * share, 100.0))
    return found
