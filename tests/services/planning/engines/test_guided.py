"""Guided plans: parts planned apart are the whole, whoever plans them, with and without numba."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.extension.protocols.planning import FREE
from changekit.optional.fast import AVAILABLE
from changekit.services.planning.engines.efforts import Effort
from changekit.services.planning.engines.measuring import planned
from changekit.services.planning.engines.named import Team, auto, guided
from changekit.services.planning.engines.partition import parts_of
from changekit.services.planning.engines.published import faults, model_of, value_of
from changekit.services.planning.engines.single import plan_part
from tests.bench.made_portfolio import portfolio
from tests.services.planning.engines.made import fits, models

if TYPE_CHECKING:
    from changekit.extension.protocols.planning import Draft, PlanModel
    from changekit.files.portfolios import Portfolio

TOWNS = portfolio(90, 5, each=30, horizon=104)
SMALL = portfolio(60, 3, each=60, horizon=104)
FEW = Effort(moves=60, rounds=((26, 4), (8, 6)), lists=3)


def starts_of(made: Portfolio, draft: Draft) -> dict[str, int | None]:
    return dict(zip(model_of(made).ids, draft.starts, strict=True))


@settings(max_examples=40)
@given(models(full=True), st.integers(0, 99))
def test_every_draft_keeps_the_rules_and_its_bound(model: PlanModel, seed: int) -> None:
    draft = guided(model, moves=40, seed=seed)
    assert draft.bound is not None
    assert model.objective(draft.starts) <= draft.bound + 1e-9
    for i, start in enumerate(draft.starts):
        if model.fixed[i] != FREE:
            assert start == model.fixed[i]
        elif start is not None:
            others = [at if j != i else None for j, at in enumerate(draft.starts)]
            assert fits(model, others, i, start)


def test_several_towns_are_planned_as_each_alone() -> None:
    model = model_of(TOWNS)
    parts = parts_of(model)
    assert len(parts) >= 3
    draft = guided(model, seed=4)
    bound = 0.0
    for part in parts:
        alone = attrs.evolve(TOWNS, initiatives=tuple(
            item for item in TOWNS.initiatives
            if item.id in {model.ids[i] for i in part.members.tolist()}
        ))  # fmt: skip
        one = guided(model_of(alone), seed=4)
        assert one.bound is not None
        bound += one.bound
        assert [start for start in one.starts if start is not None] == [
            draft.starts[i] for i in part.members.tolist() if draft.starts[i] is not None
        ]
    assert draft.bound == pytest.approx(bound, rel=1e-12)
    assert faults(TOWNS, starts_of(TOWNS, draft)) == []


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_the_number_of_workers_changes_nothing(workers: int) -> None:
    model = model_of(TOWNS)
    alone = guided(model, moves=600, seed=1)
    with ThreadPoolExecutor(workers) as executor:
        teams = (Team(workers=workers), Team(workers=workers, executor=executor))
        drafts = [guided(model, moves=600, seed=1, team=team) for team in teams]
    assert drafts == [alone, alone]


@pytest.mark.slow
def test_other_processes_make_the_same_plan() -> None:
    model = model_of(TOWNS)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        team = Team(workers=2, executor=executor)
        assert guided(model, moves=300, team=team) == guided(model, moves=300)


def test_the_order_of_the_file_plays_no_part() -> None:
    turned = attrs.evolve(
        SMALL, initiatives=SMALL.initiatives[::-1], resources=SMALL.resources[::-1]
    )
    one, other = guided(model_of(SMALL), moves=200), guided(model_of(turned), moves=200)
    assert value_of(SMALL, starts_of(SMALL, one)) > 0
    assert faults(SMALL, starts_of(turned, other)) == []
    assert one.bound == pytest.approx(other.bound, rel=0.02)


def test_equal_moves_and_seed_give_equal_drafts_and_more_moves_none_worse() -> None:
    model = model_of(SMALL)
    assert guided(model, moves=400, seed=2) == guided(model, moves=400, seed=2)
    first = guided(model, moves=0)
    assert model.objective(guided(model, moves=3000).starts) >= model.objective(first.starts)


def test_compiled_and_plain_loops_make_the_same_plan_of_a_portfolio() -> None:
    (part,) = parts_of(model_of(SMALL))
    value = model_of(SMALL).value[part.members]
    made = [plan_part(part, value, FEW, compiled=compiled) for compiled in (False, AVAILABLE)]
    assert made[0].starts.tolist() == made[1].starts.tolist()
    assert (made[0].gains, made[0].bound) == (made[1].gains, made[1].bound)


@pytest.mark.slow
@pytest.mark.skipif(not AVAILABLE, reason="numba is not installed, so all is plain anyway")
def test_without_numba_the_plan_is_the_same() -> None:
    script = (
        "import sys\n{block}from changekit.services.planning.engines.named import guided\n"
        "from changekit.services.planning.engines.published import model_of\n"
        "from tests.bench.made_portfolio import portfolio\n"
        "print(guided(model_of(portfolio(60, 3, each=60, horizon=104)), moves=300))\n"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", script.format(block=block)], capture_output=True, text=True,
            check=True, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[4])},
        ).stdout
        for block in ("", "sys.modules['numba'] = None\n")
    ]  # fmt: skip
    assert told[0] == told[1] != ""


def test_progress_rises_and_tells_the_bound() -> None:
    class Watching:
        bound: float | None = None

        def __init__(self) -> None:
            self.told: list[tuple[float, float]] = []

        def __call__(self, share: float, best: float) -> None:
            self.told.append((share, best))

    for made in (TOWNS, SMALL):
        watching = Watching()
        draft = guided(model_of(made), moves=900, progress=watching)
        shares, values = zip(*watching.told, strict=True)
        assert list(shares) == sorted(shares)
        assert list(values) == sorted(values)
        assert shares[0] >= 0
        assert shares[-1] == pytest.approx(1)
        assert values[-1] <= model_of(made).objective(draft.starts) + 1e-6


@pytest.mark.parametrize("after", [0, 2])
def test_a_cancelled_search_gives_the_best_plan_so_far(after: int) -> None:
    asked = 0

    def cancel() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    for made in (TOWNS, SMALL):
        asked = 0
        draft = guided(model_of(made), moves=10**9, cancel=cancel)
        assert sum(start is not None for start in draft.starts) > 5
        assert faults(made, starts_of(made, draft)) == []


def test_seconds_end_a_search_and_cannot_be_repeated() -> None:
    draft = auto(model_of(SMALL), seconds=0.3, team=Team(workers=2))
    assert not draft.repeatable
    assert faults(SMALL, starts_of(SMALL, draft)) == []


def test_a_measured_plan_is_checked_and_has_its_keys() -> None:
    found = planned("small", SMALL, seconds=0.2)
    assert {"instance", "value", "greedy_value", "bound", "gap", "starts", "seconds", "seed"} <= (
        set(found.to_dict())
    )
    assert found.gap is not None
    assert 0 <= found.gap < 1


def test_nothing_to_plan_is_a_plan() -> None:
    none = attrs.evolve(SMALL, initiatives=())
    draft = guided(model_of(none))
    assert draft.starts == ()
    assert draft.bound == 0
