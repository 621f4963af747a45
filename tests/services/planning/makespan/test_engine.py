"""The engine `makespan`: everything that fits is planned, and ends early."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import given, settings

from changekit.services.planning import ENGINES, plan
from changekit.services.planning.engines.improved import greedy
from changekit.services.planning.makespan.municipal import shortest
from changekit.workspace import Workspace
from tests.services.planning.engines.made import fits, models

if TYPE_CHECKING:
    from pathlib import Path

    from changekit.extension.protocols.planning import Draft, PlanModel

DAY = dt.date(2026, 3, 2)


def holds(model: PlanModel, draft: Draft) -> bool:
    """Tell whether each could start where it does, were it taken out of the plan."""
    for i, start in enumerate(draft.starts):
        others = [None if j == i else other for j, other in enumerate(draft.starts)]
        if start is not None and not fits(model, others, i, start):
            return False
    return True


def rank(model: PlanModel, draft: Draft) -> tuple[int, int, int]:
    out = [i for i, start in enumerate(draft.starts) if start is None]
    ends = [s + int(w) for s, w in zip(draft.starts, model.weeks, strict=True) if s is not None]
    return sum(bool(model.mandatory[i]) for i in out), len(out), max(ends, default=0)


@settings(max_examples=25)
@given(models())
def test_a_plan_keeps_to_every_rule_and_ends_no_later_than_a_greedy_one(model: PlanModel) -> None:
    found = shortest(model, moves=180)
    assert holds(model, found.draft)
    assert rank(model, found.draft) <= rank(model, greedy(model))
    assert found.bound <= found.end == rank(model, found.draft)[2]


@settings(max_examples=10)
@given(models())
def test_equal_moves_and_seeds_give_equal_plans(model: PlanModel) -> None:
    assert shortest(model, moves=120, seed=3) == shortest(model, moves=120, seed=3)


@settings(max_examples=10)
@given(models())
def test_a_cancelled_search_still_gives_a_plan(model: PlanModel) -> None:
    found = shortest(model, seconds=60, cancel=lambda: True)
    assert holds(model, found.draft)
    assert not found.draft.repeatable


def test_an_example_is_planned_whole(checkout: Path) -> None:
    opened = Workspace.open(checkout / "docs" / "examples" / "ekby", as_of=DAY)
    made = plan(opened.municipality, as_of=DAY, engine="makespan", engines=ENGINES)
    assert made.checked
    assert len(made.starts) == len(made.compiled.model)
