"""The first plan: initiatives one after the other, each in the first week where it fits."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from changekit.extension.protocols.planning import Figures, PlanModel
    from changekit.services.planning.engines.schedule import Schedule

__all__ = ["fill", "in_order", "keys", "work"]


def work(model: PlanModel) -> Figures:
    """Return what each initiative takes of what there is, scarce resources counting more.

    Ours: load-weeks, those of each resource times how often all demand would fill its room; never
    0, so that a value can be divided by it. Tried on 4 made-up portfolios: powers 0 to 2 of that
    factor differ by half a percent, 1 is best.
    """
    room = np.maximum(model.room[:, model.first :], 0).sum(axis=1) + 1e-9
    load = model.use_amount * model.use_weeks
    demand = np.bincount(model.use_resource, weights=load, minlength=len(room))
    scarcity = np.clip(demand / room, 1e-3, 1e3)
    owner = np.repeat(np.arange(len(model)), np.diff(model.use_at))
    taken = load * scarcity[model.use_resource]
    share = np.bincount(owner, weights=taken, minlength=len(model))
    least = share[share > 0].min(initial=1.0)
    at_least: Figures = np.maximum(share, least)
    return at_least


def keys(model: PlanModel, schedule: Schedule) -> list[float]:
    """Return what each is worth for the work, with what it unlocks; higher goes first.

    Where something that requires an initiative gives more for its work than the initiative
    itself, its value and its work count to it too. What is mandatory, and all that it requires,
    goes before everything else.

    Source: Sidney (1975), Operations Research 23(2), 283-298: the ratio of a set that starts
    together. Ours: what requires several counts to each of them in equal parts.
    """
    value, effort = model.value.tolist(), work(model).tolist()
    order = in_order(schedule, [0.0] * len(model))
    wanted = model.mandatory.tolist()
    for i in reversed(order):
        needed = [other for other, _, required in schedule.before[i] if required]
        for other in needed:
            wanted[other] = wanted[other] or wanted[i]
            if value[i] * effort[other] > value[other] * effort[i]:
                value[other] += value[i] / len(needed)
                effort[other] += effort[i] / len(needed)
    density = [gain / cost for gain, cost in zip(value, effort, strict=True)]
    top = max(density, default=0.0) + 1
    return [key + top if first else key for key, first in zip(density, wanted, strict=True)]


def in_order(
    schedule: Schedule, density: Sequence[float], wanted: Iterable[int] | None = None
) -> list[int]:
    """Return initiatives by their keys, highest first, but each after those it waits for.

    Args:
        schedule: What waits for what.
        density: The key of each initiative.
        wanted: Which initiatives; None: all.
    """
    every = range(len(density)) if wanted is None else sorted(set(wanted))
    inside = set(every)
    left = {
        i: sum(other in inside for other, _, _ in schedule.before[i]) for i in every
    }  # fmt: skip
    ready = [(-density[i], i) for i in every if not left[i]]
    heapq.heapify(ready)
    ordered = []
    while ready:
        _, i = heapq.heappop(ready)
        ordered.append(i)
        for other, _ in schedule.after[i]:
            if other in inside:
                left[other] -= 1
                if not left[other]:
                    heapq.heappush(ready, (-density[other], other))
    return ordered


def fill(schedule: Schedule, order: Iterable[int]) -> None:
    """Put each initiative that is not planned into the first week where it fits."""
    for i in order:
        if schedule.starts[i] is None:
            start = schedule.first_start(i)
            if start is not None and schedule.pays(i, start):
                schedule.place(i, start)
