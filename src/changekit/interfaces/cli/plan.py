"""`changekit plan`: which initiatives start when, which are left out, and why."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import click

from changekit.interfaces.cli.common import (
    Call,
    options,
    overwrite_option,
    refuse_replacing,
    workspace_argument,
)
from changekit.interfaces.cli.terminal import columns_of, fitted, width
from changekit.rules import SEVERITIES
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from changekit.services.planning import Plan
    from changekit.tables import Cell
    from changekit.workspace import Workspace


@click.command("plan")
@workspace_argument
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text",
    help="How the plan is printed.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Write the plan to a .csv, .xlsx, .json or .ics (calendar) file.",
)  # fmt: skip
@overwrite_option
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
    overwrite: bool,
    engine: str,
    moves: int | None,
    seconds: float | None,
    seed: int,
    explain: str | None,
) -> None:
    """Say which initiatives of WORKSPACE start when, which are left out, and why."""
    opened = call.open(workspace)
    if out is not None:
        refuse_replacing(opened, [out], overwrite=overwrite)
    plan = _planned(opened, engine=engine, moves=moves, seconds=seconds, seed=seed)
    findings = opened.findings.joined(plan.findings)
    if explain is not None:
        told = plan.explain(explain)
        answer = {"explanation": told.to_dict()}
        call.finish(opened, answer, text=lambda: str(told), findings=findings)
    body = plan.to_dict()
    if out is not None:
        from changekit.interfaces.report import write_plan

        write_plan(plan, out)
        body["written"] = [{"file": str(out), "guessed": []}]
    form_call = call.printing_json() if form == "json" else call
    form_call.finish(opened, body, text=lambda: _words(plan, form, out), findings=findings)


SHOWN = ("id", "title", "state", "start", "end", "why")
LONG = 24
"""Ours: an id longer than this is made of words, so that its title would say the same again."""
_LAST = {"paused": 1, "left-out": 2, "done": 3}
TOLD = 8
"""Ours: more findings than this are counted, so that the sum of the plan is not scrolled away."""
MORE = Text(sv="... och {n} till (--json visar alla)", en="... and {n} more (--json has them all)")
COUNTED_FROM = Text(sv="Räknat från {day}.", en="Counted from {day}.")


def _words(plan: Plan, form: str, out: Path | None) -> str:
    if form == "csv":
        return plan.table().to_csv(plan.language)
    return plan_text(plan) if out is None else f"{_closing(plan)}\n{out}"


def plan_text(plan: Plan) -> str:
    """Return a plan for people: what is to be done by start, the rest below, then the sum of it.

    The table has the columns that fit a screen; the rest is in the CSV and in `--explain`.
    """
    table = plan.table()
    places = plan.places

    def by_start(row: Sequence[Cell]) -> tuple[int, str, str]:
        place = places[str(row[0])]
        return (_LAST.get(place.state, 0), str(place.start), place.id)

    rows = sorted(table.rows, key=by_start)
    wordy = any(len(name) > LONG for name in places)
    wanted = [name for name in SHOWN if not (wordy and name == "title")]
    ordered = attrs.evolve(table, rows=tuple(rows), notice=None)
    shown = fitted(columns_of(ordered, wanted), plan.language, width())
    return f"{shown}\n\n{_closing(plan)}"


def _closing(plan: Plan) -> str:
    """Return what a plan says in a few sentences, what is wrong with it, and what it is of."""
    day = COUNTED_FROM.format(day=plan.as_of)
    texts = [f"{plan.summary().to(plan.language)} {day.to(plan.language)}"]
    if plan.notice:
        texts.append(plan.notice.to(plan.language))
    most = width()
    lines = [line for text in texts for line in (textwrap.wrap(text, most) if most else [text])]
    return "\n".join([*_findings(plan), *lines])


def _findings(plan: Plan) -> list[str]:
    """Return what is wrong with the plan, a line each, the worst first; many are counted."""
    ordered = sorted(plan.findings, key=lambda item: SEVERITIES.index(item.severity))
    told = attrs.evolve(plan.findings, items=tuple(ordered[:TOLD]))
    more = MORE.format(n=len(ordered) - TOLD).to(plan.language)
    return [*told.to_text().splitlines(), *([more] if len(ordered) > TOLD else [])]


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
