"""OWA and the Choquet integral: sums in which what is weighed depends on the order of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

from changekit.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[numpy.float64]

__all__ = ["choquet", "owa", "two_additive"]

MOST = 16
"""Ours: a capacity has a number for each subset, which is 65,536 at sixteen criteria."""


def owa(values: ArrayLike, weights: ArrayLike) -> Numbers:
    """Return the ordered weighted average of each row: the first weight goes to its best value.

    Source: Yager (1988), IEEE Transactions on Systems, Man, and Cybernetics 18(1), 183-190.

    >>> owa([[0.2, 0.8]], [1, 0]).tolist(), owa([[0.2, 0.8]], [0, 1]).tolist()
    ([0.8], [0.2])
    """
    matrix = numpy.asarray(values, numpy.float64)
    average: Numbers = -numpy.sort(-matrix, axis=1) @ numpy.asarray(weights, numpy.float64)
    return average


def choquet(values: ArrayLike, capacity: ArrayLike) -> Numbers:
    """Return the Choquet integral of each row by any capacity.

    Source: Grabisch (1996), European Journal of Operational Research 89(3), 445-456: the sum, in
    rising order of values, of each step times the capacity of those that reach above it.

    Args:
        values: One row for each alternative, 0 or more.
        capacity: A number for each subset of the criteria, in the order of the binary numbers:
            bit k stands for criterion k. The first, of the empty set, is 0; a larger set never
            has less.

    Raises:
        InvalidValueError: It is no capacity, or has another number of criteria.
    """
    matrix, measure = numpy.asarray(values, numpy.float64), numpy.asarray(capacity, numpy.float64)
    count = matrix.shape[1]
    _check_capacity(measure, count)
    order = numpy.argsort(matrix, axis=1, kind="stable")
    rising = numpy.take_along_axis(matrix, order, axis=1)
    steps = numpy.diff(rising, axis=1, prepend=0.0)
    bits = numpy.left_shift(1, order)
    above = numpy.cumsum(bits[:, ::-1], axis=1)[:, ::-1]
    integral: Numbers = (steps * measure[above]).sum(axis=1)
    return integral


def _check_capacity(measure: Numbers, count: int) -> None:
    if count > MOST:
        msg = f"a capacity is written out for at most {MOST} criteria, got {count}"
        raise InvalidValueError(msg)
    if measure.shape != (2**count,):
        msg = f"a capacity of {count} criteria has {2**count} numbers, got {measure.size}"
        raise InvalidValueError(msg)
    if measure[0] != 0 or not numpy.isfinite(measure).all():
        msg = f"the capacity of the empty set is 0 and all are finite, got {measure[0]:g}"
        raise InvalidValueError(msg)
    sets = numpy.arange(2**count)
    for criterion in range(count):
        without = sets[sets & (1 << criterion) == 0]
        less = measure[without | 1 << criterion] < measure[without]
        if less.any():
            smaller = int(without[less][0])
            msg = f"the capacity falls when criterion {criterion} joins the set {smaller:b}"
            raise InvalidValueError(msg)


def two_additive(
    values: ArrayLike, single: ArrayLike, pairs: Mapping[tuple[int, int], float]
) -> Numbers:
    """Return the Choquet integral of each row by a 2-additive capacity, in its compact form.

    Source: Grabisch (1997), Fuzzy Sets and Systems 92(2), 167-189: the sum of the single terms
    times the values and of the pair terms times the lesser of the two values.

    Args:
        values: One row for each alternative.
        single: The Moebius term of each criterion.
        pairs: The Moebius terms of pairs of criteria, by their positions.

    >>> two_additive([[0.4, 0.6]], [0.5, 0.7], {(0, 1): -0.2}).round(2).tolist()
    [0.54]
    """
    matrix = numpy.asarray(values, numpy.float64)
    total: Numbers = matrix @ numpy.asarray(single, numpy.float64)
    for (one, other), term in pairs.items():
        total = total + term * numpy.minimum(matrix[:, one], matrix[:, other])
    return total
