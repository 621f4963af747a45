"""What a start gives and costs, as the arrays of a model."""

from __future__ import annotations

import datetime as dt
from decimal import Context, Decimal
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from changekit.extension.protocols.planning import Figures
    from changekit.model.calendar import Calendar
    from changekit.services.planning.compiling.assumptions import Item

__all__ = ["benefits", "worth_by_week"]

YEAR = Decimal(52)
"""Ours: weeks in a year by which values are discounted."""


def benefits(
    items: Sequence[Item], calendar: Calendar, now: int, discount: float
) -> dict[str, Any]:  # Any: arrays of several kinds, by the fields of PlanModel
    """Return what lateness and time take off values, in the order of the items."""
    found: dict[str, Any] = {}
    if discount:
        found["worth"] = worth_by_week(calendar.count, now, discount)
    if any(item.initiative.value and item.initiative.value.decay for item in items):
        decays = [item.initiative.value.decay if item.initiative.value else None for item in items]
        found["decay"] = np.array([decay.per_week if decay else 0.0 for decay in decays])
        weeks = [calendar.index(decay.from_) if decay else 0 for decay in decays]
        found["decay_from"] = np.array(weeks, dtype=np.int32)
    if any(item.late_cost is not None for item in items):
        found["late_cost"] = np.array([float(item.late_cost or 0) for item in items])
        found["due"] = np.array([_due(item, calendar) for item in items], dtype=np.int32)
    return found


def _due(item: Item, calendar: Calendar) -> int:
    """Return the week after the last one whose Friday is not after the deadline."""
    day = item.initiative.deadline
    if item.late_cost is None or day is None:
        return calendar.count
    return calendar.index(day - dt.timedelta(4)) + 1


def worth_by_week(weeks: int, now: int, discount: float) -> Figures:
    """Return what 1 a week from each week to the end of the plan is worth today.

    Ours: a week that comes t weeks after this one counts 1 / (1 + discount) ** (t / 52), those
    until this week in full. Decimal arithmetic gives the same digits on every machine.

    >>> worth_by_week(3, 0, 0.0).tolist()
    [3.0, 2.0, 1.0, 0.0]
    """
    exact = Context(prec=28)
    step = exact.power(1 + Decimal(repr(discount)), -1 / YEAR)
    factors = [Decimal(1)] * weeks
    for week in range(now + 1, weeks):
        factors[week] = exact.multiply(factors[week - 1], step)
    worth, total = [Decimal(0)], Decimal(0)
    for factor in reversed(factors):
        total = exact.add(total, factor)
        worth.append(total)
    return np.array([float(value) for value in reversed(worth)])
