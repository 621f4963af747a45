"""Prices go up where too much is used, and down where too little is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from changekit.optional.fast import jit
from changekit.services.planning.bounds.loops import evaluate

if TYPE_CHECKING:
    from changekit.services.planning.bounds.net import Net
    from changekit.services.planning.engines.parts import Whole

__all__ = ["FINE", "TURN", "Search", "walk"]

FINE = 8
"""Ours: directions are kept in 2**-8 parts."""


TURN = 64
"""Ours, tried on 3 made-up portfolios of 400: of each new direction 64 / 256 counts."""


class Search(NamedTuple):
    """Where a search stands.

    Attributes:
        price: The prices: of each resource by block, of each link by block, of each budget.
        way: The direction, as long.
        counts: How often each started in each week (n x H).
        found: The least value found, and behind it the prices that gave it.
    """

    price: Whole
    way: Whole
    counts: Whole
    found: Whole


@jit
def walk(net: Net, search: Search, size: int, target: int, iterations: int, pull: float) -> None:
    """Take steps.

    Args:
        net: What is planned.
        search: Where it stands; changed.
        size: So many weeks have one price.
        target: A value that the bound may come near to.
        iterations: How many steps.
        pull: What share of the way to the target a step tries.
    """
    price, counts, found = search.price, search.counts, search.found
    count, horizon = net.gain.shape
    longest = 0
    for span in range(len(net.span)):
        longest = max(longest, net.span[span, 1])
    table = np.zeros((len(net.pair), horizon + 1 + longest), dtype=np.int64)
    worth = np.zeros((count, horizon + 1), dtype=np.int64)
    prices = np.zeros(net.room.shape, dtype=np.int64)
    links = np.zeros((len(net.extra), horizon), dtype=np.int64)
    used = np.zeros(len(price), dtype=np.int64)
    weekly = np.zeros((len(net.room) + len(net.extra), horizon + 1), dtype=np.int64)
    starts = np.zeros(count, dtype=np.int64)
    rooms = np.zeros(len(price), dtype=np.int64)
    _rooms(net, size, rooms)
    for _ in range(iterations):
        spread(price, size, prices, links)
        dues = price[len(price) - len(net.budgets) :]
        value = evaluate(net, prices, links, dues, table, worth, starts)
        if value < found[0]:
            found[0] = value
            for at in range(len(price)):
                found[at + 1] = price[at]
        for i in range(count):
            if starts[i] >= 0:
                counts[i, starts[i]] += 1
        _used(net, size, starts, used, weekly)
        for at in range(len(used)):
            used[at] -= rooms[at]
        _step(net, search, size, used, pull * float(value - min(target, found[0])))


@jit
def spread(price: Whole, size: int, prices: Whole, links: Whole) -> None:
    """Give each week the price of its block."""
    horizon = prices.shape[1]
    blocks = (horizon + size - 1) // size
    for resource in range(len(prices)):
        for week in range(horizon):
            prices[resource, week] = price[resource * blocks + week // size]
    base = len(prices) * blocks
    for link in range(len(links)):
        for week in range(horizon):
            links[link, week] = price[base + link * blocks + week // size]


@jit
def _rooms(net: Net, size: int, rooms: Whole) -> None:
    """Fill in the room of each block, and what is left of each budget."""
    horizon = net.room.shape[1]
    blocks = (horizon + size - 1) // size
    for resource in range(len(net.room)):
        for week in range(horizon):
            rooms[resource * blocks + week // size] += net.room[resource, week]
    base = len(rooms) - len(net.budgets)
    for budget in range(len(net.budgets)):
        rooms[base + budget] = net.budgets[budget]


@jit
def _used(net: Net, size: int, starts: Whole, used: Whole, weekly: Whole) -> None:
    """Fill in what a plan uses in each block, how much too early it is, and what it costs."""
    used[:] = 0
    weekly[:] = 0
    horizon = net.room.shape[1]
    for i in range(len(starts)):
        start = starts[i]
        if start < 0:
            continue
        for span in range(net.span_at[i], net.span_at[i + 1]):
            begin, end, low, high = net.span[span]
            begin, end = min(start + begin, horizon), min(start + end, horizon)
            for at in range(low, high):
                resource, amount = net.pair[net.item[at]]
                weekly[resource, begin] += amount
                weekly[resource, end] -= amount
        if net.cost[i] > 0 and net.purse[start] >= 0:
            used[len(used) - len(net.budgets) + net.purse[start]] += net.cost[i]
    for link in range(len(net.extra)):
        before, after, gap = net.extra[link]
        ready = starts[before] + gap if starts[before] >= 0 else horizon
        begun = starts[after] if starts[after] >= 0 else horizon
        weekly[len(net.room) + link, begun] += 1
        weekly[len(net.room) + link, min(max(ready, 0), horizon)] -= 1
    _in_blocks(size, weekly, used)


@jit
def _in_blocks(size: int, weekly: Whole, used: Whole) -> None:
    """Sum what begins and ends in each week to what is used in each block."""
    horizon = weekly.shape[1] - 1
    at = 0
    for row in weekly:
        now = 0
        for begin in range(0, horizon, size):
            total = 0
            for week in range(begin, min(begin + size, horizon)):
                now += row[week]
                total += now
            used[at] = total
            at += 1


@jit
def _step(net: Net, search: Search, size: int, slack: Whole, length: float) -> None:
    """Turn the direction, and go so far along it that the value would fall by a length.

    Args:
        net: What is planned.
        search: Where it stands; changed.
        size: So many weeks have one price.
        slack: What is used too much (below 0: too little) by block.
        length: By how much, if the direction held all the way.
    """
    price, way = search.price, search.way
    blocks = (net.room.shape[1] + size - 1) // size
    rows = len(net.room) + len(net.extra)
    largest = 1
    for row in range(len(net.unit)):
        begin = row * blocks if row < rows else rows * (blocks - 1) + row
        end = begin + blocks if row < rows else begin + 1
        most = _turn(way[begin:end], slack[begin:end], price[begin:end], net.unit[row])
        largest = max(largest, most)
    fewer = 0
    while (largest >> fewer) > 1 << 20:
        fewer += 1
    norm = 1
    for at in range(len(price)):
        if price[at] > 0 or way[at] > 0:
            norm += (way[at] >> fewer) ** 2
    step = length / float(norm) * float(1 << FINE)
    for _ in range(2 * fewer):
        step /= 2.0
    for row in range(len(net.unit)):
        begin = row * blocks if row < rows else rows * (blocks - 1) + row
        end = begin + blocks if row < rows else begin + 1
        _move(price[begin:end], way[begin:end], step / float(net.unit[row]), net.cap[row])


@jit
def _turn(way: Whole, slack: Whole, price: Whole, unit: int) -> int:
    """Turn the direction of one row; return its largest part."""
    largest = 0
    for at in range(len(way)):
        new = slack[at] << FINE
        if unit > 1:
            new //= unit
        way[at] += ((new - way[at]) * TURN) >> 8
        if price[at] > 0 or way[at] > 0:
            largest = max(largest, abs(way[at]))
    return largest


@jit
def _move(price: Whole, way: Whole, step: float, cap: int) -> None:
    """Move the prices of one row; none goes below 0 or above its cap."""
    for at in range(len(price)):
        by = min(max(step * float(way[at]), -1e15), 1e15)
        price[at] = min(max(price[at] + int(np.floor(by)), 0), cap)
