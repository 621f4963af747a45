"""Bounds from prices: no plan is above them, whatever the prices, compiled or not."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.services.planning.bounds import lagrangean
from changekit.services.planning.bounds.loops import evaluate
from changekit.services.planning.bounds.net import Net, net_of
from changekit.services.planning.bounds.rows import Rows
from changekit.services.planning.engines.parts import NEVER, Part
from tests.services.planning.bounds.tiny import HORIZON, optimum, parts

FEW = ((3, 12), (1, 12))


def random_prices(net: Net, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return prices, some of them 0 and some as high as may be."""
    dice = np.random.default_rng(seed)
    each = net.cap.repeat([HORIZON] * (len(net.room) + len(net.extra)) + [1] * len(net.budgets))
    share = dice.integers(0, 1 << 20, len(each)) >> dice.integers(0, 20, len(each))
    raw = np.where(dice.integers(0, 3, len(each)) > 0, (each >> 20) * share, 0)
    raw = np.where(dice.integers(0, 9, len(each)) == 0, each, raw)
    first, second = np.cumsum([len(net.room) * HORIZON, len(net.extra) * HORIZON])
    return (
        raw[:first].reshape(-1, HORIZON).copy(), raw[first:second].reshape(-1, HORIZON).copy(),
        raw[second:].copy(),
    )  # fmt: skip


def loop_value(net: Net, prices: tuple[np.ndarray, ...]) -> tuple[int, np.ndarray]:
    """Return what the loops find, as plain Python."""
    plain = getattr(evaluate, "py_func", evaluate)
    table = np.zeros((len(net.pair), 2 * HORIZON), dtype=np.int64)
    worth = np.zeros((len(net.gain), HORIZON + 1), dtype=np.int64)
    starts = np.zeros(len(net.gain), dtype=np.int64)
    asked = (net, prices[0], prices[1], prices[2], table, worth, starts)
    assert plain(*asked) == evaluate(*asked)
    return int(evaluate(*asked)), starts


@settings(max_examples=150)
@given(parts(), st.integers(0, 1 << 30), st.booleans())
def test_no_plan_is_above_the_value_at_any_prices(part: Part, seed: int, all_must: bool) -> None:
    net = net_of(part, all_must=all_must)
    best = optimum(part, all_must=all_must)
    value, _ = loop_value(net, random_prices(net, seed))
    if best is not None:
        assert best * 2.0 ** int(net.shift[0]) <= value


@given(parts(most=6), st.integers(0, 1 << 30), st.booleans())
def test_loops_and_rows_find_the_same(part: Part, seed: int, all_must: bool) -> None:
    net = net_of(part, all_must=all_must)
    prices = random_prices(net, seed)
    value, starts = loop_value(net, prices)
    by_rows, same = Rows(net).evaluate(*prices)
    assert by_rows == value
    assert same.tolist() == starts.tolist()


@given(parts(), st.integers(0, 1 << 30), st.integers(0, 3))
def test_more_room_adds_just_what_the_prices_say(part: Part, seed: int, more: int) -> None:
    net = net_of(part)
    prices = random_prices(net, seed)
    wider = net._replace(room=net.room + more)
    assert loop_value(wider, prices)[0] == loop_value(net, prices)[0] + more * prices[0].sum()


@settings(max_examples=50)
@given(parts())
def test_the_search_stays_above_the_best_plan(part: Part) -> None:
    bounds = lagrangean(part, rounds=FEW)
    best = optimum(part) or 0
    assert bounds.bound >= best
    known = lagrangean(part, rounds=FEW, best=best)
    assert known.bound >= best
    assert bounds.counts.sum() <= bounds.total * len(part)


@settings(max_examples=30)
@given(parts(most=5))
def test_without_compiled_loops_the_result_is_the_same(part: Part) -> None:
    fast = lagrangean(part, rounds=FEW, compiled=True)
    slow = lagrangean(part, rounds=FEW, compiled=False)
    assert fast.bound == slow.bound
    for one, other in zip(fast.dual, slow.dual, strict=True):
        assert one.tolist() == other.tolist()
    assert fast.counts.tolist() == slow.counts.tolist()


@settings(max_examples=50)
@given(parts(lags=(0, 2)))
def test_a_chain_of_required_alone_is_solved_exactly(part: Part) -> None:
    none = np.zeros(len(part) + 1, dtype=np.int32)
    nothing = np.zeros(0, dtype=np.int32)
    chain = attrs.evolve(
        part, use_at=none, use_resource=nothing, use_from=nothing, use_weeks=nothing,
        use_amount=np.zeros(0, dtype=np.int64), apart_at=none, apart=nothing, instead_at=none,
        instead=nothing, cost=np.zeros(len(part), dtype=np.int64),
        before_at=np.arange(len(part) + 1, dtype=np.int32).clip(1) - 1,
        before=np.arange(len(part) - 1, dtype=np.int32),
        lag=np.ones(len(part) - 1, dtype=np.int32),
        required=np.ones(len(part) - 1, dtype=np.bool_),
    )  # fmt: skip
    assert lagrangean(chain, rounds=((1, 1),)).bound == optimum(chain)


@settings(max_examples=30)
@given(parts())
def test_only_plans_with_all_that_is_mandatory_have_no_higher_bound(part: Part) -> None:
    best = optimum(part, all_must=True)
    bounds = lagrangean(part, rounds=FEW, all_must=True)
    if best is None:
        return
    assert best <= bounds.bound <= lagrangean(part, rounds=((1, 1),)).bound


@settings(max_examples=30)
@given(parts())
def test_going_on_never_makes_it_worse(part: Part) -> None:
    first = lagrangean(part, rounds=((3, 10),))
    more = lagrangean(part, rounds=((1, 10),), after=first)
    assert more.bound <= first.bound
    assert more.iterations >= first.iterations


def room_for_one(weeks: int = 2) -> Part:
    """Return two initiatives that want the same room at the same time."""
    one = np.array([0, 1, 2], dtype=np.int32)
    none, nothing = np.zeros(3, dtype=np.int32), np.zeros(0, dtype=np.int32)
    gain = np.full((2, HORIZON), NEVER, dtype=np.int64)
    gain[:, : HORIZON - 1] = [[100, 80, 60, 40, 20], [50, 40, 30, 20, 10]]
    return Part(
        members=one[:2], resources=none[:1], horizon=HORIZON,
        weeks=np.array([weeks] * 2, dtype=np.int32), gain=gain, scale=2.0, rounded=0.0,
        must=np.zeros(2, dtype=np.bool_), room=np.ones((1, HORIZON), dtype=np.int64),
        step=np.full(1, 4.0), use_at=one, use_resource=none[:2], use_from=none[:2],
        use_weeks=np.array([weeks] * 2, dtype=np.int32), use_amount=np.ones(2, dtype=np.int64),
        before_at=none, before=nothing, lag=nothing, required=np.zeros(0, dtype=np.bool_),
        after_at=none, after=nothing, after_lag=nothing, apart_at=none, apart=nothing,
        instead_at=none, instead=nothing, cost=np.zeros(2, dtype=np.int64),
        purse=np.full(HORIZON, -1, dtype=np.int32), budgets=np.zeros(0, dtype=np.int64),
    )  # fmt: skip


def test_prices_close_the_gap_where_two_want_the_same() -> None:
    bounds = lagrangean(room_for_one(), rounds=((1, 300),), best=130)
    assert bounds.bound in (130, 131)
    assert bounds.above(130) < 0.01
    assert bounds.worth == pytest.approx(bounds.prices * bounds.price_step / 2.0 * 4.0)
    assert bounds.worth[0, 0] > 0


def test_prices_from_elsewhere_are_where_it_begins() -> None:
    part = room_for_one()
    known = lagrangean(part, rounds=((1, 300),))
    again = lagrangean(part, rounds=((1, 1),), prices=known.worth)
    assert abs(again.bound - known.bound) <= 1


def test_what_something_else_proves_counts_where_it_is_lower() -> None:
    bounds = lagrangean(room_for_one(), rounds=((1, 5),))
    assert bounds.tightened(130).bound == 130
    assert bounds.tightened(1_000).bound == bounds.bound


def test_who_asks_to_stop_gets_what_is_found() -> None:
    asked = lagrangean(room_for_one(), rounds=((1, 10_000),), cancel=lambda: True)
    assert asked.iterations == 5
    assert lagrangean(room_for_one(), rounds=((1, 10_000),), until=lambda: True).bound >= 130
    proved = lagrangean(room_for_one(), rounds=((1, 10_000),), best=10_000)
    assert proved.iterations == 5
