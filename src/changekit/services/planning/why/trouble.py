"""What in the data makes a plan impossible, as findings."""

from __future__ import annotations

import datetime as dt
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from changekit.extension.protocols.planning import FREE
from changekit.findings import Finding
from changekit.rules import plan_data as data_rules
from changekit.rules import planning as rules
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.extension.protocols.planning import Resource
    from changekit.model.calendar import Calendar
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.services.planning.compiling.compile import Compiled

__all__ = ["impossible", "late_pin", "resource_name", "weeks_between"]

WHOLE = Text(sv="Hela organisationen", en="The whole organisation")
UNNAMED = Text(sv="Initiativen utan enhet", en="The initiatives without a unit")


def resource_name(municipality: Municipality, resource: Resource) -> Text:
    """Return what a resource is called in a sentence."""
    if resource.kind == "role":
        role = municipality.roles_by_id.get(resource.subject)
        return role.title if role and role.title else Text.plain(resource.subject)
    if not resource.subject:
        return UNNAMED if resource.assumed else WHOLE
    unit = municipality.units_by_id.get(resource.subject)
    return unit.name if unit else Text.plain(resource.subject)


def weeks_between(calendar: Calendar, first: int, last: int) -> str:
    """Return weeks as ISO 8601 writes an interval, or one week alone."""
    low, high = calendar.label(first), calendar.label(last)
    return low if low == high else f"{low}/{high}"


WEEKS = Text(sv="{n} veckor", en="{n} weeks")
ONE_WEEK = Text(sv="{n} vecka", en="{n} week")


def _figure(amount: float) -> Text:
    """Return a figure as each language writes it."""
    digits = f"{amount:g}"
    return Text(sv=digits.replace(".", ","), en=digits)


def late_pin(municipality: Municipality, initiative: Initiative, now: dt.date) -> Finding:
    """Return the finding on a fixed start that has passed without a start."""
    found = {"start": initiative.start, "status": initiative.status, "now": now}
    return Finding.of(
        rules.PIN_IN_THE_PAST, found, subject=initiative.id, path="start",
        place=municipality.place("initiative", initiative.id, "start"),
    )  # fmt: skip


def impossible(compiled: Compiled) -> list[Finding]:
    """Return what no plan can satisfy."""
    found = [*_no_weeks(compiled), *_never_enough(compiled), *_overload(compiled)]
    return [*found, *_no_window(compiled), *_gaps(compiled)]


def _no_weeks(compiled: Compiled) -> Iterator[Finding]:
    calendar = compiled.calendar
    if compiled.now >= calendar.count:
        last = calendar.start(calendar.count - 1)
        yield Finding.of(rules.NO_WEEKS_LEFT, {"last": last, "as_of": compiled.as_of})


def _never_enough(compiled: Compiled) -> Iterator[Finding]:
    model, municipality = compiled.model, compiled.municipality
    if not model.use_resource.size or compiled.now >= compiled.calendar.count:
        return  # after the last week nothing has any left: CK409 says so once
    most = compiled.shared.supply[:, model.first :].max(axis=1, initial=0.0)
    owner = np.repeat(np.arange(len(model)), np.diff(model.use_at))
    excess = model.use_amount > most[model.use_resource] + 1e-4
    told = set()
    for at in np.flatnonzero(excess & (model.fixed[owner] == FREE)).tolist():
        name, resource = model.ids[owner[at]], model.resources[model.use_resource[at]]
        if (name, resource) in told:
            continue
        told.add((name, resource))
        values = {
            "need": _figure(float(model.use_amount[at])),
            "most": _figure(float(most[model.use_resource[at]])),
            "what": resource_name(municipality, resource),
        }  # fmt: skip
        path = "roles" if resource.kind == "role" else "load"
        yield Finding.of(
            rules.NEVER_ENOUGH, values, subject=name, path=path,
            place=municipality.place("initiative", name, path),
        )  # fmt: skip


def _no_window(compiled: Compiled) -> Iterator[Finding]:
    model, calendar = compiled.model, compiled.calendar
    nothing = (model.latest < model.earliest) & (model.fixed == FREE)
    ends = calendar.start(calendar.count - 1) + dt.timedelta(4)
    for at in np.flatnonzero(nothing).tolist() if compiled.now < calendar.count else ():
        item = compiled.items[model.ids[at]]
        deadline = item.initiative.deadline if item.late_cost is None else None
        too_short = deadline is None or deadline > ends
        values = {
            "weeks": (ONE_WEEK if item.weeks == 1 else WEEKS).format(n=item.weeks),
            "first": compiled.opens(int(model.earliest[at])),
            "last": ends if too_short else deadline,
        }  # fmt: skip
        path = "weeks" if too_short else "deadline"
        yield Finding.of(
            data_rules.HORIZON_TOO_SHORT if too_short else rules.NO_WINDOW, values,
            subject=item.id, path=path,
            place=compiled.municipality.place("initiative", item.id, path),
        )  # fmt: skip


def _gaps(compiled: Compiled) -> Iterator[Finding]:
    shared, weeks = compiled.shared, compiled.calendar.count
    for unit, known in shared.guessed.items():
        capacity = compiled.municipality.units_by_id[unit].capacity
        loads = compiled.calendar.loads(capacity) if capacity else ()
        usual = median([load for load in loads if load is not None])
        yield Finding.of(
            data_rules.CAPACITY_WITH_GAPS,
            {"known": known, "weeks": weeks, "usual": _figure(usual)},
            subject=unit, path="capacity",
            place=compiled.municipality.place("unit", unit, "capacity"),
        )  # fmt: skip


def _overload(compiled: Compiled) -> Iterator[Finding]:
    model, calendar = compiled.model, compiled.calendar
    for at in np.flatnonzero((model.room[:, model.first :] < -1e-4).any(axis=1)).tolist():
        resource = model.resources[at]
        weeks = model.first + np.flatnonzero(model.room[at, model.first :] < -1e-4)
        values = {
            "what": resource_name(compiled.municipality, resource),
            "over": _figure(float(-model.room[at, model.first :].min())),
            "period": weeks_between(calendar, int(weeks[0]), int(weeks[-1])),
        }
        kind = "role" if resource.kind == "role" else "unit"
        yield Finding.of(
            rules.FROZEN_OVERLOAD, values, subject=resource.subject,
            place=compiled.municipality.place(kind, resource.subject),
        )  # fmt: skip
