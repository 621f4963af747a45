"""`changekit harvest`: a concept drafted from a finished initiative."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from changekit.errors import InvalidValueError
from changekit.interfaces.cli.common import Call, options
from changekit.interfaces.cli.terminal import shown
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.services.harvest import Harvest


@click.command("harvest")
@click.argument("names", nargs=-1, required=True, metavar="[WORKSPACE] INITIATIVE")
@click.option("--name", metavar="NAME", help="The concept's name; the initiative's by default.")
@click.option("--licence", metavar="SPDX", help="Its licence; CC0-1.0 by default, and said so.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Write the draft as YAML; a file that is there is never replaced.",
)  # fmt: skip
@options("harvest")
def command(
    call: Call, names: tuple[str, ...], name: str | None, licence: str | None, out: Path | None
) -> None:
    """Draft a concept from a finished INITIATIVE, and say what it still lacks."""
    if len(names) > 2:
        many = "give at most a workspace and one initiative"
        raise click.UsageError(many)
    if len(names) == 1 and (Path(names[0]) / "changekit.yaml").is_file():
        raise InvalidValueError(_which(call, names[0]))
    opened = call.open(names[0] if len(names) == 2 else None)
    found = opened.harvest(names[-1], name=name, licence=licence)
    body = found.to_dict()
    if out is not None:
        from changekit.files.drafts import write_concept

        write_concept(out, found.concept, language=opened.language)
        body["written"] = [{"file": str(out), "guessed": list(found.guessed)}]
    call.finish(opened, body, text=lambda: _told(found, out))


def _which(call: Call, folder: str) -> Text:
    """Return that an initiative is to be named, and which ones are done."""
    items = call.open(folder).municipality.initiatives
    done = ", ".join(sorted(item.id for item in items if item.status == "done"))
    return Text(
        sv=f"{folder} är en arbetsmapp; namnge ett initiativ också. Genomförda är: "
        f"{done or 'inga ännu'}",
        en=f"{folder} is a workspace; name an initiative too. Finished are: {done or 'none yet'}",
    )


def _told(found: Harvest, out: Path | None) -> str:
    from changekit.files.writing import to_yaml

    draft = to_yaml({"schema": 1, **found.concept.to_dict()})
    guessed = Text(sv="Gissat, se över: {fields}", en="Guessed, look it over: {fields}").format(
        fields=", ".join(found.guessed)
    )
    lines = [f"{out}" if out else draft.rstrip(), "", shown(found)]
    lines += [guessed.to(found.language)] if found.guessed else []
    return "\n".join(lines)
