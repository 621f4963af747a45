"""One pass over a graph in order of work: starts, what is left behind each, what moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

if TYPE_CHECKING:
    from changekit.services.dependencies.loops import Flags, Ints

__all__ = ["in_layers", "lightest", "moved", "reached", "swept", "tails"]


def swept(at: Ints, ends: Ints, lags: Ints, weeks: Ints) -> tuple[Ints, Ints, int]:
    """Return the layer and the earliest start of each node, and how many nodes have a layer.

    A node that is on or behind a circle has no layer: -1.

    Source: Kahn (1962), Communications of the ACM 5(11), 558-562; earliest starts as in the
    critical path method, Kelley & Walker (1959), Eastern Joint Computer Conference, 160-173.
    """
    count = at.size - 1
    waiting = numpy.zeros(count, numpy.int64)
    for place in range(ends.size):
        waiting[ends[place]] += 1
    queue = numpy.empty(count, numpy.int64)
    layer = numpy.full(count, -1, numpy.int64)
    start = numpy.zeros(count, numpy.int64)
    done, known = 0, 0
    for node in range(count):
        if waiting[node] == 0:
            queue[known] = node
            layer[node] = 0
            known += 1
    while done < known:
        node = queue[done]
        done += 1
        finish = start[node] + weeks[node]
        for place in range(at[node], at[node + 1]):
            end = ends[place]
            start[end] = max(start[end], finish + lags[place])
            waiting[end] -= 1
            if waiting[end] == 0:
                layer[end] = layer[node] + 1
                queue[known] = end
                known += 1
    return layer, start, known


def in_layers(layer: Ints, known: int) -> Ints:
    """Return the nodes that have a layer, in its order, those of one layer by number."""
    places = numpy.zeros(known + 2, numpy.int64)
    for node in range(layer.size):
        if layer[node] >= 0:
            places[layer[node] + 1] += 1
    for number in range(known):
        places[number + 1] += places[number]
    order = numpy.empty(known, numpy.int64)
    for node in range(layer.size):
        if layer[node] >= 0:
            order[places[layer[node]]] = node
            places[layer[node]] += 1
    return order


def tails(order: Ints, at: Ints, ends: Ints, lags: Ints, weeks: Ints) -> Ints:
    """Return how long it takes at least from the start of each node to the last end."""
    tail = weeks.copy()
    for place in range(order.size - 1, -1, -1):
        node = order[place]
        longest = 0
        for link in range(at[node], at[node + 1]):
            longest = max(longest, lags[link] + tail[ends[link]])
        tail[node] = weeks[node] + longest
    return tail


def moved(
    order: Ints, at: Ints, ends: Ints, lags: Ints, weeks: Ints, start: Ints, node: int, delay: int
) -> Ints:
    """Return the earliest starts when one node takes so many weeks longer."""
    later = start.copy()
    place = 0
    while order[place] != node:
        place += 1
    extra = delay
    while place < order.size:
        now = order[place]
        place += 1
        if extra == 0 and later[now] == start[now]:
            continue
        finish = later[now] + weeks[now] + extra
        extra = 0
        for link in range(at[now], at[now + 1]):
            later[ends[link]] = max(later[ends[link]], finish + lags[link])
    return later


def reached(at: Ints, ends: Ints, node: int) -> Flags:
    """Return which nodes can be reached from one, itself left out."""
    seen = numpy.zeros(at.size - 1, numpy.bool_)
    queue = numpy.empty(at.size - 1, numpy.int64)
    queue[0] = node
    seen[node] = True
    done, known = 0, 1
    while done < known:
        now = queue[done]
        done += 1
        for place in range(at[now], at[now + 1]):
            end = ends[place]
            if not seen[end]:
                seen[end] = True
                queue[known] = end
                known += 1
    seen[node] = False
    return seen


def lightest(order: Ints, at: Ints, ends: Ints, ranks: Ints) -> Ints:
    """Return the least rank of each node and of all that can be reached from it."""
    least = ranks.copy()
    for place in range(order.size - 1, -1, -1):
        node = order[place]
        for link in range(at[node], at[node + 1]):
            least[node] = min(least[node], least[ends[link]])
    return least
