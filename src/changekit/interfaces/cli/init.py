"""`changekit init`: a new workspace, empty, as a workbook, or from a register."""

from __future__ import annotations

from pathlib import Path

import click

from changekit.errors import UnreadableFileError
from changekit.interfaces.cli.common import Call, options
from changekit.interfaces.cli.terminal import shown
from changekit.text import Text

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers")
REGISTERS = (*SPREADSHEETS, ".csv", ".tsv", ".txt")


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--from", "register", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="A register of initiatives, as .xlsx or .csv.",
)  # fmt: skip
@click.option("--workbook", is_flag=True, help="One workbook instead of plain files.")
@click.option("--name", help="What the municipality is called; the folder's name by default.")
@options("init")
def command(
    call: Call, folder: Path, register: Path | None, workbook: bool, name: str | None
) -> None:
    """Make a workspace in DIR.

    With --from, a column map is proposed, and what was guessed is said. Columns of people's names
    are mapped to roles or dropped; no name is stored.
    """
    if register is not None and workbook:
        both = "--from and --workbook exclude each other"
        raise click.UsageError(both)
    if folder.suffix.lower() in SPREADSHEETS:
        named = f"{folder}: name a folder; a workbook in it is called changekit.xlsx"
        raise click.UsageError(named)
    name = name or folder.resolve().name
    if register is not None:
        _take_in(call, folder, register, name)
    from changekit.files.starting import new_folder, new_workbook

    make = new_workbook if workbook else new_folder
    written = make(folder, name=name, language=call.tongue())
    call.finish(None, written.to_dict(), text=lambda: shown(written))


def _take_in(call: Call, folder: Path, register: Path, name: str) -> None:
    from changekit.files.registers import propose, write_workspace

    if register.suffix.lower() not in REGISTERS:
        reason = Text(
            sv="ett register är en fil som slutar på .xlsx eller .csv",
            en="a register is a file that ends in .xlsx or .csv",
        )
        raise UnreadableFileError(str(register), reason)
    proposal = propose(register, language=call.language or "sv", name=name)
    written = write_workspace(proposal, folder)
    call.finish(
        None,
        {"proposal": proposal.to_dict(), **written.to_dict()},
        text=lambda: f"{shown(proposal)}\n\n{shown(written)}",
        findings=written.findings,
    )
