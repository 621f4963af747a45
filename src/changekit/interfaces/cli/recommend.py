"""`changekit recommend`: which concepts answer a need here, and what is missing."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import attrs
import click

from changekit.interfaces.cli.common import Call, nearest_or_none, options, workspace_argument
from changekit.interfaces.cli.terminal import columns_of, fitted, shown, width

if TYPE_CHECKING:
    from changekit.services.catalogue.recommending import Recommendations

SHORT = ("id", "verdict", "evidence", "fit", "record")
"""The columns that stand beside each other; the reasons follow as sentences."""


@click.command("recommend")
@workspace_argument
@click.option("--need", metavar="N", help="A need of the catalogue, such as lead-time.")
@click.option("--text", metavar="T", help="The need in your own words.")
@click.option("--value", metavar="V", help="A value of a rubric, such as siq-13/skills or skills.")
@click.option("--goal", metavar="G", help="A goal of the workspace.")
@click.option(
    "--measure", metavar="M[=VALUE]",
    help="A measure of the workspace that misses its target; its latest reading by default.",
)  # fmt: skip
@click.option("--explain", metavar="ID", help="Show everything behind one of the concepts.")
@options("recommend")
def command(  # each is one way of asking
    call: Call,
    workspace: str | None,
    need: str | None,
    text: str | None,
    value: str | None,
    goal: str | None,
    measure: str | None,
    explain: str | None,
) -> None:
    """Say which concepts answer a need in WORKSPACE: recommended, worth a pilot, or no basis.

    Ask with exactly one of --need, --text, --value, --goal and --measure.
    """
    from changekit.services.catalogue.recommending import recommend

    given = (need, text, value, goal, measure)
    if sum(what is not None for what in given) != 1:
        how = "ask with exactly one of --need, --text, --value, --goal and --measure"
        raise click.UsageError(how)
    opened = nearest_or_none(call, workspace)
    catalogue, language = call.catalogue(opened)
    town = opened.municipality if opened else None
    found = recommend(
        catalogue, town, need=need, text=text, value=value, goal=goal,
        measure=None if measure is None else _fact(measure), language=language,
    )  # fmt: skip
    if explain is None:
        call.finish(opened, found.to_dict(), text=lambda: _listed(found))
    page = found.explain(explain)
    call.finish(opened, {"recommendations": [page.to_dict()]}, text=lambda: shown(page))


def _fact(measure: str) -> dict[str, object]:
    """Return what is said of a measure: its id, and a reading after `=`."""
    name, says, reading = measure.partition("=")
    try:
        return {"measure": name, "value": float(reading) if says else None}
    except ValueError:
        wrong = f"--measure {name}={reading}: the reading must be a number"
        raise click.UsageError(wrong) from None


def _listed(found: Recommendations) -> str:
    """Return the answers as a table, and below it the reasons."""
    if not found.items:
        return shown(found)
    most = width()
    table = attrs.evolve(columns_of(found.table(), SHORT), notice=None)
    said = [reason.to(found.language) for reason in found.reasons()]
    if most:
        said = [textwrap.fill(line, most, subsequent_indent="  ") for line in said]
    return "\n".join([fitted(table, found.language, most), "", *said])
