"""Laws of all scorers that claim them, beside those that the conformance kit holds them to."""

from __future__ import annotations

import attrs
import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.extension.protocols.scoring import ScoreMatrix, claims_of
from changekit.services.scoring import BUILT_IN
from changekit.services.scoring.by_kernel import WHOLE
from changekit.testing import matrices
from tests.services.scoring.profiles import fitting

ALONE = [name for name in BUILT_IN if "alone" in (claims_of(BUILT_IN[name]) or ())]
RELATIVE = [name for name in BUILT_IN if name not in ALONE]
BY_KERNEL = [name for name in BUILT_IN if hasattr(BUILT_IN[name], "kernel")]
FEW = settings(max_examples=8, deadline=None)


def test_every_scorer_says_what_it_claims() -> None:
    for name, scorer in BUILT_IN.items():
        assert claims_of(scorer), name
    assert {"promethee1", "promethee2", "vikor", "electre3", "dependency-leverage"} == {*RELATIVE}


@pytest.mark.parametrize("name", ALONE)
@FEW
@given(data=st.data())
def test_dropping_an_initiative_never_reorders_the_rest(name: str, data: st.DataObject) -> None:
    matrix = data.draw(matrices(fitting(name)))
    if len(matrix.ids) < 2:
        return
    scorer = BUILT_IN[name]
    before = scorer.score(matrix)
    after = scorer.score(matrix.rows(range(1, len(matrix.ids))))
    assert (before.scored[1:] == after.scored).all()
    done = after.scored
    assert numpy.allclose(before.score[1:][done], after.score[done], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("name", BY_KERNEL)
@FEW
@given(data=st.data())
def test_the_kernel_gives_the_scores_alone(name: str, data: st.DataObject) -> None:
    matrix = data.draw(matrices(fitting(name)))
    scorer = BUILT_IN[name]
    fast = scorer.kernel(matrix)  # type: ignore[attr-defined]  # those that have one
    assert numpy.allclose(fast, scorer.score(matrix).score, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", ["promethee1", "promethee2"])
@FEW
@given(data=st.data())
def test_net_flows_sum_to_nothing(name: str, data: st.DataObject) -> None:
    matrix = data.draw(matrices(fitting("promethee2")))
    assert abs(float(BUILT_IN[name].score(matrix).score.sum())) < 1e-9


@FEW
@given(matrix=matrices())
def test_both_promethees_score_alike(matrix: ScoreMatrix) -> None:
    one, two = (BUILT_IN[name].score(matrix).score for name in ("promethee1", "promethee2"))
    assert numpy.allclose(one, two, atol=1e-12)


@FEW
@given(matrix=matrices())
def test_spotis_towards_the_best_is_the_weighted_sum(matrix: ScoreMatrix) -> None:
    one, two = (BUILT_IN[name].score(matrix) for name in ("spotis", "weighted-sum"))
    assert numpy.allclose(one.score, two.score, atol=1e-12)
    assert numpy.allclose(one.contributions, two.contributions, atol=1e-12)


@FEW
@given(matrix=matrices())
def test_owa_halfway_is_the_weighted_sum_and_choquet_without_pairs_too(
    matrix: ScoreMatrix,
) -> None:
    wanted = BUILT_IN["weighted-sum"].score(matrix).score
    half = attrs.evolve(matrix, options={"attitude": 0.5})
    assert numpy.allclose(BUILT_IN["owa"].score(half).score, wanted, atol=1e-12)
    single = dict(zip(matrix.criteria, matrix.shares.tolist(), strict=True))
    alone = attrs.evolve(matrix, options={"single": single})
    assert numpy.allclose(BUILT_IN["choquet"].score(alone).score, wanted, atol=1e-12)


@FEW
@given(matrix=matrices())
def test_a_bolder_attitude_never_lowers_a_score(matrix: ScoreMatrix) -> None:
    found = [
        BUILT_IN["owa"].score(attrs.evolve(matrix, options={"attitude": it})).score
        for it in (0, 0.2, 0.5, 0.9, 1)
    ]
    assert (numpy.diff(found, axis=0) >= -1e-12).all()


@FEW
@given(matrix=matrices())
def test_preferences_over_whole_scales_order_as_the_weighted_sum(matrix: ScoreMatrix) -> None:
    flows = BUILT_IN["promethee2"].score(matrix).score
    sums = BUILT_IN["weighted-sum"].score(matrix).score
    apart = sums[:, None] > sums + 1e-9
    assert (flows[:, None] >= flows - 1e-12)[apart].all()


@pytest.mark.parametrize("name", ["topsis", "weighted-product"])
def test_above_ten_criteria_a_score_is_one_part(name: str) -> None:
    count = 11
    matrix = ScoreMatrix(
        ids=("a", "b"), criteria=tuple(f"c{at}" for at in range(count)),
        low=numpy.full((2, count), 0.25), high=numpy.full((2, count), 0.25),
        known=numpy.ones((2, count), bool), stated=numpy.ones((2, count), bool),
        best=[1.0] * count, worst=[0.0] * count, weights=[1.0] * count, units=(None,) * count,
    )  # fmt: skip
    scores = BUILT_IN[name].score(matrix)
    assert scores.parts == (WHOLE,)
    assert (scores.contributions[:, 0] == scores.score).all()
