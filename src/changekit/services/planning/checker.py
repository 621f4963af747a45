"""Checks a plan against the municipality's own data, without anything that made the plan.

It reads the model's records again, counts week by week in plain Python, and shares no code with
the compiled form: what both get wrong in the same way would have to be wrong twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.services.planning.checking import sums
from changekit.services.planning.checking.alone import freezes, own_dates
from changekit.services.planning.checking.between import alternatives, ties
from changekit.services.planning.checking.facts import decided, loads_of
from changekit.services.planning.checking.money import budgets
from changekit.services.planning.checking.slot import Slot

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from changekit.model.calendar import Calendar
    from changekit.model.municipality import Municipality

__all__ = ["Slot", "violations"]


def violations(  # a plan, and what it may lean on
    municipality: Municipality,
    slots: Mapping[str, Slot],
    *,
    calendar: Calendar,
    as_of: dt.date,
    limits: Mapping[str, int] | None = None,
    hours: Mapping[str, Mapping[str, float]] | None = None,
    ignored: frozenset[tuple[str, str]] = frozenset(),
) -> list[str]:
    """Return what is wrong with a plan, nothing where it holds.

    Args:
        municipality: The data that the plan has to respect.
        slots: Where each planned initiative stands, by id.
        calendar: The weeks of the plan.
        as_of: Nothing starts before the week that holds this day.
        limits: Limits that the plan assumes, by unit; `""` is that of initiatives without a unit.
        hours: Hours in a week that the plan assumes where none are given, by initiative and role.
        ignored: Pairs of initiative and other whose order is not kept, as findings say.
    """
    municipality = decided(municipality, as_of)
    known = municipality.initiatives_by_id
    found = [f"{name} is not in the data" for name in sorted(set(slots) - set(known))]
    plan = {name: slots[name] for name in sorted(set(slots) & set(known))}
    for name, slot in plan.items():
        found += own_dates(known[name], slot, calendar, as_of)
        found += freezes(municipality, known[name], slot, calendar)
        found += ties(known, plan, name, calendar, ignored)
    found += alternatives(known, plan)
    loads = {name: loads_of(known[name], slot.weeks) for name, slot in plan.items()}
    found += sums.capacities(municipality, plan, loads, calendar)
    found += sums.numbers(municipality, plan, loads, calendar, limits or {})
    found += sums.hours(municipality, plan, calendar, hours or {})
    return found + list(budgets(municipality, plan, calendar))
