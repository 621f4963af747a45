"""`changekit score`: the initiatives in the order of their scores, with the reasons."""

from __future__ import annotations

from typing import Any

import click

from changekit.interfaces.cli.common import Call, options, workspace_argument
from changekit.interfaces.cli.terminal import shown


@click.command("score")
@workspace_argument
@click.option("--profile", default="default", help="A profile of scoring.yaml.")
@click.option("--method", help="Another scorer than the profile's own.")
@click.option("--voice", metavar="ID", help="Score by the weights of one voice.")
@click.option("--scenario", metavar="ID", help="Score in one of the profile's scenarios.")
@click.option("--explain", metavar="ID", help="Explain the score of one initiative.")
@click.option("--steps", is_flag=True, help="Show the numbers on the way to the scores.")
@click.option("--compare", metavar="A B", nargs=2, help="Why A above B, and what would turn it.")
@click.option(
    "--top", metavar="K", type=int, help="Which weights and unknown values change the best K."
)
@click.option("--voices", is_flag=True, help="Show a group decision: each voice apart.")
@click.option("--scenarios", is_flag=True, help="Show every scenario, and what can be regretted.")
@click.option("--robustness", is_flag=True, help="How far the ranking holds: other weights.")
@click.option("--draws", type=click.IntRange(1), help="How many weights are drawn.")
@click.option("--seed", type=click.IntRange(0), default=0, help="Where chance starts.")
@click.option("--weights", metavar="KIND", help="Drawn: uniform, ranges, order or profile.")
@click.option("--methods", metavar="A,B", help="Compare with the rankings of other scorers.")
@click.option("--check-method", is_flag=True, help="Whether dropping one reorders the others.")
@options("score")
def command(
    call: Call,
    workspace: str | None,
    profile: str,
    method: str | None,
    voice: str | None,
    scenario: str | None,
    **asked: Any,  # Any: what `answers` takes, by the names of the options
) -> None:
    """Rank the initiatives of WORKSPACE, with the reasons."""
    from changekit.interfaces.cli import reasons, robust

    opened = call.open(workspace)
    ranking = opened.score(profile, method=method, voice=voice, scenario=scenario)
    found = [*reasons.answers(ranking, asked), *robust.answers(opened, ranking, asked)]
    body = ranking.to_dict() | {key: answer for key, answer, _ in found}
    told = "\n\n".join(text for _, _, text in found)
    call.finish(opened, body, text=lambda: told or shown(ranking))
