"""The rows of a register as rows of `initiatives.csv` that read without errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from changekit.files.registers.proposal import PRIORITIES, Found, unique_ids, why_no_ids
from changekit.files.tables.cells import plain_text
from changekit.files.tables.columns import columns_of
from changekit.files.tables.fields import LINKS, field_shape
from changekit.files.tables.headings import heading_of
from changekit.files.tables.notation import pieces
from changekit.files.tables.rows import RowReader
from changekit.files.tables.sheet import mark_of
from changekit.files.tables.words import NOTHING, plain
from changekit.findings import Finding, Place
from changekit.model import shapes
from changekit.model.initiative import Initiative
from changekit.model.reading import Log
from changekit.model.records import record_shape
from changekit.model.settings import TableSource
from changekit.rules import registers as rules
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from changekit.files.registers.proposal import Proposal

__all__ = ["Converted", "converted"]

UNKNOWN_STATUS = "proposed"
"""Ours: a status whose word is not known; the mildest that still asks for a decision."""
_BEGUN = ("running", "paused", "done", "stopped")
_MISPLACED = 3  # times that cells which cannot be read are taken out before a row is given up


@attrs.frozen(kw_only=True)
class Converted:
    """The register as it is written.

    Attributes:
        fields: The field of each column; None: it comes along and is not read.
        statuses: The words for statuses with what they were taken for.
        guessed: What was guessed about the rows.
    """

    headings: tuple[str, ...]
    fields: tuple[str | None, ...]
    rows: tuple[tuple[Any, ...], ...]  # Any: texts, numbers, dates and truth values
    choices: Mapping[str, Mapping[str, str]]
    statuses: tuple[Found, ...]
    findings: tuple[Finding, ...]
    guessed: tuple[Text, ...]


@attrs.define
class _Sheet:
    """The columns of the new file while it is put together."""

    headings: list[str]
    fields: list[str | None]
    rows: list[list[Any]]
    guessed: list[Text] = attrs.field(factory=list)

    def put(self, heading: str, field: str, cells: Sequence[Any], *, first: bool = False) -> None:
        """Add a column; where its heading stands already, the field's name is used."""
        if heading in self.headings:
            heading = field
        at = 0 if first else len(self.headings)
        self.headings.insert(at, heading)
        self.fields.insert(at, field)
        for row, cell in zip(self.rows, cells, strict=True):
            row.insert(at, cell)

    def at(self, field: str) -> int | None:
        """Return which column holds a field."""
        return self.fields.index(field) if field in self.fields else None


def converted(proposal: Proposal) -> Converted:
    """Return the register as it is written: with ids, roles, and no cell that is an error."""
    sheet = _Sheet(
        _unique_headings([it.heading for it in proposal.kept]),
        [it.field for it in proposal.kept],
        [["" if plain_text(cell) in NOTHING else cell for cell in row.cells]
         for row in proposal.rows],
    )  # fmt: skip
    _without_unknown_priorities(sheet, proposal)
    statuses = tuple(
        attrs.evolve(it, means=it.means or UNKNOWN_STATUS) for it in proposal.statuses
    )
    _put_roles(sheet, proposal)
    _put_ids(sheet)
    choices = {**_choices(proposal, statuses), **_other_initiatives(sheet)}
    _put_actual_dates(sheet, choices.get("status", {}), proposal.language)
    findings = _cleared(sheet, proposal, choices)
    _say_about_texts(sheet)
    return Converted(
        headings=tuple(sheet.headings), fields=tuple(sheet.fields),
        rows=tuple(map(tuple, sheet.rows)), choices=choices, statuses=statuses,
        findings=tuple(findings), guessed=tuple(sheet.guessed),
    )  # fmt: skip


def _unique_headings(headings: Sequence[str]) -> list[str]:
    found: list[str] = []
    for at, heading in enumerate(headings, start=1):
        name, number = heading or f"kolumn {at}", 1
        while name in found:
            number += 1
            name = f"{heading} ({number})"
        found.append(name)
    return found


def _without_unknown_priorities(sheet: _Sheet, proposal: Proposal) -> None:
    at = sheet.at("priority")
    if at is None:
        return
    unknown = {plain(it.word) for it in proposal.priorities if it.means not in PRIORITIES}
    count = 0
    for row in sheet.rows:
        if plain(plain_text(row[at])) in unknown:
            row[at] = ""
            count += 1
    if count:
        words = ", ".join(repr(it.word) for it in proposal.priorities if not it.means)
        sheet.guessed.append(
            Text(
                sv=f"{count} initiativ fick ingen prioritet: orden {words} är okända",
                en=f"{count} initiatives got no priority: the words {words} are not known",
            )
        )


def _put_roles(sheet: _Sheet, proposal: Proposal) -> None:
    if sheet.at("owner.role") is not None or not proposal.roles:
        return
    at = sheet.at("owner.unit")
    by_unit = {plain(it.word): it.means for it in proposal.roles}
    cells = []
    for row, made in zip(sheet.rows, proposal.rows, strict=True):
        unit = plain(plain_text(row[at])) if at is not None else ""
        cells.append(by_unit.get(unit, "") if made.role else "")
    if at is None or not all(row[at] for row, cell in zip(sheet.rows, cells, strict=True) if cell):
        return  # an owner needs a unit; without one the role cannot stand in the row
    sheet.put(heading_of("owner.role", "initiatives", language=proposal.language),
              "owner.role", cells)  # fmt: skip


def _put_ids(sheet: _Sheet) -> None:
    at, title = sheet.at("id"), sheet.at("title")
    if at is not None:
        ids = [plain_text(row[at]) for row in sheet.rows]
        if why_no_ids(ids) is None:
            return
        sheet.fields[at] = None
    titles = [plain_text(row[title]) for row in sheet.rows] if title is not None else []
    heading = "id" if "id" not in [it.casefold() for it in sheet.headings] else "changekit-id"
    sheet.put(heading, "id", unique_ids(titles), first=True)
    sheet.guessed.append(Text(sv="id:n gjordes av titlarna", en="the ids were made of the titles"))


def _choices(proposal: Proposal, statuses: Sequence[Found]) -> dict[str, dict[str, str]]:
    by_field = {
        "owner.unit": proposal.units, "status": statuses, "priority": proposal.priorities,
        "goals": proposal.goals,
        "owner.role": proposal.roles if proposal.column("owner.role") is not None else (),
    }  # fmt: skip
    found = {
        field: {it.word: it.means for it in items if it.means} for field, items in by_field.items()
    }
    return {field: words for field, words in found.items() if words}


def _other_initiatives(sheet: _Sheet) -> dict[str, dict[str, str]]:
    """Return, for each column of ties, the ids of the titles that stand in it."""
    title, name = sheet.at("title"), sheet.at("id")
    if title is None or name is None:
        return {}
    ids = {plain_text(row[title]): plain_text(row[name]) for row in sheet.rows}
    found = {}
    for field in LINKS:
        at = sheet.at(field)
        if at is None:
            continue
        words = {
            piece for row in sheet.rows for piece in pieces(plain_text(row[at]), ids=True)
        }  # fmt: skip
        titles = {word: ids[word] for word in sorted(words) if word in ids}
        if titles:
            found[field] = titles
    return found


def _put_actual_dates(sheet: _Sheet, statuses: Mapping[str, str], language: str) -> None:
    """Move the start of what has begun, and the end of what is done, to the actual dates."""
    status = sheet.at("status")
    by_word = {plain(word): means for word, means in statuses.items()}
    moves = (("earliest", "started", _BEGUN), ("deadline", "finished", ("done",)))
    for planned, actual, among in moves:
        at = sheet.at(planned)
        if status is None or at is None or sheet.at(actual) is not None:
            continue
        cells = []
        for row in sheet.rows:
            begun = by_word.get(plain(plain_text(row[status]))) in among
            cells.append(row[at] if begun else "")
            row[at] = "" if begun else row[at]
        if any(cells):
            sheet.put(heading_of(actual, "initiatives", language=language), actual, cells)
            sheet.guessed.append(_moved(sheet.headings[at], actual, sum(map(bool, cells))))


def _moved(heading: str, actual: str, count: int) -> Text:
    sv = "verklig start" if actual == "started" else "verkligt slut"
    en = "actual start" if actual == "started" else "actual end"
    return Text(
        sv=f"för {count} initiativ togs {heading!r} som {sv}, eftersom statusen säger det",
        en=f"for {count} initiatives {heading!r} was taken as the {en}, as the status says",
    )


def _cleared(
    sheet: _Sheet, proposal: Proposal, choices: Mapping[str, Mapping[str, str]]
) -> list[Finding]:
    """Empty the cells that cannot be read, and return a finding for each."""
    found: list[Finding] = []
    for _ in range(_MISPLACED):
        faults = _faults(sheet, proposal, choices)
        if not faults:
            break
        for at, column, advice in faults:
            if sheet.rows[at][column] == "":
                continue
            sheet.rows[at][column] = ""
            values = {
                "heading": sheet.headings[column], "field": sheet.fields[column],
                "advice": advice,
            }  # fmt: skip
            found.append(Finding.of(rules.CELL_LEFT_OUT, values, place=proposal.rows[at].place))
    return found


def _faults(
    sheet: _Sheet, proposal: Proposal, choices: Mapping[str, Mapping[str, str]]
) -> list[tuple[int, int, Text]]:
    """Return row, column and advice of what the model would refuse."""
    log = Log()
    log.place = lambda mark: Place("", mark >> 15, (mark & 0x7FFF) + 1)
    for kind, items in (("unit", proposal.units), ("role", proposal.roles),
                        ("goal", proposal.goals)):  # fmt: skip
        log.know(kind, (it.means for it in items if it.means))
    columns = dict(zip(sheet.headings, sheet.fields, strict=True))
    source = TableSource.from_dict({"file": "register", "columns": columns, "choices": choices})
    reader = RowReader(columns_of(sheet.headings, source, log, log.place), "initiatives", log)
    shape = record_shape(Initiative)
    for at, row in enumerate(sheet.rows):
        node = reader.node(row, mark_of(at, 0))
        if node is not None:
            shape.read(node, None, log)
    log.settle()
    faults = []
    for item in log.findings:
        if item.severity != "error" or item.place is None:
            continue
        column = item.place.column - 1
        if sheet.fields[column] in ("id", "title"):
            column = _blamed(sheet, item.place.line)
        if column >= 0:
            faults.append((item.place.line, column, item.message))
    return faults


def _blamed(sheet: _Sheet, at: int) -> int:
    """Return the column that is emptied where values of a row do not fit together; -1: none."""
    for field in ("finished", "deadline", "overhead_hours", "earliest", "started"):
        column = sheet.at(field)
        if column is not None and sheet.rows[at][column] != "":
            return column
    return -1


def _say_about_texts(sheet: _Sheet) -> None:
    """Say which columns of free text come along: nobody but a reader can find names in them."""
    texts = []
    for column, field in enumerate(sheet.fields):
        kind = field_shape(field, "initiatives") if field else None
        if field == "title" or not isinstance(kind, shapes.TextShape | None):
            continue
        cells = [row[column] for row in sheet.rows if isinstance(row[column], str)]
        if any(len(cell.split()) > 3 for cell in cells):
            texts.append(sheet.headings[column])
    if texts:
        sheet.guessed.append(
            Text(
                sv="läs igenom om fri text nämner personer: " + ", ".join(texts),
                en="read whether free text names people: " + ", ".join(texts),
            )
        )
