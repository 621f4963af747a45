"""The same steps as the loops take, with rows of numbers: for where nothing is compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from changekit.services.planning.bounds.net import FLOOR
from changekit.services.planning.bounds.steps import FINE, TURN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from changekit.services.planning.bounds.net import Net
    from changekit.services.planning.bounds.steps import Search

    Whole: TypeAlias = NDArray[np.int64]
    Flags: TypeAlias = NDArray[np.bool_]

__all__ = ["Rows"]


@attrs.frozen(eq=False)
class _Batch:
    """Initiatives on one level of the forest that hang on different ones.

    Attributes:
        who: The initiatives.
        above: On what each hangs.
        later: By week of what it hangs on: from where on it may start then; H where never.
        sooner: One more than the week until which it may start then; 0 where never.
        needs: See `Net`.
        bound: See `Net`.
    """

    who: Whole
    above: Whole
    later: Whole
    sooner: Whole
    needs: Flags
    bound: Flags


class Rows:
    """A net, with what the steps look up again and again.

    Attributes:
        net: The net.
    """

    def __init__(self, net: Net) -> None:
        self.net = net
        count, horizon = net.gain.shape
        week = np.arange(horizon)
        self._inside = (week >= net.first[:, None]) & (week <= net.last[:, None])
        spans = np.diff(net.span_at)
        owner = np.repeat(np.arange(count), spans)
        nth = np.arange(len(owner)) - net.span_at[owner]
        self._nth = [np.flatnonzero(nth == at) for at in range(int(spans.max(initial=0)))]
        self._owner = owner
        self._amounts = np.zeros((len(owner), len(net.room)))
        where = np.repeat(np.arange(len(owner)), net.span[:, 3] - net.span[:, 2])
        resource, amount = net.pair[net.item].T
        np.add.at(self._amounts, (where, resource), amount)
        self._use = (where, resource, amount)
        self._from = np.minimum(week + net.span[:, :1], horizon)
        self._to = np.minimum(week + net.span[:, 1:2], horizon)
        self._levels = _levels(net)
        self._tops = np.flatnonzero(net.parent < 0)

    def walk(self, search: Search, size: int, target: int, iterations: int, pull: float) -> None:
        """Take steps; see the loop of the same name."""
        price, found = search.price, search.found
        net, horizon = self.net, self.net.gain.shape[1]
        blocks = -(-horizon // size)
        rows = len(net.room) + len(net.extra)
        room = np.add.reduceat(net.room, np.arange(0, horizon, size), axis=1).ravel()
        rooms = np.concatenate([room, np.zeros(len(net.extra) * blocks, np.int64), net.budgets])
        for _ in range(iterations):
            weekly = price[: rows * blocks].reshape(rows, blocks).repeat(size, axis=1)[:, :horizon]
            prices, links = weekly[: len(net.room)], weekly[len(net.room) :]
            value, starts = self.evaluate(prices, links, price[rows * blocks :])
            if value < found[0]:
                found[0], found[1:] = value, price
            on = np.flatnonzero(starts >= 0)
            search.counts[on, starts[on]] += 1
            slack = self.used(size, starts) - rooms
            length = pull * float(value - min(target, int(found[0])))
            self.step(search, size, slack, length)

    def evaluate(self, prices: Whole, links: Whole, dues: Whole) -> tuple[int, Whole]:
        """Return what the best plan is worth at prices, rooms paid for, and its starts."""
        worth, out = self._own(prices, links, dues), self.net.out.copy()
        for level in reversed(self._levels):
            for batch in level:
                _hand_up(batch, worth, out, self._inside)
        best = np.maximum(worth.max(axis=1, initial=FLOOR), out)
        value = best[self._tops].sum() + (prices * self.net.room).sum()
        value += (dues * self.net.budgets).sum()
        return int(value), self._descend(worth, out)

    def _own(self, prices: Whole, links: Whole, dues: Whole) -> Whole:
        """Return what each is worth alone. All sums stay in what doubles hold exactly."""
        net = self.net
        worth = net.gain.copy()
        sums = np.zeros((prices.shape[0], prices.shape[1] + 1))
        np.cumsum(prices, axis=1, out=sums[:, 1:])
        until = self._amounts @ sums
        charge = np.take_along_axis(until, self._to, axis=1)
        charge -= np.take_along_axis(until, self._from, axis=1)
        for spans in self._nth:
            worth[self._owner[spans]] -= charge[spans].astype(np.int64)
        horizon = worth.shape[1]
        for (before, after, gap), row in zip(net.extra.tolist(), links, strict=True):
            rest = np.append(np.cumsum(row[::-1])[::-1], 0)
            worth[after] -= rest[:horizon]
            worth[before] += rest[np.clip(np.arange(horizon) + gap, 0, horizon)]
        if len(dues):
            rate = np.where(net.purse >= 0, dues[net.purse], 0)
            worth -= net.cost[:, None] * rate
        worth[~self._inside] = FLOOR
        return worth

    def _descend(self, worth: Whole, out: Whole) -> Whole:
        """Return the starts of the best plan, from the tops down; the first of equals."""
        starts = np.full(len(worth), -1)
        starts[self._tops] = _choose(worth[self._tops], np.maximum(out[self._tops], FLOOR))
        week = np.arange(worth.shape[1])
        for batch in (batch for level in self._levels for batch in level):
            at = starts[batch.above]
            on = at >= 0
            row = np.arange(len(at))
            later, sooner = batch.later[row, at], batch.sooner[row, at]
            free = ~on & ~batch.bound
            good = free[:, None] | on[:, None] & (
                (week < sooner[:, None]) | (week >= later[:, None])
            )
            base = np.where(on & batch.needs, FLOOR, np.maximum(out[batch.who], FLOOR))
            starts[batch.who] = _choose(np.where(good, worth[batch.who], FLOOR), base)
        return starts

    def used(self, size: int, starts: Whole) -> Whole:
        """Return what a plan uses in each block, how much too early it is, and what it costs."""
        net, horizon = self.net, self.net.room.shape[1]
        weekly = np.zeros((len(net.room) + len(net.extra), horizon + 1), dtype=np.int64)
        where, resource, amount = self._use
        start = starts[self._owner[where]]
        on = start >= 0
        where, resource, amount, start = where[on], resource[on], amount[on], start[on]
        ends = (np.minimum(start + net.span[where, 0], horizon),
                np.minimum(start + net.span[where, 1], horizon))  # fmt: skip
        np.add.at(weekly, (resource, ends[0]), amount)
        np.subtract.at(weekly, (resource, ends[1]), amount)
        at = np.where(starts >= 0, starts, horizon)
        row = len(net.room) + np.arange(len(net.extra))
        before, after, gap = net.extra.T
        ready = np.where(starts[before] >= 0, starts[before] + gap, horizon)
        weekly[row, at[after]] += 1
        weekly[row, np.clip(ready, 0, horizon)] -= 1
        paid = np.zeros(len(net.budgets), dtype=np.int64)
        if len(paid):
            who = np.flatnonzero((starts >= 0) & (net.cost > 0))
            who = who[net.purse[starts[who]] >= 0]
            np.add.at(paid, net.purse[starts[who]], net.cost[who])
        running = np.cumsum(weekly[:, :horizon], axis=1)
        blocks = np.add.reduceat(running, np.arange(0, horizon, size), axis=1)
        return np.concatenate([blocks.ravel(), paid])

    def step(self, search: Search, size: int, slack: Whole, length: float) -> None:
        """Turn the direction, and go along it; see the loop of the same name."""
        price, way = search.price, search.way
        net = self.net
        blocks = -(-net.room.shape[1] // size)
        rows = len(net.room) + len(net.extra)
        repeats = np.where(np.arange(len(net.unit)) < rows, blocks, 1)
        unit, cap = np.repeat(net.unit, repeats), np.repeat(net.cap, repeats)
        way += (((slack << FINE) // unit - way) * TURN) >> 8
        counted = (price > 0) | (way > 0)
        largest = int(np.abs(way[counted]).max(initial=1))
        fewer = 0
        while (largest >> fewer) > 1 << 20:
            fewer += 1
        norm = 1 + int(((way[counted] >> fewer) ** 2).sum())
        step = length / float(norm) * float(1 << FINE)
        for _ in range(2 * fewer):
            step /= 2.0
        by = np.clip(step / unit * way, -1e15, 1e15)
        price += np.floor(by).astype(np.int64)
        np.clip(price, 0, cap, out=price)


def _levels(net: Net) -> list[list[_Batch]]:
    """Return what hangs on something, level by level from the tops down."""
    depth = np.zeros(len(net.parent), dtype=np.int64)
    batches: list[list[list[int]]] = []
    nth: dict[int, int] = {}
    for i in net.order[::-1].tolist():
        above = int(net.parent[i])
        if above < 0:
            continue
        depth[i] = depth[above] + 1
        at = nth[above] = nth.get(above, -1) + 1
        while len(batches) < depth[i]:
            batches.append([])
        level = batches[depth[i] - 1]
        while len(level) <= at:
            level.append([])
        level[at].append(i)
    return [[_batch(net, np.array(who)) for who in level] for level in batches]


def _batch(net: Net, who: Whole) -> _Batch:
    horizon = net.gain.shape[1]
    week = np.arange(horizon)
    never = net.ahead[who, None] > horizon
    later = np.where(never, horizon, week + net.ahead[who, None])
    return _Batch(
        who=who, above=net.parent[who], later=np.clip(later, 0, horizon),
        sooner=np.clip(week - net.back[who, None] + 1, 0, horizon),
        needs=net.needs[who] > 0, bound=net.bound[who] > 0,
    )  # fmt: skip


def _hand_up(batch: _Batch, worth: Whole, out: Whole, inside: Flags) -> None:
    """Add the best that each can do to each week of what it hangs on."""
    rows = worth[batch.who]
    edge = np.full((len(rows), 1), FLOOR)
    least = np.maximum(out[batch.who], FLOOR)
    base = np.where(batch.needs, FLOOR, least)[:, None]
    later = np.maximum.accumulate(np.hstack([edge, rows[:, ::-1]]), axis=1)[:, ::-1]
    sooner = np.maximum.accumulate(np.hstack([edge, rows]), axis=1)
    best = np.maximum(np.take_along_axis(later, batch.later, axis=1), base)
    best = np.maximum(best, np.take_along_axis(sooner, batch.sooner, axis=1))
    worth[batch.above] += np.where(inside[batch.above], best, 0)
    most = np.maximum(least, rows.max(axis=1, initial=FLOOR))
    out[batch.above] += np.where(batch.bound, least, most)


def _choose(rows: Whole, base: Whole) -> Whole:
    """Return the first week with the highest worth above a base, -1 where there is none."""
    if rows.shape[1] == 0:
        return np.full(len(rows), -1)
    at = rows.argmax(axis=1)
    chosen: Whole = np.where(rows[np.arange(len(rows)), at] > base, at, -1)
    return chosen
