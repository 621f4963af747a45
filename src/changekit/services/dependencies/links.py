"""Nodes and links of the dependency graph, from a municipality or from any networkx graph."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any, get_args

import attrs

from changekit.errors import InvalidValueError
from changekit.model.initiative import LinkKind
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx

    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

__all__ = [
    "ASSUMED_WEEKS", "BINDING", "Node", "Tie", "from_municipality", "from_networkx",
    "typical_weeks",
]  # fmt: skip

BINDING = frozenset({"requires", "follows"})
"""The kinds of link that say what comes first; the others say nothing of order."""
ASSUMED_WEEKS = 12
"""Ours: how long an initiative takes where no initiative says how long it takes."""


@attrs.frozen(kw_only=True)
class Node:
    """An initiative in the graph.

    Attributes:
        kind: What sort of change it is, None where nobody said.
        weeks: How long it takes, None where nobody said.
        value: Between which ends the value of a week lies, None where nobody said.
        value_unit: The unit of that value.
        units: The units that it loads, and the one that answers for it.
        roles: The key roles that it needs.
    """

    id: str
    title: Text
    kind: str | None = None
    status: str | None = None
    weeks: int | None = None
    value: tuple[float, float] | None = None
    value_unit: str | None = None
    units: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    @property
    def over(self) -> bool:
        """Whether it is done or stopped, and takes no more weeks."""
        return self.status in ("done", "stopped")

    @property
    def assumed(self) -> bool:
        """Whether the weeks that it will take have to be assumed."""
        return self.weeks is None and not self.over


@attrs.frozen(kw_only=True)
class Tie:
    """A link as it was written: the source has the link, the target is what it names."""

    source: str
    target: str
    kind: str
    reason: Text | None = None
    lag_weeks: int = 0


def from_municipality(municipality: Municipality) -> tuple[list[Node], list[Tie]]:
    """Return the initiatives and their links, also those that name nothing known."""
    nodes, ties = [], []
    for item in municipality.initiatives:
        nodes.append(
            Node(
                id=item.id, title=item.title, kind=item.kind, status=item.status,
                weeks=item.weeks, value=item.value.ends if item.value else None,
                value_unit=item.value.unit if item.value else None, units=_units(item),
                roles=frozenset(need.role for need in item.roles),
            )
        )  # fmt: skip
        for link in item.links:
            lag = 0 if link.to == item.id else link.lag_weeks
            ties.append(
                Tie(source=item.id, target=link.to, kind=link.kind, reason=link.why, lag_weeks=lag)
            )
    return nodes, ties


def _units(item: Initiative) -> frozenset[str]:
    owner = {item.owner.unit} if item.owner else set()
    return frozenset(owner | {load.unit for load in item.load})


def from_networkx(
    graph: networkx.DiGraph[Any],
    *,
    kind: LinkKind,  # Any: labels of any kind
) -> tuple[list[Node], list[Tie]]:
    """Return the nodes and links of any directed graph, labels as text.

    Raises:
        InvalidValueError: Two labels read the same, an edge has an unknown kind, or weeks are
            not whole numbers of 0 or more.
    """
    names = [str(label) for label in graph]
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        msg = f"two nodes of the graph are both called {twice!r}"
        raise InvalidValueError(msg)
    nodes = [
        Node(
            id=str(label),
            title=_text(facts.get("title")) or Text.plain(str(label)),
            kind=facts.get("kind"),
            status=facts.get("status"),
            weeks=_weeks(facts.get("weeks"), f"node {label!r}, weeks"),
        )
        for label, facts in graph.nodes(data=True)
    ]
    ties = [
        Tie(
            source=str(source),
            target=str(target),
            kind=_kind(facts.get("kind") or kind, source, target),
            reason=_text(facts.get("reason")),
            lag_weeks=_weeks(facts.get("lag_weeks"), f"edge {source!r} -> {target!r}, lag") or 0,
        )
        for source, target, facts in graph.edges(data=True)
    ]
    return nodes, ties


def _text(value: object) -> Text | None:
    return value if isinstance(value, Text) else Text.plain(str(value)) if value else None


def _weeks(value: object, where: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        msg = f"{where} must be a whole number of 0 or more, got {value!r}"
        raise InvalidValueError(msg)
    return value


def _kind(kind: str, source: object, target: object) -> str:
    kinds = get_args(LinkKind)
    if kind not in kinds:
        known = ", ".join(kinds)
        msg = f"edge {source!r} -> {target!r}: kind must be one of {known}, got {kind!r}"
        raise InvalidValueError(msg)
    return kind


def typical_weeks(nodes: Iterable[Node]) -> int:
    """Return how long an initiative takes that does not say so.

    Ours: the median of those that say it, rounded, else 12 weeks: what a plan takes, too.

    >>> typical_weeks([Node(id="a", title=Text(), weeks=8), Node(id="b", title=Text(), weeks=14)])
    11
    """
    known = [node.weeks for node in nodes if node.weeks is not None]
    return round(statistics.median(known)) if known else ASSUMED_WEEKS
