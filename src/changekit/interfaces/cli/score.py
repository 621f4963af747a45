"""`changekit score`: the initiatives in the order of their scores, with the reasons."""

from __future__ import annotations

import click

from changekit.interfaces.cli.common import Call, options, workspace_argument
from changekit.interfaces.cli.terminal import shown


@click.command("score")
@workspace_argument
@click.option("--profile", default="default", help="A profile of scoring.yaml.")
@click.option("--method", help="Another scorer than the profile's own.")
@click.option("--explain", metavar="ID", help="Explain the score of one initiative.")
@options("score")
def command(
    call: Call, workspace: str | None, profile: str, method: str | None, explain: str | None
) -> None:
    """Rank the initiatives of WORKSPACE, with the reasons."""
    opened = call.open(workspace)
    ranking = opened.score(profile, method=method)
    if explain is None:
        call.finish(opened, ranking.to_dict(), text=lambda: shown(ranking))
    explanation = ranking.explain(explain)
    call.finish(opened, {"explanation": explanation.to_dict()}, text=lambda: str(explanation))
