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
    _own(net, table, worth)
    _link(net, links, worth)
    _pay(net, dues, worth)
    value = _climb(net, worth)
    _descend(net, worth, starts)
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
def _own(net: Net, table: Whole, worth: Whole) -> None:
    """Set what each is worth alone: its gain, less the prices of what it uses."""
    space = np.zeros(table.shape[1], dtype=np.int64)
    horizon = net.gain.shape[1]
    for i in range(net.gain.shape[0]):
        worth[i, :horizon] = net.gain[i]
        worth[i, horizon] = net.out[i]
        first, last = net.first[i], net.last[i]
        if last < first:
            continue
        row = worth[i, first : last + 1]
        for span in range(net.span_at[i], net.span_at[i + 1]):
            begin, length = net.span_from[span], net.span_to[span] - net.span_from[span]
            sums = space[: last + 1 - first + length]
            one = table[net.item[net.item_at[span]], first + begin :]
            for week in range(len(sums)):
                sums[week] = one[week]
            for at in range(net.item_at[span] + 1, net.item_at[span + 1]):
                one = table[net.item[at], first + begin :]
                for week in range(len(sums)):
                    sums[week] += one[week]
            ends = sums[length:]
            for week in range(len(row)):
                row[week] += sums[week] - ends[week]


@jit
def _link(net: Net, links: Whole, worth: Whole) -> None:
    """Charge the links that the forest does not keep: started until a week, or not.

    What requires pays for each week in which it has started; what it waits for is paid for each
    week in which it has started long enough before.
    """
    horizon = links.shape[1]
    rest = np.zeros(horizon + 1, dtype=np.int64)
    for number in range(len(net.extra)):
        before, after, gap = net.extra[number]
        for week in range(horizon - 1, -1, -1):
            rest[week] = rest[week + 1] + links[number, week]
        for week in range(net.first[after], net.last[after] + 1):
            worth[after, week] -= rest[week]
        for week in range(net.first[before], net.last[before] + 1):
            worth[before, week] += rest[min(max(week + gap, 0), horizon)]


@jit
def _pay(net: Net, dues: Whole, worth: Whole) -> None:
    """Charge what is paid from budgets in the week of the start."""
    if len(dues) == 0:
        return
    for i in range(len(net.cost)):
        if net.cost[i] > 0:
            for week in range(net.first[i], net.last[i] + 1):
                if net.purse[week] >= 0:
                    worth[i, week] -= net.cost[i] * dues[net.purse[week]]


@jit
def _climb(net: Net, worth: Whole) -> int:
    """Add what hangs below to what it hangs on; return the sum of the best at all tops."""
    horizon = net.gain.shape[1]
    rest = np.zeros(2 * horizon + 2, dtype=np.int64)
    total = 0
    for at in range(len(net.order)):
        i = net.order[at]
        row = worth[i]
        above = net.parent[i]
        best = max(row[horizon], FLOOR)
        if above < 0 or net.ahead[i] >= len(row):
            for value in row[net.first[i] : net.last[i] + 1]:
                best = max(best, value)
        else:
            best = max(best, _from_the_last(row, net.first[i], net.last[i], rest))
        if above < 0:
            total += best
            continue
        top = worth[above]
        top[horizon] += max(row[horizon], FLOOR) if net.bound[i] else best
        if net.last[above] >= net.first[above]:
            _add(net, i, row, rest, top)
    return total


@jit
def _from_the_last(row: Whole, first: int, last: int, rest: Whole) -> int:
    """Fill in the best of each week and all later ones; return the best of all."""
    rest[last + 1 :] = FLOOR
    best = FLOOR
    some, into = row[first : last + 1], rest[first : last + 1]
    for back in range(len(some)):
        week = len(some) - 1 - back
        best = max(best, some[week])
        into[week] = best
    rest[:first] = best
    return best


@jit
def _add(net: Net, i: int, row: Whole, rest: Whole, top: Whole) -> None:
    """Add to each week of what `i` hangs on the best that `i` can do then."""
    above, back, ahead = net.parent[i], net.back[i], net.ahead[i]
    begin, end = net.first[above], net.last[above] + 1
    base = FLOOR if net.needs[i] else max(row[len(row) - 1], FLOOR)
    into = top[begin:end]
    if back >= len(row) and ahead >= len(row):
        into += base
    elif back >= len(row) and begin + ahead >= 0:
        later = rest[begin + ahead :]
        for week in range(len(into)):
            into[week] += max(base, later[week])
    else:
        _around(net, i, row, rest, base, into)


@jit
def _around(net: Net, i: int, row: Whole, rest: Whole, base: int, into: Whole) -> None:
    """Add the best of what ends before a week or begins after it, week by week."""
    begin, back, ahead = net.first[net.parent[i]], net.back[i], net.ahead[i]
    after = net.last[i] + 1
    best, at = base, net.first[i]
    for week in range(len(into)):
        until = min(begin + week - back + 1, after)
        while at < until:
            best = max(best, row[at])
            at += 1
        if ahead < len(row):
            into[week] += max(best, rest[max(begin + week + ahead, 0)])
        else:
            into[week] += best


@jit
def _descend(net: Net, worth: Whole, starts: Whole) -> None:
    """Fill in the starts of the best plan, from the tops down; the first of equals."""
    horizon = net.gain.shape[1]
    for at in range(len(net.order) - 1, -1, -1):
        i = net.order[at]
        row = worth[i]
        above = net.parent[i]
        first, last = net.first[i], net.last[i]
        best = max(row[horizon], FLOOR)
        starts[i] = -1
        if above < 0 or (starts[above] < 0 and not net.bound[i]):
            starts[i] = _first_of_best(row, first, last + 1, best)
        elif starts[above] >= 0:
            best = FLOOR if net.needs[i] else best
            until = min(starts[above] - net.back[i], last) + 1
            since = max(starts[above] + net.ahead[i], first)
            starts[i] = _first_of_best(row, first, until, best)
            best = row[starts[i]] if starts[i] >= 0 else best
            later = _first_of_best(row, since, last + 1, best)
            starts[i] = later if later >= 0 else starts[i]


@jit
def _first_of_best(row: Whole, begin: int, end: int, least: int) -> int:
    """Return the first week with the highest worth above a least one, -1 where there is none."""
    best = least
    some = row[begin : max(begin, end)]
    for week in range(len(some)):
        best = max(best, some[week])
    if best == least:
        return -1
    for week in range(len(some)):
        if some[week] == best:
            return begin + week
    return -1
