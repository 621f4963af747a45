"""What a register in a spreadsheet seems to say, before anything is written."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import InvalidDataError
from changekit.files.registers.finding import ColumnGuess, find_table, guess_columns
from changekit.files.registers.persons import function_of, like_name, masked
from changekit.files.tables.cells import plain_text
from changekit.files.tables.notation import pieces
from changekit.files.tables.sheet import mark_of, open_sheet
from changekit.files.tables.words import NOTHING, choice_of, plain
from changekit.findings import Findings, Place
from changekit.model.fields import ID_PATTERN, good_id
from changekit.model.initiative import STATUSES
from changekit.model.reading import Log
from changekit.model.settings import TableSource
from changekit.rules import registers as rules
from changekit.tables import Column, Shown, Table
from changekit.text import Text, sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from changekit.files.tables.sheet import Sheet

__all__ = ["Found", "Proposal", "RegisterRow", "propose"]

PRIORITIES = ("high", "medium", "low")


@attrs.frozen(kw_only=True)
class Found:
    """A word that the register uses, what it is taken for, and how often it stands there.

    Attributes:
        means: The id or choice; None: it is not known what it means.
    """

    word: str
    means: str | None
    count: int
    title: str = ""


@attrs.frozen(kw_only=True)
class RegisterRow:
    """One row without the columns of people; dates and numbers as the spreadsheet has them."""

    place: Place
    cells: tuple[Any, ...]  # Any: texts, numbers, dates and truth values
    role: str | None = None


@attrs.frozen(kw_only=True)
class Proposal(Shown):
    """How a register would become a workspace.

    The cells of columns of people are not in it.

    Attributes:
        name: What the municipality or register is called, guessed from the file.
        columns: Every column of the register, in its order.
        units: The units that own initiatives.
        roles: The functions that people stood for, where a column named people.
        rows: The rows that become initiatives.
    """

    register: str
    name: str
    sheet: str | None
    header_row: int
    columns: tuple[ColumnGuess, ...]
    units: tuple[Found, ...] = ()
    roles: tuple[Found, ...] = ()
    statuses: tuple[Found, ...] = ()
    priorities: tuple[Found, ...] = ()
    goals: tuple[Found, ...] = ()
    rows: tuple[RegisterRow, ...] = attrs.field(default=(), repr=False)
    findings: Findings = Findings()
    language: str = "sv"

    @property
    def kept(self) -> tuple[ColumnGuess, ...]:
        """The columns that are not about people, in the order of the cells of `rows`."""
        return tuple(column for column in self.columns if not column.personal)

    def column(self, field: str) -> int | None:
        """Return which cell of a row holds a field, None where none does."""
        fields = [column.field for column in self.kept]
        return fields.index(field) if field in fields else None

    def table(self) -> Table:
        """Return one row for each column of the register."""
        columns = (
            Column("heading", Text(sv="Rubrik", en="Heading")),
            Column("field", Text(sv="Blir", en="Becomes")),
            Column("confidence", Text(sv="Säkerhet", en="Confidence")),
            Column("filled", Text(sv="Ifyllda", en="Filled"), "number"),
            Column("reason", Text(sv="Varför", en="Why")),
        )
        rows = tuple(
            (
                it.heading,
                _LEFT_OUT if it.personal else it.field or _NOT_READ,
                _SURE[it.confidence],
                it.filled,
                it.reason,
            )
            for it in self.columns
        )
        title = Text(sv=f"Kolumnerna i {self.register}", en=f"The columns of {self.register}")
        return Table(title=title, columns=columns, rows=rows)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the proposal as JSON values."""
        words = ("units", "roles", "statuses", "priorities", "goals")
        return {
            "register": self.register,
            "sheet": self.sheet,
            "header_row": self.header_row,
            "initiatives": len(self.rows),
            "columns": [
                {
                    "heading": it.heading, "field": it.field, "confidence": it.confidence,
                    "personal": it.personal, "filled": it.filled,
                    "reason": it.reason.to(self.language),
                }
                for it in self.columns
            ],
            **{
                name: [
                    {"word": it.word, "means": it.means, "count": it.count}
                    for it in getattr(self, name)
                ]
                for name in words
            },
            **self.findings.to_dict(),
        }  # fmt: skip


_LEFT_OUT = Text(sv="utelämnas", en="left out")
_NOT_READ = Text(sv="läses inte", en="not read")
_SURE = {
    "sure": Text(sv="säker", en="sure"),
    "likely": Text(sv="trolig", en="likely"),
    "none": Text(sv="–", en="–"),
}


def propose(register: Path, *, language: str = "sv", name: str | None = None) -> Proposal:
    """Return how a register in XLSX or CSV would become a workspace; nothing is written.

    Args:
        register: The spreadsheet.
        language: The language of what is shown.
        name: What the municipality is called; None: the name of the file.

    Raises:
        InvalidDataError: There is no table in it that could be a register.
        UnreadableFileError: It cannot be opened.
        MissingExtraError: It is a workbook, and the extra `excel` is not installed.
    """
    spot = find_table(register)
    source = TableSource(
        file=register.name, sheet=spot.sheet, header_row=spot.row, delimiter=spot.delimiter
    )
    log = Log()
    sheet = open_sheet(register, source, log)
    if sheet is None:
        findings = Findings.in_order(log.findings, language=language)
        msg = f"{register.name}: {findings[0].line(language)}"
        raise InvalidDataError(msg, findings=findings)
    lines = [(line, row) for line, row in sheet.rows if any(map(_filled, row))]
    columns = _with_good_ids(guess_columns(sheet.headings, [row for _, row in lines]), lines)
    _note_columns(columns, sheet, lines, log)
    base = Proposal(
        register=register.name, name=name or register.stem, sheet=spot.sheet, header_row=spot.row,
        columns=columns, language=language,
    )  # fmt: skip
    if base.column("title") is None:
        log.add_at(rules.NO_TITLES, sheet.place(mark_of(sheet.header_line, 0)))
    rows = _rows(base, sheet, lines, log)
    return _with_words(base, rows, Findings.in_order(log.findings, language=language))


def _filled(cell: Any) -> bool:  # Any: as in RegisterRow
    return plain_text(cell) not in NOTHING


def why_no_ids(values: Sequence[str]) -> Text | None:
    """Return why the values of a column cannot be the ids of initiatives, None where they can.

    >>> why_no_ids(["1", "1"]).to("en"), why_no_ids(["1", "2"])
    ('rows have the same value or none, so ids are made of the titles', None)
    """
    if len(set(values)) < len(values) or any(value in NOTHING for value in values):
        return Text(
            sv="rader har samma värde eller inget, så id:n görs av titlarna",
            en="rows have the same value or none, so ids are made of the titles",
        )
    if not all(re.fullmatch(ID_PATTERN, value) for value in values):
        return Text(
            sv="värdena går inte att skriva som id, så id:n görs av titlarna",
            en="the values cannot be written as ids, so ids are made of the titles",
        )
    return None


def _with_good_ids(
    columns: Sequence[ColumnGuess], lines: Sequence[Any]
) -> tuple[ColumnGuess, ...]:  # Any: as in RegisterRow
    """Return the columns; one that seemed to hold ids, and does not, is not read."""
    title = next((it for it in columns if it.field == "title"), None)
    rows = [row for _, row in lines if title and _filled(_safe(row[title.ordinal], title))]
    found = []
    for it in columns:
        why = None
        if it.field == "id" and not it.personal:
            why = why_no_ids([plain_text(_safe(row[it.ordinal], it)) for row in rows])
        changed = attrs.evolve(it, field=None, confidence="none", reason=why) if why else it
        found.append(changed)
    return tuple(found)


def _note_columns(
    columns: Iterable[ColumnGuess], sheet: Sheet, lines: Sequence[Any], log: Log
) -> None:
    for it in columns:
        place = sheet.place(mark_of(sheet.header_line, it.ordinal))
        if it.personal == "contact":
            log.add_at(rules.CONTACT_DETAILS, place, None, heading=it.heading)
        elif it.personal == "names":
            advice = Text(
                sv=f"i stället skapades roller av rubriken: {function_of(it.heading)}",
                en=f"roles were made of the heading instead: {function_of(it.heading)}",
            )
            log.add_at(rules.PERSONAL_NAMES, place, None, heading=it.heading, advice=advice)
        elif it.field is None and it.heading and it.filled:
            log.add_at(rules.COLUMN_NOT_READ, place, None, heading=it.heading, why=it.reason)
        if not it.personal:
            changed = _changed(it, [row[it.ordinal] for _, row in lines])
            if changed:
                log.add_at(rules.MASKED_CELLS, place, None, heading=it.heading, count=changed)


def _changed(column: ColumnGuess, cells: Iterable[Any]) -> int:  # Any: as in RegisterRow
    plain_cells = [cell.strip() if isinstance(cell, str) else cell for cell in cells]
    return sum(_safe(cell, column) != cell for cell in plain_cells)


def _safe(cell: Any, column: ColumnGuess) -> Any:  # Any: as in RegisterRow
    """Return a cell without white space around it, addresses and identity numbers.

    From a column of units or roles, what looks like a person's name goes too.
    """
    if column.field in ("owner.unit", "owner.role") and like_name(plain_text(cell)):
        return ""
    if isinstance(cell, str):
        return masked(cell.strip())
    return masked(text) if masked(text := plain_text(cell)) != text else cell


def _rows(base: Proposal, sheet: Sheet, lines: Sequence[Any], log: Log) -> list[RegisterRow]:
    title = base.column("title")
    people = next((it for it in base.columns if it.personal == "names"), None)
    owner_role = base.column("owner.role")
    rows = []
    for line, row in lines:
        cells = tuple(_safe(row[it.ordinal], it) for it in base.kept)
        if title is None or not _filled(cells[title]):
            log.add_at(rules.ROW_LEFT_OUT, sheet.place(mark_of(line, title or 0)))
            continue
        role = None
        if people and owner_role is None and _filled(row[people.ordinal]):
            role = function_of(people.heading)
        rows.append(RegisterRow(place=sheet.place(mark_of(line, 0)), cells=cells, role=role))
    return rows


def _with_words(base: Proposal, rows: Sequence[RegisterRow], findings: Findings) -> Proposal:
    units = _ids(base, rows, "owner.unit")
    by_word = {plain(unit.word): unit for unit in units}
    return attrs.evolve(
        base,
        rows=tuple(rows),
        units=units,
        roles=_roles(base, rows, by_word),
        statuses=_words(base, rows, "status", lambda word: choice_of(word, STATUSES)),
        priorities=_words(base, rows, "priority", lambda word: choice_of(word, PRIORITIES)),
        goals=_ids(base, rows, "goals"),
        findings=findings,
    )


def _words(
    base: Proposal, rows: Sequence[RegisterRow], field: str,
    means: Callable[[str], str | None],
) -> tuple[Found, ...]:  # fmt: skip
    at = base.column(field)
    if at is None:
        return ()
    split = field == "goals"
    texts = [plain_text(row.cells[at]) for row in rows if _filled(row.cells[at])]
    words = [piece for text in texts for piece in (pieces(text, ids=False) if split else [text])]
    counts = Counter(plain(word) for word in words)
    first = {plain(word): word for word in reversed(words)}
    found = [
        Found(word=first[key], means=means(first[key]), count=count, title=first[key])
        for key, count in counts.items()
    ]
    return tuple(sorted(found, key=lambda it: (-it.count, sort_key(it.word))))


def _ids(base: Proposal, rows: Sequence[RegisterRow], field: str) -> tuple[Found, ...]:
    found = _words(base, rows, field, lambda _: None)
    names = unique_ids([it.word for it in found], taken={"kommunen"})
    return tuple(attrs.evolve(it, means=name) for it, name in zip(found, names, strict=True))


def unique_ids(words: Iterable[str], *, taken: Iterable[str] = ()) -> list[str]:
    """Return an id for each of some words, none of them twice.

    >>> unique_ids(["Ny skola", "Ny skola!", "Bad"])
    ['ny-skola', 'ny-skola-2', 'bad']
    """
    used = set(taken)
    names = []
    for word in words:
        stem = good_id(word)[:60].rstrip("-")
        name, number = stem, 1
        while name in used:
            number += 1
            name = f"{stem}-{number}"
        used.add(name)
        names.append(name)
    return names


def _roles(
    base: Proposal, rows: Sequence[RegisterRow], units: dict[str, Found]
) -> tuple[Found, ...]:
    """Return the roles: as a column names them, or a function for each unit."""
    if base.column("owner.role") is not None:
        return _ids(base, rows, "owner.role")
    at = base.column("owner.unit")
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row.role:
            unit = units.get(plain(plain_text(row.cells[at]))) if at is not None else None
            counts[row.role, unit.word if unit else ""] += 1
    found = []
    for (function, word), count in counts.items():
        unit = units.get(plain(word))
        name = f"{unit.means}-{good_id(function)}" if unit else good_id(function)
        title = f"{function}, {word}" if word else function
        found.append(Found(word=word, means=name, count=count, title=title))
    return tuple(sorted(found, key=lambda it: (-it.count, sort_key(it.title))))
