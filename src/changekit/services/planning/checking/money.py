"""Rules about what a plan costs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from changekit.model.calendar import Calendar
    from changekit.model.municipality import Municipality
    from changekit.services.planning.checking.slot import Slot

__all__ = ["budgets"]


def budgets(
    municipality: Municipality, plan: Mapping[str, Slot], calendar: Calendar
) -> Iterator[str]:
    """Say in which year a plan spends more than there is."""
    known = municipality.initiatives_by_id
    rows = municipality.organisation.budget
    scale = {
        "sek": 1,
        "ksek": 1_000,
        "msek": 1_000_000,
        "eur": 1,
        "keur": 1_000,
        "meur": 1_000_000,
    }
    first = min(rows, key=lambda row: (row.year, row.unit)).unit if rows else ""
    for year in sorted({row.year for row in rows}):
        money = sum(
            row.amount * scale[row.unit]
            for row in rows
            if row.year == year and row.unit[-3:] == first[-3:]
        )
        if not any(row.year == year and row.unit[-3:] == first[-3:] for row in rows):
            continue
        spent, new = 0.0, 0.0
        for name, item in sorted(known.items()):
            cost = item.cost.amount if item.cost else None
            unit = (item.cost.unit if item.cost else None) or first
            if cost is None or unit not in scale or unit[-3:] != first[-3:]:
                continue
            day = item.started if item.status in ("running", "done") else None
            if day is None and name in plan:
                day = calendar.start(plan[name].start)
            if day is None or (day - dt.timedelta(day.weekday() - 3)).year != year:
                continue
            spent += cost * scale[unit]
            new += 0 if name not in plan or plan[name].fixed else cost * scale[unit]
        if new > 0 and spent > money + 1:
            yield f"the plan spends {spent:g} of {money:g} in {year}"
