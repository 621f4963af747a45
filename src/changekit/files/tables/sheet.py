"""A table as it stands in its file: headings, rows of cells, and the place of each cell."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from changekit.errors import UnreadableFileError
from changekit.files.tables.cells import plain_text
from changekit.files.tables.csv_text import cell_start, decoded, rows_of, split_lines
from changekit.findings import Place
from changekit.optional import excel
from changekit.rules import reading as rules
from changekit.text import Text, closest

if TYPE_CHECKING:
    from pathlib import Path

    from changekit.model.reading import Log
    from changekit.model.settings import TableSource

__all__ = [
    "CSV_LIMIT",
    "OTHER_WORKBOOKS",
    "SAVE_AS_XLSX",
    "WORKBOOKS",
    "Sheet",
    "column_letters",
    "mark_of",
    "open_sheet",
]

CSV_LIMIT = 256 * 2**20
"""Ours: bytes of one CSV file, so that a wrong file cannot fill the memory."""
_BITS = 15  # a mark is a row and a column: 2**15 columns are more than any spreadsheet has
WORKBOOKS = (".xlsx", ".xlsm")
OTHER_WORKBOOKS = (".xls", ".xlsb", ".ods", ".numbers")
SAVE_AS_XLSX = "workbooks of this kind are not read; save it as .xlsx"
Rows: TypeAlias = "Iterator[tuple[int, list[Any]]]"  # Any: texts, numbers, dates, truth values


def mark_of(row: int, column: int) -> int:
    """Return the mark of a cell: its row from 1 and its column from 0 in one number."""
    return row << _BITS | column


def column_letters(column: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@attrs.frozen(kw_only=True)
class Sheet:
    """One table.

    Attributes:
        rows: Each row below the headings with its number: the physical line it starts on in a
            CSV file, the row in a workbook.
        place: Gives the place of a mark; a `Place` is its own place.
    """

    headings: tuple[str, ...]
    header_line: int
    rows: Rows
    place: Callable[[Any], Place]  # Any: a mark or a Place


def open_sheet(path: Path, source: TableSource, log: Log) -> Sheet | None:
    """Return the table of a file; None after noting why there is none.

    Raises:
        MissingExtraError: It is a workbook, and the extra `excel` is not installed.
    """
    try:
        if path.suffix.lower() in WORKBOOKS:
            return _workbook_sheet(path, source, log)
        return _csv_sheet(path, source, log)
    except UnreadableFileError as error:
        why = Text.plain(error.reason)
        log.add_at(rules.UNREADABLE, Place(source.file), None, why=why)
    except OSError as error:
        why = Text.plain(error.strerror or type(error).__name__)
        log.add_at(rules.UNREADABLE, Place(source.file), None, why=why)
    except csv.Error as error:
        advice = Text(sv="spara om filen ur kalkylprogrammet", en="save the file anew")
        what = Text.plain(str(error))
        log.add_at(rules.SYNTAX, Place(source.file), None, what=what, advice=advice)
    return None


def _csv_sheet(path: Path, source: TableSource, log: Log) -> Sheet | None:
    if path.suffix.lower() in OTHER_WORKBOOKS:
        raise UnreadableFileError(path.name, SAVE_AS_XLSX)
    size = path.stat().st_size
    if size > CSV_LIMIT:
        log.add_at(
            rules.TOO_LARGE, Place(source.file), None, what=source.file,
            found=f"{size // 2**20} MiB", limit=f"{CSV_LIMIT // 2**20} MiB",
        )  # fmt: skip
        return None
    text, assumed = decoded(path.read_bytes())
    if assumed:
        log.add_at(rules.ASSUMED_ENCODING, Place(source.file))
    cut = split_lines(text, source.delimiter, source.header_row)
    lines, delimiter = cut.lines, cut.delimiter

    def place(mark: Any) -> Place:  # Any: a mark or a Place
        if isinstance(mark, Place):
            return mark
        row, column = mark >> _BITS, mark & (1 << _BITS) - 1
        return Place(source.file, *cell_start(lines, row, column, delimiter))

    return _under_headings(list(rows_of(cut)), source, log, place)


def _workbook_sheet(path: Path, source: TableSource, log: Log) -> Sheet | None:
    names = excel.sheet_names(path)
    name = source.sheet or next(iter(names), "")
    if name not in names:
        near = closest(name, names)
        known = ", ".join(names)
        advice = (
            Text(sv=f"menade du {near!r}?", en=f"did you mean {near!r}?")
            if near
            else Text(sv=f"bladen är {known}", en=f"the sheets are {known}")
        )
        log.add_at(rules.MISSING_SHEET, Place(source.file), None, sheet=name, advice=advice)
        return None
    (grid,) = excel.read_grids(path, (name,))
    return grid_sheet(grid, source, log)


def grid_sheet(grid: excel.Grid, source: TableSource, log: Log) -> Sheet | None:
    """Return the table of a sheet of a workbook that is already read."""

    def place(mark: Any) -> Place:  # Any: a mark or a Place
        if isinstance(mark, Place):
            return mark
        row, column = mark >> _BITS, mark & (1 << _BITS) - 1
        cell = f"{source.file}!{grid.name}!{column_letters(column)}{row}"
        return Place(cell, row, column + 1, cell=True)

    rows = _with_tall_headings(grid, source.header_row)
    return _under_headings(list(enumerate(rows, start=1)), source, log, place)


def _with_tall_headings(grid: excel.Grid, header_row: int) -> list[list[Any]]:  # Any: as in Rows
    """Return the rows, where headings merged downwards stand in the row of headings too."""
    at = header_row - 1
    tall = [
        (top, column)
        for (top, column), (bottom, last) in grid.merged
        if column == last and top < at <= bottom and at < len(grid.rows)
    ]
    if not tall:
        return grid.rows
    headings = list(grid.rows[at])
    for top, column in tall:
        headings[column] = headings[column] or grid.rows[top][column]
    return [*grid.rows[:at], headings, *grid.rows[at + 1 :]]


def _under_headings(
    rows: list[tuple[int, list[Any]]], source: TableSource, log: Log, place: Callable[[Any], Place]
) -> Sheet | None:
    at = source.header_row - 1
    if not any(_filled(row) for _, row in rows):
        log.add_at(rules.EMPTY_FILE, place(mark_of(1, 0)), None, needed=_ROW_OF_HEADINGS)
        return None
    if at >= len(rows) or not _filled(rows[at][1]):
        log.add_at(rules.NO_HEADINGS, place(mark_of(1, 0)), None, row=source.header_row)
        return None
    line, cells = rows[at]
    headings = [" ".join(plain_text(cell).split()) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    return Sheet(
        headings=tuple(headings), header_line=line, place=place,
        rows=_even(rows[at + 1 :], headings, log, place),
    )  # fmt: skip


_ROW_OF_HEADINGS = Text(sv="en rad med rubriker", en="a row of headings")


def _filled(row: list[Any]) -> bool:  # Any: as in Rows
    return any(cell not in ("", None) and str(cell).strip() for cell in row)


def _even(
    rows: list[tuple[int, list[Any]]],
    headings: list[str],
    log: Log,
    place: Callable[[Any], Place],
) -> Rows:
    """Go through rows that are as wide as the headings; cells under no heading are noted."""
    width = len(headings)
    gaps = [at for at, heading in enumerate(headings) if not heading]
    noted: set[int] = set()
    for line, cells in rows:
        row = cells + [""] * (width - len(cells))
        if gaps or len(row) > width:
            for column in (*gaps, *range(width, len(row))):
                if column not in noted and _filled(row[column : column + 1]):
                    noted.add(column)
                    log.add_at(rules.CELL_WITHOUT_HEADING, place(mark_of(line, column)))
        yield line, row
