"""The genetic search, generation by generation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from changekit.services.planning.makespan.genetic import (
    DRAWS,
    LATER,
    Desk,
    Herd,
    breed_in_turn,
    fitness,
    keep,
    started,
)
from changekit.services.planning.makespan.kernels import serial, sort
from changekit.services.planning.makespan.packing import forward, mirrored, weights
from changekit.services.planning.makespan.rules import latest_ends

if TYPE_CHECKING:
    from changekit.services.planning.makespan.problem import Problem, Whole

__all__ = ["Search", "draws"]

_WORST: Final = np.iinfo(np.int64).max


def draws(seed: int, begin: int, count: int) -> Whole:
    """Return random integers below 2**31, from the n-th one on.

    Source: Steele, Lea & Flood (2014), OOPSLA, 453-472: SplitMix64, of which the upper bits are
    taken; each number follows from its place alone, so that many are made at once.

    >>> draws(0, 0, 2).tolist()
    [1896895516, 926699317]
    """
    step = np.uint64(0x9E3779B97F4A7C15)
    at = np.arange(begin + 1, begin + count + 1, dtype=np.uint64)
    bits = np.full(count, seed & (2**64 - 1), dtype=np.uint64) + at * step
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: Whole = ((bits ^ (bits >> np.uint64(31))) >> np.uint64(33)).astype(np.int64)
    return found


class Search:
    """Two herds of schedules, set as early and as late as can be, that breed each other.

    The same seed, size and number of generations give the same schedules on any machine.

    Args:
        problem: What is scheduled.
        seed: Equal seeds give equal schedules.
        size: How many schedules each herd holds.
    """

    def __init__(self, problem: Problem, *, seed: int = 0, size: int = 100) -> None:
        n, horizon = len(problem), problem.horizon
        self.problem = problem
        self.nets = (forward(problem), mirrored(problem))
        weight = weights(problem)
        self.weight = (weight, weight[::-1].copy())
        self.herds = (_herd(size, n, horizon), _herd(size, n, horizon))
        words = max(net.full.shape[0] for net in self.nets)
        self.desk = Desk(
            room=np.zeros((words, horizon), dtype=np.int64),
            keys=np.zeros(n, dtype=np.int64), order=np.zeros(n, dtype=np.int64),
            counts=np.zeros(4 * horizon + 128, dtype=np.int64),
            starts=np.zeros(n, dtype=np.int64),
            best=np.array([_WORST, 0, 0, 0], dtype=np.int64),
        )  # fmt: skip
        self.seed, self.drawn, self.generations = seed, 0, 0
        self._begin(size)

    @property
    def size(self) -> int:
        """How many schedules each herd holds."""
        return len(self.herds[0].ends)

    @property
    def schedules(self) -> int:
        """How many schedules were made."""
        return int(self.desk.best[1])

    @property
    def replaced(self) -> int:
        """How many schedules took the place of one that was worse."""
        return int(self.desk.best[3])

    @property
    def shortest(self) -> int:
        """The end of the shortest schedule, more than all weeks where it keeps no latest week."""
        return int(self.desk.best[0] if self.problem.steady else self.herds[0].fits.min() // LATER)

    def _draw(self, rows: int, columns: int) -> Whole:
        found = draws(self.seed, self.drawn, rows * columns).reshape(rows, columns)
        self.drawn += rows * columns
        return found

    def _begin(self, size: int) -> None:
        """Fill the first herd: by latest ends, then ever so with chance in it."""
        keys = latest_ends(self.problem)
        started(
            self.nets[0], self.herds[0], self.weight[0], keys, self._draw(size, len(keys)),
            self.desk,
        )  # fmt: skip

    def generation(self, count: int = 1) -> None:
        """Breed one herd with the other, so many times in turn."""
        drawn = self._draw(count * self.size, DRAWS).reshape(count, self.size, DRAWS)
        breed_in_turn(self.nets, self.herds, self.weight, drawn, self.desk, self.generations % 2)
        self.generations += count

    def best(self) -> tuple[int, Whole]:
        """Return the shortest schedule: when all has ended, and the starts.

        A schedule that was set as late as can be is first turned into a list, and the list set as
        early as can be.
        """
        early, late = self.herds
        p, q = int(early.fits.argmin()), int(late.fits.argmin())
        starts, end = early.starts[p].copy(), int(early.fits[p]) // LATER
        turned = late.fits[q] < _WORST and (late.ends[q] < end or not self.problem.steady)
        if turned:
            keys = -(late.starts[q][::-1] + self.problem.weeks)
            other, length = self.scheduled(keys)
            if length < end:
                return length, other
        return end, starts

    def scheduled(self, keys: Whole) -> tuple[Whole, int]:
        """Return the schedule of a list that is given by keys, and its end."""
        desk, starts = self.desk, np.zeros(len(keys), dtype=np.int64)
        sort(keys, desk.order, desk.counts)
        end = int(serial(self.nets[0], desk.order, desk.room, starts))
        return starts, int(fitness(self.nets[0], starts, self.weight[0], end)) // LATER

    def take(self, starts: Whole, end: int) -> None:
        """Let a schedule from elsewhere take part, in place of the worst early one."""
        herd = self.herds[0]
        p = int(herd.fits.argmax())
        herd.ends[p] = end
        herd.fits[p] = fitness(self.nets[0], starts, self.weight[0], end)
        keep(herd, p, starts, self.problem.weeks, self.weight[0])
        self.desk.best[0] = min(int(self.desk.best[0]), end)


def _herd(size: int, n: int, horizon: int) -> Herd:
    return Herd(
        starts=np.zeros((size, n), dtype=np.int64),
        ends=np.full(size, horizon, dtype=np.int64),
        fits=np.full(size, _WORST, dtype=np.int64),
        loads=np.zeros((size, horizon), dtype=np.int64),
    )
