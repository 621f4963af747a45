"""`changekit graph`: what waits for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from changekit.interfaces.cli.common import Call, options, workspace_argument

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.services.dependencies import Impact, Move
    from changekit.workspace import Workspace


@click.command("graph")
@workspace_argument
@click.option(
    "--format", "form", default="mermaid",
    help="mermaid, dot, graphml, json, or a format that a plugin brings.",
)  # fmt: skip
@click.option("--if-dropped", metavar="ID", help="Say what breaks if an initiative is dropped.")
@click.option("--if-late", metavar="ID", help="Say what moves if an initiative is late.")
@click.option("--weeks", type=click.IntRange(1, 520), default=4, help="How late, in weeks.")
@options("graph")
def command(  # one for each option
    call: Call,
    workspace: str | None,
    form: str,
    if_dropped: str | None,
    if_late: str | None,
    weeks: int,
) -> None:
    """Show what waits for what in WORKSPACE."""
    opened = call.open(workspace)
    graph = opened.graph()
    if if_dropped:
        impact = graph.if_dropped(if_dropped)
        call.finish(opened, {"impact": impact.to_dict()}, text=lambda: _impact(impact, opened))
    if if_late:
        moves = graph.if_late(if_late, weeks)
        body = {"moves": [move.to_dict() for move in moves]}
        call.finish(opened, body, text=lambda: _moves(moves, opened))
    text = "" if form == "json" else opened.export(form)
    if call.as_json or form == "json":
        call.printing_json().finish(opened, graph.to_dict())
    call.finish(opened, {}, text=text)


_WORDS = {
    "sv": {
        "lost": "kan inte göras", "freed": "slipper vänta", "without_help": "blir svårare",
        "possible": "blir möjliga", "none": "inget ändras", "later": "{n} veckor senare",
    },
    "en": {
        "lost": "cannot be done", "freed": "need not wait", "without_help": "become harder",
        "possible": "become possible", "none": "nothing changes", "later": "{n} weeks later",
    },
}  # fmt: skip


def _impact(impact: Impact, opened: Workspace) -> str:
    words = _WORDS.get(opened.language, _WORDS["en"])
    parts = {
        "lost": impact.lost,
        "freed": impact.freed,
        "without_help": impact.without_help,
        "possible": impact.possible,
    }
    lines = [f"{words[name]}: {', '.join(ids)}" for name, ids in parts.items() if ids]
    return "\n".join(lines) or words["none"]


def _moves(moves: Iterable[Move], opened: Workspace) -> str:
    words = _WORDS.get(opened.language, _WORDS["en"])
    lines = [f"{move.initiative}: {words['later'].format(n=move.weeks)}" for move in moves]
    return "\n".join(lines) or words["none"]
