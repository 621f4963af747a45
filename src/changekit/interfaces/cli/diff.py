"""`changekit diff`: what differs between two editions of a pack or catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from changekit.interfaces.cli.common import Call, nearest, options
from changekit.interfaces.cli.terminal import fitted, shown, width
from changekit.tables import Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.services.catalogue.comparing import CatalogueDiff


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option(
    "--workspace", metavar="DIR",
    help="The workspace whose packs are known by their ids; by default the folder you are in.",
)  # fmt: skip
@click.option("--fields", is_flag=True, help="List every field that differs.")
@click.option("--changelog", is_flag=True, help="Print the changes as Markdown.")
@click.option(
    "--check", is_flag=True,
    help="Exit code 1 when a version does not fit its change, or an id went without a tombstone.",
)  # fmt: skip
@options("diff")
def command(  # one for each option
    call: Call,
    old: str,
    new: str,
    workspace: str | None,
    fields: bool,
    changelog: bool,
    check: bool,
) -> None:
    """Say what differs between OLD and NEW, and whether versions fit what was changed.

    Each is a pack's id, with @ and a version where there are several, a folder, or a zip.
    """
    from changekit.services.catalogue.comparing import diff

    folder = Path(workspace) if workspace else nearest(Path.cwd())
    found = diff(old, new, folder=folder, language=call.tongue())
    body = found.to_dict()
    del body["findings"]
    if changelog:
        body["changelog"] = found.changelog()
    call.finish(
        None, body,
        text=found.changelog if changelog else lambda: _text(found, fields=fields),
        findings=found.findings,
        failed=check and len(found.findings.errors) > 0,
    )  # fmt: skip


def _text(found: CatalogueDiff, *, fields: bool) -> str:
    parts = [shown(found)]
    if fields and found.changes:
        parts.append(fitted(_fields(found), found.language, width()))
    if found.findings:
        parts.append(found.findings.to_text())
    return "\n\n".join(parts)


def _fields(found: CatalogueDiff) -> Table:
    columns = (
        Column("id", Text.plain("id")),
        Column("field", Text(sv="Fält", en="Field")),
        Column("change", Text(sv="Ändring", en="Change")),
        Column("old", Text(sv="Förr", en="Before")),
        Column("new", Text(sv="Nu", en="Now")),
    )
    rows = tuple(
        (change.id, item.name, _HOW[item.how], _short(item.old), _short(item.new))
        for change in found.changes
        for item in change.fields
    )
    return Table(title=Text(sv="Fält", en="Fields"), columns=columns, rows=rows)


def _short(value: object) -> str | None:
    """Return a value on one line. Ours: 60 characters tell which one it is."""
    if value is None:
        return None
    text = " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


_HOW = {
    "added": Text(sv="nytt", en="added"),
    "removed": Text(sv="borttaget", en="removed"),
    "changed": Text(sv="ändrat", en="changed"),
    "order": Text(sv="annan ordning", en="order"),
}
