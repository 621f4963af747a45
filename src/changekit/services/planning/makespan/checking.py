"""Whether a schedule keeps to what a file says: told from the file's data alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from changekit.files.psplib import SchedulingProblem

__all__ = ["faults"]


def faults(problem: SchedulingProblem, starts: Sequence[int], makespan: int) -> list[str]:
    """Return what is wrong with a schedule; nothing where it keeps to everything.

    It shares no code with what makes schedules.

    Args:
        problem: The problem as its file gives it.
        starts: The period in which each activity starts, in the file's order.
        makespan: When all is said to have ended.

    >>> from changekit.files.psplib import read_problem
    >>> one = read_problem(b"2 1  1  2 1 1 2  2 1 0", "one.rcp").problem
    >>> faults(one, [0, 2], 4), faults(one, [0, 1], 3)[0]
    ([], 'activity 2 starts in 1, before activity 1 has ended in 2')
    """
    if len(starts) != len(problem):
        return [f"{len(starts)} starts for {len(problem)} activities"]
    ends = [start + weeks for start, weeks in zip(starts, problem.durations, strict=True)]
    wrong = [f"activity {i + 1} starts in {s}" for i, s in enumerate(starts) if s < 0]
    for i, row in enumerate(problem.successors):
        wrong += [
            f"activity {j + 1} starts in {starts[j]}, "
            f"before activity {i + 1} has ended in {ends[i]}"
            for j in row
            if starts[j] < ends[i]
        ]
    for k, most in enumerate(problem.capacities):
        wrong += _overfull(problem, starts, k, most)
    if max(ends) != makespan:
        wrong.append(f"all has ended in {max(ends)}, not in {makespan}")
    return wrong


def _overfull(problem: SchedulingProblem, starts: Sequence[int], k: int, most: int) -> list[str]:
    taken: Counter[int] = Counter()
    for start, weeks, row in zip(starts, problem.durations, problem.requests, strict=True):
        for period in range(start, start + weeks):
            taken[period] += row[k]
    return [
        f"resource {k + 1} has {most}, but {amount} is taken in period {period}"
        for period, amount in sorted(taken.items())
        if amount > most
    ]
