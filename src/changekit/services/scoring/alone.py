"""Scores without their reasons, for work that asks for them many times over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

import numpy

from changekit.services.scoring.kernels.ordering import competition_ranks
from changekit.text import sort_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from changekit.extension.protocols.scoring import ScoreMatrix, Scorer

    Numbers: TypeAlias = NDArray[numpy.float64]

__all__ = ["Quick", "first", "scores_alone", "tie_order"]


@runtime_checkable
class Quick(Protocol):
    """A scorer that can give its scores alone, equal to `score(...).score` but for rounding."""

    def kernel(self, matrix: ScoreMatrix) -> Numbers:
        """Return one score for each row, unknown values at their middle."""


def scores_alone(scorer: Scorer, matrix: ScoreMatrix) -> Numbers:
    """Return the scores of every row, without parts and intervals where the scorer can."""
    return scorer.kernel(matrix) if isinstance(scorer, Quick) else scorer.score(matrix).score


def tie_order(ids: Sequence[str]) -> NDArray[numpy.intp]:
    """Return the place of each id among those that tie: the order of the alphabet.

    >>> tie_order(["c", "a", "b"]).tolist()
    [2, 0, 1]
    """
    order = sorted(range(len(ids)), key=lambda at: (sort_key(ids[at]), ids[at]))
    places = numpy.empty(len(ids), dtype=numpy.intp)
    places[order] = numpy.arange(len(ids))
    return places


def first(
    scores: Numbers, scored: NDArray[numpy.bool_], ties: NDArray[numpy.intp], count: int
) -> tuple[int, ...]:
    """Return the rows of the best, best first; what has no score is none of them.

    >>> first(numpy.array([1.0, 3.0, 3.0]), numpy.array([True] * 3), numpy.array([0, 2, 1]), 2)
    (2, 1)
    """
    rows = numpy.flatnonzero(scored)
    if not rows.size:
        return ()
    order = numpy.lexsort((ties[rows], competition_ranks(scores[rows])))
    return tuple(rows[order[:count]].tolist())
