"""How the text or typed value of one cell is made ready for the shape of its field."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, TypeAlias

from changekit.files.tables.days import day_of, may_be_swapped
from changekit.files.tables.words import MONEY, YES_NO, choice_of, plain
from changekit.model import shapes
from changekit.model.quantities import Amount
from changekit.rules import Rule
from changekit.rules import reading as rules

__all__ = ["Ready", "formula_error", "plain_text", "ready_for"]

Doubt: TypeAlias = "tuple[Rule, str] | None"
"""A finding to note about a cell, and how the cell was read."""
Ready: TypeAlias = Callable[[Any], "tuple[Any, str | None, Doubt]"]
"""Makes a cell ready: its value, its style as a node, and what is doubtful about it."""

_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_THOUSANDS_OR_NOT = re.compile(r"[-+]?[1-9][0-9]{0,2},[0-9]{3}")
_GROUPED = (  # what stands between thousands, and the whole number
    (" ", re.compile(r"[-+]?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")),
    ("'", re.compile(r"[-+]?[0-9]{1,3}(?:'[0-9]{3})+(?:[.,][0-9]+)?")),
    (".", re.compile(r"[-+]?[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}|(?:\.[0-9]{3})+,[0-9]+)")),
    (",", re.compile(r"[-+]?[0-9]{1,3}(?:(?:,[0-9]{3}){2,}|(?:,[0-9]{3})+\.[0-9]+)")),
)
_AMOUNT = re.compile(r"([-+0-9][0-9 .,]*?) ?([a-zA-Z€]+)")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-"})
_ERRORS = frozenset(
    {
        "#REF!", "#REFERENS!", "#N/A", "#SAKNAS!", "#VALUE!", "#VÄRDEFEL!", "#DIV/0!",
        "#DIVISION/0!", "#NAME?", "#NAMN?", "#NULL!", "#SKÄRNING!", "#NUM!", "#OGILTIGT!",
        "#SPILL!", "#CALC!", "#GETTING_DATA",
    }
)  # fmt: skip
_UNKNOWN = frozenset({"unknown", "okänt", "okänd", "?", "vet ej", "vet inte", "ej känt"})


def formula_error(text: str) -> bool:
    """Tell whether a cell shows an error of a formula, in Swedish or English.

    >>> formula_error("#REFERENS!"), formula_error("#1 i ordningen")
    (True, False)
    """
    return text.startswith("#") and text.upper() in _ERRORS


def plain_text(cell: Any) -> str:  # Any: what a spreadsheet holds
    """Return a cell as text: whole numbers without decimals, dates as ISO.

    >>> plain_text(12.0), plain_text(dt.datetime(2025, 9, 1)), plain_text(" a ")
    ('12', '2025-09-01', 'a')
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def ready_for(shape: shapes.Shape) -> Ready:
    """Return how cells are made ready for a scalar shape; anything else stays text."""
    if isinstance(shape, shapes.MaybeShape):
        return ready_for(shape.inner)
    if shape is Amount.shape:
        return _amount
    if isinstance(shape, shapes.ChoiceShape):
        choices = shape.choices
        return lambda cell: (choice_of(plain_text(cell), choices) or plain_text(cell), None, None)
    kinds: dict[type, Ready] = {
        shapes.NumberShape: _number, shapes.DateShape: _day, shapes.BoolShape: _yes_no,
    }  # fmt: skip
    return kinds.get(type(shape), _text)


def _text(cell: Any) -> tuple[Any, str | None, Doubt]:  # Any: as in plain_text
    return plain_text(cell), "'", None


def _number(cell: Any) -> tuple[Any, str | None, Doubt]:  # Any: as in plain_text
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        whole = isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15
        return (int(cell) if whole else cell), None, None
    text = plain_text(cell)
    number = number_of(text)
    if number is None:
        return text, None, None
    if _THOUSANDS_OR_NOT.fullmatch(text):
        return number, None, (rules.AMBIGUOUS_NUMBER, f"{number:g}")
    return number, None, None


def number_of(text: str) -> float | None:
    """Return the number that a text writes in any usual way, None where it writes none.

    Ours: where one comma or point stands alone it is the decimal mark; where several stand, the
    last kind is.

    >>> number_of("2,5"), number_of("1 200"), number_of("1.250.000,5"), number_of("2,5,3")
    (2.5, 1200, 1250000.5, None)
    """
    number = text.translate(_SPACES).strip()
    for mark, pattern in _GROUPED:
        if mark in number and pattern.fullmatch(number):
            number = number.replace(mark, "")
            break
    number = number.replace(",", ".")
    if not _NUMBER.fullmatch(number):
        return None
    return float(number) if set(number) & set(".eE") else int(number)


def _amount(cell: Any) -> tuple[Any, str | None, Doubt]:  # Any: as in plain_text
    value, style, doubt = _number(cell)
    if isinstance(value, str):
        if plain(value) in _UNKNOWN or value == "?":
            return "unknown", "'", None
        match = _AMOUNT.fullmatch(value.translate(_SPACES))
        number = number_of(match[1]) if match else None
        if match and number is not None and match[2].casefold() in MONEY:
            return {"amount": number, "unit": MONEY[match[2].casefold()]}, None, None
    return value, style, doubt


def _day(cell: Any) -> tuple[Any, str | None, Doubt]:  # Any: as in plain_text
    if isinstance(cell, dt.datetime):
        return cell.date(), None, None
    if isinstance(cell, dt.date):
        return cell, None, None
    text = plain_text(cell)
    day = day_of(text)
    if day is None:
        return text, "'", None
    return day, None, (rules.AMBIGUOUS_DATE, str(day)) if may_be_swapped(text) else None


def _yes_no(cell: Any) -> tuple[Any, str | None, Doubt]:  # Any: as in plain_text
    if isinstance(cell, bool):
        return cell, None, None
    text = plain_text(cell)
    value = YES_NO.get(plain(text))
    return (text if value is None else value), None, None
