"""Tables as wide as the terminal: long texts are wrapped, numbers and dates never are."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING

import attrs

from changekit.tables import Column, Table, show_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from changekit.tables import Shown

__all__ = ["columns_of", "fitted", "shown", "width", "wrapped"]

NARROWEST = 12
"""Ours: a column of text is not made narrower than this; the line is rather too long."""

READABLE = 20
"""Ours: two or three words on each line; narrower, ids break before sentences do."""


def width() -> int | None:
    """Return how wide lines may be: `COLUMNS`, or the terminal; None where output is piped."""
    if os.environ.get("COLUMNS", "").isdecimal() or sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    return None


def shown(result: Shown) -> str:
    """Return the table of a result, fitted to the terminal where there is one."""
    return fitted(result.table(), result.language, width())


def columns_of(table: Table, wanted: Iterable[str]) -> Table:
    """Return the table with some of its columns alone, in their own order."""
    names = set(wanted)
    kept = [at for at, column in enumerate(table.columns) if column.id in names]
    return attrs.evolve(
        table,
        columns=tuple(table.columns[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in table.rows),
    )


def fitted(table: Table, language: str, most: int | None) -> str:
    """Return a table as text, no wider than asked for as far as that can be.

    Args:
        table: The table.
        language: The language of its titles and texts.
        most: How wide a line may be; None for as wide as it comes.

    >>> from changekit.text import Text
    >>> told = Table(
    ...     title=Text(en="Plan"),
    ...     columns=(Column("id", Text(en="Id")), Column("why", Text(en="Why"))),
    ...     rows=(("it", "waits for the decision of the committee"),),
    ... )
    >>> print(fitted(told, "en", 26))
    Plan
    Id  Why
    --  ----------------------
    it  waits for the decision
        of the committee
    """
    if not table.rows and table.notice:
        return f"{table.title.to(language)}\n{table.notice.to(language)}"
    head = [column.title.to(language) for column in table.columns]
    body = [
        [
            show_cell(cell, column, language).replace("\n", " ")
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    widths = [max(map(len, cells)) for cells in zip(head, *body, strict=True)]
    if most is not None:
        cells = list(zip(head, *body, strict=True))
        widths = _shrunk(widths, table.columns, cells, most)
    lines = _lines(head, widths, table.columns)
    lines.append("  ".join("-" * wide for wide in widths))
    for row in body:
        lines += _lines(row, widths, table.columns)
    notice = textwrap.wrap(table.notice.to(language), most or 10**6) if table.notice else []
    return "\n".join([table.title.to(language), *lines, *notice])


def _shrunk(
    widths: Sequence[int], columns: Sequence[Column], cells: Sequence[Sequence[str]], most: int
) -> list[int]:
    """Return widths that fit, taken from the widest columns of text.

    A column is first made no narrower than its longest id or word, sentences no narrower than
    what can be read, and only where that is not enough narrower still.
    """
    found = list(widths)
    texts = [at for at, column in enumerate(columns) if column.kind == "text"]
    whole = [
        max(max((len(word) for cell in column for word in cell.split()), default=0),
            READABLE if any(" " in cell for cell in column) else NARROWEST)
        for column in cells
    ]  # fmt: skip
    for least in (whole, [NARROWEST] * len(found)):
        while sum(found) + 2 * (len(found) - 1) > most:
            able = [at for at in texts if found[at] > least[at]]
            if not able:
                break
            found[max(able, key=lambda at: found[at])] -= 1
    return found


def wrapped(text: str, wide: int) -> list[str]:
    """Return a text in lines; what is longer than a line is broken where it has a joint.

    >>> wrapped("see changekit/one-number-in now", 16)
    ['see', 'changekit/one-', 'number-in now']
    """
    lines: list[str] = []
    for word in text.split():
        first, *rest = _pieces(word, wide)
        if lines and len(lines[-1]) + 1 + len(first) <= wide:
            lines[-1] = f"{lines[-1]} {first}"
        else:
            lines.append(first)
        lines += rest
    return lines or [""]


def _pieces(word: str, wide: int) -> list[str]:
    """Return a word in parts that fit a line, cut after `/`, `.`, `-` or `_` where it can be."""
    found = []
    while len(word) > wide:
        most = max(1, min(wide, len(word) - 2))  # so that no single sign is left over
        joints = [word.rfind(sign, 0, most) + 1 for sign in "/.-_"]
        cut = max(joints) or wide
        found.append(word[:cut])
        word = word[cut:]
    return [*found, word]


def _lines(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> list[str]:
    parts = [
        wrapped(cell, wide) if len(cell) > wide else [cell]
        for cell, wide in zip(cells, widths, strict=True)
    ]
    return [
        "  ".join(
            part.rjust(wide) if column.kind in ("number", "share") else part.ljust(wide)
            for part, wide, column in zip(line, widths, columns, strict=True)
        ).rstrip()
        for line in zip_longest(*parts, fillvalue="")
    ]
