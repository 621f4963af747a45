"""Ranks from scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["competition_ranks", "crossed"]

FIGURES = 12
"""Ours: what differs beyond the twelfth figure differs by rounding alone, and is a tie."""


def competition_ranks(scores: ArrayLike, *, high_is_best: bool = True) -> NDArray[numpy.intp]:
    """Return ranks from 1, the best; equal scores share the best of their ranks.

    >>> competition_ranks([0.3, 0.1 + 0.2, 0.5]).tolist()
    [2, 2, 1]
    """
    values = numpy.asarray(scores, dtype=numpy.float64)
    signed = -values if high_is_best else values
    largest = float(numpy.abs(signed).max(initial=0.0))
    if largest:
        digits = FIGURES - 1 - int(numpy.floor(numpy.log10(largest)))
        signed = numpy.round(signed, min(digits, 300))
    return numpy.searchsorted(numpy.sort(signed), signed, side="left") + 1


def crossed(one: ArrayLike, other: ArrayLike) -> NDArray[numpy.bool_]:
    """Return which rows have another row that is above them in one and below in the other.

    Worked out by sorting; what differs beyond the twelfth decimal is equal.

    >>> crossed([3, 2, 1], [1, 2, 0]).tolist()
    [True, True, False]
    """
    first: NDArray[numpy.float64] = numpy.asarray(one, numpy.float64).round(FIGURES)
    second: NDArray[numpy.float64] = numpy.asarray(other, numpy.float64).round(FIGURES)
    found: NDArray[numpy.bool_] = _above_and_below(first, second) | _above_and_below(second, first)
    return found


def _above_and_below(
    one: NDArray[numpy.float64], other: NDArray[numpy.float64]
) -> NDArray[numpy.bool_]:
    """Return which rows have another above in the one and below in the other."""
    order = numpy.argsort(-one, kind="stable")
    least = numpy.minimum.accumulate(other[order])
    above = numpy.searchsorted(-one[order], -one, side="left")
    found: NDArray[numpy.bool_] = (above > 0) & (least[numpy.maximum(above - 1, 0)] < other)
    return found
