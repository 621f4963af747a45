"""A part as two tables of whole numbers and rows of bits: the form that the loops read.

Loops take a few arrays rather than many: handing one over costs compiled code some time. An
initiative is a row of `item`; what it has several of stands in `rows`, from one row number to
another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from changekit.services.planning.engines.parts import Cut

    Whole: TypeAlias = NDArray[np.int64]
    Words: TypeAlias = NDArray[np.uint64]
    Flags: TypeAlias = NDArray[np.bool_]

__all__ = ["OUT", "State", "Tables", "state_of", "tables_of"]

OUT = -1
"""Stands for the start of what is left out."""

# The columns of `item`: first and last start, how it is placed, then rows of what it has.
WEEKS, LOW, HIGH, EASY, EARLY, NEEDED, COST = 0, 1, 2, 3, 4, 5, 6
BEFORE, AFTER, BLOCKS, APART, INSTEAD, TAKES = 7, 9, 11, 13, 15, 17
COLUMNS = 19
# The columns of `rows`, by what a row is.
OTHER, LAG, REQUIRED = 0, 1, 2
LENGTH, OFFSET, USES, USES_END = 0, 1, 2, 3
RESOURCE, AMOUNT, LEVEL = 0, 1, 2
PLANE, PLANE_END, LEVELS, LEVELS_END = 0, 1, 2, 3
TAKERS, TAKERS_END = 0, 1


class Tables(NamedTuple):
    """What does not change while a part is planned.

    A row of `item` has where its rows begin and, in the next column, end. A resource has two
    rows in `rows`: its planes and levels, then who takes of it.

    Attributes:
        item: One row for each initiative.
        rows: Links, blocks of weeks, uses, resources, levels and takers, one after the other.
        allowed: The weeks in which each may start by itself, as bits.
        gain: What each start adds (n x H); 0 x H where nobody asks.
        paid: The weeks that are paid from each budget, as bits.
        purse: By week: which budget a start is paid from, -1 where there is none.
        planes: What is left of the resources at first: bit b of it in row b of a resource.
        levels: The number of levels: the amounts that somebody takes of a resource.
        budgets: What is left of each budget at first.
        resources: The row of each resource.
    """

    item: Whole
    rows: Whole
    allowed: Words
    gain: Whole
    paid: Words
    purse: Whole
    planes: Words
    levels: int
    budgets: Whole
    resources: Whole


class State(NamedTuple):
    """What changes.

    Attributes:
        starts: The start of each, OUT where it is left out.
        planes: What is left of the resources, as bits.
        good: By level: the weeks in which so much is left; the last row: the weeks past the end.
        left: What is left of each budget.
        dice: Where the random integers are.
        scratch: Room for working.
    """

    starts: Whole
    planes: Words
    good: Words
    left: Whole
    dice: Words
    scratch: Words


def state_of(tables: Tables, seed: int = 0) -> State:
    """Return the state in which nothing is planned; its levels are still to be worked out."""
    width = tables.allowed.shape[1]
    good = np.zeros((tables.levels + 1, width), dtype=np.uint64)
    past = np.ones(64 * width, dtype=np.bool_)
    past[: tables.gain.shape[1]] = False
    good[-1] = packed(past[None], width)[0]
    return State(
        starts=np.full(len(tables.item), OUT, dtype=np.int64),
        planes=tables.planes.copy(),
        good=good,
        left=tables.budgets.copy(),
        dice=np.array([seed & (2**64 - 1)], dtype=np.uint64),
        scratch=np.zeros((3, width), dtype=np.uint64),
    )


def packed(flags: Flags, width: int) -> Words:
    """Return flags as words of 64 bits, the first flag in the lowest bit.

    >>> packed(np.array([[True, False, True]]), 1).tolist()
    [[5]]
    """
    found = np.zeros((len(flags), 8 * width), dtype=np.uint8)
    octets = np.packbits(flags, axis=1, bitorder="little")
    found[:, : octets.shape[1]] = octets
    return found.view(np.dtype("<u8")).astype(np.uint64)


def tables_of(part: Cut, *, gain: Whole, allowed: Flags, early: Flags) -> Tables:
    """Return the tables of a part.

    Args:
        part: What is planned.
        gain: What each start adds.
        allowed: In which weeks each may start (n x H).
        early: Whether an earlier start never adds less than a later one (n).
    """
    count, horizon = len(part), part.horizon
    owner = np.repeat(np.arange(count), np.diff(part.use_at))
    beyond = part.use_from + part.use_weeks - part.weeks[owner]
    width = (horizon + max(0, int(beyond.max(initial=0))) + 63) // 64
    item = np.zeros((count, COLUMNS), dtype=np.int64)
    table = _Rows()
    table.add(np.zeros(1))
    blocks, uses = _blocks(part, owner)
    taken, amount = part.use_resource[uses], part.use_amount[uses]
    first, level = _distinct(taken, amount)
    levels = taken[first], amount[first]
    depth = _depth(part)
    resources = _resources(table, part, owner, levels, depth, item)
    _uses(table, part, blocks, uses, resources, level, item)
    _links(table, part, item)
    item[:, WEEKS], item[:, COST] = part.weeks, part.cost
    item[:, LOW] = np.where(allowed.any(axis=1), allowed.argmax(axis=1), horizon)
    item[:, HIGH] = horizon - 1 - allowed[:, ::-1].argmax(axis=1)
    item[:, EARLY] = early
    item[~early, EASY] = 0
    return Tables(
        item=item, rows=table.all(), allowed=packed(allowed, width), gain=gain,
        paid=packed(part.purse == np.arange(len(part.budgets))[:, None], width),
        purse=part.purse.astype(np.int64), planes=_planes(part, depth, width),
        levels=len(first), budgets=part.budgets, resources=resources,
    )  # fmt: skip


class _Rows:
    """Rows of four columns, added in groups."""

    def __init__(self) -> None:
        self.groups: list[Whole] = []
        self.count = 0

    def add(self, *columns: NDArray[np.generic]) -> int:
        """Add a row for each item of the columns; return the number of the first."""
        group = np.zeros((len(columns[0]), 4), dtype=np.int64)
        for at, column in enumerate(columns):
            group[:, at] = column
        first = self.count
        self.groups.append(group)
        self.count += len(group)
        return first

    def all(self) -> Whole:
        """Return all rows."""
        return np.concatenate(self.groups)


def _distinct(one: NDArray[Any], other: NDArray[Any]) -> tuple[Whole, Whole]:  # Any: any width
    """Return where each pair stands first, pairs in rising order, and the number of each."""
    order = np.lexsort((other, one))
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (one[order][1:] != one[order][:-1]) | (other[order][1:] != other[order][:-1])
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.cumsum(new) - 1
    return order[new], number


def _blocks(part: Cut, owner: Whole) -> tuple[Whole, Whole]:
    """Return the uses, those of the same weeks together, and where each block begins."""
    uses = np.lexsort((part.use_weeks, part.use_from, owner))
    sort = np.stack([owner[uses], part.use_from[uses], part.use_weeks[uses]])
    new = np.ones(len(uses), dtype=np.bool_)
    new[1:] = (sort[:, 1:] != sort[:, :-1]).any(axis=0)
    return np.flatnonzero(new), uses


def _depth(part: Cut) -> Whole:
    """Return how many bits what is left of each resource takes."""
    top = part.room.max(axis=1, initial=0)
    return np.array([int(most).bit_length() for most in top], dtype=np.int64)


def _planes(part: Cut, depth: Whole, width: int) -> Words:
    planes = np.zeros((int(depth.sum()), width), dtype=np.uint64)
    first = np.cumsum(depth) - depth
    for bit in range(int(depth.max(initial=0))):
        deep = np.flatnonzero(depth > bit)
        planes[first[deep] + bit] = packed((part.room[deep] >> bit & 1).astype(np.bool_), width)
    return planes


def _resources(  # all that is told about resources
    table: _Rows,
    part: Cut,
    owner: Whole,
    levels: tuple[NDArray[Any], NDArray[Any]],  # Any: any width
    depth: Whole,
    item: Whole,
) -> Whole:
    """Add the rows of resources, levels and takers; return the row of each resource."""
    count = len(part.room)
    numbers = np.arange(count)
    level = table.add(np.zeros(len(levels[0])), levels[1], np.arange(len(levels[0])))
    pair, _ = _distinct(part.use_resource, owner)
    taker = table.add(owner[pair])
    rows = table.count + 2 * numbers
    ends = np.cumsum(depth)
    both = np.zeros((2 * count, 4), dtype=np.int64)
    both[::2, PLANE], both[::2, PLANE_END] = ends - depth, ends
    both[::2, LEVELS] = level + np.searchsorted(levels[0], numbers)
    both[::2, LEVELS_END] = level + np.searchsorted(levels[0], numbers, side="right")
    both[1::2, TAKERS] = taker + np.searchsorted(part.use_resource[pair], numbers)
    both[1::2, TAKERS_END] = taker + np.searchsorted(
        part.use_resource[pair], numbers, side="right"
    )
    table.add(*both.T)
    pair, _ = _distinct(owner, part.use_resource)
    at = table.add(rows[part.use_resource[pair]])
    members = np.arange(len(part))
    item[:, TAKES] = at + np.searchsorted(owner[pair], members)
    item[:, TAKES + 1] = at + np.searchsorted(owner[pair], members, side="right")
    return rows


def _uses(  # all that is told about uses
    table: _Rows,
    part: Cut,
    blocks: Whole,
    uses: Whole,
    resources: Whole,
    level: Whole,
    item: Whole,
) -> None:
    """Add the rows of uses and blocks, and tell who is placed easily."""
    at = table.add(resources[part.use_resource[uses]], part.use_amount[uses], level)
    ends = np.append(blocks[1:], len(uses))
    length, offset = part.use_weeks[uses][blocks], part.use_from[uses][blocks]
    first = table.add(length, offset, at + blocks, at + ends)
    owner = np.repeat(np.arange(len(part)), np.diff(part.use_at))[uses][blocks]
    members = np.arange(len(part))
    low, high = np.searchsorted(owner, members), np.searchsorted(owner, members, side="right")
    item[:, BLOCKS], item[:, BLOCKS + 1] = first + low, first + high
    plain = np.zeros(len(part) + 1, dtype=np.bool_)
    plain[owner[(offset == 0) & (length <= 64)]] = True
    item[:, EASY] = plain[:-1] & (high - low == 1)


def _links(table: _Rows, part: Cut, item: Whole) -> None:
    """Add the rows of links, and tell whom something requires."""
    owner = np.repeat(np.arange(len(part)), np.diff(part.before_at))
    required = part.required[np.lexsort((owner, part.before))]
    for column, offsets, columns in (
        (BEFORE, part.before_at, (part.before, part.lag, part.required)),
        (AFTER, part.after_at, (part.after, part.after_lag, required)),
        (APART, part.apart_at, (part.apart,)),
        (INSTEAD, part.instead_at, (part.instead,)),
    ):
        first = table.add(*columns)
        item[:, column], item[:, column + 1] = first + offsets[:-1], first + offsets[1:]
    item[part.before[part.required], NEEDED] = 1
    tied = (np.diff(part.apart_at) > 0) | (np.diff(part.instead_at) > 0) | (part.cost > 0)
    item[tied, EASY] = 0
