"""Scores of many draws: by one product where a score is a sum, else by scoring each draw anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy
from numpy.typing import NDArray

from changekit.extension.protocols.scoring import (
    LinearScorer,
    ScoreMatrix,
    Scorer,
    claims_of,
)
from changekit.services.scoring.sums import WeightedSum

if TYPE_CHECKING:
    from collections.abc import Iterator

    Numbers = NDArray[numpy.float64]
    Draws = numpy.random.Generator

__all__ = ["Rounds", "rounds_of"]

CLOSE = 1e-9
BLOCK = 4_000_000
"""Ours: scores, or unknown values, that are held at a time: 32 MB."""


@attrs.frozen(kw_only=True)
class Rounds:
    """How the initiatives of a matrix score for any weights and whatever the unknown is.

    Attributes:
        additive: Whether a score is a sum over criteria, each value for itself.
        unknown: Row and column of each value that is drawn.
        worse: If additive, what each value gives at its worse end, 0 or more.
        better: If additive, what it gives at its better end.
    """

    scorer: Scorer
    matrix: ScoreMatrix
    unknown: tuple[NDArray[numpy.intp], NDArray[numpy.intp]]
    additive: bool
    worse: Numbers
    better: Numbers

    def places(self, draws: int, generator: Draws) -> Numbers:
        """Return where each unknown value lies between its ends, from 0 (worse) to 1 (better)."""
        return generator.random((draws, len(self.unknown[0])))

    def blocks(self, weights: Numbers, generator: Draws) -> Iterator[Numbers]:
        """Give scores of 0 or more, one row for each row of weights, some rows at a time."""
        wide = max(len(self.matrix.ids), len(self.unknown[0]), 1)
        step = max(1, BLOCK // wide)
        for start in range(0, len(weights), step):
            part = weights[start : start + step]
            scores = self.scores(part, self.places(len(part), generator))
            yield _untied(scores, generator)

    def scores(self, weights: Numbers, places: Numbers) -> Numbers:
        """Return the scores for weights and unknown values, row by row, each row from 0 up."""
        if not self.additive:
            return numpy.stack([self._anew(*pair) for pair in zip(weights, places, strict=True)])
        rows, columns = self.unknown
        ends = self.worse[rows, columns], self.better[rows, columns]
        found: Numbers = weights @ numpy.ascontiguousarray(self.worse.T)
        for at, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
            rise = float(ends[1][at] - ends[0][at])
            found[:, row] += weights[:, column] * (rise * places[:, at])
        return numpy.maximum(found, 0.0, out=found)

    def _anew(self, weights: Numbers, places: Numbers) -> Numbers:
        """Return the scores of one draw by the scorer itself, from 0 up."""
        matrix = self.matrix
        rows, columns = self.unknown
        values = matrix.middle.copy()
        values[rows, columns] = (
            matrix.worse_ends[rows, columns]
            + (matrix.better_ends - matrix.worse_ends)[rows, columns] * places
        )
        drawn = attrs.evolve(
            matrix, low=values, high=values, weights=weights,
            known=numpy.ones_like(matrix.known), stated=numpy.ones_like(matrix.stated),
        )  # fmt: skip
        kernel = getattr(self.scorer, "kernel", None)
        if kernel is not None:
            scores = numpy.asarray(kernel(drawn), dtype=numpy.float64)
        else:
            given = self.scorer.score(drawn)
            last = given.score[given.scored].min(initial=0.0)
            scores = numpy.where(given.scored, given.score, last)
        above: Numbers = scores - scores.min()
        return above


def _untied(scores: Numbers, generator: Draws) -> Numbers:
    """Let chance decide between equal scores.

    Ours: what is added lies beyond the twelfth figure of the largest score (beyond the eleventh
    from about 2,000 initiatives on), where scores count as equal.
    """
    bits = int(scores.shape[1] - 1).bit_length()
    size = float(scores.max(initial=0.0)) or 1.0
    noise = generator.random(scores.shape)
    noise *= size * 2.0 ** (bits - 48)
    scores += noise
    return scores


def rounds_of(scorer: Scorer, matrix: ScoreMatrix, *, unknown: bool) -> Rounds:
    """Return how a scorer is asked again and again.

    A score counts as a sum over criteria where the scorer says so and, if values are to be drawn,
    each gives halfway between its ends the middle of what it gives there, from its row alone.
    """
    none = numpy.zeros(0, numpy.intp)
    cells = numpy.nonzero(matrix.low < matrix.high) if unknown else (none, none)
    worse = better = numpy.zeros(matrix.low.shape)
    additive = isinstance(scorer, LinearScorer)
    if isinstance(scorer, LinearScorer):
        worse, better, middle = (
            scorer.utilities(_at(matrix, values))
            for values in (matrix.worse_ends, matrix.better_ends, matrix.middle)
        )
        alone = isinstance(scorer, WeightedSum) or "alone" in (claims_of(scorer) or ())
        if not len(cells[0]):
            worse = better = middle
        elif not alone or not numpy.allclose(middle, (worse + better) / 2, rtol=0, atol=CLOSE):
            additive = False
        # The same for every row of a column changes no order, whatever the weights.
        lowest = numpy.minimum(worse, better).min(axis=0)
        worse, better = worse - lowest, better - lowest
    return Rounds(
        scorer=scorer, matrix=matrix, unknown=(cells[0], cells[1]), additive=additive,
        worse=worse, better=better,
    )  # fmt: skip


def _at(matrix: ScoreMatrix, values: Numbers) -> ScoreMatrix:
    return attrs.evolve(matrix, low=values, high=values)
