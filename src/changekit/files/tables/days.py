"""Days as people write them in spreadsheets: ISO, Swedish, and by week number."""

from __future__ import annotations

import datetime as dt
import re

__all__ = ["day_of", "may_be_swapped"]

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([/.-]) ?(\d{1,2})[/. -] ?(\d{4})")
_NAMED = re.compile(r"(\d{1,2})\.? ([a-zåäö]+)\.? (\d{4})")
_WEEK = re.compile(r"(\d{4}) ?-? ?(?:v|w|vecka|week)\.? ?(\d{1,2})")
_WEEK_FIRST = re.compile(r"(?:v|w|vecka|week)\.? ?(\d{1,2})[ ,/-]+(\d{4})")
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "may": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
"""Months by their first three letters, in Swedish and English."""


def day_of(text: str) -> dt.date | None:
    """Return the day that a text names, None where it names none.

    A week number gives its Monday. The day stands before the month (`31/1 2025`), except where
    only the other order gives a day.

    >>> day_of("2025-v36"), day_of("31/1 2025"), day_of("1 maj 2025")
    (datetime.date(2025, 9, 1), datetime.date(2025, 1, 31), datetime.date(2025, 5, 1))
    """
    plain = " ".join(text.casefold().split())
    if match := _ISO.fullmatch(plain) or _SOLID.fullmatch(plain):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(plain):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        return _day(year, second, first) or _day(year, first, second)
    if match := _NAMED.fullmatch(plain):
        return _day(int(match[3]), _MONTHS.get(match[2][:3], 0), int(match[1]))
    if match := _WEEK.fullmatch(plain):
        return _monday(int(match[1]), int(match[2]))
    if match := _WEEK_FIRST.fullmatch(plain):
        return _monday(int(match[2]), int(match[1]))
    return None


def may_be_swapped(text: str) -> bool:
    """Tell whether a text such as `1/2 2025` could also be read with the month first.

    Ours: only with a slash; `1.2.2025` is day first wherever points are used.

    >>> may_be_swapped("1/2 2025"), may_be_swapped("31/1 2025"), may_be_swapped("1.2.2025")
    (True, False, False)
    """
    match = _DAY_FIRST.fullmatch(" ".join(text.split()))
    if match is None or match[2] != "/":
        return False
    return int(match[1]) != int(match[3]) and max(int(match[1]), int(match[3])) <= 12


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _monday(year: int, week: int) -> dt.date | None:
    try:
        return dt.date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
