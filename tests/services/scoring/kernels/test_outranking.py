"""PROMETHEE and ELECTRE III: hand-worked answers, and sorted sums against every pair."""

from __future__ import annotations

from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidValueError
from changekit.services.scoring import kernels
from changekit.services.scoring.kernels.electre import credibility, distil
from changekit.services.scoring.kernels.outranking import (
    PreferenceFunction,
    promethee_against,
    promethee_brute,
)

FUNCTIONS = {
    "usual": PreferenceFunction(),
    "u": PreferenceFunction(kind="u", q=1),
    "v": PreferenceFunction(kind="v", p=4),
    "level": PreferenceFunction(kind="level", q=1, p=3),
    "linear": PreferenceFunction(kind="linear", q=1, p=4),
    "gaussian": PreferenceFunction(kind="gaussian", s=2),
}
# Ours: whole and half numbers, so that differences meet thresholds exactly.
VALUES = st.integers(-20, 20).map(lambda it: it / 2) | st.floats(-10, 10)
COLUMNS = st.lists(VALUES, min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("usual", [0, 1, 1, 1, 1]),
        ("u", [0, 0, 1, 1, 1]),
        ("v", [0, 0.25, 0.5, 0.75, 1]),
        ("level", [0, 0, 0.5, 0.5, 1]),
        ("linear", [0, 0, 1 / 3, 2 / 3, 1]),
        ("gaussian", [0, *(1 - numpy.exp(-(d**2) / 8) for d in (1, 2, 3, 4))]),
    ],
)
def test_the_six_preference_functions_are_worked_by_hand(kind: str, wanted: list[float]) -> None:
    # Source: Brans & Vincke (1985), Management Science 31(6), 647-656, types I to VI.
    differences = numpy.array([0.0, 1, 2, 3, 4])
    assert FUNCTIONS[kind].of(differences).tolist() == pytest.approx(wanted)
    assert (FUNCTIONS[kind].of(-differences) == 0).all()


@pytest.mark.parametrize("kind", FUNCTIONS)
@given(column=COLUMNS)
def test_sorted_sums_equal_those_of_every_pair(kind: str, column: list[float]) -> None:
    rows = numpy.array(column)[:, None]
    fast = kernels.promethee(rows, [1], [-1], [FUNCTIONS[kind]])
    slow = promethee_brute(rows, [1], [-1], [FUNCTIONS[kind]])
    for one, other in zip(fast, slow, strict=True):
        assert numpy.allclose(one, other, rtol=0, atol=1e-12)


@pytest.mark.parametrize("kind", FUNCTIONS)
@given(column=COLUMNS)
def test_net_flows_sum_to_nothing(kind: str, column: list[float]) -> None:
    flows = kernels.promethee(numpy.array(column)[:, None], [1], [1], [FUNCTIONS[kind]])
    assert abs(float(flows.net.sum())) < 1e-12
    assert ((flows.plus >= 0) & (flows.plus <= 1)).all()


@pytest.mark.parametrize("kind", FUNCTIONS)
@given(column=COLUMNS, other=VALUES)
def test_a_row_with_another_value_is_as_if_it_had_always_had_it(
    kind: str, column: list[float], other: float
) -> None:
    rows = numpy.array(column)[:, None]
    moved = rows.copy()
    moved[0] = other
    found = promethee_against(moved, rows, [1], [1], [FUNCTIONS[kind]])
    wanted = promethee_brute(moved, [1], [1], [FUNCTIONS[kind]])
    assert found.net[0] == pytest.approx(wanted.net[0], abs=1e-12)


def test_flows_are_worked_by_hand() -> None:
    # Usual: of (3, 1, 2) the first beats two, the last one; 0.6 and 0.4 of the other column.
    usual = PreferenceFunction()
    flows = kernels.promethee([[3, 0], [1, 0], [2, 9]], [0.6, 0.4], [1, 1], [usual, usual])
    assert flows.plus.tolist() == pytest.approx([0.6, 0.0, 0.3 + 0.4])
    assert flows.minus.tolist() == pytest.approx([0.2, 0.6 + 0.2, 0.3])
    assert flows.by_criterion[:, 0].tolist() == [1, -1, 0]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"kind": "linear", "q": 2, "p": 1}, "p must be at least q, got p 1 and q 2"),
        ({"kind": "gaussian"}, "s must be above 0"),
        ({"kind": "u", "q": -1}, "finite numbers of 0 or more"),
    ],
)
def test_thresholds_that_do_not_fit_are_refused(facts: dict[str, Any], why: str) -> None:
    with pytest.raises(InvalidValueError, match=why):
        PreferenceFunction(**facts)


def test_each_criterion_needs_its_function() -> None:
    with pytest.raises(InvalidValueError, match="2 criteria need as many"):
        kernels.promethee([[1, 2]], [0.5, 0.5], [1, 1], [PreferenceFunction()])


def test_credibility_is_worked_by_hand() -> None:
    # Two criteria, each 0.5; q 1, p 3, veto 5 on the first. Of a = (10, 10) and b = (12, 4):
    # b outranks a: the second is 6 worse, so 0.5; no veto there. a outranks b: 2 worse on the
    # first gives (3 - 2) / (3 - 1) = 0.5, so 0.5 x 0.5 + 0.5 = 0.75.
    inf = numpy.inf
    found = credibility([[10, 10], [12, 4]], [0.5, 0.5], [1, 1], [1, 1], [3, 3], [5, inf])
    assert found[0, 1] == pytest.approx(0.75)
    assert found[1, 0] == pytest.approx(0.5)
    # With a veto from 5 on the second too, 6 worse forbids.
    found = credibility([[10, 10], [12, 4]], [0.5, 0.5], [1, 1], [1, 1], [3, 3], [5, 5])
    assert found[1, 0] == 0


def test_a_veto_weakens_what_stands_against_it() -> None:
    # 4 worse with p 3 and v 5: discordance 0.5; concordance 0.3 of the other: 0.3 (1-.5)/(1-.3).
    found = credibility([[0, 4], [4, 0]], [0.7, 0.3], [1, 1], [0, 0], [3, 3], [5, 9])
    assert found[0, 1] == pytest.approx(0.3 * 0.5 / 0.7)


def test_thresholds_of_electre_stand_in_order() -> None:
    with pytest.raises(InvalidValueError, match="must stand in order"):
        credibility([[1], [2]], [1], [1], [2], [1], [3])


def test_distillation_orders_a_clear_case_both_ways_alike() -> None:
    rows = [[3, 3], [2, 2], [1, 1]]
    orders = distil(credibility(rows, [0.5, 0.5], [1, 1], [0, 0], [0, 0], [numpy.inf] * 2))
    assert orders.descending.tolist() == orders.ascending.tolist() == [1, 2, 3]
    assert orders.mean.tolist() == [1, 2, 3]


def test_equals_share_their_place_in_both_orders() -> None:
    rows = [[3, 1], [3, 1], [0, 0]]
    orders = distil(credibility(rows, [0.5, 0.5], [1, 1], [0, 0], [0, 0], [numpy.inf] * 2))
    assert orders.descending.tolist() == orders.ascending.tolist() == [1, 1, 2]
