"""`changekit plan`: which initiatives start when, which are left out, and why."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TypedDict, TypeVar

import attrs
import click

from changekit.errors import UnreadableFileError
from changekit.interfaces.cli.common import (
    Call,
    options,
    overwrite_option,
    refuse_replacing,
    workspace_argument,
)
from changekit.interfaces.cli.terminal import columns_of, fitted, width
from changekit.interfaces.cli.trying import listed, moved_away, tried
from changekit.rules import SEVERITIES
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from changekit.extension.protocols.planning import Progress
    from changekit.findings import Findings
    from changekit.interfaces.cli.trying import Answer
    from changekit.services.planning import Plan
    from changekit.services.planning.changes.replanning import Replan
    from changekit.tables import Cell
    from changekit.workspace import Workspace

T = TypeVar("T")
AIMS = ("value", "makespan", "tardiness", "levelled")
"""What can be asked for here; keeping to an earlier plan is `--against`."""


class Asked(TypedDict):
    """What a plan is to reach."""

    aims: tuple[str, ...] | None
    discount: float | None


class Effort(TypedDict, total=False):
    """Which engine is to look, and how hard."""

    engine: str
    moves: int | None
    seconds: float | None
    seed: int


class Told(TypedDict, total=False):
    """Who is told how far the search is, and asked whether to go on."""

    progress: Progress
    cancel: Callable[[], bool]


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
@click.option("--engine", help="The planning engine, instead of the usual one.")
@click.option("--moves", type=click.IntRange(0), help="How many moves to try.")
@click.option(
    "--seconds", type=click.FloatRange(0, min_open=True),
    help="A time limit instead of moves; the plan cannot be repeated exactly.",
)  # fmt: skip
@click.option("--seed", type=click.IntRange(0), default=0, help="Where the random moves start.")
@click.option(
    "--aim", "aims", multiple=True, type=click.Choice(AIMS),
    help="What to reach, the most important first; may be given again.",
)  # fmt: skip
@click.option(
    "--discount", type=click.FloatRange(0, 1), metavar="SHARE",
    help="How much less a value counts a year later, such as 0.03.",
)  # fmt: skip
@click.option("--explain", metavar="ID", help="Explain the place of one initiative.")
@click.option(
    "--what-if", "what_if", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Try the changes or scenarios of a YAML file, and say what they would do.",
)  # fmt: skip
@click.option(
    "--against", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Keep to an earlier plan (the --json output), and list every move with its cause.",
)  # fmt: skip
@click.option(
    "--overrides", is_flag=True, help="Say what each decision of decisions.yaml costs in value.",
)  # fmt: skip
@click.option(
    "--worth", is_flag=True, help="Say what one more unit of capacity would be worth.",
)  # fmt: skip
@options("plan")
def command(  # noqa: PLR0913, PLR0917  # one for each option
    call: Call,
    workspace: str | None,
    form: str,
    out: Path | None,
    overwrite: bool,
    engine: str | None,
    moves: int | None,
    seconds: float | None,
    seed: int,
    aims: tuple[str, ...],
    discount: float | None,
    explain: str | None,
    what_if: Path | None,
    against: Path | None,
    overrides: bool,
    worth: bool,
) -> None:
    """Say which initiatives of WORKSPACE start when, which are left out, and why."""
    opened = call.open(workspace)
    if out is not None:
        refuse_replacing(opened, [out], overwrite=overwrite)
    effort: Effort = {"moves": moves, "seconds": seconds, "seed": seed}
    if engine is not None:
        effort["engine"] = engine
    made = _made(opened, against, effort, {"aims": aims or None, "discount": discount})
    if explain is not None:
        _explained(call, opened, made, explain)
    parts = _beside(made, what_if, overrides=overrides, worth=worth)
    body = {**made.plan.to_dict(), **{key: told for key, (told, _) in parts.items()}}
    if out is not None:
        from changekit.interfaces.report import write_plan

        write_plan(made.plan, out, replanned=made.replanned)
        body["written"] = [{"file": str(out), "guessed": []}]
    words = [words for _, words in parts.values()]
    (call.printing_json() if form == "json" else call).finish(
        opened, body, findings=made.findings,
        text=lambda: _words(made.plan, form, out, words, unread(opened)),
    )  # fmt: skip


class Made(NamedTuple):
    """A plan, what it moved away from an earlier one if one was given, and all findings."""

    plan: Plan
    replanned: Replan | None
    findings: Findings


def _made(opened: Workspace, against: Path | None, effort: Effort, asked: Asked) -> Made:
    """Plan, or keep to the plan in a file."""
    if against is None:
        plan = _planned(opened, effort, asked)
        return Made(plan, None, opened.findings.joined(plan.findings))
    from changekit.files.earlier import read_earlier

    earlier = read_earlier(against, language=opened.language)
    kept = _watched(opened, lambda told: opened.replan(earlier.plan, **effort, **asked, **told))
    findings = opened.findings.joined(earlier.findings).joined(kept.plan.findings)
    return Made(kept.plan, kept, findings)


def _explained(call: Call, opened: Workspace, made: Made, name: str) -> NoReturn:
    """Answer with the place of one initiative.

    Raises:
        UnreadableFileError: There is a record of it, with faults.
    """
    record = f"initiatives/{name}.yaml"
    if name not in made.plan.compiled.items and record in unread(opened):
        raise UnreadableFileError(record, FAULTY)
    place = made.plan.explain(name)
    answer = {"explanation": place.to_dict()}
    call.finish(opened, answer, text=lambda: str(place), findings=made.findings)


def unread(opened: Workspace) -> tuple[str, ...]:
    """Return the files of initiatives whose faults keep them out of every answer."""
    town = opened.municipality
    wrong = {it.place.file for it in opened.findings.at_least("error") if it.place}
    places = [town.place("initiative", item.id) for item in town.initiatives]
    held = {place.file for place in places if place}
    return tuple(sorted(name for name in wrong - held if name.startswith("initiatives/")))


def _beside(
    made: Made, what_if: Path | None, *, overrides: bool, worth: bool
) -> dict[str, Answer]:
    """Return what was asked beside the plan, by its key in the JSON."""
    parts: dict[str, Answer] = {}
    if made.replanned is not None:
        parts["against"] = moved_away(made.replanned)
    if what_if is not None:
        parts["what_if"] = tried(made.plan, what_if)
    if overrides:
        from changekit.services.planning.changes.overrides import NOTHING as UNDECIDED

        parts["overrides"] = listed(made.plan.overrides(), "overrides", UNDECIDED)
    if worth:
        from changekit.services.planning.why.worth import NOTHING as PLENTY

        parts["worth"] = listed(made.plan.worth_of_capacity(), "worth", PLENTY)
    return parts


SHOWN = ("id", "title", "state", "start", "end", "why")
LONG = 24
"""Ours: an id longer than this is made of words, so that its title would say the same again."""
_LAST = {"paused": 1, "left-out": 2, "done": 3}
TOLD = 8
"""Ours: more findings than this are counted, so that the sum of the plan is not scrolled away."""
MORE = Text(sv="... och {n} till (--json visar alla)", en="... and {n} more (--json has them all)")
FAULTY = Text(
    sv="uppgifterna har fel, så initiativet är inte med i planen; se changekit check",
    en="the record has faults, so the initiative is not in the plan; see changekit check",
)
LEFT_UNREAD = Text(
    sv="Planen gäller det som gick att läsa; utelämnade för fel i sina filer: {n} "
    "(se changekit check).",
    en="The plan is of what could be read; left out for faults in their files: {n} "
    "(see changekit check).",
)
COUNTED_FROM = Text(sv="Räknat från {day}.", en="Counted from {day}.")


def _words(
    plan: Plan, form: str, out: Path | None, told: Sequence[str], lost: Sequence[str]
) -> str:
    """Return the answer for people; what was asked beside the plan stands instead of its table."""
    if form == "csv":
        return plan.table().to_csv(plan.language)
    if told:
        whole = "\n\n".join([*told, _closing(plan, lost)])
    else:
        whole = plan_text(plan, lost) if out is None else _closing(plan, lost)
    return whole if out is None else f"{whole}\n{out}"


def plan_text(plan: Plan, lost: Sequence[str] = ()) -> str:
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
    return f"{shown}\n\n{_closing(plan, lost)}"


def _closing(plan: Plan, lost: Sequence[str]) -> str:
    """Return what a plan says in a few sentences, what is wrong with it, and what it is of."""
    day = COUNTED_FROM.format(day=plan.as_of)
    texts = [f"{plan.summary().to(plan.language)} {day.to(plan.language)}"]
    texts += [LEFT_UNREAD.format(n=len(lost)).to(plan.language)] if lost else []
    texts.append(plan.quality().to(plan.language))
    if plan.notice:
        texts.append(plan.notice.to(plan.language))
    most = width()
    lines = [line for text in texts for line in (textwrap.wrap(text, most) if most else [text])]
    clashes = [f"{clash}\n" for clash in plan.clashes]
    return "\n".join([*clashes, *_findings(plan), *lines])


def _findings(plan: Plan) -> list[str]:
    """Return what is wrong with the plan, a line each, the worst first; many are counted."""
    ordered = sorted(plan.findings, key=lambda item: SEVERITIES.index(item.severity))
    told = attrs.evolve(plan.findings, items=tuple(ordered[:TOLD]))
    more = MORE.format(n=len(ordered) - TOLD).to(plan.language)
    return [*told.to_text().splitlines(), *([more] if len(ordered) > TOLD else [])]


def _planned(opened: Workspace, effort: Effort, asked: Asked) -> Plan:
    """Plan, with a progress bar on a terminal; Ctrl-C returns the best plan so far."""
    return _watched(opened, lambda told: opened.plan(**effort, **asked, **told))


def _watched(opened: Workspace, asked: Callable[[Told], T]) -> T:
    """Return what is asked; on a terminal, with a bar that shows how far the search is."""
    if not sys.stderr.isatty():
        return asked({})
    from changekit.interfaces.cli.progress import watched

    with watched(opened.language) as (progress, cancel):
        return asked({"progress": progress, "cancel": cancel})
