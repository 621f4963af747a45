"""Tables as sheets of an Excel workbook."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from changekit.optional import excel
from changekit.tables import safe_cell, show_cell
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.tables import Cell, Column, Table

__all__ = ["workbook"]

MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # a workbook knows no time zones
"""Ours: the day that every workbook says it was made on, so that equal tables are equal files."""
MAKER = "changekit"
"""Ours: the author of every workbook, by which the command line knows what it may replace."""
WIDEST = 60
"""Ours: letters; a wider column is wrapped."""
FORMATS = {"share": "0 %", "date": "yyyy-mm-dd"}
TITLE_LENGTH = 31
"""Source: Microsoft Support, Rename a worksheet: at most 31 characters."""


def workbook(tables: Iterable[Table], *, language: str) -> bytes:
    """Return a workbook with one sheet for each table, its heading frozen and filtered.

    Numbers and dates are numbers and dates; a text never starts a formula.

    Raises:
        MissingExtraError: The extra `excel` is not installed.
    """
    out = io.BytesIO()
    book = excel.writer(out, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": MADE, "author": MAKER})
    for table in tables:
        _sheet(book, table, language)
    book.close()
    return out.getvalue()


def _sheet(book: Any, table: Table, language: str) -> None:  # Any: a class of an optional package
    sheet = book.add_worksheet(table.title.to(language)[:TITLE_LENGTH])
    bold = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    top = 0
    if table.notice:
        sheet.write_string(0, 0, safe_cell(table.notice.to(language)))
        top = 2
    for at, column in enumerate(table.columns):
        look = {"valign": "top", "text_wrap": True, "num_format": FORMATS.get(column.kind, "")}
        cells = [row[at] for row in table.rows]
        widths = [len(show_cell(cell, column, language)) for cell in cells]
        width = min(WIDEST, max([len(column.title.to(language)), *widths]) + 3)
        sheet.set_column(at, at, width)
        sheet.write_string(top, at, safe_cell(column.title.to(language)), bold)
        style = book.add_format({name: value for name, value in look.items() if value != ""})
        for row, cell in enumerate(cells, start=top + 1):
            _write(sheet, (row, at), cell, column, style, language)
    if table.rows and table.columns:
        sheet.autofilter(top, 0, top + len(table.rows), len(table.columns) - 1)
    sheet.freeze_panes(top + 1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)


def _write(
    sheet: Any,  # Any: a class of an optional package
    place: tuple[int, int],
    cell: Cell,
    column: Column,
    style: Any,  # Any: a class of an optional package
    language: str,
) -> None:
    if cell is None:
        sheet.write_blank(*place, None, style)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(*place, dt.datetime(cell.year, cell.month, cell.day), style)  # noqa: DTZ001
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(*place, cell, style)
    else:
        words = cell.to(language) if isinstance(cell, Text) else show_cell(cell, column, language)
        sheet.write_string(*place, safe_cell(words), style)
