"""Weighted sum and weighted product."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

from changekit.errors import InvalidValueError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["weighted_product", "weighted_sum"]


def weighted_sum(values: ArrayLike, weights: ArrayLike) -> NDArray[numpy.float64]:
    """Return the weighted sum of each row; weights as they are given.

    Source: Fishburn (1967), Operations Research 15(3), 537-542.

    >>> weighted_sum([[1, 0], [0.5, 1]], [0.5, 0.5]).tolist()
    [0.5, 0.75]
    """
    return numpy.asarray(values, dtype=numpy.float64) @ numpy.asarray(weights, dtype=numpy.float64)


def weighted_product(
    values: ArrayLike, weights: ArrayLike, signs: ArrayLike
) -> NDArray[numpy.float64]:
    """Return the product of each row's values, each to the power of its weight.

    Where less is better the power is negative. Source: Miller & Starr (1969), Executive Decisions
    and Operations Research; Triantaphyllou & Mann (1989), Decision Support Systems 5, 303-312.

    Raises:
        InvalidValueError: A value is 0 or less, which has no such power.

    >>> weighted_product([[4, 2]], [0.5, 1], [1, -1]).tolist()
    [1.0]
    """
    matrix = numpy.asarray(values, dtype=numpy.float64)
    if (matrix <= 0).any():
        msg = f"a weighted product needs values above 0, got {matrix.min():g}"
        raise InvalidValueError(msg)
    powers = numpy.asarray(weights, dtype=numpy.float64) * numpy.asarray(signs, numpy.float64)
    product: NDArray[numpy.float64] = numpy.exp(numpy.log(matrix) @ powers)
    return product
