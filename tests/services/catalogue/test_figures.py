"""Figures: digits that say something, the mark of the language, and units in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.services.catalogue.figures import figure, measured, unit_name


@pytest.mark.parametrize(
    ("value", "language", "told"),
    [
        (44.833333333, "sv", "44,8333"),
        (0.1 + 0.2, "en", "0.3"),
        (2026, "sv", "2026"),
        (32280, "sv", "32\u00a0280"),
        (-0.5, "sv", "\u22120,5"),
    ],
)
def test_a_figure_has_few_digits_and_the_mark_of_its_language(
    value: float, language: str, told: str
) -> None:
    assert figure(value, language) == told


def test_shares_are_percentages_and_their_changes_percentage_points() -> None:
    assert measured(0.4, 0.6, unit="share", language="sv") == "40\u00a0%\u201360\u00a0%"
    assert measured(0.2, unit="share", language="sv", signed=True) == "+20 procentenheter"
    assert measured(0.2, unit="share", signed=True) == "+20 percentage points"


def test_a_unit_that_is_not_known_keeps_its_name() -> None:
    assert unit_name("minutes_per_day").to("sv") == "minuter per dag"
    assert measured(3, unit="kkr", language="sv") == "3 kkr"
    assert measured(3) == "3"


@given(st.floats(-1e12, 1e12))
def test_no_figure_in_swedish_has_a_decimal_point(value: float) -> None:
    assert "." not in figure(value, "sv")
