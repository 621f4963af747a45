"""`changekit report`: one HTML file that works offline, or one page for a management group."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from changekit.interfaces.cli.common import (
    Call,
    options,
    overwrite_option,
    refuse_replacing,
    workspace_argument,
)

if TYPE_CHECKING:
    from changekit.services.planning import Plan
    from changekit.services.planning.changes.replanning import Replan


class Shown(TypedDict, total=False):
    """What a report shows: a plan, or one beside an earlier one."""

    plan: Plan
    replanned: Replan


FIGURES = ("units", "load", "plan")
PICTURES = (".svg", ".png")


@click.command("report")
@workspace_argument
@click.option(
    "--for", "audience", type=click.Choice(["everyone", "management"]), default="everyone",
    help="management: one page that a management group reads in five minutes.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="The HTML file; figures and the plan as XLSX are written beside it for management.",
)  # fmt: skip
@overwrite_option
@click.option("--seed", type=click.IntRange(0), default=0, help="The seed of the plan.")
@click.option("--moves", type=click.IntRange(0), help="How many moves the plan may try.")
@click.option(
    "--against", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Keep to an earlier plan (the plan --json output), and show every move with its cause.",
)  # fmt: skip
@options("report")
def command(  # one for each option
    call: Call,
    workspace: str | None,
    audience: str,
    out: Path | None,
    overwrite: bool,
    seed: int,
    moves: int | None,
    against: Path | None,
) -> None:
    """Write the report on WORKSPACE: findings, ranking, dependencies, plan and load."""
    from changekit.interfaces.report import write_management_report, write_report

    opened = call.open(workspace)
    kind = "management" if audience == "management" else "report"
    target = out or Path(f"{opened.name}-{kind}.html")
    others = beside(target) if audience == "management" else ()
    refuse_replacing(opened, [target, *others], overwrite=overwrite)
    write = write_management_report if audience == "management" else write_report
    findings, shown = opened.findings, Shown()
    if against is None:
        shown["plan"] = plan = opened.plan(seed=seed, moves=moves)
    else:
        from changekit.files.earlier import read_earlier

        earlier = read_earlier(against, language=opened.language)
        shown["replanned"] = replanned = opened.replan(earlier.plan, seed=seed, moves=moves)
        plan, findings = replanned.plan, findings.joined(earlier.findings)
    files = write(opened, target, **shown)
    if audience == "management":
        _tell_missing({file.suffix for file in files}, opened.language)
    findings = findings.joined(plan.findings)
    written = [{"file": str(file), "guessed": []} for file in files]
    words = "\n".join(map(str, files))
    call.finish(opened, {"written": written}, text=words, findings=findings)


def beside(page: Path) -> list[Path]:
    """Return the files that a management page may have beside it."""
    endings = ("plan.xlsx", "plan.csv", *(f"{name}{end}" for name in FIGURES for end in PICTURES))
    return [page.with_name(f"{page.stem}-{ending}") for ending in endings]


def _tell_missing(endings: set[str], language: str) -> None:
    """Say on standard error what would be there too, were its extra installed."""
    for ending, extra in ((".png", "plot"), (".xlsx", "excel")):
        if ending not in endings:
            words = {
                "sv": f"{ending} skrivs med tillvalet {extra}: pip install 'changekit[{extra}]'",
                "en": f"{ending} is written with the extra {extra}: "
                f"pip install 'changekit[{extra}]'",
            }
            click.echo(words.get(language, words["en"]), err=True)
