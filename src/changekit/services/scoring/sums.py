"""The weighted sum over declared scales."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.extension.protocols.scoring import ScoreMatrix, Scores
from changekit.services.scoring.steps import (
    parts_table,
    places_table,
    values_table,
    weights_table,
)
from changekit.text import Text

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    from changekit.tables import Table

__all__ = ["WEIGHTED_SUM", "WeightedSum"]


@attrs.frozen(kw_only=True)
class WeightedSum:
    """Each value's place on its declared scale (worst 0, best 1), times its share of the weights.

    Because the scale is declared and not taken from the data, a score rests on its own row
    alone: dropping or adding an initiative never reorders the others.
    """

    name: str = "weighted-sum"
    title: Text = Text(sv="Viktad summa", en="Weighted sum")
    formula: Text = Text(
        sv="summan av vikt × (värde - sämsta) / (bästa - sämsta), vikterna räknade till 1 i allt",
        en="the sum of weight × (value - worst) / (best - worst), weights made to sum to 1",
    )
    source: str = (
        "Fishburn (1967), Operations Research 15(3), 537-542; scales declared as in SPOTIS: "
        "Dezert et al. (2020), FUSION 2020"
    )
    claims: frozenset[str] = frozenset({"alone", "monotone", "rescaling", "zero-weight", "ties"})

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores from 0 (worst in everything) to 1 (best in everything)."""
        parts = self._parts(matrix, matrix.middle)
        # Row by row, not by a matrix product: BLAS may round equal rows differently, and equal
        # initiatives have to tie.
        return Scores(
            score=parts.sum(axis=1),
            low=self._parts(matrix, matrix.worse_ends).sum(axis=1),
            high=self._parts(matrix, matrix.better_ends).sum(axis=1),
            scored=matrix.stated.any(axis=1),
            parts=matrix.criteria,
            contributions=parts,
            unknown=matrix.unknown,
        )

    def kernel(
        self, matrix: ScoreMatrix, values: NDArray[numpy.float64] | None = None
    ) -> NDArray[numpy.float64]:
        """Return the scores alone by one matrix product, for many rows or many rounds.

        Equal to `score(...).score` but for rounding.

        Args:
            matrix: The scales and weights, and the values where none are given.
            values: One row for each initiative; as a rule `matrix.middle`.
        """
        slope = matrix.shares / (matrix.best - matrix.worst)
        scores: NDArray[numpy.float64] = (matrix.middle if values is None else values) @ slope
        scores -= matrix.worst @ slope
        return scores

    def utilities(self, matrix: ScoreMatrix) -> NDArray[numpy.float64]:
        """Return the places on the declared scales, of which the score is the weighted mean."""
        place: NDArray[numpy.float64] = (matrix.middle - matrix.worst) / (
            matrix.best - matrix.worst
        )
        return place

    def steps(self, matrix: ScoreMatrix) -> tuple[Table, ...]:
        """Return scales and weights, the values, their places, and the weighted places."""
        parts = parts_table(matrix, self.score(matrix))
        return weights_table(matrix), values_table(matrix), places_table(matrix), parts

    def _parts(
        self, matrix: ScoreMatrix, values: NDArray[numpy.float64]
    ) -> NDArray[numpy.float64]:
        place: NDArray[numpy.float64] = (values - matrix.worst) / (matrix.best - matrix.worst)
        return place * matrix.shares


WEIGHTED_SUM = WeightedSum()
