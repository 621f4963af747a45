"""Links as compressed rows, forward and backward."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

from changekit.services.dependencies.loops import AVAILABLE, fitting, whole

if TYPE_CHECKING:
    from changekit.services.dependencies.loops import Ints

__all__ = ["by_end", "in_order", "packed", "turned"]


def in_order(count: int, first: Ints, then: Ints) -> Ints:
    """Return the links in the order of first and then, of equals as they stood.

    Without numba numpy sorts, which is the same and quicker than a plain loop.
    """
    if not AVAILABLE:
        return whole(numpy.lexsort((then, first)))
    sort = fitting(by_end, count + first.size)
    return sort(count, first, sort(count, then, whole(numpy.arange(first.size))))


def by_end(count: int, keys: Ints, given: Ints) -> Ints:
    """Return the items of `given` sorted by their key, those with equal keys as they stood.

    Source: counting sort, as in Cormen et al. (2009), Introduction to Algorithms, 8.2.
    """
    places = numpy.zeros(count + 2, numpy.int64)
    for item in range(keys.size):
        places[keys[item] + 2] += 1
    for node in range(count):
        places[node + 2] += places[node + 1]
    sorted_items = numpy.empty(keys.size, numpy.int64)
    for place in range(given.size):
        item = given[place]
        key = keys[item] + 1
        sorted_items[places[key]] = item
        places[key] += 1
    return sorted_items


def packed(count: int, first: Ints, then: Ints, lag: Ints, given: Ints) -> tuple[Ints, Ints, Ints]:
    """Return rows, their ends and lags; of links between the same two the largest lag stays.

    Args:
        count: How many nodes there are.
        first: By link: what comes first.
        then: By link: what comes next.
        lag: By link: weeks between the two.
        given: The links in the order of first and then.
    """
    at = numpy.zeros(count + 1, numpy.int64)
    ends = numpy.empty(given.size, numpy.int64)
    lags = numpy.empty(given.size, numpy.int64)
    kept = 0
    source, target = -1, -1
    for place in range(given.size):
        link = given[place]
        if first[link] == source and then[link] == target:
            lags[kept - 1] = max(lags[kept - 1], lag[link])
            continue
        source, target = first[link], then[link]
        ends[kept] = target
        lags[kept] = lag[link]
        at[source + 1] += 1
        kept += 1
    for node in range(count):
        at[node + 1] += at[node]
    return at, ends[:kept].copy(), lags[:kept].copy()


def turned(at: Ints, ends: Ints, lags: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the same links in rows by what comes next."""
    count = at.size - 1
    places = numpy.zeros(count + 2, numpy.int64)
    for place in range(ends.size):
        places[ends[place] + 2] += 1
    for node in range(count):
        places[node + 2] += places[node + 1]
    back = numpy.empty(ends.size, numpy.int64)
    weeks = numpy.empty(ends.size, numpy.int64)
    for node in range(count):
        for place in range(at[node], at[node + 1]):
            end = ends[place] + 1
            back[places[end]] = node
            weeks[places[end]] = lags[place]
            places[end] += 1
    return places[: count + 1].copy(), back, weeks
