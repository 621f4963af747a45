"""`changekit graph`: what waits for what."""

from __future__ import annotations

import click

from changekit.interfaces.cli.common import Call, options, workspace_argument


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
        call.finish(opened, impact.to_dict(), text=lambda: str(impact))
    if if_late:
        impact = graph.if_late(if_late, weeks)
        call.finish(opened, impact.to_dict(), text=lambda: str(impact))
    if call.as_json or form == "json":
        call.printing_json().finish(opened, graph.to_dict())
    call.finish(opened, {}, text=lambda: opened.export(form))
