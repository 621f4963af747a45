"""The engine `makespan`, which imports its loops when it is asked for a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.extension.protocols.planning import Draft, PlanModel, Progress

__all__ = ["makespan"]


def makespan(
    model: PlanModel,
    *,
    moves: int | None = None,
    seconds: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Draft:
    """Return a plan of all that fits, whose last week is as early as was found.

    Args:
        model: The compiled problem.
        moves: How many schedules are made of each part; None: some thousand.
        seconds: Search for this long instead; the draft is then not repeatable.
        seed: Equal seeds give equal drafts.
        progress: Told how far it has come, and the value of the plan.
        cancel: Asked now and then; when it returns true, the best draft so far is returned.
    """
    from changekit.services.planning.makespan.municipal import shortest  # compiles loops

    return shortest(
        model, moves=moves, seconds=seconds, seed=seed, progress=progress, cancel=cancel
    ).draft
