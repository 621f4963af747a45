"""`changekit show`: one initiative or concept."""

from __future__ import annotations

import click

from changekit.errors import UnknownNameError
from changekit.interfaces.cli.common import Call, nearest_or_none, options


@click.command("show")
@click.argument("name", metavar="ID")
@click.option(
    "--workspace", metavar="DIR", help="The workspace; by default the folder you are in."
)
@options("show")
def command(call: Call, name: str, workspace: str | None) -> None:
    """Show the initiative or concept with an ID."""
    opened = nearest_or_none(call, workspace)
    catalogue, language = call.catalogue(opened)
    initiatives = opened.municipality.initiatives_by_id if opened else {}
    if opened is not None and name in initiatives:
        from changekit.services.portfolio import describe_initiative

        shown = describe_initiative(opened.municipality, name, language=language)
        call.finish(opened, {"initiative": initiatives[name].to_dict()}, text=shown)
    try:
        concept = catalogue.show(name)
    except UnknownNameError as error:
        known = [*error.known, *initiatives]
        kind = "initiative or concept"
        raise UnknownNameError(kind, name, known=known) from None
    page = catalogue.page(name, language=language)
    call.finish(opened, {"concept": concept.to_dict()}, text=lambda: str(page))
