"""One evaluation of prices: the best plan when all that is used is paid for. The fast loops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from changekit.optional.fast import jit
from changekit.services.planning.bounds.net import FLOOR

if TYPE_CHECKING:
    from changekit.services.planning.bounds.net import Net
    from changekit.services.planning.engines.parts import Whole

__all__ = ["evaluate"]


@jit
def evaluate(
    net: Net, prices: Whole, links: Whole, dues: Whole, table: Whole, worth: Whole, starts: Whole
) -> int:
    """Return what the best plan is worth at prices, rooms paid for; no plan adds more.

    Args:
        net: What is planned.
        prices: By resource and week (R x H).
        links: By extra link and week, of being too early (E x H).
        dues: By budget.
        table: Space for the prices of each pair until a week (pairs x at least H + 1).
        worth: Space for what each is worth with all below it (n x H + 1); the last is that of
            leaving it out.
        starts: Is filled with the starts, -1 where one is left out (n).
    """
    _charges(net, prices, table)
    rests = np.zeros((links.shape[0], links.shape[1] + 1), dtype=np.int64)
    for link in range(len(links)):
        for week in range(links.shape[1] - 1, -1, -1):
            rests[link, week] = rests[link, week + 1] + links[link, week]
    _fill(net, table, rests, dues, worth)
    tops = np.zeros(len(starts), dtype=np.int64)
    value = _climb(net, worth, tops)
    _descend(net, worth, tops, starts)
    for resource in range(prices.shape[0]):
        for week in range(prices.shape[1]):
            value += prices[resource, week] * net.room[resource, week]
    for budget in range(len(dues)):
        value += dues[budget] * net.budgets[budget]
    return value


@jit
def _charges(net: Net, prices: Whole, table: Whole) -> None:
    """Sum the prices of each pair of resource and amount up to each week."""
    horizon = prices.shape[1]
    for number in range(len(net.pair)):
        resource, amount = net.pair[number]
        total = 0
        row = table[number]
        row[0] = 0
        for week in range(horizon):
            total += amount * prices[resource, week]
            row[week + 1] = total
        row[horizon + 1 :] = total


@jit
def _own(spans: Whole, item: Whole, table: Whole, first: int, space: Whole, row: Whole) -> None:
    """Charge one initiative for what it uses, in each week from its first on."""
    for begin, end, low, high in spans:
        sums = space[: len(row) + end - begin]
        _sum(item[low:high], table, first + begin, sums)
        ends = sums[end - begin :]
        for week in range(len(row)):
            row[week] += sums[week] - ends[week]


@jit
def _pay(cost: int, purse: Whole, dues: Whole, row: Whole) -> None:
    """Charge what one initiative costs, in the budget of the week in which it starts."""
    for week in range(len(row)):
        if purse[week] >= 0:
            row[week] -= cost * dues[purse[week]]


@jit
def _sum(items: Whole, table: Whole, begin: int, sums: Whole) -> None:
    """Add the prices up to each week of all that a span uses, two at a time."""
    one = table[items[0], begin:]
    if len(items) > 1:
        two = table[items[1], begin:]
        for week in range(len(sums)):
            sums[week] = one[week] + two[week]
    else:
        for week in range(len(sums)):
            sums[week] = one[week]
    for at in range(2, len(items) - 1, 2):
        one, two = table[items[at], begin:], table[items[at + 1], begin:]
        for week in range(len(sums)):
            sums[week] += one[week] + two[week]
    if len(items) > 2 and len(items) % 2 == 1:
        one = table[items[len(items) - 1], begin:]
        for week in range(len(sums)):
            sums[week] += one[week]


@jit
def _link(extra: Whole, i: int, rests: Whole, first: int, row: Whole) -> None:
    """Charge the links that the forest does not keep: started until a week, or not.

    What requires pays for each week in which it has started; what it waits for is paid for each
    week in which it has started long enough before.
    """
    for link in range(len(extra)):
        before, after, gap = extra[link]
        rest = rests[link]
        if after == i:
            for week in range(len(row)):
                row[week] -= rest[first + week]
        if before == i:
            for week in range(len(row)):
                row[week] += rest[min(max(first + week + gap, 0), len(rest) - 1)]


@jit
def _fill(net: Net, table: Whole, rests: Whole, dues: Whole, worth: Whole) -> None:
    """Set what each is worth alone: its gain, less the prices of what it uses."""
    horizon = net.gain.shape[1]
    space = np.zeros(table.shape[1], dtype=np.int64)
    for i in range(net.gain.shape[0]):
        worth[i, horizon] = net.out[i]
        first, after = net.first[i], net.last[i] + 1
        if after <= first:
            continue
        row, gain = worth[i, first:after], net.gain[i, first:after]
        for week in range(len(row)):
            row[week] = gain[week]
        spans = net.span[net.span_at[i] : net.span_at[i + 1]]
        _own(spans, net.item, table, first, space, row)
        if len(rests) > 0:
            _link(net.extra, i, rests, first, row)
        if len(dues) > 0 and net.cost[i] > 0:
            _pay(net.cost[i], net.purse[first:after], dues, row)


@jit
def _climb(net: Net, worth: Whole, tops: Whole) -> int:
    """Add what hangs below to what it hangs on; return the sum of the best at all tops."""
    horizon = net.gain.shape[1]
    sooner = np.full(3 * horizon + 4, FLOOR, dtype=np.int64)
    later = np.full(3 * horizon + 4, FLOOR, dtype=np.int64)
    total = 0
    for i in net.order:
        above, first = net.parent[i], net.first[i]
        row = worth[i, first : max(first, net.last[i] + 1)]
        out = max(worth[i, horizon], FLOOR)
        best = out
        for week in range(len(row)):
            best = max(best, row[week])
        tops[i] = best
        if above < 0:
            total += best
            continue
        worth[above, horizon] += out if net.bound[i] else best
        low = net.first[above]
        into = worth[above, low : max(low, net.last[above] + 1)]
        base = FLOOR if net.needs[i] else out
        back = min(max(net.back[i], -horizon), horizon + 1)
        ahead = min(max(net.ahead[i], -horizon), horizon + 1)
        if back <= horizon:
            _until(row, first, sooner)
        if ahead <= horizon:
            _since(row, first, later)
        begin = sooner[low - back + horizon + 2 :]
        if back <= horizon and ahead <= horizon:
            _add_both(base, begin, later[low + ahead + horizon :], into)
        elif back <= horizon:
            _add(base, begin, into)
        else:
            _add(base, later[low + ahead + horizon :], into)
    return total


@jit
def _until(row: Whole, first: int, sooner: Whole) -> None:
    """Fill in the best of all weeks before each; the first H + 1 and the last are past all."""
    begin = len(sooner) // 3 + first
    sooner[:begin] = FLOOR
    best = FLOOR
    into = sooner[begin:]
    for week in range(len(row)):
        into[week] = best
        best = max(best, row[week])
    into[len(row) :] = best


@jit
def _since(row: Whole, first: int, later: Whole) -> None:
    """Fill in the best of each week and all after it; the first H are before all."""
    begin = len(later) // 3 - 1 + first
    into = later[begin:]
    into[len(row) :] = FLOOR
    best = FLOOR
    for back in range(len(row)):
        week = len(row) - 1 - back
        best = max(best, row[week])
        into[week] = best
    later[:begin] = best


@jit
def _add(base: int, best: Whole, into: Whole) -> None:
    for week in range(len(into)):
        into[week] += max(base, best[week])


@jit
def _add_both(base: int, one: Whole, other: Whole, into: Whole) -> None:
    for week in range(len(into)):
        into[week] += max(base, one[week], other[week])


@jit
def _descend(net: Net, worth: Whole, tops: Whole, starts: Whole) -> None:
    """Fill in the starts of the best plan, from the tops down; the first of equals."""
    horizon = net.gain.shape[1]
    for at in range(len(net.order) - 1, -1, -1):
        i = net.order[at]
        above, first, after = net.parent[i], net.first[i], net.last[i] + 1
        best = max(worth[i, horizon], FLOOR)
        starts[i] = -1
        if above < 0 or (starts[above] < 0 and not net.bound[i]):
            if tops[i] > best:
                starts[i] = _first_above(worth[i], first, after, tops[i] - 1)
        elif starts[above] >= 0:
            best = FLOOR if net.needs[i] else best
            until = min(starts[above] - net.back[i] + 1, after)
            since = max(starts[above] + net.ahead[i], first)
            starts[i] = _first_above(worth[i], first, until, best)
            if starts[i] >= 0:
                best = worth[i, starts[i]]
            later = _first_above(worth[i], since, after, best)
            starts[i] = later if later >= 0 else starts[i]


@jit
def _first_above(row: Whole, begin: int, end: int, least: int) -> int:
    """Return the first week with the highest worth above a least one, -1 where there is none."""
    best, found = least, -1
    some = row[begin : max(begin, end)]
    for week in range(len(some)):
        best = max(best, some[week])
    if best > least:
        for week in range(len(some)):
            if some[week] == best:
                return begin + week
    return found
