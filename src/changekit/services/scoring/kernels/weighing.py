"""Weights that nobody writes out: from comparisons, from an order, or from the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy

from changekit.errors import InvalidValueError
from changekit.services.scoring.kernels.scaling import checked, normalised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[numpy.float64]

__all__ = [
    "Compared", "compared", "completed", "critic", "entropy", "equal", "pairwise", "rank_order",
    "swing",
]  # fmt: skip

RANDOM_INDEX: Final = (
    0.0, 0.0, 0.0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59,
)  # fmt: skip
"""By the number of items: the mean consistency index of random comparisons.
Source: Saaty (2008), International Journal of Services Sciences 1(1), 83-98, table of the random
index, which ends at fifteen."""
ROUNDS: Final = 200
"""Ours: rounds over the missing comparisons; each is convex, and few are needed."""
SETTLED: Final = 1e-13
"""Ours: a round that changes no logarithm by more than this ends the search."""


def equal(count: int) -> Numbers:
    """Return the same weight for each of some criteria.

    >>> equal(4).tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    if count < 1:
        msg = "there is no criterion to weigh"
        raise InvalidValueError(msg)
    return numpy.full(count, 1 / count)


def rank_order(count: int) -> Numbers:
    """Return rank-order centroid weights, for the most important criterion first.

    Source: Barron & Barrett (1996), Management Science 42(11), 1515-1523: the middle of all
    weights that keep the order: the i-th is the sum of 1/k for k from i to n, divided by n.

    >>> rank_order(3).round(4).tolist()
    [0.6111, 0.2778, 0.1111]
    """
    equal(count)
    inverse = 1 / numpy.arange(1, count + 1)
    weights: Numbers = numpy.cumsum(inverse[::-1])[::-1] / count
    return weights


def swing(points: ArrayLike) -> Numbers:
    """Return weights from points for the swing of each criterion from its worst to its best.

    Source: von Winterfeldt & Edwards (1986), Decision Analysis and Behavioral Research.

    >>> swing([100, 50, 50]).tolist()
    [0.5, 0.25, 0.25]
    """
    given = numpy.asarray(points, numpy.float64)
    if given.ndim != 1 or not (numpy.isfinite(given).all() and (given >= 0).all()):
        msg = f"swing points are finite numbers of 0 or more, got {given.tolist()}"
        raise InvalidValueError(msg)
    if not given.sum() > 0:
        msg = "the swing points sum to 0, so nothing counts"
        raise InvalidValueError(msg)
    weights: Numbers = given / given.sum()
    return weights


def critic(matrix: ArrayLike, signs: ArrayLike) -> Numbers:
    """Return weights that are large where a column spreads and says what no other does.

    Source: Diakoulaki, Mavrotas & Papayannakis (1995), Computers & Operations Research 22(7),
    763-770: standard deviation after min-max scaling, times the sum of 1 less each correlation.

    Raises:
        InvalidValueError: There are fewer than two rows, or a column does not vary.
    """
    placed = normalised(matrix, signs, "minmax")
    if len(placed) < 2:
        msg = "critic needs at least two alternatives"
        raise InvalidValueError(msg)
    spread = placed.std(axis=0, ddof=1)
    correlation = numpy.atleast_2d(numpy.corrcoef(placed, rowvar=False))
    told = spread * (1 - correlation).sum(axis=0)
    if not told.sum() > 0:
        return equal(placed.shape[1])
    weights: Numbers = told / told.sum()
    return weights


def entropy(matrix: ArrayLike, signs: ArrayLike) -> Numbers:
    """Return weights that are large where a column is spread unevenly over the rows.

    Source: Hwang & Yoon (1981), Multiple Attribute Decision Making, Springer: 1 less Shannon's
    entropy of the column's shares, over the sum of these.

    Raises:
        InvalidValueError: A value is below 0, a column is all 0, or there is but one row.
    """
    values, _ = checked(matrix, signs)
    if len(values) < 2 or (values < 0).any():
        msg = "entropy weights need at least two alternatives, and values of 0 or more"
        raise InvalidValueError(msg)
    shares = normalised(values, signs, "sum")
    logs = numpy.log(shares, out=numpy.zeros_like(shares), where=shares > 0)
    spread = 1 + (shares * logs).sum(axis=0) / numpy.log(len(values))
    spread = numpy.maximum(spread, 0)
    if not spread.sum() > 1e-12:
        return equal(values.shape[1])
    weights: Numbers = spread / spread.sum()
    return weights


class Compared(NamedTuple):
    """What a matrix of pairwise comparisons gives.

    Attributes:
        weights: By item, summing to 1.
        consistency_ratio: 0 where all comparisons agree; None for more than fifteen items. Saaty
            advises to look again above 0.1.
        missing: How many comparisons were filled in.
    """

    weights: Numbers
    consistency_ratio: float | None
    missing: int


def pairwise(count: int, comparisons: Mapping[tuple[int, int], float]) -> Numbers:
    """Return the matrix of comparisons, NaN where nobody compared.

    Args:
        count: How many items there are.
        comparisons: By two positions: how much the first outweighs the second, above 0.

    Raises:
        InvalidValueError: A position is none, a number is not above 0, or two comparisons of one
            pair contradict each other.
    """
    matrix = numpy.full((count, count), numpy.nan)
    numpy.fill_diagonal(matrix, 1.0)
    for (one, other), times in comparisons.items():
        if not (0 <= one < count and 0 <= other < count):
            msg = f"comparison of {one} and {other}: there are {count} items"
            raise InvalidValueError(msg)
        if not (numpy.isfinite(times) and times > 0) or (one == other and times != 1):
            msg = f"comparison of {one} and {other}: it must be a number above 0, got {times:g}"
            raise InvalidValueError(msg)
        known = matrix[one, other]
        if not numpy.isnan(known) and abs(known - times) > 1e-9 * times:
            msg = f"comparison of {one} and {other}: both {known:g} and {times:g} are given"
            raise InvalidValueError(msg)
        matrix[one, other], matrix[other, one] = times, 1 / times
    return matrix


def compared(matrix: ArrayLike, *, slack: float = 1e-6) -> Compared:
    """Return the weights of items that were compared in pairs; missing pairs are NaN.

    Source: Saaty (1977), Journal of Mathematical Psychology 15(3), 234-281: the principal
    eigenvector; missing pairs are those that make the largest eigenvalue smallest: Bozóki, Fülöp
    & Rónyai (2010), Mathematical and Computer Modelling 52, 318-333.

    Args:
        matrix: One row and one column for each item.
        slack: How far a comparison times its own reverse may be from 1.

    Raises:
        InvalidValueError: It is no such matrix, or the comparisons do not link all items.
    """
    given = numpy.asarray(matrix, numpy.float64)
    _check_pairs(given, slack)
    missing = int(numpy.isnan(given).sum()) // 2
    whole = completed(given) if missing else given
    largest, weights = _principal(whole)
    count = len(whole)
    ratio: float | None = 0.0
    if count > 2:
        index = (largest - count) / (count - 1)
        known = count < len(RANDOM_INDEX)
        ratio = max(0.0, index) / RANDOM_INDEX[count] if known else None
    return Compared(weights, ratio, missing)


def _check_pairs(given: Numbers, slack: float) -> None:
    if given.ndim != 2 or given.shape[0] != given.shape[1] or not given.size:
        msg = f"comparisons stand in a square matrix, got shape {given.shape}"
        raise InvalidValueError(msg)
    known = ~numpy.isnan(given)
    values = given[known]
    if (known != known.T).any() or not (numpy.isfinite(values).all() and (values > 0).all()):
        msg = "each comparison is a number above 0 that stands both ways"
        raise InvalidValueError(msg)
    product = numpy.where(known, given * given.T, 1.0)
    if (numpy.abs(product - 1) > slack).any():
        one, other = numpy.argwhere(numpy.abs(product - 1) > slack)[0]
        msg = f"comparison of {one} and {other}: one way has to be 1 by the other way"
        raise InvalidValueError(msg)
    reached, waiting = {0}, [0]
    while waiting:
        for other in numpy.flatnonzero(known[waiting.pop()]).tolist():
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    apart = sorted(set(range(len(given))) - reached)
    if apart:
        msg = f"items {apart} are compared with none of the others: compare at least one pair"
        raise InvalidValueError(msg)


def _principal(matrix: Numbers) -> tuple[float, Numbers]:
    """Return the largest eigenvalue of a positive matrix and its vector, which sums to 1."""
    values, vectors = numpy.linalg.eig(matrix)
    at = int(numpy.argmax(values.real))
    vector = numpy.abs(vectors[:, at].real)
    return float(values[at].real), vector / vector.sum()


def completed(matrix: Numbers) -> Numbers:
    """Return comparisons with the missing ones filled in so that they contradict least.

    The largest eigenvalue is convex in the logarithms of what is missing; each is moved in turn
    to where the eigenvalue is smallest, its best value given the others being the root of the
    derivative, which the eigenvectors give.
    """
    whole = numpy.where(numpy.isnan(matrix), 1.0, matrix)
    pairs = [(one, other) for one, other in numpy.argwhere(numpy.isnan(matrix)) if one < other]
    _start(whole, pairs, matrix)
    for _ in range(ROUNDS):
        moved = 0.0
        for one, other in pairs:
            moved = max(moved, _settle(whole, int(one), int(other)))
        if moved < SETTLED:
            break
    return whole


def _start(whole: Numbers, pairs: Sequence[tuple[int, int]], matrix: Numbers) -> None:
    """Begin with what the weights of least squares of logarithms say, which is close."""
    known = ~numpy.isnan(matrix)
    logs = numpy.where(known, numpy.log(whole), 0.0)
    laplacian = numpy.diag(known.sum(axis=1).astype(numpy.float64)) - known
    potential = numpy.linalg.lstsq(laplacian, logs.sum(axis=1), rcond=None)[0]
    for one, other in pairs:
        whole[one, other] = numpy.exp(potential[one] - potential[other])
        whole[other, one] = 1 / whole[one, other]


def _settle(whole: Numbers, one: int, other: int) -> float:
    """Move one missing pair to its best; return how far its logarithm moved."""
    before = float(numpy.log(whole[one, other]))
    low, high = before - 12.0, before + 12.0
    for _ in range(100):
        middle = (low + high) / 2
        whole[one, other], whole[other, one] = numpy.exp(middle), numpy.exp(-middle)
        if _slope(whole, one, other) > 0:
            high = middle
        else:
            low = middle
        if high - low < SETTLED:
            break
    return abs((low + high) / 2 - before)


def _slope(whole: Numbers, one: int, other: int) -> float:
    """Return the sign-giving part of the derivative of the largest eigenvalue."""
    _, right = _principal(whole)
    _, left = _principal(whole.T)
    return float(
        left[one] * whole[one, other] * right[other] - left[other] * whole[other, one] * right[one]
    )
