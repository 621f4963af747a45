"""`changekit show`: one initiative or concept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from changekit.errors import UnknownNameError
from changekit.interfaces.cli.common import Call, nearest_or_none, options
from changekit.interfaces.cli.terminal import fitted, shown, width
from changekit.tables import Column, Table
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@click.command("show")
@click.argument("name", metavar="ID")
@click.option(
    "--workspace", metavar="DIR", help="The workspace; by default the folder you are in."
)
@options("show")
def command(call: Call, name: str, workspace: str | None) -> None:
    """Show the initiative, concept or focus area with an ID."""
    opened = nearest_or_none(call, workspace)
    catalogue, language = call.catalogue(opened)
    initiatives = opened.municipality.initiatives_by_id if opened else {}
    if opened is not None and name in initiatives:
        record = initiatives[name].to_dict()
        call.finish(opened, {"initiative": record}, text=lambda: _page(record, language))
    if opened is not None and name in {item.id for item in opened.municipality.goals.groupings}:
        from changekit.services.portfolio import focus_area

        area = focus_area(opened.municipality, name, language=language)
        call.finish(opened, {"focus_area": area.to_dict()}, text=lambda: shown(area))
    try:
        page = catalogue.page(name, language=language)
    except UnknownNameError as error:
        areas = opened.municipality.goals.groupings if opened else ()
        known = [*error.known, *initiatives, *(item.id for item in areas)]
        kind = "initiative, concept or focus area"
        raise UnknownNameError(kind, name, known=known) from None
    call.finish(opened, page.to_dict(), text=lambda: str(page))


def _page(record: Mapping[str, object], language: str) -> str:
    columns = (
        Column("field", Text(sv="Fält", en="Field")),
        Column("value", Text(sv="Innehåll", en="Content")),
    )
    title = Text.plain(f"{record['id']}")
    table = Table(title=title, columns=columns, rows=tuple(_rows(record)))
    return fitted(table, language, width())


def _rows(value: object, path: str = "") -> Iterator[tuple[str, Text | str]]:
    """Go through plain data: a text in several languages is one row, all else one for each key."""
    if isinstance(value, dict) and value and set(value) <= {*LANGUAGES, "fi"}:
        yield path, Text(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _rows(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _rows(item, f"{path}[{at}]")
    else:
        yield path, str(value)
