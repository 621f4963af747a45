"""What initiatives share week by week: capacity of units, hours of roles, numbers at once."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import TYPE_CHECKING

import attrs
import numpy as np

from changekit.extension.protocols.planning import Resource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.extension.protocols.planning import Figures
    from changekit.model.calendar import Calendar
    from changekit.model.municipality import Municipality
    from changekit.model.organisation import Unit
    from changekit.services.planning.compiling.assumptions import Item

__all__ = ["ASSUMED_LIMIT", "NO_UNIT", "Shared", "shared", "uses_of"]

ASSUMED_LIMIT = 3
"""Ours: how many initiatives at once a unit is assumed to carry where neither its capacity nor a
limit is known: as many ordinary changes as the examples' units can carry."""
NO_UNIT = ""
"""The subject of a limit that is not about one unit."""


@attrs.frozen(kw_only=True, eq=False)
class Shared:
    """The resources of a plan.

    Attributes:
        resources: What is shared.
        supply: How much there is of each in each week (R x H).
        peaks: What business as usual has taken of that already, for those that have peaks.
        index: Which resource it is, by kind and subject.
        guessed: Units whose capacity is known in some weeks only.
    """

    resources: tuple[Resource, ...]
    supply: np.ndarray
    peaks: Mapping[int, np.ndarray]
    index: Mapping[tuple[str, str], int]
    guessed: tuple[str, ...]


def shared(municipality: Municipality, items: Iterable[Item], calendar: Calendar) -> Shared:
    """Return what the initiatives share.

    Ours: a load counts against the unit that it is put on, not against the units above it. Where
    a capacity is known for some weeks only, the others take its median.
    """
    units, roles, homeless = _touched(items)
    rows: dict[tuple[str, str], tuple[Figures, bool]] = {}
    peaks: dict[tuple[str, str], Figures] = {}
    guessed = []
    every = np.ones(calendar.count)
    for name in sorted(units):
        unit = municipality.units_by_id.get(name)
        capacity, partly = _capacity(unit, calendar)
        if partly:
            guessed.append(name)
        if capacity is not None and unit is not None:
            peak = _peaks(unit, calendar)
            rows["capacity", name] = (np.maximum(capacity - peak, 0), partly)
            if peak.any():
                peaks["capacity", name] = np.minimum(peak, capacity)
        limit = unit.limit if unit else None
        if limit is not None or capacity is None:
            rows["limit", name] = (every * (limit or ASSUMED_LIMIT), limit is None)
    for name in sorted(roles):
        role = municipality.roles_by_id.get(name)
        if role is not None and role.capacity_hours_per_week is not None:
            rows["role", name] = (every * role.capacity_hours_per_week, False)
    over_all = municipality.organisation.limit
    if over_all is not None or homeless:
        rows["limit", NO_UNIT] = (every * (over_all or ASSUMED_LIMIT), over_all is None)
    index = {key: at for at, key in enumerate(rows)}
    supply = [supply for supply, _ in rows.values()]
    return Shared(
        resources=tuple(
            Resource(kind, subject, assumed)  # type: ignore[arg-type]  # the keys made above
            for (kind, subject), (_, assumed) in rows.items()
        ),
        supply=np.array(supply) if supply else np.zeros((0, calendar.count)),
        peaks={index[key]: peak for key, peak in peaks.items()},
        index=index,
        guessed=tuple(guessed),
    )


def _touched(items: Iterable[Item]) -> tuple[set[str], set[str], bool]:
    units: set[str] = set()
    roles: set[str] = set()
    homeless = False
    for item in items:
        units.update(item.units)
        roles.update(item.hours)
        homeless = homeless or not item.units
    return units, roles, homeless


def _capacity(unit: Unit | None, calendar: Calendar) -> tuple[Figures | None, bool]:
    """Return a unit's capacity in each week, and whether part of it is assumed."""
    if unit is None or unit.capacity is None:
        return None, False
    if not unit.capacity.periods and unit.capacity.default is not None:
        return np.full(calendar.count, float(unit.capacity.default)), False
    loads = calendar.loads(unit.capacity)
    known = [load for load in loads if load is not None]
    if not known:
        return None, False
    usual = median(known)
    return np.array([usual if load is None else load for load in loads]), len(known) < len(loads)


def _peaks(unit: Unit, calendar: Calendar) -> Figures:
    taken = np.zeros(calendar.count)
    for peak in unit.peaks:
        weeks = calendar.touched(peak.from_, peak.to)
        taken[weeks.start : weeks.stop] += peak.load
    return taken


def uses_of(item: Item, shared_: Shared) -> list[tuple[int, int, int, float]]:
    """Return what an initiative takes: (resource, from, weeks, amount), from its start on."""
    index = shared_.index
    uses = []
    for unit in item.units:
        at = index.get(("capacity", unit))
        if at is not None:
            uses += [(at, start, weeks, load) for start, weeks, load in item.loads[unit] if load]
        at = index.get(("limit", unit))
        if at is not None:
            uses.append((at, 0, item.weeks, 1.0))
    for role, hours in item.hours.items():
        at = index.get(("role", role))
        if at is not None and hours:
            uses.append((at, 0, item.weeks, hours))
    at = index.get(("limit", NO_UNIT))
    if at is not None and (not item.units or not shared_.resources[at].assumed):
        uses.append((at, 0, item.weeks, 1.0))
    return uses
