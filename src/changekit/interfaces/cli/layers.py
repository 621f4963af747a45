"""`changekit layers`: what a municipality says of concepts, layer upon layer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from changekit.interfaces.cli.common import (
    Call,
    options,
    overwrite_option,
    refuse_replacing,
    workspace_argument,
)
from changekit.interfaces.cli.terminal import shown

if TYPE_CHECKING:
    from changekit.services.catalogue.tailoring.layers import Combine


@click.command("layers")
@workspace_argument
@click.option(
    "--combine", "how", type=click.Choice(("sum", "mean", "max")), default="mean",
    help="What the scores of several layers come to; what is unknown is left out.",
)  # fmt: skip
@click.option("--layer", "names", multiple=True, metavar="ID", help="This layer; may be repeated.")
@click.option("--out", metavar="FILE", help="Write it: .csv, or .svg for a picture.")
@overwrite_option
@options("layers")
def command(  # one for each option
    call: Call,
    workspace: str | None,
    how: Combine,
    names: tuple[str, ...],
    out: str | None,
    overwrite: bool,
) -> None:
    """Show the layers of WORKSPACE beside each other, and what they come to together."""
    from changekit.files.writing import write_text

    opened = call.open(workspace)
    found = opened.layers(how, names=names)
    if out is not None:
        path = Path(out)
        if path.suffix not in (".csv", ".svg"):
            told = "--out ends in .csv or .svg"
            raise click.UsageError(told)
        refuse_replacing(opened, [path], overwrite=overwrite)
        language = opened.language
        drawn = path.suffix == ".svg"
        text = found.figure().to_svg(language) if drawn else found.table().to_csv(language)
        write_text(path, text)
    body = {**found.to_dict(), "written": [out] if out else []}
    call.finish(opened, body, text=lambda: shown(found))
