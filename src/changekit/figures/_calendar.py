"""The months above charts over time."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from changekit.figures import _svg as svg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["month_lines"]

MONTH = 4.345
NAMES = {
    "sv": "jan feb mars apr maj juni juli aug sep okt nov dec",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}


def month_lines(  # all that a chart is drawn in
    first: dt.date,
    last: dt.date,
    place: Callable[[dt.date], float],
    *,
    edges: tuple[float, float, float],
    language: str,
    left: float,
) -> Iterator[str]:
    """Give a line for each month, or for as many as there is room for, with their names.

    Args:
        first: The first day drawn.
        last: The last day drawn.
        place: How far from the left a day stands.
        edges: The right edge, where rows begin, and where they end.
        language: The language of the names.
        left: Where the days begin.
    """
    right, top, bottom = edges
    months = max(1.0, (last - first).days / 7 / MONTH)
    step = next((n for n in (1, 2, 3, 6) if months / n <= 13), 12)
    yield svg.line(0, top - 6, right, top - 6)
    days = [day for day in _firsts(first, last) if (day.month - 1) % step == 0]
    later = [day for day in days if day > first]
    room = (place(later[0]) if later else right) - left
    names = (_month(first, language, year=True), _month(first, language))
    if name := next((name for name in names if svg.length(name) + 8 < room), ""):
        yield svg.text(left + 3, top - 12, name, size=11, fill=svg.SOFT)
    for day in days:
        x, name = place(day), _month(day, language)
        yield svg.line(x, top - 6, x, bottom)
        if day > first and x + 3 + svg.length(name) <= right:
            yield svg.text(x + 3, top - 12, name, size=11, fill=svg.SOFT)


def _firsts(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Go through the first days of months from one day to another."""
    day = first if first.day == 1 else (first.replace(day=1) + dt.timedelta(32)).replace(day=1)
    while day <= last:
        yield day
        day = (day + dt.timedelta(32)).replace(day=1)


def _month(day: dt.date, language: str, *, year: bool = False) -> str:
    name = NAMES.get(language, NAMES["en"]).split()[day.month - 1]
    return f"{name} {day.year}" if year or day.month == 1 else name
