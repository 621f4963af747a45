"""CSV files as rows of texts: encoding and delimiter found out, every cell with its place."""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["CsvText", "cell_start", "decoded", "delimiter_of", "rows_of"]

DELIMITERS = ";,\t"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEP_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)


@attrs.frozen
class CsvText:
    """The lines of a CSV file, and what stands between its cells."""

    lines: list[str]
    delimiter: str
    skipped: int = 0


def decoded(data: bytes) -> tuple[str, bool]:
    """Return the text of a file, and whether Windows-1252 had to be assumed.

    UTF-8 with or without a byte order mark, and UTF-16 with one, are known for sure. Ours: what
    is neither is taken for Windows-1252, which Excel writes in the Nordic countries.

    >>> decoded("Ärende".encode("cp1252"))
    ('Ärende', True)
    """
    if data.startswith(_UTF16):
        return data.decode("utf-16", errors="replace"), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), True


def split_lines(text: str, delimiter: str | None, header_row: int) -> CsvText:
    """Return the physical lines of a text, with the delimiter given or found out."""
    lines = list(io.StringIO(text, newline=""))
    match = _SEP_LINE.fullmatch(lines[0].strip()) if lines else None
    skipped = 1 if match else 0
    if delimiter is None and match:
        delimiter = match[1]
    if delimiter is None:
        header = next(islice(lines, header_row - 1 + skipped, None), "")
        delimiter = delimiter_of(header)
    return CsvText(lines, "\t" if delimiter == "tab" else delimiter, skipped)


def delimiter_of(header: str) -> str:
    r"""Return what stands between the headings most often, quotes left out; `;` where none does.

    >>> delimiter_of("id;title, short;status"), delimiter_of("id\ttitle")
    (';', '\t')
    """
    bare = re.sub(r'"[^"]*"', "", header)
    return max(DELIMITERS, key=bare.count)


def rows_of(text: CsvText) -> Iterator[tuple[int, list[str]]]:
    """Go through the rows, each with the physical line, from 1, on which it starts.

    Raises:
        csv.Error: A cell is longer than Python's own limit.
    """
    reader = csv.reader(text.lines[text.skipped :], delimiter=text.delimiter)
    line = text.skipped + 1
    for row in reader:
        yield line, row
        line = reader.line_num + text.skipped + 1


def cell_start(lines: Sequence[str], line: int, ordinal: int, delimiter: str) -> tuple[int, int]:
    r"""Return the physical line and the character, both from 1, where a cell of a row starts.

    >>> cell_start(["a;b;c\n"], 1, 2, ";"), cell_start(['"x\n', 'y";z\n'], 1, 1, ";")
    ((1, 5), (2, 4))
    """
    if ordinal == 0:
        return line, 1
    before = lines[line - 1].split(delimiter, ordinal)[:ordinal]
    if not any('"' in cell for cell in before):
        return line, sum(map(len, before)) + ordinal + 1
    quoted = False
    for at in range(line - 1, len(lines)):
        for column, sign in enumerate(lines[at], start=1):
            if sign == '"':
                quoted = not quoted
            elif sign == delimiter and not quoted:
                ordinal -= 1
                if not ordinal:
                    return at + 1, column + 1
        if not quoted:
            break
    return line, 1
