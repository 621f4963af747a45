"""`changekit pack`: packs of concepts are added, listed, updated, built and verified."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs
import click

from changekit.errors import UnreadableFileError
from changekit.interfaces.cli.common import (
    Call,
    nearest,
    nearest_or_none,
    options,
    workspace_argument,
)
from changekit.interfaces.cli.terminal import shown
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.files.packs.changes import PackChange
    from changekit.rules import Severity

_SOURCE = "FILE|FOLDER|ID"


@click.group("pack")
def command() -> None:
    """Add, list and update packs of concepts; build and verify packs of your own.

    A pack is a folder or a zip of plain files. No code of a pack is ever run.
    """


@command.command("add")
@click.argument("source", metavar=_SOURCE)
@workspace_argument
@options("pack")
def add(call: Call, source: str, workspace: str | None) -> None:
    """Verify a pack, copy it under packs/ and pin it in changekit.yaml.

    In changekit.yaml, nothing but the list of packs changes.
    """
    from changekit.services.catalogue.packs import add_pack

    folder = _folder(workspace)
    change = add_pack(source, folder)
    _finish(_speaking(call, folder), change)


@command.command("update")
@click.argument("source", metavar=_SOURCE)
@workspace_argument
@click.option("--allow-downgrade", is_flag=True, help="Take a version that is lower.")
@options("pack")
def update(call: Call, source: str, workspace: str | None, allow_downgrade: bool) -> None:
    """Replace a pack that was added by another version of it, and say what changes."""
    from changekit.services.catalogue.packs import update_pack

    folder = _folder(workspace)
    change = update_pack(source, folder, allow_downgrade=allow_downgrade)
    _finish(_speaking(call, folder), change)


@command.command("list")
@workspace_argument
@options("pack")
def list_(call: Call, workspace: str | None) -> None:
    """List the packs that there are, and whether each is what it is pinned to."""
    from changekit.files.packs.listing import list_packs

    opened = nearest_or_none(call, workspace)
    language = opened.language if opened else call.tongue()
    listed = list_packs(opened.folder if opened else None, language=language)
    call.finish(opened, listed.to_dict(), text=lambda: shown(listed))


@command.command("build")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE.zip",
    help="Where the zip is written, outside of the folder.",
)  # fmt: skip
@click.option(
    "--write-digests", is_flag=True,
    help="Write the digest of each file into pack.yaml in the folder too.",
)  # fmt: skip
@click.option("--overwrite", is_flag=True, help="Replace a file that is no build of the pack.")
@options("pack")
def build(call: Call, folder: Path, out: Path, write_digests: bool, overwrite: bool) -> None:
    """Write a pack as one zip: the same bytes wherever and whenever it is built."""
    from changekit.services.catalogue.packs import build_pack

    change = build_pack(folder, out, write_digests=write_digests, overwrite=overwrite)
    _finish(call, change)


@command.command("verify")
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE|FOLDER")
@options("pack")
def verify(call: Call, path: Path) -> None:
    """Say what is wrong with a pack, with file, line and column; nothing is written.

    Exit code 1 when there is an error, with --strict when there is a warning.
    """
    from changekit.files.packs import Packs
    from changekit.services.catalogue.packs import verify_pack

    language = call.tongue()
    findings = verify_pack(path, packs=Packs.found(folder=nearest(Path.cwd())))
    findings = attrs.evolve(findings, language=language)
    counts = findings.counts()
    summary = ", ".join(
        f"{counts[severity]} {words[counts[severity] != 1].to(language)}"
        for severity, words in _COUNTED
    )
    lines = [*([findings.to_text()] if findings else []), summary]
    call.finish(
        None, findings.to_dict(), text="\n".join(lines), findings=findings,
        failed=counts["error"] > 0,
    )  # fmt: skip


_COUNTED: Final[tuple[tuple[Severity, tuple[Text, Text]], ...]] = (
    ("error", (Text(sv="fel", en="error"), Text(sv="fel", en="errors"))),
    ("warning", (Text(sv="varning", en="warning"), Text(sv="varningar", en="warnings"))),
    ("info", (Text(sv="upplysning", en="note"), Text(sv="upplysningar", en="notes"))),
)


def _finish(call: Call, change: PackChange) -> None:
    """Print what was done with a pack; of an update also what differs."""
    change = attrs.evolve(change, language=call.tongue())
    body, parts, findings = change.to_dict(), [shown(change)], change.findings
    if change.deed == "updated" and change.old is not None and change.new is not None:
        from changekit.services.catalogue.comparing import Edition, diff

        editions = [Edition.of(reading) for reading in (change.old, change.new)]
        found = diff(*editions, language=call.tongue())
        body["changes"] = found.to_dict()["changes"]
        parts.append(shown(found))
        findings = findings.joined(found.findings)
        parts += [found.findings.to_text()] if found.findings else []
    files = "\n".join(f"  {file}" for file in change.files)
    written = Text(sv=f"Skrivet:\n{files}", en=f"Written:\n{files}")
    parts += [written.to(call.tongue())] if files else []
    call.finish(None, body, text="\n\n".join(parts), findings=findings)


def _speaking(call: Call, folder: Path) -> Call:
    """Return a call that speaks the language of a workspace, where it asked for none."""
    from changekit.files.packs.pinning import SETTINGS, language_of

    return attrs.evolve(call, language=call.language or language_of(folder / SETTINGS))


def _folder(workspace: str | None) -> Path:
    """Return the workspace that is named, or the one that we are in."""
    folder = Path(workspace) if workspace else nearest(Path.cwd())
    if folder is None:
        why = Text(
            sv="ingen changekit.yaml här; namnge en arbetsmapp, eller gör en med: "
            "changekit init MAPP",
            en="no changekit.yaml here; name a workspace, or make one with: changekit init DIR",
        )
        raise UnreadableFileError(str(Path.cwd()), why)
    return folder
