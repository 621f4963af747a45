"""In which week an initiative can start, and what is left when it does: all weeks at once.

What is left of a resource stands in bit planes, as in `engines/schedule.py`: row b holds bit b of
what is left in each week. From them follow the levels: the weeks in which a certain amount is
left. An initiative fits where its levels have a run of weeks that is long enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from changekit.optional.fast import step
from changekit.services.planning.engines.kernels.tables import (
    AFTER,
    AMOUNT,
    APART,
    BEFORE,
    BLOCKS,
    COST,
    EARLY,
    EASY,
    HIGH,
    INSTEAD,
    LAG,
    LENGTH,
    LEVEL,
    LEVELS,
    LEVELS_END,
    LOW,
    NEEDED,
    OFFSET,
    OTHER,
    OUT,
    PLANE,
    PLANE_END,
    REQUIRED,
    RESOURCE,
    USES,
    USES_END,
    WEEKS,
)  # fmt: skip

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]
    Words: TypeAlias = NDArray[np.uint64]

__all__ = ["best_start", "level", "place", "remove"]

ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
NONE = np.uint64(0)
ONE = np.uint64(1)


@step
def level(resource: int, first: int, end: int, rows: Whole, planes: Words, good: Words) -> None:
    """Work out the levels of a resource again in some words of weeks.

    An amount is left where no higher bit of it is missing: decided from the lowest bit up.
    """
    past = len(good) - 1
    for row in range(rows[resource, LEVELS], rows[resource, LEVELS_END]):
        at = rows[row, LEVEL]
        for word in range(first, end):
            amount = rows[row, AMOUNT]
            found = ALL
            for plane in range(rows[resource, PLANE], rows[resource, PLANE_END]):
                if amount & 1:
                    found &= planes[plane, word]
                else:
                    found |= planes[plane, word]
                amount >>= 1
            good[at, word] = good[past, word] | (NONE if amount else found)


@step
def _add(
    first: int, end: int, word: int, amount: int, mask: np.uint64, planes: Words, give: bool
) -> None:
    """Add an amount in the weeks of a mask, or subtract it: as with pen and paper."""
    carry = NONE
    for plane in range(first, end):
        held = planes[plane, word]
        moved = held if give else ~held
        if amount & 1:
            planes[plane, word] = held ^ mask ^ carry
            carry |= moved & mask
        else:
            planes[plane, word] = held ^ carry
            carry &= moved
        amount >>= 1


@step
def _change(
    i: int,
    start: int,
    give: bool,
    item: Whole,
    rows: Whole,
    horizon: int,
    planes: Words,
    good: Words,
) -> None:
    """Take what an initiative uses, or give it back."""
    for block in range(item[i, BLOCKS], item[i, BLOCKS + 1]):
        begin = start + rows[block, OFFSET]
        end = min(begin + rows[block, LENGTH], horizon)
        if begin >= end:
            continue
        first, last = begin >> 6, ((end - 1) >> 6) + 1
        for use in range(rows[block, USES], rows[block, USES_END]):
            resource = rows[use, RESOURCE]
            low, high = rows[resource, PLANE], rows[resource, PLANE_END]
            for word in range(first, last):
                mask = ALL
                if begin > 64 * word:
                    mask <<= np.uint64(begin - 64 * word)
                if end < 64 * word + 64:
                    mask &= (ONE << np.uint64(end - 64 * word)) - ONE
                _add(low, high, word, rows[use, AMOUNT], mask, planes, give)
            level(resource, first, last, rows, planes, good)


@step
def place(
    i: int,
    start: int,
    item: Whole,
    rows: Whole,
    purse: Whole,
    starts: Whole,
    planes: Words,
    good: Words,
    left: Whole,
) -> None:
    """Put an initiative into the plan; it must fit."""
    starts[i] = start
    _change(i, start, False, item, rows, len(purse), planes, good)
    if item[i, COST] > 0 and purse[start] >= 0:
        left[purse[start]] -= item[i, COST]


@step
def remove(
    i: int,
    item: Whole,
    rows: Whole,
    purse: Whole,
    starts: Whole,
    planes: Words,
    good: Words,
    left: Whole,
) -> None:
    """Take an initiative out of the plan."""
    start = starts[i]
    starts[i] = OUT
    _change(i, start, True, item, rows, len(purse), planes, good)
    if item[i, COST] > 0 and purse[start] >= 0:
        left[purse[start]] += item[i, COST]


@step
def _between(i: int, item: Whole, rows: Whole, starts: Whole) -> tuple[int, int]:
    """Return the first and the last week that links leave."""
    low, high = item[i, LOW], item[i, HIGH]
    for link in range(item[i, BEFORE], item[i, BEFORE + 1]):
        other = rows[link, OTHER]
        if starts[other] >= 0:
            low = max(low, starts[other] + item[other, WEEKS] + rows[link, LAG])
        elif rows[link, REQUIRED]:
            return 1, 0
    for link in range(item[i, AFTER], item[i, AFTER + 1]):
        other = rows[link, OTHER]
        if starts[other] >= 0:
            high = min(high, starts[other] - rows[link, LAG] - item[i, WEEKS])
    return low, high


@step
def best_start(
    i: int,
    item: Whole,
    rows: Whole,
    allowed: Words,
    gain: Whole,
    paid: Words,
    starts: Whole,
    good: Words,
    left: Whole,
    scratch: Words,
) -> int:
    """Return the week in which an initiative starts best, OUT where it does not.

    That is the first week in which it fits, where a later one gives no more. What takes away
    from the objective wherever it stands is left out, unless something requires it.
    """
    low, high = _between(i, item, rows, starts)
    if low > high:
        return OUT
    if item[i, EASY]:
        found = _first(i, low, high, item, rows, allowed, good)
    else:
        _fitting(i, item, rows, allowed, good, scratch)
        _tied(i, item, rows, paid, starts, left, scratch)
        found = _best(i, low, high, item, gain, scratch)
    if found >= 0 and len(gain) and gain[i, found] < 0 and not item[i, NEEDED]:
        return OUT
    return found


@step
def _lowest(word: np.uint64) -> int:
    """Return the place of the lowest bit of a word that has one."""
    place = 0
    for half in (32, 16, 8, 4, 2, 1):
        if not word & ((ONE << np.uint64(half)) - ONE):
            place += half
            word >>= np.uint64(half)
    return place


@step
def _first(
    i: int, low: int, high: int, item: Whole, rows: Whole, allowed: Words, good: Words
) -> int:
    """Return the first week in which one block of at most 64 weeks fits, OUT without one."""
    block = item[i, BLOCKS]
    begin, end, length = rows[block, USES], rows[block, USES_END], rows[block, LENGTH]
    word = low >> 6
    after = ALL
    for use in range(begin, end):
        after &= good[rows[use, LEVEL], word]
    wanted = allowed[i, word] & (ALL << np.uint64(low & 63))
    while True:
        here, after = after, ALL
        if word + 1 < allowed.shape[1]:
            for use in range(begin, end):
                after &= good[rows[use, LEVEL], word + 1]
        if here & wanted:
            here = _run(here, after, length) & wanted
            if here:
                found = 64 * word + _lowest(here)
                return found if found <= high else OUT
        word += 1
        if 64 * word > high:
            return OUT
        wanted = allowed[i, word]


@step
def _run(here: np.uint64, after: np.uint64, length: int) -> np.uint64:
    """Return the bits of a word that begin a run of so many, which may reach into the next."""
    covered = 1
    while covered < length:
        shift = min(covered, length - covered)
        down, up = np.uint64(shift), np.uint64(64 - shift)
        here &= (here >> down) | (after << up)
        after &= after >> down
        covered += shift
    return here


@step
def _shifted(row: Words, word: int, shift: int) -> np.uint64:
    """Return a word of a row that is shifted down by some bits; past the row all bits are set."""
    at, bits = word + (shift >> 6), shift & 63
    here = row[at] if at < len(row) else ALL
    if bits:
        after = row[at + 1] if at + 1 < len(row) else ALL
        here = (here >> np.uint64(bits)) | (after << np.uint64(64 - bits))
    return here


@step
def _fitting(
    i: int, item: Whole, rows: Whole, allowed: Words, good: Words, scratch: Words
) -> None:
    """Leave in the first scratch row the weeks in which dates and resources let it start."""
    width = allowed.shape[1]
    fits, one, other = scratch[0], scratch[1], scratch[2]
    for word in range(width):
        fits[word] = allowed[i, word]
    for block in range(item[i, BLOCKS], item[i, BLOCKS + 1]):
        for word in range(width):
            one[word] = ALL
        for use in range(rows[block, USES], rows[block, USES_END]):
            for word in range(width):
                one[word] &= good[rows[use, LEVEL], word]
        covered = 1
        while covered < rows[block, LENGTH]:
            shift = min(covered, rows[block, LENGTH] - covered)
            for word in range(width):
                other[word] = one[word] & _shifted(one, word, shift)
            one, other = other, one
            covered += shift
        for word in range(width):
            fits[word] &= _shifted(one, word, rows[block, OFFSET])


@step
def _tied(
    i: int, item: Whole, rows: Whole, paid: Words, starts: Whole, left: Whole, scratch: Words
) -> None:
    """Take from the first scratch row the weeks that others and budgets close."""
    fits = scratch[0]
    for row in range(item[i, APART], item[i, APART + 1]):
        other = rows[row, OTHER]
        if starts[other] >= 0:
            for week in range(
                max(0, starts[other] - item[i, WEEKS] + 1), starts[other] + item[other, WEEKS]
            ):
                fits[week >> 6] &= ~(ONE << np.uint64(week & 63))
    for row in range(item[i, INSTEAD], item[i, INSTEAD + 1]):
        if starts[rows[row, OTHER]] >= 0:
            fits[:] = NONE
    if item[i, COST] > 0:
        for budget in range(len(left)):
            if left[budget] < item[i, COST]:
                for word in range(len(fits)):
                    fits[word] &= ~paid[budget, word]


@step
def _best(i: int, low: int, high: int, item: Whole, gain: Whole, scratch: Words) -> int:
    """Return the first week of the first scratch row that gives most, between two weeks."""
    found, most = OUT, 0
    for week in range(low, high + 1):
        if scratch[0, week >> 6] >> np.uint64(week & 63) & ONE:
            if item[i, EARLY]:
                return week
            if found == OUT or gain[i, week] > most:
                found, most = week, gain[i, week]
    return found
