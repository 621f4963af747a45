"""Rules about what all initiatives take together, week by week."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from changekit.services.planning.checking.facts import is_under, loads_of
from changekit.services.planning.checking.slot import Slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from changekit.model.calendar import Calendar
    from changekit.model.municipality import Municipality
    from changekit.services.planning.checking.facts import Loads

    Sums: TypeAlias = dict[str, tuple[list[float], list[bool]]]

__all__ = ["capacities", "hours", "numbers"]


SMALL = 1e-3
"""Ours: what may stand above a limit before it counts, against rounding."""


def _sum(plan: Mapping[str, Slot], amounts: Mapping[str, Loads], calendar: Calendar) -> Sums:
    """Return by subject what is used in each week, and whether somebody free uses it then."""
    found: Sums = {}
    count = calendar.count
    for name, slot in plan.items():
        for subject, by_week in amounts[name].items():
            if subject not in found:
                found[subject] = ([0.0] * count, [False] * count)
            used, free = found[subject]
            for week, amount in enumerate(by_week, start=slot.start):
                if amount > 0 and 0 <= week < count:
                    used[week] += amount
                    if not slot.fixed:
                        free[week] = True
    return found


def _over(
    sums: tuple[list[float], list[bool]], room: Mapping[int, float | None] | float
) -> Iterator[tuple[int, float, float]]:
    """Return the weeks with too much that somebody free is part of: week, used, allowed."""
    for week, (used, free) in enumerate(zip(*sums, strict=True)):
        most = room if isinstance(room, float | int) else room.get(week)
        if free and most is not None and used > most + SMALL:
            yield week, used, most


def _with_settling(
    municipality: Municipality,
    plan: Mapping[str, Slot],
    loads: Mapping[str, Loads],
    calendar: Calendar,
) -> tuple[dict[str, Slot], dict[str, Loads]]:
    """Return slots and loads with those of what is done, as long as units settle in after it."""
    slots, every = dict(plan), dict(loads)
    for item in municipality.initiatives:
        if item.status == "done" and item.finished and item.id not in plan:
            weeks = calendar.index(item.finished) + 1
            slots[item.id] = Slot(start=weeks - 1, weeks=1, fixed=True)
            every[item.id] = {
                unit: (0.0, *by_week[1:]) for unit, by_week in loads_of(item, 1).items()
            }
    return slots, every


def _rolled_up(municipality: Municipality, used: Sums) -> Sums:
    """Return what each unit carries with all below it, by their share of its employees."""
    known = municipality.units_by_id
    found = {name: (list(sums), list(free)) for name, (sums, free) in used.items()}
    for name, (sums, free) in used.items():
        seen, at = {name}, known[name].parent if name in known else None
        while at is not None and at in known and at not in seen:
            seen.add(at)
            heads, whole = known[name].headcount, known[at].headcount
            share = min(1.0, heads / whole) if heads is not None and whole else 1.0
            total, anyone = found.setdefault(at, ([0.0] * len(sums), [False] * len(free)))
            for week, amount in enumerate(sums):
                total[week] += share * amount
                anyone[week] = anyone[week] or (free[week] and share > 0)
            at = known[at].parent
    return found


def capacities(
    municipality: Municipality,
    plan: Mapping[str, Slot],
    loads: Mapping[str, Loads],
    calendar: Calendar,
) -> Iterator[str]:
    """Say where a unit carries more than it can, the units below it included."""
    used = _sum(*_with_settling(municipality, plan, loads, calendar), calendar)
    used = _rolled_up(municipality, used)
    for name in sorted(used):
        unit = municipality.units_by_id.get(name)
        if unit is None or unit.capacity is None:
            continue
        usual = unit.capacity.default
        room: dict[int, float | None] = dict.fromkeys(range(calendar.count), usual)
        if unit.capacity.periods:
            room = dict(enumerate(calendar.loads(unit.capacity)))
        for peak in unit.peaks:
            for week in calendar.touched(peak.from_, peak.to):
                was = room[week]
                room[week] = None if was is None else max(0.0, was - peak.load)
        for week, load, most in _over(used[name], room):
            yield f"{name} carries {load:g} of {most:g} in {calendar.label(week)}"


def numbers(
    municipality: Municipality,
    plan: Mapping[str, Slot],
    loads: Mapping[str, Loads],
    calendar: Calendar,
    limits: Mapping[str, int],
) -> Iterator[str]:
    """Say where too many initiatives run at once."""
    tops = [unit.id for unit in municipality.organisation.units if unit.limit]
    ones = {}
    for name, slot in plan.items():
        above = [
            top for top in tops if any(is_under(municipality, u, (top,)) for u in loads[name])
        ]
        counted = (*(loads[name] or ("",)), *above, "*")
        ones[name] = dict.fromkeys(counted, (1.0,) * slot.weeks)
    used = _sum(plan, ones, calendar)
    own = {unit.id: unit.limit for unit in municipality.organisation.units if unit.limit}
    every = {**limits, **own}
    if municipality.organisation.limit is not None:
        every["*"] = municipality.organisation.limit
    for name in sorted(set(every) & set(used)):
        for week, count, most in _over(used[name], every[name]):
            where = "all" if name == "*" else name or "no unit"
            yield f"{where}: {count:g} at once, {most:g} allowed, in {calendar.label(week)}"


def hours(
    municipality: Municipality,
    plan: Mapping[str, Slot],
    calendar: Calendar,
    assumed: Mapping[str, Mapping[str, float]],
) -> Iterator[str]:
    """Say where a role works more than it can."""
    amounts: dict[str, Loads] = {}
    for name, slot in plan.items():
        mine: dict[str, float] = defaultdict(float)
        for role in municipality.initiatives_by_id[name].roles:
            if role.hours_per_week is not None:
                mine[role.role] += role.hours_per_week
        for key, guess in assumed.get(name, {}).items():
            mine[key] += guess
        amounts[name] = {key: (each,) * slot.weeks for key, each in mine.items()}
    used = _sum(plan, amounts, calendar)
    for name in sorted(used):
        holder = municipality.roles_by_id.get(name)
        most = holder.capacity_hours_per_week if holder else None
        for week, taken, _ in _over(used[name], most) if most is not None else ():
            yield f"{name} works {taken:g} of {most:g} hours in {calendar.label(week)}"
