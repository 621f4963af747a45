"""What initiatives share week by week: capacity of units, hours of roles, numbers at once."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING

import attrs
import numpy as np

from changekit.extension.protocols.planning import Resource
from changekit.services.organisation import rolled_shares

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.extension.protocols.planning import Figures
    from changekit.model.calendar import Calendar
    from changekit.model.municipality import Municipality
    from changekit.model.organisation import Unit
    from changekit.services.planning.compiling.assumptions import Item, Run

__all__ = ["ASSUMED_LIMIT", "NO_UNIT", "Shared", "carried_by", "shared", "uses_of"]

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
        guessed: By unit whose capacity is known in some weeks only: in how many.
        carriers: By unit: the units that carry what is put on it, with the share that counts
            there; the unit itself first.
        counters: By unit: the units whose limit counts what touches it.
    """

    resources: tuple[Resource, ...]
    supply: np.ndarray
    peaks: Mapping[int, np.ndarray]
    index: Mapping[tuple[str, str], int]
    guessed: Mapping[str, int]
    carriers: Mapping[str, Sequence[tuple[str, float]]]
    counters: Mapping[str, Sequence[str]]


def shared(municipality: Municipality, items: Iterable[Item], calendar: Calendar) -> Shared:
    """Return what the initiatives share.

    Ours: a load counts against the unit that it is put on, and by the share of its employees
    against each unit above that says what it can carry; a limit of a unit counts what touches
    the units below it, too. Where a capacity is known for some weeks only, the others take its
    median.
    """
    touched, roles, homeless = _touched(items)
    carriers, counters = _above(municipality, touched)
    units = {unit for name in touched for unit, _ in carriers[name]}
    units.update(unit for name in touched for unit in counters[name])
    rows: dict[tuple[str, str], tuple[Figures, bool]] = {}
    peaks: dict[tuple[str, str], Figures] = {}
    guessed = {}
    every = np.ones(calendar.count)
    for name in sorted(units):
        unit = municipality.units_by_id.get(name)
        capacity, known = _capacity(unit, calendar)
        partly = known < calendar.count
        if capacity is not None and partly:
            guessed[name] = known
        if capacity is not None and unit is not None:
            peak = _peaks(unit, calendar)
            rows["capacity", name] = (np.maximum(capacity - peak, 0), partly)
            if peak.any():
                peaks["capacity", name] = np.minimum(peak, capacity)
        limit = unit.limit if unit else None
        if limit is not None or (capacity is None and name in touched):
            rows["limit", name] = (every * (limit or ASSUMED_LIMIT), limit is None)
    rows.update(_other_rows(municipality, roles, every, homeless=homeless))
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
        guessed=guessed,
        carriers=carriers,
        counters=counters,
    )


def _other_rows(
    municipality: Municipality, roles: Iterable[str], every: Figures, *, homeless: bool
) -> dict[tuple[str, str], tuple[Figures, bool]]:
    """Return the hours of roles, and how many initiatives may run at once in all."""
    rows: dict[tuple[str, str], tuple[Figures, bool]] = {}
    for name in sorted(roles):
        role = municipality.roles_by_id.get(name)
        if role is not None and role.capacity_hours_per_week is not None:
            rows["role", name] = (every * role.capacity_hours_per_week, False)
    over_all = municipality.organisation.limit
    if over_all is not None or homeless:
        rows["limit", NO_UNIT] = (every * (over_all or ASSUMED_LIMIT), over_all is None)
    return rows


def _touched(items: Iterable[Item]) -> tuple[set[str], set[str], bool]:
    units: set[str] = set()
    roles: set[str] = set()
    homeless = False
    for item in items:
        units.update(item.units)
        roles.update(item.hours)
        homeless = homeless or not item.units
    return units, roles, homeless


def _above(
    municipality: Municipality, touched: Iterable[str]
) -> tuple[dict[str, list[tuple[str, float]]], dict[str, list[str]]]:
    """Return by unit who carries what is put on it, and whose limits count it; itself first."""
    shares = rolled_shares(municipality.organisation, "headcount")
    known = municipality.units_by_id
    carriers: dict[str, list[tuple[str, float]]] = {}
    counters: dict[str, list[str]] = {}
    for name in sorted({*touched, *known}):
        above = [(unit, share) for unit, share in shares.get(name, {}).items() if unit != name]
        carriers[name] = [(name, 1.0), *(
            (unit, share) for unit, share in above if known[unit].capacity is not None
        )]  # fmt: skip
        counters[name] = [name, *(unit for unit, _ in above if known[unit].limit is not None)]
    return carriers, counters


def _capacity(unit: Unit | None, calendar: Calendar) -> tuple[Figures | None, int]:
    """Return a unit's capacity in each week, and in how many of them it is known."""
    if unit is None or unit.capacity is None:
        return None, 0
    if not unit.capacity.periods and unit.capacity.default is not None:
        return np.full(calendar.count, float(unit.capacity.default)), calendar.count
    loads = calendar.loads(unit.capacity)
    known = [load for load in loads if load is not None]
    if not known:
        return None, 0
    usual = median(known)
    return np.array([usual if load is None else load for load in loads]), len(known)


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
    counted = {unit: None for name in item.units for unit in shared_.counters[name]}
    carried = carried_by(item, shared_)
    for unit in dict.fromkeys((*carried, *counted)):
        at = index.get(("capacity", unit))
        if at is not None and unit in carried:
            uses += [(at, start, weeks, load) for start, weeks, load in carried[unit] if load]
        at = index.get(("limit", unit))
        if at is not None and unit in counted:
            uses.append((at, 0, item.weeks, 1.0))
    for role, hours in item.hours.items():
        at = index.get(("role", role))
        if at is not None and hours:
            uses.append((at, 0, item.weeks, hours))
    at = index.get(("limit", NO_UNIT))
    if at is not None and (not item.units or not shared_.resources[at].assumed):
        uses.append((at, 0, item.weeks, 1.0))
    return uses


def carried_by(item: Item, shared_: Shared) -> dict[str, Sequence[Run]]:
    """Return what each unit carries of an initiative: runs of weeks with the same load."""
    parts: dict[str, list[tuple[float, Sequence[Run]]]] = {}
    for name in item.units:
        for unit, share in shared_.carriers.get(name, ()):
            parts.setdefault(unit, []).append((share, item.loads[name]))
    return {unit: _sum(shares) for unit, shares in parts.items()}


def _sum(parts: Sequence[tuple[float, Sequence[Run]]]) -> Sequence[Run]:
    """Return the sum of several loads, each by its share."""
    if len(parts) == 1:
        share, runs = parts[0]
        return runs if share == 1 else [(at, weeks, load * share) for at, weeks, load in runs]
    cuts = sorted(
        {week for _, runs in parts for at, weeks, _ in runs for week in (at, at + weeks)}
    )
    return [
        (low, high - low, sum(
            load * share
            for share, runs in parts
            for at, weeks, load in runs
            if at <= low < at + weeks
        ))
        for low, high in itertools.pairwise(cuts)
    ]  # fmt: skip
