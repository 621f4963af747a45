"""`changekit tailor`: what overlays change, and what has changed under them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

from changekit.errors import UnknownNameError, UnreadableFileError
from changekit.interfaces.cli.common import Call, options, workspace_argument
from changekit.interfaces.cli.terminal import shown
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.findings import Findings
    from changekit.workspace import Workspace

_WRITTEN = Text(sv="inskrivet i {file}", en="recorded in {file}")
_PASTE = Text(
    sv="filen {file} går inte att ändra utan att annat i den ändras; klistra in detta:",
    en="the file {file} cannot be changed without changing other things in it; paste this:",
)


@click.command("tailor")
@workspace_argument
@click.option(
    "--record", "overlay", metavar="OVERLAY",
    help="Write into this overlay what its concepts are now, so that later changes are noticed.",
)  # fmt: skip
@options("tailor")
def command(call: Call, workspace: str | None, overlay: str | None) -> None:
    """Show what the overlays of WORKSPACE change, and what has changed under them."""
    opened = call.open(workspace)
    if overlay is not None:
        _record(call, opened, overlay)
    found = opened.tailored
    findings = _findings(opened)

    def text() -> str:
        parts = [shown(found), shown(found.drift), findings.to_text()]
        return "\n\n".join(part for part in parts if part)

    call.finish(opened, found.to_dict(), text=text, findings=findings)


def _findings(opened: Workspace) -> Findings:
    from changekit.services.catalogue.tailoring import misfits

    return opened.findings.joined(misfits(opened.municipality, opened.day()))


def _record(call: Call, opened: Workspace, name: str) -> NoReturn:
    from changekit.services.catalogue.tailoring.recording import record

    town = opened.municipality
    own = {
        str(item.id): item for item in town.overlays if ("overlay", item.id) not in town.from_packs
    }
    if name not in own:
        raise UnknownNameError("overlay", name, known=own)
    place = town.place("overlay", name)
    if opened.folder is None or place is None or not (opened.folder / place.file).is_file():
        reason = Text(sv="den har ingen fil", en="it has no file")
        raise UnreadableFileError(name, reason)
    made = record(opened.folder / place.file, own[name], opened.tailored)
    body = {"recorded": {"file": place.file, "written": made.written, "block": made.block}}
    told = (_WRITTEN if made.written else _PASTE).format(file=place.file).to(opened.language)
    call.finish(opened, body, text=told if made.written else f"{told}\n\n{made.block}")
