"""The schedule on bits gives what a plain one gives that looks at one week after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.services.planning.engines.dice import Dice
from changekit.services.planning.engines.greedy import fill, in_order, keys
from changekit.services.planning.engines.improve import Improver, settle
from changekit.services.planning.engines.improved import greedy
from changekit.services.planning.engines.schedule import Schedule
from tests.services.planning.engines.made import HORIZON, fits, models, plain

if TYPE_CHECKING:
    from changekit.extension.protocols.planning import PlanModel


@settings(max_examples=150)
@given(models(), st.lists(st.integers(0, 9), min_size=8, max_size=8))
def test_the_serial_schedule_equals_the_plain_one(model: PlanModel, ranks: list[int]) -> None:
    schedule = Schedule(model)
    order = in_order(schedule, [float(rank) for rank in ranks[: len(model)]])
    fill(schedule, order)
    assert schedule.starts == plain(model, order)


@settings(max_examples=100)
@given(models(), st.integers(0, 2**64 - 1))
def test_taking_out_and_putting_back_leaves_everything_as_it_was(
    model: PlanModel, seed: int
) -> None:
    schedule, dice = Schedule(model), Dice(seed)
    fill(schedule, in_order(schedule, keys(model, schedule)))
    before = list(schedule.starts)
    windows = [schedule.window(i) for i in range(len(model))]
    for _ in range(10):
        i = dice.below(len(model))
        start = schedule.starts[i]
        schedule.remove(i)
        if start is not None:
            schedule.place(i, start)
    assert schedule.starts == before
    assert [schedule.window(i) for i in range(len(model))] == windows


@settings(max_examples=100)
@given(models(), st.integers(0, 1000))
def test_moves_never_lower_the_objective_and_keep_the_rules(model: PlanModel, seed: int) -> None:
    schedule = Schedule(model)
    density = keys(model, schedule)
    fill(schedule, in_order(schedule, density))
    first = model.objective(tuple(schedule.starts))
    improver = Improver(model, schedule, density, seed)
    improver.run(moves=60)
    assert model.objective(tuple(schedule.starts)) >= first - 1e-9
    assert improver.best == pytest.approx(model.objective(tuple(schedule.starts)))
    settle(schedule, density)
    assert model.objective(tuple(schedule.starts)) >= improver.best - 1e-9
    for i, start in enumerate(schedule.starts):
        others = list(schedule.starts)
        others[i] = None
        earlier = [week for week in range(HORIZON) if fits(model, others, i, week)]
        assert (earlier[0] if earlier else None) == start


@settings(max_examples=20)
@given(models())
def test_equal_moves_and_seed_give_equal_drafts(model: PlanModel) -> None:
    assert greedy(model, moves=30, seed=3) == greedy(model, moves=30, seed=3)


def test_random_integers_are_those_of_splitmix64() -> None:
    dice = Dice(1234567)
    assert [dice.bits() for _ in range(3)] == [
        6457827717110365317, 3203168211198807973, 9817491932198370423,
    ]  # fmt: skip
