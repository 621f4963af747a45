"""Averages in which what is weighed depends on the order of the values: OWA and Choquet."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import attrs
import numpy

from changekit.services.scoring import kernels
from changekit.services.scoring.by_kernel import KernelScorer, places
from changekit.services.scoring.options import Options
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from changekit.extension.protocols.scoring import ScoreMatrix

    Numbers = NDArray[numpy.float64]

__all__ = ["CHOQUET", "OWA", "Choquet", "Owa"]

CLOSE = 1e-9
"""Ours: capacities that are written with nine decimals may miss their sum by rounding."""


@attrs.frozen(kw_only=True)
class Owa(KernelScorer):
    """An average that leans to an initiative's best sides, or to its worst.

    Option `weights` gives a weight for each rank of a value within its row, the best first;
    criteria count alike then. Option `attitude` is a number from 0 (only the worst side counts)
    over 0.5 (the weighted sum) to 1 (only the best side counts), and keeps the criteria's weights.
    """

    name: str = "owa"
    title: Text = Text(sv="Ordnat viktat medelvärde", en="Ordered weighted average")
    formula: Text = Text(
        sv="platserna på skalorna i fallande ordning, vägda efter ordningen: weights för varje "
        "rang (kriteriernas vikter används inte), eller attitude från 0 (sämsta sidan) till 1 "
        "(bästa sidan)",
        en="places on the scales in falling order, weighed by that order: weights for each rank "
        "(the criteria's weights are not used), or attitude from 0 (worst side) to 1 (best side)",
    )
    source: str = (
        "Yager (1988), IEEE Transactions on Systems, Man, and Cybernetics 18(1), 183-190; "
        "attitude with weights: Yager (1996), International Journal of Intelligent Systems 11, "
        "49-73: Q(r) = r^((1 - attitude) / attitude)"
    )
    claims: frozenset[str] = frozenset({"alone", "monotone", "rescaling", "zero-weight", "ties"})

    def function(self, matrix: ScoreMatrix) -> Callable[[Numbers], Numbers]:
        """Return what averages a row."""
        options = Options(matrix, self.name)
        if ("weights" in options) == ("attitude" in options):
            options.refuse("give either option 'weights' or option 'attitude' (0 to 1)")
        shares = matrix.shares
        if "weights" in options:
            given = numpy.array(options.numbers("weights", count=len(shares)))
            given /= given.sum()
            return lambda values: _ordered(places(matrix, values), given)
        attitude = options.number("attitude", 0.5, low=0, high=1)
        return lambda values: _leaning(places(matrix, values), shares, attitude)


def _ordered(placed: Numbers, weights: Numbers) -> Numbers:
    # Row by row and not by a matrix product, so that equal rows tie.
    average: Numbers = (-numpy.sort(-placed, axis=1) * weights).sum(axis=1)
    return average


def _leaning(placed: Numbers, shares: Numbers, attitude: float) -> Numbers:
    """Return the average by a quantifier over the shares, best value first."""
    if attitude in (0, 1):
        extreme: Numbers = placed.max(axis=1) if attitude else placed.min(axis=1)
        return extreme
    order = numpy.argsort(-placed, axis=1, kind="stable")
    reached = numpy.minimum(numpy.cumsum(shares[order], axis=1), 1.0)
    reached[:, -1] = 1.0
    steps = numpy.diff(reached ** ((1 - attitude) / attitude), axis=1, prepend=0.0)
    average: Numbers = (numpy.take_along_axis(placed, order, axis=1) * steps).sum(axis=1)
    return average


@attrs.frozen(kw_only=True)
class Choquet(KernelScorer):
    """An average that knows which criteria say the same, and which need each other.

    Option `capacity` maps every set of criteria (`benefit`, `benefit+urgency`) to what it counts
    when it is fulfilled, from 0 to 1 for all. Or options `single` and `pairs` give the 2-additive
    form: a pair's term is below 0 where both say the same, above 0 where one needs the other.
    """

    name: str = "choquet"
    title: Text = Text(sv="Choquetintegral", en="Choquet integral")
    formula: Text = Text(
        sv="platserna på skalorna i stigande ordning, varje steg × kapaciteten hos de kriterier "
        "som når över det; kriteriernas vikter används inte",
        en="places on the scales in rising order, each step × the capacity of the criteria that "
        "reach above it; the criteria's weights are not used",
    )
    source: str = (
        "Grabisch (1996), European Journal of Operational Research 89(3), 445-456; 2-additive: "
        "Grabisch (1997), Fuzzy Sets and Systems 92(2), 167-189"
    )
    claims: frozenset[str] = frozenset({"alone", "monotone", "rescaling", "zero-weight", "ties"})

    def function(self, matrix: ScoreMatrix) -> Callable[[Numbers], Numbers]:
        """Return what integrates a row."""
        options = Options(matrix, self.name)
        if ("capacity" in options) == ("single" in options):
            options.refuse("give either option 'capacity', or options 'single' and 'pairs'")
        _ = matrix.shares  # without any criterion nothing counts
        if "capacity" in options:
            capacity = _capacity(options)
            return lambda values: kernels.choquet(_inside(places(matrix, values)), capacity)
        single, pairs = _moebius(options)

        def compact(values: Numbers) -> Numbers:
            placed = places(matrix, values)
            total: Numbers = (placed * single).sum(axis=1)
            for (one, other), term in pairs.items():
                total = total + term * numpy.minimum(placed[:, one], placed[:, other])
            return total

        return compact


def _inside(placed: Numbers) -> Numbers:
    inside: Numbers = numpy.maximum(placed, 0.0)
    return inside


def _columns(options: Options, option: str, key: str) -> frozenset[int]:
    names = [name.strip() for name in re.split(r"[+,]", key)]
    found = frozenset(options.criterion(name, option=option) for name in names)
    if len(found) != len(names):
        options.refuse(f"option {option!r}: {key!r} names a criterion twice")
    return found


def _by_set(options: Options, option: str) -> dict[frozenset[int], float]:
    found: dict[frozenset[int], float] = {}
    for key, value in options.numbers_by_name(option).items():
        columns = _columns(options, option, key)
        if columns in found:
            options.refuse(f"option {option!r}: the set {key!r} stands twice")
        found[columns] = value
    return found


def _capacity(options: Options) -> Numbers:
    """Return a number for each subset, in the order of the binary numbers, checked."""
    names = options.matrix.criteria
    given = _by_set(options, "capacity")
    if len(names) > kernels.integrals.MOST:
        options.refuse("option 'capacity' is for 16 criteria at most: use 'single' and 'pairs'")
    measure = numpy.zeros(2 ** len(names))
    for size in range(1, len(names) + 1):
        for chosen in combinations(range(len(names)), size):
            key = "+".join(names[at] for at in chosen)
            if frozenset(chosen) not in given:
                options.refuse(f"option 'capacity' has no number for {key!r}")
            measure[sum(1 << at for at in chosen)] = given[frozenset(chosen)]
    if abs(measure[-1] - 1) > CLOSE:
        options.refuse(f"option 'capacity': that of all criteria must be 1, got {measure[-1]:g}")
    _check_rising(options, measure)
    return measure


def _check_rising(options: Options, measure: Numbers) -> None:
    names = options.matrix.criteria
    sets = numpy.arange(len(measure))
    for at, name in enumerate(names):
        without = sets[sets & (1 << at) == 0]
        fallen = without[measure[without | 1 << at] < measure[without]]
        if fallen.size:
            rest = "+".join(it for k, it in enumerate(names) if int(fallen[0]) >> k & 1)
            joined = f"when {name!r} joins {rest or 'nothing'!r}"
            options.refuse(f"option 'capacity' falls {joined}: a larger set never has less")


def _moebius(options: Options) -> tuple[Numbers, dict[tuple[int, int], float]]:
    """Return the terms of single criteria and of pairs, checked.

    A 2-additive capacity never falls if, and only if, each single term outweighs all negative
    pair terms of its criterion together. Source: Grabisch (1997).
    """
    names = options.matrix.criteria
    given = _by_set(options, "single")
    terms = _by_set(options, "pairs")
    if {len(key) for key in given} - {1} or {len(key) for key in terms} - {2}:
        options.refuse("option 'single' is by one criterion, option 'pairs' by two")
    missing = [name for at, name in enumerate(names) if frozenset({at}) not in given]
    if missing:
        options.refuse(f"option 'single' has no number for {missing[0]!r}")
    single = numpy.array([given[frozenset({at})] for at in range(len(names))])
    for at, name in enumerate(names):
        least = single[at] + sum(min(0.0, term) for key, term in terms.items() if at in key)
        if least < -CLOSE:
            options.refuse(
                f"criterion {name!r}: its term and its negative pairs must sum to 0 or more, "
                f"got {least:g}"
            )
    total = float(single.sum()) + sum(terms.values())
    if abs(total - 1) > CLOSE:
        options.refuse(f"options 'single' and 'pairs' must sum to 1, got {total:g}")
    return single, {(min(key), max(key)): term for key, term in terms.items()}


OWA = Owa()
CHOQUET = Choquet()
