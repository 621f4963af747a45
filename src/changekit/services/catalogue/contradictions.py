"""Relations that cannot all be meant: circles, and requirements that rule each other out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    import networkx

__all__ = ["circles", "contradictions"]

Pair = tuple[str, str]

_CONFLICT: Final[Mapping[int, Text]] = {
    2: Text(
        sv="{0} kräver {1}, som den också krockar med",
        en="{0} requires {1}, which it also conflicts with",
    ),
    3: Text(
        sv="{0} kräver både {1} och {2}, som krockar med varandra",
        en="{0} requires both {1} and {2}, which conflict with each other",
    ),
}
_ALTERNATIVE: Final[Mapping[int, Text]] = {
    2: Text(
        sv="{0} kräver {1}, som den också är alternativ till",
        en="{0} requires {1}, which it is also an alternative to",
    ),
    3: Text(
        sv="{0} kräver både {1} och {2}, som är alternativ till varandra",
        en="{0} requires both {1} and {2}, which are alternatives to each other",
    ),
}


def circles(pairs: Iterable[Pair]) -> Iterator[tuple[str, ...]]:
    """Go through knots of pairs: for each the shortest circle through its first id.

    Source: Tarjan (1972), SIAM Journal on Computing 1(2), 146-160, as networkx has it.

    >>> list(circles([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]))
    [('a', 'b', 'c', 'a')]
    """
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph(sorted(set(pairs)))
    knots = [knot for knot in networkx.strongly_connected_components(graph) if len(knot) > 1]
    for knot in sorted(knots, key=min):
        first, inside = min(knot), graph.subgraph(knot)
        ways = (networkx.shortest_path(inside, after, first) for after in sorted(inside[first]))
        yield (first, *min(ways, key=len))


def contradictions(
    requires: Collection[Pair], *, conflicts: Collection[Pair], alternatives: Collection[Pair]
) -> Iterator[tuple[str, Text]]:
    """Go through requirements that rule each other out: whose they are, and why in words.

    What is required through others counts. Of those that require both of two only the ones
    that name one of them themselves are told of: whoever requires those inherits the fault.

    Args:
        requires: Pairs of what requires and what is required.
        conflicts: Pairs that conflict, each written by one of them or by both.
        alternatives: Pairs of which one is to be chosen, likewise.
    """
    if not requires or not (conflicts or alternatives):
        return
    import networkx

    graph: networkx.DiGraph[str] = networkx.DiGraph(sorted(requires))
    for pairs, wording in ((conflicts, _CONFLICT), (alternatives, _ALTERNATIVE)):
        for one, other in sorted({(min(pair), max(pair)) for pair in pairs}):
            yield from _ruled_out(graph, one, other, wording)


def _ruled_out(
    graph: networkx.DiGraph[str], one: str, other: str, wording: Mapping[int, Text]
) -> Iterator[tuple[str, Text]]:
    import networkx

    if one not in graph or other not in graph:
        return
    need_one, need_other = networkx.ancestors(graph, one), networkx.ancestors(graph, other)
    for here, there, needing in ((one, other, need_other), (other, one, need_one)):
        if here in needing:
            yield here, _worded(wording, here, there)
    if one in need_other or other in need_one:
        return  # whoever requires both of these does so because one requires the other
    for name in sorted(need_one & need_other):
        if graph.has_edge(name, one) or graph.has_edge(name, other):
            yield name, _worded(wording, name, one, other)


def _worded(wording: Mapping[int, Text], *names: str) -> Text:
    return Text({code: line.format(*names) for code, line in wording[len(names)].entries})
