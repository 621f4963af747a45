"""Orders to begin with: which activity goes first by a simple rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from changekit.services.planning.makespan.packing import weights

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from changekit.services.planning.makespan.problem import Problem, Whole

__all__ = ["RULES", "heads", "latest_ends", "tails"]


def heads(problem: Problem) -> Whole:
    """Return the first week in which each may start, by what it waits for."""
    found = problem.earliest.copy()
    for i in range(len(problem)):
        row = slice(problem.before_at[i], problem.before_at[i + 1])
        before = problem.before[row]
        if len(before):
            ends = found[before] + problem.weeks[before] + problem.lag[row]
            found[i] = max(int(found[i]), int(ends.max()))
    return found


def tails(problem: Problem) -> Whole:
    """Return how many weeks have to follow the end of each, by what waits for it."""
    found = np.zeros(len(problem), dtype=np.int64)
    for i in range(len(problem) - 1, -1, -1):
        row = slice(problem.before_at[i], problem.before_at[i + 1])
        need = found[i] + problem.weeks[i] + problem.lag[row]
        np.maximum.at(found, problem.before[row], need)
    return found


def latest_ends(problem: Problem) -> Whole:
    """Return keys by the latest end: what has most to follow goes first.

    Source: Davis & Patterson (1975), Management Science 21(8), 944-955.
    """
    late = tails(problem)
    found: Whole = late.max(initial=0) - late
    return found


def latest_starts(problem: Problem) -> Whole:
    """Return keys by the latest start.

    Source: Kolisch (1996), European Journal of Operational Research 90(2), 320-333.
    """
    left = tails(problem) + problem.weeks
    found: Whole = left.max(initial=0) - left
    return found


def most_successors(problem: Problem) -> Whole:
    """Return keys by the number of all that wait for each, the most first.

    Source: Alvarez-Valdes & Tamarit (1989), in Advances in Project Scheduling, 113-134.
    """
    after: list[set[int]] = [set() for _ in range(len(problem))]
    for i in range(len(problem) - 1, -1, -1):
        for j in problem.before[problem.before_at[i] : problem.before_at[i + 1]].tolist():
            after[j] |= after[i] | {i}
    counts = np.array([len(row) for row in after], dtype=np.int64)
    found: Whole = counts.max(initial=0) - counts
    return found


def greatest_rank(problem: Problem) -> Whole:
    """Return keys by the work of each and of all that wait for it directly, the most first.

    Source: Alvarez-Valdes & Tamarit (1989), in Advances in Project Scheduling, 113-134: greatest
    rank positional weight. Ours: work is the share of all resources instead of time alone.
    """
    work = weights(problem) * problem.weeks
    rank = work.copy()
    owner = np.repeat(np.arange(len(problem)), np.diff(problem.before_at))
    np.add.at(rank, problem.before, work[owner])
    found: Whole = (rank.max(initial=0) - rank) // max(1, int(rank.max(initial=1)) // 1000)
    return found


RULES: Final[Mapping[str, Callable[[Problem], Whole]]] = {
    "latest-end": latest_ends,
    "latest-start": latest_starts,
    "most-successors": most_successors,
    "greatest-rank": greatest_rank,
}
"""Keys by rule; lower goes first, but never before what it waits for."""
