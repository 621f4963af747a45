"""Tables as sources: rows of CSV files and of workbooks, each as the node of one record.

`read_table` gives the records of a table, `each_row` its rows as nodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from changekit.files.tables.records import TableRecords, read_table, with_capacities
from changekit.files.tables.rows import each_node
from changekit.files.tables.sheet import open_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from changekit.model.nodes import MapNode
    from changekit.model.reading import Log
    from changekit.model.settings import TableSource

__all__ = [
    "TABLE_ENDINGS", "TableRecords", "each_row", "read_rows", "read_table", "with_capacities",
]  # fmt: skip

TABLE_ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
"""The endings of files that can be read as tables."""


def read_rows(path: Path, source: TableSource, log: Log) -> list[MapNode]:
    """Return one node for each row of a table, in the order of the file (see `each_row`)."""
    return list(each_row(path, source, log))


def each_row(path: Path, source: TableSource, log: Log) -> Iterator[MapNode]:
    """Go through the rows of a table, each as a node; rows that hold nothing are left out.

    The nodes have the shapes of the model: read them with `record_shape(Initiative)` and so on.
    From the first node until another file is read, `log.place` gives the places of the cells.
    Reading each node before the next keeps little in memory.

    Args:
        path: Where the file is; `source.file` is what findings call it.
        source: Which columns hold what.
        log: Takes the findings.

    Raises:
        MissingExtraError: It is a workbook, and the extra `excel` is not installed.
    """
    sheet = open_sheet(path, source, log)
    if sheet:
        yield from each_node(sheet, source, log)
