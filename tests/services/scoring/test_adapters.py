"""Methods from elsewhere as scorers: called as their libraries are, and never believed blindly."""

from __future__ import annotations

import sys
import types
from typing import TYPE_CHECKING, Any

import attrs
import numpy
import pytest
from pymcdm.methods import SPOTIS, TOPSIS, VIKOR

from changekit.errors import InvalidValueError, PluginError
from changekit.extension.protocols.scoring import ScoreMatrix, Scores
from changekit.services.scoring.adapters import from_callable, from_pymcdm, from_skcriteria
from changekit.services.scoring.kernels import topsis
from changekit.testing import check_scorer

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]

SOURCE = "Ours: made for a test"


def matrix_of(
    low: list[list[float]], high: list[list[float]] | None = None, stated: Any = True
) -> ScoreMatrix:
    """Return a matrix of which more is better in the first column and less in the second."""
    bottom = numpy.array(low, dtype=numpy.float64)
    top = numpy.array(high or low, dtype=numpy.float64)
    return ScoreMatrix(
        ids=tuple(f"i{at}" for at in range(len(low))), criteria=("gain", "effort"),
        low=bottom, high=top, known=bottom == top,
        stated=numpy.broadcast_to(stated, bottom.shape),
        best=[10, 0], worst=[0, 10], weights=[3, 1], units=(None, None),
    )  # fmt: skip


def signed_sum(matrix: Numbers, weights: Numbers, ways: Numbers) -> Numbers:
    total: Numbers = (matrix * weights * ways).sum(axis=1)
    return total


def plain_topsis(matrix: Numbers, weights: Numbers, ways: Numbers) -> Numbers:
    sizes = numpy.sqrt((matrix**2).sum(axis=0))
    weighted: Numbers = matrix / numpy.where(sizes > 0, sizes, 1) * weights
    best = numpy.where(ways > 0, weighted.max(axis=0), weighted.min(axis=0))
    worst = numpy.where(ways > 0, weighted.min(axis=0), weighted.max(axis=0))
    return topsis(weighted, best, worst)


SUM = from_callable(signed_sum, name="signed-sum", source=SOURCE, data_scaled=False)
WHOLE = from_callable(signed_sum, name="signed-sum", source=SOURCE)
FAR = from_callable(plain_topsis, name="far", source=SOURCE)


@pytest.mark.parametrize("scorer", [SUM, WHOLE, FAR], ids=["alone", "whole", "topsis"])
def test_an_adapted_method_keeps_to_what_every_scorer_does(scorer: Any) -> None:
    check_scorer(scorer, examples=15)


def test_a_method_gets_shares_of_weights_and_the_direction_of_each_criterion() -> None:
    scores = SUM.score(matrix_of([[4, 2], [0, 8]]))
    assert scores.score.tolist() == [2.5, -2.0]
    assert scores.parts == ("gain", "effort", "base")
    assert scores.contributions.tolist() == [[3.0, 2.0, -2.5], [0.0, 0.5, -2.5]]


def test_a_method_that_looks_at_all_rows_claims_little_and_has_one_part() -> None:
    assert WHOLE.claims == frozenset()
    assert SUM.claims == {"alone"}
    assert WHOLE.score(matrix_of([[4, 2]])).parts == ("whole",)
    more = from_callable(signed_sum, name="m", source=SOURCE, claims=["ties"])
    assert more.claims == {"ties"}


def test_unknown_values_give_an_interval() -> None:
    matrix = matrix_of([[4, 2], [0, 8]], [[8, 2], [0, 8]])
    for scorer in (SUM, WHOLE):
        scores = scorer.score(matrix)
        assert scores.low.tolist() == [2.5, -2.0]
        assert scores.score.tolist() == [4.0, -2.0]
        assert scores.high.tolist() == [5.5, -2.0]


def test_what_nobody_knows_is_not_shown_to_the_method() -> None:
    seen: list[int] = []

    def count(matrix: Numbers, weights: Numbers, ways: Numbers) -> Numbers:
        seen.append(len(matrix))
        return signed_sum(matrix, weights, ways)

    stated = [[True, True], [False, False]]
    matrix = attrs.evolve(matrix_of([[4, 2], [0, 8]], [[4, 2], [9, 9]]), stated=stated)
    scores = from_callable(count, name="count", source=SOURCE).score(matrix)
    assert seen == [1]
    assert scores.scored.tolist() == [True, False]
    assert scores.low[1] == -numpy.inf
    assert scores.high[1] == numpy.inf


def test_too_many_calls_leave_the_interval_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("changekit.services.scoring.adapters.MOST_CALLS", 3)
    scores = WHOLE.score(matrix_of([[4, 2], [0, 8]], [[8, 2], [0, 8]]))
    assert (scores.low[0], scores.high[0]) == (-numpy.inf, numpy.inf)
    assert scores.low[1] == scores.high[1] == -2.0


def test_no_answer_to_what_may_turn_out_leaves_the_interval_endless() -> None:
    def picky(matrix: Numbers, weights: Numbers, ways: Numbers) -> Numbers:
        return numpy.where(matrix[:, 0] > 7, numpy.nan, matrix[:, 0])

    matrix = matrix_of([[4, 2], [0, 8]], [[8, 2], [0, 8]])
    scores = from_callable(picky, name="picky", source=SOURCE).score(matrix)
    assert scores.score.tolist() == [6.0, 0.0]
    assert (scores.low[0], scores.high[0]) == (-numpy.inf, numpy.inf)


def test_a_number_of_which_less_is_better_is_turned() -> None:
    turned = from_callable(signed_sum, name="less", source=SOURCE, high_is_best=False)
    assert turned.score(matrix_of([[4, 2]])).score.tolist() == [-2.5]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (lambda *_: "many", "no numbers"),
        (lambda *_: [1.0, 2.0, 3.0], r"2 initiatives need as many scores, got shape \(3,\)"),
        (lambda *_: 1.0, r"got shape \(\)"),
    ],
)
def test_what_is_not_one_number_for_each_row_is_the_methods_fault(
    given: Any, message: str
) -> None:
    scorer = from_callable(given, name="odd", source=SOURCE)
    with pytest.raises(PluginError, match=message):
        scorer.score(matrix_of([[4, 2], [0, 8]]))


def test_no_number_for_an_initiative_is_never_passed_on() -> None:
    scorer = from_callable(lambda *_: [1.0, numpy.nan], name="odd", source=SOURCE)
    with pytest.raises(InvalidValueError, match="'odd' gives no number for initiative 'i1'"):
        scorer.score(matrix_of([[4, 2], [0, 8]]))


class TurnedMethod:
    """Has the shape of a method of pymcdm of which less is better."""

    def __call__(self, matrix: Numbers, weights: Numbers, types: Numbers) -> Numbers:
        return -signed_sum(matrix, weights, types)

    def rank(self, preferences: Numbers) -> Numbers:
        ranks: Numbers = preferences.argsort().argsort().astype(numpy.float64) + 1
        return ranks


def test_the_direction_of_a_pymcdm_method_is_heeded() -> None:
    scorer = from_pymcdm(TurnedMethod())
    assert scorer.name == "pymcdm-turnedmethod"
    assert scorer.score(matrix_of([[4, 2]])).score.tolist() == [2.5]


@pytest.mark.parametrize("method", [TOPSIS(), VIKOR(), SPOTIS(numpy.array([[0, 10], [0, 10]]))])
def test_a_method_of_pymcdm_ranks_as_it_does_by_itself(method: Any) -> None:
    matrix = matrix_of([[4, 2], [1, 8], [9, 9], [5, 1]])
    own = method(matrix.low, [0.75, 0.25], [1, -1])
    scores = from_pymcdm(method).score(matrix)
    assert (numpy.argsort(-scores.score) == numpy.argsort(method.rank(own))).all()
    assert numpy.allclose(numpy.abs(scores.score), numpy.abs(own), atol=1e-12)


def test_columns_that_do_not_differ_are_refused_and_give_no_nan() -> None:
    with pytest.raises(InvalidValueError, match="'pymcdm-vikor' cannot use these values"):
        from_pymcdm(VIKOR()).score(matrix_of([[4, 2], [4, 2]]))


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """Return a package with `mkdm`, under a name of its own."""
    made = types.ModuleType("criteria_like")
    vars(made)["mkdm"] = lambda matrix, objectives, *, weights: (matrix, objectives, weights)
    monkeypatch.setitem(sys.modules, "criteria_like", made)
    return made


def pipeline() -> Any:
    """Return what has the shape of a pipeline of scikit-criteria."""

    def evaluate(_: object, decision: tuple[Numbers, list[int], Numbers]) -> object:
        matrix, objectives, weights = decision
        scores = signed_sum(matrix, weights, numpy.array(objectives))
        return types.SimpleNamespace(rank_=(-scores).argsort().argsort() + 1)

    kind = type("Pipe", (), {"__module__": "criteria_like.pipeline", "evaluate": evaluate})
    return kind()


def test_a_pipeline_of_scikit_criteria_gives_places(package: types.ModuleType) -> None:
    scores: Scores = from_skcriteria(pipeline()).score(matrix_of([[4, 2], [0, 8], [9, 9]]))
    assert scores.score.tolist() == [2.0, 1.0, 3.0]
    assert from_skcriteria(pipeline()).name == "skcriteria-pipe"
