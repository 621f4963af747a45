"""How moves, steps and seconds are shared out among the parts of a portfolio."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from changekit.services.planning.engines.efforts import Effort, Rounds

__all__ = ["MOVES", "SCOUTING", "Budget", "rounds_for"]

MOVES = 10_000
"""Ours: the most moves of a part, where nobody says how many; plain Python makes them in some
seconds."""
ALL_MOVES = 200_000
"""Ours: the moves of all parts together, where nobody says how many."""
EACH = 50
"""Ours: moves for each initiative, up to those two."""
SCOUTING: Rounds = ((26, 40), (8, 80))
"""Ours: the steps that find the prices from which many parts begin."""
USUAL: Rounds = ((26, 30), (8, 60))
"""Ours: the steps of a part, where nobody gives seconds."""
FINE: Rounds = ((26, 20), (8, 40), (1, 100))
"""Ours: the steps of a small part; weekly prices cost little there, and prove more."""
CELLS = 20_000
"""Ours: a part is small up to so many initiatives times weeks."""
WARM: Rounds = ((8, 40),)
"""Ours: the steps of a part that begins from the prices of others."""
PRICING = 0.25
"""Ours: the share of the seconds of a part that goes into prices."""
STEP = 5e-9
"""Ours: the seconds of a step for each initiative and week, compiled, on one core of 2.8 GHz. A
guess that is far off costs seconds, never the limit: steps look at the clock."""
SMALL = 60
"""Ours: up to so many initiatives the exact solver is asked."""
SOLVER = 1.0
"""Ours: the work that it may do on a part where nobody gives seconds: about a second."""


@attrs.define(kw_only=True)
class Budget:
    """What there is to spend, and on whom.

    Attributes:
        sizes: The number of initiatives of each part.
        moves: The moves of each part.
        seconds: How long all may take; None: as long as the moves take.
        finished: The initiatives of all parts that are planned.
    """

    sizes: Sequence[int]
    moves: Sequence[int]
    seconds: float | None
    seed: int
    horizon: int
    solver: bool
    workers: int
    finished: int = 0
    begun: int = 0

    @classmethod
    def of(
        cls,
        sizes: Sequence[int],
        *,
        moves: int | None,
        seconds: float | None,
        seed: int,
        horizon: int,
        solver: bool,
        workers: int,
    ) -> Budget:
        """Return the budget of some parts."""
        wanted = [min(MOVES, EACH * size) for size in sizes]
        most = min(sum(wanted), ALL_MOVES) if moves is None else moves
        whole = max(1, sum(wanted))
        shares = [-(-most * share // whole) for share in wanted]
        return cls(
            sizes=sizes, moves=shares, seconds=seconds, seed=seed, horizon=horizon,
            solver=solver, workers=workers,
        )  # fmt: skip

    def in_order(self) -> list[int]:
        """Return the parts, the largest first."""
        return sorted(range(len(self.sizes)), key=lambda at: (-self.sizes[at], at))

    def effort(self, at: int, passed: float, *, alone: bool, warm: bool) -> Effort:
        """Return what goes into a part that is begun now, after some seconds.

        Each part gets the share of the seconds left that its initiatives are of all left.
        """
        size = self.sizes[at]
        rest = sum(self.sizes) - self.begun
        self.begun += size
        usual = FINE if size * self.horizon <= CELLS else USUAL
        rounds = WARM if warm else usual
        solver = SOLVER if self.solver and size <= SMALL else 0.0
        if self.seconds is None:
            return Effort(moves=self.moves[at], rounds=rounds, seed=self.seed, solver=solver)
        left = max(0.0, self.seconds - passed)
        many = 1 if alone else self.workers
        seconds = min(left, left * many * size / max(rest, 1))
        steps = PRICING * seconds / (STEP * max(1, size * self.horizon))
        return Effort(
            moves=self.moves[at], rounds=rounds_for(int(steps), warm=warm), seconds=seconds,
            seed=self.seed, solver=solver, threads=self.workers if alone else 1,
        )  # fmt: skip

    def done(self, at: int) -> float:
        """Return the share of all that is done when a part is."""
        self.finished += self.sizes[at]
        return self.finished / max(1, sum(self.sizes))


def rounds_for(steps: int, *, warm: bool = False) -> Rounds:
    """Return how so many steps are best shared out among coarse and fine prices.

    Ours: half-year prices first, unless there are prices to begin from; weekly ones last.

    >>> rounds_for(60), rounds_for(1000)
    (((26, 20), (8, 40)), ((26, 60), (8, 100), (2, 300), (1, 540)))
    """
    if warm:
        wide: list[tuple[int, int]] = [(8, min(steps, 80)), (4, min(max(0, steps - 80), 200))]
        left = steps - 280
    else:
        coarse = min(60, steps // 3)
        fine = min(100, steps - coarse)
        wide = [(26, coarse), (8, fine)]
        left = steps - coarse - fine
    rounds = [*wide, (2, min(max(0, left), 300)), (1, min(max(0, left - 300), 1500))]
    return tuple((weeks, count) for weeks, count in rounds if count > 0)
