"""What each criterion gives to a score that is no sum: Shapley values against the declared worst.

Source: Shapley (1953), Contributions to the Theory of Games II, 307-317: the mean, over every
order in which the criteria could arrive, of what each adds when it arrives.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import numpy

from changekit.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    Numbers: TypeAlias = NDArray[numpy.float64]
    Evaluate: TypeAlias = Callable[[Numbers], Numbers]

__all__ = ["MOST", "shapley"]

MOST = 10
"""Ours: 1,024 subsets of criteria for each row; each further criterion doubles them."""

_CELLS = 2_000_000
"""Ours: cells evaluated at a time, so that 16 MB are held at once and not all subsets."""


def shapley(
    evaluate: Evaluate, values: ArrayLike, baseline: ArrayLike, *, alone: bool = True
) -> Numbers:
    """Return what each value gives to the score of its row, one column for each criterion.

    A row sums to its score less the score it would have with every value at the baseline.

    Args:
        evaluate: Gives one score for each row of what it is given.
        values: One row for each initiative, one column for each criterion.
        baseline: By criterion: the value that stands for its absence, as a rule the worst.
        alone: Whether a row's score rests on its own values alone. Where it does not, all rows
            take on the baseline together, and `evaluate` always gets all of them.

    Raises:
        InvalidValueError: There are more criteria than `MOST`.

    >>> shapley(lambda rows: rows.min(axis=1), [[4.0, 2.0]], [0.0, 0.0]).tolist()
    [[1.0, 1.0]]
    >>> shapley(lambda rows: rows @ numpy.array([2.0, 3.0]), [[1, 1]], [0, 0]).tolist()
    [[2.0, 3.0]]
    """
    given = numpy.asarray(values, dtype=numpy.float64)
    worst = numpy.asarray(baseline, dtype=numpy.float64)
    count = given.shape[1]
    if count > MOST:
        msg = f"Shapley values are worked out for up to {MOST} criteria, got {count}"
        raise InvalidValueError(msg)
    members = _members(count)
    parts = numpy.zeros((count, len(given)))
    for chosen in _portions(len(members), cells=given.size if alone else _CELLS):
        scores = _scores(evaluate, given, worst, members[chosen])
        parts += _factors(members[chosen]).T @ scores
    contributions: Numbers = parts.T
    return contributions


def _members(count: int) -> NDArray[numpy.bool_]:
    """Return every subset of criteria, one row each."""
    subsets: NDArray[numpy.bool_] = (
        numpy.arange(2**count)[:, None] >> numpy.arange(count) & 1
    ).astype(numpy.bool_)
    return subsets


def _portions(count: int, *, cells: int) -> list[slice]:
    """Return slices of subsets, of as many as may be evaluated together."""
    step = max(1, _CELLS // max(1, cells))
    return [slice(start, start + step) for start in range(0, count, step)]


def _scores(
    evaluate: Evaluate, given: Numbers, worst: Numbers, members: NDArray[numpy.bool_]
) -> Numbers:
    """Return the scores when only the members of each subset have their values."""
    stacked = numpy.where(members[:, None, :], given, worst).reshape(-1, given.shape[1])
    scores: Numbers = numpy.asarray(evaluate(stacked), numpy.float64)
    return scores.reshape(len(members), len(given))


def _factors(members: NDArray[numpy.bool_]) -> Numbers:
    """Return how much the score of each subset counts for each criterion.

    A criterion in a subset of s has arrived after s - 1 others, which is so in
    (s - 1)! (m - s)! / m! of all orders; one outside would arrive next and is counted against.
    """
    count = members.shape[1]
    orders = math.factorial(count)
    after = numpy.array(
        [math.factorial(s) * math.factorial(count - s - 1) / orders for s in range(count)]
    )
    sizes = members.sum(axis=1)
    arrived = after[numpy.maximum(sizes - 1, 0)]
    next_up = after[numpy.minimum(sizes, count - 1)]
    factors: Numbers = numpy.where(members, arrived[:, None], -next_up[:, None])
    return factors
