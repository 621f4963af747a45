"""Writes one table to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.errors import InvalidValueError
from changekit.files.writing import write_bytes, write_text
from changekit.interfaces.report.spreadsheets import workbook

if TYPE_CHECKING:
    from pathlib import Path

    from changekit.tables import Table

__all__ = ["write_table"]


def write_table(table: Table, path: Path) -> None:
    """Write a table to a .csv or .xlsx file, in the language of the table.

    Raises:
        InvalidValueError: The file has another ending.
        CannotWriteError: The file cannot be written.
        MissingExtraError: XLSX was asked for, and the extra `excel` is not installed.
    """
    ending = path.suffix.lower()
    if ending == ".xlsx":
        write_bytes(path, workbook([table], language=table.language))
    elif ending == ".csv":
        write_text(path, table.to_csv())
    else:
        msg = f"{path.name}: a table is written to a .csv or .xlsx file"
        raise InvalidValueError(msg)
