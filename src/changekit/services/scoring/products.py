"""Scores that multiply: the weighted product, and RICE."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy

from changekit.services.scoring.by_kernel import KernelScorer, places
from changekit.services.scoring.options import Options
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from changekit.extension.protocols.scoring import ScoreMatrix

    Numbers = NDArray[numpy.float64]

__all__ = ["RICE", "WEIGHTED_PRODUCT", "Rice", "WeightedProduct"]

PARTS = ("reach", "impact", "confidence", "effort")


@attrs.frozen(kw_only=True)
class WeightedProduct(KernelScorer):
    """Each value's place on its declared scale, to the power of its share, multiplied.

    A product ends at the first 0, and in a ratio a scale without a true zero means nothing; so
    places from 0 to 1 are moved to places from `least` to 1.

    Attributes:
        least: Ours: what the worst value counts as, where the profile's option `least` says
            nothing: a hundredth, so that one bad value weighs heavily and decides nothing alone.
    """

    name: str = "weighted-product"
    title: Text = Text(sv="Viktad produkt", en="Weighted product")
    formula: Text = Text(
        sv="produkten av plats^vikt; platsen på skalan räknas från least (sämst, 0,01) till 1 "
        "(bäst), vikterna till 1 i allt",
        en="the product of place^weight; the place on the scale counts from least (worst, 0.01) "
        "to 1 (best), weights made to sum to 1",
    )
    source: str = (
        "Triantaphyllou & Mann (1989), Decision Support Systems 5, 303-312; scales declared. "
        "Ours: the worst counts as 0.01"
    )
    claims: frozenset[str] = frozenset({"alone", "monotone", "rescaling", "zero-weight", "ties"})
    least: float = 0.01

    def function(self, matrix: ScoreMatrix) -> Callable[[Numbers], Numbers]:
        """Return what multiplies a row's places."""
        options = Options(matrix, self.name)
        least = options.number("least", self.least, low=1e-9, high=0.999)
        shares = matrix.shares

        def product(values: Numbers) -> Numbers:
            logs = numpy.log(least + (1 - least) * places(matrix, values)) * shares
            scores: Numbers = numpy.exp(logs.sum(axis=1))
            return scores

        return product


@attrs.frozen(kw_only=True)
class Rice(KernelScorer):
    """Reach times impact times confidence, over effort.

    Attributes:
        least: Ours: an effort counts as at least this share of its declared worst, as in
            `Ratio`.
    """

    name: str = "rice"
    title: Text = Text(sv="RICE", en="RICE")
    formula: Text = Text(
        sv="räckvidd × verkan × säkerhet / insats; vikterna används inte",
        en="reach × impact × confidence / effort; weights are not used",
    )
    source: str = (
        "Intercom (2018), RICE: simple prioritization for product managers. Confidence is a "
        "judgement (1, 0.8, 0.5) and not a probability of success"
    )
    claims: frozenset[str] = frozenset({"alone", "monotone", "rescaling", "zero-weight", "ties"})
    least: float = 0.001

    def function(self, matrix: ScoreMatrix) -> Callable[[Numbers], Numbers]:
        """Return what multiplies and divides a row's values."""
        options = Options(matrix, self.name)
        roles = options.roles(PARTS)
        for role, columns in roles.items():
            for column in columns:
                self._check(options, role, column)
        gain = [at for role in PARTS[:3] for at in roles[role]]
        effort = list(roles["effort"])
        floor = self.least * float(matrix.worst[effort].sum())

        def ratio(values: Numbers) -> Numbers:
            sizes = numpy.maximum(values[:, effort].sum(axis=1), floor)
            scores: Numbers = values[:, gain].prod(axis=1) / sizes
            return scores

        return ratio

    def _check(self, options: Options, role: str, column: int) -> None:
        matrix = options.matrix
        name, best, worst = matrix.criteria[column], matrix.best[column], matrix.worst[column]
        if bool(best < worst) != (role == "effort"):
            wanted = "min" if role == "effort" else "max"
            options.refuse(f"criterion {name!r} is {role}, which needs direction {wanted}")
        if min(best, worst) < 0:
            options.refuse(f"the scale of {name!r} goes below 0, where a product means nothing")


WEIGHTED_PRODUCT = WeightedProduct()
RICE = Rice()
