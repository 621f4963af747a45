"""Plans made from a list: one initiative after the other, each where it starts best."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from changekit.optional.fast import jit, step
from changekit.services.planning.engines.kernels.tables import (
    AFTER,
    BEFORE,
    OTHER,
    OUT,
    REQUIRED,
    State,
    Tables,
)
from changekit.services.planning.engines.kernels.timetable import (
    best_start,
    level,
    place,
    remove,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]

__all__ = ["clear", "fill", "go_to", "in_order", "settle", "worth"]


@jit
def clear(tables: Tables, state: State) -> None:
    """Make the state one in which nothing is planned."""
    state.starts[:] = OUT
    state.planes[:] = tables.planes
    state.left[:] = tables.budgets
    for resource in tables.resources:
        level(resource, 0, tables.allowed.shape[1], tables.rows, state.planes, state.good)


@jit
def fill(tables: Tables, state: State, order: Whole) -> None:
    """Put each initiative that is not planned where it starts best, in the order of a list."""
    item, rows, allowed, gain = tables.item, tables.rows, tables.allowed, tables.gain
    paid, purse = tables.paid, tables.purse
    starts, planes, good, left = state.starts, state.planes, state.good, state.left
    scratch = state.scratch
    for i in order:
        if starts[i] == OUT:
            start = best_start(i, item, rows, allowed, gain, paid, starts, good, left, scratch)
            if start != OUT:
                place(i, start, item, rows, purse, starts, planes, good, left)


@jit
def go_to(tables: Tables, state: State, wanted: Whole) -> None:
    """Make the plan a given one, in which all fit."""
    item, rows, purse = tables.item, tables.rows, tables.purse
    starts, planes, good, left = state.starts, state.planes, state.good, state.left
    for i in range(len(item)):
        if starts[i] != OUT and starts[i] != wanted[i]:
            remove(i, item, rows, purse, starts, planes, good, left)
    for i in range(len(item)):
        if wanted[i] != OUT and starts[i] != wanted[i]:
            place(i, wanted[i], item, rows, purse, starts, planes, good, left)


@jit
def settle(tables: Tables, state: State, order: Whole) -> bool:
    """Let each start where it gives most as the others stand, earliest first; tell what changed.

    Then what is left out fills up what is free, in the order of a list.
    """
    item, rows, allowed, gain = tables.item, tables.rows, tables.allowed, tables.gain
    paid, purse = tables.paid, tables.purse
    starts, planes, good, left = state.starts, state.planes, state.good, state.left
    scratch = state.scratch
    moved = False
    inside = np.flatnonzero(starts != OUT)
    for i in inside[np.argsort(starts[inside], kind="mergesort")]:
        before = starts[i]
        remove(i, item, rows, purse, starts, planes, good, left)
        start = best_start(i, item, rows, allowed, gain, paid, starts, good, left, scratch)
        if start == OUT or gain[i, start] <= gain[i, before]:
            start = before
        if gain[i, start] < 0 and not _missed(i, item, rows, starts):
            moved = True
            continue
        moved |= start != before
        place(i, start, item, rows, purse, starts, planes, good, left)
    for i in order:
        if starts[i] == OUT:
            start = best_start(i, item, rows, allowed, gain, paid, starts, good, left, scratch)
            if start != OUT and gain[i, start] >= 0:
                place(i, start, item, rows, purse, starts, planes, good, left)
                moved = True
    return moved


@step
def _missed(i: int, item: Whole, rows: Whole, starts: Whole) -> bool:
    """Tell whether something that is planned requires an initiative."""
    for row in range(item[i, AFTER], item[i, AFTER + 1]):
        if rows[row, REQUIRED] and starts[rows[row, OTHER]] != OUT:
            return True
    return False


@jit
def worth(gain: Whole, starts: Whole) -> int:
    """Return what a plan adds up to."""
    total = 0
    for i in range(len(starts)):
        if starts[i] >= 0:
            total += gain[i, starts[i]]
    return total


@jit
def in_order(item: Whole, rows: Whole, keys: Whole, order: Whole) -> None:
    """Fill `order` with all initiatives by their keys, lowest first, each after what it waits for.

    Equal keys stand in the order of their numbers.
    """
    count = len(item)
    heap = np.empty(count, dtype=np.int64)
    left = np.empty(count, dtype=np.int64)
    size = done = 0
    for i in range(count):
        left[i] = item[i, BEFORE + 1] - item[i, BEFORE]
        if not left[i]:
            _push(heap, size, i, keys)
            size += 1
    while size:
        i = heap[0]
        size -= 1
        _sink(heap, size, keys)
        order[done] = i
        done += 1
        for link in range(item[i, AFTER], item[i, AFTER + 1]):
            other = rows[link, OTHER]
            left[other] -= 1
            if not left[other]:
                _push(heap, size, other, keys)
                size += 1


@step
def _sooner(one: int, other: int, keys: Whole) -> bool:
    return keys[one] < keys[other] or (keys[one] == keys[other] and one < other)


@step
def _push(heap: Whole, size: int, i: int, keys: Whole) -> None:
    """Add a number to a heap of so many."""
    at = size
    while at and _sooner(i, heap[(at - 1) >> 1], keys):
        heap[at] = heap[(at - 1) >> 1]
        at = (at - 1) >> 1
    heap[at] = i


@step
def _sink(heap: Whole, size: int, keys: Whole) -> None:
    """Put the last number of a heap, which is to have so many, where the first was."""
    i = heap[size]
    at = 0
    while 2 * at + 1 < size:
        child = 2 * at + 1
        if child + 1 < size and _sooner(heap[child + 1], heap[child], keys):
            child += 1
        if not _sooner(heap[child], i, keys):
            break
        heap[at] = heap[child]
        at = child
    heap[at] = i
