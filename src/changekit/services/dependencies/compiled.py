"""What comes before what, compiled to arrays: order, earliest starts, reach."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[numpy.int64]

__all__ = ["Before", "Sweep"]


@attrs.frozen(kw_only=True, eq=False)
class Sweep:
    """What one pass in order of work finds.

    Attributes:
        order: Each node after all that come before it; nodes on or behind a circle are left out.
        start: The earliest start of each node, when nothing but the links holds it back.
        finish: The start and the duration.
    """

    order: Ints
    start: Ints
    finish: Ints


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Before:
    """Pairs of nodes, the first of which has to be done before the second.

    Both directions are kept as compressed rows: the neighbours of node i are the items from
    `at[i]` to `at[i + 1]`.

    Attributes:
        count: How many nodes there are.
        first: By pair: what has to be done first.
        then: By pair: what waits for it.
        lag: By pair: weeks between the two.
    """

    count: int
    first: Ints
    then: Ints
    lag: Ints

    @classmethod
    def of(cls, count: int, pairs: Sequence[tuple[int, int, int]]) -> Before:
        """Return the compiled form of (first, then, lag) triples.

        >>> chain = Before.of(3, [(2, 1, 0), (1, 0, 4)])
        >>> chain.sweep([10, 10, 10]).start.tolist()
        [24, 10, 0]
        """
        columns = numpy.array(pairs, dtype=numpy.int64).reshape(-1, 3)
        return cls(count=count, first=columns[:, 0], then=columns[:, 1], lag=columns[:, 2])

    @cached_property
    def _forward(self) -> tuple[Ints, Ints]:
        return _rows(self.count, self.first, self.then)

    @cached_property
    def _backward(self) -> tuple[Ints, Ints]:
        return _rows(self.count, self.then, self.first)

    def sweep(self, weeks: Sequence[int] | Ints) -> Sweep:
        """Return the order of work and the earliest starts, for durations by node.

        The order goes by layers: first what waits for nothing, then what waits for these alone,
        and so on; within a layer by number.
        """
        durations = numpy.asarray(weeks, dtype=numpy.int64)
        at, pairs = self._forward
        waiting = numpy.bincount(self.then, minlength=self.count)
        start = numpy.zeros(self.count, dtype=numpy.int64)
        layers = []
        layer = numpy.flatnonzero(waiting == 0)
        while layer.size:
            layers.append(layer)
            edges = pairs[_gathered(at, layer)]
            then = self.then[edges]
            ready = start[self.first[edges]] + durations[self.first[edges]] + self.lag[edges]
            numpy.maximum.at(start, then, ready)
            numpy.subtract.at(waiting, then, 1)
            layer = numpy.unique(then[waiting[then] == 0])
        order = numpy.concatenate([*layers, numpy.empty(0, dtype=numpy.int64)])
        return Sweep(order=order, start=start, finish=start + durations)

    def reach(self, node: int, *, backward: bool = False) -> NDArray[numpy.bool_]:
        """Return which nodes can be reached from a node, itself left out.

        Args:
            node: Where to begin.
            backward: Go from what waits to what comes first.
        """
        at, pairs = self._backward if backward else self._forward
        ends = self.first if backward else self.then
        seen = numpy.zeros(self.count, dtype=numpy.bool_)
        layer = numpy.array([node], dtype=numpy.int64)
        while layer.size:
            near = ends[pairs[_gathered(at, layer)]]
            layer = numpy.unique(near[~seen[near]])
            seen[layer] = True
        seen[node] = False
        return seen

    def into(self, node: int) -> Ints:
        """Return the pairs in which a node waits for another, in the order they were given."""
        at, pairs = self._backward
        return pairs[at[node] : at[node + 1]]

    def longest(self, weeks: Sequence[int] | Ints) -> tuple[int, ...]:
        """Return the nodes of the longest chain, first to last; of equals the lowest numbers.

        Empty when there are no nodes. Nodes on or behind a circle are not looked at.
        """
        sweep = self.sweep(weeks)
        if not sweep.order.size:
            return ()
        finish = sweep.finish[sweep.order]
        node = int(sweep.order[finish == finish.max()].min())
        chain = [node]
        while sweep.start[node] > 0:
            edges = self.into(node)
            ready = sweep.finish[self.first[edges]] + self.lag[edges]
            node = int(self.first[edges[ready == sweep.start[node]]].min())
            chain.append(node)
        return tuple(reversed(chain))


def _rows(count: int, keys: Ints, others: Ints) -> tuple[Ints, Ints]:
    """Return offsets by key, and the pairs in the order of key and other end."""
    pairs = numpy.lexsort((others, keys))
    at = numpy.zeros(count + 1, dtype=numpy.int64)
    numpy.cumsum(numpy.bincount(keys, minlength=count), out=at[1:])
    return at, pairs


def _gathered(at: Ints, nodes: Ints) -> Ints:
    """Return the items of several compressed rows, one row after the other."""
    counts = at[nodes + 1] - at[nodes]
    offsets = numpy.repeat(at[nodes] - (numpy.cumsum(counts) - counts), counts)
    gathered: Ints = offsets + numpy.arange(offsets.size)
    return gathered
