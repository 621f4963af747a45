"""Ruin and recreate: a few initiatives are taken out and put back in another order.

Source: Schrimpf et al. (2000), Journal of Computational Physics 159(2), 139-171. Which plans are
kept: a plan may be worse than the one before by a random amount that shrinks as time goes on,
which is simulated annealing, Kirkpatrick, Gelatt & Vecchi (1983), Science 220, 671-680, with the
random number drawn before it is compared instead of after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from changekit.optional.fast import jit, step
from changekit.services.planning.engines.kernels.rolling import below, bits
from changekit.services.planning.engines.kernels.tables import (
    AFTER,
    BEFORE,
    OTHER,
    OUT,
    REQUIRED,
    RESOURCE,
    TAKERS,
    TAKERS_END,
    TAKES,
    WEEKS,
)  # fmt: skip
from changekit.services.planning.engines.kernels.timetable import best_start, place, remove

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from changekit.services.planning.engines.kernels.tables import State, Tables

    Whole: TypeAlias = NDArray[np.int64]
    Words: TypeAlias = NDArray[np.uint64]

__all__ = ["Search", "search_of", "try_moves"]

# What `ways` says, by its places.
LARGEST, OUTSIDE, NEAR, NOISE, TRIES, LINKED, OWN, HEAT = 0, 1, 2, 3, 4, 5, 6, 7
# What `tally` holds.
NOW, BEST, STAMP = 0, 1, 2


class Search(NamedTuple):
    """What a search remembers.

    Attributes:
        best: The starts of the best plan so far.
        keys: When each is due, in 64ths of a week: where the averaged plan of the bound has it.
        ways: How moves are made: the most that is taken out, the chance in 256 that one that is
            left out is chosen, how many weeks away others are chosen, by how many 64ths of a
            week keys are shaken, how many draws each one chosen may take, the chance in 256 that
            a draw follows a link, whether the own start is the key, how much worse is accepted
            on average.
        chances: Random amounts of mean 2**16, in falling order.
        tally: What the plan and the best plan add up to, and how many moves were made.
        mark: By initiative: the move in which it was chosen; negative when put back.
        chosen: Room for what is taken out, in the order in which it is put back.
        due: Room for its keys.
        old: Room for its starts.
    """

    best: Whole
    keys: Whole
    ways: Whole
    chances: Whole
    tally: Whole
    mark: Whole
    chosen: Whole
    due: Whole
    old: Whole


def search_of(starts: Whole, keys: Whole, ways: Whole, chances: Whole, worth: int) -> Search:
    """Return a search that begins from a plan."""
    room = max(int(ways[LARGEST]), 1) + 1
    return Search(
        best=starts.copy(), keys=keys, ways=ways.copy(), chances=chances,
        tally=np.array([worth, worth, 0], dtype=np.int64),
        mark=np.zeros(len(starts), dtype=np.int64), chosen=np.zeros(room, dtype=np.int64),
        due=np.zeros(room, dtype=np.int64), old=np.zeros(room, dtype=np.int64),
    )  # fmt: skip


@jit
def try_moves(tables: Tables, state: State, search: Search, count: int) -> None:
    """Make some moves, and remember the best plan."""
    item, rows, allowed, gain = tables.item, tables.rows, tables.allowed, tables.gain
    paid, purse = tables.paid, tables.purse
    starts, planes, good, left = state.starts, state.planes, state.good, state.left
    dice, scratch = state.dice, state.scratch
    keys, ways, tally, mark = search.keys, search.ways, search.tally, search.mark
    chosen, due, old = search.chosen, search.due, search.old
    for _ in range(count):
        tally[STAMP] += 1
        size, near = _choose(item, rows, purse, starts, dice, ways, tally, mark, chosen)
        _arrange(size, near, starts, dice, ways, keys, chosen, due)
        now = tally[NOW]
        for at in range(size):
            i = chosen[at]
            old[at] = starts[i]
            if starts[i] != OUT:
                now -= gain[i, starts[i]]
                remove(i, item, rows, purse, starts, planes, good, left)
        now += _put_back(
            size, item, rows, allowed, gain, paid, purse, starts, planes, good, left, scratch,
            mark, chosen,
        )  # fmt: skip
        worse = ways[HEAT] * search.chances[np.int64(bits(dice) >> np.uint64(54))] >> 16
        if now >= tally[NOW] - worse and _whole(size, item, rows, starts, chosen, old):
            tally[NOW] = now
            if now > tally[BEST]:
                tally[BEST] = now
                search.best[:] = starts
        else:
            _undo(size, item, rows, purse, starts, planes, good, left, chosen, old)


@step
def _choose(
    item: Whole,
    rows: Whole,
    purse: Whole,
    starts: Whole,
    dice: Words,
    ways: Whole,
    tally: Whole,
    mark: Whole,
    chosen: Whole,
) -> tuple[int, int]:
    """Choose one at random and some that are near it; return how many, and the week.

    Near are those that take of the same resources in the same weeks, or are linked to one that
    is chosen. A draw that hits none is not made good, so that no choice takes long.
    """
    stamp = tally[STAMP]
    centre = below(dice, len(item))
    wanted = 2 + below(dice, ways[LARGEST] - 1)
    week = starts[centre] if starts[centre] != OUT else below(dice, len(purse))
    chosen[0], mark[centre] = centre, stamp
    size, first = 1, item[centre, TAKES]
    resources = item[centre, TAKES + 1] - first
    for _ in range(ways[TRIES] * wanted):
        if size >= wanted:
            break
        drawn = bits(dice)
        part = np.int64((drawn >> np.uint64(16)) & np.uint64(0xFFFF))
        if np.int64(drawn & np.uint64(0xFF)) < ways[LINKED]:
            other = _linked(
                chosen[part * size >> 16], np.int64(drawn >> np.uint64(48)), item, rows
            )
        elif resources:
            resource = rows[first + (part * resources >> 16), RESOURCE]
            near = max(ways[NEAR], item[centre, WEEKS])
            other = _taker(drawn, rows[resource + 1], week, near, rows, starts, ways)
        else:
            break
        if other >= 0 and mark[other] != stamp:
            chosen[size], mark[other] = other, stamp
            size += 1
    return size, week


@step
def _taker(
    drawn: np.uint64, takers: Whole, week: int, near: int, rows: Whole, starts: Whole, ways: Whole
) -> int:
    """Return one that takes of a resource near a week, or is left out; -1 where it is neither."""
    low = takers[TAKERS]
    many = np.uint64(takers[TAKERS_END] - low)
    other = rows[low + np.int64(((drawn >> np.uint64(32)) * many) >> np.uint64(32)), OTHER]
    if starts[other] == OUT:
        chance = np.int64((drawn >> np.uint64(8)) & np.uint64(0xFF))
        return other if chance < ways[OUTSIDE] else -1
    return other if abs(starts[other] - week) <= near else -1


@step
def _linked(i: int, drawn: np.int64, item: Whole, rows: Whole) -> int:
    """Return one that an initiative is linked to, -1 where there is none."""
    before = item[i, BEFORE + 1] - item[i, BEFORE]
    after = item[i, AFTER + 1] - item[i, AFTER]
    at = drawn * (before + after) >> 16
    if not before + after:
        return -1
    row = item[i, BEFORE] + at if at < before else item[i, AFTER] + at - before
    return rows[row, OTHER]  # type: ignore[no-any-return]  # an int64


@step
def _arrange(
    size: int,
    week: int,
    starts: Whole,
    dice: Words,
    ways: Whole,
    keys: Whole,
    chosen: Whole,
    due: Whole,
) -> None:
    """Sort what is chosen by its shaken keys, earliest first."""
    for at in range(size):
        i = chosen[at]
        key = keys[i]
        if ways[OWN]:
            key = 64 * (starts[i] if starts[i] != OUT else week)
        key += below(dice, ways[NOISE])
        to = at
        while to and due[to - 1] > key:
            due[to], chosen[to] = due[to - 1], chosen[to - 1]
            to -= 1
        due[to], chosen[to] = key, i


@step
def _put_back(
    size: int,
    item: Whole,
    rows: Whole,
    allowed: Words,
    gain: Whole,
    paid: Words,
    purse: Whole,
    starts: Whole,
    planes: Words,
    good: Words,
    left: Whole,
    scratch: Words,
    mark: Whole,
    chosen: Whole,
) -> int:
    """Put each where it starts best, after what it waits for; return what they give."""
    got = 0
    waiting = size
    while waiting:
        for at in range(size):
            i = chosen[at]
            stamp = mark[i]
            if stamp < 0:
                continue
            ready = True
            for link in range(item[i, BEFORE], item[i, BEFORE + 1]):
                ready &= mark[rows[link, OTHER]] != stamp
            if not ready:
                continue
            mark[i] = -stamp
            waiting -= 1
            start = best_start(i, item, rows, allowed, gain, paid, starts, good, left, scratch)
            if start != OUT:
                got += gain[i, start]
                place(i, start, item, rows, purse, starts, planes, good, left)
    return got


@step
def _whole(size: int, item: Whole, rows: Whole, starts: Whole, chosen: Whole, old: Whole) -> bool:
    """Tell whether nothing was lost that others require."""
    for at in range(size):
        i = chosen[at]
        if starts[i] == OUT and old[at] != OUT:
            for row in range(item[i, AFTER], item[i, AFTER + 1]):
                if rows[row, REQUIRED] and starts[rows[row, OTHER]] != OUT:
                    return False
    return True


@step
def _undo(
    size: int,
    item: Whole,
    rows: Whole,
    purse: Whole,
    starts: Whole,
    planes: Words,
    good: Words,
    left: Whole,
    chosen: Whole,
    old: Whole,
) -> None:
    """Put all that was chosen back where it was."""
    for at in range(size):
        if starts[chosen[at]] != OUT:
            remove(chosen[at], item, rows, purse, starts, planes, good, left)
    for at in range(size):
        if old[at] != OUT:
            place(chosen[at], old[at], item, rows, purse, starts, planes, good, left)
