"""Excel workbooks: read by python-calamine, written by xlsxwriter."""

from __future__ import annotations

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
_CHUNK = 2**20


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
    _check_size(path, data)
    wanted = [name for name in book.sheet_names if names is None or name in names]
    return tuple(_guarded(path, _grid, book, name) for name in wanted)


def _grid(book: Any, name: str) -> Grid:  # Any: a class of an optional package
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False)
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


def _check_size(path: Path, data: bytes) -> None:
    """Raise unless the parts unpack to little enough, and the sheets have few enough cells."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            total = 0
            for part in archive.infolist():
                cells = part.filename.startswith("xl/worksheets/")
                total += _unpacked(archive, part, total, cells=cells)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError,
        ValueError,
    ) as error:  # fmt: skip
        if isinstance(error, UnreadableFileError):
            raise UnreadableFileError(path.name, error.reason) from error
        raise UnreadableFileError(path.name, f"it is a damaged workbook ({error})") from error


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, before: int, *, cells: bool) -> int:
    size = widest = last = 0
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if before + size > LIMIT:
                reason = f"it unpacks to more than {LIMIT // 2**20} MiB"
                raise UnreadableFileError(part.filename, reason)
            if cells:
                for letters, digits in _CELL.findall(tail + chunk):
                    widest, last = max(widest, _number(letters)), max(last, int(digits))
                tail = chunk[-200:]
    if widest * last > CELL_LIMIT:
        reason = f"a sheet spans {last} rows and {widest} columns"
        raise UnreadableFileError(part.filename, reason)
    return size


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
