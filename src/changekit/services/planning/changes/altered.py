"""A municipality as it would be after changes that somebody wants to try."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import attrs

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.model.initiative import Initiative
from changekit.model.quantities import Capacity, HoursPerWeek, Weeks
from changekit.model.what_if import ALL
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from changekit.model.municipality import Municipality
    from changekit.model.organisation import Organisation, Role, Unit
    from changekit.model.what_if import WhatIfChange
    from changekit.services.planning.result import Plan

__all__ = ["altered"]

OVERRULES = ("move", "drop", "pause", "resume")
"""Changes that say when or whether something starts: decisions about it no longer count."""


def altered(plan: Plan, changes: Iterable[WhatIfChange]) -> Municipality:
    """Return the municipality of a plan as it would be after changes, taken in order.

    What is moved, dropped, paused or resumed is no longer bound by what was decided about it.

    Raises:
        UnknownNameError: A name is not known.
        InvalidValueError: A change cannot be made, such as more of what nobody has counted.
    """
    town = plan.compiled.municipality
    initiatives = dict(town.initiatives_by_id)
    organisation = town.organisation
    overruled: set[str] = set()
    decided = {name for name, it in plan.compiled.decisions.items() if it.do in ("pause", "stop")}
    for change in changes:
        if change.verb in ("capacity", "hours", "limit"):
            organisation = _resized(plan, organisation, change)
        elif change.verb == "add":
            new = _new(town, change)
            if new.id in initiatives:
                raise _refused(ALREADY, id=new.id)
            initiatives[new.id] = new
        else:
            if change.subject not in initiatives:
                raise UnknownNameError("initiative", change.subject, known=initiatives)
            old = initiatives[change.subject]
            _possible(plan, old, change, decided - overruled)
            initiatives[change.subject] = _TURNED[change.verb](plan, old, change)
            overruled.update([change.subject] if change.verb in OVERRULES else [])
    kept = tuple(item for item in town.decisions if item.initiative not in overruled)
    return attrs.evolve(
        town, initiatives=tuple(initiatives.values()), organisation=organisation, decisions=kept
    )


ALREADY = Text(sv="{id!r} finns redan", en="{id!r} exists already")
LIMIT = Text(
    sv="gränsen för {id!r} ska vara ett heltal, minst 1, inte {n:g}",
    en="the limit of {id!r} has to be a whole number, at least 1, not {n:g}",
)
NO_SIZE = Text(
    sv="det är inte känt hur mycket {id!r} har; ange amount i stället för more",
    en="how much {id!r} has is not known; give amount instead of more",
)
NO_OTHER_SIZE = Text(
    sv="vad {id!r} orkar i övrigt är inte känt; ange amount utan from och to",
    en="what {id!r} can carry otherwise is not known; give amount without from and to",
)

LESS_THAN_NOTHING = Text(
    sv="{id!r} har {now:g}, och {more:g} gör det mindre än inget; ange amount: 0",
    en="{id!r} has {now:g}, and {more:g} makes that less than nothing; give amount: 0",
)
TOO_EARLY = Text(
    sv="{id!r} kan inte starta {day}, före den vecka som planen räknas från ({first})",
    en="{id!r} cannot start on {day}, before the week that the plan counts from ({first})",
)
TOO_LATE = Text(
    sv="{id!r} kan inte starta {day}, planen slutar {last}",
    en="{id!r} cannot start on {day}, the plan ends on {last}",
)
NOT_PLANNED = Text(
    sv="{id!r} är stoppat, pausat eller klart och kan inte flyttas; ange resume först",
    en="{id!r} is stopped, paused or done and cannot be moved; give resume first",
)
NOT_PAUSED = Text(
    sv="{id!r} är inte pausat, stoppat eller klart, så det kan inte återupptas",
    en="{id!r} is not paused, stopped or done, so that it cannot be resumed",
)
OUT = ("paused", "stopped", "done")


def _possible(plan: Plan, old: Initiative, change: WhatIfChange, decided: set[str]) -> None:
    """Refuse what would come to nothing, or to something else than was said."""
    out = old.status in OUT or old.id in decided
    if change.verb == "resume" and not out:
        raise _refused(NOT_PAUSED, id=old.id)
    if change.verb in ("move", "delay") and old.status in OUT:
        raise _refused(NOT_PLANNED, id=old.id)
    if change.start is None:
        return
    calendar = plan.compiled.calendar
    week, today = calendar.index(change.start), max(0, calendar.index(plan.as_of))
    if week < today:
        raise _refused(TOO_EARLY, id=old.id, day=change.start, first=calendar.start(today))
    if week >= calendar.count:
        last = calendar.end(calendar.count - 1)
        raise _refused(TOO_LATE, id=old.id, day=change.start, last=last)


def _refused(told: Text, **values: object) -> InvalidValueError:
    return InvalidValueError(told.format(**values))


def _new(town: Municipality, change: WhatIfChange) -> Initiative:
    """Return the initiative that is added; one from a concept has its title and nothing else."""
    added = change.add
    if added is not None and added.initiative is not None:
        return added.initiative
    told = added.concept or "" if added is not None else ""
    known = town.concepts_by_id
    name = told.split("@")[0]
    concept = known.get(name) or known.get(town.heirs.get(name) or "")
    if concept is None:
        raise UnknownNameError("concept", name, known=known)
    return Initiative(id=change.subject, title=concept.title, reuses=told)


def _moved(plan: Plan, old: Initiative, change: WhatIfChange) -> Initiative:
    del plan
    return attrs.evolve(old, start=change.start)


def _dropped(plan: Plan, old: Initiative, change: WhatIfChange) -> Initiative:
    del plan, change
    return attrs.evolve(old, status="stopped")


def _due(plan: Plan, old: Initiative, change: WhatIfChange) -> Initiative:
    del plan
    return attrs.evolve(old, deadline=change.date)


def _paused(plan: Plan, old: Initiative, change: WhatIfChange) -> Initiative:
    del plan, change
    return attrs.evolve(old, status="paused", start=None)


def _resumed(plan: Plan, old: Initiative, change: WhatIfChange) -> Initiative:
    del plan
    return attrs.evolve(old, status="decided", start=change.start, finished=None)


def _delayed(plan: Plan, old: Initiative, change: WhatIfChange) -> Initiative:
    """Return an initiative that comes so many weeks later than in a plan."""
    weeks = int(change.weeks or 0)
    if old.status == "running":
        longer = plan.compiled.items[old.id].weeks + weeks
        return attrs.evolve(old, weeks=Weeks(max(1, longer)))
    start = plan.starts.get(old.id)
    if start is None:
        return old
    day = plan.compiled.calendar.start(start) + dt.timedelta(7 * weeks)
    if old.start is not None:
        return attrs.evolve(old, start=day)
    deadline = old.deadline if old.deadline is None else max(old.deadline, day)
    return attrs.evolve(old, earliest=day, deadline=deadline)


_TURNED: Mapping[str, Callable[[Plan, Initiative, WhatIfChange], Initiative]] = {
    "move": _moved, "drop": _dropped, "delay": _delayed, "deadline": _due, "pause": _paused,
    "resume": _resumed,
}  # fmt: skip


def _resized(plan: Plan, organisation: Organisation, change: WhatIfChange) -> Organisation:
    if change.verb == "hours":
        roles = {role.id: role for role in organisation.roles}
        if change.subject not in roles:
            raise UnknownNameError("role", change.subject, known=roles)
        roles[change.subject] = _with_hours(roles[change.subject], change)
        return attrs.evolve(organisation, roles=tuple(roles.values()))
    units = {unit.id: unit for unit in organisation.units}
    if change.verb == "limit" and change.subject == ALL and ALL not in units:
        return attrs.evolve(organisation, limit=_limit(organisation.limit, change))
    if change.subject not in units:
        raise UnknownNameError("unit", change.subject, known=units)
    unit = units[change.subject]
    units[unit.id] = (
        attrs.evolve(unit, limit=_limit(unit.limit, change))
        if change.verb == "limit"
        else _with_capacity(plan, unit, change)
    )
    return attrs.evolve(organisation, units=tuple(units.values()))


def _with_hours(role: Role, change: WhatIfChange) -> Role:
    hours = _sum(role.capacity_hours_per_week, change)
    return attrs.evolve(role, capacity_hours_per_week=HoursPerWeek(hours))


def _limit(now: int | None, change: WhatIfChange) -> int:
    limit = _sum(now, change)
    if limit < 1 or limit != int(limit):
        raise _refused(LIMIT, id=change.subject, n=limit)
    return int(limit)


def _sum(now: float | None, change: WhatIfChange) -> float:
    """Return a size after a change; less than nothing is refused."""
    if change.amount is not None:
        return change.amount
    if now is None:
        raise _refused(NO_SIZE, id=change.subject)
    more = change.more or 0.0
    if now + more < 0:
        raise _refused(LESS_THAN_NOTHING, id=change.subject, now=now, more=more)
    return now + more


def _with_capacity(plan: Plan, unit: Unit, change: WhatIfChange) -> Unit:
    """Return a unit with another capacity: in every week, or in those that the change names."""
    now = unit.capacity
    if change.from_ is None and change.to is None:
        if change.amount is not None:
            return attrs.evolve(unit, capacity=Capacity(default=change.amount))
        if now is None:
            _sum(None, change)
        old = now or Capacity()
        default = None if old.default is None else _sum(old.default, change)
        periods = tuple((name, _sum(amount, change)) for name, amount in old.periods)
        return attrs.evolve(unit, capacity=Capacity(default=default, periods=periods))
    if now is None:
        raise _refused(NO_OTHER_SIZE, id=change.subject)
    return attrs.evolve(unit, capacity=_in_some_weeks(plan, now, change))


def _in_some_weeks(plan: Plan, now: Capacity, change: WhatIfChange) -> Capacity:
    calendar = plan.compiled.calendar
    loads = calendar.loads(now)
    weeks = calendar.touched(
        change.from_ or calendar.first, change.to or calendar.end(calendar.count - 1)
    )
    periods = dict(now.periods)
    for week in weeks:
        if loads[week] is not None or change.amount is not None:
            periods[calendar.label(week)] = _sum(loads[week], change)
    return attrs.evolve(now, periods=tuple(sorted(periods.items())))
