"""Shapley values: they sum, they are fair, and they are the additive parts where there are any."""

from __future__ import annotations

from itertools import permutations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidValueError
from changekit.services.scoring import shapley as module
from changekit.services.scoring.shapley import MOST, shapley

WEIGHTS = numpy.array([0.5, 0.3, 0.2])
NUMBERS = st.floats(0, 1, allow_nan=False, width=32)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=4)


def product(rows: numpy.ndarray) -> numpy.ndarray:
    scores: numpy.ndarray = numpy.prod((rows + 0.1) ** WEIGHTS, axis=1)
    return scores


def by_every_order(row: list[float]) -> list[float]:
    parts = [0.0] * 3
    for order in permutations(range(3)):
        now = numpy.zeros((1, 3))
        for at in order:
            before = product(now)[0]
            now[0, at] = row[at]
            parts[at] += (product(now)[0] - before) / 6
    return parts


@given(ROWS)
def test_they_sum_to_the_score_above_the_baseline_and_equal_every_order(
    rows: list[tuple[float, float, float]],
) -> None:
    parts = shapley(product, rows, [0, 0, 0])
    gained = product(numpy.array(rows)) - product(numpy.zeros((1, 3)))
    assert parts.sum(axis=1) == pytest.approx(gained, abs=1e-12)
    for row, found in zip(rows, parts.tolist(), strict=True):
        assert found == pytest.approx(by_every_order(list(row)), abs=1e-12)


@given(ROWS)
def test_of_a_sum_they_are_its_parts(rows: list[tuple[float, float, float]]) -> None:
    parts = shapley(lambda values: values @ WEIGHTS, rows, [0, 0, 0])
    assert parts == pytest.approx(numpy.array(rows) * WEIGHTS, abs=1e-12)


def test_they_are_the_same_in_small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = numpy.array([[0.2, 0.4, 0.9], [1.0, 0.0, 0.5]])
    whole = shapley(product, rows, [0, 0, 0])
    monkeypatch.setattr(module, "_CELLS", 6)
    assert shapley(product, rows, [0, 0, 0]) == pytest.approx(whole, abs=1e-15)


def test_rows_that_are_compared_take_on_the_baseline_together() -> None:
    rows = numpy.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.5]])

    def above_the_mean(values: numpy.ndarray) -> numpy.ndarray:
        assert values.shape == rows.shape
        scores: numpy.ndarray = (values - values.mean(axis=0)) @ WEIGHTS
        return scores

    parts = shapley(above_the_mean, rows, [0, 0, 0], alone=False)
    assert parts == pytest.approx(numpy.array([[0.25, -0.15, 0.0], [-0.25, 0.15, 0.0]]))


def test_too_many_criteria_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="up to 10 criteria, got 11"):
        shapley(lambda rows: rows.sum(axis=1), numpy.ones((1, MOST + 1)), numpy.zeros(MOST + 1))
