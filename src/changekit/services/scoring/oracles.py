"""Every method on problems whose answers are published: by the same arithmetic as the scorers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy

from changekit.errors import InvalidValueError
from changekit.files.oracles import problems as given_by
from changekit.files.oracles import read_oracles
from changekit.services.scoring.kernels import (
    choquet,
    competition_ranks,
    normalised,
    promethee,
    spotis,
    topsis,
    vikor,
    weighted_product,
    weighted_sum,
)
from changekit.services.scoring.kernels.outranking import PreferenceFunction
from changekit.services.scoring.kernels.scaling import checked
from changekit.services.scoring.kernels.weighing import compared, critic, pairwise
from changekit.services.statistics.oracles import Answer, Reproductions, reproduce

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

    from changekit.files.oracles.shapes import Table
    from changekit.model.records import Record

    Numbers = NDArray[numpy.float64]

__all__ = ["DECISIONS", "Reproductions", "run_oracles"]

ROUNDED: Final = 0.05
"""Ours: weights that sum to 1 within this are shares, rounded for print, and count as they are;
others, such as points or percentages, are divided by their sum."""
PRINTED: Final = 0.05
"""Ours: comparisons printed with two figures, such as 0.13 for an eighth, are each other's reverse
within this."""


def _listed(numbers: ArrayLike) -> tuple[float, ...]:
    return tuple(numpy.asarray(numpy.atleast_1d(numbers), numpy.float64).tolist())


def _ranks(scores: ArrayLike, *, high_is_best: bool = True) -> tuple[float, ...]:
    return tuple(competition_ranks(scores, high_is_best=high_is_best).tolist())


def _scored(scores: Numbers) -> dict[str, Answer]:
    return {"scores": _listed(scores), "ranks": _ranks(scores)}


def _weights(given: given_by.Weighed) -> Numbers:
    weights = numpy.asarray(given.weights, numpy.float64)
    total = float(weights.sum())
    return weights if abs(total - 1) <= ROUNDED else weights / total


def _sum(given: given_by.Sum) -> dict[str, Answer]:
    """Return the sum; costs that nothing is done about are taken off.

    Ours: inverted costs are 1 less the scaled value.
    """
    signs = numpy.asarray(given.signs)
    if given.costs == "reciprocal":
        values = normalised(given.matrix, signs, given.normalisation, costs="reciprocal")
    elif given.costs == "invert":
        scaled = normalised(given.matrix, numpy.ones_like(signs), given.normalisation)
        values = numpy.where(signs < 0, 1 - scaled, scaled)
    else:
        values = normalised(given.matrix, signs, given.normalisation)
        if given.normalisation != "minmax":  # which has turned them already
            values = values * signs
    return _scored(weighted_sum(values, _weights(given)))


def _product(given: given_by.Product) -> dict[str, Answer]:
    signs = numpy.asarray(given.signs)
    values = normalised(given.matrix, signs, given.normalisation)
    turned = given.normalisation == "minmax"
    ways = numpy.ones_like(signs) if turned else signs
    return _scored(weighted_product(values, _weights(given), ways))


def _ends(values: Numbers, signs: Numbers) -> tuple[Numbers, Numbers]:
    low, high = values.min(axis=0), values.max(axis=0)
    return numpy.where(signs > 0, high, low), numpy.where(signs > 0, low, high)


def _topsis(given: given_by.Topsis) -> dict[str, Answer]:
    signs = numpy.asarray(given.signs)
    weighted = normalised(given.matrix, signs, given.normalisation) * _weights(given)
    if given.normalisation == "minmax":
        signs = numpy.ones_like(signs)
    return _scored(topsis(weighted, *_ends(weighted, signs)))


def _vikor(given: given_by.Vikor) -> dict[str, Answer]:
    values, signs = checked(given.matrix, given.signs)
    found = vikor(values, _weights(given), *_ends(values, signs), v=given.v)
    return {
        "S": _listed(found.group),
        "R": _listed(found.regret),
        "Q": _listed(found.compromise),
        "ranks": _ranks(found.compromise, high_is_best=False),
    }


def _promethee(given: given_by.Outranking) -> dict[str, Answer]:
    functions = [
        PreferenceFunction(kind=kind, q=q, p=p, s=s) for kind, q, p, s in given.functions()
    ]
    values, signs = checked(given.matrix, given.signs)
    flows = promethee(values, _weights(given), signs, functions)
    return {
        "net_flow": _listed(flows.net),
        "phi_plus": _listed(flows.plus),
        "phi_minus": _listed(flows.minus),
        "ranks": _ranks(flows.net),
    }


def _spotis(given: given_by.Spotis) -> dict[str, Answer]:
    values, signs = checked(given.matrix, given.signs)
    bounds = numpy.sort(numpy.asarray(given.bounds, numpy.float64), axis=1)
    low, high = bounds.T
    better = numpy.where(signs > 0, high, low)
    wanted = given.expected_solution_point
    ideal = numpy.asarray(wanted, numpy.float64) if wanted else better
    distance = spotis(values, _weights(given), low, high, ideal)
    return {"scores": _listed(distance), "ranks": _ranks(distance, high_is_best=False)}


def _critic(given: given_by.Values) -> dict[str, Answer]:
    return {"weights": _listed(critic(given.matrix, given.signs))}


def _filled(table: Table) -> Numbers:
    """Return a pairwise matrix, NaN where nobody compared."""
    rows = [[numpy.nan if cell is None else cell for cell in row] for row in table.rows]
    return numpy.asarray(rows, numpy.float64)


def _ahp(given: given_by.Comparisons) -> dict[str, Answer]:
    """Return weights, and scores as the sum of what each item's comparisons give."""
    if given.comparisons:
        at = {name: index for index, name in enumerate(given.items)}
        pairs: dict[tuple[int, int], float] = {}
        for pair in given.comparisons:
            key = at[pair.a], at[pair.b]
            if pairs.setdefault(key, pair.times) != pair.times:
                msg = f"{pair.a} and {pair.b} are compared twice, with {pair.times:g} last"
                raise InvalidValueError(msg)
        matrix = pairwise(len(at), pairs)
    else:
        matrix = _filled(given.matrix)
    whole = compared(matrix, slack=PRINTED)
    answers: dict[str, Answer] = {"weights": _listed(whole.weights)}
    if whole.consistency_ratio is not None:
        answers["consistency_ratio"] = float(whole.consistency_ratio)
    tables = given.alternative_matrices.in_order(given.items)
    if tables:
        local = [compared(_filled(table), slack=PRINTED).weights for table in tables]
        answers |= _scored(numpy.column_stack(local) @ whole.weights)
    return answers


def _choquet(given: given_by.ByCapacity) -> dict[str, Answer]:
    bits = {letter: 1 << at for at, letter in enumerate(given.criteria)}
    capacity = numpy.zeros(2 ** len(bits))
    for letters, value in given.capacity.items():
        capacity[sum(bits[letter] for letter in letters)] = value
    values, _ = checked(given.matrix, given.signs)
    return _scored(choquet(values, capacity))


def _cost_of_delay(given: given_by.CostOfDelay) -> dict[str, Answer]:
    """Return the order in which waiting costs least, and what it costs; ties as given.

    Source: Smith (1956), Naval Research Logistics Quarterly 3, 59-66.
    """
    jobs = given.jobs
    order = sorted(range(len(jobs)), key=lambda at: -jobs[at].cost_of_delay / jobs[at].duration)
    passed = total = 0.0
    for at in order:
        passed += jobs[at].duration
        total += jobs[at].cost_of_delay * passed
    return {"order": tuple(order), "total_weighted_completion": total}


DECISIONS: Final[Mapping[str, tuple[type[Record], Callable[[Any], dict[str, Answer]]]]] = {
    "ahp": (given_by.Comparisons, _ahp),
    "choquet": (given_by.ByCapacity, _choquet),
    "cost-of-delay": (given_by.CostOfDelay, _cost_of_delay),
    "critic": (given_by.Values, _critic),
    "promethee2": (given_by.Outranking, _promethee),
    "spotis": (given_by.Spotis, _spotis),
    "topsis": (given_by.Topsis, _topsis),
    "vikor": (given_by.Vikor, _vikor),
    "weighted-product": (given_by.Product, _product),
    "weighted-sum": (given_by.Sum, _sum),
}
"""By the name of a method: the record that it takes, and what works it out (Any: that record)."""


def run_oracles(folder: Path, *, language: str = "en") -> Reproductions:
    """Return what changekit makes of every published answer in a folder.

    Args:
        folder: A folder of `*.yaml` files, one problem each.
        language: The language in which the result shows itself.

    Raises:
        UnreadableFileError: There is no such folder, or no file in it.
    """
    records = {name: record for name, (record, _) in DECISIONS.items()}
    methods = {name: _guarded(method) for name, (_, method) in DECISIONS.items()}
    return reproduce(read_oracles(folder, records), methods, language=language)


def _guarded(
    method: Callable[[Any], dict[str, Answer]],  # Any: the record of that method
) -> Callable[[Any], dict[str, Answer]]:
    """Return the method such that no number overflows or becomes NaN in silence."""

    def call(given: Any) -> dict[str, Answer]:  # Any: the record of that method
        with numpy.errstate(over="raise", divide="raise", invalid="raise"):
            try:
                return method(given)
            except numpy.linalg.LinAlgError as error:
                raise InvalidValueError(str(error)) from error

    return call
