"""A first plan of everything at once: by what each gives for its work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from changekit.extension.protocols.planning import FREE
from changekit.optional.fast import AVAILABLE
from changekit.services.planning.engines.gains import open_starts
from changekit.services.planning.engines.ground import Ground, ground_of
from changekit.services.planning.engines.kernels.tables import OUT, tables_of
from changekit.services.planning.engines.keys import ranks
from changekit.services.planning.engines.looms import loom, order_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.extension.protocols.planning import PlanModel, Weeks
    from changekit.services.planning.engines.partition import Parts

__all__ = ["first_plan"]

AT_ONCE = 8_000
"""Ours: so many initiatives are compiled at a time, so that memory stays small."""


def first_plan(model: PlanModel, parts: Parts, *, compiled: bool = AVAILABLE) -> Weeks:
    """Return the starts of a first plan, FREE where an initiative is left out.

    Args:
        model: The compiled problem.
        parts: Its parts.
        compiled: Whether to use compiled loops; the plan is the same.
    """
    starts = model.fixed.copy()
    for members in _portions(parts):
        ground = _ground(model, parts, members, compiled=compiled)
        item, rows = ground.tables.item, ground.tables.rows
        every = order_by(ground, np.zeros(len(members), dtype=np.int64))
        order = order_by(ground, ranks(ground.part, model.value[members], item, rows, every))
        made = loom(ground, compiled=compiled)
        made.build(order)
        starts[members] = np.where(made.starts == OUT, FREE, made.starts)
    return starts


def _portions(parts: Parts) -> Iterator[Weeks]:
    """Yield the members of some parts together."""
    held: list[Weeks] = []
    for at in range(len(parts)):
        held.append(parts.members(at))
        if sum(map(len, held)) >= AT_ONCE or at + 1 == len(parts):
            yield np.sort(np.concatenate(held))
            held = []


def _ground(model: PlanModel, parts: Parts, members: Weeks, *, compiled: bool) -> Ground:
    """Return some parts as one; without gains where the first start is always the best."""
    if not compiled or not _regular(model):
        return ground_of(parts.part(members))
    outline = parts.outline(members)
    allowed = open_starts(model, outline)
    early = np.ones(len(members), dtype=np.bool_)
    none = np.zeros((0, model.horizon), dtype=np.int64)
    tables = tables_of(outline, gain=none, allowed=allowed, early=early)
    return Ground(part=outline, gain=none, allowed=allowed, early=early, tables=tables)


def _regular(model: PlanModel) -> bool:
    """Tell whether no start gives more than an earlier one, and none takes anything away."""
    return bool(
        (model.value >= 0).all()
        and (model.decay >= 0).all()
        and not model.late_cost.any()
        and (model.was == FREE).all()
        and (np.diff(model.worth) <= 0).all()
        and model.worth.min() >= 0
    )
