"""How fast scores are, beside plain numpy and pymcdm in the same run."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

import numpy
import pytest
from pymcdm.methods import PROMETHEE_II

from changekit.extension.protocols.scoring import ScoreMatrix
from changekit.services.scoring import WEIGHTED_SUM, kernels
from changekit.services.scoring.ideals import TOPSIS
from changekit.services.scoring.kernels.outranking import (
    PreferenceFunction,
    promethee,
    promethee_brute,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

pytestmark = pytest.mark.bench

ROWS, COLUMNS = 100_000, 12
ROUNDS = 25
SUM_LIMIT, TOPSIS_LIMIT, PROMETHEE_LIMIT = 1.5, 1.3, 1_000
MANY, PEER_ROWS, EXACT_ROWS = 10_000, 1_000, 1_000
EQUAL = 1e-12


def compiled(count: int) -> ScoreMatrix:
    """Return made initiatives of which everything is known, on declared scales of 0 to 10."""
    values = numpy.random.default_rng(count).uniform(0, 10, (count, COLUMNS))
    more = numpy.arange(COLUMNS) % 3 != 0
    known = numpy.ones(values.shape, dtype=numpy.bool_)
    return ScoreMatrix(
        ids=tuple(map(str, range(count))), criteria=tuple(map(str, range(COLUMNS))),
        low=values, high=values, known=known, stated=known,
        best=numpy.where(more, 10.0, 0.0), worst=numpy.where(more, 0.0, 10.0),
        weights=numpy.arange(1.0, COLUMNS + 1), units=(None,) * COLUMNS,
    )  # fmt: skip


def in_turns(rounds: int, *calls: Callable[[], Any]) -> list[float]:
    """Return the fewest seconds of processor time of each call, all of them in every round.

    Of processor time, because on a shared machine the rest is somebody else's work.
    """
    best = [float("inf")] * len(calls)
    for _ in range(rounds):
        for at, call in enumerate(calls):
            began = time.process_time()
            call()
            best[at] = min(best[at], time.process_time() - began)
    return best


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[..., None]:
    """Return how to print a ratio beside its limit."""

    def line(what: str, ours: float, peer: str, theirs: float, ratio: str) -> None:
        with capsys.disabled():
            told = f"{what:<44} {1000 * ours:>9.2f} ms   {peer} {1000 * theirs:.2f} ms   {ratio}"
            sys.stdout.write(f"{told}\n")

    return line


def test_a_weighted_sum_is_one_pass(tell: Callable[..., None]) -> None:
    matrix = compiled(ROWS)
    values, weights = matrix.middle, numpy.array(matrix.shares)
    ours, product, read = in_turns(
        ROUNDS,
        lambda: WEIGHTED_SUM.kernel(matrix),
        lambda: values @ weights,
        values.sum,
    )
    ratio = ours / (product + read)
    limit = f"ratio {ratio:.2f}, limit {SUM_LIMIT}"
    tell("weighted sum, 100,000 x 12", ours, "X @ w and one read", product + read, limit)
    assert ratio <= SUM_LIMIT


def plain_declared(matrix: ScoreMatrix, values: Numbers) -> Numbers:
    """Return TOPSIS between declared ends, as one would write it."""
    weighted = (values - matrix.worst) / (matrix.best - matrix.worst) * matrix.shares
    near = numpy.sqrt(((weighted - matrix.shares) ** 2).sum(axis=1))
    far = numpy.sqrt((weighted**2).sum(axis=1))
    closeness: Numbers = far / (near + far)
    return closeness


def plain_by_data(values: Numbers, weights: Numbers, signs: Numbers) -> Numbers:
    """Return TOPSIS of columns divided by their length, as one would write it."""
    weighted = values / numpy.sqrt((values**2).sum(axis=0)) * weights
    high, low = weighted.max(axis=0), weighted.min(axis=0)
    best, worst = numpy.where(signs > 0, high, low), numpy.where(signs > 0, low, high)
    near = numpy.sqrt(((weighted - best) ** 2).sum(axis=1))
    far = numpy.sqrt(((weighted - worst) ** 2).sum(axis=1))
    closeness: Numbers = far / (near + far)
    return closeness


def ours_by_data(values: Numbers, weights: Numbers, signs: Numbers) -> Numbers:
    weighted = kernels.normalised(values, signs, "vector")
    weighted *= weights
    high, low = weighted.max(axis=0), weighted.min(axis=0)
    best, worst = numpy.where(signs > 0, high, low), numpy.where(signs > 0, low, high)
    return kernels.topsis(weighted, best, worst)


def test_topsis_costs_what_plain_numpy_costs(tell: Callable[..., None]) -> None:
    matrix = compiled(ROWS)
    values, weights = matrix.middle, matrix.shares
    signs = numpy.where(matrix.more_is_better, 1.0, -1.0)
    cases: dict[str, tuple[Callable[[], Numbers], Callable[[], Numbers]]] = {
        "TOPSIS, declared ends, 100,000 x 12": (
            lambda: TOPSIS.kernel(matrix),
            lambda: plain_declared(matrix, values),
        ),
        "TOPSIS, ends from the data, 100,000 x 12": (
            lambda: ours_by_data(values, weights, signs),
            lambda: plain_by_data(values, weights, signs),
        ),
    }
    ratios = []
    for what, (own, plain) in cases.items():
        assert numpy.abs(own() - plain()).max() <= EQUAL
        ours, theirs = in_turns(ROUNDS, own, plain)
        ratios.append(ours / theirs)
        limit = f"ratio {ratios[-1]:.2f}, limit {TOPSIS_LIMIT}"
        tell(what, ours, "plain numpy", theirs, limit)
    assert max(ratios) <= TOPSIS_LIMIT


def test_promethee_is_not_quadratic(tell: Callable[..., None]) -> None:
    signs, linear = numpy.ones(COLUMNS), PreferenceFunction(kind="linear", q=1, p=4)
    functions = [linear] * COLUMNS
    exact, few, many = compiled(EXACT_ROWS), compiled(PEER_ROWS), compiled(MANY)
    sorted_ = promethee(exact.middle, exact.shares, signs, functions)
    brute = promethee_brute(exact.middle, exact.shares, signs, functions)
    difference = max(numpy.abs(a - b).max() for a, b in zip(sorted_, brute, strict=True))
    assert difference <= EQUAL

    q, p = numpy.full(COLUMNS, 1.0), numpy.full(COLUMNS, 4.0)

    def peer() -> Numbers:  # made anew: its second call fails
        method = PROMETHEE_II("vshape_2", p=p, q=q)
        told: Numbers = method(few.middle, few.shares, signs, validation=False)
        return told

    own = promethee(few.middle, few.shares, signs, functions)
    assert numpy.abs(peer() - own.net).max() <= EQUAL

    def flows() -> object:
        return promethee(many.middle, many.shares, signs, functions)

    # Several times a round, because it is over so much sooner.
    *own_times, theirs = in_turns(8, *[flows] * 6, peer)
    ours = min(own_times)
    scaled = theirs * (MANY / PEER_ROWS) ** 2
    times = scaled / ours
    limit = f"{times:,.0f} times, limit {PROMETHEE_LIMIT:,}; brute force {difference:.0e} away"
    name = f"pymcdm {1000 * theirs:.0f} ms at {PEER_ROWS}, so"
    tell("PROMETHEE II linear, 10,000 x 12", ours, name, scaled, limit)
    assert times >= PROMETHEE_LIMIT
