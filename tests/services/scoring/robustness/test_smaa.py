"""SMAA-2: equal to geometry and to a plain count, repeatable, and never a made-up number."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import attrs
import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.scoring import score
from changekit.services.scoring.kernels.acceptability import acceptability, uniform_weights
from changekit.services.scoring.robustness import Robustness, robustness
from changekit.services.scoring.robustness.rounds import rounds_of
from changekit.text import LANGUAGES
from tests.services.scoring.robustness.conftest import town

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.model.municipality import Municipality
    from changekit.services.scoring import Ranking

    Make = Callable[..., Ranking]

THREE = [[1.0, 0.0], [0.6, 0.7], [0.0, 1.0]]
WHOLE = {"unknown": {"low": 0, "high": 1}}


def test_two_criteria_give_the_shares_that_geometry_gives(ranking: Make) -> None:
    # With w on c0: a scores w, b 0.7 - 0.1 w, c 1 - w. a beats b above 7/11, b beats c above 1/3,
    # a beats c above 1/2. So c is first below 1/3, b up to 7/11, a above.
    result = robustness(ranking(THREE), draws=40_000)
    first = {item.id: item.first for item in result}
    exact = {"a": 4 / 11, "b": 7 / 11 - 1 / 3, "c": 1 / 3}
    for name, share in exact.items():
        assert first[name] == pytest.approx(share, abs=5 * math.sqrt(0.25 / 40_000))
    # Central weights are the middles of the three intervals.
    middles = {"a": (7 / 11 + 1) / 2, "b": (1 / 3 + 7 / 11) / 2, "c": 1 / 6}
    for name, middle in middles.items():
        central = result.by_id[name].central_weights
        assert central is not None
        assert central["c0"] == pytest.approx(middle, abs=0.01)
        assert sum(central.values()) == pytest.approx(1)
    assert [item.confidence for item in result] == [1.0, 1.0, 1.0]
    assert result.by_id["b"].worst_rank == 2


@given(st.integers(0, 2**32), st.integers(2, 30), st.integers(1, 6))
def test_the_kernel_counts_as_a_plain_argsort_does(seed: int, count: int, criteria: int) -> None:
    chance = numpy.random.default_rng(seed)
    values, weights = chance.random((count, criteria)), uniform_weights(50, criteria, chance)
    found = acceptability(values, weights)
    counts, sums = numpy.zeros((count, count)), numpy.zeros((count, criteria))
    for row in weights:
        order = numpy.argsort(-(values @ row), kind="stable")
        counts[order, numpy.arange(count)] += 1
        sums[order[0]] += row
    assert numpy.array_equal(found.ranks, counts / 50)
    often = counts[:, 0] > 0
    assert numpy.array_equal(found.first, counts[:, 0])
    assert numpy.allclose(found.central[often], sums[often] / counts[often, :1])
    assert numpy.isnan(found.central[~often]).all()
    assert numpy.allclose(found.errors, numpy.sqrt(found.ranks * (1 - found.ranks) / 50))


@given(
    st.lists(
        st.lists(st.one_of(st.floats(0, 1), st.just(WHOLE)), min_size=3, max_size=3),
        min_size=1, max_size=7,
    ),
    st.sampled_from(["uniform", "profile"]),
    st.sampled_from(["weighted-sum", "topsis"]),
)  # fmt: skip
@settings(max_examples=40)
def test_shares_sum_to_one_by_initiative_and_by_rank(
    values: list[list[Any]], kind: Any, method: str
) -> None:
    result = robustness(score(town(values, method=method)), draws=60, weights=kind)
    table = numpy.array([item.shares for item in result])
    assert numpy.allclose(table.sum(axis=0), 1)
    assert numpy.allclose(table.sum(axis=1), 1)
    assert "NaN" not in json.dumps(result.to_dict())
    assert "nan" not in result.table().to_text("en").split("\n", 1)[1].lower()


def test_what_is_never_first_has_no_central_weights_and_no_confidence(ranking: Make) -> None:
    result = robustness(ranking([[0.9, 0.9], [0.1, 0.1]]), draws=50)
    worst = result.by_id["b"]
    assert (worst.central_weights, worst.confidence, worst.first) == (None, None, 0.0)
    assert (worst.standing, result.by_id["a"].standing) == ("outside", "inside")
    assert result.to_dict()["initiatives"][1]["central_weights"] is None
    assert [row[0] for row in result.central().rows] == ["a"]


def test_equal_seeds_repeat_exactly_and_the_order_of_the_data_does_not_matter(
    municipality: Callable[..., Municipality],
) -> None:
    values = [[0.2, WHOLE, 0.9], [0.8, 0.4, WHOLE], [0.5, 0.5, 0.5]]
    there = municipality(values)
    turned = attrs.evolve(there, initiatives=there.initiatives[::-1])
    one, again, other = (
        robustness(score(it), draws=500, seed=7).to_dict() for it in (there, there, turned)
    )
    assert one == again == other
    assert one != robustness(score(there), draws=500, seed=8).to_dict()


def test_twins_share_their_places_by_chance(ranking: Make) -> None:
    result = robustness(ranking([[0.5, 0.5], [0.5, 0.5]]), draws=4_000)
    assert [item.first for item in result] == pytest.approx([0.5, 0.5], abs=0.05)
    assert [item.confidence for item in result] == [1.0, 1.0]


def test_unknown_values_are_drawn_or_stay_in_their_middle(ranking: Make) -> None:
    values = [[WHOLE, WHOLE], [0.6, 0.6]]
    drawn = robustness(ranking(values), draws=5_000)
    kept = robustness(ranking(values), draws=200, unknown=False)
    # w x + (1 - w) y above 0.6, for even w, x, y.
    assert 0.25 < drawn.by_id["a"].first < 0.45
    assert drawn.by_id["a"].confidence == pytest.approx(0.35, abs=0.1)
    assert kept.by_id["a"].first == 0.0
    assert (drawn.unknown_values, kept.unknown_values) == (2, 0)


def test_methods_that_are_no_sum_score_each_draw_anew(ranking: Make) -> None:
    result = robustness(ranking(THREE, method="topsis"), draws=300)
    # By TOPSIS with both shares equal or not, the ends of the weights still favour the ends.
    assert {item.id for item in result if item.first > 0} == {"a", "b", "c"}
    assert robustness(ranking(THREE, method="topsis")).draws == 1_000
    assert robustness(ranking(THREE)).draws == 10_000


def test_a_sum_asked_anew_for_each_draw_gives_what_the_kernel_gives(ranking: Make) -> None:
    given = ranking([[0.2, WHOLE, 0.9], [0.8, 0.4, WHOLE], [0.5, 0.5, 0.5]])
    fast = rounds_of(given.scorer, given.matrix, unknown=True)
    assert fast.additive
    chance = numpy.random.default_rng(3)
    weights = uniform_weights(40, 3, chance)
    places = chance.random((40, 2))
    slow = attrs.evolve(fast, additive=False).scores(weights, places)
    quick = fast.scores(weights, places)
    quick = quick - quick.min(axis=1, keepdims=True)
    assert numpy.allclose(quick, slow, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    ("asked", "match"),
    [
        ({"draws": 0}, "draws must be 1 to"),
        ({"top": 0}, "top must be 1 to 3, got 0"),
        ({"top": 4}, "top must be 1 to 3, got 4"),
        ({"concentration": 0.0}, "concentration must be a number above 0"),
        ({"weights": "ranges"}, "no criterion has a weight_range"),
        ({"weights": "order"}, "no order of criteria"),
    ],
)
def test_what_cannot_be_is_refused(ranking: Make, asked: dict[str, Any], match: str) -> None:
    with pytest.raises(InvalidValueError, match=match):
        robustness(ranking(THREE), **asked)


def test_an_unknown_kind_of_weights_names_those_there_are(ranking: Make) -> None:
    with pytest.raises(UnknownNameError, match="uniform"):
        robustness(ranking(THREE), weights="unifrom")  # type: ignore[arg-type]  # a slip


def test_one_initiative_alone_is_first_whatever_counts(ranking: Make) -> None:
    result = robustness(ranking([[0.0, 0.0]]), draws=10)
    assert (result.items[0].first, result.items[0].standing) == (1.0, "inside")


def test_it_tells_what_holds_in_both_languages(ranking: Make) -> None:
    result: Robustness = robustness(ranking([*THREE, [0.9, 0.9], [0.1, WHOLE]]), draws=400)
    assert result.text.to("en").startswith("Surely among the first 2 of 5, however")
    assert result.text.missing(LANGUAGES) == ()
    assert "the unknown value was drawn too" in result.text.to("en")
    assert result.explain("d").to("sv").startswith("D har plats 1 med profilens vikter.")
    with pytest.raises(UnknownNameError, match="known"):
        result.explain("z")


def test_the_figure_is_a_map_with_the_same_figures_as_a_table(ranking: Make) -> None:
    figure = robustness(ranking([[at / 30, 1 - at / 30] for at in range(25)]), draws=99).figure()
    assert [name.to("en") for name in figure.names][-2:] == ["11–20", "21–25"]
    assert len(figure.table()) == 20
    sums = [sum(cell.score or 0 for cell in row) for row in figure.cells]
    assert sums == pytest.approx([100] * 20, abs=1)
    assert figure.to_svg("sv").startswith("<svg")


def test_slow_methods_are_asked_less_often(ranking: Make) -> None:
    values = [[0.2, WHOLE], [0.8, 0.4], [0.5, 0.5]]
    assert robustness(ranking(values, method="electre3")).draws == 100
    few = robustness(ranking(values, method="topsis"), draws=6)
    # No oftener in all than weights were drawn, shared by those that were ever first.
    assert few.redrawn == 6 // sum(item.first > 0 for item in few)
