"""What hangs together, what goes in circles, and which links say nothing new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

if TYPE_CHECKING:
    from changekit.services.dependencies.loops import Flags, Ints

__all__ = ["knots", "needed", "parts", "shortest_circle"]


def parts(at: Ints, ends: Ints) -> Ints:
    """Return the number of each node's part; parts are numbered by their first nodes.

    Two nodes are of one part when links lead from one to the other, whichever way they point.

    Source: Tarjan (1975), Journal of the ACM 22(2), 215-225; paths halved as in Tarjan & van
    Leeuwen (1984), Journal of the ACM 31(2), 245-281.
    """
    count = at.size - 1
    above = numpy.arange(count)
    for node in range(count):
        for place in range(at[node], at[node + 1]):
            one, other = node, ends[place]
            while above[one] != one:
                above[one] = above[above[one]]
                one = above[one]
            while above[other] != other:
                above[other] = above[above[other]]
                other = above[other]
            above[max(one, other)] = min(one, other)
    number = numpy.empty(count, numpy.int64)
    known = 0
    for node in range(count):  # the top of a part is its lowest node, so it comes first
        above[node] = above[above[node]]
        if above[node] == node:
            number[node] = known
            known += 1
        else:
            number[node] = number[above[node]]
    return number


def knots(at: Ints, ends: Ints) -> Ints:
    """Return the number of each node's knot: those of one knot can all be reached from another.

    Source: Tarjan (1972), SIAM Journal on Computing 1(2), 146-160, with stacks of its own.
    """
    count = at.size - 1
    seen, low = numpy.zeros(count, numpy.int64), numpy.zeros(count, numpy.int64)
    knot, place = numpy.full(count, -1, numpy.int64), at.copy()
    path, open_nodes = numpy.empty(count, numpy.int64), numpy.empty(count, numpy.int64)
    clock, known, waiting = 0, 0, 0
    for root in range(count):
        path[0] = root
        deep = 1 if seen[root] == 0 else 0
        while deep > 0:
            node = path[deep - 1]
            if seen[node] == 0:
                clock += 1
                seen[node] = low[node] = clock
                open_nodes[waiting] = node
                waiting += 1
            if place[node] < at[node + 1]:
                end = ends[place[node]]
                place[node] += 1
                if seen[end] == 0:
                    path[deep] = end
                    deep += 1
                elif knot[end] < 0:
                    low[node] = min(low[node], seen[end])
                continue
            deep -= 1
            if deep > 0:
                low[path[deep - 1]] = min(low[path[deep - 1]], low[node])
            while low[node] == seen[node] and knot[node] < 0:
                waiting -= 1
                knot[open_nodes[waiting]] = known
            known += low[node] == seen[node]
    return knot


def needed(layer: Ints, at: Ints, ends: Ints) -> Flags:
    """Return which links of a graph without circles no longer way says already.

    From the nodes right behind a node everything is marked that lies no deeper than the deepest
    of them; a link to a marked node is not needed.

    Source: Aho, Garey & Ullman (1972), SIAM Journal on Computing 1(2), 131-137: the reduction of
    a graph without circles is the one set of links that no other way goes around.
    """
    count = at.size - 1
    kept = numpy.ones(ends.size, numpy.bool_)
    seen = numpy.full(count, -1, numpy.int64)
    stack = numpy.empty(count, numpy.int64)
    for node in range(count):
        deepest = 0
        for place in range(at[node], at[node + 1]):
            deepest = max(deepest, layer[ends[place]])
        if deepest <= layer[node] + 1:
            continue
        for place in range(at[node], at[node + 1]):
            stack[0] = ends[place]
            high = 1
            while high > 0:
                high -= 1
                now = stack[high]
                for link in range(at[now], at[now + 1]):
                    end = ends[link]
                    if seen[end] != node and layer[end] <= deepest:
                        seen[end] = node
                        if layer[end] < deepest:
                            stack[high] = end
                            high += 1
        for place in range(at[node], at[node + 1]):
            kept[place] = seen[ends[place]] != node
    return kept


def shortest_circle(at: Ints, ends: Ints, node: int) -> Ints:
    """Return the nodes of the shortest way from a node back to itself; empty if there is none."""
    came = numpy.full(at.size - 1, -1, numpy.int64)
    queue = numpy.empty(at.size, numpy.int64)
    queue[0] = node
    done, known = 0, 1
    while done < known and came[node] < 0:
        now = queue[done]
        done += 1
        for place in range(at[now], at[now + 1]):
            end = ends[place]
            if came[end] < 0:
                came[end] = now
                queue[known] = end
                known += 1
    if came[node] < 0:
        return queue[:0].copy()
    length, now = 1, came[node]
    while now != node:
        queue[at.size - length] = now
        length += 1
        now = came[now]
    queue[at.size - length] = node
    return queue[at.size - length :].copy()
