"""A part of a portfolio in the form in which its plans are priced."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from changekit.services.planning.bounds.forest import Forest, grow
from changekit.services.planning.engines.parts import NEVER

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from changekit.services.planning.engines.parts import Part, Whole

__all__ = ["FLOOR", "LARGEST", "Net", "net_of"]

FLOOR = -(1 << 48)
"""Stands for what cannot be. What is worse is raised to it, so that sums stay in 64 bits; raising
a gain can only raise a bound."""
LARGEST = 1 << 46
"""All gains together are at most this, so that no sum of them makes up for one FLOOR."""
CHARGES = 1 << 51
"""Ours: what an initiative is charged stays below this, so that even doubles add it exactly."""

PAID = 1 << 59
"""Ours: all that rooms and budgets are paid for stays below this."""


class Net(NamedTuple):
    """A part with its links as a forest, in arrays of 64-bit whole numbers for the loops.

    There are n initiatives, R resources, H weeks, E links that the forest cannot keep.

    Attributes:
        gain: What each adds by start week, in 2**shift parts of the part's gain (n x H).
        first: The first week in which each may start (n).
        last: The last one; below `first` where there is none (n).
        out: What leaving each out adds: 0, or FLOOR where it may not be left out (n).
        span_at: Offsets (n + 1) of the spans: what each uses in the same weeks is one span.
        span: From how many weeks after the start to how many it lasts, and where in `item` the
            pairs are that it uses, from and to (spans x 4).
        item: Numbers of pairs.
        pair: A resource and an amount (pairs x 2).
        order: Each after all that hang below it in the forest (n).
        parent: On what each hangs, -1 where on nothing (n).
        back: When the parent starts in week s, this one may start until s - back (n).
        ahead: Or from s + ahead on (n).
        needs: Whether this one has to be in when the parent is (n).
        bound: Whether this one can only be in when the parent is (n).
        extra: Links the forest cannot keep: what has to end before, what requires it, and the
            weeks from start to start (E x 3).
        room: What is there of each resource, never more than all could use (R x H).
        cap: The highest price that is tried (R + E + budgets).
        unit: How much of a resource or a budget is counted as one when steps are taken.
        cost: What each costs (n).
        purse: By week: which budget a start is paid from, -1 where there is none (H).
        budgets: What is left of each budget.
        shift: See `gain`; one number.
    """

    gain: Whole
    first: Whole
    last: Whole
    out: Whole
    span_at: Whole
    span: Whole
    item: Whole
    pair: Whole
    order: Whole
    parent: Whole
    back: Whole
    ahead: Whole
    needs: Whole
    bound: Whole
    extra: Whole
    room: Whole
    cap: Whole
    unit: Whole
    cost: Whole
    purse: Whole
    budgets: Whole
    shift: Whole


def whole(items: ArrayLike) -> Whole:
    """Return 64-bit whole numbers, writable and in one piece, as loops take them."""
    return np.array(items, dtype=np.int64, order="C")


def net_of(part: Part, *, all_must: bool = False) -> Net:
    """Return a part as a net.

    Args:
        part: What is planned.
        all_must: Only plans count that hold all that is mandatory.
    """
    forest = grow(part, all_must=all_must)
    gain, shift = _gains(part, forest)
    spans = _spans(part)
    room, cap, unit = _caps(part, gain, len(forest.extra))
    return Net(
        gain, whole(forest.first), whole(forest.last),
        np.where(whole(forest.held) > 0, FLOOR, 0),
        *spans,
        whole(forest.order), whole(forest.parent), whole(forest.back), whole(forest.ahead),
        whole(forest.needs), whole(forest.bound), whole(forest.extra).reshape(-1, 3),
        room, cap, unit, whole(part.cost), whole(part.purse),
        np.minimum(whole(part.budgets), max(0, int(part.cost.sum()))),
        whole([shift]),
    )  # fmt: skip


def _gains(part: Part, forest: Forest) -> tuple[Whole, int]:
    """Return the gains in finer or coarser parts, rounded up, and how fine: a power of two."""
    week = np.arange(part.horizon)
    inside = (week >= whole(forest.first)[:, None]) & (week <= whole(forest.last)[:, None])
    inside &= part.gain > NEVER
    best = np.where(inside, part.gain, 0).max(axis=1, initial=0)
    most = int(best.sum()) + 8 * len(forest.extra) * int(best.max(initial=0))
    shift = LARGEST.bit_length() - 1 - (2 * most).bit_length() if most else 0
    shift = max(-40, min(20, shift))
    if shift >= 0:
        finer = np.where(inside, np.maximum(part.gain, FLOOR >> shift), 0) << shift
    else:
        finer = -(-np.where(inside, part.gain, 0) >> -shift)
    return np.where(inside, np.maximum(finer, FLOOR), FLOOR), shift


def _spans(part: Part) -> tuple[Whole, Whole, Whole, Whole]:
    """Return what is used in the same weeks together, and each pair of resource and amount."""
    offsets = part.use_at.tolist()
    columns = (part.use_from.tolist(), part.use_weeks.tolist())
    uses = list(zip(*columns, part.use_resource.tolist(), part.use_amount.tolist(), strict=True))
    pairs: dict[tuple[int, int], int] = {}
    span_at, spans, item = [0], list[tuple[int, int, int, int]](), list[int]()
    for i in range(len(part)):
        together: dict[tuple[int, int], list[int]] = {}
        for begin, weeks, resource, amount in uses[offsets[i] : offsets[i + 1]]:
            number = pairs.setdefault((resource, amount), len(pairs))
            together.setdefault((begin, begin + weeks), []).append(number)
        for span, numbers in together.items():
            spans.append((*span, len(item), len(item) + len(numbers)))
            item += numbers
        span_at.append(len(spans))
    return (
        whole(span_at), whole(spans).reshape(-1, 4), whole(item),
        whole(list(pairs)).reshape(-1, 2),
    )  # fmt: skip


def _caps(part: Part, gain: Whole, extras: int) -> tuple[Whole, Whole, Whole]:
    """Return the rooms, the highest prices worth trying, and what is one when steps are taken.

    No price above the highest gain by the smallest amount is needed: at that price nobody uses
    the resource. Where that could pass 64 bits, the price ends earlier.
    """
    count = len(part.resources)
    amount = whole(part.use_amount)
    total = np.zeros(count, dtype=np.int64)
    np.add.at(total, part.use_resource, amount)
    room = np.minimum(whole(part.room).reshape(count, part.horizon), total[:, None])
    uses = np.maximum(np.bincount(part.use_resource, minlength=count), 1)
    most = np.ones(count, dtype=np.int64)
    np.maximum.at(most, part.use_resource, amount)
    least = most.copy()
    np.minimum.at(least, part.use_resource, np.maximum(amount, 1))
    highest = max(1, int(gain.max(initial=1)))
    widest = max(1, int(np.diff(part.use_at).max(initial=1)))
    cap = np.minimum(highest // least + 1, CHARGES // (most * (part.horizon * widest)))
    cap = np.minimum(cap, PAID // (np.maximum(room.max(axis=1, initial=1), 1) * room.size))
    links = np.full(extras, 4 * highest // max(1, part.horizon) + 1, dtype=np.int64)
    cost = whole(part.cost)
    paid = cost[cost > 0]
    dear = int(paid.max(initial=1))
    budget = min(highest // int(paid.min(initial=dear)) + 1, CHARGES // dear)
    budget = min(budget, PAID // max(1, int(paid.sum()) * len(part.budgets)))
    budgets = np.full(len(part.budgets), budget, dtype=np.int64)
    units = np.concatenate(
        [np.maximum(total // uses, 1), np.ones(extras, dtype=np.int64),
         np.full(len(budgets), max(1, int(paid.sum()) // max(1, len(paid))), dtype=np.int64)]
    )  # fmt: skip
    return room, np.concatenate([cap, links, budgets]), units
