"""Rules that one initiative can break alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from changekit.services.planning.checking.facts import is_under, units_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.model.calendar import Calendar
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.services.planning.checking.slot import Slot

__all__ = ["freezes", "own_dates"]


def own_dates(item: Initiative, slot: Slot, calendar: Calendar, as_of: dt.date) -> Iterator[str]:
    """Say where an initiative breaks its own dates."""
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
    if item.deadline is not None and item.late is None and last > item.deadline:
        yield f"{item.id} ends on {last}, after {item.deadline}"


def freezes(
    municipality: Municipality, item: Initiative, slot: Slot, calendar: Calendar
) -> Iterator[str]:
    """Say where an initiative goes live in a change freeze."""
    if slot.fixed or item.blackout == "none":
        return
    first, last = calendar.start(slot.last), calendar.end(slot.last)
    for freeze in municipality.organisation.freezes:
        touched = not freeze.units or any(
            is_under(municipality, unit, freeze.units) for unit in units_of(item)
        )
        if touched and freeze.from_ <= last and freeze.to >= first:
            yield f"{item.id} goes live in the week of {first}, in a change freeze"
