"""Weights drawn from all that are possible: any, within ranges, in an order, or near the own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

import numpy

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.scoring.compiling import profile_of
from changekit.services.scoring.kernels.acceptability import uniform_weights
from changekit.services.scoring.robustness.ranges import within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from changekit.extension.protocols.scoring import ScoreMatrix

    Numbers = NDArray[numpy.float64]

__all__ = ["CONCENTRATION", "WeightKind", "drawn_weights", "kind_of"]

WeightKind: TypeAlias = Literal["uniform", "ranges", "order", "profile"]
"""Any weights; within each criterion's `weight_range`; in the order that the profile's
`weighting` gives; or near the profile's own."""
CONCENTRATION = 50.0
"""Ours: how near to the own weights, as the sum of the parameters of a Dirichlet distribution. A
share of a quarter then has a standard deviation of 6 parts in a hundred: the square root of
s(1 - s)/(c + 1)."""
LEAST = 1e-3
"""Ours: the least parameter of that distribution, so that no weight is drawn as exactly 0."""


def kind_of(matrix: ScoreMatrix, asked: WeightKind | None) -> WeightKind:
    """Return which weights are drawn: as asked, else the narrowest that the profile speaks of.

    Ours: ranges where any criterion has one, else the order of the weighting, else any weights.

    Raises:
        UnknownNameError: There is no such kind.
        InvalidValueError: The profile does not say what that kind needs.
    """
    ranged = any(item.weight_range for item in matrix.declared)
    order = _order(matrix)
    if asked is None:
        return "ranges" if ranged else "order" if order else "uniform"
    if asked not in get_args(WeightKind):
        kind = "kind of weights"
        raise UnknownNameError(kind, asked, known=get_args(WeightKind))
    if asked == "ranges" and not ranged:
        msg = f"profile {matrix.profile!r}: no criterion has a weight_range to draw weights within"
        raise InvalidValueError(msg)
    if asked == "order" and not order:
        msg = f"profile {matrix.profile!r}: its weighting has no order of criteria to draw by"
        raise InvalidValueError(msg)
    return asked


def drawn_weights(
    matrix: ScoreMatrix,
    kind: WeightKind,
    draws: int,
    generator: numpy.random.Generator,
    *,
    concentration: float = CONCENTRATION,
) -> Numbers:
    """Return one row of weights for each draw, in the order of the matrix's criteria.

    Each row sums to 1. `order` sorts weights drawn evenly, which are then drawn evenly from all
    in that order, since every order is as likely; criteria that it does not name are free.

    Raises:
        InvalidValueError: No weights lie within all ranges.
    """
    count = len(matrix.criteria)
    if kind == "ranges":
        low, high = _ends(matrix)
        return within(low, high, draws, generator, where=f"profile {matrix.profile!r}")
    if kind == "profile":
        drawn: Numbers = generator.standard_gamma(
            numpy.maximum(matrix.shares * concentration, LEAST), (draws, count)
        )
        drawn += numpy.finfo(numpy.float64).tiny
        drawn /= drawn.sum(axis=1, keepdims=True)
        return drawn
    weights = uniform_weights(draws, count, generator)
    if kind == "order":
        columns = [matrix.criteria.index(name) for name in _order(matrix)]
        weights[:, columns] = -numpy.sort(-weights[:, columns], axis=1)
    return weights


def _order(matrix: ScoreMatrix) -> Sequence[str]:
    """Return the criteria that the profile puts in an order, the most important first."""
    if matrix.municipality is None:
        return ()
    weighting = profile_of(matrix.municipality, matrix.profile)[0].weighting
    named = weighting.order if weighting else ()
    return tuple(name for name in named if name in matrix.criteria)


def _ends(matrix: ScoreMatrix) -> tuple[Numbers, Numbers]:
    low, high = numpy.zeros(len(matrix.criteria)), numpy.ones(len(matrix.criteria))
    for at, item in enumerate(matrix.declared):
        if not item.weight_range:
            continue
        ends = item.weight_range
        if len(ends) != 2 or not 0 <= ends[0] <= ends[1] <= 1:
            msg = (
                f"profile {matrix.profile!r}, criterion {item.id!r}: weight_range must be two "
                f"shares from 0 to 1, the lower first, got {list(ends)}"
            )
            raise InvalidValueError(msg)
        low[at], high[at] = ends
    return low, high
