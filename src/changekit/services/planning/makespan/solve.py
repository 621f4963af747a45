"""The shortest schedule: quick rules, a genetic search, bounds, and CP-SAT where it is there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from changekit.errors import InvalidValueError
from changekit.optional import solver
from changekit.services.planning.makespan.bounds import lower, tightened
from changekit.services.planning.makespan.outcome import Best, Outcome
from changekit.services.planning.makespan.problem import problem as problem_of
from changekit.services.planning.makespan.search import Search
from changekit.services.planning.makespan.timed import Timed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from changekit.services.planning.makespan.problem import Problem

__all__ = ["GENERATIONS", "solve", "warm_up"]

GENERATIONS = 60
"""Ours: generations where no number is asked for; with numba a tenth of a second for 60
activities, without it some ten seconds."""
_SIZE = 60
"""Ours: schedules in each herd where generations are counted."""
_EFFORT = 1.0
"""Ours: the solver's own deterministic time, about a second, where generations are counted."""


def solve(  # noqa: PLR0913  # what a search can be asked for
    problem: Problem,
    *,
    seconds: float | None = None,
    generations: int | None = None,
    workers: int = 2,
    seed: int = 0,
    exact: bool | None = None,
    known: Sequence[int] | None = None,
    progress: Callable[[float, float], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Outcome:
    """Return the shortest schedule that was found, and a bound.

    Args:
        problem: What is scheduled.
        seconds: Search for so long with all workers; the outcome is then not repeatable.
        generations: Breed so often instead, with one worker: equal numbers and seeds give equal
            outcomes on any machine with the same extras. None: `GENERATIONS`.
        workers: How many threads search.
        seed: Which of many searches.
        exact: Whether CP-SAT takes part; None: where it is installed.
        known: A schedule to begin with that keeps to every rule.
        progress: Told the share of the work that is done, and the shortest makespan.
        cancel: Asked now and then; when it returns true, the best so far is returned.

    Raises:
        InvalidValueError: The seconds, generations or workers are no such numbers.
        MissingExtraError: CP-SAT is asked for, and not installed.

    >>> from changekit.services.planning.makespan.problem import problem
    >>> two = problem([3, 2], before=[[], []], uses=[[(0, 0, 3, 1)], [(0, 0, 2, 1)]], room=[[1]])
    >>> found = solve(two, generations=1)
    >>> found.makespan, found.bound, found.proved
    (5, 5, True)
    """
    _check(seconds, generations, workers)
    use_exact = solver.AVAILABLE if exact is None else exact
    if use_exact:
        solver.cp_sat()
    begun = time.perf_counter()
    stop = cancel or (lambda: False)
    if not len(problem):
        return Outcome(
            starts=(), makespan=0, bound=0, bound_by="chain-and-work", schedules=0, seconds=0.0,
            repeatable=True,
        )  # fmt: skip
    first = Best(*problem.taken(known), 0) if known is not None else None
    if seconds is not None:
        timed = Timed(
            problem, begun + seconds, workers=workers, seed=seed, exact=use_exact, known=first
        )
        best, schedules = timed.run(progress=progress, cancel=stop)
    else:
        count = GENERATIONS if generations is None else generations
        best, schedules = _counted(problem, count, seed, use_exact, first, progress, stop)
    return Outcome(
        starts=problem.given(best.starts), makespan=best.end, bound=min(best.bound, best.end),
        bound_by=best.bound_by, schedules=schedules, seconds=time.perf_counter() - begun,
        repeatable=seconds is None,
    )  # fmt: skip


def warm_up() -> float:
    """Have the fast loops compiled, and return how many seconds that took."""
    begun = time.perf_counter()
    weeks = [2, 1, 3]
    small = problem_of(weeks, before=[[], [(0, 0)], []], uses=[[(0, 0, w, 1)] for w in weeks],
                       room=[[1]])  # fmt: skip
    search = Search(small, size=4)
    for _ in range(2):
        search.generation()
    search.take(search.best()[1], search.best()[0])
    search.scheduled(search.best()[1])
    return time.perf_counter() - begun


def _counted(  # the caller's own arguments
    problem: Problem,
    generations: int,
    seed: int,
    exact: bool,  # noqa: FBT001  # as above
    known: Best | None,
    progress: Callable[[float, float], None] | None,
    cancel: Callable[[], bool],
) -> tuple[Best, int]:
    """Breed so often, then let CP-SAT look for so long in its own time."""
    search = Search(problem, seed=seed, size=_SIZE)
    end, starts = search.best()
    best = known or Best(starts, end, 0)
    best.offer(starts, end)
    best.raised(lower(problem), "chain-and-work")
    best.raised(tightened(problem, best.bound, best.end, until=cancel), "exclusion")
    for done in range(generations):
        if best.closed or cancel():
            break
        search.generation()
        if search.shortest < best.end:
            end, starts = search.best()
            best.offer(starts, end)
        if progress:
            progress((done + 1) / (generations + 1), best.end)
    if exact and not best.closed and not cancel():
        from changekit.services.planning.makespan.exact import Exact

        bound, closed = Exact(problem, best.starts, best.end, best.bound).run(
            seconds=None, effort=_EFFORT, workers=1, seed=seed, found=best.offer, cancel=cancel
        )
        best.raised(best.end if closed else bound or 0, "cp-sat")
    if progress:
        progress(1.0, best.end)
    return best, search.schedules


def _check(seconds: float | None, generations: int | None, workers: int) -> None:
    if seconds is not None and not 0 < seconds < 1e9:
        msg = f"seconds must be above 0, got {seconds}"
        raise InvalidValueError(msg)
    if generations is not None and generations < 0:
        msg = f"generations must be 0 or more, got {generations}"
        raise InvalidValueError(msg)
    if seconds is not None and generations is not None:
        msg = "give seconds or generations, not both"
        raise InvalidValueError(msg)
    if workers < 1:
        msg = f"workers must be 1 or more, got {workers}"
        raise InvalidValueError(msg)
