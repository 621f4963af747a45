"""MoSCoW: must before should before could, and a score inside each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import attrs
import numpy

from changekit.extension.protocols.scoring import ScoreMatrix, Scores
from changekit.services.scoring.averages import CHOQUET, OWA
from changekit.services.scoring.groups import CATEGORIES
from changekit.services.scoring.ideals import SPOTIS, TOPSIS
from changekit.services.scoring.options import Options
from changekit.services.scoring.products import WEIGHTED_PRODUCT
from changekit.services.scoring.sums import WEIGHTED_SUM
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from changekit.extension.protocols.scoring import Scorer

    Numbers = NDArray[numpy.float64]

__all__ = ["MOSCOW", "Moscow"]

INSIDE: Mapping[str, Scorer] = {
    it.name: it for it in (WEIGHTED_SUM, WEIGHTED_PRODUCT, TOPSIS, SPOTIS, OWA, CHOQUET)
}
"""Scorers whose scores lie between 0 and 1 whatever the others are."""
STEP = 2.0
"""Ours: twice the length of a score inside, so that the best could is below the worst should."""


@attrs.frozen(kw_only=True)
class Moscow:
    """Categories first, and a score by the other criteria inside each.

    The category is a criterion with the values 1 (won't) to 4 (must), called `moscow` or named by
    option `category`. Option `inside` names the scorer for the others.
    """

    name: str = "moscow"
    title: Text = Text(sv="MoSCoW", en="MoSCoW")
    formula: Text = Text(
        sv="2 × (kategori - 1) + poäng inom kategorin; kategori 4 måste, 3 bör, 2 kan, 1 inte nu",
        en="2 × (category - 1) + score inside; category 4 must, 3 should, 2 could, 1 won't",
    )
    source: str = (
        "Clegg & Barker (1994), Case Method Fast-Track: A RAD Approach, Addison-Wesley. Ours: the "
        "step of 2 that keeps categories apart"
    )
    claims: frozenset[str] = frozenset({"alone", "monotone", "rescaling", "zero-weight", "ties"})

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores from 0 to 7, each initiative in the group of its category.

        Raises:
            InvalidValueError: No criterion is the category, or a value is none of 1 to 4.
        """
        options = Options(matrix, self.name)
        at = self._category(options)
        rest = [column for column in range(len(matrix.criteria)) if column != at]
        inner = self._inside(options, rest)
        steps = [STEP * (it[:, at] - 1) for it in (matrix.middle, matrix.low, matrix.high)]
        score, low, high = (step + end for step, end in zip(steps, inner.ends, strict=True))
        return Scores(
            score=score, low=low, high=high,
            scored=matrix.stated.any(axis=1),
            parts=(matrix.criteria[at], *inner.parts),
            contributions=numpy.column_stack((steps[0], inner.contributions)),
            unknown=matrix.unknown,
            groups=_groups(matrix, at),
        )  # fmt: skip

    def _category(self, options: Options) -> int:
        matrix = options.matrix
        at = options.criterion(options.text("category", "moscow"), option="category")
        name = matrix.criteria[at]
        if (matrix.worst[at], matrix.best[at]) != (1, len(CATEGORIES)):
            options.refuse(
                f"criterion {name!r} holds categories: declare worst 1 (won't) and best 4 (must)"
            )
        values = matrix.low[:, at]
        odd = numpy.flatnonzero(matrix.known[:, at] & (values != numpy.round(values)))
        if odd.size:
            options.refuse(
                f"initiative {matrix.ids[odd[0]]!r}: {name!r} must be 1, 2, 3 or 4, "
                f"got {values[odd[0]]:g}"
            )
        return at

    def _inside(self, options: Options, rest: list[int]) -> _Inside:
        name = options.text("inside", WEIGHTED_SUM.name, allowed=tuple(INSIDE))
        if not rest:
            nothing = numpy.zeros((len(options.matrix.ids), 0))
            zeros = nothing.sum(axis=1)
            return _Inside((zeros, zeros, zeros), (), nothing)
        found = INSIDE[name].score(_columns(options.matrix, rest))
        return _Inside((found.score, found.low, found.high), found.parts, found.contributions)


class _Inside(NamedTuple):
    """The scores within the categories: middle, low and high, and what they are made of."""

    ends: tuple[Numbers, Numbers, Numbers]
    parts: tuple[str, ...]
    contributions: Numbers


def _columns(matrix: ScoreMatrix, wanted: list[int]) -> ScoreMatrix:
    """Return the matrix of some of the criteria."""
    return attrs.evolve(
        matrix,
        criteria=tuple(matrix.criteria[at] for at in wanted),
        low=matrix.low[:, wanted], high=matrix.high[:, wanted],
        known=matrix.known[:, wanted], stated=matrix.stated[:, wanted],
        best=matrix.best[wanted], worst=matrix.worst[wanted], weights=matrix.weights[wanted],
        units=tuple(matrix.units[at] for at in wanted),
        declared=tuple(matrix.declared[at] for at in wanted) if matrix.declared else (),
    )  # fmt: skip


def _groups(matrix: ScoreMatrix, at: int) -> tuple[str | None, ...]:
    names = tuple(CATEGORIES)
    return tuple(
        names[int(value) - 1] if known else None
        for value, known in zip(
            matrix.low[:, at].tolist(), matrix.known[:, at].tolist(), strict=True
        )
    )


MOSCOW = Moscow()
