"""`changekit diff`: what differs between two editions of a pack or catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from changekit.interfaces.cli.common import Call, nearest, options
from changekit.interfaces.cli.terminal import fitted, shown, width
from changekit.model.concept import Concept
from changekit.model.records import record_shape
from changekit.services.catalogue.figures import figure
from changekit.services.catalogue.relations import STANDINGS
from changekit.tables import Column, Table, show_cell
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from changekit.services.catalogue.comparing import CatalogueDiff
    from changekit.services.catalogue.comparing.fields import FieldChange
    from changekit.tables import Cell


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
        _row(change.id, item, found.language) for change in found.changes for item in change.fields
    )
    return Table(title=Text(sv="Fält", en="Fields"), columns=columns, rows=rows)


def _row(name: str, item: FieldChange, language: str) -> tuple[Cell, ...]:
    """Return what became of a field; one that is not written holds what it holds by default."""
    how, old, new = item.how, item.old, item.new
    entry = record_shape(Concept).entries.get(item.name)
    if entry is not None and isinstance(entry.default, str) and how in ("added", "removed"):
        how, old, new = "changed", old or entry.default, new or entry.default
    if item.name == "status":
        old, new = STANDINGS.get(old, old), STANDINGS.get(new, new)
    return name, item.name, _HOW[how], _short(old, language), _short(new, language)


def _short(value: Any, language: str) -> str | None:  # Any: plain data, or a text
    """Return a value on one line. Ours: 60 characters tell which one it is."""
    if value is None:
        return None
    text = " ".join(_words(value, language).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def _words(value: Any, language: str) -> str:  # Any: plain data, or a text
    """Return plain data as people would write it, without the signs of a program."""
    if isinstance(value, dict) and set(value) <= {*LANGUAGES, "und", "fi"}:
        value = Text(value)
    if isinstance(value, Text):
        return value.to(language)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_words(item, language)}" for key, item in value.items())
    if isinstance(value, list):
        between = "; " if any(isinstance(item, dict) for item in value) else ", "
        return between.join(_words(item, language) for item in value)
    if isinstance(value, float | int) and not isinstance(value, bool):
        return figure(value, language)
    return show_cell(value, Column("", Text()), language)


_HOW = {
    "added": Text(sv="nytt", en="added"),
    "removed": Text(sv="borttaget", en="removed"),
    "changed": Text(sv="ändrat", en="changed"),
    "order": Text(sv="annan ordning", en="order"),
}
