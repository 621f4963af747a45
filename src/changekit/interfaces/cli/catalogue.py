"""`changekit catalogue`: every concept at a glance."""

from __future__ import annotations

import click

from changekit.interfaces.cli.common import Call, nearest_or_none, options, workspace_argument
from changekit.interfaces.cli.terminal import shown


@click.command("catalogue")
@workspace_argument
@options("catalogue")
def command(call: Call, workspace: str | None) -> None:
    """Show every concept: evidence, what is filled in, reuse, adoptions, and what is covered.

    Without a workspace, here or above, the concepts of all packs.
    """
    from changekit.services.catalogue import overview

    opened = nearest_or_none(call, workspace)
    catalogue, language = call.catalogue(opened)
    town = opened.municipality if opened else None
    found = overview(
        catalogue,
        processes=town.processes if town else (),
        language=language,
        notice=town.notice if town else None,
    )
    call.finish(opened, found.to_dict(), text=lambda: shown(found))
