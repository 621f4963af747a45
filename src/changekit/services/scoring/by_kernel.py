"""Scores that are no sums: one function of a row, asked at its middle and at its ends."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import numpy

from changekit.extension.protocols.scoring import ScoreMatrix, Scores, claims_of
from changekit.services.scoring.shapley import MOST, shapley

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from numpy.typing import NDArray

    from changekit.text import Text

    Numbers: TypeAlias = NDArray[numpy.float64]

__all__ = ["BASE", "WHOLE", "KernelScorer", "kernel_scores", "places"]

BASE, WHOLE = "base", "whole"
ROUNDING = 1e-15
"""Ours: a contribution below this share of the score is rounding, and shown as none."""
MOST_ROWS = 4_000_000
"""Ours: above this many rows times subsets of criteria, a score is one part."""


def kernel_scores(
    matrix: ScoreMatrix,
    kernel: Callable[[Numbers], Numbers],
    *,
    alone: bool = True,
    groups: tuple[str | None, ...] = (),
) -> Scores:
    """Return scores by a kernel that never falls when a value gets better.

    Each row's interval is its own values at their worse and better ends. Contributions are
    Shapley values against the declared worst, and `base`, the score of the worst itself; for
    many criteria or rows there is one part, `whole`.

    Args:
        matrix: What is known.
        kernel: Gives a score for each row of other values, all other rows at their middle.
        alone: Whether the kernel looks at each row alone, and takes any number of them.
        groups: By initiative: its group.
    """
    score = kernel(matrix.middle)
    rows, count = matrix.low.shape
    if count <= MOST and rows * 2**count <= MOST_ROWS:
        base = kernel(numpy.broadcast_to(matrix.worst, (rows, count)))
        added = shapley(kernel, matrix.middle, matrix.worst, alone=alone)
        added[numpy.abs(added) < ROUNDING * (1 + numpy.abs(score[:, None]))] = 0.0
        name = f"{BASE} of the worst" if BASE in matrix.criteria else BASE
        parts, contributions = (*matrix.criteria, name), numpy.column_stack((added, base))
    else:
        parts, contributions = (WHOLE,), score[:, None]
    return Scores(
        score=score,
        low=numpy.minimum(kernel(matrix.worse_ends), score),
        high=numpy.maximum(kernel(matrix.better_ends), score),
        scored=matrix.stated.any(axis=1),
        parts=parts,
        contributions=contributions,
        unknown=matrix.unknown,
        groups=groups,
    )


def places(matrix: ScoreMatrix, values: Numbers) -> Numbers:
    """Return where values stand on their declared scales: 0 the worst, 1 the best."""
    placed: Numbers = values - matrix.worst
    placed /= matrix.best - matrix.worst
    return placed


class KernelScorer(ABC):
    """A scorer whose score is no sum, but never falls when a value gets better."""

    __slots__ = ()

    name: str
    title: Text
    formula: Text
    source: str
    claims: frozenset[str]

    @abstractmethod
    def function(self, matrix: ScoreMatrix) -> Callable[[Numbers], Numbers]:
        """Return what gives each row of other values its score, the rest of the rows as is."""

    def groups(self, matrix: ScoreMatrix) -> tuple[str | None, ...]:  # noqa: ARG002  # most have none
        """Return the group of each initiative, nothing where the method has none."""
        return ()

    def kernel(self, matrix: ScoreMatrix, values: Numbers | None = None) -> Numbers:
        """Return the scores alone, for many rows or many rounds.

        Args:
            matrix: The scales and weights, and the values where none are given.
            values: One row for each initiative; as a rule `matrix.middle`.
        """
        return self.function(matrix)(matrix.middle if values is None else values)

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores with Shapley values as contributions.

        Raises:
            InvalidValueError: The profile does not fit the method.
        """
        alone = "alone" in (claims_of(self) or ())
        function, groups = self.function(matrix), self.groups(matrix)
        return kernel_scores(matrix, function, alone=alone, groups=groups)
