"""Tables as sources: rows of CSV files and of workbooks, each as the node of one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.files.tables.columns import columns_of
from changekit.files.tables.rows import RowReader
from changekit.files.tables.sheet import Sheet, mark_of, open_sheet

if TYPE_CHECKING:
    from pathlib import Path

    from changekit.model.nodes import MapNode
    from changekit.model.reading import Log
    from changekit.model.settings import TableSource

__all__ = ["TABLE_KINDS", "read_rows", "read_sheet"]

TABLE_KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
"""The endings of files that can be read as tables."""


def read_rows(path: Path, source: TableSource, log: Log) -> list[MapNode]:
    """Return one node for each row of a table, in the order of the file.

    The nodes have the shapes of the model: read them with `record_shape(Initiative)` and so on.
    Until another file is read, `log.place` gives the places of their cells.

    Args:
        path: Where the file is; `source.file` is what findings call it.
        source: Which columns hold what.
        log: Takes the findings.

    Raises:
        MissingExtraError: It is a workbook, and the extra `excel` is not installed.
    """
    sheet = open_sheet(path, source, log)
    return read_sheet(sheet, source, log) if sheet else []


def read_sheet(sheet: Sheet, source: TableSource, log: Log) -> list[MapNode]:
    """Return one node for each row of a table that is already opened."""
    log.place = sheet.place
    line = sheet.header_line
    columns = columns_of(sheet.headings, source, log, lambda at: sheet.place(mark_of(line, at)))
    reader = RowReader(columns, source.holds, log)
    nodes = (reader.node(row, mark_of(number, 0)) for number, row in sheet.rows)
    return [node for node in nodes if node is not None]
