"""Parts hold what belongs together, and nothing joins one part to another."""

from __future__ import annotations

import itertools
import pickle
from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.extension.protocols.planning import FREE
from changekit.services.planning.engines.partition import components, parts_of
from changekit.services.planning.engines.parts import NEVER
from changekit.services.planning.engines.schedule import Schedule
from tests.services.planning.engines.made import HORIZON, fits, models

if TYPE_CHECKING:
    from changekit.extension.protocols.planning import PlanModel


def fixed_only(model: PlanModel) -> list[int | None]:
    return [None if start == FREE else start for start in model.fixed.tolist()]


@settings(max_examples=60)
@given(models(full=True))
def test_each_free_initiative_is_in_one_part_and_fixed_ones_in_none(model: PlanModel) -> None:
    members = [i for part in parts_of(model) for i in part.members.tolist()]
    assert sorted(members) == np.flatnonzero(model.fixed == FREE).tolist()


@settings(max_examples=60)
@given(models(full=True))
def test_whole_gains_are_those_of_the_model(model: PlanModel) -> None:
    for part in parts_of(model):
        lost = 0.0
        for at, i in enumerate(part.members.tolist()):
            exact = [model.gain(i, start) * part.scale for start in range(HORIZON)]
            row = part.gain[at].tolist()
            open_ = [start for start in range(HORIZON) if row[start] != NEVER]
            assert all(abs(row[start] - exact[start]) <= 0.5 for start in open_)
            lost += max((abs(row[start] - exact[start]) for start in open_), default=0.0)
        assert part.rounded * part.scale == pytest.approx(lost)


@settings(max_examples=100)
@given(models(full=True))
def test_a_start_is_closed_where_dates_freezes_or_what_is_fixed_close_it(model: PlanModel) -> None:
    wide = np.full_like(model.room, 100.0)
    rich = attrs.evolve(
        model, room=wide, budgets=model.budgets + 1000, required=np.zeros_like(model.required)
    )
    for part in parts_of(model):
        for at, i in enumerate(part.members.tolist()):
            allowed = [fits(rich, fixed_only(rich), i, start) for start in range(HORIZON)]
            assert (part.gain[at] != NEVER).tolist() == allowed


@settings(max_examples=100)
@given(models(full=True), st.integers(0, 7))
def test_what_is_planned_in_one_part_closes_nothing_in_another(model: PlanModel, at: int) -> None:
    parts = parts_of(model)
    if len(parts) < 2:
        return
    one = at % len(parts)
    schedule = Schedule(model)
    outside = [
        i for number, part in enumerate(parts) if number != one for i in part.members.tolist()
    ]
    for i in outside:
        start = schedule.first_start(i)
        if start is not None:
            schedule.place(i, start)
    alone = Schedule(model)
    for i in parts[one].members.tolist():
        assert schedule.window(i) == alone.window(i)


@settings(max_examples=40)
@given(models(full=True))
def test_a_part_is_the_same_after_a_trip_to_another_process(model: PlanModel) -> None:
    for part in parts_of(model):
        back = pickle.loads(pickle.dumps(part))  # noqa: S301  # our own
        for name, value in attrs.asdict(part, recurse=False).items():
            assert np.array_equal(getattr(back, name), value)


def test_ties_join_what_they_lead_to_however_long_the_chain() -> None:
    chain = np.arange(999)
    label = components(1002, chain[::-1].copy(), chain[::-1] + 1)
    assert label[:1000].tolist() == [0] * 1000
    assert label[1000:].tolist() == [1000, 1001]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=14))
def test_components_are_those_of_a_plain_search(ties: list[tuple[int, int]]) -> None:
    plain = list(range(13))
    for _, (one, other) in itertools.product(range(13), ties):
        plain[one] = plain[other] = min(plain[one], plain[other])
    pairs = np.array(ties, dtype=np.int64).reshape(-1, 2)
    assert components(13, pairs[:, 0], pairs[:, 1]).tolist() == plain
