"""Links of order that other links say already."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from changekit.services.dependencies.graph import DependencyGraph
    from changekit.services.dependencies.links import Tie

__all__ = ["needless"]


def needless(graph: DependencyGraph) -> tuple[Tie, ...]:
    """Return links that can be left out, and nothing changes; the graph has no circles.

    A `requires` link is needless where a longer way of `requires` links leads to the same, and a
    `follows` link where any way of these does. What only follows is no way around, because it
    may be left out of a plan. A link with weeks between is always kept, and of links that say
    the same twice the first.

    Source: Aho, Garey & Ullman (1972), SIAM Journal on Computing 1(2), 131-137.
    """
    required = graph.required
    stays = required.needed()
    kept = {link for link, needed in zip(required.links(), stays, strict=True) if needed}
    found: list[Tie] = []
    seen: set[tuple[str, str, str]] = set()
    for tie in graph.links:
        key = (tie.source, tie.target, tie.kind)
        if tie.lag_weeks or tie.kind not in ("requires", "follows"):
            continue
        if key in seen or _said(graph, tie, kept):
            found.append(tie)
        seen.add(key)
    return tuple(found)


def _said(graph: DependencyGraph, tie: Tie, kept: set[tuple[str, str]]) -> bool:
    if tie.kind == "requires":
        return (tie.target, tie.source) not in kept
    behind = graph.required.behind.reach(graph.number(tie.source))
    return bool(behind[graph.number(tie.target)])
