"""What each initiative is worth for its work: the order of a first plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from changekit.optional.fast import jit
from changekit.services.planning.engines.kernels.tables import BEFORE, OTHER, REQUIRED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from changekit.services.planning.engines.parts import Cut

    Whole: TypeAlias = NDArray[np.int64]
    Figures: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]

__all__ = ["densities", "ranks", "work"]


def work(part: Cut) -> Figures:
    """Return what each initiative takes of what there is, scarce resources counting more.

    Ours: load-weeks, those of each resource times how often all demand would fill its room; never
    0, so that a value can be divided by it. Tried on 4 made-up portfolios: powers 0 to 2 of that
    factor differ by half a percent, 1 is best.
    """
    load = part.use_amount * part.use_weeks
    demand = np.zeros(len(part.room), dtype=np.int64)
    np.add.at(demand, part.use_resource, load)
    room = np.maximum(part.room.sum(axis=1), 1)
    scarcity = np.clip(demand / room, 1e-3, 1e3) / np.maximum(part.step, 1e-9)
    owner = np.repeat(np.arange(len(part)), np.diff(part.use_at))
    taken = load * scarcity[part.use_resource]
    share = np.bincount(owner, weights=taken, minlength=len(part))
    return np.maximum(share, 1e-3)


def ranks(part: Cut, value: Figures, item: Whole, rows: Whole, order: Whole) -> Whole:
    """Return the place of each initiative by what it is worth for its work, 0 for the best.

    Args:
        part: What is planned.
        value: What each gives in a week.
        item: The table of initiatives (see `kernels.tables`).
        rows: The table of what they have.
        order: All of them, each after what it waits for.
    """
    density = densities(value.copy(), work(part), part.must.copy(), item, rows, order)
    place = np.empty(len(density), dtype=np.int64)
    place[np.argsort(-density, kind="stable")] = np.arange(len(density))
    return place


@jit
def densities(
    value: Figures, effort: Figures, wanted: Flags, item: Whole, rows: Whole, order: Whole
) -> Figures:
    """Return what each is worth for the work, with what it unlocks; changes what it is given.

    Where something that requires an initiative gives more for its work than the initiative
    itself, its value and its work count to it too. What is mandatory, and all that it requires,
    goes before everything else.

    Source: Sidney (1975), Operations Research 23(2), 283-298: the ratio of a set that starts
    together. Ours: what requires several counts to each of them in equal parts.
    """
    for i in order[::-1]:
        needed = 0
        for link in range(item[i, BEFORE], item[i, BEFORE + 1]):
            needed += rows[link, REQUIRED]
        for link in range(item[i, BEFORE], item[i, BEFORE + 1]):
            if rows[link, REQUIRED]:
                other = rows[link, OTHER]
                wanted[other] = wanted[other] or wanted[i]
                if value[i] * effort[other] > value[other] * effort[i]:
                    value[other] += value[i] / needed
                    effort[other] += effort[i] / needed
    density = value / effort
    top = 0.0
    for i in range(len(density)):
        top = max(top, density[i])
    for i in range(len(density)):
        if wanted[i]:
            density[i] += top + 1
    return density
