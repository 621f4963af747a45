"""A dependency graph as boxes in layers, what comes first standing to the left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.figures import Network, NetworkLink, NetworkNode
from changekit.services.dependencies.links import BINDING, Tie
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.services.dependencies.graph import DependencyGraph

__all__ = ["network"]

TITLE = Text(sv="Samband mellan {n} förändringsinitiativ", en="Links between {n} initiatives")
SUMMARY = Text(
    sv="{n} förändringsinitiativ med {links} samband. Det som kommer först står till vänster.",
    en="{n} initiatives with {links} links. What comes first stands to the left.",
)
WITH_CHAIN = Text(
    sv="{told} Den längsta kedjan tar {weeks} veckor och är satt i fetare streck: {names}.",
    en="{told} The longest chain takes {weeks} weeks and is drawn bolder: {names}.",
)


def network(
    graph: DependencyGraph, ids: Iterable[str] | None = None, *, chain: bool = False
) -> Network:
    """Return initiatives and the links between them as boxes and arrows.

    Args:
        graph: The whole graph.
        ids: Those to draw; by default all that have a link.
        chain: Set off the longest chain, and tell by how many weeks each can be late; by default
            only those are drawn then that hang together with it.

    Raises:
        CyclicDependencyError: The chain is wanted, and some wait for each other.
    """
    if chain:
        return _with_chain(graph, ids)
    linked = {name for tie in graph.links for name in (tie.source, tie.target)}
    wanted = linked if ids is None else set(ids)
    ties = [tie for tie in graph.links if {tie.source, tie.target} <= wanted]
    layers = _layers(sorted(wanted), ties)
    nodes = tuple(
        NetworkNode(id=node.id, label=node.title, layer=layers[node.id])
        for node in graph.nodes
        if node.id in wanted
    )
    counts = {"n": len(nodes), "links": len(ties)}
    return Network(
        title=TITLE.format(**counts), summary=SUMMARY.format(**counts), nodes=nodes,
        links=tuple(map(_link, ties)),
    )  # fmt: skip


def _with_chain(graph: DependencyGraph, ids: Iterable[str] | None) -> Network:
    longest, slack = graph.longest_chain(), graph.slack()
    names = longest.initiatives
    group = next((group for group in graph.clusters() if set(names) <= set(group)), names)
    drawn = network(graph, group if ids is None else ids)
    titles = {node.id: node.label for node in drawn.nodes}
    if not names or not set(names) <= set(titles):
        return drawn
    nodes = tuple(attrs.evolve(node, slack=slack[node.id]) for node in drawn.nodes)
    said = {code: ", ".join(titles[name].to(code) for name in names) for code in LANGUAGES}
    told = WITH_CHAIN.format(told=drawn.summary, weeks=longest.weeks, names=Text(said))
    return attrs.evolve(drawn, nodes=nodes, chain=names, summary=told)


def _ends(tie: Tie) -> tuple[str, str]:
    """Return what comes first in time, or helps, and the other."""
    return (tie.target, tie.source) if tie.kind in BINDING else (tie.source, tie.target)


def _link(tie: Tie) -> NetworkLink:
    first, then = _ends(tie)
    return NetworkLink(first=first, then=then, kind=tie.kind, why=tie.reason)


def _layers(names: list[str], ties: Iterable[Tie]) -> Mapping[str, int]:
    """Return the length of the longest way to each, links that bind alone counted.

    Ours: as many rounds as there are initiatives, so that a circle does not go on for ever; its
    initiatives then stand in as many layers as it has members, and arrows lead back.
    """
    layers = dict.fromkeys(names, 0)
    pairs = sorted({_ends(tie) for tie in ties if tie.kind in (*BINDING, "enables")})
    for _ in names:
        before = dict(layers)
        for first, then in pairs:
            layers[then] = min(max(layers[then], layers[first] + 1), len(names) - 1)
        if layers == before:
            break
    return _packed(layers)


def _packed(layers: Mapping[str, int]) -> Mapping[str, int]:
    used = {layer: at for at, layer in enumerate(sorted(set(layers.values())))}
    return {name: used[layer] for name, layer in layers.items()}
