"""`changekit load`: what changes ask of whom and when, against what people can carry."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from changekit.services.load import LoadDifference, LoadPicture
    from changekit.tables import Shown, Table
    from changekit.workspace import Workspace

LISTED = 20
"""Ours: as many rows as people read on a screen; --csv has them all."""
MORE = Text(sv="... och {n} till (--csv visar alla)", en="... and {n} more (--csv has them all)")
COUNTED = Text(
    sv="Räknade förändringsinitiativ: {n}, {where}. För mycket i allt: {over} (belastning × "
    "veckor); celler av enhet och period: {breaches}.",
    en="Initiatives counted: {n}, {where}. Excess in all: {over} (load × weeks); cells of unit "
    "and period: {breaches}.",
)
WHERE = {
    False: Text(sv="med de datum de själva anger", en="with the dates that they ask for"),
    True: Text(sv="med planens datum", en="with the dates of the plan"),
}
LEFT = Text(
    sv="Utan startdatum, räknas inte: {n}. --at-once räknar dem från i dag, --plan med planens "
    "datum.",
    en="Without a day to start, not counted: {n}. --at-once counts them from today, --plan with "
    "the dates of the plan.",
)
SCORE = Text(
    sv="Mättnad: 50 är just fullt, 100 minst dubbelt mot vad enheten orkar, – okänd kapacitet.",
    en="Saturation: 50 is just full, 100 at least twice what the unit can carry, – unknown "
    "capacity.",
)
AVOID = Text(
    sv="Starta inget mer {days}: där finns inte plats för en vanlig förändring till.",
    en="Start nothing more {days}: there is no room for one more ordinary change.",
)
PEAK = Text(
    sv="Störst i {month}, {ratio} gånger snittet. Månader över: {over}.",
    en="Largest in {month}, {ratio} times the mean. Months over: {over}.",
)
NONE = Text(sv="inga", en="none")
OPTIONS = (
    click.option(
        "--period", type=click.Choice(["week", "month", "quarter"]), default="month",
        help="What a cell of the matrix holds.",
    ),
    click.option(
        "--by", type=click.Choice(["sum", "dominance", "weighted"]), default="sum",
        help="How a cell is counted: all loads, the heaviest alone, or weighted impact.",
    ),
    click.option(
        "--roll", type=click.Choice(["headcount", "sum", "none"]), default="headcount",
        help="How a unit counts above it: by its share of employees, in full, or not at all.",
    ),
    click.option("--unit", metavar="ID", help="One unit: its periods, seasons and days to avoid."),
    click.option("--plan", "planned", is_flag=True, help="Count the starts of a plan."),
    click.option("--at-once", is_flag=True, help="Count what names no day as if it began today."),
    click.option("--matrix", is_flag=True, help="The matrix: units by period."),
    click.option("--breaches", is_flag=True, help="Where it is too much, and who causes it."),
    click.option("--collisions", is_flag=True, help="Pairs that meet the same people."),
    click.option("--roles", is_flag=True, help="Key roles: hours, and what hangs on one alone."),
    click.option("--inventory", is_flag=True, help="What each initiative asks of whom, by phase."),
    click.option("--csv", "as_csv", is_flag=True, help="Print the table asked for as CSV."),
    click.option(
        "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
        help="Write the table asked for to a .csv or .xlsx file.",
    ),
)  # fmt: skip


def _asked(function: Callable[..., None]) -> Callable[..., None]:
    """Give the command its own options, in the order in which they are listed."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


@click.command("load")
@workspace_argument
@_asked
@overwrite_option
@options("load")
def command(call: Call, workspace: str | None, **asked: Any) -> None:  # Any: click's values
    """Say what changes ask of the units and key roles of WORKSPACE, and where it is too much.

    Without --plan it counts the dates that initiatives ask for, so that both can be compared.
    """
    _one_table(call, asked)
    opened = call.open(workspace)
    out: Path | None = asked["out"]
    if out is not None:
        refuse_replacing(opened, [out], overwrite=asked["overwrite"])
    picture, difference = _pictures(opened, asked)
    table = _table(picture, asked)
    body = _body(picture, asked, difference)
    if out is not None:
        from changekit.interfaces.report.tables import write_table

        write_table(table, out)
        body["written"] = [{"file": str(out), "guessed": []}]
    words = table.to_csv(picture.language) if asked["as_csv"] else ""
    call.finish(opened, body, text=lambda: words or _words(picture, table, asked, difference))


TABLES = ("matrix", "unit", "collisions", "breaches", "roles", "inventory")
ONE = Text(
    sv="välj en av {names}: här skrivs en tabell", en="choose one of {names}: one table is printed"
)


def _one_table(call: Call, asked: dict[str, Any]) -> None:  # Any: click's values
    """Refuse several tables where one is printed or written, before any work is done.

    In JSON each has its own keys, and text tells of one unit beside its breaches.
    """
    written = asked["out"] is not None
    beside = () if written or asked["as_csv"] else ("unit",)
    named = [f"--{name}" for name in TABLES if asked[name] and name not in beside]
    if len(named) > 1 and (written or not call.as_json):
        raise click.UsageError(ONE.format(names=", ".join(named)).to(call.tongue()))


def _pictures(
    opened: Workspace,
    asked: dict[str, Any],  # Any: click's values
) -> tuple[LoadPicture, LoadDifference | None]:
    """Return the load that was asked for; of a plan also what differs from the dates asked for."""
    ways = {name: asked[name] for name in ("period", "by", "roll")}
    before = opened.load(at_once=asked["at_once"], **ways)
    if not asked["planned"]:
        return before, None
    after = opened.load(opened.plan(), **ways)
    return after, before.compare(after) if before.calendar == after.calendar else None


def _table(picture: LoadPicture, asked: dict[str, Any]) -> Table:  # Any: click's values
    """Return the one table that was asked for; without any, what sums it up."""
    tables: dict[str, Callable[[], Table]] = {
        "matrix": picture.table,
        "unit": lambda: picture.unit(asked["unit"]),
        "collisions": lambda: picture.collisions().table(),
    }
    shown: dict[str, Callable[[], Shown]] = {
        "breaches": lambda: picture.breaches,
        "roles": lambda: picture.key_roles,
        "inventory": lambda: picture.inventory,
    }
    for name in filter(asked.get, (*tables, *shown)):
        return tables[name]() if name in tables else shown[name]().table()
    return picture.cells() if asked["as_csv"] or asked["out"] else picture.overview()


def _body(
    picture: LoadPicture,
    asked: dict[str, Any],  # Any: click's values
    difference: LoadDifference | None,
) -> dict[str, Any]:  # Any: JSON values
    body = {**picture.to_dict(), **picture.breaches.to_dict()}
    if asked["collisions"]:
        body.update(picture.collisions().to_dict())
    if asked["roles"]:
        body.update(picture.key_roles.to_dict())
    if asked["inventory"]:
        body.update(picture.inventory.to_dict())
    if asked["unit"] is not None:
        row = picture.units[picture.row(asked["unit"])]
        body["units"] = [item for item in body["units"] if item["id"] == row]
        body["season"] = picture.season(row).to_dict()
    if difference is not None:
        body["before"] = difference.to_dict()
    return body


def _words(
    picture: LoadPicture,
    table: Table,
    asked: dict[str, Any],  # Any: click's values
    difference: LoadDifference | None,
) -> str:
    language = picture.language
    parts = [_cut(part, language) for part in _parts(table, asked)]
    if asked["breaches"] and len(picture.breaches):
        parts.insert(0, _cut(picture.breaches.by_cause(), language))
    if asked["unit"] is not None:
        parts += _season(picture, asked["unit"])
    if difference is not None:
        parts.append(_cut(difference.table(), language))
    over = f"{round(picture.over, 1):g}"
    closing = COUNTED.format(
        n=len(picture.initiatives), where=WHERE[asked["planned"]],
        breaches=len(picture.breaches.of("unit")),
        over=Text(sv=over.replace(".", ","), en=over),
    )  # fmt: skip
    texts = [
        closing,
        LEFT.format(n=len(picture.asked.undated)) if picture.asked.undated else None,
        SCORE,
    ]
    lines = [text.to(language) for text in (*texts, picture.notice) if text is not None]
    return "\n\n".join([*parts, "\n".join(_wrapped(lines))])


def _wrapped(lines: Iterable[str]) -> list[str]:
    most = width()
    return [part for line in lines for part in (textwrap.wrap(line, most) if most else [line])]


def _parts(table: Table, asked: dict[str, Any]) -> list[Table]:  # Any: click's values
    """Return a table in parts that fit the screen, without columns that say the same twice."""
    names = [column.id for column in table.columns]
    if names[:2] == ["unit", "period"] and asked["unit"] is not None:
        twice = ("unit", "value") if asked["by"] == "sum" else ("unit",)
        return [columns_of(table, set(names) - set(twice))]
    most = width()
    if not asked["matrix"] or most is None:
        return [table]
    first = max([len(str(row[0])) for row in table.rows] or [0])
    each = 2 + max(map(len, names[1:]), default=0)
    count = max(1, (most - first) // each)
    return [
        columns_of(table, {names[0], *names[at : at + count]})
        for at in range(1, len(names), count)
    ]


def _cut(table: Table, language: str) -> str:
    shown = attrs.evolve(table, rows=table.rows[:LISTED], notice=None)
    more = len(table) - LISTED
    said = f"\n{MORE.format(n=more).to(language)}" if more > 0 else ""
    return fitted(shown, language, width()) + said


def _season(picture: LoadPicture, unit: str) -> list[str]:
    season, language = picture.season(unit), picture.language
    if season.peak is None or season.peak_ratio is None:
        return []
    ratio = f"{season.peak_ratio:.2f}"
    told = PEAK.format(
        month=season.peak, ratio=Text(sv=ratio.replace(".", ","), en=ratio),
        over=", ".join(season.over_capacity) or NONE,
    )  # fmt: skip
    lines = [told.to(language)]
    if season.avoid:
        days = ", ".join(f"{span.first}–{span.last}" for span in season.avoid)
        lines.append(AVOID.format(days=days).to(language))
    return ["\n".join(_wrapped(lines))]
