"""Problems in words for the fast loops, and the same problems seen from their end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from changekit.services.planning.makespan.kernels import Net
from changekit.services.planning.makespan.problem import NEVER_LATE

if TYPE_CHECKING:
    from changekit.services.planning.makespan.problem import Problem, Whole

__all__ = ["forward", "mirrored", "weights"]

_BITS: Final = 62
"""So many bits of a word are used: none of them is the sign."""


def forward(problem: Problem) -> Net:
    """Return the problem in words."""
    return _net(problem, problem.room)


def mirrored(problem: Problem) -> Net:
    """Return the problem seen from its end: last activity first, time running backwards.

    Ours: where resources change from week to week, they stay as they are in their best week, since
    no week is known for certain when time runs backwards; such a schedule is no plan, but its
    order is a list to plan by. Nothing has an earliest or latest week.
    """
    from attrs import evolve

    n = len(problem)
    owner = np.repeat(np.arange(n), np.diff(problem.before_at))
    pairs = sorted(
        (n - 1 - int(j), n - 1 - int(i), int(lag))
        for i, j, lag in zip(owner, problem.before, problem.lag, strict=True)
    )
    links = np.array(pairs, dtype=np.int64).reshape(-1, 3)
    used = np.repeat(np.arange(n), np.diff(problem.use_at))
    back = np.argsort(n - 1 - used, kind="stable")
    after = problem.weeks[used] - problem.use_from - problem.use_weeks
    most = np.repeat(problem.usual[:, None], problem.horizon, axis=1)
    turned = evolve(
        problem,
        weeks=problem.weeks[::-1].copy(),
        earliest=np.zeros(n, dtype=np.int64),
        latest=np.full(n, NEVER_LATE, dtype=np.int64),
        before_at=np.searchsorted(links[:, 0], np.arange(n + 1)).astype(np.int64),
        before=links[:, 1].copy(), lag=links[:, 2].copy(),
        use_at=np.searchsorted((n - 1 - used)[back], np.arange(n + 1)).astype(np.int64),
        use_resource=problem.use_resource[back], use_from=np.maximum(after[back], 0),
        use_weeks=problem.use_weeks[back], use_amount=problem.use_amount[back],
        room=most,
    )  # fmt: skip
    return _net(turned, most)


def weights(problem: Problem) -> Whole:
    """Return what each activity takes a week, of all resources, in thousandths of each."""
    most = np.maximum(problem.usual, 1)
    owner = np.repeat(np.arange(len(problem)), np.diff(problem.use_at))
    share = 1000 * problem.use_amount * problem.use_weeks // most[problem.use_resource]
    total = np.zeros(len(problem), dtype=np.int64)
    np.add.at(total, owner, share)
    spread: Whole = total // np.maximum(problem.weeks, 1)
    return spread


def _net(problem: Problem, room: Whole) -> Net:
    """Return words: resources that can never run out are left out."""
    ever = np.zeros(len(room), dtype=np.int64)
    np.add.at(ever, problem.use_resource, problem.use_amount)
    scarce = np.flatnonzero(room.min(axis=1, initial=1 << 40) < ever)
    kept = np.minimum(room, ever[:, None])
    word, shift, width = _places(kept, scarce)
    words = int(word.max(initial=-1)) + 1
    full = np.zeros((words, room.shape[1]), dtype=np.int64)
    guard = np.zeros(words, dtype=np.int64)
    for k in scarce.tolist():
        bit = 1 << int(shift[k] + width[k])
        full[word[k]] += (kept[k] << shift[k]) + bit
        guard[word[k]] += bit
    uses, use_at = _uses(problem, word, shift)
    return Net(
        problem.weeks, problem.earliest, problem.latest, problem.before_at, problem.before,
        problem.lag, use_at, uses[0], uses[1], uses[2], uses[3], full, guard,
    )  # fmt: skip


def _places(kept: Whole, scarce: Whole) -> tuple[Whole, Whole, Whole]:
    """Return the word of each resource, its lowest bit there, and how many bits it takes."""
    word = np.full(len(kept), -1, dtype=np.int64)
    shift, width = np.zeros_like(word), np.zeros_like(word)
    at, low = 0, 0
    for k in scarce.tolist():
        width[k] = int(kept[k].max()).bit_length()
        if low + width[k] + 1 > _BITS:
            at, low = at + 1, 0
        word[k], shift[k] = at, low
        low += int(width[k]) + 1
    return word, shift, width


def _uses(problem: Problem, word: Whole, shift: Whole) -> tuple[list[Whole], Whole]:
    """Return uses of words: those of the same word and weeks are one."""
    rows: list[tuple[int, int, int, int]] = []
    use_at = [0]
    for i in range(len(problem)):
        joined: dict[tuple[int, int, int], int] = {}
        for u in range(problem.use_at[i], problem.use_at[i + 1]):
            k = problem.use_resource[u]
            if word[k] >= 0:
                key = (int(word[k]), int(problem.use_from[u]), int(problem.use_weeks[u]))
                joined[key] = joined.get(key, 0) + (int(problem.use_amount[u]) << int(shift[k]))
        rows += [(*key, amount) for key, amount in sorted(joined.items())]
        use_at.append(len(rows))
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return [columns[:, k].copy() for k in range(4)], np.array(use_at, dtype=np.int64)
