"""`changekit plan`: which initiatives start when, which are left out, and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from changekit.interfaces.cli.common import Call, options, workspace_argument

if TYPE_CHECKING:
    from changekit.services.planning import Plan
    from changekit.workspace import Workspace


@click.command("plan")
@workspace_argument
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text",
    help="How the plan is printed.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Write the plan to a .csv, .xlsx or .json file.",
)  # fmt: skip
@click.option("--engine", default="greedy", help="The planning engine.")
@click.option("--moves", type=click.IntRange(0), help="How many moves to try.")
@click.option(
    "--seconds", type=click.FloatRange(0, min_open=True),
    help="A time limit instead of moves; the plan cannot be repeated exactly.",
)  # fmt: skip
@click.option("--seed", type=click.IntRange(0), default=0, help="Where the random moves start.")
@click.option("--explain", metavar="ID", help="Explain the place of one initiative.")
@options("plan")
def command(  # noqa: PLR0913, PLR0917  # one for each option
    call: Call,
    workspace: str | None,
    form: str,
    out: Path | None,
    engine: str,
    moves: int | None,
    seconds: float | None,
    seed: int,
    explain: str | None,
) -> None:
    """Say which initiatives of WORKSPACE start when, which are left out, and why."""
    opened = call.open(workspace)
    plan = _planned(opened, engine=engine, moves=moves, seconds=seconds, seed=seed)
    if explain is not None:
        explanation = plan.explain(explain)
        call.finish(opened, {"explanation": explanation.to_dict()}, text=lambda: str(explanation))
    if out is not None:
        from changekit.interfaces.report import write_plan

        write_plan(plan, out)
    if form == "csv":
        call.finish(opened, plan.to_dict(), text=lambda: plan.table().to_csv(opened.language))
    form_call = call.printing_json() if form == "json" else call
    findings = opened.findings.joined(plan.findings)
    form_call.finish(opened, plan.to_dict(), text=lambda: str(plan), findings=findings)


def _planned(
    opened: Workspace, *, engine: str, moves: int | None, seconds: float | None, seed: int
) -> Plan:
    """Plan, with a progress bar on a terminal; Ctrl-C returns the best plan so far."""
    if not sys.stderr.isatty():
        return opened.plan(engine=engine, moves=moves, seconds=seconds, seed=seed)
    from changekit.interfaces.cli.progress import watched

    with watched(opened.language) as (progress, cancel):
        return opened.plan(
            engine=engine,
            moves=moves,
            seconds=seconds,
            seed=seed,
            progress=progress,
            cancel=cancel,
        )
