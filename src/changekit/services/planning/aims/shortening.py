"""A plan whose last week comes as early as can be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from changekit.services.planning.engines.schedule import MICRO, SLACK, Schedule

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from changekit.extension.protocols.planning import PlanModel
    from changekit.services.planning.makespan.problem import Problem

__all__ = ["shortened"]

PLENTY = 1 << 40
"""Ours: what there is of everything after the plan's last week, in millionths."""


def shortened(
    model: PlanModel,
    starts: Sequence[int | None],
    *,
    before: PlanModel | None = None,
    seed: int = 0,
    cancel: Callable[[], bool] | None = None,
) -> tuple[int | None, ...]:
    """Return a plan of the same initiatives that is done earlier, or the one given.

    Nothing is left out, and no initiative gives less of the aims that come before. The list comes
    from the search for short schedules, which knows no change freezes, conflicts and budgets; each
    initiative on it then goes into the first week in which all rules let it.

    Args:
        model: Whose rules hold.
        starts: The plan.
        before: The model of the aims before this one; None: there are none.
        seed: Which of many searches.
        cancel: Asked now and then; when it returns true, the best so far is returned.
    """
    from changekit.services.planning.makespan.solve import solve  # loads numba where it is there

    first = tuple(starts)
    free = Schedule(model).free
    members = [i for i in free if first[i] is not None]
    if not members:
        return first
    found = solve(_problem(model, members), seed=seed, exact=False, cancel=cancel)
    order = [members[at] for at in np.argsort(np.array(found.starts), kind="stable")]
    best = first
    for listed in (order, sorted(members, key=lambda i: (first[i] or 0, i))):
        other = _serial(model, listed, first, before)
        if other is not None and _end(model, other, members) < _end(model, best, members):
            best = other
    return best


def _end(model: PlanModel, starts: Sequence[int | None], members: Sequence[int]) -> int:
    return max((starts[i] or 0) + int(model.weeks[i]) for i in members)


def _serial(
    model: PlanModel,
    order: Sequence[int],
    first: Sequence[int | None],
    before: PlanModel | None,
) -> tuple[int | None, ...] | None:
    """Return a plan made from a list, None where it does not hold all of it."""
    schedule = Schedule(model)
    for i in order:
        bits = schedule.window(i)
        if before is not None:
            floor = before.gain(i, first[i] or 0)
            while bits and before.gain(i, (bits & -bits).bit_length() - 1) < floor:
                bits &= bits - 1
        if not bits:
            return None
        schedule.place(i, (bits & -bits).bit_length() - 1)
    return tuple(schedule.starts)


def _problem(model: PlanModel, members: Sequence[int]) -> Problem:
    """Return the members as activities; what is fixed has taken its part of the room."""
    from changekit.services.planning.makespan.problem import problem

    number = {i: at for at, i in enumerate(members)}
    links, uses, latest = [], [], []
    earliest = []
    for i in members:
        low = int(model.earliest[i])
        rows = range(int(model.before_at[i]), int(model.before_at[i + 1]))
        mine = []
        for row in rows:
            other, lag = int(model.before[row]), int(model.lag[row])
            if other in number:
                mine.append((number[other], lag))
            elif model.fixed[other] >= -model.horizon:
                low = max(low, int(model.fixed[other]) + int(model.weeks[other]) + lag)
        links.append(mine)
        earliest.append(low)
        latest.append(max(low, int(model.latest[i])))
        taken = range(int(model.use_at[i]), int(model.use_at[i + 1]))
        uses.append([
            (int(model.use_resource[row]), int(model.use_from[row]), int(model.use_weeks[row]),
             int(np.rint(model.use_amount[row] * MICRO)))
            for row in taken
        ])  # fmt: skip
    room = np.rint(np.minimum(model.room, 1e6) * MICRO).astype(np.int64) + SLACK
    room = np.concatenate(
        [np.maximum(room, 0), np.full((len(model.resources), 1), PLENTY)], axis=1
    )
    return problem(
        model.weeks[np.array(members)].tolist(), before=links, uses=uses, room=room,
        earliest=earliest, latest=latest,
    )  # fmt: skip
