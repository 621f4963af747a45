"""How far two rankings agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[numpy.float64]

__all__ = ["kendall", "mean_ranks", "spearman"]

STRIP = 1_000_000
"""Ours: pairs that are compared at a time, so that memory stays small."""


def kendall(first: ArrayLike, second: ArrayLike) -> float | None:
    """Return Kendall's tau-b: 1 for the same order, -1 for the opposite one.

    Source: Kendall (1945), Biometrika 33(3), 239-251: pairs in the same order less pairs in the
    opposite order, over the geometric mean of the pairs that each ranking tells apart. None where
    one of them tells nothing apart.

    >>> kendall([1, 2, 3, 4], [1, 2, 4, 3]), kendall([1, 1], [1, 2])
    (0.6666666666666666, None)
    """
    a, b = (numpy.asarray(values, dtype=numpy.float64) for values in (first, second))
    step = max(1, STRIP // max(1, a.size))
    both = apart_a = apart_b = 0
    for start in range(0, a.size, step):
        rows = slice(start, start + step)
        left = numpy.sign(a[rows, None] - a).astype(numpy.int8)
        right = numpy.sign(b[rows, None] - b).astype(numpy.int8)
        both += int((left * right).sum(dtype=numpy.int64))
        apart_a += int(numpy.count_nonzero(left))
        apart_b += int(numpy.count_nonzero(right))
    if not apart_a or not apart_b:
        return None
    return float(both / numpy.sqrt(float(apart_a) * float(apart_b)))


def spearman(first: ArrayLike, second: ArrayLike) -> float | None:
    """Return Spearman's rank correlation, ties sharing the mean of their ranks.

    Source: Spearman (1904), American Journal of Psychology 15(1), 72-101: the correlation of the
    ranks. None where one of the rankings tells nothing apart.

    >>> spearman([1, 2, 3], [3, 2, 1]), spearman([1, 1], [1, 2])
    (-1.0, None)
    """
    a, b = mean_ranks(first), mean_ranks(second)
    a, b = a - a.mean(), b - b.mean()
    size = float(numpy.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / size if size else None


def mean_ranks(values: ArrayLike) -> Numbers:
    """Return ranks from 1, the lowest; equal values share the mean of their ranks.

    >>> mean_ranks([10, 20, 20]).tolist()
    [1.0, 2.5, 2.5]
    """
    given = numpy.asarray(values, dtype=numpy.float64)
    _, place, counts = numpy.unique(given, return_inverse=True, return_counts=True)
    ends = numpy.cumsum(counts)
    ranks: Numbers = (ends - (counts - 1) / 2)[place]
    return ranks
