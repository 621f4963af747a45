"""How much work goes into a plan: moves, lists and prices, or seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import attrs

__all__ = ["FULL", "LIGHT", "QUICK", "Effort", "Rounds"]

Rounds: TypeAlias = "tuple[tuple[int, int], ...]"
"""For how many weeks one price holds, and how many steps (see `bounds.lagrangean`)."""


@attrs.frozen(kw_only=True)
class Effort:
    """What goes into the plan of one part.

    Attributes:
        moves: How many moves are tried; with seconds, no limit.
        lists: How many lists are made from the averaged plan of the bound.
        rounds: The steps of the bound; none: no bound is worked out.
        seconds: How long it may take; None: as long as the moves take.
        seed: Where the random moves start.
        solver: The work of the exact solver afterwards, in its own measure; 0: none.
        threads: How many searches at once, where seconds are given.
    """

    moves: int
    lists: int = 40
    rounds: Rounds = ((26, 60), (8, 90))
    seconds: float | None = None
    seed: int = 0
    solver: float = 0.0
    threads: int = 1


QUICK: Rounds = ()
LIGHT: Rounds = ((26, 40), (8, 60))
"""Ours: what many parts can afford."""
FULL: Rounds = ((26, 100), (8, 150))
"""Ours: 400 initiatives over 10 years take a third of a second; the bound is then half a percent
above what more steps give."""
Ask: TypeAlias = Callable[[], bool]
