"""Methods that measure how far an alternative is from the best and from the worst."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy

from changekit.errors import InvalidValueError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[numpy.float64]

__all__ = ["Compromise", "placed", "spotis", "topsis", "vikor"]

CLOSE = 1e-12
BLOCK = 24_000
"""Ours: differences that are held at a time, 192 kB, so that they stay in the cache."""


def topsis(weighted: ArrayLike, best: ArrayLike, worst: ArrayLike) -> Numbers:
    """Return the closeness of each row to the best, from 0 (the worst itself) to 1 (the best).

    Source: Hwang & Yoon (1981), Multiple Attribute Decision Making, Springer: distance to the
    worst over the sum of both distances, Euclidean.

    Args:
        weighted: Scaled values times weights.
        best: The best value in each column, on the same scale.
        worst: The worst value in each column.

    >>> topsis([[1, 1], [0, 0], [1, 0]], [1, 1], [0, 0]).round(3).tolist()
    [1.0, 0.0, 0.5]
    """
    values = numpy.asarray(weighted, dtype=numpy.float64)
    near, far = (_distances(values, numpy.asarray(end, numpy.float64)) for end in (best, worst))
    both = near + far
    # Where best and worst are one point, every row lies on it: halfway, as from two equal ends.
    closeness: Numbers = numpy.divide(far, both, out=numpy.full_like(far, 0.5), where=both > 0)
    return closeness


def _distances(values: Numbers, end: Numbers) -> Numbers:
    """Return the Euclidean distance of each row from a point, some rows at a time."""
    squares = numpy.empty(len(values))
    step = max(1, BLOCK // max(1, values.shape[1]))
    for start in range(0, len(values), step):
        away = values[start : start + step] - end
        numpy.einsum("ij,ij->i", away, away, out=squares[start : start + step])
    distances: Numbers = numpy.sqrt(squares, out=squares)
    return distances


class Compromise(NamedTuple):
    """What VIKOR gives; less is better in all three."""

    group: Numbers
    regret: Numbers
    compromise: Numbers


def vikor(
    values: ArrayLike, weights: ArrayLike, best: ArrayLike, worst: ArrayLike, *, v: float = 0.5
) -> Compromise:
    """Return group utility S, individual regret R, and the compromise Q of both, for each row.

    Source: Opricovic & Tzeng (2004), European Journal of Operational Research 156(2), 445-455.
    A criterion whose best is its worst tells nothing apart and counts 0; where all S, or all R,
    are equal, that half of Q is 0.

    Args:
        values: One row for each alternative, in any units.
        weights: By criterion; as a rule they sum to 1.
        best: The best value of each criterion.
        worst: The worst.
        v: How much the group counts against the one who loses most, from 0 to 1.

    Raises:
        InvalidValueError: `v` lies outside 0 to 1.
    """
    if not 0 <= v <= 1:
        msg = f"v must be 0 to 1, got {v:g}"
        raise InvalidValueError(msg)
    top, bottom = numpy.asarray(best, numpy.float64), numpy.asarray(worst, numpy.float64)
    spread = top - bottom
    shares = numpy.divide(
        numpy.asarray(weights, numpy.float64), spread, out=numpy.zeros_like(spread),
        where=spread != 0,
    )  # fmt: skip
    lost = (top - numpy.asarray(values, numpy.float64)) * shares
    group, regret = lost.sum(axis=1), lost.max(axis=1)
    parts = [placed(losses, losses.min(), losses.max()) for losses in (group, regret)]
    return Compromise(group, regret, v * parts[0] + (1 - v) * parts[1])


def placed(losses: Numbers, low: ArrayLike, high: ArrayLike) -> Numbers:
    """Return where losses lie between the least and the most, 0 where these are one.

    Ours: ends that differ by rounding alone, a part in 10**12 of the most, are one.
    """
    least, most = numpy.asarray(low, numpy.float64), numpy.asarray(high, numpy.float64)
    apart = most - least > CLOSE * numpy.abs(most)
    place: Numbers = numpy.zeros_like(losses)
    numpy.divide(losses - least, most - least, out=place, where=apart)
    return place


def spotis(
    values: ArrayLike,
    weights: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    ideal: ArrayLike,
) -> Numbers:
    """Return the weighted distance of each row from the ideal, from 0 up; less is better.

    The bounds are given and not taken from the rows, so that no row reorders the others.
    Source: Dezert, Tchamova, Han & Tacnet (2020), IEEE FUSION.

    Args:
        values: One row for each alternative.
        weights: By criterion, summing to 1.
        low: The lower bound of each criterion.
        high: Its upper bound.
        ideal: The value that is wanted: as a rule the better bound, or any value between.

    >>> spotis([[5, 0]], [0.5, 0.5], [0, 0], [10, 10], [10, 0]).tolist()
    [0.25]
    """
    span = numpy.asarray(high, numpy.float64) - numpy.asarray(low, numpy.float64)
    if not (span > 0).all():
        at = int(numpy.flatnonzero(~(span > 0))[0])
        msg = f"criterion {at}: the upper bound must lie above the lower one"
        raise InvalidValueError(msg)
    slopes = numpy.asarray(weights, numpy.float64) / span
    away = numpy.abs(numpy.asarray(values, numpy.float64) - numpy.asarray(ideal, numpy.float64))
    distance: Numbers = away @ slopes
    return distance
