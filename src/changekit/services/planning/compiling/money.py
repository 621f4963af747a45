"""What is paid for, from the budget of which year."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from changekit.errors import InvalidValueError
from changekit.findings import Finding
from changekit.model.quantities import Money
from changekit.rules import planning as rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from changekit.extension.protocols.planning import Figures, Weeks
    from changekit.model.calendar import Calendar
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.services.planning.compiling.assumptions import Item

__all__ = ["budget_by_year", "budgets", "cost_in"]


def budgets(
    municipality: Municipality,
    items: Sequence[Item],
    calendar: Calendar,
    fixed: Mapping[str, int],
    findings: list[Finding],
) -> tuple[Figures, Weeks, Figures]:
    """Return the cost of each, the budget that each week is paid from, and what is left of each.

    Ours: a cost falls on the year in which the work starts. What started already, or is pinned,
    is taken off the budget first; what it leaves is never below 0.
    """
    unit, years = budget_by_year(municipality)
    order = {year: at for at, year in enumerate(years)}
    purse = [order.get(_year(calendar, week), -1) for week in range(calendar.count)]
    if unit is None:
        return np.zeros(len(items)), np.array(purse, dtype=np.int32), np.zeros(0)
    cost = [_cost(item.initiative, unit, municipality, findings) for item in items]
    left = dict(years)
    for initiative in municipality.initiatives:
        year = _paid_in(initiative, calendar, fixed)
        if year in left:
            left[year] -= cost_in(initiative, unit) or 0.0
    return (
        np.array(cost, dtype=np.float64),
        np.array(purse, dtype=np.int32),
        np.array([max(0.0, left[year]) for year in years]),
    )


def budget_by_year(municipality: Municipality) -> tuple[str | None, dict[int, float]]:
    """Return the currency unit of the budgets, and the budget of each year, in order.

    Budgets in another currency than the first are left out.
    """
    rows = sorted(municipality.organisation.budget, key=lambda row: (row.year, row.unit))
    years: dict[int, float] = {}
    for row in rows:
        try:
            money = Money(amount=row.amount, unit=row.unit).to(rows[0].unit)
        except InvalidValueError:
            continue
        years[row.year] = years.get(row.year, 0.0) + money.amount
    return (rows[0].unit if rows else None), years


def cost_in(initiative: Initiative, unit: str) -> float | None:
    """Return what an initiative costs in a currency unit, None where that is not known."""
    cost = initiative.cost
    if cost is None or cost.amount is None:
        return None
    try:
        return Money(amount=cost.amount, unit=cost.unit or unit).to(unit).amount  # type: ignore[arg-type]  # other units raise
    except (InvalidValueError, KeyError):
        return None


def _cost(
    initiative: Initiative, unit: str, municipality: Municipality, findings: list[Finding]
) -> float:
    cost = cost_in(initiative, unit)
    if cost is None and initiative.cost is not None and initiative.cost.amount is not None:
        findings.append(
            Finding.of(
                rules.OTHER_CURRENCY,
                {"unit": initiative.cost.unit, "budget": unit},
                subject=initiative.id,
                path="cost",
                place=municipality.place("initiative", initiative.id, "cost"),
            )
        )
    return cost or 0.0


def _paid_in(initiative: Initiative, calendar: Calendar, fixed: Mapping[str, int]) -> int | None:
    if initiative.status in ("running", "done") and initiative.started is not None:
        return (initiative.started - dt.timedelta(initiative.started.weekday() - 3)).year
    if initiative.id in fixed:
        return _year(calendar, fixed[initiative.id])
    return None


def _year(calendar: Calendar, week: int) -> int:
    return (calendar.start(week) + dt.timedelta(3)).year
