"""`changekit peers`: open requests to other municipalities, and who has experience."""

from __future__ import annotations

import click

from changekit.interfaces.cli.common import Call, options, workspace_argument
from changekit.interfaces.cli.terminal import shown


@click.command("peers")
@workspace_argument
@options("peers")
def command(call: Call, workspace: str | None) -> None:
    """Show the requests of WORKSPACE and its packs: what was answered, and who has done it."""
    opened = call.open(workspace)
    found = opened.peers()
    call.finish(opened, found.to_dict(), text=lambda: shown(found))
