"""Excel workbooks: read by python-calamine, written by xlsxwriter."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import MissingExtraError, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["LIMIT", "Grid", "read_grids", "sheet_names", "writer"]

LIMIT = 256 * 2**20
"""Ours: bytes that the parts of a workbook may unpack to, so that a small file cannot fill
the memory."""
CELL_LIMIT = 20_000_000
"""Ours: rows times columns of one sheet, for the same reason: the reader keeps a full grid."""
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\bt="e"[^>]*>(?:<(?:\w+:)?f\b[^>]*/>|<(?:\w+:)?f\b.*?</(?:\w+:)?f>)?'
    rb"<(?:\w+:)?v>([^<]*)<"
)
_LINK = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_CHUNK = 2**20
_TAIL = 10_000  # Ours: more than one cell with its formula takes, where a chunk ends inside it


@attrs.frozen(kw_only=True)
class Grid:
    """One sheet: its rows of typed cells from A1 on, and which cells were merged.

    Attributes:
        rows: Cells as Python values; an empty cell is `""`.
        merged: First and last (row, column) of each merged range, from 0.
    """

    name: str
    rows: list[list[Any]]  # Any: texts, numbers, dates and truth values
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


def sheet_names(path: Path) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook, in its order.

    Raises:
        UnreadableFileError: It cannot be opened, or is no workbook.
        MissingExtraError: The extra `excel` is not installed.
    """
    return tuple(_opened(path)[1].sheet_names)


def read_grids(path: Path, names: tuple[str, ...] | None = None) -> tuple[Grid, ...]:
    """Return sheets of a workbook, all of them where none are named; unknown names are left out.

    Raises:
        UnreadableFileError: It cannot be opened, is no workbook, or unpacks to too much.
        MissingExtraError: The extra `excel` is not installed.
    """
    data, book = _opened(path)
    errors = _errors(path, data)
    wanted = [name for name in book.sheet_names if names is None or name in names]
    return tuple(_guarded(path, _grid, book, name, errors.get(name, {})) for name in wanted)


def _grid(
    book: Any, name: str, errors: Mapping[tuple[int, int], str]
) -> Grid:  # Any: a class of an optional package
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
    for (row, column), text in errors.items():  # which the package gives as empty cells
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    return Grid(name=name, rows=rows, merged=tuple(sheet.merged_cell_ranges or ()))


def _opened(path: Path) -> tuple[bytes, Any]:  # Any: a class of an optional package
    try:
        import python_calamine
    except ImportError:
        raise MissingExtraError("excel", "reading a workbook") from None
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(path.name, error.strerror or str(error)) from error
    book = _guarded(path, python_calamine.CalamineWorkbook.from_filelike, io.BytesIO(data))
    return data, book


def _guarded(path: Path, call: Any, *arguments: Any) -> Any:  # Any: calls into the package
    # The package is Rust: a broken file can end in a panic, which Python sees as a BaseException.
    try:
        return call(*arguments)
    except BaseException as error:
        kind = type(error).__name__
        if isinstance(error, Exception) or kind == "PanicException":
            reason = f"it is no workbook that can be read ({kind})"
            raise UnreadableFileError(path.name, reason) from error
        raise


def _errors(path: Path, data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Return the cells that show an error, by sheet.

    Raises:
        UnreadableFileError: The parts unpack to too much, a sheet has too many cells, or the
            archive is damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found: dict[str, dict[tuple[int, int], str]] = {}
            total = 0
            for part in archive.infolist():
                scan = _Scan(cells=part.filename.startswith("xl/worksheets/"))
                total += scan.read(archive, part, LIMIT - total)
                if scan.errors:
                    found[part.filename] = scan.errors
            return _by_sheet(archive, found) if found else {}
    except UnreadableFileError as error:
        raise UnreadableFileError(path.name, error.reason) from error
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
        ValueError,
    ) as error:  # fmt: skip
        raise UnreadableFileError(path.name, f"it is a damaged workbook ({error})") from error


class _Scan:
    """Goes through one part of the archive without unpacking it as a whole."""

    def __init__(self, *, cells: bool) -> None:
        self.errors: dict[tuple[int, int], str] = {}
        self._cells = cells
        self._widest = self._last = 0

    def read(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo, limit: int) -> int:
        """Return how many bytes the part unpacks to."""
        size = 0
        tail = b""
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limit:
                    reason = f"it unpacks to more than {LIMIT // 2**20} MiB"
                    raise UnreadableFileError(part.filename, reason)
                if self._cells:
                    self._look(tail + chunk)
                    tail = chunk[-_TAIL:]
        if self._widest * self._last > CELL_LIMIT:
            reason = f"a sheet spans {self._last} rows and {self._widest} columns"
            raise UnreadableFileError(part.filename, reason)
        return size

    def _look(self, data: bytes) -> None:
        for letters, digits in _CELL.findall(data):
            self._widest = max(self._widest, _number(letters))
            self._last = max(self._last, int(digits))
        if b't="e"' in data:
            for match in _ERROR.finditer(data):
                where = _CELL.match(match[0])
                if where:
                    at = (int(where[2]) - 1, _number(where[1]) - 1)
                    self.errors[at] = html.unescape(match[1].decode("utf-8", "replace"))


def _by_sheet(
    archive: zipfile.ZipFile, found: Mapping[str, dict[tuple[int, int], str]]
) -> dict[str, dict[tuple[int, int], str]]:
    """Return what was found in parts by the names of their sheets."""
    links = dict(_pairs(archive.read("xl/_rels/workbook.xml.rels"), _LINK, "Id", "Target"))
    sheets = _pairs(archive.read("xl/workbook.xml"), _SHEET, "name", "r:id")
    named = {}
    for name, link in sheets:
        target = links.get(link, "").lstrip("/")
        part = target if target.startswith("xl/") else f"xl/{target}"
        if part in found:
            named[name] = found[part]
    return named


def _pairs(data: bytes, tag: re.Pattern[str], first: str, second: str) -> list[tuple[str, str]]:
    pairs = []
    for match in tag.finditer(data.decode("utf-8", "replace")):
        values = {key: html.unescape(text) for key, text in _ATTRIBUTE.findall(match[0])}
        pairs.append((values.get(first, ""), values.get(second, "")))
    return pairs


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def writer(
    target: io.BytesIO, options: Mapping[str, object]
) -> Any:  # Any: a class of an optional package
    """Return an xlsxwriter workbook that writes into memory.

    Raises:
        MissingExtraError: The extra `excel` is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("excel", "writing a workbook") from None
    return xlsxwriter.Workbook(target, dict(options))
