"""A graph of what comes before what, compiled once to rows of numbers.

Nodes are numbers inside and labels outside. The loops over the rows are compiled by numba where
the extra `fast` is installed; without it they run as plain Python and give the same results.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import attrs
import numpy

from changekit.errors import CyclicDependencyError, InvalidValueError, UnknownNameError
from changekit.services.dependencies.layout import Rows, Sweep
from changekit.services.dependencies.loops import (
    Ints,
    Names,
    fitting,
    groups,
    passes,
    rows,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    import networkx

    from changekit.services.dependencies.bottlenecks import Bottleneck
    from changekit.services.dependencies.circles import Cycles
    from changekit.services.dependencies.loops import Flags

    Labels = tuple[Any, ...]  # Any: labels are what they are in the graph that was compiled

__all__ = ["CompiledGraph"]


@attrs.frozen(kw_only=True, eq=False, slots=False, repr=False)
class CompiledGraph:
    """Nodes, the first of which have to be done before the next; not to be changed.

    Make one with `compile_graph` from a networkx graph, or with `CompiledGraph.of` from arrays.
    Results carry the labels of the graph, of equals those of lower number first.

    Attributes:
        count: How many nodes there are.
        table: Labels by number; None where these are the numbers themselves.
        ahead: What comes right after each node.
        weeks: How long each takes.
        merged: How many links were left out because there is another between the same two; the
            larger lag stays.
    """

    count: int
    table: Names | None
    ahead: Rows
    weeks: Ints
    merged: int = 0

    @classmethod
    def of(
        cls,
        count: int,
        first: Iterable[int] | Ints,
        then: Iterable[int] | Ints,
        *,
        lag: Iterable[int] | Ints | None = None,
        weeks: Iterable[int] | Ints | None = None,
        labels: Sequence[Hashable] | None = None,
    ) -> Self:
        """Return the graph of arrays: link k says that `first[k]` comes before `then[k]`.

        Args:
            count: How many nodes there are; they are numbered from 0.
            first: By link: what comes first.
            then: By link: what comes next.
            lag: By link: weeks between the two, 0 or more; none by default.
            weeks: By node: how long it takes, 0 or more; 1 by default.
            labels: By node: what it is called, each once; its number by default.

        Raises:
            InvalidValueError: The arrays do not fit each other, a link names a node that is not
                there, or a lag or duration is negative.

        >>> chain = CompiledGraph.of(3, [2, 1], [1, 0], lag=[0, 4], weeks=[10, 10, 10])
        >>> chain.order(), chain.longest_chain()
        ((2, 1, 0), ((2, 1, 0), 34))
        """
        from changekit.services.dependencies import checking

        names = range(count) if labels is None else tuple(labels)
        ones, others = checking.ends(count, names, first, then)
        lags = checking.lags(ones.size, lag)
        durations = checking.durations(count, names, weeks)
        size = count + ones.size
        given = rows.in_order(count, ones, others)
        at, ends, kept = fitting(rows.packed, size)(count, ones, others, lags, given)
        return cls(
            count=count, table=None if labels is None else _table(names),
            ahead=Rows(at=at, ends=ends, lags=kept), weeks=durations,
            merged=int(ones.size - ends.size),
        )  # fmt: skip

    @cached_property
    def labels(self) -> Sequence[Any]:  # Any: labels
        """The labels of the nodes, by number."""
        return range(self.count) if self.table is None else tuple(self.table.tolist())

    def __len__(self) -> int:
        """Return how many nodes there are."""
        return self.count

    def __repr__(self) -> str:
        """Return how large the graph is."""
        return f"<CompiledGraph of {len(self)} nodes and {self.ahead.ends.size} links>"

    @cached_property
    def behind(self) -> Rows:
        """What comes right before each node."""
        ahead = self.ahead
        at, ends, lags = fitting(rows.turned, ahead.size)(ahead.at, ahead.ends, ahead.lags)
        return Rows(at=at, ends=ends, lags=lags)

    @cached_property
    def sweep(self) -> Sweep:
        """The order of work and the earliest starts."""
        ahead = self.ahead
        run = fitting(passes.swept, ahead.size)
        layer, start, known = run(ahead.at, ahead.ends, ahead.lags, self.weeks)
        order = fitting(passes.in_layers, ahead.size)(layer, known)
        return Sweep(order=order, layer=layer, start=start, finish=start + self.weeks)

    @property
    def acyclic(self) -> bool:
        """Whether nothing waits for itself."""
        return self.sweep.order.size == len(self)

    @cached_property
    def _numbers(self) -> Mapping[Any, int]:  # Any: labels
        return {label: number for number, label in enumerate(self.labels)}

    def number(self, label: Hashable) -> int:
        """Return the number of a node.

        Raises:
            UnknownNameError: There is no node of that label.
        """
        if label not in self._numbers:
            raise UnknownNameError("node", str(label), known=map(str, self.labels))
        return self._numbers[label]

    def named(self, numbers: Ints) -> Labels:
        """Return the labels of nodes, as they stand."""
        return tuple((numbers if self.table is None else self.table[numbers]).tolist())

    def swept(self) -> Sweep:
        """Return the order of work and the earliest starts of a graph without circles.

        Raises:
            CyclicDependencyError: Some wait for each other; `path` names a circle.
        """
        if not self.acyclic:
            raise CyclicDependencyError(map(str, self.circle()))
        return self.sweep

    def order(self) -> Labels:
        """Return all nodes, each after what comes before it, layer by layer.

        Raises:
            CyclicDependencyError: Some wait for each other; `path` names a circle.
        """
        return self.named(self.swept().order)

    def generations(self) -> tuple[Labels, ...]:
        """Return the layers: what waits for nothing, what waits for these alone, and so on.

        Raises:
            CyclicDependencyError: Some wait for each other.
        """
        sweep = self.swept()
        if not len(self):
            return ()
        sizes = numpy.bincount(sweep.layer[sweep.order])
        return tuple(map(self.named, numpy.split(sweep.order, numpy.cumsum(sizes)[:-1])))

    def longest_chain(self) -> tuple[Labels, int]:
        """Return the chain that takes most weeks, first to last, and its weeks, lags included.

        Raises:
            CyclicDependencyError: Some wait for each other.
        """
        sweep = self.swept()
        if not len(self):
            return (), 0
        node = int(sweep.finish.argmax())
        weeks, chain, behind = int(sweep.finish[node]), [node], self.behind
        while sweep.start[node] > 0:
            row = behind.of(node)
            ready = sweep.finish[behind.ends[row]] + behind.lags[row]
            node = int(behind.ends[row][ready == sweep.start[node]].min())
            chain.append(node)
        return self.named(whole(chain[::-1])), weeks

    def slack(self) -> dict[Any, int]:  # Any: labels
        """Return how many weeks each can be late without anything ending later than it need be.

        Source: Kelley & Walker (1959), Eastern Joint Computer Conference, 160-173: total float.

        Raises:
            CyclicDependencyError: Some wait for each other.
        """
        return dict(zip(self.labels, self.slacks.tolist(), strict=True))

    @cached_property
    def slacks(self) -> Ints:
        """The slack of each node, by number; of a graph without circles."""
        sweep, ahead = self.swept(), self.ahead
        run = fitting(passes.tails, ahead.size)
        tails = run(sweep.order, ahead.at, ahead.ends, ahead.lags, self.weeks)
        end = sweep.finish.max(initial=0)
        return whole(end - sweep.start - tails)

    def components(self) -> tuple[Labels, ...]:
        """Return the parts that no link joins, each by number of its nodes, the largest first."""
        number = self.parts
        if not number.size:
            return ()
        sizes = numpy.bincount(number)
        sort = fitting(rows.by_end, self.ahead.size)
        nodes = self.named(sort(sizes.size, number, numpy.arange(number.size)))
        ends = numpy.cumsum(sizes)
        largest = numpy.argsort(-sizes, kind="stable")
        spans = zip((ends - sizes)[largest].tolist(), ends[largest].tolist(), strict=True)
        return tuple(nodes[begin:end] for begin, end in spans)

    @cached_property
    def parts(self) -> Ints:
        """The number of the part that each node is in; parts are numbered by first nodes."""
        return fitting(groups.parts, self.ahead.size)(self.ahead.at, self.ahead.ends)

    def knots(self) -> tuple[Labels, ...]:
        """Return groups of nodes that all wait for each other, of two or more, largest first."""
        from changekit.services.dependencies import knotted

        return tuple(map(self.named, knotted.knots(self)))

    def circle(self) -> Labels:
        """Return a short circle as a path, first and last the same; empty if there is none.

        It is the shortest one in the smallest knot of up to 200 nodes; in a larger knot it is
        the shortest through its first node.
        """
        from changekit.services.dependencies import knotted

        return self.named(knotted.circle(self))

    def cycles(self, *, limit: int = 100) -> Cycles:
        """Return circles, and the links whose removal costs least and opens all of them.

        Args:
            limit: How many to list at most.
        """
        from changekit.services.dependencies import knotted

        return knotted.cycles(self, limit=limit)

    def reduction(self) -> Self:
        """Return the graph without links that a longer way says already.

        Lags are not looked at: a link goes although its lag is longer than the way around.

        Source: Aho, Garey & Ullman (1972), SIAM Journal on Computing 1(2), 131-137.

        Raises:
            CyclicDependencyError: Some wait for each other.

        >>> CompiledGraph.of(3, [0, 1, 0], [1, 2, 2]).reduction().links()
        ((0, 1), (1, 2))
        """
        ahead = self.ahead
        kept = self.needed()
        at = numpy.concatenate([[0], numpy.cumsum(kept)])[ahead.at]
        left = Rows(at=whole(at), ends=ahead.ends[kept], lags=ahead.lags[kept])
        return attrs.evolve(self, ahead=left)

    def needed(self) -> Flags:
        """Return by link whether no longer way says it already.

        Raises:
            CyclicDependencyError: Some wait for each other.
        """
        layer, ahead = self.swept().layer, self.ahead
        return fitting(groups.needed, ahead.size)(layer, ahead.at, ahead.ends)

    def links(self) -> tuple[tuple[Any, Any], ...]:  # Any: labels
        """Return the links as (first, next) pairs, in the order of their numbers."""
        ends = (self.named(self.firsts), self.named(self.ahead.ends))
        return tuple(zip(*ends, strict=True))

    @cached_property
    def firsts(self) -> Ints:
        """By link: what comes first; `ahead.ends` is what comes next."""
        return whole(numpy.repeat(numpy.arange(len(self)), numpy.diff(self.ahead.at)))

    def descendants(self, label: Hashable) -> Labels:
        """Return all that comes after a node, directly or through others, by number."""
        return self.named(numpy.flatnonzero(self.ahead.reach(self.number(label))))

    def ancestors(self, label: Hashable) -> Labels:
        """Return all that comes before a node, directly or through others, by number."""
        return self.named(numpy.flatnonzero(self.behind.reach(self.number(label))))

    def moved(self, node: int, delay: int) -> Ints:
        """Return by how many weeks each node starts later when one takes longer, by number."""
        if delay < 0:
            msg = f"weeks late must be 0 or more, got {delay}"
            raise InvalidValueError(msg)
        sweep, ahead = self.swept(), self.ahead
        later = fitting(passes.moved, ahead.size)(
            sweep.order, ahead.at, ahead.ends, ahead.lags, self.weeks, sweep.start, node, delay
        )
        return whole(later - sweep.start)

    def impact_of(self, label: Hashable, *, delay: int) -> dict[Any, int]:  # Any: labels
        """Return who starts how many weeks later when a node takes so many weeks longer.

        Everything starts as early as its links allow; slack takes up what it can.

        Raises:
            CyclicDependencyError: Some wait for each other.
            InvalidValueError: The delay is negative.
            UnknownNameError: There is no such node.

        >>> CompiledGraph.of(3, [0, 1], [2, 2], weeks=[5, 7, 1]).impact_of(0, delay=3)
        {2: 1}
        """
        shift = self.moved(self.number(label), delay)
        late = numpy.flatnonzero(shift)
        return dict(zip(self.named(late), shift[late].tolist(), strict=True))

    def bottlenecks(self, *, top: int = 10) -> tuple[Bottleneck, ...]:
        """Return the nodes through which most of the rest is ordered, most first."""
        from changekit.services.dependencies.bottlenecks import bottlenecks

        return bottlenecks(self, top=top)

    def to_networkx(self) -> networkx.DiGraph[Any]:  # Any: labels
        """Return the graph as networkx has it, with `weeks` of nodes and `lag_weeks` of links."""
        import networkx

        made: networkx.DiGraph[Any] = networkx.DiGraph()
        weeks = zip(self.labels, self.weeks.tolist(), strict=True)
        made.add_nodes_from((label, {"weeks": taken}) for label, taken in weeks)
        lags = zip(self.links(), self.ahead.lags.tolist(), strict=True)
        made.add_edges_from((first, then, {"lag_weeks": lag}) for (first, then), lag in lags)
        return made

    def to_text(self, format: str = "mermaid") -> str:  # noqa: A002  # the option's name
        """Return the graph as `mermaid`, `dot`, `graphml` or `json`.

        Links point at what comes next.

        Raises:
            UnknownNameError: There is no such format.
        """
        from changekit.services.dependencies.writing import EXPORTERS, exported

        graph: Any = self.to_networkx()  # Any: an exporter reads what it finds
        return exported(graph, format, EXPORTERS)


def _table(labels: Sequence[Any]) -> Names:  # Any: labels
    table = numpy.empty(len(labels), dtype=numpy.object_)
    table[:] = labels
    return table
