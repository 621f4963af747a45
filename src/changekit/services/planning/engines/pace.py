"""Whether compiled loops pay: the first time, compiling them takes longer than a short search."""

from __future__ import annotations

from changekit.optional.fast import AVAILABLE, ready

__all__ = ["compiled_pays", "kept"]

TINY = 4_000
"""Ours: initiatives times weeks up to which plain Python is done before kept loops are loaded."""
SHORT = 60_000
"""Ours: initiatives times weeks up to which a plan of the usual moves takes plain Python some ten
seconds, where compiling the loops takes half a minute, once."""
USUAL_MOVES = 20_000
"""Ours: more moves than this are asked for by somebody who can wait for the loops once."""


def compiled_pays(cells: int, moves: int, *, seconds: float | None) -> bool:
    """Tell whether to search in compiled loops; the plan is the same either way.

    Args:
        cells: Initiatives times weeks.
        moves: How many moves are to be made in all.
        seconds: The time limit, if there is one: then every move counts.
    """
    if not AVAILABLE:
        return False
    if seconds is not None or moves > USUAL_MOVES:
        return True
    if cells <= TINY:
        return False
    return cells > SHORT or kept()


def kept() -> bool:
    """Tell whether the slowest loops to compile are kept from an earlier run."""
    from changekit.services.planning.bounds.steps import walk
    from changekit.services.planning.engines.kernels.moves import try_moves

    return ready(walk) and ready(try_moves)
