"""Circles of a compiled graph, by numbers of nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy

from changekit.services.dependencies import circles
from changekit.services.dependencies.loops import fitting, groups, whole

if TYPE_CHECKING:
    from changekit.services.dependencies.circles import Cycles
    from changekit.services.dependencies.compiled import CompiledGraph
    from changekit.services.dependencies.loops import Ints

__all__ = ["circle", "cycles", "knots"]

SEARCHED = 200
"""Ours: in a knot of up to so many nodes the shortest circle through each is looked for."""


def knots(graph: CompiledGraph) -> list[Ints]:
    """Return the groups of two or more nodes that all wait for each other, largest first."""
    if graph.acyclic:
        return []
    ahead = graph.ahead
    number = fitting(groups.knots, ahead.size)(ahead.at, ahead.ends)
    sizes = numpy.bincount(number)
    grouped = numpy.split(numpy.argsort(number, kind="stable"), numpy.cumsum(sizes)[:-1])
    found = [grouped[at] for at in numpy.flatnonzero(sizes > 1)]
    return sorted(found, key=lambda nodes: (-nodes.size, int(nodes[0])))


def circle(graph: CompiledGraph) -> Ints:
    """Return a short circle, first and last the same; empty if there is none."""
    if graph.acyclic:
        return whole([])
    ahead = graph.ahead
    loops = graph.firsts[graph.firsts == ahead.ends]
    if loops.size:
        return whole([loops[0], loops[0]])
    knot = min(knots(graph), key=lambda nodes: (nodes.size, int(nodes[0])))
    run = fitting(groups.shortest_circle, ahead.size)
    starts = knot if knot.size <= SEARCHED else knot[:1]
    paths = [run(ahead.at, ahead.ends, int(node)) for node in starts]
    path = min(paths, key=lambda nodes: (nodes.size, nodes.tolist()))
    return whole([*path, path[0]])


def cycles(graph: CompiledGraph, *, limit: int) -> Cycles:
    """Return circles by label, and the links that open them; of equals those of lower number."""
    inside = numpy.full(len(graph), -1)
    for at, nodes in enumerate(knots(graph)):
        inside[nodes] = at
    ones, others = graph.firsts, graph.ahead.ends
    kept = ((inside[ones] == inside[others]) & (inside[ones] >= 0)) | (ones == others)
    pairs = zip(ones[kept].tolist(), others[kept].tolist(), strict=True)
    found = circles.cycles(pairs, limit=limit)
    return attrs.evolve(
        found,
        paths=tuple(graph.named(whole(path)) for path in found.paths),
        cuts=tuple((graph.labels[a], graph.labels[b]) for a, b in found.cuts),
        cheapest=tuple((graph.labels[a], graph.labels[b]) for a, b in found.cheapest),
    )
