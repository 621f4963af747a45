"""`changekit search`: concepts in the catalogue."""

from __future__ import annotations

import click

from changekit.interfaces.cli.common import Call, nearest_or_none, options
from changekit.interfaces.cli.terminal import shown


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--workspace", metavar="DIR",
    help="Search this municipality's concepts too; by default those of the folder you are in.",
)  # fmt: skip
@click.option("--limit", type=click.IntRange(1, 1000), default=10, help="How many hits at most.")
@options("search")
def command(call: Call, words: tuple[str, ...], workspace: str | None, limit: int) -> None:
    """Find concepts by WORDS, in Swedish or English."""
    if not "".join(words).strip():
        empty = "say what to search for: a word, or several"
        raise click.UsageError(empty)
    opened = nearest_or_none(call, workspace)
    catalogue, language = call.catalogue(opened)
    hits = catalogue.search(" ".join(words), language=language, limit=limit)
    call.finish(opened, hits.to_dict(), text=lambda: shown(hits))
