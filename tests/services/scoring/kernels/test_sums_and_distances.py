"""Sums, products and distances, worked by hand and by law."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidValueError
from changekit.services.scoring import kernels
from changekit.services.scoring.kernels.distances import placed
from changekit.services.scoring.kernels.ordering import competition_ranks, crossed
from changekit.services.scoring.kernels.scaling import checked, normalised

PLACES = st.lists(st.floats(0, 1), min_size=3, max_size=3)
ROWS = st.lists(PLACES, min_size=1, max_size=6).map(numpy.array)
SHARES = numpy.array([0.5, 0.3, 0.2])


def test_a_weighted_sum_is_worked_by_hand() -> None:
    # 0.5 x 1 + 0.3 x 0.5 + 0.2 x 0 = 0.65
    assert kernels.weighted_sum([[1, 0.5, 0]], SHARES).tolist() == pytest.approx([0.65])


def test_weighted_products_have_the_ratios_that_triantaphyllou_and_mann_give() -> None:
    # Source: Triantaphyllou & Mann (1989), Decision Support Systems 5, 303-312; the first is
    # (25/10)^.2 (20/30)^.15 (15/20)^.4 (30/30)^.25 = 1.007.
    rows = [[25, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10]]
    one, two, three = kernels.weighted_product(rows, [0.20, 0.15, 0.40, 0.25], [1] * 4)
    assert one / two == pytest.approx(1.007, abs=5e-4)
    assert one / three == pytest.approx(1.067, abs=5e-4)
    assert two / three == pytest.approx(1.059, abs=5e-4)


def test_a_product_refuses_what_has_no_power() -> None:
    with pytest.raises(InvalidValueError, match="needs values above 0, got -1"):
        kernels.weighted_product([[-1, 2]], [0.5, 0.5], [1, 1])


def test_topsis_is_worked_by_hand() -> None:
    # Distances to (1, 1) and (0, 0): of (0.6, 0.8) they are sqrt(0.16 + 0.04) and 1.
    near, far = (0.4**2 + 0.2**2) ** 0.5, 1.0
    assert kernels.topsis([[0.6, 0.8]], [1, 1], [0, 0]).tolist() == [far / (near + far)]


def test_topsis_of_one_point_for_both_ends_is_halfway() -> None:
    assert kernels.topsis([[2, 2]], [2, 2], [2, 2]).tolist() == [0.5]


def test_vikor_is_worked_by_hand() -> None:
    # Losses by weight: a (0, .5), b (.25, .25), c (.5, 0); S all .5, R .5, .25, .5.
    result = kernels.vikor([[10, 0], [5, 5], [0, 10]], [0.5, 0.5], [10, 10], [0, 0])
    assert result.group.tolist() == [0.5, 0.5, 0.5]
    assert result.regret.tolist() == [0.5, 0.25, 0.5]
    assert result.compromise.tolist() == [0.5, 0.0, 0.5]


def test_vikor_leaves_a_criterion_without_spread_out() -> None:
    result = kernels.vikor([[1, 3], [2, 3]], [0.5, 0.5], [2, 3], [1, 3])
    assert result.compromise.tolist() == [1.0, 0.0]
    with pytest.raises(InvalidValueError, match="v must be 0 to 1, got 2"):
        kernels.vikor([[1]], [1], [1], [0], v=2)


def test_losses_that_differ_by_rounding_alone_are_one_place() -> None:
    losses = numpy.array([0.1 + 0.2, 0.3])
    assert placed(losses, losses.min(), losses.max()).tolist() == [0.0, 0.0]


def test_spotis_is_worked_by_hand() -> None:
    # Dezert et al. (2020): |10 - 15| / 10 x 0.4 + |4 - 0| / 8 x 0.6 = 0.5
    found = kernels.spotis([[10, 4]], [0.4, 0.6], [5, 0], [15, 8], [15, 0])
    assert found.tolist() == pytest.approx([0.5])
    with pytest.raises(InvalidValueError, match="criterion 1: the upper bound must lie above"):
        kernels.spotis([[10, 4]], [0.4, 0.6], [5, 0], [15, 0], [15, 0])


@given(ROWS)
def test_spotis_towards_the_bounds_is_one_less_the_weighted_sum(rows: numpy.ndarray) -> None:
    zeros, ones = numpy.zeros(3), numpy.ones(3)
    away = kernels.spotis(rows, SHARES, zeros, ones, ones)
    assert numpy.allclose(away, 1 - kernels.weighted_sum(rows, SHARES), atol=1e-12)


@given(ROWS)
def test_ranks_count_who_is_better(rows: numpy.ndarray) -> None:
    scores = numpy.round(rows.sum(axis=1), 3)
    wanted = [1 + sum(other > score + 1e-9 for other in scores) for score in scores]
    assert competition_ranks(scores).tolist() == wanted
    assert competition_ranks(-scores, high_is_best=False).tolist() == wanted


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=9))
def test_crossed_rows_are_those_that_a_look_at_every_pair_finds(
    pairs: list[tuple[int, int]],
) -> None:
    one, other = numpy.array(pairs).T
    wanted = [any((a - x) * (b - y) < 0 for x, y in pairs) for a, b in pairs]
    assert crossed(one, other).tolist() == wanted


@pytest.mark.parametrize(
    ("how", "costs", "wanted"),
    [
        ("none", "keep", [[2, 4], [6, 8]]),
        ("sum", "keep", [[0.25, 1 / 3], [0.75, 2 / 3]]),
        ("max", "keep", [[1 / 3, 0.5], [1, 1]]),
        ("minmax", "keep", [[0, 1], [1, 0]]),
        ("vector", "keep", [[2 / 40**0.5, 4 / 80**0.5], [6 / 40**0.5, 8 / 80**0.5]]),
        ("none", "reciprocal", [[2, 0.25], [6, 0.125]]),
        ("none", "invert", [[2, -4], [6, -8]]),
        ("minmax", "invert", [[0, 1], [1, 0]]),
    ],
)
def test_scales_from_the_data_are_worked_by_hand(
    how: str, costs: str, wanted: list[list[float]]
) -> None:
    found = normalised([[2, 4], [6, 8]], [1, -1], how, costs=costs)  # type: ignore[arg-type]  # a table
    assert numpy.allclose(found, wanted, atol=1e-15)


def test_a_matrix_that_cannot_be_used_is_refused_by_place() -> None:
    with pytest.raises(InvalidValueError, match="row 0, column 1: a value must be a finite"):
        checked([[1, float("nan")]], [1, 1])
    with pytest.raises(InvalidValueError, match=r"got shape \(0,\)"):
        checked([], [])
    with pytest.raises(InvalidValueError, match="sum to 0, so nothing counts"):
        checked([[1, 2]], [1, 1], [0, 0])
    with pytest.raises(InvalidValueError, match="0 or more"):
        checked([[1, 2]], [1, 1], [-1, 2])
    with pytest.raises(InvalidValueError, match="column 0 cannot be scaled"):
        normalised([[1, 2], [1, 3]], [1, 1], "minmax")
    with pytest.raises(InvalidValueError, match="a cost of 0 has no reciprocal"):
        normalised([[1, 0]], [1, -1], "none", costs="reciprocal")
