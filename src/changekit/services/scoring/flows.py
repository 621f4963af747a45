"""PROMETHEE: who is preferred to whom how strongly, in two flows or in their difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy

from changekit.extension.protocols.scoring import ScoreMatrix, Scores
from changekit.services.scoring.kernels.ordering import crossed
from changekit.services.scoring.kernels.outranking import PreferenceFunction, promethee_against
from changekit.services.scoring.options import Options
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from changekit.model.profile import Criterion
    from changekit.services.scoring.kernels import Flows

    Numbers = NDArray[numpy.float64]

__all__ = ["PROMETHEE_1", "PROMETHEE_2", "Promethee1", "Promethee2", "preference_functions"]

NEEDS: Mapping[str, tuple[str, ...]] = {
    "usual": (),
    "u": ("indifference",),
    "v": ("strict",),
    "level": ("indifference", "strict"),
    "linear": ("indifference", "strict"),
    "gaussian": ("spread",),
}
SOURCE = (
    "Brans & Vincke (1985), Management Science 31(6), 647-656; worked out by sorting: Calders & "
    "Van Assche (2018), Omega 76, 63-69"
)


def preference_functions(options: Options) -> tuple[PreferenceFunction, ...]:
    """Return the preference function of each criterion.

    Ours: where a criterion names no preference but thresholds, it is linear between them, from 0
    and to the length of the scale where one is missing. Where it names neither, it is usual for
    ordinal scales, whose differences mean nothing, and else linear over the whole scale.

    Raises:
        InvalidValueError: A preference lacks its threshold, or thresholds do not fit.
    """
    matrix = options.matrix
    scales = numpy.abs(matrix.best - matrix.worst).tolist()
    if not matrix.declared:
        return tuple(PreferenceFunction(kind="v", p=scale) for scale in scales)
    return tuple(
        _function(options, criterion, scale)
        for criterion, scale in zip(matrix.declared, scales, strict=True)
    )


def _function(options: Options, criterion: Criterion, scale: float) -> PreferenceFunction:
    kind, q, p = criterion.preference, criterion.indifference, criterion.strict
    where = f"criterion {criterion.id!r}"
    if kind is None:
        if q is None and p is None and criterion.kind == "ordinal":
            return PreferenceFunction()
        kind, q, p = "linear", q or 0.0, scale if p is None else p
    found = {"indifference": q, "strict": p, "spread": criterion.spread or None}
    for name in NEEDS[kind]:
        if found[name] is None:
            options.refuse(f"{where}: preference {kind!r} needs {name!r}, got none")
    if kind in ("level", "linear") and (p or 0) < (q or 0):
        got = f"strict {p:g} and indifference {q:g}"
        options.refuse(f"{where}: strict must be at least indifference, got {got}")
    return PreferenceFunction(kind=kind, q=q or 0.0, p=p or 0.0, s=criterion.spread or 0.0)


def _flows(options: Options, values: Numbers) -> Flows:
    """Return the flows of rows with other values, all other rows at their middle."""
    matrix = options.matrix
    signs = numpy.where(matrix.more_is_better, 1.0, -1.0)
    functions = preference_functions(options)
    return promethee_against(values, matrix.middle, matrix.shares, signs, functions)


@attrs.frozen(kw_only=True)
class Promethee2:
    """By how much an initiative is preferred to the others more than they to it.

    Net flows sum to 0 over all initiatives. An initiative's interval is its own values at their
    ends, those of the others at their middle.
    """

    name: str = "promethee2"
    title: Text = Text(sv="PROMETHEE II", en="PROMETHEE II")
    formula: Text = Text(
        sv="summan av vikt × nettoflöde per kriterium: hur starkt initiativet föredras framför "
        "de andra, minus hur starkt de föredras framför det (beror av de andra)",
        en="the sum of weight × net flow by criterion: how strongly the initiative is preferred "
        "to the others, less how strongly they are preferred to it (depends on the others)",
    )
    source: str = SOURCE
    claims: frozenset[str] = frozenset({"monotone", "rescaling", "zero-weight", "ties"})

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores from -1 to 1; contributions sum to them.

        Raises:
            InvalidValueError: A criterion's preference lacks a threshold.
        """
        parts = self._parts(matrix, matrix.middle)
        score = parts.sum(axis=1)
        ends = [self._parts(matrix, it) for it in (matrix.worse_ends, matrix.better_ends)]
        return Scores(
            score=score,
            low=numpy.minimum(ends[0].sum(axis=1), score),
            high=numpy.maximum(ends[1].sum(axis=1), score),
            scored=matrix.stated.any(axis=1),
            parts=matrix.criteria,
            contributions=parts,
            unknown=matrix.unknown,
        )

    def utilities(self, matrix: ScoreMatrix) -> Numbers:
        """Return the net flow on each criterion alone."""
        return _flows(Options(matrix, self.name), matrix.middle).by_criterion

    def kernel(self, matrix: ScoreMatrix, values: Numbers | None = None) -> Numbers:
        """Return the scores alone.

        Args:
            matrix: The scales and weights, and the values of the others.
            values: One row for each initiative; as a rule `matrix.middle`.
        """
        scores: Numbers = self._parts(matrix, matrix.middle if values is None else values).sum(1)
        return scores

    def _parts(self, matrix: ScoreMatrix, values: Numbers) -> Numbers:
        parts: Numbers = _flows(Options(matrix, self.name), values).by_criterion * matrix.shares
        return parts


@attrs.frozen(kw_only=True)
class Promethee1:
    """Both flows kept apart; who is better in one and worse in the other is incomparable.

    The group says whether an initiative is incomparable with any other, all at their middle.
    """

    name: str = "promethee1"
    title: Text = Text(sv="PROMETHEE I", en="PROMETHEE I")
    formula: Text = Text(
        sv="positivt flöde - negativt flöde, visade var för sig; den som är bättre i det ena och "
        "sämre i det andra än någon annan är ojämförbar (beror av de andra)",
        en="positive flow - negative flow, shown apart; who is better in one and worse in the "
        "other than somebody else is incomparable (depends on the others)",
    )
    source: str = SOURCE
    claims: frozenset[str] = frozenset({"monotone", "rescaling", "zero-weight", "ties"})
    shows_parts: bool = True

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores from -1 to 1, their parts `plus` and `minus`.

        Raises:
            InvalidValueError: A criterion's preference lacks a threshold.
        """
        options = Options(matrix, self.name)
        flows = _flows(options, matrix.middle)
        score = flows.net
        low, high = (_flows(options, it).net for it in (matrix.worse_ends, matrix.better_ends))
        return Scores(
            score=score,
            low=numpy.minimum(low, score),
            high=numpy.maximum(high, score),
            scored=matrix.stated.any(axis=1),
            parts=("plus", "minus"),
            contributions=numpy.column_stack((flows.plus, -flows.minus)),
            unknown=matrix.unknown,
            groups=tuple(
                "incomparable" if it else "comparable"
                for it in crossed(flows.plus, -flows.minus).tolist()
            ),
        )

    def kernel(self, matrix: ScoreMatrix, values: Numbers | None = None) -> Numbers:
        """Return the net flows alone, as `Promethee2.kernel`."""
        given = matrix.middle if values is None else values
        return _flows(Options(matrix, self.name), given).net


PROMETHEE_1 = Promethee1()
PROMETHEE_2 = Promethee2()
