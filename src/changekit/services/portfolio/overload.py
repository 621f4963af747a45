"""Units and key roles of which more is asked than they can carry, by what already has dates."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING

from changekit.findings import Finding
from changekit.model.calendar import Calendar
from changekit.rules import portfolio as rules
from changekit.services.load import load_matrix
from changekit.services.portfolio.open_work import in_words
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.services.load import Overload

__all__ = ["dated_intervals", "overloads"]

WEEKS_AHEAD = 52
"""Ours: how far to look where the municipality names no period."""
CAUSES = 5
"""Ours: as many causes are named as people take in; the others are counted."""


def dated_intervals(
    municipality: Municipality, calendar: Calendar, *, as_of: dt.date
) -> dict[str, tuple[int, int]]:
    """Return the first week and the weeks of each initiative whose dates are known.

    Running work counts from its start, and goes on at least through the week of `as_of`.
    Decided and proposed work counts from a pinned start. A decided one without a pin counts
    from its earliest day, a proposed one only when its deadline leaves no later choice.
    """
    intervals = {}
    for item in municipality.initiatives:
        begin = _begin(item)
        if begin is None or (item.weeks is None and item.status != "running"):
            continue
        first, weeks = calendar.index(begin), item.weeks or 1
        if item.status == "running":
            weeks = max(weeks, calendar.index(as_of) - first + 1)
        intervals[item.id] = (first, weeks)
    return intervals


def _begin(item: Initiative) -> dt.date | None:
    if item.status == "running":
        return item.started
    if item.status not in ("decided", "proposed"):
        return None
    if item.start or item.earliest is None:
        return item.start
    latest = item.deadline - dt.timedelta(weeks=item.weeks or 0) if item.deadline else None
    no_choice = latest is not None and latest < item.earliest + dt.timedelta(weeks=1)
    return item.earliest if item.status == "decided" or no_choice else None


def overloads(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    """Find units and key roles that are overloaded from this day on, with who causes it.

    What is put on a unit counts at the units above it as in plans, by headcount. Weeks that
    follow each other are one finding, which names the worst of them.
    """
    period = municipality.settings.period
    count = WEEKS_AHEAD
    if period is not None:
        count = max(1, Calendar.of(as_of, 1).index(period.start) + period.count)
    calendar = Calendar.of(as_of, count)
    dated = dated_intervals(municipality, calendar, as_of=as_of)
    matrix = load_matrix(municipality, dated, calendar=calendar, roll="headcount")
    found = sorted(matrix.overloads, key=lambda item: (item.kind, item.subject, item.week))
    for _, weeks in groupby(found, key=lambda item: (item.kind, item.subject)):
        for run in _runs(weeks):
            yield _finding(municipality, run, calendar)


def _runs(weeks: Iterable[Overload]) -> Iterator[list[Overload]]:
    run: list[Overload] = []
    for item in weeks:
        if run and item.week != run[-1].week + 1:
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _finding(municipality: Municipality, run: list[Overload], calendar: Calendar) -> Finding:
    worst = max(run, key=lambda item: (round(item.over, 9), -item.week))
    first, last = calendar.label(run[0].week), calendar.label(run[-1].week)
    unit = worst.kind == "unit"
    suffix = "" if unit else " h"
    named: list[Text | str] = [
        Text(
            sv=f"{name} ({_number(load, 'sv')}{suffix})",
            en=f"{name} ({_number(load, 'en')}{suffix})",
        )
        for name, load in worst.causes[:CAUSES]
    ]
    more = len(worst.causes) - len(named)
    if more:
        named.append(Text(sv=f"{more} till", en=f"{more} more"))
    field = "capacity" if unit else "capacity_hours_per_week"
    return Finding.of(
        rules.UNIT_OVERLOAD if unit else rules.ROLE_OVERLOAD,
        {
            "period": first if first == last else f"{first}–{last}",
            "load": Text({code: _number(worst.load, code) + suffix for code in ("sv", "en")}),
            "capacity": Text(
                {code: _number(worst.capacity, code) + suffix for code in ("sv", "en")}
            ),
            "week": calendar.label(worst.week),
            "causes": in_words(named),
        },
        subject=worst.subject,
        place=municipality.place(worst.kind, worst.subject, field),
        path=f"{field} {first}",
    )


def _number(value: float, language: str) -> str:
    text = f"{round(value, 2):g}"
    return text.replace(".", ",") if language == "sv" else text
