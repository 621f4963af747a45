"""A search that uses all its seconds and threads: breeding beside proving."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

from changekit.services.planning.makespan.bounds import lower, tightened
from changekit.services.planning.makespan.outcome import Best
from changekit.services.planning.makespan.search import Search

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.services.planning.makespan.problem import Problem

__all__ = ["Timed"]

_SMALL: Final = 40
"""Ours: with so many activities CP-SAT goes on to the end; of 60 with 30 activities it proves all
but one in ten seconds."""
_TRIAL: Final = 0.35
"""Ours: with more, it goes on after this share of the time only where it got somewhere. Tried on
J60 and J120: what it proves within ten seconds it mostly proves within three."""
_NEAR: Final = 1.025
"""Ours: where the schedule is so near to the bound, it goes on in any case."""
_FEW_SECONDS: Final = 0.005
"""Ours: seconds for each activity from which CP-SAT takes part; its model takes time to make."""
_LARGEST: Final = 4_000
"""Ours: schedules in a herd at most."""
_CELLS: Final = 8_000_000
"""Ours: weeks of all schedules of a herd at most, which are some 64 megabytes."""
_TURNS: Final = 0.005
"""Ours: so many seconds are bred without a look at anything else: other threads hold the
interpreter lock about as long before they hand it over."""
_FIRST: Final = 48
"""Ours: schedules in the herd that makes the first schedule."""


class Timed:
    """One search by the clock.

    Args:
        problem: What is scheduled.
        until: When to end, by `time.perf_counter`.
        workers: How many threads search.
        seed: Which of many searches.
        exact: Whether CP-SAT takes part.
        known: A schedule to begin with.
    """

    def __init__(
        self,
        problem: Problem,
        until: float,
        *,
        workers: int,
        seed: int,
        exact: bool,
        known: Best | None,
    ) -> None:
        self.problem, self.until, self.workers, self.seed = problem, until, workers, seed
        self.begun = time.perf_counter()
        self.total = until - self.begun
        self.exact = exact and self.total > _FEW_SECONDS * len(problem)
        self.schedules, self._known = 0, known
        self._pace = 1e-4
        self._cancelled = False

    def run(
        self,
        *,
        progress: Callable[[float, float], None] | None,
        cancel: Callable[[], bool],
    ) -> tuple[Best, int]:
        """Search; return the best, and how many schedules were made."""
        self._cancel, self._progress = cancel, progress
        self.best = self._first()
        alone = self.exact and self.workers == 1
        threads = [
            threading.Thread(
                target=self._prove if self.exact and k == 0 else self._island, args=(k,)
            )
            for k in range(self.workers - 1)
        ]
        for thread in threads:
            thread.start()
        try:
            share = self.begun + _TRIAL * self.total if alone else self.until
            self._breed(self.workers - 1, share, tell=True)
            if alone:
                self._prove(0)
        finally:
            self._cancelled = self._cancelled or not self._over()
            for thread in threads:
                thread.join()
        if progress:
            progress(1.0, self.best.end)
        return self.best, self.schedules

    def _over(self) -> bool:
        return self._cancelled or self.best.closed or time.perf_counter() >= self.until

    def _left(self) -> float:
        return self.until - time.perf_counter()

    def _first(self) -> Best:
        """Return the best of a small herd after a short while."""
        clock = time.perf_counter()
        search = Search(self.problem, seed=self.seed, size=_FIRST)
        end, starts = search.best()
        best = self._known or Best(starts, end, 0)
        best.offer(starts, end)
        best.raised(lower(self.problem), "chain-and-work")
        last = self.begun + 0.05 * self.total
        while not best.closed and time.perf_counter() < last and search.generations < _FIRST:
            search.generation()
            if search.shortest < best.end:
                end, starts = search.best()
                best.offer(starts, end)
        self._pace = (time.perf_counter() - clock) / search.schedules
        self.schedules += search.schedules
        return best

    def _size(self, left: float) -> int:
        """Return how many schedules a herd holds: twice the root of all that can be made.

        Ours: tried on hard instances of J120, half and double of it.
        """
        count = max(left, 0.0) / self._pace
        most = min(_LARGEST, _CELLS // self.problem.horizon)
        return max(_FIRST, min(most, int(2 * count**0.5)))

    def _island(self, number: int) -> None:
        self._breed(number, self.until)

    def _breed(self, number: int, until: float, *, tell: bool = False) -> None:
        """Breed until the time is over; a herd that has come to rest is followed by another."""
        again = 0
        while time.perf_counter() < until and not self._over():
            seed = self.seed + 1 + 1009 * again + 101 * number
            search = Search(self.problem, seed=seed, size=self._size(until - time.perf_counter()))
            self._until_rest(search, until, tell=tell)
            self.schedules += search.schedules
            again += 1

    def _until_rest(self, search: Search, until: float, *, tell: bool) -> None:
        """Breed one herd until nothing has become better for long, or the time is over."""
        quiet, replaced, turns = 0, 0, 1
        while quiet < 30 and not self._over():
            begun = time.perf_counter()
            search.generation(turns)
            if search.shortest < self.best.end:
                end, starts = search.best()
                self.best.offer(starts, end)
            elif search.generations % 16 < turns and self.best.end < search.shortest:
                search.take(self.best.starts, self.best.end)
            few = search.replaced - replaced <= turns * search.size // 100
            quiet, replaced = quiet + turns if few else 0, search.replaced
            now = time.perf_counter()
            taken = (now - begun) / turns
            turns = max(1, min(16, int(min(_TURNS, (until - now) / 2) / taken)))
            if now + taken > until:
                break
            if tell:
                self._tell(now)

    def _tell(self, now: float) -> None:
        if self._progress:
            self._progress(min(0.99, (now - self.begun) / self.total), self.best.end)
        if self._cancel():
            self._cancelled = True

    def _prove(self, number: int) -> None:
        """Raise the bound, then let CP-SAT look for something shorter or prove there is none."""
        best = self.best
        best.raised(tightened(self.problem, best.bound, best.end, until=self._over), "exclusion")
        small = len(self.problem) <= _SMALL or self.workers == 1
        trial = self._left() if small else self.begun + _TRIAL * self.total - time.perf_counter()
        before = best.end
        self._solve(trial)
        while not self._over():
            near = best.end <= _NEAR * best.bound
            if not (small or near or best.end < before):
                self._island(number)
                return
            before = best.end
            self._solve(self._left())

    def _solve(self, seconds: float) -> None:
        """Let CP-SAT search for so long."""
        from changekit.services.planning.makespan.exact import Exact

        best = self.best
        if self._over():
            return
        exact = Exact(self.problem, best.starts, best.end, best.bound)
        left = min(seconds, self._left()) - 0.01
        if left <= 0:
            return
        bound, closed = exact.run(
            seconds=left, effort=None, workers=max(1, self.workers // 2), seed=self.seed,
            found=best.offer, cancel=self._over,
        )  # fmt: skip
        best.raised(best.end if closed else bound or 0, "cp-sat")
