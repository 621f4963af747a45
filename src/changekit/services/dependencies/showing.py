"""Links as a table for people, nodes and links as plain data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from changekit.tables import Column, Table
from changekit.text import Text, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.services.dependencies.links import Node, Tie

__all__ = ["KINDS", "link_table", "plain_node", "plain_tie"]

KINDS: Mapping[str, Text] = {
    "requires": Text(sv="kräver", en="requires"),
    "follows": Text(sv="följer efter", en="follows"),
    "enables": Text(sv="underlättar", en="enables"),
    "conflicts": Text(sv="står i konflikt med", en="conflicts with"),
    "alternative-to": Text(sv="är ett alternativ till", en="is an alternative to"),
}
"""What each kind of link is called between the two that it joins."""


def link_table(ties: Iterable[Tie], notice: Text | None) -> Table:
    """Return one row for each link."""
    columns = (
        Column("source", Text(sv="Förändringsinitiativ", en="Initiative")),
        Column("kind", Text(sv="Länk", en="Link")),
        Column("target", Text(sv="Till", en="To")),
        Column("lag_weeks", Text(sv="Veckor emellan", en="Weeks between"), "number"),
        Column("reason", Text(sv="Skäl", en="Reason")),
    )
    rows = tuple(
        (tie.source, KINDS[tie.kind], tie.target, tie.lag_weeks, tie.reason)
        for tie in sorted(ties, key=lambda tie: (sort_key(tie.source), sort_key(tie.target)))
    )
    title = Text(sv="Beroenden", en="Dependencies")
    return Table(title=title, columns=columns, rows=rows, notice=notice)


def plain_node(node: Node, language: str) -> dict[str, Any]:  # Any: JSON values
    """Return a node as JSON values."""
    return {
        "id": node.id, "title": node.title.to(language), "kind": node.kind,
        "status": node.status, "weeks": node.weeks,
    }  # fmt: skip


def plain_tie(tie: Tie, language: str) -> dict[str, Any]:  # Any: JSON values
    """Return a link as JSON values."""
    return {
        "source": tie.source, "target": tie.target, "kind": tie.kind,
        "reason": tie.reason.to(language) if tie.reason else None, "lag_weeks": tie.lag_weeks,
    }  # fmt: skip
