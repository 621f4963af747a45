"""One workbook as a whole workspace: sheets of initiatives, units, capacities, goals and roles."""

from __future__ import annotations

from changekit.files.workbook.layout import WORKBOOK
from changekit.files.workbook.reading import read_workbook, workbook_sources
from changekit.files.workbook.starting import new_workbook
from changekit.files.workbook.writing import workbook_bytes, write_workbook

__all__ = [
    "WORKBOOK", "new_workbook", "read_workbook", "workbook_bytes", "workbook_sources",
    "write_workbook",
]  # fmt: skip
