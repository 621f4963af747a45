"""Bottlenecks: where most of the work is ordered through one node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy

from changekit.services.dependencies.loops import fitting, passes, whole

if TYPE_CHECKING:
    from changekit.services.dependencies.compiled import CompiledGraph
    from changekit.services.dependencies.layout import Rows
    from changekit.services.dependencies.loops import Ints

__all__ = ["Bottleneck", "bottlenecks"]

COUNTED = 2_000
"""Ours: up to so many nodes all are counted; of more, those that look largest."""
ROUNDS = 32
"""Ours: ranks drawn for each node, so that a set's size is met within a fifth or so."""


@attrs.frozen(kw_only=True)
class Bottleneck:
    """A node between others.

    Attributes:
        node: Its label.
        before: How many come before it, directly or through others.
        after: How many come after it.
        slack: How many weeks it can be late before the whole ends later.
    """

    node: Any  # Any: a label
    before: int
    after: int
    slack: int

    @property
    def pairs(self) -> int:
        """How many pairs are ordered through it, itself as an end of a pair included.

        Ours: (before + 1) * (after + 1) - 1. In a graph without circles each that comes before
        and each that comes after are joined by a way through it, so this counts exactly the
        pairs for which it can be what holds the second back.
        """
        return (self.before + 1) * (self.after + 1) - 1

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the bottleneck as JSON values."""
        return {**attrs.asdict(self), "pairs": self.pairs}


def bottlenecks(graph: CompiledGraph, *, top: int = 10) -> tuple[Bottleneck, ...]:
    """Return the nodes through which most pairs are ordered, most first, then by less slack.

    Every number is exact. In a graph of more than 2,000 nodes only those that look largest are
    counted, at least 10 for each that is asked for, so one of nearly the same size can be missed.

    Source: Cohen (1997), Journal of Computer and System Sciences 55(3), 441-453: the least of
    random ranks tells how many nodes can be reached.

    Raises:
        CyclicDependencyError: Some wait for each other.

    >>> from changekit.services.dependencies.compiled import CompiledGraph
    >>> hourglass = CompiledGraph.of(5, [0, 1, 2, 2], [2, 2, 3, 4])
    >>> [(found.node, found.pairs) for found in hourglass.bottlenecks(top=1)]
    [(2, 8)]
    """
    graph.swept()
    slack = graph.slacks
    found = [
        (
            Bottleneck(
                node=graph.labels[node], before=int(graph.behind.reach(node).sum()),
                after=int(graph.ahead.reach(node).sum()), slack=int(slack[node]),
            ),
            node,
        )
        for node in _candidates(graph, top)
    ]  # fmt: skip
    found.sort(key=lambda item: (-item[0].pairs, item[0].slack, item[1]))
    return tuple(item for item, _ in found[:top] if item.pairs)


def _candidates(graph: CompiledGraph, top: int) -> list[int]:
    """Return the numbers of nodes to be counted."""
    if len(graph) <= COUNTED:
        return list(range(len(graph)))
    order = graph.sweep.order
    after = _small_where_much(graph.ahead, order)
    before = _small_where_much(graph.behind, whole(order[::-1]))
    near = numpy.argsort(after * before, kind="stable")
    return [int(node) for node in near[: max(200, 10 * top)]]


def _small_where_much(rows: Rows, order: Ints) -> Ints:
    """Return for each node a number that is the smaller the more can be reached from it."""
    total = numpy.ones(order.size, dtype=numpy.int64)
    run = fitting(passes.lightest, rows.size)
    for number in range(ROUNDS):
        total += run(order, rows.at, rows.ends, _ranks(order.size, number))
    return total


def _ranks(count: int, draw: int) -> Ints:
    """Return random ranks below 2**24, the same on every machine.

    Source: Steele, Lea & Flood (2014), OOPSLA, 453-472: the mixing step of SplitMix64.
    """
    state = numpy.arange(count, dtype=numpy.uint64) + numpy.uint64(draw * count + 1)
    state *= numpy.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return whole((state ^ (state >> numpy.uint64(31))) >> numpy.uint64(40))
