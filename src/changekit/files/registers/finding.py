"""Where the table stands in a register, and what each of its columns seems to hold."""

from __future__ import annotations

import csv
import difflib
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from changekit.errors import UnreadableFileError
from changekit.files.registers import persons
from changekit.files.tables.cells import plain_text, ready_for
from changekit.files.tables.columns import field_and_unit
from changekit.files.tables.csv_text import decoded, delimiter_of, rows_of, split_lines
from changekit.files.tables.fields import field_shape
from changekit.files.tables.headings import field_of, known_headings
from changekit.files.tables.sheet import OTHER_WORKBOOKS, SAVE_AS_XLSX, WORKBOOKS
from changekit.files.tables.words import NOTHING, plain
from changekit.model import shapes
from changekit.model.quantities import Amount
from changekit.optional import excel
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["ColumnGuess", "Spot", "find_table", "guess_columns"]

Confidence: TypeAlias = Literal["sure", "likely", "none"]
LOOKED_AT: Final = 30
"""Ours: rows from the top in which the headings are looked for."""
MOST: Final = 0.6
"""Ours: the share of filled cells from which a column counts as looking like something."""
SOME: Final = 0.2
"""Ours: the same for names of people under a heading that is not known: rather too careful."""
CLOSE: Final = 0.85
"""Ours: how alike a heading and a known one are, from 0 to 1, for the one to be misspelt."""


@attrs.frozen(kw_only=True)
class Spot:
    """Where the table stands.

    Attributes:
        row: The row of its headings, from 1.
    """

    sheet: str | None = None
    row: int = 1
    delimiter: Literal[";", ",", "tab"] | None = None


@attrs.frozen(kw_only=True)
class ColumnGuess:
    """What one column of the register seems to hold.

    Attributes:
        field: The field that it becomes; None: it is not read.
        personal: Whether it holds people or their contact details, and is left out.
        filled: How many of its cells hold something.
    """

    ordinal: int
    heading: str
    field: str | None
    confidence: Confidence
    reason: Text
    personal: Literal["names", "contact"] | None = None
    filled: int = 0


def find_table(path: Path) -> Spot:
    """Return where the table stands: the sheet and row whose headings are known best.

    Raises:
        UnreadableFileError: The register cannot be read.
        MissingExtraError: It is a workbook, and the extra `excel` is not installed.
    """
    if path.suffix.lower() in WORKBOOKS:
        scored = [
            (score, -at, Spot(sheet=grid.name, row=row))
            for at, grid in enumerate(excel.read_grids(path))
            for score, row in [_best_row(grid.rows)]
        ]
        return max(scored, key=lambda entry: entry[:2])[2] if scored else Spot()
    text, _ = decoded(_bytes(path))
    top = split_lines(text, ";", 1).lines[:LOOKED_AT]
    mark = delimiter_of("".join(top))
    names: dict[str, Literal[";", ",", "tab"]] = {";": ";", ",": ",", "\t": "tab"}
    try:
        rows = [row for _, row in rows_of(split_lines("".join(top), mark, 1))]
    except csv.Error:  # reading the whole file says where
        return Spot()
    return Spot(row=_best_row(rows)[1], delimiter=names.get(mark))


def _bytes(path: Path) -> bytes:
    try:
        if path.suffix.lower() in OTHER_WORKBOOKS:
            raise UnreadableFileError(path.name, SAVE_AS_XLSX)
        return path.read_bytes()
    except OSError as error:
        if isinstance(error, UnreadableFileError):
            raise
        raise UnreadableFileError(path.name, error.strerror or str(error)) from error


def _best_row(rows: Sequence[Sequence[Any]]) -> tuple[float, int]:
    """Return the score and number of the row that looks most like headings."""
    scored = [(_score(row), -at) for at, row in enumerate(rows[:LOOKED_AT])]
    score, at = max(scored, default=(0.0, 0))
    return score, 1 - at


def _score(row: Sequence[Any]) -> float:
    words = [cell.strip() for cell in row if isinstance(cell, str) and 0 < len(cell.strip()) <= 60]
    known = sum(
        field_of(word, "initiatives") is not None or persons.about_people(word) for word in words
    )
    return 3.0 * known + 0.1 * len(words) if len(words) > 1 else 0.0


def guess_columns(
    headings: Sequence[str], rows: Sequence[Sequence[Any]]
) -> tuple[ColumnGuess, ...]:
    """Return what each column seems to hold; no field is given to two columns."""
    guesses = []
    for ordinal, heading in enumerate(headings):
        cells = [_text(row[ordinal]) for row in rows]
        guesses.append(_guess(ordinal, heading, cells, [row[ordinal] for row in rows]))
    return _each_field_once(guesses)


def _text(cell: Any) -> str:  # Any: what a spreadsheet holds
    text = plain_text(cell)
    return "" if text in NOTHING else text


def _guess(ordinal: int, heading: str, texts: list[str], cells: list[Any]) -> ColumnGuess:
    filled = sum(map(bool, texts))
    known = field_and_unit(heading, "initiatives")[0]
    personal = _personal(heading, texts, known)
    if personal:
        reason = (
            Text(sv="kontaktuppgifter", en="contact details")
            if personal == "contact"
            else Text(sv="ser ut som personnamn", en="looks like personal names")
        )
        return ColumnGuess(
            ordinal=ordinal, heading=heading, field=None, confidence="sure", reason=reason,
            personal=personal, filled=filled,
        )  # fmt: skip
    field, confidence, reason = _field(heading, texts, known)
    if field and not _fits(field, cells):
        field, confidence = None, "none"
        reason = Text(
            sv="cellerna ser inte ut som rubriken säger", en="its cells are not what it says"
        )
    return ColumnGuess(
        ordinal=ordinal, heading=heading, field=field, confidence=confidence, reason=reason,
        filled=filled,
    )  # fmt: skip


def _personal(
    heading: str, texts: Sequence[str], known: str | None
) -> Literal["names", "contact"] | None:
    """Return what of people a column holds. Ours: where it is in doubt, it is left out."""
    if persons.about_contact(heading) or persons.share_of(texts, persons.like_contact) >= 0.5:
        return "contact"
    named = persons.share_of(texts, persons.like_name)
    functional = persons.share_of(
        texts, lambda text: persons.like_body(text) or persons.like_role(text)
    )
    if named >= MOST:
        return "names"
    if not known and named >= SOME:
        return "names"
    doubtful = persons.about_people(heading) or (persons.maybe_people(heading) and not known)
    return "names" if doubtful and functional < MOST else None


def _field(
    heading: str, texts: Sequence[str], known: str | None
) -> tuple[str | None, Confidence, Text]:
    if known:
        return known, "sure", Text(sv="rubriken är känd", en="the heading is known")
    if persons.about_people(heading) or persons.maybe_people(heading):
        look = Text(sv="cellerna ser ut som roller", en="its cells look like roles")
        if persons.share_of(texts, persons.like_role) >= MOST:
            return "owner.role", "likely", look
        look = Text(sv="cellerna ser ut som enheter", en="its cells look like units")
        return "owner.unit", "likely", look
    near = _near(heading)
    if near:
        reason = Text(sv=f"rubriken liknar {near!r}", en=f"the heading resembles {near!r}")
        return field_of(near, "initiatives"), "likely", reason
    return None, "none", Text(sv="rubriken är okänd", en="the heading is not known")


def _near(heading: str) -> str | None:
    """Return a known heading that this one begins with, or misspells."""
    words, known = plain(heading), known_headings("initiatives")
    inside = [name for name in known if len(name) > 4 and words.startswith(name)]
    if inside:
        return max(inside, key=len)
    near = difflib.get_close_matches(words, sorted(known), n=1, cutoff=CLOSE)
    return near[0] if near else None


def _fits(field: str, cells: Sequence[Any]) -> bool:
    """Tell whether most cells can be read as the field wants; texts always can."""
    shape = field_shape(field, "initiatives")
    typed = isinstance(shape, shapes.NumberShape | shapes.DateShape | shapes.BoolShape)
    if not typed and shape is not Amount.shape:
        return True
    ready = ready_for(shape)
    filled = [cell for cell in cells if _text(cell)]
    good = [cell for cell in filled if not isinstance(ready(cell)[0], str)]
    return not filled or len(good) / len(filled) >= 0.5


def _each_field_once(guesses: Sequence[ColumnGuess]) -> tuple[ColumnGuess, ...]:
    ranks = {"sure": 0, "likely": 1, "none": 2}
    best: dict[str, ColumnGuess] = {}
    for guess in sorted(guesses, key=lambda it: (ranks[it.confidence], not it.filled, it.ordinal)):
        if guess.field:
            best.setdefault(guess.field, guess)
    kept = []
    for guess in guesses:
        if guess.field is None or best[guess.field] is guess:
            kept.append(guess)
            continue
        first = best[guess.field].heading
        reason = Text(sv=f"{first!r} ger redan det", en=f"{first!r} gives that already")
        kept.append(attrs.evolve(guess, field=None, confidence="none", reason=reason))
    return tuple(kept)
