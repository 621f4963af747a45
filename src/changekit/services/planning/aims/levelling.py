"""Work moved to weeks in which units and roles have more left, one initiative at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from changekit.services.planning.aims.reaching import STEPS, level_weights
from changekit.services.planning.engines.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from changekit.extension.protocols.planning import Figures, PlanModel

__all__ = ["levelled"]

ROUNDS = 8
"""Ours: each initiative is looked at so often at most; on the examples nothing moves after 5."""


class Levels:
    """What is used of each resource in each week, in thousandths, and what moving changes."""

    def __init__(self, model: PlanModel, supply: Figures) -> None:
        self.weights = level_weights(supply)
        self.used = np.rint((supply - model.room) * STEPS).astype(np.int64)
        amounts = np.rint(model.use_amount * STEPS).astype(np.int64).tolist()
        columns = (model.use_resource, model.use_from, model.use_weeks)
        uses = list(zip(*(column.tolist() for column in columns), amounts, strict=True))
        at: list[int] = model.use_at.tolist()
        self.uses = [uses[at[i] : at[i + 1]] for i in range(len(model))]

    def take(self, i: int, start: int, sign: int) -> None:
        """Count an initiative that starts in a week, or take it out again."""
        for resource, offset, weeks, amount in self.uses[i]:
            self.used[resource, start + offset : start + offset + weeks] += sign * amount

    def costs(self, i: int, starts: np.ndarray) -> np.ndarray:
        """Return what each start of an initiative, which is taken out, adds to the squares."""
        total = np.zeros(len(starts), dtype=np.int64)
        horizon = self.used.shape[1]
        for resource, offset, weeks, amount in self.uses[i]:
            more = self.weights[resource] * (2 * amount * self.used[resource] + amount * amount)
            sums = np.concatenate([[0], np.cumsum(more)])
            low = np.minimum(starts + offset, horizon)
            total += sums[np.minimum(starts + offset + weeks, horizon)] - sums[low]
        return total


def levelled(  # what is moved, and what may not get worse
    model: PlanModel,
    starts: Sequence[int | None],
    *,
    supply: Figures,
    before: PlanModel | None = None,
    after: PlanModel | None = None,
    latest_end: int | None = None,
    cancel: Callable[[], bool] | None = None,
) -> tuple[int | None, ...]:
    """Return a plan of the same initiatives that uses units and roles more evenly.

    Nothing is left out, and no initiative gives less of the aims that come before.

    Args:
        model: Whose rules hold.
        starts: The plan.
        supply: What there is of each resource in each week, before anything is planned.
        before: The model of the aims before this one; None: there are none.
        after: The model of the aims that decide between weeks that are equally good.
        latest_end: The week by which all has to be done, where that is an aim before.
        cancel: Asked before each initiative; when it returns true, the plan so far is returned.
    """
    schedule, levels = Schedule(model), Levels(model, supply)
    planned = [i for i in schedule.free if starts[i] is not None]
    for i in planned:
        schedule.place(i, starts[i] or 0)
        levels.take(i, starts[i] or 0, 1)
    for _ in range(ROUNDS):
        moved = False
        for i in planned:
            if cancel is not None and cancel():
                return tuple(schedule.starts)
            moved = _move(schedule, levels, i, (before, after), latest_end) or moved
        if not moved:
            break
    return tuple(schedule.starts)


def _move(
    schedule: Schedule,
    levels: Levels,
    i: int,
    models: tuple[PlanModel | None, PlanModel | None],
    latest_end: int | None,
) -> bool:
    """Put an initiative into its best week, and tell whether that is another one."""
    now = schedule.starts[i] or 0
    schedule.remove(i)
    levels.take(i, now, -1)
    bits = schedule.window(i)
    weeks = [week for week in range(bits.bit_length()) if bits >> week & 1]
    before, after = models
    if before is not None:
        floor = before.gain(i, now)
        weeks = [week for week in weeks if before.gain(i, week) >= floor]
    if latest_end is not None:
        weeks = [week for week in weeks if week + schedule.weeks[i] <= latest_end]
    best = now
    if weeks:
        costs = levels.costs(i, np.array([*weeks, now]))
        keys = {
            week: (cost, -after.gain(i, week) if after is not None else 0.0, week)
            for week, cost in zip([*weeks, now], costs.tolist(), strict=True)
        }
        best = min(keys, key=lambda week: keys[week])
    schedule.place(i, best)
    levels.take(i, best, 1)
    return best != now
