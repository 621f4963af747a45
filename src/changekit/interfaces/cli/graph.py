"""`changekit graph`: what waits for what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from changekit.interfaces.cli.common import Call, options, workspace_argument
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from changekit.interfaces.cli.graph_answers import Answer
    from changekit.services.dependencies import DependencyGraph
    from changekit.workspace import Workspace


@click.command("graph")
@workspace_argument
@click.option(
    "--format", "form", default="mermaid",
    help="mermaid, dot, graphml, json, or a format that a plugin brings.",
)  # fmt: skip
@click.option("--cycles", is_flag=True, help="Say what waits for itself, and what opens it.")
@click.option("--chain", is_flag=True, help="Say which chain takes longest, and what has slack.")
@click.option("--impact", metavar="ID", help="Say what follows if an initiative is dropped.")
@click.option("--delay", type=click.IntRange(1, 520), help="With --impact: late by so many weeks.")
@click.option("--clusters", is_flag=True, help="Say what can be planned apart.")
@click.option("--coupling", is_flag=True, help="Say what shares a role or unit without a link.")
@click.option("--bottlenecks", is_flag=True, help="Say through what most is ordered.")
@click.option("--reduced", is_flag=True, help="Leave out links that others say already.")
@click.option(
    "--top",
    type=click.IntRange(1),
    default=20,
    help="How many to list of each.",
    show_default=True,
)
@click.option("--if-dropped", metavar="ID", help="Say what breaks if an initiative is dropped.")
@click.option("--if-late", metavar="ID", help="Say what moves if an initiative is late.")
@click.option("--weeks", type=click.IntRange(1, 520), help="With --if-late: how late; else 4.")
@options("graph")
def command(call: Call, workspace: str | None, **asked: Any) -> None:  # Any: values of options
    """Show what waits for what in WORKSPACE."""
    if asked["delay"] and not asked["impact"]:
        alone = Text(sv="--delay hör ihop med --impact", en="--delay goes with --impact")
        raise click.UsageError(alone.to(call.tongue()))
    if asked["weeks"] is not None and not asked["if_late"]:
        alone = Text(sv="--weeks hör ihop med --if-late", en="--weeks goes with --if-late")
        raise click.UsageError(alone.to(call.tongue()))
    opened = call.open(workspace)
    graph = opened.graph()
    answers = _answers(graph, asked)
    if answers:
        body = {key: value for answer in answers for key, value in answer.body.items()}
        words = "\n\n".join(answer.text.to(opened.language) for answer in answers)
        call.finish(opened, body, text=words)
    if asked["reduced"]:
        graph = graph.reduced()
    _whole(call, opened, graph, asked["form"])


def _answers(graph: DependencyGraph, asked: Mapping[str, Any]) -> list[Answer]:
    """Return the answers to all that was asked, in one order."""
    from changekit.interfaces.cli import graph_answers as told

    top, impact, delay = asked["top"], asked["impact"], asked["delay"]
    calls: dict[str, Callable[[], Answer]] = {
        "cycles": lambda: told.cycles(graph, top),
        "chain": lambda: told.chain(graph, top),
        "impact": lambda: told.delay(graph, impact, delay) if delay else told.drop(graph, impact),
        "clusters": lambda: told.clusters(graph, top),
        "coupling": lambda: told.coupling(graph, top),
        "bottlenecks": lambda: told.bottlenecks(graph, top),
        "if_dropped": lambda: told.drop(graph, asked["if_dropped"]),
        "if_late": lambda: told.late(graph, asked["if_late"], asked["weeks"] or 4),
    }
    return [answer() for name, answer in calls.items() if asked[name]]


def _whole(call: Call, opened: Workspace, graph: DependencyGraph, form: str) -> None:
    """Print the whole graph in a format."""
    from changekit.services.dependencies import exported

    text = "" if form == "json" else exported(graph.graph, form, opened.plugins.exporters)
    if call.as_json or form == "json":
        call.printing_json().finish(opened, graph.to_dict())
    call.finish(opened, {}, text=text)
