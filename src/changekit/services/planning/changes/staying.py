"""A schedule that moves as little as it can away from an earlier plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.extension.protocols.planning import FREE
from changekit.services.planning.engines.greedy import fill, in_order, keys
from changekit.services.planning.engines.schedule import Schedule

if TYPE_CHECKING:
    from changekit.extension.protocols.planning import PlanModel

__all__ = ["held"]


def held(model: PlanModel) -> Schedule:
    """Return a schedule in which everything stands as near as it can to where it was.

    Ours: first all that can stay stays, the most valuable for its work before the others; then
    what cannot stay, and what waits for that, goes to the nearest week that is open; then what is
    new, or was left out, fills what is free. Last, whatever moved is tried nearer once more.
    """
    schedule = Schedule(model)
    density = keys(model, schedule)
    was: list[int] = model.was.tolist()
    before = [i for i in schedule.free if was[i] != FREE]
    order = in_order(schedule, density, before)
    moving: set[int] = set()
    for i in order:
        waits = any(other in moving for other, _, _ in schedule.before[i])
        if not waits and _is_open(schedule, i, was[i]):
            schedule.place(i, was[i])
        else:
            moving.add(i)
    for i in order:
        if i in moving:
            _place_near(schedule, i, was[i])
    fill(schedule, in_order(schedule, density, set(schedule.free) - set(before)))
    for i in order:
        if schedule.starts[i] is None:
            _place_near(schedule, i, was[i])
    _nearer(schedule, was, before)
    fill(schedule, in_order(schedule, density, schedule.free))
    return schedule


def _is_open(schedule: Schedule, i: int, week: int) -> bool:
    return week >= 0 and bool(schedule.window(i) >> week & 1)


def _place_near(schedule: Schedule, i: int, week: int) -> None:
    near = _nearest(schedule.window(i), week)
    if near is not None:
        schedule.place(i, near)


def _nearest(bits: int, week: int) -> int | None:
    """Return the set bit nearest to a week, the later of two; None where none is set.

    >>> _nearest(0b1001000, 5), _nearest(0b1, 5), _nearest(0, 5)
    (6, 0, None)
    """
    above = bits >> max(0, week)
    later = max(0, week) + (above & -above).bit_length() - 1 if above else None
    below = bits & ((1 << max(0, week)) - 1)
    earlier = below.bit_length() - 1 if below else None
    if later is None or earlier is None:
        return later if earlier is None else earlier
    return later if later - week <= week - earlier else earlier


def _nearer(schedule: Schedule, was: list[int], before: list[int], *, rounds: int = 20) -> None:
    """Move what stands away from its week nearer to it, as long as that helps."""
    for _ in range(rounds):
        helped = False
        for i in before:
            start = schedule.starts[i]
            if start is None or start == was[i]:
                continue
            schedule.remove(i)
            near = _nearest(schedule.window(i), was[i])
            better = near is not None and abs(near - was[i]) < abs(start - was[i])
            schedule.place(i, near if better and near is not None else start)
            helped = helped or better
        if not helped:
            return
