"""Weights and scales that a profile does not write out: worked by hand, and said aloud."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from changekit.errors import InvalidValueError
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.profile import Profile
from changekit.model.settings import Settings
from changekit.services.portfolio import check
from changekit.services.scoring import score, value_findings

CRITERIA = [
    {"id": "a", "best": 10, "worst": 0, "weight": 5},
    {"id": "b", "best": 10, "worst": 0},
    {"id": "c", "best": 0, "worst": 10, "direction": "min"},
]
ROWS = ({"a": 0, "b": 5, "c": 9}, {"a": 10, "b": 7, "c": 3})


def town(*rows: dict[str, Any], **rest: Any) -> Municipality:  # Any: plain fields
    """Return initiatives with values by criterion, and one profile."""
    profile = {"id": "default", "method": "weighted-sum", "criteria": CRITERIA, **rest}
    return Municipality(
        settings=Settings.from_dict({"name": "Kommunen"}),
        initiatives=tuple(
            Initiative.from_dict({"id": f"i{at}", "title": "I", "criteria": values})
            for at, values in enumerate(rows)
        ),
        profiles=(Profile.from_dict(profile),),
    )


def shares(**weighting: Any) -> dict[str, float]:  # Any: plain fields
    """Return the weights that a weighting gives, of those criteria that count."""
    matrix = score(town(*ROWS, weighting=weighting)).matrix
    return dict(zip(matrix.criteria, matrix.shares.tolist(), strict=True))


def test_equal_weights_leave_the_written_ones_out() -> None:
    assert shares(method="equal") == pytest.approx({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3})


def test_rank_order_weighs_by_the_order_alone() -> None:
    found = shares(method="rank-order", order=["c", "a", "b"])
    assert found == pytest.approx({"c": 11 / 18, "a": 5 / 18, "b": 2 / 18})


def test_swing_points_are_shared_and_none_of_them_leaves_a_criterion_out() -> None:
    assert shares(method="swing", points={"a": 100, "b": 60, "c": 40}) == pytest.approx(
        {"a": 0.5, "b": 0.3, "c": 0.2}
    )
    found = shares(method="swing", points={"a": 100, "b": 0, "c": 100})
    assert found == pytest.approx({"a": 0.5, "c": 0.5})


def test_comparisons_may_leave_a_pair_out() -> None:
    pairs = [{"a": "a", "b": "b", "times": 2}, {"a": "b", "b": "c", "times": 2}]
    found = shares(method="ahp", comparisons=pairs)
    assert found == pytest.approx({"a": 4 / 7, "b": 2 / 7, "c": 1 / 7}, abs=1e-6)


def test_critic_and_entropy_weigh_what_the_values_tell() -> None:
    # As in the kernel's own test: a and b rise together, c falls: 1/4, 1/4, 1/2. Where less is
    # better that turns round: all three say the same, and weigh alike.
    assert shares(method="critic") == pytest.approx({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3})
    assert shares(method="entropy")["a"] == max(shares(method="entropy").values())


@pytest.mark.parametrize(
    ("weighting", "why"),
    [
        ({"method": "rank-order", "order": ["a", "b"]}, "order leaves out c"),
        ({"method": "rank-order", "order": ["a", "b", "c", "a"]}, "names a criterion twice"),
        ({"method": "rank-order", "order": ["a", "b", "d"]}, "unknown criterion 'd'"),
        ({"method": "swing", "points": {"a": 1}}, "points leaves out b, c"),
        ({"method": "swing", "points": {"a": 0, "b": 0, "c": 0}}, "points sum to 0"),
        (
            {"method": "ahp", "comparisons": [{"a": "a", "b": "b", "times": 3}]},
            r"items \[2\] are compared with none .*counted from 0: a, b, c",
        ),
        (
            {"method": "ahp", "comparisons": [{"a": "a", "b": "x", "times": 3}]},
            "unknown criterion 'x'",
        ),
    ],
)
def test_a_weighting_that_does_not_fit_is_named(weighting: dict[str, Any], why: str) -> None:
    method = weighting["method"]
    with pytest.raises(
        InvalidValueError, match=f"profile 'default', weighting '{method}': .*{why}"
    ):
        shares(**weighting)


def test_weights_from_values_need_values_that_differ() -> None:
    for rows, why in (
        ((ROWS[0], {**ROWS[1], "b": 5}), "the same value of 'b', 5"),
        (ROWS[:1], "at least two initiatives"),
    ):
        with pytest.raises(InvalidValueError, match=why):
            score(town(*rows, weighting={"method": "critic"}))


def test_weights_from_values_say_so_in_ranking_and_findings() -> None:
    municipality = town(*ROWS, weighting={"method": "entropy"})
    ranking = score(municipality)
    assert "not what matters" in ranking.table().to_text("en")
    assert "inte vad som är viktigt" in ranking.matrix.notices[0].to("sv")
    assert [item.code for item in value_findings(municipality)] == ["CK704"]


CIRCLE = [
    {"a": "a", "b": "b", "times": 2}, {"a": "b", "b": "c", "times": 2},
    {"a": "c", "b": "a", "times": 2},
]  # fmt: skip


def test_comparisons_that_contradict_each_other_are_a_finding_with_their_ratio() -> None:
    # By hand: ((3.5 - 3) / 2) / 0.52 = 0.48.
    municipality = town(*ROWS, weighting={"method": "ahp", "comparisons": CIRCLE})
    (found,) = value_findings(municipality)
    assert (found.code, found.severity, found.subject) == ("CK705", "warning", "default")
    assert "0.48" in found.message.to("en")
    assert score(municipality).to_dict()["notices"]


def test_scales_from_the_data_are_asked_for_and_print_their_danger() -> None:
    rows = ({"a": 2, "b": 5, "c": 9}, {"a": 4, "b": 7, "c": 3}, {"a": "unknown", "b": 6, "c": 3})
    municipality = town(*rows, scaling="data")
    ranking = score(municipality)
    matrix = ranking.matrix
    assert (matrix.best.tolist(), matrix.worst.tolist()) == ([4, 7, 3], [2, 5, 9])
    assert ranking.by_id["i0"].score == 0
    assert ranking.by_id["i1"].score == pytest.approx(1)
    # Unknown may be anything there is: 2 to 4, of weight 5/7.
    assert ranking.by_id["i2"].high == pytest.approx(5 / 7 + 0.5 / 7 + 1 / 7)
    assert "may reorder the others" in ranking.table().to_text("en")
    assert [item.code for item in value_findings(municipality)] == ["CK703"]
    codes = {item.code for item in check(municipality, as_of=dt.date(2024, 3, 4))}
    assert "CK703" in codes


def test_scales_from_the_data_let_one_reorder_the_others_and_declared_ones_never_do() -> None:
    one, two = {"a": 6, "b": 4, "c": 0}, {"a": 5.5, "b": 9, "c": 0}
    worst = {"a": 5, "b": 0, "c": 10}
    far = {"a": 0, "b": 3, "c": 10}

    def first(*rows: dict[str, Any], scaling: str) -> bool:
        by_id = score(town(*rows, scaling=scaling)).by_id
        return (by_id["i0"].score or 0) > (by_id["i1"].score or 0)

    assert first(one, two, worst, scaling="data") != first(one, two, far, scaling="data")
    assert first(one, two, worst, scaling="declared") == first(one, two, far, scaling="declared")


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (({"a": 2}, {"a": 2}), "criterion 'a': scaling: data needs values that differ, all .* 2;"),
        (({"a": 2}, {"a": 3}), "criterion 'b': .* no value is known"),
    ],
)
def test_data_without_two_ends_give_no_scale(rows: tuple[dict[str, Any], ...], why: str) -> None:
    with pytest.raises(InvalidValueError, match=why):
        score(town(*rows, scaling="data"))
