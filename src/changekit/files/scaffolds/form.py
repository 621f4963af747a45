"""The eight questions as a form in Excel, and answers read from it or from YAML."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

from changekit.errors import InvalidDataError, UnreadableFileError
from changekit.files.kinds import in_file
from changekit.files.tables.sheet import WORKBOOKS
from changekit.files.yaml import compose
from changekit.findings import Findings, Place
from changekit.model.answers import QUESTIONS, Answers
from changekit.model.nodes import ListNode, MapNode, Scalar
from changekit.model.reading import Log
from changekit.model.records import record_shape
from changekit.model.shapes import FAULTY
from changekit.optional import excel
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["form_bytes", "read_answers"]

CREATED: Final = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # the same bytes for the same form
SHEET: Final = Text(sv="Frågor", en="Questions")
HEADINGS: Final = (
    Text(sv="Nr", en="No"), Text(sv="Fråga", en="Question"), Text(sv="Svar", en="Answer"),
    Text(sv="Så här", en="Like this"), Text.plain("id"),
)  # fmt: skip
ANSWER: Final = 2
KEY: Final = 4
LISTS: Final = ("done", "needs")
_ANSWERS: Final = tuple(HEADINGS[ANSWER].to(code) for code in LANGUAGES)


def form_bytes(*, language: str = "sv") -> bytes:
    """Return the form as a workbook; the same bytes each time.

    Raises:
        MissingExtraError: The extra `excel` is not installed.
    """
    target = io.BytesIO()
    book = excel.writer(target, {"in_memory": True})
    book.set_properties({"created": CREATED})
    sheet = book.add_worksheet(SHEET.to(language))
    head = book.add_format({"bold": True, "bg_color": "#e6eef5", "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    answer = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    faint = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#555555"})
    for column, (heading, width) in enumerate(zip(HEADINGS, (5, 34, 70, 40, 10), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading.to(language), head)
    for row, question in enumerate(QUESTIONS, start=1):
        sheet.write_string(row, 0, question.number, wrapped)
        sheet.write_string(row, 1, question.text.to(language), wrapped)
        sheet.write_blank(row, ANSWER, None, answer)
        sheet.write_string(row, 3, question.help.to(language), faint)
        sheet.write_string(row, KEY, question.field, faint)
        sheet.set_row(row, 22 if question.optional else 48)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return target.getvalue()


def read_answers(path: Path) -> Answers:
    """Return the answers in a form (.xlsx) or a YAML file.

    Raises:
        UnreadableFileError: It cannot be read, or is no form.
        InvalidDataError: Something in it is wrong; its `findings` say what and where, all at once.
        MissingExtraError: It is a workbook, and the extra `excel` is not installed.
    """
    log = Log()
    node = _form(path, log) if path.suffix.lower() in WORKBOOKS else _yaml(path, log)
    answers = FAULTY if node is None else record_shape(Answers).read(node, None, log)
    if answers is FAULTY or log.findings:
        findings = Findings.in_order(log.findings)
        msg = "; ".join(finding.line() for finding in findings) or f"{path.name}: no answers"
        raise InvalidDataError(msg, findings=findings)
    found: Answers = answers
    return found


def _yaml(path: Path, log: Log) -> Any:  # Any: a node, or None
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(str(path), error.strerror or str(error)) from error
    composed = compose(data, path.name, log, needed="schema: 1, title: ...")
    return None if composed.node is None else in_file(composed.node, log)


def _form(path: Path, log: Log) -> MapNode:
    grids = excel.read_grids(path)
    for grid in grids:
        head = [str(cell).strip() for cell in grid.rows[0]] if grid.rows else []
        answers = [at for at, cell in enumerate(head) if cell in _ANSWERS]
        if "id" in head and answers:
            log.place = _places(path.name, grid.name, answers[0])
            return _answers(grid.rows, head.index("id"), answers[0])
    reason = Text(
        sv="den har inget blad med frågorna; gör ett formulär med: changekit new concept --form",
        en="it has no sheet with the questions; make a form with: changekit new concept --form",
    )
    raise UnreadableFileError(path.name, reason)


def _places(file: str, sheet: str, column: int) -> Callable[[int], Place]:
    letter = chr(ord("A") + column)

    def place(row: int) -> Place:
        return Place(f"{file}!{sheet}!{letter}{row + 1}", row + 1, column + 1, cell=True)

    return place


def _answers(rows: list[list[Any]], key: int, column: int) -> MapNode:  # Any: cells
    pairs = []
    for at, row in enumerate(rows[1:], start=1):
        field = str(row[key]).strip() if key < len(row) else ""
        value = row[column] if column < len(row) else ""
        if not field or value is None or (isinstance(value, str) and not value.strip()):
            continue
        pairs.append((Scalar(field, at), _value(field, value, at)))
    return MapNode(pairs, 0)


def _value(field: str, value: Any, at: int) -> Scalar | ListNode:  # Any: a cell
    if field in LISTS:
        lines = [line.strip() for line in str(value).splitlines()]
        return ListNode([Scalar(line, at, "'") for line in lines if line], at)
    if isinstance(value, str):
        number = field in ("before", "after", "n")
        text = value.strip()
        return Scalar(text.replace(",", ".") if number else text, at, None if number else "'")
    whole = isinstance(value, float) and value.is_integer()
    plain = int(value) if whole else value
    words = field not in ("before", "after", "n")
    return Scalar(str(plain) if words else plain, at, "'" if words else None)
