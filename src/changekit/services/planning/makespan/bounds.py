"""No schedule is shorter than this: by what waits for what, and by the work there is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from changekit.services.planning.makespan.problem import Whole
from changekit.services.planning.makespan.rules import heads, tails

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.services.planning.makespan.problem import Problem

__all__ = ["lower", "refuted", "tightened"]

_MOST: Final = 400
"""Ours: with more activities than this on one resource, pairs of weeks are not gone through."""
_ROUNDS: Final = 20
"""Ours: so often pairs are looked at again; what they say stays true when it stops earlier."""


@attrs.frozen(kw_only=True, eq=False)
class _Tasks:
    """What a resource is used for, each with the weeks in which it may be.

    Attributes:
        begin: The first week in which it may begin.
        end: The week by which it has to have ended.
    """

    begin: Whole
    end: Whole
    weeks: Whole
    amount: Whole


def lower(problem: Problem) -> int:
    """Return a week before which no schedule has ended.

    The longest chain; and for each resource, what can only begin after a week and has to be
    followed by so many weeks more, as work: all of it together takes its time in between.

    Source: Stinson, Davis & Khumawala (1978), AIIE Transactions 10(3), 252-259; Carlier & Latapie
    (1991), RAIRO 25(3), 311-340, for the work between heads and tails.
    """
    first, after = heads(problem), tails(problem)
    bound = int((first + problem.weeks + after).max(initial=0))
    owner = np.repeat(np.arange(len(problem)), np.diff(problem.use_at))
    begin = first[owner] + problem.use_from
    rest = problem.weeks[owner] - problem.use_from - problem.use_weeks + after[owner]
    for k in range(len(problem.room)):
        mine = problem.use_resource == k
        if mine.any():
            work = (problem.use_weeks * problem.use_amount)[mine]
            bound = max(bound, _by_work(begin[mine], rest[mine], work, problem.room[k]))
    return bound


def _by_work(begin: Whole, rest: Whole, work: Whole, room: Whole) -> int:
    """Return when the work that begins after a week has been done, and what has to follow it."""
    sums = np.concatenate([[0], np.cumsum(room)])
    bound = 0
    for week in np.unique(begin).tolist():
        inside = begin >= week
        order = np.argsort(-rest[inside], kind="stable")
        done = sums[week] + np.cumsum(work[inside][order])
        ended = np.searchsorted(sums, done, side="left") + rest[inside][order]
        bound = max(bound, int(ended.max(initial=0)))
    return bound


def tightened(
    problem: Problem, bound: int, most: int, *, until: Callable[[], bool] | None = None
) -> int:
    """Return a bound raised week by week for as long as its own week can be ruled out.

    Source: Klein & Scholl (1999), European Journal of Operational Research 112(2), 322-346:
    destructive improvement.

    Args:
        problem: What is scheduled.
        bound: A bound to begin with.
        most: The end of a schedule that is known, so that there is no need to go further.
        until: Asked now and then; when it returns true, the bound so far is returned.
    """
    while bound < most and not (until and until()) and refuted(problem, bound):
        bound += 1
    return bound


def refuted(problem: Problem, end: int) -> bool:
    """Return whether no schedule can have ended by a week, as far as this can tell.

    Two activities that can never run at once are put in order where only one order is left; then
    for each resource the work that has to be done between two weeks is compared with what there
    is.
    """
    first = heads(problem)
    last = np.minimum(end - tails(problem) - problem.weeks, problem.latest)
    if not _ordered(problem, first, last):
        return True
    owner = np.repeat(np.arange(len(problem)), np.diff(problem.use_at))
    for k in range(len(problem.room)):
        mine = problem.use_resource == k
        begin = (first[owner] + problem.use_from)[mine]
        latest = (last[owner] + problem.use_from + problem.use_weeks)[mine]
        tasks = _Tasks(
            begin=begin, end=latest, weeks=problem.use_weeks[mine],
            amount=problem.use_amount[mine],
        )  # fmt: skip
        if 0 < len(begin) <= _MOST and _overfull(tasks, problem.room[k]):
            return True
    return False


def _ordered(problem: Problem, first: Whole, last: Whole) -> bool:
    """Narrow first and last starts until nothing changes; return whether all still can start.

    Source: Carlier & Pinson (1989), Management Science 35(2), 164-176: immediate selection.
    """
    pairs = _exclusive(problem)
    weeks = problem.weeks
    for _ in range(_ROUNDS):
        before = int(first.sum()) - int(last.sum())
        late = pairs & (first[:, None] + weeks[:, None] > last[None, :])  # i cannot go before j
        if (late & late.T).any():
            return False
        ends = np.where(late, (first + weeks)[None, :], 0).max(axis=1, initial=0)
        np.maximum(first, ends, out=first)  # j goes before i
        begins = np.where(late, last[:, None], last.max(initial=0)).min(axis=0, initial=1 << 40)
        np.minimum(last, np.where(late.any(axis=0), begins - weeks, last), out=last)
        _pass_on(problem, first, last)
        if (first > last).any():
            return False
        if int(first.sum()) - int(last.sum()) == before:
            break
    return True


def _exclusive(problem: Problem) -> np.ndarray:
    """Return which pairs can never run at once, for what they take in all their weeks."""
    n = len(problem)
    owner = np.repeat(np.arange(n), np.diff(problem.use_at))
    whole = (problem.use_from == 0) & (problem.use_weeks == problem.weeks[owner])
    pairs = np.zeros((n, n), dtype=bool)
    for k in range(len(problem.room)):
        need = np.zeros(n, dtype=np.int64)
        mine = whole & (problem.use_resource == k)
        np.add.at(need, owner[mine], problem.use_amount[mine])
        both = (need[:, None] > 0) & (need[None, :] > 0)
        pairs |= both & (need[:, None] + need[None, :] > problem.room[k].max())
    np.fill_diagonal(pairs, val=False)
    return pairs


def _pass_on(problem: Problem, first: Whole, last: Whole) -> None:
    """Carry first starts on to what waits, and last starts back to what it waits for."""
    n, weeks = len(problem), problem.weeks
    for i in range(n):
        row = slice(problem.before_at[i], problem.before_at[i + 1])
        before = problem.before[row]
        if len(before):
            first[i] = max(first[i], (first[before] + weeks[before] + problem.lag[row]).max())
    for i in range(n - 1, -1, -1):
        row = slice(problem.before_at[i], problem.before_at[i + 1])
        before = problem.before[row]
        np.minimum.at(last, before, last[i] - weeks[before] - problem.lag[row])


def _overfull(tasks: _Tasks, room: Whole) -> bool:
    """Return whether more has to be done between two weeks than there is.

    Source: Erschler, Lopez & Thuriot (1991), RAIRO 25(3), 245-258: energetic reasoning; of the
    weeks that matter (Baptiste, Le Pape & Nuijten 1999, Annals of Operations Research 92) those
    where something may first begin or has last to begin, and where it has to have or may have
    ended.
    """
    sums = np.concatenate([[0], np.cumsum(room)])
    early, late = tasks.begin + tasks.weeks, tasks.end - tasks.weeks
    begins = np.unique(np.concatenate([tasks.begin, late]))
    ends = np.unique(np.concatenate([tasks.end, early]))
    ends = ends[ends <= len(room)]
    right = np.clip(ends[:, None] - late[None, :], 0, tasks.weeks[None, :])
    for week in begins[begins >= 0].tolist():
        span = ends - week
        part = np.minimum(right, np.maximum(early - week, 0)[None, :])
        work = np.minimum(part, np.maximum(span, 0)[:, None]) @ tasks.amount
        if (work[span > 0] > (sums[ends] - sums[week])[span > 0]).any():
            return True
    return False
