"""What hangs together without a link: the same key role, the same unit."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

import attrs

from changekit.services.dependencies.compiled import CompiledGraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.services.dependencies.graph import DependencyGraph
    from changekit.services.dependencies.links import Node

__all__ = ["Coupling", "Couplings", "apart", "couplings"]

PAIRS = 200_000
"""Ours: how many pairs are looked at, those with the rarest role or unit in common first."""


@attrs.frozen(kw_only=True)
class Coupling:
    """Two initiatives that no link joins, and what they share.

    Attributes:
        initiatives: The two ids, in order.
        roles: Key roles that both need.
        units: Units that both load, or that answer for them.
    """

    initiatives: tuple[str, str]
    roles: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Couplings:
    """Pairs that share something, those with most key roles in common first, then units.

    Attributes:
        pairs: The pairs that are listed.
        total: How many were found.
        complete: Whether all there are were found; not where more than 200,000 share something.
    """

    pairs: tuple[Coupling, ...]
    total: int
    complete: bool

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the pairs as JSON values."""
        return attrs.asdict(self)


def couplings(graph: DependencyGraph, *, limit: int) -> Couplings:
    """Return pairs of open initiatives that share a key role or a unit and have no link.

    Ours: a key role that two need holds them back more than a unit that both load, so pairs
    are ordered by the number of roles they share, then of units, then by ids.
    """
    linked = {frozenset((tie.source, tie.target)) for tie in graph.links}
    nodes = {node.id: node for node in graph.nodes if not node.over}
    groups = sorted(_sharing(nodes).items(), key=lambda item: (len(item[1]), item[0]))
    found: set[tuple[str, str]] = set()
    looked, complete = 0, True
    for _, members in groups:
        looked += len(members) * (len(members) - 1) // 2
        if looked > PAIRS:
            complete = False
            break
        found.update(pair for pair in combinations(members, 2) if frozenset(pair) not in linked)
    pairs = [_coupling(nodes[one], nodes[other]) for one, other in found]
    pairs.sort(key=lambda pair: (-len(pair.roles), -len(pair.units), pair.initiatives))
    return Couplings(pairs=tuple(pairs[:limit]), total=len(pairs), complete=complete)


def _coupling(one: Node, other: Node) -> Coupling:
    return Coupling(
        initiatives=(one.id, other.id), roles=tuple(sorted(one.roles & other.roles)),
        units=tuple(sorted(one.units & other.units)),
    )  # fmt: skip


def _sharing(
    nodes: Mapping[str, Node],
) -> Mapping[tuple[Literal["role", "unit"], str], list[str]]:
    """Return who needs each key role and who loads each unit, in order of ids."""
    groups: dict[tuple[Literal["role", "unit"], str], list[str]] = defaultdict(list)
    for name in sorted(nodes):
        for role in nodes[name].roles:
            groups["role", role].append(name)
        for unit in nodes[name].units:
            groups["unit", unit].append(name)
    return groups


def apart(graph: DependencyGraph, *, sharing: bool) -> tuple[tuple[str, ...], ...]:
    """Return groups that nothing joins, of two or more, the largest first."""
    pairs = [(graph.number(tie.source), graph.number(tie.target)) for tie in graph.links]
    if sharing:
        nodes = {node.id: node for node in graph.nodes if not node.over}
        for members in _sharing(nodes).values():
            first = graph.number(members[0])
            pairs += [(first, graph.number(name)) for name in members[1:]]
    joined = CompiledGraph.of(
        len(graph.ids), [one for one, _ in pairs], [other for _, other in pairs],
        labels=graph.ids,
    )  # fmt: skip
    return tuple(group for group in joined.components() if len(group) > 1)
