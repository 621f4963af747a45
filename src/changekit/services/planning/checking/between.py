"""Rules about the order of initiatives, and about those that rule each other out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from changekit.model.calendar import Calendar
    from changekit.model.initiative import Initiative
    from changekit.services.planning.checking.slot import Slot

__all__ = ["alternatives", "ties"]


def ties(
    known: Mapping[str, Initiative],
    plan: Mapping[str, Slot],
    name: str,
    calendar: Calendar,
    ignored: frozenset[tuple[str, str]],
) -> Iterator[str]:
    """Say where an initiative breaks what links it to others."""
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
            continue
        at_once = slot.start <= other.last and other.start <= slot.last
        if link.kind == "conflicts" and link.to != name and at_once:
            yield f"{name} runs at the same time as {link.to}"


def alternatives(known: Mapping[str, Initiative], plan: Mapping[str, Slot]) -> Iterator[str]:
    """Say which initiatives are planned beside others of which only one is to be done."""
    beside: dict[str, set[str]] = {}
    for name, item in known.items():
        for link in item.links:
            if link.kind == "alternative-to" and link.to in known and link.to != name:
                both = beside.get(name, {name}) | beside.get(link.to, {link.to})
                for each in both:
                    beside[each] = both
    for name in sorted(set(beside) & set(plan)):
        for other in sorted(beside[name] - {name}) if not plan[name].fixed else ():
            if known[other].status == "done":
                yield f"{name} is planned although {other} is done"
            elif other in plan:
                yield f"{name} is planned beside {other}"
