"""Weights that are drawn: they sum to 1, keep to what was asked, and come from all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.errors import InvalidValueError
from changekit.services.scoring.robustness.ranges import within
from changekit.services.scoring.robustness.weights import drawn_weights, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.services.scoring import Ranking

    Make = Callable[..., Ranking]


def chance(seed: int = 0) -> numpy.random.Generator:
    return numpy.random.default_rng(seed)


@given(st.integers(0, 2**32), st.integers(2, 8), st.floats(0.01, 1))
@settings(max_examples=60, deadline=None)
def test_weights_within_ranges_lie_there_and_sum_to_one(
    seed: int, count: int, wide: float
) -> None:
    middle = chance(seed).dirichlet(numpy.ones(count))
    low, high = middle * (1 - wide), numpy.minimum(1, middle * (1 + wide))
    drawn = within(low, high, 40, chance(seed), where="here")
    assert drawn.shape == (40, count)
    assert numpy.allclose(drawn.sum(axis=1), 1)
    assert ((drawn >= low - 1e-9) & (drawn <= high + 1e-9)).all()


def test_the_walk_reaches_all_that_rejecting_reaches() -> None:
    # Two narrow tops make nearly every even draw fall outside; the exact means are known from
    # drawing the two narrow ones evenly, which the long room of the others hardly bends.
    low = numpy.zeros(6)
    high = numpy.array([0.02, 0.02, 1, 1, 1, 1])
    drawn = within(low, high, 4_000, chance(), where="here")
    assert drawn[:, :2].mean(axis=0) == pytest.approx([0.01, 0.01], abs=0.0005)
    assert drawn[:, 2:].mean(axis=0) == pytest.approx([0.245] * 4, abs=0.01)
    assert drawn[:, 2].std() == pytest.approx(0.98 * numpy.sqrt(3 / 80), abs=0.01)


@pytest.mark.parametrize(
    ("low", "high", "point"),
    [
        ([0.2, 0.8], [0.5, 0.9], [0.2, 0.8]),
        ([0.1, 0.1], [0.4, 0.6], [0.4, 0.6]),
        ([0.3, 0.7], [0.3, 0.7], [0.3, 0.7]),
    ],
)
def test_one_point_that_fits_is_drawn_every_time(
    low: list[float], high: list[float], point: list[float]
) -> None:
    drawn = within(numpy.array(low), numpy.array(high), 3, chance(), where="here")
    assert numpy.allclose(drawn, [point] * 3)


@pytest.mark.parametrize(
    ("ends", "match"),
    [
        ({"c0": [0.6, 0.9], "c1": [0.6, 0.9]}, "'default': no weights .* least .* 1.2, above 1"),
        ({"c0": [0, 0.2], "c1": [0, 0.3]}, "no weights .* most .* 0.5, below 1"),
        ({"c0": [0.5, 0.2]}, "'c0': weight_range must be two shares"),
        ({"c0": [0.5]}, "weight_range must be two shares .* got"),
        ({"c0": [-0.5, 0.5]}, "weight_range must be two shares"),
    ],
)
def test_ranges_that_cannot_be_met_are_named(
    ranking: Make, ends: dict[str, list[float]], match: str
) -> None:
    criteria = {name: {"weight_range": pair} for name, pair in ends.items()}
    with pytest.raises(InvalidValueError, match=match):
        ranking([[1, 0], [0, 1]], criteria=criteria).robustness()


def test_the_narrowest_that_the_profile_speaks_of_is_drawn_by_default(ranking: Make) -> None:
    ranged = {"c0": {"weight_range": [0.6, 0.8]}}
    order: dict[str, Any] = {"weighting": {"method": "rank-order", "order": ["c1", "c0"]}}
    values = [[1, 0], [0, 1]]
    assert kind_of(ranking(values).matrix, None) == "uniform"
    assert kind_of(ranking(values, criteria=ranged).matrix, None) == "ranges"
    assert kind_of(ranking(values, **order).matrix, None) == "order"
    held = ranking(values, criteria=ranged).robustness(draws=200)
    assert (held.weights, held.by_id["a"].first) == ("ranges", 1.0)
    turned = ranking(values, **order).robustness(draws=200)
    assert (turned.weights, turned.by_id["b"].first) == ("order", 1.0)


def test_an_order_is_kept_and_its_means_are_those_of_the_middle(ranking: Make) -> None:
    weighting = {"method": "rank-order", "order": ["c2", "c0", "c1"]}
    matrix = ranking([[1, 0, 0], [0, 1, 0]], weighting=weighting).matrix
    drawn = drawn_weights(matrix, "order", 20_000, chance())
    assert (numpy.diff(drawn[:, [2, 0, 1]], axis=1) <= 0).all()
    # Rank-order centroid weights are the means of all weights in that order.
    assert drawn.mean(axis=0) == pytest.approx([5 / 18, 2 / 18, 11 / 18], abs=0.005)


def test_weights_near_the_own_have_their_mean_and_the_stated_spread(ranking: Make) -> None:
    criteria = {"c0": {"weight": 3}}
    matrix = ranking([[1, 0], [0, 1]], criteria=criteria).matrix
    drawn = drawn_weights(matrix, "profile", 20_000, chance(), concentration=50)
    assert drawn.mean(axis=0) == pytest.approx([0.75, 0.25], abs=0.002)
    assert drawn[:, 1].std() == pytest.approx((0.75 * 0.25 / 51) ** 0.5, abs=0.002)
    tiny = drawn_weights(matrix, "profile", 100, chance(), concentration=1e-9)
    assert numpy.allclose(tiny.sum(axis=1), 1)
