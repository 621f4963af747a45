"""No plan can be better than this: a bound from prices.

Source: Fisher (1981), Management Science 27(1), 1-18: rules that are priced instead of kept give
an upper bound at any prices of 0 or more. Steps: Camerini, Fratta & Maffioli (1975), Mathematical
Programming Study 3, 26-34 (the direction remembers the ones before), and Polyak (1969), USSR
Computational Mathematics 9(3), 14-29 (how far: by how much the value is above a target).

Ours: tried on made-up portfolios of 400 and left out, because it gave next to nothing: closing
weeks in which a start would lose more than the whole gap (no start loses a quarter of it), and
rows that hold for all sets of initiatives that fit into one week (15 of them: 0.01 percent).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from changekit.optional.fast import AVAILABLE
from changekit.services.planning.bounds.net import FLOOR, net_of
from changekit.services.planning.bounds.rows import Rows
from changekit.services.planning.bounds.steps import Search, walk
from changekit.services.planning.engines.parts import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from changekit.services.planning.bounds.net import Net
    from changekit.services.planning.engines.parts import Part

    Whole: TypeAlias = NDArray[np.int64]
    Figures: TypeAlias = NDArray[np.float64]

__all__ = ["ROUNDS", "Bounds", "lagrangean"]

ROUNDS = ((26, 150), (8, 300), (2, 300))
"""Ours: half-year prices first, then finer ones; 400 initiatives over 10 years take a second."""
SLICE = 25
"""Ours: after so many steps somebody is asked whether to go on."""
PULL = 0.1
"""Ours, tried on 3 made-up portfolios of 400: the share of the way to the target that the first
step tries. It is then lowered by a tenth so often that a search of 180 steps ends at 0.01 and one
of 700 at 0.003; other ends gave bounds that were 0.05 to 0.3 percent higher."""
KNOWN = 12
"""Ours: a search that begins at known prices begins as if it were lowered so often."""


@attrs.frozen(kw_only=True, eq=False)
class Bounds:
    """What prices prove about a part.

    Attributes:
        bound: No plan of the part has gains above this, in `part.gain` counting. NEVER where it
            was asked for plans with all that is mandatory, and there is none.
        prices: The prices that proved it (R x H), in `price_step` of the gain.
        price_step: So much of the gain is 1 in `prices`.
        worth: What one more unit of each resource would be worth in each week, in the objective
            and units of the model (R x H).
        counts: How often the best plan at prices had each start in each week, later steps
            counting more (n x H).
        total: How often that was in all.
        iterations: How many prices were tried.
        dual: All prices, of links and budgets too, for going on from here.
    """

    bound: int
    prices: Whole
    price_step: float
    worth: Figures
    counts: Whole
    total: int
    iterations: int
    dual: tuple[Whole, Whole, Whole]

    def above(self, best: int) -> float:
        """Return how far a plan with these gains can be from the best one, as a share."""
        return max(0.0, (self.bound - best) / self.bound) if self.bound > 0 else 0.0

    def tightened(self, bound: int) -> Bounds:
        """Return the same with a bound that something else proved, if that is lower."""
        return attrs.evolve(self, bound=min(bound, self.bound))


def lagrangean(  # noqa: PLR0913  # how long to go on, and from where
    part: Part,
    *,
    rounds: Sequence[tuple[int, int]] = ROUNDS,
    prices: Figures | None = None,
    best: int | None = None,
    after: Bounds | None = None,
    all_must: bool = False,
    cancel: Callable[[], bool] | None = None,
    until: Callable[[], bool] | None = None,
    compiled: bool = AVAILABLE,
) -> Bounds:
    """Return what no plan of a part can pass, and the prices that prove it.

    Rooms and budgets are not kept but paid for at prices. Each initiative then starts where it
    gives most after paying, in order with those it is linked to. That plan, with all rooms paid
    back, is worth at least as much as any plan that keeps them: a bound, whatever the prices.

    Args:
        part: What is planned.
        rounds: One after the other: for how many weeks one price holds, and how many steps.
        prices: Where to begin: as `Bounds.worth` of a part of the same shape; 0 without.
        best: The gains of a plan that is known; the bound is sought above it.
        after: Go on from here; the bound gets no worse.
        all_must: Bound only plans that hold all that is mandatory.
        cancel: Asked every now and then; when it returns true, what was found is returned.
        until: The same.
        compiled: Whether to use compiled loops; the result is the same.
    """
    net = net_of(part, all_must=all_must)
    search = _Search(net, partial(walk, net) if compiled else Rows(net).walk)
    if after is not None:
        search.dual = after.dual
    elif prices is not None:
        search.dual = (_counted(part, net, prices), *search.dual[1:])
    search.steps = sum(steps for _, steps in rounds)
    search.lowered = KNOWN if after is not None or prices is not None else 0
    for size, steps in rounds:
        search.round(size, steps, best, lambda: any(ask() for ask in (cancel, until) if ask))
    return search.result(part, after)


def _counted(part: Part, net: Net, worth: Figures) -> Whole:
    """Return prices in whole numbers."""
    each = part.scale * 2.0 ** int(net.shift[0]) / part.step
    cap = net.cap[: len(net.room), None]
    raw = np.clip(np.nan_to_num(worth) * each[:, None], 0, 1e15)
    return np.minimum(np.rint(raw).astype(np.int64), cap)


class _Search:
    """Prices that get better step by step."""

    def __init__(self, net: Net, walk: Callable[..., None]) -> None:
        horizon = net.gain.shape[1]
        self.net, self.iterations, self.total = net, 0, 0
        self.steps, self.lowered = 1, 0
        self.dual = (
            np.zeros((len(net.room), horizon), dtype=np.int64),
            np.zeros((len(net.extra), horizon), dtype=np.int64),
            np.zeros(len(net.budgets), dtype=np.int64),
        )
        self.counts = np.zeros(net.gain.shape, dtype=np.int64)
        self.value: int | None = None
        self._walk = walk

    def round(self, size: int, steps: int, best: int | None, stop: Callable[[], bool]) -> None:
        """Take the steps of one round."""
        size = min(size, max(1, self.net.gain.shape[1]))
        price = _in_blocks(self.dual, size)
        found = np.concatenate([[np.iinfo(np.int64).max], price])
        search = Search(price, np.zeros_like(price), np.zeros_like(self.counts), found)
        self._take(steps, size, search, best, stop)
        if self.value is None or found[0] < self.value:
            self.value = int(found[0])
            self.dual = _in_weeks(found[1:], size, self.dual)

    def _take(
        self, steps: int, size: int, search: Search, best: int | None, stop: Callable[[], bool]
    ) -> None:
        for now in _slices(steps):
            least = int(search.found[0])
            if self.iterations and (stop() or self._proved(least, best)):
                return
            search.counts[:] = 0
            self._walk(search, size, self._target(least, best), now, self._pull())
            self.counts = (self.counts * 7 >> 3) + (search.counts << 8)
            self.total = (self.total * 7 >> 3) + (now << 8)
            self.iterations += now

    def _proved(self, value: int, best: int | None) -> bool:
        return best is not None and self.in_gain(value) <= best

    def in_gain(self, value: int) -> int:
        """Return a value in the counting of the part, rounded down: gains are whole."""
        shift = int(self.net.shift[0])
        return value >> shift if shift >= 0 else value << -shift

    def _pull(self) -> float:
        """Return the share of the way to the target that steps try now: products alone."""
        last = min(36, 18 + self.steps // 40) - self.lowered
        pull = PULL
        for _ in range(self.lowered + last * self.iterations // self.steps):
            pull *= 0.9
        return pull

    def _target(self, value: int, best: int | None) -> int:
        if best is not None:
            return int(best * 2.0 ** int(self.net.shift[0]))
        return value - value // 16 if value < np.iinfo(np.int64).max else 0

    def result(self, part: Part, after: Bounds | None) -> Bounds:
        """Return what was found, or what was known if that is better."""
        if after is not None and (self.value is None or self.in_gain(self.value) >= after.bound):
            return attrs.evolve(
                after, counts=self.counts + after.counts, total=self.total + after.total,
                iterations=self.iterations + after.iterations,
            )  # fmt: skip
        value = self.value or 0
        step = 2.0 ** -int(self.net.shift[0])
        worth = self.dual[0] * (step / part.scale * part.step[:, None])
        return Bounds(
            bound=NEVER if value < FLOOR // 2 else self.in_gain(value), prices=self.dual[0],
            price_step=step, worth=worth, counts=self.counts, total=self.total,
            iterations=self.iterations + (after.iterations if after else 0), dual=self.dual,
        )  # fmt: skip


def _slices(steps: int) -> Iterator[int]:
    """Return how many steps to take before somebody is asked; the first time only a few."""
    now = min(5, steps)
    while now > 0:
        yield now
        steps -= now
        now = min(SLICE, steps)


def _in_blocks(dual: tuple[Whole, Whole, Whole], size: int) -> Whole:
    """Return weekly prices as the mean of each block."""
    weekly = np.concatenate(dual[:2])
    begins = np.arange(0, weekly.shape[1], size)
    lengths = np.diff(np.append(begins, weekly.shape[1]))
    blocks = np.add.reduceat(weekly, begins, axis=1) // lengths
    return np.concatenate([blocks.ravel(), dual[2]])


def _in_weeks(
    price: Whole, size: int, dual: tuple[Whole, Whole, Whole]
) -> tuple[Whole, Whole, Whole]:
    """Return the prices of blocks for each week; the shapes are those of `dual`."""
    rows, horizon = len(dual[0]) + len(dual[1]), dual[0].shape[1]
    last = len(price) - len(dual[2])
    blocks = -(-horizon // size)
    weekly = price[:last].reshape(rows, blocks).repeat(size, axis=1)[:, :horizon]
    return weekly[: len(dual[0])].copy(), weekly[len(dual[0]) :].copy(), price[last:].copy()
