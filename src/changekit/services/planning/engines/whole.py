"""What initiatives take and what there is, in whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from changekit.extension.protocols.planning import FREE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from changekit.extension.protocols.planning import Figures, PlanModel

    Whole: TypeAlias = NDArray[np.int64]
    Weeks: TypeAlias = NDArray[np.int32]
    Flags: TypeAlias = NDArray[np.bool_]

__all__ = ["MICRO", "SLACK", "Amounts", "amounts"]

MICRO = 1_000_000
"""Ours: loads and costs are counted in millionths, finer than anybody states them."""
SLACK = 50
"""Ours: millionths by which loads may pass the room, so that three thirds fit into one."""


@attrs.frozen(kw_only=True, eq=False)
class Amounts:
    """What each use takes and each resource has, by the largest step that measures all of it.

    Attributes:
        owner: The initiative of each use.
        amount: What each use takes.
        step: By resource: how many millionths are 1.
        room: What is left of each resource in each week, 0 or more (R x H).
        binds: Whether a resource can be too small for all who want it (R).
        cost: What each initiative costs; 0 where no budget can be too small (n).
        budgets: What is left of each budget.
    """

    owner: Weeks
    amount: Whole
    step: Whole
    room: Whole
    binds: Flags
    cost: Whole
    budgets: Whole


def amounts(model: PlanModel) -> Amounts:
    """Return what all take of what there is, in whole numbers."""
    count = len(model)
    free = model.fixed == FREE
    owner = np.repeat(np.arange(count, dtype=np.int32), np.diff(model.use_at))
    amount = _micro(model.use_amount)
    amount[(model.use_weeks <= 0) | ~free[owner]] = 0
    step = np.zeros(len(model.resources), dtype=np.int64)
    np.gcd.at(step, model.use_resource, amount)
    step[step == 0] = 1
    amount //= step[model.use_resource]
    room = np.maximum(_micro(model.room) + SLACK, 0) // step[:, None]
    most = _most(owner, model.use_resource, amount, len(step))
    room = np.minimum(room, most[:, None])
    cost = np.where(free & (model.cost > 0), _micro(model.cost), 0)
    budgets = np.maximum(_micro(model.budgets) + 1, 0)
    if cost.sum() <= budgets.min(initial=np.iinfo(np.int64).max):
        cost[:] = 0
    return Amounts(
        owner=owner, amount=amount, step=step, room=room,
        binds=room.min(axis=1, initial=np.iinfo(np.int64).max) < most, cost=cost, budgets=budgets,
    )  # fmt: skip


def _micro(figures: Figures) -> Whole:
    """Return figures in millionths; more than a thousand million is as good as no limit."""
    return np.rint(np.clip(figures, -1e9, 1e9) * MICRO).astype(np.int64)


def _most(owner: Weeks, resource: Weeks, amount: Whole, count: int) -> Whole:
    """Return what all together can take of each resource in one week at most."""
    order = np.lexsort((-amount, resource, owner))
    one, of = owner[order], resource[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (one[1:] != one[:-1]) | (of[1:] != of[:-1])
    total = np.zeros(count, dtype=np.int64)
    np.add.at(total, of[first], amount[order][first])
    return total
