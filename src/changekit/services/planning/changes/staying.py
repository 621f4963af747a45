"""An engine that moves as little as it can away from an earlier plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from changekit.extension.protocols.planning import FREE, Draft
from changekit.services.planning.engines.greedy import fill, in_order, keys
from changekit.services.planning.engines.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from changekit.extension.protocols.planning import Engine, PlanModel, Progress

__all__ = ["disturbance", "held", "staying"]


def disturbance(model: PlanModel, was: Mapping[str, int]) -> PlanModel:
    """Return a model in which moving away from an earlier plan costs more than anything gives.

    Ours: a week away costs as much as all initiatives together could give, so that the value only
    decides between plans that move equally little; to leave one out costs as much as moving it by
    the whole length of the plan.
    """
    n = len(model)
    most = sum(max(0.0, model.gain(i, model.first)) for i in range(n)) + 1.0
    at = np.array([was.get(name, FREE) for name in model.ids], dtype=np.int32)
    known = (at != FREE) & (model.fixed == FREE)
    return attrs.evolve(
        model,
        was=np.where(known, at, FREE).astype(np.int32),
        move_cost=np.where(known, most, 0.0),
        drop_cost=np.where(known, most * model.horizon, 0.0),
    )


def staying(engine: Engine, was: Mapping[str, int]) -> Engine:
    """Return an engine that keeps starts where it can, and searches with another for better.

    Of two drafts it takes the one that moves less: its own, or that of the engine behind it.
    """

    def stay(  # an engine is called like this
        model: PlanModel,
        *,
        moves: int | None = None,
        seconds: float | None = None,
        seed: int = 0,
        progress: Progress | None = None,
        cancel: Callable[[], bool] | None = None,
    ) -> Draft:
        tied = disturbance(model, was)
        kept = tuple(held(tied).starts)
        found = engine(
            tied, moves=moves, seconds=seconds, seed=seed,
            progress=_untold(progress, model.objective(kept)), cancel=cancel,
        )  # fmt: skip
        closer = _closer(tied, found.starts, kept)
        starts = found.starts if closer else kept
        return Draft(starts=starts, moves=found.moves, repeatable=found.repeatable)

    return stay


def _closer(
    model: PlanModel, first: tuple[int | None, ...], second: tuple[int | None, ...]
) -> bool:
    """Tell whether the first moves less; mandatory ones that are in count before all."""
    must = [i for i, wanted in enumerate(model.mandatory.tolist()) if wanted]
    missing = [sum(starts[i] is None for i in must) for starts in (first, second)]
    if missing[0] != missing[1]:
        return missing[0] < missing[1]
    return model.objective(first) > model.objective(second)


def _untold(progress: Progress | None, value: float) -> Progress | None:
    """Return a callback that says how far the search is, and the value of the plan that is kept.

    What the engine behind calls its best holds the price of moves, which says nothing to people.
    """
    if progress is None:
        return None
    return lambda share, _: progress(share, value)


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
