"""How much work goes into the plan of a part: moves, lists and prices, or seconds."""

from __future__ import annotations

from typing import TypeAlias

import attrs

__all__ = ["Effort", "Rounds"]

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
    lists: int = 20
    rounds: Rounds = ((26, 40), (8, 60))
    seconds: float | None = None
    seed: int = 0
    solver: float = 0.0
    threads: int = 1
