"""Scales taken from the data, as in the papers; they let one alternative reorder the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy

from changekit.errors import InvalidValueError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

__all__ = ["Normalisation", "checked", "normalised"]

Normalisation: TypeAlias = Literal["none", "sum", "vector", "max", "minmax"]


def checked(
    matrix: object, signs: object, weights: object | None = None
) -> tuple[Numbers, Numbers]:
    """Return a matrix and its signs as arrays.

    Raises:
        InvalidValueError: A value is no finite number, the shapes do not fit, there is nothing,
            or a weight is below 0 or all of them are 0.
    """
    values = numpy.asarray(matrix, dtype=numpy.float64)
    ways = numpy.asarray(signs, dtype=numpy.float64)
    if values.ndim != 2 or not values.size:
        msg = f"a decision matrix has at least one row and one column, got shape {values.shape}"
        raise InvalidValueError(msg)
    if not numpy.isfinite(values).all():
        row, column = numpy.argwhere(~numpy.isfinite(values))[0]
        found = values[row, column]
        msg = f"row {row}, column {column}: a value must be a finite number, got {found}"
        raise InvalidValueError(msg)
    if ways.shape != (values.shape[1],) or not numpy.isin(ways, (-1, 1)).all():
        msg = f"each of the {values.shape[1]} criteria is to be more (1) or less (-1)"
        raise InvalidValueError(msg)
    if weights is not None:
        _check_weights(numpy.asarray(weights, dtype=numpy.float64), values.shape[1])
    return values, ways


def _check_weights(weights: Numbers, count: int) -> None:
    if weights.shape != (count,):
        msg = f"{count} criteria need as many weights, got {weights.size}"
        raise InvalidValueError(msg)
    if not (numpy.isfinite(weights).all() and (weights >= 0).all()):
        msg = f"a weight is a finite number of 0 or more, got {weights.tolist()}"
        raise InvalidValueError(msg)
    if not weights.sum() > 0:
        msg = "the weights sum to 0, so nothing counts"
        raise InvalidValueError(msg)


def normalised(
    matrix: object,
    signs: object,
    how: Normalisation,
    *,
    costs: Literal["keep", "reciprocal", "invert"] = "keep",
) -> Numbers:
    """Return values without their units, by what the column itself holds.

    Args:
        matrix: The values.
        signs: 1 where more is better, -1 where less is.
        how: `sum` and `vector` divide by the sum and by the length of the column, `max` by its
            largest value, `minmax` puts the worst at 0 and the best at 1, `none` leaves it.
        costs: What is done before with columns where less is better: nothing, their reciprocal,
            or their negative.

    Raises:
        InvalidValueError: A column cannot be divided, being all 0 or, for `minmax`, all equal.
    """
    values, ways = checked(matrix, signs)
    less = ways < 0
    if costs != "keep" and less.any():
        values = values.copy()
    if costs == "reciprocal":
        if (values[:, less] == 0).any():
            msg = "a cost of 0 has no reciprocal"
            raise InvalidValueError(msg)
        values[:, less] = 1 / values[:, less]
    elif costs == "invert":
        values[:, less] *= -1
    if how == "none":
        return numpy.array(values)
    if how == "minmax":
        low, high = values.min(axis=0), values.max(axis=0)
        worse = numpy.where((costs == "keep") & less, high, low)
        better = numpy.where((costs == "keep") & less, low, high)
        placed: Numbers = values - worse
        placed /= _sizes(better - worse)
        return placed
    scaled: Numbers = values / _sizes(_lengths(values, how))
    return scaled


def _lengths(values: Numbers, how: Normalisation) -> Numbers:
    """Return what each column is divided by."""
    if how == "max":
        return numpy.asarray(values.max(axis=0))
    if how == "sum":
        return numpy.asarray(values.sum(axis=0))
    lengths: Numbers = numpy.sqrt(numpy.einsum("ij,ij->j", values, values))
    return lengths


def _sizes(sizes: Numbers) -> Numbers:
    if (sizes == 0).any():
        at = int(numpy.flatnonzero(sizes == 0)[0])
        msg = f"column {at} cannot be scaled by its own values: they are all equal, or sum to 0"
        raise InvalidValueError(msg)
    return sizes
