"""`changekit plugins`: the plugins and whether each works."""

from __future__ import annotations

import attrs
import click

from changekit.interfaces.cli.common import Call, nearest_or_none, options
from changekit.interfaces.cli.terminal import shown


@click.command("plugins")
@click.option(
    "--workspace", metavar="DIR", help="The workspace; by default the folder you are in."
)
@click.option("--check", "must_work", is_flag=True, help="Exit code 1 when one does not work.")
@options("plugins")
def command(call: Call, workspace: str | None, must_work: bool) -> None:
    """List the plugins and packs, changekit's own among them, and whether each works."""
    from changekit.files.packs import Packs

    opened = nearest_or_none(call, workspace)
    if opened is not None:
        plugins = opened.plugins
    else:
        from changekit.extension.manager import Plugins

        plugins = Plugins()
    table = plugins.status(opened.language if opened else call.tongue())
    packs = Packs.found(folder=opened.folder if opened else None)
    table = attrs.evolve(table, items=(*table.items, *packs.status()))
    broken = any(item.status in ("broken", "too-new") for item in table.items)
    call.finish(opened, table.to_dict(), text=lambda: shown(table), failed=must_work and broken)
