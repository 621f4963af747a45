"""A proposal written as a workspace: settings, organisation, goals and the register itself."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import CannotWriteError, InvalidDataError
from changekit.files.registers.initiatives import Converted, converted
from changekit.files.writing import make_folder, to_yaml, write_text
from changekit.findings import Findings
from changekit.tables import Column, Shown, Table, safe_cell
from changekit.text import Text

if TYPE_CHECKING:
    from pathlib import Path

    from changekit.files.registers.proposal import Found, Proposal

__all__ = ["Written", "WrittenFile", "write_workspace"]

SETTINGS = "changekit.yaml"
REGISTER = "initiatives.csv"
TOP_UNIT = "kommunen"


@attrs.frozen(kw_only=True)
class WrittenFile:
    """A file that was written, and what was guessed when writing it."""

    file: str
    guessed: tuple[Text, ...] = ()


@attrs.frozen(kw_only=True)
class Written(Shown):
    """The files of a new workspace, in the order written.

    Attributes:
        findings: What was left out of the register, and why.
    """

    files: tuple[WrittenFile, ...]
    findings: Findings = Findings()
    language: str = "sv"

    @property
    def guessed(self) -> tuple[Text, ...]:
        """Everything that was guessed."""
        return tuple(text for file in self.files for text in file.guessed)

    def table(self) -> Table:
        """Return one row for each guess; a file without any has one row."""
        columns = (
            Column("file", Text(sv="Fil", en="File")),
            Column("guessed", Text(sv="Gissat", en="Guessed")),
        )
        rows = tuple(
            (file.file, text)
            for file in self.files
            for text in (file.guessed or (Text.plain("–"),))
        )
        return Table(title=Text(sv="Skrivet", en="Written"), columns=columns, rows=rows)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the files under the key that `changekit init --json` prints."""
        return {
            "written": [
                {"file": it.file, "guessed": [text.to(self.language) for text in it.guessed]}
                for it in self.files
            ],
            **self.findings.to_dict(),
        }


def write_workspace(proposal: Proposal, folder: Path) -> Written:
    """Write the workspace that a proposal describes, and return what was written and guessed.

    The register becomes `initiatives.csv` with its own headings, without the columns of people;
    the map of its columns stands in `changekit.yaml`. What changekit could not read is left
    empty and is a finding, so that the workspace has no errors.

    Args:
        proposal: As `propose` gives it.
        folder: The new folder; it may exist, but not hold a workspace.

    Raises:
        InvalidDataError: The proposal has an error: no column holds titles.
        CannotWriteError: The folder holds one of the files already, or cannot be written.
    """
    if proposal.findings.errors:
        msg = f"{proposal.register}: {proposal.findings.errors[0].line()}"
        raise InvalidDataError(msg, findings=proposal.findings)
    register = converted(proposal)
    texts = {
        SETTINGS: _settings(proposal, register),
        "organisation.yaml": _organisation(proposal),
        **({"goals.yaml": _goals(proposal)} if proposal.goals else {}),
        REGISTER: _register(register),
    }
    _refuse_existing(folder, texts)
    make_folder(folder)
    for name in sorted(texts, key=lambda name: name == SETTINGS):
        write_text(folder / name, texts[name])
    guesses = _guesses(proposal, register)
    files = tuple(WrittenFile(file=name, guessed=guesses.get(name, ())) for name in texts)
    found = [*proposal.findings, *register.findings]
    findings = Findings.in_order(found, language=proposal.language)
    return Written(files=files, findings=findings, language=proposal.language)


def _refuse_existing(folder: Path, names: Any) -> None:  # Any: file names, in order
    for name in names:
        if (folder / name).exists():
            reason = Text(
                sv="den finns redan och skrivs inte över; namnge en annan mapp",
                en="it is there already, and is not overwritten; name another folder",
            )
            raise CannotWriteError(str(folder / name), reason)


def _settings(proposal: Proposal, register: Converted) -> str:
    columns: dict[str, str | None] = dict(zip(register.headings, register.fields, strict=True))
    data = {
        "schema": 1,
        "name": proposal.name,
        "country": "SE",
        "language": proposal.language,
        "packs": ["changekit/core"],
        "tables": [
            {
                "file": REGISTER, "holds": "initiatives", "delimiter": ";", "columns": columns,
                **({"choices": register.choices} if register.choices else {}),
            }
        ],
    }  # fmt: skip
    return to_yaml(data)


def _organisation(proposal: Proposal) -> str:
    top = {"id": TOP_UNIT, "name": proposal.name, "form": "municipality"}
    units = [
        {"id": it.means, "name": it.word, "parent": TOP_UNIT, "form": "administration"}
        for it in proposal.units
    ]
    by_word = {it.word: it.means for it in proposal.units}
    roles = []
    for it in proposal.roles:
        role = {"id": it.means, "title": it.title}
        if it.word in by_word:
            role["unit"] = by_word[it.word]
        roles.append(role)
    data: dict[str, Any] = {"schema": 1, "units": [top, *units]}
    if roles:
        data["roles"] = roles
    return to_yaml(data)


def _goals(proposal: Proposal) -> str:
    goals = [{"id": it.means, "title": it.word} for it in proposal.goals]
    return to_yaml({"schema": 1, "goals": goals})


def _register(register: Converted) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(heading) for heading in register.headings])
    for row in register.rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def _csv_cell(cell: Any) -> str:  # Any: as in RegisterRow
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        return text.replace(".", ",")
    return safe_cell(str(cell))


def _guesses(proposal: Proposal, register: Converted) -> dict[str, tuple[Text, ...]]:
    mapped = [
        Text(
            sv=f"kolumnen {it.heading!r} är {it.field}: {it.reason.to('sv')}",
            en=f"the column {it.heading!r} is {it.field}: {it.reason.to('en')}",
        )
        for it in proposal.kept
        if it.field
    ]
    meant = [
        Text(sv=f"{it.word!r} betyder {it.means}", en=f"{it.word!r} means {it.means}")
        for it in (*register.statuses, *proposal.priorities)
        if it.means
    ]
    units = [_listed("enheter", "units", proposal.units), _FORMS] if proposal.units else []
    roles = [_listed("roller", "roles", proposal.roles)] if proposal.roles else []
    goals = [_listed("mål", "goals", proposal.goals)] if proposal.goals else []
    return {
        SETTINGS: (_named(proposal.name), *mapped, *meant),
        "organisation.yaml": (*units, *roles),
        "goals.yaml": tuple(goals),
        REGISTER: register.guessed,
    }


_FORMS = Text(
    sv="varje enhet är en förvaltning direkt under kommunen",
    en="each unit is an administration directly under the municipality",
)


def _named(name: str) -> Text:
    return Text(sv=f"kommunen heter {name!r}", en=f"the municipality is called {name!r}")


def _listed(sv: str, en: str, found: tuple[Found, ...]) -> Text:
    names = [it.title or it.word for it in found]
    shown = names[:12] + ["..."] * (len(names) > 12)
    listed = "; ".join(shown)
    return Text(sv=f"{len(names)} {sv}: {listed}", en=f"{len(names)} {en}: {listed}")
