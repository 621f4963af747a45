"""Ranks from scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["competition_ranks"]

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
