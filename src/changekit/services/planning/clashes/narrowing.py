"""Windows narrowed by what must be so: links, what is taken for certain, work and money."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from changekit.services.planning.engines.schedule import bits_of, shifts_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from changekit.services.planning.clashes.case import Case

    Whole: TypeAlias = NDArray[np.int64]

__all__ = ["narrowed"]


def narrowed(case: Case, domains: list[int]) -> bool:
    """Narrow the start weeks, in place; tell whether starts are still possible."""
    while True:
        before = list(domains)
        if not (_in_order(case, domains) and _certain(case, domains) and _paid(case, domains)):
            return False
        if domains == before:
            return _enough_work(case, domains)


def _in_order(case: Case, domains: list[int]) -> bool:
    changed = True
    while changed:
        changed = False
        for i, j, gap in case.before:
            first, second = domains[i], domains[j]
            if not first or not second:
                return False
            domains[j] &= -1 << ((first & -first).bit_length() - 1 + gap)
            domains[i] &= (1 << max(0, domains[j].bit_length() - gap)) - 1
            changed = changed or domains[i] != first or domains[j] != second
    return all(domains)


def _ends(domains: Sequence[int]) -> list[tuple[int, int]]:
    return [((bits & -bits).bit_length() - 1, bits.bit_length() - 1) for bits in domains]


def _certain(case: Case, domains: list[int]) -> bool:
    """Take away starts that meet what others take for certain, whenever they start.

    Source: Lahrichi (1982), compulsory parts of tasks; "timetabling" in later texts.
    """
    ends = _ends(domains)
    left = [room.copy() for room in case.room]
    own: list[list[tuple[int, int, int, int]]] = []
    for i, (low, high) in enumerate(ends):
        mine = []
        for resource, offset, length, amount in case.uses[i]:
            begin, end = high + offset, min(low + offset + length, case.horizon)
            if begin < end:
                left[resource][begin:end] -= amount
                mine.append((resource, begin, end, amount))
        own.append(mine)
    if any(int(row.min()) < 0 for row in left if len(row)):
        return False
    for i in range(len(domains)):
        domains[i] &= _fitting(case, i, left, own[i])
        if not domains[i]:
            return False
    return _kept_apart(case, domains)


def _fitting(
    case: Case, i: int, left: Sequence[Whole], own: Iterable[tuple[int, int, int, int]]
) -> int:
    """Return the starts for which there is room beside what others take for certain."""
    bits = -1
    taken = list(own)
    for resource, offset, length, amount in case.uses[i]:
        row = left[resource]
        if any(mine[0] == resource for mine in taken):
            row = row.copy()
            for _, begin, end, mine in (use for use in taken if use[0] == resource):
                row[begin:end] += mine
        good = bits_of(row >= amount) | (-1 << case.horizon)
        for shift in shifts_over(length):
            good &= good >> shift
        bits &= good >> offset
    return bits


def _kept_apart(case: Case, domains: list[int]) -> bool:
    for pair in case.apart:
        for one, other in (pair, pair[::-1]):
            (low, high), weeks = _ends([domains[one]])[0], case.weeks[one]
            if high < low + weeks:  # these weeks are taken for certain
                first = max(0, high - case.weeks[other] + 1)
                domains[other] &= ~((1 << (low + weeks)) - (1 << first))
                if not domains[other]:
                    return False
    return True


def _paid(case: Case, domains: list[int]) -> bool:
    """Keep to the budgets: what has to be paid in some years in a row must not cost more."""
    count = len(case.budgets)
    if not count or not any(case.cost):
        return True
    years = [bits_of(np.array(case.purse) == year) for year in range(count)]
    for first in range(count):
        inside = 0
        for last in range(first, count):
            inside |= years[last]
            bound = [c for c, bits in zip(case.cost, domains, strict=True) if not bits & ~inside]
            if sum(bound) > sum(case.budgets[first : last + 1]):
                return False
    for year, bits in enumerate(years):
        forced = [not domain & ~bits for domain in domains]
        rest = case.budgets[year] - sum(
            cost for cost, now in zip(case.cost, forced, strict=True) if now
        )
        for i, now in enumerate(forced):
            if not now and case.cost[i] > rest:
                domains[i] &= ~bits
    return all(domains)


def _enough_work(case: Case, domains: Sequence[int]) -> bool:
    """Tell whether no interval asks for more work than there is room for.

    Source: Erschler and Lopez (1990), energetic reasoning; Fekete and Schepers (2001),
    Mathematical Programming 91, 11-31: rounding loads and room down by the same divisor keeps
    every plan, and shows what does not fit side by side.
    """
    ends = _ends(domains)
    for resource, room in enumerate(case.room):
        rows = [
            (ends[i][0] + offset, ends[i][1] + offset, length, amount)
            for i, uses in enumerate(case.uses)
            for at, offset, length, amount in uses if at == resource
        ]  # fmt: skip
        if not rows:
            continue
        table = np.array(rows, dtype=np.int64)
        for divisor in sorted({1, *table[:, 3].tolist()}):
            if not _room_for(table, room, divisor, case.horizon):
                return False
    return True


def _room_for(table: Whole, room: Whole, divisor: int, horizon: int) -> bool:
    amount = table[:, 3] // divisor
    low, high, length = (table[amount > 0, at] for at in range(3))
    amount = amount[amount > 0]
    sums = np.zeros(horizon + 1, dtype=np.int64)
    np.cumsum(room[:horizon] // divisor, out=sums[1:])
    starts = np.unique(np.clip(np.concatenate([low, high]), 0, horizon))
    ends = np.unique(np.clip(np.concatenate([low + length, high + length]), 0, horizon))
    for begin in starts.tolist():
        after = ends[ends > begin]
        if not len(after):
            continue
        early = np.clip(low + length - begin, 0, length)[None, :]
        late = np.clip(after[:, None] - high, 0, length[None, :])
        within = np.minimum(np.minimum(early, late), (after - begin)[:, None])
        if ((within * amount).sum(axis=1) > sums[after] - sums[begin]).any():
            return False
    return True
