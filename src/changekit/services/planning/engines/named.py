"""The engines that split a portfolio into parts: what they are asked, and nothing heavy.

What does the work is imported when it is called for, so that compiled loops cost nobody else any
time.
"""

from __future__ import annotations

import inspect
from concurrent.futures import Executor
from functools import partial
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.extension.protocols.planning import Draft, Engine, PlanModel, Progress

__all__ = ["Team", "auto", "guided", "with_team"]


@attrs.frozen(kw_only=True)
class Team:
    """Who plans parts at once.

    Attributes:
        workers: How many at once.
        executor: Where they run; None: threads of our own, which hold no interpreter lock where
            the extra `fast` is installed.
    """

    workers: int = 1
    executor: Executor | None = None


def with_team(engine: Engine, team: Team | None) -> Engine:
    """Return an engine that a team carries out; one that knows no teams works alone."""
    if team is None or "team" not in inspect.signature(engine).parameters:
        return engine
    return partial(engine, team=team)  # type: ignore[call-arg]  # as its signature says


def guided(
    model: PlanModel,
    *,
    moves: int | None = None,
    seconds: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
    team: Team | None = None,
) -> Draft:
    """Return a plan that prices guide: part by part, with the proof of how good it is.

    A bound gives each initiative a week in which it is due; lists by those weeks give plans, and
    the best one is improved by moves. The same moves and seed give the same draft on every
    machine, however many workers there are.

    Args:
        model: The compiled problem.
        moves: How many moves in all; None: up to 20,000 for each part.
        seconds: Go on for this long instead; the draft is then not repeatable.
        seed: Equal seeds give equal drafts.
        progress: Told the share of the work that is done, the best objective, and the bound.
        cancel: Asked now and then; when it returns true, the best draft so far is returned.
        team: Who plans parts at once.
    """
    from changekit.services.planning.engines.guided import Guided

    return Guided(model, moves, seconds, seed, team or Team(), progress, cancel).draft()


def auto(
    model: PlanModel,
    *,
    moves: int | None = None,
    seconds: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
    team: Team | None = None,
) -> Draft:
    """Return a plan as `guided` does, and let the exact solver go on where it is installed.

    The solver is asked where a part is small enough for it to end.
    """
    from changekit.services.planning.engines.guided import Guided

    one = Guided(model, moves, seconds, seed, team or Team(), progress, cancel, solver=True)
    return one.draft()
