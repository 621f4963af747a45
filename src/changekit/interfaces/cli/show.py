"""`changekit show`: one initiative or concept."""

from __future__ import annotations

from pathlib import Path

import click

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.interfaces.cli.common import Call, nearest_or_none, options
from changekit.interfaces.cli.initiative_page import page_of
from changekit.interfaces.cli.terminal import shown
from changekit.text import Text


@click.command("show")
@click.argument("name", metavar="ID")
@click.argument("more", nargs=-1, metavar="")
@click.option(
    "--workspace", metavar="DIR", help="The workspace; by default the folder you are in."
)
@options("show")
def command(call: Call, name: str, more: tuple[str, ...], workspace: str | None) -> None:
    """Show the initiative, concept or focus area with an ID."""
    _refuse_more(name, more)
    opened = nearest_or_none(call, workspace)
    catalogue, language = call.catalogue(opened)
    initiatives = opened.municipality.initiatives_by_id if opened else {}
    if opened is not None and name in initiatives:
        told = initiatives[name]
        call.finish(opened, {"initiative": told.to_dict()}, text=lambda: page_of(told, language))
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


def _refuse_more(name: str, more: tuple[str, ...]) -> None:
    """Refuse a second word; a workspace beside the id is most likely meant as one.

    Raises:
        InvalidValueError: There is more than an id.
    """
    if not more:
        return
    words = (name, *more)
    folders = [word for word in words if Path(word).exists()]
    rest = [word for word in words if word not in folders]
    if len(folders) == len(rest) == 1:
        told = Text(
            sv="arbetsmappen namnges med --workspace: changekit show {id} --workspace {folder}",
            en="name the workspace with --workspace: changekit show {id} --workspace {folder}",
        )
        raise InvalidValueError(told.format(id=rest[0], folder=folders[0]))
    told = Text(
        sv="ett id i taget, fann {words}; arbetsmappen namnges med --workspace",
        en="one id at a time, got {words}; name the workspace with --workspace",
    )
    raise InvalidValueError(told.format(words=", ".join(words)))
