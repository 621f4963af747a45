"""Swings: what moves one initiative most, worked out by hand, as a figure and as a table."""

from __future__ import annotations

from typing import Any

import pytest

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.scoring import score
from changekit.services.scoring.robustness import swings
from tests.services.scoring.robustness.conftest import town

VALUES: list[list[Any]] = [[1.0, 0.0], [0.4, 0.4], [0.5, {"unknown": {"low": 0.1, "high": 0.9}}]]
UNKNOWN = "unknown"


def test_a_weight_goes_from_half_to_double_and_the_others_share_the_rest() -> None:
    first = swings(score(town(VALUES)), "a").swings[0]
    # Shares are a half each: c0 goes from a quarter to the whole.
    assert (first.label.to("sv"), first.values) == ("c0", (0.25, 1.0))
    assert first.ranks == (3, 1)
    assert [end.to("sv") for end in first.ends] == ["25 %", "100 %"]


def test_a_stated_range_is_used_instead() -> None:
    ranged = town(VALUES, criteria={"c0": {"weight_range": [0.4, 0.6], "title": "Nytta"}})
    found = {it.label.to("sv"): it for it in swings(score(ranged), "a").swings}
    assert found["Nytta"].values == pytest.approx((0.4, 0.6))
    assert found["c1"].values == pytest.approx((0.75, 0.0))


def test_a_known_value_moves_a_tenth_and_an_unknown_one_within_its_range() -> None:
    tornado = swings(score(town(VALUES)), "c", by="values")
    unknown, known = tornado.swings
    assert unknown.values == pytest.approx((0.3, 0.7))
    assert known.values == pytest.approx((0.45, 0.55))
    assert unknown.ranks == (3, 1)
    assert unknown.size > known.size
    top = swings(score(town(VALUES)), "a", by="values").swings
    assert {it.label.to("sv"): it.values for it in top}["c0"] == pytest.approx((0.45, 0.5))


def test_the_figure_has_its_table_and_says_what_matters_most() -> None:
    tornado = swings(score(town(VALUES)), "c", by="values")
    assert "c1" in tornado.summary.to("en")
    table = tornado.table()
    assert len(table) == 2
    assert table.rows[0][2:4] == pytest.approx((0.3, 3))
    drawn = tornado.to_svg("sv")
    assert drawn.startswith("<svg")
    assert "0,300 (3)" in drawn


def test_one_criterion_alone_cannot_be_weighed_otherwise() -> None:
    tornado = swings(score(town([[0.5], [0.2]])), "a")
    assert tornado.swings[0].values == (0.5, 0.5)
    assert "nan" not in tornado.to_svg("en")


def test_what_cannot_be_moved_is_named() -> None:
    ranking = score(town([[UNKNOWN, UNKNOWN], [0.1, 0.2]]))
    with pytest.raises(InvalidValueError, match="'a' has no score that anything could move"):
        swings(ranking, "a")
    with pytest.raises(UnknownNameError, match="known"):
        swings(ranking, "z")
    with pytest.raises(UnknownNameError, match="values"):
        swings(ranking, "b", by="sums")  # type: ignore[arg-type]  # a slip
