"""A municipality, or nothing yet, written as one workbook."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import CannotWriteError
from changekit.files.tables.fields import field_shape
from changekit.files.tables.headings import heading_of
from changekit.files.tables.sheet import column_letters
from changekit.files.tables.words import in_swedish
from changekit.files.workbook.flat import flat
from changekit.files.workbook.layout import ABOUT, SHEETS, columns_for, note
from changekit.files.writing import write_bytes
from changekit.model import shapes
from changekit.model.goal import Goals
from changekit.optional import excel
from changekit.tables import safe_cell
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from changekit.files.workbook.layout import SheetPlan
    from changekit.model.municipality import Municipality
    from changekit.model.organisation import Organisation

__all__ = ["workbook_bytes", "write_workbook"]

CREATED = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # the same bytes for the same data
_FIRST_DAY = dt.date(1900, 3, 1)  # before it Excel's calendar has a day that never was
_CELL_LIMIT = 32_767  # Source: Microsoft, Excel specifications and limits
_LIST_LIMIT = 255  # Source: the same: characters of a list in a data validation
_LAST_ROW = 2000  # Ours: rows with lists to choose from


def write_workbook(municipality: Municipality | None, path: Path, *, language: str = "sv") -> None:
    """Write a municipality as one workbook, which `read_workbook` reads back.

    Measures, score profiles and concepts are not part of it. Without a municipality the sheets
    are empty, ready to be filled in.

    Args:
        municipality: What to write.
        path: The workbook, which is replaced if it is there.
        language: The language of sheets, headings and choices.

    Raises:
        CannotWriteError: It cannot be written, as when Excel has it open.
        MissingExtraError: The extra `excel` is not installed.
    """
    write_bytes(path, workbook_bytes(municipality, language=language))


def workbook_bytes(municipality: Municipality | None, *, language: str = "sv") -> bytes:
    """Return the workbook of a municipality; the same bytes for the same data.

    Raises:
        CannotWriteError: A text is longer than a cell can hold.
        MissingExtraError: The extra `excel` is not installed.
    """
    target = io.BytesIO()
    book = excel.writer(target, {"in_memory": True})
    book.set_properties({"created": CREATED})
    writer = _Writer(book, language)
    for plan in SHEETS:
        writer.records(plan, _cells_of(plan.holds, municipality))
    if municipality is not None:
        writer.about(_about(municipality))
    book.close()
    return target.getvalue()


def _cells_of(holds: str, municipality: Municipality | None) -> list[dict[str, Any]]:
    if municipality is None:
        return []
    organisation = municipality.organisation
    if holds == "capacity":
        return [
            {"unit": unit.id, **_periods(unit.capacity)}
            for unit in organisation.units
            if unit.capacity is not None
        ]
    units = [attrs.evolve(unit, capacity=None) for unit in organisation.units]
    records: dict[str, Iterable[Any]] = {
        "initiatives": municipality.initiatives, "units": units, "roles": organisation.roles,
        "goals": municipality.goals.goals, "freezes": organisation.freezes,
    }  # fmt: skip
    return [flat(record, holds) for record in records[holds]]


def _periods(capacity: Any) -> dict[str, Any]:  # Any: a Capacity
    first = {} if capacity.default is None else {"default": capacity.default}
    return {**first, **dict(capacity.periods)}


def _about(municipality: Municipality) -> dict[str, Any]:  # Any: cells
    """Return the settings by dotted key, and what else belongs to the whole."""
    settings = municipality.settings
    rest = attrs.evolve(municipality.organisation, units=(), roles=(), freezes=())
    return {
        "language": settings.language,
        "country": settings.country,
        **flat(attrs.evolve(settings, tables=()), "settings"),
        **_prefixed("organisation", rest),
        **_prefixed("goals", Goals(groupings=municipality.goals.groupings)),
    }


def _prefixed(prefix: str, record: Organisation | Goals) -> dict[str, Any]:  # Any: cells
    holds = "organisation" if prefix == "organisation" else "groupings"
    return {f"{prefix}.{field}": cell for field, cell in flat(record, holds).items()}


class _Writer:
    """Writes sheets into a workbook."""

    def __init__(self, book: Any, language: str) -> None:  # Any: a class of an optional package
        self._book, self._language = book, language
        self._head = book.add_format({"bold": True, "bg_color": "#e6eef5", "bottom": 1})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._text = book.add_format({"num_format": "@"})

    def records(self, plan: SheetPlan, rows: Sequence[dict[str, Any]]) -> None:  # Any: cells
        """Write one sheet of records."""
        sheet = self._book.add_worksheet(plan.title.to(self._language))
        fields = columns_for(plan, {field for row in rows for field in row})
        for column, field in enumerate(fields):
            heading = heading_of(field, plan.holds, language=self._language)
            sheet.write_string(0, column, heading, self._head)
            sheet.write_comment(0, column, note(field, plan.holds).to(self._language))
            self._column(sheet, column, field, plan.holds)
        for line, row in enumerate(rows, start=1):
            for column, field in enumerate(fields):
                if field in row:
                    self._cell(sheet, line, column, row[field], field_shape(field, plan.holds))
        sheet.freeze_panes(1, 1)
        if fields:
            sheet.autofilter(0, 0, max(len(rows), 1), len(fields) - 1)

    def about(self, cells: dict[str, Any]) -> None:  # Any: cells
        """Write the sheet of settings: a key and a value in each row."""
        sheet = self._book.add_worksheet(ABOUT.to(self._language))
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 60)
        for column, heading in enumerate((_KEY, _VALUE)):
            sheet.write_string(0, column, heading.to(self._language), self._head)
        for line, (key, cell) in enumerate(cells.items(), start=1):
            sheet.write_string(line, 0, key)
            shape = None if "." in key and key.split(".")[0] in ("organisation", "goals") else (
                field_shape(key, "settings")
            )  # fmt: skip
            self._cell(sheet, line, 1, cell, shape)
        sheet.freeze_panes(1, 0)

    def _cell(self, sheet: Any, line: int, column: int, cell: Any, shape: Any) -> None:
        if isinstance(cell, bool):
            yes, no = _YES_NO[self._language == "sv"]
            sheet.write_string(line, column, yes if cell else no)
        elif isinstance(cell, int | float):
            sheet.write_number(line, column, cell)
        elif isinstance(cell, dt.date) and cell >= _FIRST_DAY:
            sheet.write_datetime(line, column, cell, self._day)
        else:
            text = str(cell)
            if isinstance(shape, shapes.ChoiceShape) and self._language == "sv":
                text = in_swedish(text)
            if len(text) > _CELL_LIMIT:
                reason = f"a cell holds at most {_CELL_LIMIT} characters, got {len(text)}"
                raise CannotWriteError(sheet.get_name(), reason)
            sheet.write_string(line, column, safe_cell(text), self._text)

    def _column(self, sheet: Any, column: int, field: str, holds: str) -> None:
        """Set how wide a column is, and what can be chosen in it."""
        shape = field_shape(field, holds)
        wide = isinstance(shape, shapes.TextShape) or field.startswith(
            ("title", "name", "mandate")
        )
        day = self._day if isinstance(shape, shapes.DateShape) else None
        words = isinstance(shape, shapes.IdShape | shapes.StringShape)
        sheet.set_column(column, column, 34 if wide else 15, self._text if words else day)
        source = self._choices(shape)
        if source:
            letters = column_letters(column)
            sheet.data_validation(
                f"{letters}2:{letters}{_LAST_ROW}",
                {"validate": "list", "source": source, "error_type": "warning"},
            )

    def _choices(self, shape: Any) -> Any:  # Any: shapes; what xlsxwriter takes as a source
        if isinstance(shape, shapes.BoolShape):
            return list(_YES_NO[self._language == "sv"])
        if isinstance(shape, shapes.ChoiceShape):
            swedish = self._language == "sv"
            words = [in_swedish(word) if swedish else word for word in shape.choices]
            return words if len(",".join(words)) <= _LIST_LIMIT else None
        if isinstance(shape, shapes.IdShape) and shape.refers in ("unit", "role"):
            holds = "units" if shape.refers == "unit" else "roles"
            name = next(plan.title.to(self._language) for plan in SHEETS if plan.holds == holds)
            return f"='{name}'!$A$2:$A${_LAST_ROW}"
        return None


_KEY = Text(sv="Nyckel", en="Key")
_VALUE = Text(sv="Värde", en="Value")
_YES_NO = {True: ("ja", "nej"), False: ("yes", "no")}
