"""ELECTRE III: orders that follow from how credible it is that one outranks another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy

from changekit.extension.protocols.scoring import ScoreMatrix, Scores
from changekit.services.scoring.by_kernel import WHOLE
from changekit.services.scoring.kernels.electre import Orders, credibility, distil
from changekit.services.scoring.kernels.ordering import crossed
from changekit.services.scoring.options import Options
from changekit.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

__all__ = ["ELECTRE_3", "Electre3"]

MOST = 5_000
"""Ours: credibility is a number for each pair, 200 MB for so many initiatives."""


@attrs.frozen(kw_only=True)
class Electre3:
    """The mean of two orders: the best taken out first, and the worst taken out first.

    Criteria say `indifference` (0 where they do not), `strict` (the same as indifference) and
    `veto` (none). A better value may lower a place in these orders, so that nothing narrower than
    the whole scale can be said of an initiative with unknown values.
    """

    name: str = "electre3"
    title: Text = Text(sv="ELECTRE III", en="ELECTRE III")
    formula: Text = Text(
        sv="1 - (medelplats - 1) / (antal - 1), medel av de två destillerade ordningarna; den som "
        "är bättre än någon i den ena och sämre i den andra är ojämförbar; okänt ger hela skalan "
        "(beror av de andra)",
        en="1 - (mean place - 1) / (count - 1), the mean of the two distilled orders; who is "
        "better than somebody in one and worse in the other is incomparable; unknown gives the "
        "whole scale (depends on the others)",
    )
    source: str = (
        "Roy (1978), Cahiers du CERO 20(1), 3-24; Figueira, Mousseau & Roy (2005), Multiple "
        "Criteria Decision Analysis, ch. 4. Ours: the score is the mean place, between 0 and 1"
    )
    claims: frozenset[str] = frozenset({"rescaling", "zero-weight", "ties"})

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores from 0 to 1 in one part, and who is incomparable.

        Raises:
            InvalidValueError: Thresholds do not stand in order, or there are too many rows.
        """
        orders = self.orders(matrix)
        score = _placed(orders)
        sure = matrix.known.all(axis=1)
        apart = crossed(-orders.descending, -orders.ascending).tolist()
        return Scores(
            score=score,
            low=numpy.where(sure, score, 0.0),
            high=numpy.where(sure, score, 1.0),
            scored=matrix.stated.any(axis=1),
            parts=(WHOLE,),
            contributions=score[:, None],
            unknown=matrix.unknown,
            groups=tuple("incomparable" if it else "comparable" for it in apart),
        )

    def kernel(self, matrix: ScoreMatrix, values: Numbers | None = None) -> Numbers:
        """Return the scores alone.

        Args:
            matrix: The scales and weights, and the values where none are given.
            values: One row for each initiative, all of them moved at once.
        """
        return _placed(self.orders(matrix, values))

    def orders(self, matrix: ScoreMatrix, values: Numbers | None = None) -> Orders:
        """Return both orders of the initiatives."""
        options = Options(matrix, self.name)
        if len(matrix.ids) > MOST:
            options.refuse(f"it compares every pair, of {MOST} initiatives at most")
        given = matrix.middle if values is None else values
        signs = numpy.where(matrix.more_is_better, 1.0, -1.0)
        return distil(credibility(given, matrix.shares, signs, *_thresholds(options)))


def _placed(orders: Orders) -> Numbers:
    count = len(orders.descending)
    if count == 1:
        return numpy.ones(1)
    score: Numbers = 1 - (orders.mean - 1) / (count - 1)
    return score


def _thresholds(options: Options) -> tuple[Numbers, Numbers, Numbers]:
    rows = []
    for criterion in options.matrix.declared:
        q = criterion.indifference or 0.0
        p = q if criterion.strict is None else criterion.strict
        v = numpy.inf if criterion.veto is None else criterion.veto
        if not q <= p < v:
            got = f"indifference {q:g}, strict {p:g}, veto {v:g}"
            options.refuse(
                f"criterion {criterion.id!r}: indifference <= strict < veto must hold, got {got}"
            )
        rows.append((q, p, v))
    found = numpy.array(rows or [(0.0, 0.0, numpy.inf)] * len(options.matrix.criteria))
    return found[:, 0], found[:, 1], found[:, 2]


ELECTRE_3 = Electre3()
