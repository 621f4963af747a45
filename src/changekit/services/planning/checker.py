"""Checks a plan against the municipality's own data, without anything that made the plan.

It reads the model's records again, counts week by week in plain Python, and shares no code with
the compiled form: what both get wrong in the same way would have to be wrong twice.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from changekit.model.calendar import Calendar
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

    Loads: TypeAlias = Mapping[str, tuple[float, ...]]
    Sums: TypeAlias = dict[str, tuple[list[float], list[bool]]]

__all__ = ["Slot", "violations"]

SMALL = 1e-3
"""Ours: what may stand above a limit before it counts, against rounding."""


@attrs.frozen(kw_only=True)
class Slot:
    """Where an initiative stands in a plan.

    Attributes:
        start: Its first week, from 0.
        weeks: How many it takes.
        fixed: Whether the start was given: it may break rules, others may not break them with it.
    """

    start: int
    weeks: int
    fixed: bool

    @property
    def last(self) -> int:
        """The week in which it goes live."""
        return self.start + self.weeks - 1


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
    known = municipality.initiatives_by_id
    found = [f"{name} is not in the data" for name in sorted(set(slots) - set(known))]
    plan = {name: slots[name] for name in sorted(set(slots) & set(known))}
    for name, slot in plan.items():
        found += _own(known[name], slot, calendar, as_of)
        found += _freezes(municipality, known[name], slot, calendar)
        found += _links(known, plan, name, calendar, ignored)
    loads = {name: _loads_of(known[name], slot.weeks) for name, slot in plan.items()}
    found += _loads(municipality, plan, loads, calendar)
    found += _numbers(municipality, plan, loads, calendar, limits or {})
    found += _hours(municipality, plan, calendar, hours or {})
    return found + list(_budgets(municipality, plan, calendar))


def _loads_of(item: Initiative, weeks: int) -> Loads:
    """Return the load in each week by unit; without any, 1 on the owner's unit."""
    if not item.load:
        return {item.owner.unit: (1.0,) * weeks} if item.owner else {}
    found: dict[str, tuple[float, ...]] = {}
    for load in item.load:
        before = found.get(load.unit, (0.0,) * weeks)
        both = zip(before, load.over(weeks), strict=True)
        found[load.unit] = tuple(was + more for was, more in both)
    return found


def _own(item: Initiative, slot: Slot, calendar: Calendar, as_of: dt.date) -> Iterator[str]:
    if item.status in ("done", "stopped"):
        yield f"{item.id} is {item.status} and cannot be planned"
    if item.weeks is not None and slot.weeks != item.weeks and item.status != "running":
        yield f"{item.id} takes {item.weeks} weeks, not {slot.weeks}"
    if item.status == "running":
        if item.started and calendar.index(item.started) != slot.start:
            yield f"{item.id} runs since {item.started} and was moved"
        return
    first, last = calendar.start(slot.start), calendar.start(slot.last) + dt.timedelta(4)
    if calendar.end(slot.start) < as_of:
        yield f"{item.id} starts on {first}, before today"
    if item.start is not None:
        if (
            calendar.index(item.start) != slot.start
            and calendar.end(calendar.index(item.start)) >= as_of
        ):
            yield f"{item.id} is fixed to {item.start} and was moved"
        return
    if item.status == "paused":
        yield f"{item.id} is paused and has no start"
    if slot.last >= calendar.count:
        yield f"{item.id} ends after the last week of the plan"
    if item.earliest is not None and first < item.earliest:
        yield f"{item.id} starts on {first}, before {item.earliest}"
    if item.deadline is not None and last > item.deadline:
        yield f"{item.id} ends on {last}, after {item.deadline}"


def _units(item: Initiative) -> set[str]:
    return {load.unit for load in item.load} or ({item.owner.unit} if item.owner else set())


def _freezes(
    municipality: Municipality, item: Initiative, slot: Slot, calendar: Calendar
) -> Iterator[str]:
    if slot.fixed or item.blackout == "none":
        return
    first, last = calendar.start(slot.last), calendar.end(slot.last)
    for freeze in municipality.organisation.freezes:
        touched = not freeze.units or any(
            _is_under(municipality, unit, freeze.units) for unit in _units(item)
        )
        if touched and freeze.from_ <= last and freeze.to >= first:
            yield f"{item.id} goes live in the week of {first}, in a change freeze"


def _is_under(municipality: Municipality, unit: str, tops: tuple[str, ...]) -> bool:
    seen: set[str] = set()
    at: str | None = unit
    while at is not None and at not in seen:
        if at in tops:
            return True
        seen.add(at)
        above = municipality.units_by_id.get(at)
        at = above.parent if above else None
    return False


def _links(
    known: Mapping[str, Initiative],
    plan: Mapping[str, Slot],
    name: str,
    calendar: Calendar,
    ignored: frozenset[tuple[str, str]],
) -> Iterator[str]:
    slot = plan[name]
    for link in known[name].links:
        other, end = plan.get(link.to), None
        target = known.get(link.to)
        if other is not None:
            end = other.last
        elif target is not None and target.status == "done" and target.finished is not None:
            end = calendar.index(target.finished)
        if link.kind in ("requires", "follows") and not slot.fixed:
            late = end is not None and slot.start <= end + link.lag_weeks
            if late and (name, link.to) not in ignored:
                yield f"{name} starts before {link.to} is done"
            missing = other is None and (target is None or target.status != "done")
            if link.kind == "requires" and missing:
                yield f"{name} requires {link.to}, which is not in the plan"
        if other is None or (slot.fixed and other.fixed):
            if (
                link.kind == "alternative-to"
                and target
                and target.status == "done"
                and not slot.fixed
            ):
                yield f"{name} is planned although {link.to} is done"
            continue
        if link.kind == "conflicts" and link.to != name:
            if slot.start <= other.last and other.start <= slot.last:
                yield f"{name} runs at the same time as {link.to}"
        elif link.kind == "alternative-to" and link.to != name:
            yield f"{name} is planned beside {link.to}"


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


def _loads(
    municipality: Municipality,
    plan: Mapping[str, Slot],
    loads: Mapping[str, Loads],
    calendar: Calendar,
) -> Iterator[str]:
    used = _sum(plan, loads, calendar)
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


def _numbers(
    municipality: Municipality,
    plan: Mapping[str, Slot],
    loads: Mapping[str, Loads],
    calendar: Calendar,
    limits: Mapping[str, int],
) -> Iterator[str]:
    ones = {
        name: dict.fromkeys((*(loads[name] or ("",)), "*"), (1.0,) * slot.weeks)
        for name, slot in plan.items()
    }
    used = _sum(plan, ones, calendar)
    own = {unit.id: unit.limit for unit in municipality.organisation.units if unit.limit}
    every = {**limits, **own}
    if municipality.organisation.limit is not None:
        every["*"] = municipality.organisation.limit
    for name in sorted(set(every) & set(used)):
        for week, count, most in _over(used[name], every[name]):
            where = "all" if name == "*" else name or "no unit"
            yield f"{where}: {count:g} at once, {most:g} allowed, in {calendar.label(week)}"


def _hours(
    municipality: Municipality,
    plan: Mapping[str, Slot],
    calendar: Calendar,
    assumed: Mapping[str, Mapping[str, float]],
) -> Iterator[str]:
    amounts: dict[str, Loads] = {}
    for name, slot in plan.items():
        mine: dict[str, float] = defaultdict(float)
        for role in municipality.initiatives_by_id[name].roles:
            hours = role.hours_per_week
            if hours is not None:
                mine[role.role] += hours
        for key, guess in assumed.get(name, {}).items():
            mine[key] += guess
        amounts[name] = {key: (hours,) * slot.weeks for key, hours in mine.items()}
    used = _sum(plan, amounts, calendar)
    for name in sorted(used):
        holder = municipality.roles_by_id.get(name)
        most = holder.capacity_hours_per_week if holder else None
        for week, taken, _ in _over(used[name], most) if most is not None else ():
            yield f"{name} works {taken:g} of {most:g} hours in {calendar.label(week)}"


def _budgets(
    municipality: Municipality, plan: Mapping[str, Slot], calendar: Calendar
) -> Iterator[str]:
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
