"""The solver finds what trying everything finds, and says so only when it is proven."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.errors import MissingExtraError
from changekit.extension.protocols.planning import FREE, PlanModel, Resource
from changekit.optional.solver import cp_sat as solver_module
from changekit.services.planning.engines.improved import greedy
from changekit.services.planning.engines.partition import parts_of
from changekit.services.planning.solving import broken, cp_sat, solve, solve_part
from changekit.services.planning.solving.run import Effort
from changekit.services.planning.solving.sound import worth
from tests.services.planning.engines.made import HORIZON, fits, models

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("ortools")

Starts = list[int | None]
A_FEW = 4


@st.composite
def tiny(draw: st.DrawFn) -> PlanModel:
    """Draw a model with so few plans that all of them can be tried."""
    model = draw(models().filter(lambda m: len(m) <= A_FEW))
    return attrs.evolve(model, latest=np.minimum(model.latest, model.earliest + 5))


def every_plan(model: PlanModel, starts: Starts, i: int = 0) -> Iterator[tuple[int | None, ...]]:
    """Return all plans that keep the rules; links lead to earlier numbers alone."""
    if i == len(model):
        yield tuple(starts)
        return
    yield from every_plan(model, starts, i + 1)
    for week in range(int(model.earliest[i]), min(int(model.latest[i]), HORIZON - 1) + 1):
        if fits(model, starts, i, week):
            starts[i] = week
            yield from every_plan(model, starts, i + 1)
            starts[i] = None


def rank(model: PlanModel, starts: tuple[int | None, ...]) -> tuple[int, float]:
    wanted = zip(starts, model.mandatory.tolist(), strict=True)
    return sum(must and at is not None for at, must in wanted), model.objective(starts)


@settings(max_examples=20)
@given(tiny())
def test_the_solver_finds_the_best_of_all_plans_and_proves_it(model: PlanModel) -> None:
    draft = solve(model, effort=1.0)
    plans = set(every_plan(model, [None] * len(model)))
    best = max(plans, key=lambda starts: rank(model, starts))
    assert draft.starts in plans
    assert draft.status == "optimal"
    assert rank(model, draft.starts) == pytest.approx(rank(model, best))
    assert draft.bound == pytest.approx(rank(model, best)[1], abs=1e-4)


@settings(max_examples=12)
@given(models(), st.integers(0, 3))
def test_the_solver_is_never_worse_than_its_hint(model: PlanModel, seed: int) -> None:
    hint = greedy(model, moves=20, seed=seed)
    draft = solve(model, hint=hint, effort=0.2, seed=seed)
    mine, given_ = rank(model, draft.starts), rank(model, hint.starts)
    assert mine[0] > given_[0] or (mine[0] == given_[0] and mine[1] >= given_[1] - 1e-6)
    for i, at in enumerate(draft.starts):
        others = [None if j == i else other for j, other in enumerate(draft.starts)]
        assert at is None or fits(model, others, i, at)


@settings(max_examples=12)
@given(models())
def test_the_bound_of_little_work_is_above_every_plan(model: PlanModel) -> None:
    little, much = solve(model, effort=0.001), solve(model, effort=2.0)
    if little.bound is not None and much.status == "optimal":
        assert little.bound >= model.objective(much.starts) - 1e-6


@settings(max_examples=5)
@given(models(), st.integers(0, 3))
def test_equal_effort_and_seed_give_equal_drafts(model: PlanModel, seed: int) -> None:
    one, two = (cp_sat(model, moves=300, seed=seed) for _ in range(2))
    assert one == two
    assert one.repeatable


@settings(max_examples=20)
@given(models(), st.integers(0, 3))
def test_the_plain_look_agrees_with_the_schedule(model: PlanModel, seed: int) -> None:
    starts = greedy(model, moves=10, seed=seed).starts
    for part in parts_of(model):
        mine = [starts[i] for i in part.members.tolist()]
        assert broken(part, mine) == []
        assert worth(part, mine) / part.scale == pytest.approx(
            sum(model.gain(i, at) for i in part.members.tolist() if (at := starts[i]) is not None)
        )


@settings(max_examples=40)
@given(models(), st.data())
def test_the_plain_look_finds_what_does_not_fit(model: PlanModel, data: st.DataObject) -> None:
    week = st.none() | st.integers(0, HORIZON - 1)
    starts = data.draw(st.lists(week, min_size=len(model), max_size=len(model)))
    holds = all(
        at is None or fits(model, [None if j == i else x for j, x in enumerate(starts)], i, at)
        for i, at in enumerate(starts)
    )
    found = [
        what for part in parts_of(model)
        for what in broken(part, [starts[i] for i in part.members.tolist()])
    ]  # fmt: skip
    assert (not found) == holds


def whole(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int32)


def turns() -> PlanModel:
    """Return a model of two initiatives that must take turns."""
    return PlanModel(
        horizon=10, first=0, ids=("a", "b"), weeks=whole(4, 3), earliest=whole(0, 0),
        latest=whole(6, 7), value=np.array([2.0, 1.0]), mandatory=np.zeros(2, dtype=np.bool_),
        fixed=whole(FREE, FREE), open_end=np.ones((1, 10), dtype=np.bool_), group=whole(0, 0),
        resources=(Resource("capacity", "u"),), room=np.ones((1, 10)), use_at=whole(0, 1, 2),
        use_resource=whole(0, 0), use_from=whole(0, 0), use_weeks=whole(4, 3),
        use_amount=np.ones(2), before_at=whole(0, 0, 0), before=whole(), lag=whole(),
        required=np.zeros(0, dtype=np.bool_), apart_at=whole(0, 0, 0), apart=whole(),
        instead_at=whole(0, 0, 0), instead=whole(), cost=np.zeros(2),
        purse=whole(*[-1] * 10), budgets=np.zeros(0),
    )  # fmt: skip


def test_the_better_order_is_found_and_bounded() -> None:
    draft = solve(turns(), effort=1.0)
    assert draft.starts == (0, 4)
    assert draft.status == "optimal"
    assert draft.bound == 2 * 6 + 1 * 3
    assert draft.bound_by == "cp-sat"


def test_a_limit_by_the_clock_or_many_workers_are_not_repeatable() -> None:
    assert not solve(turns(), seconds=5.0).repeatable
    assert not solve(turns(), effort=1.0, workers=2).repeatable


def test_what_somebody_cancels_gives_the_hint_back() -> None:
    part = parts_of(turns())[0]
    solved = solve_part(part, hint=(4, 0), effort=Effort(units=0.0), cancel=lambda: True)
    assert worth(part, solved.starts) >= worth(part, (4, 0))


def test_a_hint_that_breaks_a_rule_is_not_kept() -> None:
    part = parts_of(turns())[0]
    assert solve_part(part, hint=(0, 0), effort=Effort(units=1.0)).starts == (0, 4)


def test_a_plan_of_the_solver_that_breaks_a_rule_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    part = parts_of(turns())[0]
    solver = solver_module().CpSolver
    monkeypatch.setattr(solver, "boolean_value", lambda *_: True)
    solved = solve_part(part, hint=(4, 0), effort=Effort(units=1.0))
    assert solved.starts == (4, 0)
    assert solved.refused
    assert solved.bound is None
    assert not solved.proven


def test_progress_is_told_share_and_objective() -> None:
    told: list[tuple[float, float]] = []
    solve(turns(), effort=1.0, progress=lambda share, best: told.append((share, best)))
    assert told[-1] == (1.0, 15.0)


def test_without_the_extra_the_engine_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "ortools.sat.python", None)
    with pytest.raises(MissingExtraError, match=r"changekit\[solver\]"):
        cp_sat(turns())
