"""The engine that needs no extra: greedy, then a fixed number of moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.extension.protocols.planning import Draft
from changekit.services.planning.engines.greedy import fill, in_order, keys
from changekit.services.planning.engines.improve import Improver, settle
from changekit.services.planning.engines.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.extension.protocols.planning import PlanModel, Progress

__all__ = ["DEFAULT_MOVES", "greedy"]

DEFAULT_MOVES = 1_000
"""Ours: what plain Python does in a sixth of a second on a free core, for 400 initiatives as for
40,000: a move touches a few of them, however many there are."""


def greedy(
    model: PlanModel,
    *,
    moves: int | None = None,
    seconds: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Draft:
    """Return a plan made initiative by initiative, then improved by moves.

    Afterwards no initiative can start earlier, and none that is left out fits, with all others
    where they are. The same moves and seed give the same draft on every machine.
    """
    schedule = Schedule(model)
    density = keys(model, schedule)
    fill(schedule, in_order(schedule, density, schedule.free))
    improver = Improver(model, schedule, density, seed)
    improver.run(
        moves=DEFAULT_MOVES if moves is None else moves,
        seconds=seconds,
        progress=progress,
        cancel=cancel,
    )
    settle(schedule, density)
    return Draft(starts=tuple(schedule.starts), moves=improver.moves, repeatable=seconds is None)
