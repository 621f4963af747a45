"""The weeks in which initiatives would run if each got the dates that it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from changekit.model.calendar import Calendar

if TYPE_CHECKING:
    import datetime as dt

    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

__all__ = ["Asked", "asked_for", "still_settling", "weeks_to_show"]

WEEKS_AHEAD = 52
"""Ours: how far to look where the municipality names no period."""
WAITING = ("idea", "proposed", "decided")


@attrs.frozen(kw_only=True)
class Asked:
    """Which initiatives run when, and which say too little to be counted.

    Attributes:
        intervals: By initiative: its first week in the calendar, and how many it takes.
        undated: Those that name no day to start on.
        without_weeks: Those that do not say how long they take.
    """

    intervals: Mapping[str, tuple[int, int]]
    undated: tuple[str, ...] = ()
    without_weeks: tuple[str, ...] = ()


def weeks_to_show(municipality: Municipality, as_of: dt.date) -> Calendar:
    """Return the weeks of the municipality's period; without one, a year from today."""
    period = municipality.settings.period
    if period is None:
        return Calendar.of(as_of, WEEKS_AHEAD)
    return Calendar.of(period.start, period.count)


def asked_for(
    municipality: Municipality, calendar: Calendar, *, as_of: dt.date, at_once: bool = False
) -> Asked:
    """Return when initiatives would run if each got what it asks for.

    Ours: what runs counts from its start, and goes on at least through the week of today. What
    waits counts from its pinned start, else from its earliest day, but not before today. What
    is paused or stopped does not count, and what is done only where units still settle in.

    Args:
        municipality: Whose initiatives they are.
        calendar: The weeks to count in.
        as_of: The day that counts as today.
        at_once: Count what names no day as if it started today; else it is `undated`.
    """
    intervals, undated, silent = still_settling(municipality, calendar), [], []
    today = calendar.index(as_of)
    for item in municipality.initiatives:
        if item.status not in ("running", *WAITING):
            continue
        begin = _begin(item, calendar, today, at_once=at_once)
        if begin is None:
            undated.append(item.id)
        elif item.weeks is None and item.status != "running":
            silent.append(item.id)
        else:
            weeks = item.weeks or 1
            if item.status == "running":
                weeks = max(weeks, today - begin + 1)
            intervals[item.id] = (begin, weeks)
    return Asked(
        intervals=intervals, undated=tuple(sorted(undated)), without_weeks=tuple(sorted(silent))
    )


def still_settling(municipality: Municipality, calendar: Calendar) -> dict[str, tuple[int, int]]:
    """Return what is done and has units that settle in after it: the week in which it ended.

    Of these, only what settling in asks for is counted.
    """
    return {
        item.id: (calendar.index(item.finished), 1)
        for item in municipality.initiatives
        if item.status == "done" and item.finished and any(it.settling_weeks for it in item.load)
    }


def _begin(item: Initiative, calendar: Calendar, today: int, *, at_once: bool) -> int | None:
    if item.status == "running":
        return calendar.index(item.started) if item.started else None
    if item.start is not None:
        return calendar.index(item.start)
    if item.earliest is not None:
        return max(today, calendar.index(item.earliest))
    return today if at_once else None
