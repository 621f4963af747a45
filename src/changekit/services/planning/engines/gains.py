"""What each start adds to the objective, in whole numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from changekit.extension.protocols.planning import FREE
from changekit.services.planning.engines.parts import NEVER

if TYPE_CHECKING:
    from changekit.extension.protocols.planning import Figures, Flags, PlanModel, Weeks
    from changekit.services.planning.engines.outline import Outline
    from changekit.services.planning.engines.parts import Whole

__all__ = ["added", "gains", "open_starts"]

LARGEST = 40
"""Ours: the gains of a part sum to less than 2**40, so that prices times room stay in 64 bits."""
FINEST = 20
"""Ours: 1 of the objective is at most 2**20 whole numbers, a millionth."""


def gains(model: PlanModel, outline: Outline) -> tuple[Whole, float, float]:
    """Return the gains by start week, how many of them are 1, and what rounding can lose.

    The scale is a power of 2, so that multiplying by it rounds nothing.
    """
    gain = _table(model, outline.members)
    allowed = open_starts(model, outline)
    most = np.where(allowed, np.abs(gain), 0.0).max(axis=1, initial=0.0)
    total = math.fsum(most.tolist())
    scale = math.ldexp(1.0, min(FINEST, LARGEST - math.frexp(total)[1]))
    gain *= scale
    exact = np.rint(gain)
    lost = np.where(allowed, np.abs(gain - exact), 0.0).max(axis=1, initial=0.0)
    table = np.where(allowed, exact, 0.0).astype(np.int64)
    table[~allowed] = NEVER
    return table, scale, math.fsum(lost.tolist()) / scale


def added(model: PlanModel, members: Weeks, starts: Weeks) -> Figures:
    """Return `model.gain` of some initiatives, each at its own start; 0 where that is FREE."""
    planned = starts != FREE
    which, start = members[planned], starts[planned]
    end = start + model.weeks[which]
    late = np.maximum(end - model.decay_from[which], 0)
    gain = model.value[which] * np.maximum(1 - model.decay[which] * late, 0.0)
    gain *= model.worth[np.clip(end, 0, model.horizon)]
    gain -= model.late_cost[which] * np.maximum(end - model.due[which], 0)
    away = model.drop_cost[which] - model.move_cost[which] * np.abs(start - model.was[which])
    gain += np.where(model.was[which] != FREE, away, 0.0)
    found = np.zeros(len(members))
    found[planned] = gain
    return found


def _table(model: PlanModel, members: Weeks) -> Figures:
    """Return `model.gain` of some initiatives for every start week (n x H)."""

    def column(figures: Figures | Weeks) -> Figures | Weeks:
        return figures[members][:, None]

    start = np.arange(model.horizon, dtype=np.int32)
    end = start + column(model.weeks)
    gain: Figures = column(model.value) * model.worth[np.minimum(end, model.horizon)]
    if model.decay[members].any():
        late = np.maximum(end - column(model.decay_from), 0)
        kept = np.maximum(1 - column(model.decay) * late, 0.0)
        gain = column(model.value) * kept * model.worth[np.minimum(end, model.horizon)]
    if model.late_cost[members].any():
        gain -= column(model.late_cost) * np.maximum(end - column(model.due), 0)
    moved = np.flatnonzero(model.was[members] != FREE)
    if len(moved):
        which = members[moved]
        away = np.abs(start - model.was[which][:, None])
        gain[moved] += model.drop_cost[which][:, None] - model.move_cost[which][:, None] * away
    return gain


def open_starts(model: PlanModel, outline: Outline) -> Flags:
    """Return in which weeks each may start by its dates, freezes and what is fixed (n x H)."""
    start = np.arange(outline.horizon, dtype=np.int32)
    weeks, kind = np.unique(outline.weeks, return_inverse=True)
    last = np.clip(start + weeks[:, None] - 1, 0, outline.horizon - 1)
    open_by_weeks = outline.open_end[:, last].reshape(-1, outline.horizon)
    allowed: Flags = open_by_weeks[outline.group.astype(np.int64) * len(weeks) + kind]
    allowed &= outline.low[:, None] <= start
    allowed &= start <= outline.high[:, None]
    fixed = model.fixed != FREE
    if fixed[model.apart].any():
        for at, i in enumerate(outline.members.tolist()):
            for other in model.apart[model.apart_at[i] : model.apart_at[i + 1]].tolist():
                if fixed[other]:
                    begin = int(model.fixed[other])
                    low = max(0, begin - int(model.weeks[i]) + 1)
                    allowed[at, low : max(0, begin + int(model.weeks[other]))] = False
    return allowed
