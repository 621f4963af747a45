"""Result tables as one workbook: a sheet for each, with real numbers and dates."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any, Final

from changekit.files.writing import write_bytes
from changekit.optional import excel
from changekit.tables import safe_cell, show_cell
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from changekit.tables import Cell, Column, Table

__all__ = ["tables_to_bytes", "tables_to_xlsx"]

CREATED: Final = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # the same bytes for the same tables
_FIRST_DAY = dt.date(1900, 3, 1)  # before it Excel's calendar has a day that never was
_CELL_LIMIT = 32_767  # Source: Microsoft, Excel specifications and limits
_NAME_LIMIT = 31  # Source: the same


def tables_to_xlsx(path: Path, tables: Iterable[Table], *, language: str = "en") -> None:
    """Write tables as one workbook, a sheet for each, named by its title.

    An unknown value is an empty cell, never a zero; a text never starts a formula. The notice of
    a table stands below its rows.

    Args:
        path: The workbook, which is replaced if it is there.
        tables: At least one.
        language: The language of titles, headings and texts.

    Raises:
        CannotWriteError: It cannot be written, as when Excel has it open.
        MissingExtraError: The extra `excel` is not installed.
    """
    write_bytes(path, tables_to_bytes(tables, language=language))


def tables_to_bytes(tables: Iterable[Table], *, language: str = "en") -> bytes:
    """Return the workbook of tables (see `tables_to_xlsx`); the same bytes for the same tables.

    Raises:
        MissingExtraError: The extra `excel` is not installed.
    """
    target = io.BytesIO()
    book = excel.writer(target, {"in_memory": True})
    book.set_properties({"created": CREATED})
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#e6eef5", "bottom": 1}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "share": book.add_format({"num_format": "0%"}),
        "note": book.add_format({"italic": True}),
    }
    used: set[str] = set()
    for table in tables:
        sheet = book.add_worksheet(_sheet_name(table.title.to(language), used))
        _write(sheet, table, language, formats)
    book.close()
    return target.getvalue()


def _sheet_name(title: str, used: set[str]) -> str:
    """Return a name that Excel takes: short, without its own marks, and not used yet."""
    stem = " ".join(re.sub(r"[\[\]:*?/\\']", " ", title).split())[:_NAME_LIMIT] or "1"
    name, number = stem, 1
    while name.casefold() in used:
        number += 1
        name = f"{stem[: _NAME_LIMIT - len(str(number)) - 1]} {number}"
    used.add(name.casefold())
    return name


def _write(
    sheet: Any, table: Table, language: str, formats: dict[str, Any]
) -> None:  # Any: classes of an optional package
    for at, column in enumerate(table.columns):
        title = column.title.to(language)
        sheet.write_string(0, at, safe_cell(title), formats["head"])
        shown = [len(show_cell(row[at], column, language)) for row in table.rows]
        sheet.set_column(at, at, min(60, max(10, len(title) + 2, *shown)))
    for line, row in enumerate(table.rows, start=1):
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            _cell(sheet, (line, at), cell, column, language, formats)
    if table.notice:
        text = safe_cell(table.notice.to(language))
        sheet.write_string(len(table.rows) + 2, 0, text, formats["note"])
    sheet.freeze_panes(1, 1)
    if table.columns and table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _cell(  # what a cell is written with
    sheet: Any, at: tuple[int, int], cell: Cell, column: Column, language: str,
    formats: dict[str, Any],
) -> None:  # fmt: skip
    if cell is None:
        return
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(*at, cell, formats["share"] if column.kind == "share" else None)
    elif isinstance(cell, dt.date) and cell >= _FIRST_DAY:
        sheet.write_datetime(*at, cell, formats["date"])
    else:
        text = cell.to(language) if isinstance(cell, Text) else show_cell(cell, column, language)
        sheet.write_string(*at, safe_cell(text)[:_CELL_LIMIT])
