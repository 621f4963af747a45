"""Circles: initiatives that wait for themselves, and links that contradict each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import attrs
import networkx

from changekit.services.dependencies.feedback import cheapest_cuts
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from changekit.services.dependencies.links import Tie

    Link = tuple[Any, Any]  # Any: labels that can be sorted

__all__ = ["Contradiction", "Cycles", "contradictions", "cycles"]


@attrs.frozen(kw_only=True)
class Cycles:
    """Circles of initiatives that wait for each other.

    Attributes:
        paths: Each circle as ids, first and last the same, each waiting for the next; the
            shortest first. Every path begins with its first id in order.
        complete: Whether these are all there are; else they are the shortest through each link,
            or, of very many links, through those in `cuts`.
        cuts: Links by (source, target) whose removal opens all circles, listed or not, the one
            that opens most of those listed first.
        cost: What the removal of `cuts` costs.
        exact: Whether no other links cost less; false where more than 16 wait for each other.
        cheapest: By path: its link whose removal costs least; of equals one that is in `cuts`.
    """

    paths: tuple[tuple[Any, ...], ...]  # Any: ids, or labels of a graph that was compiled
    complete: bool
    cuts: tuple[tuple[Any, Any], ...]
    cost: int = 0
    exact: bool = True
    cheapest: tuple[tuple[Any, Any], ...] = ()

    def __len__(self) -> int:
        """Return the number of circles that are listed."""
        return len(self.paths)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the circles as JSON values."""
        return {
            "cycles": [list(path) for path in self.paths],
            "cheapest": [list(link) for link in self.cheapest],
            "cuts": [list(link) for link in self.cuts],
            "cost": self.cost,
            "exact": self.exact,
            "complete": self.complete,
        }


@attrs.frozen(kw_only=True)
class Contradiction:
    """Links that cannot all be meant.

    Attributes:
        kind: `requires-each-other`, `requires-and-conflicts`, `requires-alternative`,
            `requires-both-alternatives` or `follows-against-requires`.
        initiatives: Those whose links contradict, then those they name.
    """

    kind: str
    initiatives: tuple[str, ...]
    text: Text

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the contradiction as JSON values."""
        return {
            "kind": self.kind,
            "initiatives": list(self.initiatives),
            "text": self.text.to(language),
        }


WORDING: Mapping[str, Text] = {
    "requires-each-other": Text(
        sv="{0} kräver {1} och {1} kräver {0}: ingen av dem kan börja",
        en="{0} requires {1} and {1} requires {0}: neither can begin",
    ),
    "requires-and-conflicts": Text(
        sv="{0} kräver {1} som den också står i konflikt med: den ena länken är fel eller onödig",
        en="{0} requires {1}, which it also conflicts with: one of the links is wrong or needless",
    ),
    "requires-alternative": Text(
        sv="{0} kräver {1}, direkt eller genom andra, men bara en av dem ska göras",
        en="{0} requires {1}, directly or through others, but only one of the two is to be done",
    ),
    "requires-both-alternatives": Text(
        sv="{0} kräver både {1} och {2}, men bara en av dessa ska göras",
        en="{0} requires both {1} and {2}, but only one of these is to be done",
    ),
    "follows-against-requires": Text(
        sv="{0} kräver {1} men {1} ska följa efter {0}",
        en="{0} requires {1}, but {1} is to follow {0}",
    ),
}


MANY = 2_000
"""Ours: of more links than this on circles, only the circles through `cuts` are listed."""


def cycles(
    pairs: Iterable[Link], *, limit: int = 100, costs: Mapping[Link, int] | None = None
) -> Cycles:
    """Return the circles among (what waits, what it waits for) pairs.

    Ours: where there are more than `limit`, of which there can be endlessly many, the shortest
    circle through each link is listed instead, and of these the first `limit`.

    Source: Johnson (1975), SIAM Journal on Computing 4(1), 77-84, as networkx has it.

    Args:
        pairs: Links between labels that can be sorted.
        limit: How many circles to list at most.
        costs: What it costs to take a link away, 1 or more; 1 where it does not say.

    >>> cycles([("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]).paths
    (('a', 'b', 'c', 'a'),)
    """
    graph: networkx.DiGraph[Any] = networkx.DiGraph(sorted(set(pairs)))
    knots = [knot for knot in networkx.strongly_connected_components(graph) if len(knot) > 1]
    loops = [node for node in graph if graph.has_edge(node, node)]
    inside = graph.subgraph({*loops, *(node for knot in knots for node in knot)})
    prices = {link: (costs or {}).get(link, 1) for link in sorted(inside.edges)}
    cuts, exact = cheapest_cuts(prices)
    found, complete = _found(inside, cuts, limit)
    paths = sorted({_turned(path) for path in found}, key=lambda path: (len(path), path))[:limit]
    opened = Counter(link for path in paths for link in pairwise(path))
    return Cycles(
        paths=tuple(paths),
        complete=complete,
        cuts=tuple(sorted(cuts, key=lambda link: (-opened[link], link))),
        cost=sum(prices[link] for link in cuts),
        exact=exact,
        cheapest=tuple(
            min(pairwise(path), key=lambda link: (prices[link], link not in cuts, link))
            for path in paths
        ),
    )


def _found(
    graph: networkx.DiGraph[Any], cuts: Iterable[Link], limit: int
) -> tuple[list[list[Any]], bool]:
    """Return circles, and whether they are all there are."""
    if graph.number_of_edges() > MANY:
        return _shortest(graph, islice(sorted(cuts), limit)), False
    found = list(islice(networkx.simple_cycles(graph), limit + 1))
    if len(found) <= limit:
        return found, True
    return _shortest(graph, graph.edges), False


def _shortest(graph: networkx.DiGraph[Any], links: Iterable[Link]) -> list[list[Any]]:
    """Return the shortest circle through each of some links, where it lies on one."""
    return [
        networkx.shortest_path(graph, target, source)
        for source, target in links
        if networkx.has_path(graph, target, source)
    ]


def _turned(path: Sequence[Any]) -> tuple[Any, ...]:
    first = path.index(min(path))
    return (*path[first:], *path[:first], path[first])


def contradictions(ties: Iterable[Tie]) -> tuple[Contradiction, ...]:
    """Return the links that cannot all be meant, in the order of kinds and ids."""
    pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for tie in ties:
        pairs[tie.kind].add((tie.source, tie.target))
    requires, conflicts = pairs["requires"], _both_ways(pairs["conflicts"])
    found = {
        *(("requires-each-other", a, b) for a, b in requires if (b, a) in requires and a < b),
        *(("requires-and-conflicts", a, b) for a, b in requires if (a, b) in conflicts),
        *(("follows-against-requires", a, b) for a, b in requires if (b, a) in pairs["follows"]),
        *_alternatives(requires, pairs["alternative-to"]),
    }
    return tuple(
        Contradiction(kind=kind, initiatives=tuple(names), text=_worded(kind, names))
        for kind, *names in sorted(found)
    )


def _alternatives(
    requires: set[tuple[str, str]], alternatives: set[tuple[str, str]]
) -> set[tuple[str, ...]]:
    if not alternatives:
        return set()
    graph: networkx.DiGraph[str] = networkx.DiGraph(list(requires))
    graph.add_nodes_from(name for pair in alternatives for name in pair)
    found: set[tuple[str, ...]] = set()
    for a, b in {(min(pair), max(pair)) for pair in alternatives}:
        need_a, need_b = networkx.ancestors(graph, a), networkx.ancestors(graph, b)
        if a in need_b:
            found.add(("requires-alternative", a, b))
        if b in need_a:
            found.add(("requires-alternative", b, a))
        # Those that need both through one of the two are told of already.
        both = need_a & need_b - {a, b} if a not in need_b and b not in need_a else set()
        found |= {("requires-both-alternatives", name, a, b) for name in both}
    return found


def _both_ways(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return pairs | {(b, a) for a, b in pairs}


def _worded(kind: str, names: Sequence[str]) -> Text:
    return Text({code: line.format(*names) for code, line in WORDING[kind].entries})
