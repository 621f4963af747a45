"""Any directed networkx graph, compiled once for as long as it is not changed."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

import attrs
import numpy

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.dependencies.compiled import CompiledGraph
from changekit.services.dependencies.loops import whole
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx

    from changekit.services.dependencies.loops import Ints

    Graph = networkx.DiGraph[Any]  # Any: labels of any kind

__all__ = ["compile_graph"]

KEY = "changekit"
POINTS = ("next", "first")


def compile_graph(
    graph: Graph,
    *,
    points_at: Literal["next", "first"] = "next",
    weeks: str | Mapping[Any, int] | None = "weeks",
    lag: str | None = "lag_weeks",
) -> CompiledGraph:
    """Return any directed graph in the form in which orders, chains and circles are found fast.

    Nodes are numbered in the order of their labels where these can be sorted, else as the graph
    lists them. Links of a multigraph between the same two become one, with the largest lag.

    The structure is kept with the graph until its nodes or edges change: networkx empties a
    graph's own cache with every edit through its methods, and numbers of nodes and edges are
    compared as well. Durations and lags are read anew each time, because they can be written
    into a node without networkx noticing. A view on another graph is compiled each time.

    Args:
        graph: Any directed graph; it is not changed.
        points_at: What edges point at: what comes `next`, as in `networkx.topological_sort`, or
            what comes `first`, as the links of initiatives do.
        weeks: The attribute of nodes that says how long they take, or a mapping from labels; 1
            where nothing is said. None: 1 for all.
        lag: The attribute of edges that says how many weeks lie between; 0 where nothing is
            said. None: 0 for all.

    Raises:
        InvalidValueError: The graph is not directed, or weeks or a lag are not whole numbers of
            0 or more.
        UnknownNameError: Edges point at something else.

    >>> import networkx
    >>> house = networkx.DiGraph([("build", "plaster"), ("plaster", "paint")])
    >>> compile_graph(house, weeks={"build": 10}).longest_chain()
    (('build', 'plaster', 'paint'), 12)
    """
    if points_at not in POINTS:
        raise UnknownNameError("value", str(points_at), known=POINTS)
    if not hasattr(graph, "is_directed"):
        kind = type(graph).__name__
        raise InvalidValueError(
            Text(
                sv=f"grafen ska vara en riktad graf som networkx.DiGraph, inte {kind}",
                en=f"the graph has to be a directed one such as networkx.DiGraph, not {kind}",
            )
        )
    if not graph.is_directed():
        msg = f"links need a direction, but this is an undirected {type(graph).__name__}"
        raise InvalidValueError(msg)
    plain = _structure(graph)
    durations = _durations(graph, plain, weeks)
    made = plain if durations is plain.weeks else attrs.evolve(plain, weeks=durations)
    if lag is not None:
        made = _with_lags(graph, made, lag)
    if points_at == "first":
        made = attrs.evolve(made, ahead=made.behind)
    return made


def _structure(graph: Graph) -> CompiledGraph:
    """Return the nodes and edges alone, from the graph's own cache if they still hold."""
    cache = None if hasattr(graph, "_graph") else getattr(graph, "__networkx_cache__", None)
    size = (graph.number_of_nodes(), graph.number_of_edges())
    kept = (cache or {}).get(KEY)
    if kept is not None and kept[0] == size:
        found: CompiledGraph = kept[1]
        return found
    made = _read(graph)
    if cache is not None:
        cache[KEY] = (size, made)
    return made


def _read(graph: Graph) -> CompiledGraph:
    try:
        labels = sorted(graph)
    except TypeError:  # labels of several kinds
        labels = list(graph)
    number = dict(zip(labels, range(len(labels)), strict=True))
    rows = [row for _, row in graph.adjacency()]
    first = numpy.repeat([number[label] for label in graph], [len(row) for row in rows])
    then = numpy.fromiter(
        map(number.__getitem__, chain.from_iterable(rows)), dtype=numpy.int64, count=first.size
    )
    made = CompiledGraph.of(len(labels), first, then, labels=labels)
    several = graph.number_of_edges() - first.size if graph.is_multigraph() else 0
    return attrs.evolve(made, merged=several)


def _durations(graph: Graph, made: CompiledGraph, weeks: str | Mapping[Any, int] | None) -> Ints:
    if weeks is None:
        return made.weeks
    if isinstance(weeks, str):
        said = dict(graph.nodes(data=weeks))
    else:
        said = dict(weeks)
        for label in said:
            made.number(label)
    given = [said.get(label) for label in made.labels]
    if all(value is None for value in given):
        return made.weeks
    pairs = zip(made.labels, given, strict=True)
    return whole([_checked(value, 1, ("node", label)) for label, value in pairs])


def _with_lags(graph: Graph, made: CompiledGraph, lag: str) -> CompiledGraph:
    """Return the graph with the lags of its edges, which are in the order of the rows."""
    rows = [row for _, row in graph.adjacency()]
    facts = chain.from_iterable(row.values() for row in rows)
    if graph.is_multigraph():
        given: list[Any] = [_largest(keyed.values(), lag) for keyed in facts]
    else:
        given = [known.get(lag) for known in facts]
    if all(value is None for value in given):
        return made
    ends = [(label, end) for label, row in graph.adjacency() for end in row]
    lags = whole(
        [
            _checked(value, 0, ("edge", label, end))
            for (label, end), value in zip(ends, given, strict=True)
        ]
    )
    first = whole([made.number(label) for label, _ in ends])
    then = whole([made.number(end) for _, end in ends])
    placed = lags[numpy.lexsort((then, first))]
    return attrs.evolve(made, ahead=attrs.evolve(made.ahead, lags=placed))


def _largest(parallel: Any, lag: str) -> Any:  # Any: attribute mappings of edges, as they are
    """Return the largest lag of parallel edges; one that is no number at once, to be refused."""
    values = [known[lag] for known in parallel if known.get(lag) is not None]
    wrong = [value for value in values if not _whole(value)]
    return (wrong or [max(values, default=None)])[0]


def _whole(value: object) -> bool:
    number = isinstance(value, int | numpy.integer) and not isinstance(value, bool)
    return number and int(value) >= 0  # type: ignore[call-overload]  # a number


def _checked(value: Any, otherwise: int, where: tuple[Any, ...]) -> int:  # Any: as it is
    if type(value) is int and value >= 0:  # nearly always so
        return value
    if value is None:
        return otherwise
    if not _whole(value):
        kind, *labels = where
        what = "weeks" if kind == "node" else "lag"
        path = " -> ".join(map(repr, labels))
        msg = f"{kind} {path}: {what} must be a whole number of 0 or more, got {value!r}"
        raise InvalidValueError(msg)
    return int(value)
