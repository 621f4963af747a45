"""What the data says on a day, decisions obeyed, and what each initiative asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from changekit.model.decision import Decision
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

    Loads: TypeAlias = Mapping[str, tuple[float, ...]]

__all__ = ["Loads", "decided", "is_under", "loads_of", "units_of"]


def decided(municipality: Municipality, as_of: dt.date) -> Municipality:
    """Return the data as the latest decisions until a day make it."""
    latest: dict[str, Decision] = {}
    for decision in municipality.decisions:
        before = latest.get(decision.initiative)
        if decision.date <= as_of and (before is None or decision.date > before.date):
            latest[decision.initiative] = decision
    if not latest:
        return municipality
    items = [
        _obeying(item, latest[item.id]) if item.id in latest else item
        for item in municipality.initiatives
    ]
    return attrs.evolve(municipality, initiatives=tuple(items))


def _obeying(item: Initiative, decision: Decision) -> Initiative:
    """Return an initiative as a decision has it; what has happened cannot be decided away."""
    rests = decision.do in ("pause", "stop")
    if item.status in ("done", "stopped"):
        return item
    if item.status == "running":
        if not rests or (item.started and item.started > decision.date):
            return item
        return attrs.evolve(item, status="paused" if decision.do == "pause" else "stopped")
    if rests:
        return attrs.evolve(
            item, status="paused" if decision.do == "pause" else "stopped", start=None
        )
    paused_since = any(
        entry.status == "paused" and entry.date > decision.date for entry in item.history
    )
    if item.status == "paused" and paused_since:
        return item
    return attrs.evolve(item, start=decision.start or decision.date)


def loads_of(item: Initiative, weeks: int) -> Loads:
    """Return the load in each week by unit, settling in after the weeks of the initiative.

    Without any, it is 1 on the owner's unit.
    """
    if not item.load:
        return {item.owner.unit: (1.0,) * weeks} if item.owner else {}
    found: dict[str, tuple[float, ...]] = {}
    for load in item.load:
        before, more = found.get(load.unit, ()), load.over(weeks)
        length = max(len(before), len(more))
        both = zip(_filled(before, length), _filled(more, length), strict=True)
        found[load.unit] = tuple(was + now for was, now in both)
    return found


def _filled(loads: tuple[float, ...], length: int) -> tuple[float, ...]:
    return loads + (0.0,) * (length - len(loads))


def units_of(item: Initiative) -> set[str]:
    """Return the units that an initiative touches: those with load, else its owner's."""
    return {load.unit for load in item.load} or ({item.owner.unit} if item.owner else set())


def is_under(municipality: Municipality, unit: str, tops: tuple[str, ...]) -> bool:
    """Tell whether a unit is one of some units, or lies below one."""
    seen: set[str] = set()
    at: str | None = unit
    while at is not None and at not in seen:
        if at in tops:
            return True
        seen.add(at)
        above = municipality.units_by_id.get(at)
        at = above.parent if above else None
    return False
