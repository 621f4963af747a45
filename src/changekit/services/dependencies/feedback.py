"""Which links to take away so that nothing waits for itself, at the least cost."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any

import networkx
import numpy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Link = tuple[Any, Any]  # Any: labels that can be sorted

__all__ = ["LARGEST", "cheapest_cuts"]

LARGEST = 16
"""Ours: knots of up to so many nodes are solved exactly; twice the work for each node more."""
PUT_BACK = 500
"""Ours: of so many links taken away it is tried which can stay."""


def cheapest_cuts(costs: Mapping[Link, int]) -> tuple[frozenset[Link], bool]:
    """Return links whose removal opens all circles, and whether none cost less together.

    In a knot of up to 16 nodes the cost is the least there is; of a larger one the links are
    good, and none of up to 500 can be put back, but others can cost less.

    Source: Lawler (1964), Management Science 11(1), 43-53: the least cost of an order of each set
    of nodes; Eades, Lin & Smyth (1993), Information Processing Letters 47(6), 319-323.

    Args:
        costs: Links, with what it costs to take each away, 1 or more.

    >>> cheapest_cuts({("a", "b"): 5, ("b", "a"): 1, ("b", "c"): 1})
    (frozenset({('b', 'a')}), True)
    """
    graph: networkx.DiGraph[Any] = networkx.DiGraph(sorted(costs))
    cuts = {(a, b) for a, b in costs if a == b}
    exact = True
    for knot in networkx.strongly_connected_components(graph):
        if len(knot) > 1:
            inside = {(a, b): cost for (a, b), cost in costs.items() if a in knot and b in knot}
            small = len(knot) <= LARGEST
            order = _best_order(knot, inside) if small else _good_order(knot, inside)
            place = {node: at for at, node in enumerate(order)}
            back = {(a, b) for a, b in inside if place[a] > place[b]}
            cuts |= back if small else _without_needless(inside, back)
            exact = exact and small
    return frozenset(cuts), exact


def _best_order(knot: Iterable[Any], costs: Mapping[Link, int]) -> list[Any]:  # Any: labels
    """Return the order in which the links that point backward cost least.

    `least[S]` is the least cost of an order of the nodes in S, where S is a set of bits. What
    comes last in it pays for its links into the others.
    """
    nodes = sorted(knot)
    count = len(nodes)
    paid = [numpy.zeros(1, numpy.int64) for _ in nodes]
    for at, node in enumerate(nodes):
        for other in nodes:
            more = paid[at] + (costs.get((node, other), 0) if other != node else 0)
            paid[at] = numpy.concatenate([paid[at], more])
    sets = numpy.arange(1 << count)
    sizes = numpy.bitwise_count(sets)
    least = numpy.zeros(1 << count, numpy.int64)
    last = numpy.full(1 << count, -1)
    for size in range(1, count + 1):
        group = sets[sizes == size]
        for at in range(count):
            whole = group[group >> at & 1 == 1]
            rest = whole ^ (1 << at)
            cost = least[rest] + paid[at][rest]
            better = (last[whole] < 0) | (cost < least[whole])
            least[whole[better]], last[whole[better]] = cost[better], at
    order = []
    left = (1 << count) - 1
    while left:
        order.append(nodes[last[left]])
        left ^= 1 << int(last[left])
    return order[::-1]


def _good_order(knot: Iterable[Any], costs: Mapping[Link, int]) -> list[Any]:  # Any: labels
    """Return an order in which few links point backward.

    Ours: the node that is pointed at least, compared with what it points at, goes first, again
    and again; that is the rule of Eades, Lin & Smyth without its look for ends.
    """
    weight = dict.fromkeys(sorted(knot), 0)
    near: dict[Any, list[tuple[Any, int]]] = {node: [] for node in weight}
    for (a, b), cost in sorted(costs.items()):
        if a != b:
            weight[a] += cost
            weight[b] -= cost
            near[a].append((b, cost))
            near[b].append((a, -cost))
    heap = [(-height, node) for node, height in weight.items()]
    heapq.heapify(heap)
    order: dict[Any, None] = {}
    while heap:
        height, node = heapq.heappop(heap)
        if node in order or -height != weight[node]:
            continue
        order[node] = None
        for other, cost in near[node]:
            if other not in order:
                weight[other] += cost
                heapq.heappush(heap, (-weight[other], other))
    return list(order)


def _without_needless(costs: Mapping[Link, int], cuts: set[Link]) -> set[Link]:
    """Return the cuts without those that can be put back, the dearest put back first."""
    if len(cuts) > PUT_BACK:
        return cuts
    graph: networkx.DiGraph[Any] = networkx.DiGraph([link for link in costs if link not in cuts])
    left = set()
    for source, target in sorted(cuts, key=lambda link: (-costs[link], link)):
        if graph.has_node(target) and networkx.has_path(graph, target, source):
            left.add((source, target))
        else:
            graph.add_edge(source, target)
    return left
