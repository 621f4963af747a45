"""Methods that measure distances: to the best and the worst, or to an ideal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy

from changekit.extension.protocols.scoring import ScoreMatrix, Scores
from changekit.services.scoring import kernels
from changekit.services.scoring.by_kernel import KernelScorer, places
from changekit.services.scoring.kernels.distances import placed
from changekit.services.scoring.options import Options
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

__all__ = ["SPOTIS", "TOPSIS", "VIKOR", "Spotis", "Topsis", "Vikor"]

CLOSE = 1e-12
"""Ours: what differs by rounding alone does not differ."""


@attrs.frozen(kw_only=True)
class Topsis(KernelScorer):
    """How close an initiative is to the declared best, against the declared worst."""

    name: str = "topsis"
    title: Text = Text(sv="TOPSIS", en="TOPSIS")
    formula: Text = Text(
        sv="avståndet till det sämsta / (avståndet till det sämsta + till det bästa), räknat på "
        "vikt × plats på den angivna skalan",
        en="distance to the worst / (distance to the worst + to the best), of weight × place on "
        "the declared scale",
    )
    source: str = (
        "Hwang & Yoon (1981), Multiple Attribute Decision Making, Springer. Ours: the ideal and "
        "its opposite are the declared ends, so that no initiative reorders the others"
    )
    claims: frozenset[str] = frozenset({"alone", "monotone", "rescaling", "zero-weight", "ties"})

    def function(self, matrix: ScoreMatrix) -> Callable[[Numbers], Numbers]:
        """Return what measures a row's closeness."""
        shares = matrix.shares
        zeros = numpy.zeros_like(shares)

        def closeness(values: Numbers) -> Numbers:
            weighted = places(matrix, values)
            weighted *= shares
            return kernels.topsis(weighted, shares, zeros)

        return closeness


@attrs.frozen(kw_only=True)
class Vikor(KernelScorer):
    """A compromise between what all criteria lose together and what the worst one loses.

    It compares with the other initiatives: the least and the most that any of them loses. An
    initiative's interval is its own values at their ends, those of the others at their middle.

    Attributes:
        v: How much the sum counts against the worst, where the option `v` says nothing.
    """

    name: str = "vikor"
    title: Text = Text(sv="VIKOR", en="VIKOR")
    formula: Text = Text(
        sv="1 - Q, där Q väger samman summan av vad alla kriterier förlorar och det mesta som "
        "något förlorar, mellan det minsta och det mesta bland alla initiativ (beror av de andra)",
        en="1 - Q, where Q weighs together what all criteria lose and the most that any loses, "
        "between the least and the most of all initiatives (depends on the others)",
    )
    source: str = (
        "Opricovic & Tzeng (2004), European Journal of Operational Research 156(2), 445-455; "
        "best and worst values as declared"
    )
    claims: frozenset[str] = frozenset({"monotone", "rescaling", "zero-weight", "ties"})
    v: float = 0.5

    def function(self, matrix: ScoreMatrix) -> Callable[[Numbers], Numbers]:
        """Return what places a row between all others at their middle."""
        v = self._v(matrix)
        shares = matrix.shares

        def losses(values: Numbers) -> tuple[Numbers, Numbers]:
            lost = (1 - places(matrix, values)) * shares
            return lost.sum(axis=1), lost.max(axis=1)

        group, regret = losses(matrix.middle)
        others = (_others(group), _others(regret))

        def compromise(values: Numbers) -> Numbers:
            own = losses(values)
            parts = [
                placed(it, numpy.minimum(it, low), numpy.maximum(it, high))
                for it, (low, high) in zip(own, others, strict=True)
            ]
            scores: Numbers = 1 - (v * parts[0] + (1 - v) * parts[1])
            return scores

        return compromise

    def groups(self, matrix: ScoreMatrix) -> tuple[str | None, ...]:
        """Return who is in the compromise set, every value at its middle.

        Source: Opricovic & Tzeng (2004): the first alone where it leads by 1/(n - 1) or more
        (C1) and is also first by sum or by worst loss (C2); where only C2 fails, the first two;
        where C1 fails, all whose lag is less than 1/(n - 1).
        """
        result = kernels.vikor(
            matrix.middle, matrix.shares, matrix.best, matrix.worst, v=self._v(matrix)
        )
        lag = result.compromise - result.compromise.min()
        count = len(lag)
        near = lag < 1 / max(count - 1, 1) - CLOSE
        if near.sum() < 2 and count > 1:
            first = int(numpy.argmin(lag))
            leads = [part[first] <= part.min() + CLOSE for part in result[:2]]
            if not any(leads):
                near = lag <= numpy.sort(lag)[1] + CLOSE
        return tuple("compromise" if chosen else "outside" for chosen in near.tolist())

    def _v(self, matrix: ScoreMatrix) -> float:
        return Options(matrix, self.name).number("v", self.v, low=0, high=1)


def _others(losses: Numbers) -> tuple[Numbers, Numbers]:
    """Return, for each row, the least and the most of all other rows; endless if alone."""
    if len(losses) == 1:
        return numpy.full(1, numpy.inf), numpy.full(1, -numpy.inf)
    order = numpy.argsort(losses, kind="stable")
    low = numpy.full_like(losses, losses[order[0]])
    low[order[0]] = losses[order[1]]
    high = numpy.full_like(losses, losses[order[-1]])
    high[order[-1]] = losses[order[-2]]
    return low, high


@attrs.frozen(kw_only=True)
class Spotis:
    """How near an initiative is to the ideal, by declared bounds."""

    name: str = "spotis"
    title: Text = Text(sv="SPOTIS", en="SPOTIS")
    formula: Text = Text(
        sv="1 - summan av vikt × avståndet till idealet / skalans längd; idealet är det bästa "
        "om profilen inte anger ett annat",
        en="1 - the sum of weight × distance to the ideal / length of the scale; the ideal is "
        "the best unless the profile names another",
    )
    source: str = "Dezert, Tchamova, Han & Tacnet (2020), The SPOTIS rank reversal free method"
    claims: frozenset[str] = frozenset({"alone", "monotone", "rescaling", "zero-weight", "ties"})

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores from 0 to 1; contributions sum to them.

        Raises:
            InvalidValueError: An ideal lies outside its scale, or is of no criterion.
        """
        ideal = self._ideal(matrix)
        parts = self._parts(matrix, matrix.middle, ideal)
        ends = [abs(matrix.low - ideal), abs(matrix.high - ideal)]
        inside = (matrix.low <= ideal) & (ideal <= matrix.high)
        near = numpy.where(inside, 0.0, numpy.minimum(*ends))
        score = parts.sum(axis=1)
        low = self._parts(matrix, ideal + numpy.maximum(*ends), ideal).sum(axis=1)
        high = self._parts(matrix, ideal + near, ideal).sum(axis=1)
        sure = matrix.known.all(axis=1)
        return Scores(
            score=score,
            low=numpy.where(sure, score, numpy.minimum(low, score)),
            high=numpy.where(sure, score, numpy.maximum(high, score)),
            scored=matrix.stated.any(axis=1),
            parts=matrix.criteria,
            contributions=parts,
            unknown=matrix.unknown,
        )

    def kernel(self, matrix: ScoreMatrix, values: Numbers | None = None) -> Numbers:
        """Return the scores alone.

        Args:
            matrix: The scales and weights, and the values where none are given.
            values: One row for each initiative; as a rule `matrix.middle`.
        """
        low, high = numpy.sort([matrix.best, matrix.worst], axis=0)
        given = matrix.middle if values is None else values
        return 1 - kernels.spotis(given, matrix.shares, low, high, self._ideal(matrix))

    def utilities(self, matrix: ScoreMatrix) -> Numbers:
        """Return how near each value is to its ideal, from 0 to 1."""
        span = abs(matrix.best - matrix.worst)
        near: Numbers = 1 - abs(matrix.middle - self._ideal(matrix)) / span
        return near

    def _ideal(self, matrix: ScoreMatrix) -> Numbers:
        options = Options(matrix, self.name)
        ideal: Numbers = matrix.best.copy()
        for name, value in options.numbers_by_name("ideal").items():
            at = options.criterion(name, option="ideal")
            low, high = sorted((float(matrix.best[at]), float(matrix.worst[at])))
            if not low <= value <= high:
                options.refuse(f"the ideal of {name!r} must be {low:g} to {high:g}, got {value:g}")
            ideal[at] = value
        return ideal

    def _parts(self, matrix: ScoreMatrix, values: Numbers, ideal: Numbers) -> Numbers:
        span = abs(matrix.best - matrix.worst)
        near: Numbers = (1 - abs(values - ideal) / span) * matrix.shares
        return near


TOPSIS = Topsis()
VIKOR = Vikor()
SPOTIS = Spotis()
