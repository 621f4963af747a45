"""OWA and Choquet: published and hand-worked answers, and the laws between them."""

from __future__ import annotations

from itertools import combinations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidValueError
from changekit.services.scoring import kernels

COUNT = 3
ROWS = st.lists(
    st.lists(st.floats(0, 1), min_size=COUNT, max_size=COUNT), min_size=1, max_size=5
).map(numpy.array)


def test_the_three_students_have_the_marks_that_grabisch_gives_them() -> None:
    # Source: Grabisch (1996), European Journal of Operational Research 89(3), 445-456. In
    # binary order: nothing, M, P, MP, L, ML, PL, MPL. First: 10 x 1 + 6 x 0.5 + 2 x 0.45 = 13.9.
    capacity = [0, 0.45, 0.45, 0.5, 0.3, 0.9, 0.9, 1]
    marks = [[18, 16, 10], [10, 12, 18], [14, 15, 15]]
    assert kernels.choquet(marks, capacity).tolist() == pytest.approx([13.9, 13.6, 14.9])


@given(ROWS)
def test_a_capacity_that_only_adds_is_the_weighted_sum(rows: numpy.ndarray) -> None:
    weights = numpy.array([0.5, 0.3, 0.2])
    capacity = [sum(w for at, w in enumerate(weights) if s >> at & 1) for s in range(8)]
    capacity[-1] = 1.0
    assert numpy.allclose(kernels.choquet(rows, capacity), rows @ weights, atol=1e-12)


@given(ROWS)
def test_a_capacity_that_counts_heads_is_an_owa(rows: numpy.ndarray) -> None:
    by_size = [0, 0.5, 0.8, 1.0]
    capacity = [by_size[s.bit_count()] for s in range(8)]
    found = kernels.owa(rows, numpy.diff(by_size))
    assert numpy.allclose(kernels.choquet(rows, capacity), found, atol=1e-12)


@given(ROWS)
def test_owa_ends_at_the_best_the_worst_and_the_mean(rows: numpy.ndarray) -> None:
    assert (kernels.owa(rows, [1, 0, 0]) == rows.max(axis=1)).all()
    assert (kernels.owa(rows, [0, 0, 1]) == rows.min(axis=1)).all()
    assert numpy.allclose(kernels.owa(rows, [1 / 3] * 3), rows.mean(axis=1), atol=1e-12)


@st.composite
def two_additive(draw: st.DrawFn) -> tuple[list[float], dict[tuple[int, int], float]]:
    """Draw Moebius terms that never fall and sum to 1, so that they make a capacity."""
    terms = {pair: draw(st.floats(-1, 1)) for pair in combinations(range(COUNT), 2)}
    single = [
        draw(st.floats(0.05, 1)) - sum(min(0.0, t) for pair, t in terms.items() if at in pair)
        for at in range(COUNT)
    ]
    total = sum(single) + sum(terms.values())
    return [it / total for it in single], {pair: t / total for pair, t in terms.items()}


@given(ROWS, two_additive())
def test_the_compact_form_equals_the_capacity_written_out(
    rows: numpy.ndarray, given_terms: tuple[list[float], dict[tuple[int, int], float]]
) -> None:
    single, pairs = given_terms
    capacity = numpy.zeros(2**COUNT)
    for subset in range(1, 2**COUNT):
        inside = [at for at in range(COUNT) if subset >> at & 1]
        capacity[subset] = sum(single[at] for at in inside)
        capacity[subset] += sum(t for pair, t in pairs.items() if set(pair) <= set(inside))
    found = kernels.two_additive(rows, single, pairs)
    assert numpy.allclose(found, kernels.choquet(rows, capacity), atol=1e-9)


@pytest.mark.parametrize(
    ("capacity", "why"),
    [
        ([0, 0.5, 1], "has 4 numbers, got 3"),
        ([0.1, 0.5, 0.5, 1], "empty set is 0"),
        ([0, 0.8, 0.5, 0.7], "falls when criterion 1 joins the set 1"),
        ([0, float("nan"), 0.5, 1], "all are finite"),
    ],
)
def test_what_is_no_capacity_is_refused(capacity: list[float], why: str) -> None:
    with pytest.raises(InvalidValueError, match=why):
        kernels.choquet([[0.1, 0.2]], capacity)


def test_a_capacity_is_written_out_for_sixteen_criteria_at_most() -> None:
    with pytest.raises(InvalidValueError, match="at most 16 criteria, got 17"):
        kernels.choquet(numpy.zeros((1, 17)), [0, 1])
