"""The plan of one part: a first plan, prices, lists, moves, and the solver where there is one."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from changekit.optional.fast import AVAILABLE
from changekit.optional.solver import AVAILABLE as SOLVER
from changekit.services.planning.engines.ground import ground_of
from changekit.services.planning.engines.kernels.tables import OUT
from changekit.services.planning.engines.keys import ranks
from changekit.services.planning.engines.looms import Loom, loom, order_by
from changekit.services.planning.engines.polish import polished
from changekit.services.planning.engines.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from changekit.services.planning.bounds.lagrangean import Bounds
    from changekit.services.planning.engines.efforts import Effort
    from changekit.services.planning.engines.parts import Part

    Whole: TypeAlias = NDArray[np.int64]
    Figures: TypeAlias = NDArray[np.float64]
    Told: TypeAlias = Callable[[float, int, int | None], None]

__all__ = ["PartPlan", "plan_part"]

ROUND = 256
"""Ours: moves between two looks at the clock and at `cancel`."""
HEAT = 8
"""Ours: at first a plan may be worse by an eighth of what an initiative gives on average; tried
on 3 made-up portfolios, where a sixteenth and a fifth did as well and a fiftieth half a percent
less well."""
SOLVING = 0.5
"""Ours: the share of the seconds that the exact solver gets, where it is asked."""
PRICING = 0.25
"""Ours: the share of the seconds that goes into prices before anything is moved."""


@attrs.frozen(kw_only=True)
class PartPlan:
    """The plan of one part.

    Attributes:
        starts: The start of each member, OUT where it is left out.
        gains: What they give, in `Part.gain` counting.
        bound: No plan gives more; None where that is not known.
        bound_by: What proved that.
        proven: Whether no plan is better.
        worth: What one more unit of each resource would be worth in each week (R x H).
        moves: How many moves were made.
    """

    starts: Whole = attrs.field(eq=False)
    gains: int
    bound: int | None = None
    bound_by: str = ""
    proven: bool = False
    worth: Figures | None = attrs.field(default=None, eq=False, repr=False)
    moves: int = 0


def plan_part(
    part: Part,
    value: Figures,
    effort: Effort,
    *,
    prices: Figures | None = None,
    told: Told | None = None,
    cancel: Callable[[], bool] | None = None,
    compiled: bool = AVAILABLE,
) -> PartPlan:
    """Return the best plan of a part that an effort finds.

    Args:
        part: What is planned.
        value: What each gives in a week, for the order of the first plan.
        effort: How much goes into it.
        prices: Where the prices begin (`Bounds.worth` of a part like this one).
        told: Told the share of the work that is done, the gains, and the bound.
        cancel: Asked now and then; when it returns true, the best plan so far is returned.
        compiled: Whether to use compiled loops; the plan is the same.
    """
    return _Planning(part, value, effort, told, cancel, compiled).run(prices)


class _Planning:
    """One part on its way to a plan."""

    def __init__(
        self,
        part: Part,
        value: Figures,
        effort: Effort,
        told: Told | None,
        cancel: Callable[[], bool] | None,
        compiled: bool,  # noqa: FBT001  # private
    ) -> None:
        self.begun = time.perf_counter()
        self.part, self.effort, self.told, self.cancel = part, effort, told, cancel
        self.compiled = compiled
        self.ground = ground = ground_of(part)
        self.loom = loom(ground, compiled=compiled)
        item, rows = ground.tables.item, ground.tables.rows
        every = order_by(ground, np.zeros(len(part), dtype=np.int64))
        self.order = order_by(ground, ranks(part, value, item, rows, every))
        self.top = self.loom.build(self.order)
        self.best = self.loom.starts
        self.bounds: Bounds | None = None
        self.moves = 0

    def run(self, prices: Figures | None) -> PartPlan:
        """Do all of it, as far as the effort goes."""
        keys = None
        if not self.stopped() and self.effort.rounds:
            self.bounds = self._priced(prices)
            self._tell(0.0)
            keys = self._lists(self.bounds)
        if not self.stopped() and not self._proven():
            self._search(keys)
        self.loom.go_to(self.best)
        for _ in range(20):
            if not self.loom.settle(self.order):
                break
        self._keep(self.loom.worth(), self.loom.starts)
        return self._solved(self._plan())

    def _plan(self) -> PartPlan:
        bounds = self.bounds
        return PartPlan(
            starts=self.best, gains=self.ground.value(self.top),
            bound=None if bounds is None else bounds.bound,
            bound_by="" if bounds is None else "prices", proven=self._proven(),
            worth=None if bounds is None else bounds.worth, moves=self.moves,
        )  # fmt: skip

    def _keep(self, top: int, starts: Whole) -> bool:
        """Remember a plan if it is the best; tell whether it is."""
        if top > self.top:
            self.top, self.best = top, starts
            return True
        return False

    def _proven(self) -> bool:
        """Tell whether the plan gives what no plan can pass, with all that is mandatory."""
        if self.bounds is None or self.ground.value(self.top) < self.bounds.bound:
            return False
        return bool((self.best[self.part.must] != OUT).all())

    def stopped(self) -> bool:
        return self.cancel is not None and self.cancel()

    def left(self) -> float:
        """Return how many seconds are left."""
        if self.effort.seconds is None:
            return float("inf")
        return self.effort.seconds - (time.perf_counter() - self.begun)

    def moving(self) -> float:
        """Return how many seconds are left for moves; the solver gets its share."""
        share = SOLVING if self.effort.solver and SOLVER and self.effort.seconds else 0.0
        return self.left() - share * (self.effort.seconds or 0.0)

    def _tell(self, share: float) -> None:
        if self.told is not None:
            bound = None if self.bounds is None else self.bounds.bound
            self.told(share, self.ground.value(self.top), bound)

    def _priced(self, prices: Figures | None) -> Bounds:
        """Return the bound; with seconds, as good as a share of them allows."""
        from changekit.services.planning.bounds.lagrangean import lagrangean

        until = None
        if self.effort.seconds is not None:
            end = self.begun + PRICING * self.effort.seconds

            def until() -> bool:
                return time.perf_counter() > end

        return lagrangean(
            self.part, rounds=self.effort.rounds, prices=prices,
            best=self.ground.value(self.top), cancel=self.cancel, until=until,
            compiled=self.compiled,
        )  # fmt: skip

    def _lists(self, bounds: Bounds) -> Whole:
        """Make plans from lists; return when each initiative is due in 64ths of a week.

        Source: Phillips, Stein & Wein (1998), Mathematical Programming 82, 199-223: the week by
        which a relaxed plan has done a share of the work orders a real one. Ours: one share for
        all in each list, shares evenly spread, the averaged plan of the bound as relaxed plan.
        """
        counts = bounds.counts
        horizon, total = counts.shape[1], max(int(bounds.total), 1)
        passed = np.cumsum(counts, axis=1, dtype=np.int64)
        never = total - passed[:, -1]
        mean = ((counts * np.arange(horizon)).sum(axis=1) + never * horizon) * 64 // total
        lists = self.effort.lists
        for number in range(lists):
            reached = passed * (2 * lists) >= total * (2 * number + 1)
            week = np.where(reached.any(axis=1), reached.argmax(axis=1), 2 * horizon)
            top = self.loom.build(order_by(self.ground, 64 * week * 64 + mean))
            self._keep(top, self.loom.starts)
            if self.left() < 0 or self.stopped():
                break
        return np.asarray(mean, dtype=np.int64)

    def _search(self, keys: Whole | None) -> None:
        """Move initiatives until the effort is spent, in several threads where it is seconds."""
        if self.effort.seconds is None and self.effort.moves <= 0:
            return
        chains = [_Chain(self, self.loom, keys, self.effort.seed, _tells=True)]
        if self.effort.seconds is not None:
            chains += [
                _Chain(self, loom(self.ground), keys, self.effort.seed + number, _tells=False)
                for number in range(1, self.effort.threads)
            ]
        if len(chains) == 1:
            chains[0].run()
        else:
            with ThreadPoolExecutor(len(chains)) as pool:
                for done in [pool.submit(chain.run) for chain in chains]:
                    done.result()
        for chain in chains:
            self._keep(chain.search.top, chain.search.best)
            self.moves += chain.moves

    def _solved(self, found: PartPlan) -> PartPlan:
        """Return what the exact solver makes of a plan, where it is asked and there."""
        effort = self.effort
        if not effort.solver or not SOLVER or found.proven or self.stopped():
            return found
        seconds = None if effort.seconds is None else max(0.01, self.left())
        return polished(
            self.part, found, units=effort.solver, seconds=seconds, seed=effort.seed,
            cancel=self.cancel,
        )  # fmt: skip


class _Chain:
    """One search, from the best plan so far."""

    def __init__(
        self,
        planning: _Planning,
        own: Loom,
        keys: Whole | None,
        seed: int,
        _tells: bool,  # noqa: FBT001  # private
    ) -> None:
        self.planning, self.tells, self.moves = planning, _tells, 0
        own.go_to(planning.best)
        inside = int((planning.best != OUT).sum())
        self.heat = planning.ground.value(planning.top) // max(inside, 1) // HEAT
        none = np.zeros(len(planning.part), dtype=np.int64)
        self.search = own.search(none if keys is None else keys, Ways(own=keys is None), seed)
        self.spans = planning.moving()

    def run(self) -> None:
        """Move until the effort is spent."""
        planning, effort = self.planning, self.planning.effort
        while True:
            if effort.seconds is None:
                rest, whole = effort.moves - self.moves, effort.moves
                count = min(ROUND, rest)
            else:
                rest, whole = int(1e6 * planning.moving()), int(1e6 * self.spans)
                count = ROUND
            if rest <= 0 or whole <= 0:
                return
            self.search.move(count, self.heat * rest * rest // (whole * whole))
            self.moves += count
            if planning.stopped():
                return
            if self.tells and planning.told is not None:
                bound = planning.bounds.bound if planning.bounds else None
                value = planning.ground.value(max(self.search.top, planning.top))
                planning.told(1 - rest / whole, value, bound)
