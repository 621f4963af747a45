"""Weights: hand-worked and published answers, and what cannot be weighed."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidValueError
from changekit.services.scoring.kernels import weighing

WEIGHTS = st.lists(st.floats(0.1, 9), min_size=2, max_size=5)


def test_rank_order_weights_are_worked_by_hand() -> None:
    # Barron & Barrett (1996): for three, (1 + 1/2 + 1/3)/3, (1/2 + 1/3)/3 and (1/3)/3.
    assert weighing.rank_order(3).tolist() == pytest.approx([11 / 18, 5 / 18, 2 / 18])


@pytest.mark.parametrize("points", [[], [0, 0], [-1, 2], [float("nan"), 1]])
def test_points_that_weigh_nothing_are_refused(points: list[float]) -> None:
    with pytest.raises(InvalidValueError, match="swing points"):
        weighing.swing(points)


def test_no_criterion_cannot_be_weighed() -> None:
    with pytest.raises(InvalidValueError, match="no criterion to weigh"):
        weighing.equal(0)


@given(WEIGHTS)
def test_comparisons_that_agree_give_the_weights_back(given_weights: list[float]) -> None:
    weights = numpy.array(given_weights) / sum(given_weights)
    result = weighing.compared(weights[:, None] / weights)
    assert numpy.allclose(result.weights, weights, atol=1e-9)
    assert result.consistency_ratio == pytest.approx(0, abs=1e-9)


@given(WEIGHTS)
def test_a_chain_of_comparisons_is_enough(given_weights: list[float]) -> None:
    weights = numpy.array(given_weights) / sum(given_weights)
    pairs = {(at, at + 1): weights[at] / weights[at + 1] for at in range(len(weights) - 1)}
    result = weighing.compared(weighing.pairwise(len(weights), pairs))
    assert numpy.allclose(result.weights, weights, atol=1e-6)
    assert result.missing == len(weights) * (len(weights) - 1) // 2 - len(pairs)


def test_comparisons_that_go_round_in_a_circle_are_inconsistent() -> None:
    # a over b, b over c and c over a, each by 2: the matrix is circulant, so that its largest
    # eigenvalue is its row sum 1 + 2 + 1/2; ((3.5 - 3) / 2) / 0.52 = 0.4808, and all weigh alike.
    result = weighing.compared([[1, 2, 0.5], [0.5, 1, 2], [2, 0.5, 1]])
    assert result.weights.tolist() == pytest.approx([1 / 3] * 3)
    assert result.consistency_ratio == pytest.approx(0.25 / 0.52)


@pytest.mark.parametrize(
    ("matrix", "why"),
    [
        ([[1, 2]], "square matrix"),
        ([[1, 2], [2, 1]], "1 by the other way"),
        ([[1, -2], [-0.5, 1]], "number above 0"),
        ([[1, float("nan")], [float("nan"), 1]], r"items \[1\] are compared with none"),
    ],
)
def test_what_compares_nothing_is_refused(matrix: list[list[float]], why: str) -> None:
    with pytest.raises(InvalidValueError, match=why):
        weighing.compared(matrix)


@pytest.mark.parametrize(
    ("pairs", "why"),
    [
        ({(0, 2): 3.0}, "there are 2 items"),
        ({(0, 1): 0.0}, "must be a number above 0"),
        ({(0, 1): 3.0, (1, 0): 3.0}, r"both .* are given"),
    ],
)
def test_pairs_that_contradict_are_refused(pairs: dict[tuple[int, int], float], why: str) -> None:
    with pytest.raises(InvalidValueError, match=why):
        weighing.pairwise(2, pairs)


def test_critic_is_worked_by_hand() -> None:
    # Min-max columns (0, 1), (0, 1), (1, 0): all spread alike; the first two say 1 - 1 of each
    # other and 1 - (-1) of the third: 2 each; the third says 2 + 2 = 4; so 1/4, 1/4, 1/2.
    found = weighing.critic([[0, 5, 9], [1, 7, 3]], [1, 1, 1])
    assert found.tolist() == pytest.approx([0.25, 0.25, 0.5])
    with pytest.raises(InvalidValueError, match=r"at least two alternatives|cannot be scaled"):
        weighing.critic([[1, 2]], [1, 1])


def test_entropy_is_worked_by_hand() -> None:
    # A column of equals tells nothing: 1 - ln 2 / ln 2 = 0. All in one row tells all: 1 - 0.
    assert weighing.entropy([[1, 0], [1, 4]], [1, 1]).tolist() == pytest.approx([0, 1])
    # Shares 1/4 and 3/4: 1 - (0.25 ln 4 + 0.75 ln 4/3) / ln 2 = 0.1887, against 1.
    spread = 1 - (0.25 * numpy.log(4) + 0.75 * numpy.log(4 / 3)) / numpy.log(2)
    assert weighing.entropy([[1, 0], [3, 4]], [1, 1]).tolist() == pytest.approx(
        [spread / (1 + spread), 1 / (1 + spread)]
    )
    assert weighing.entropy([[1, 2], [1, 2]], [1, 1]).tolist() == [0.5, 0.5]
    with pytest.raises(InvalidValueError, match="at least two alternatives, and values of 0"):
        weighing.entropy([[-1], [2]], [1])
