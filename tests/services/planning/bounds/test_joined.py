"""Bounds of whole models: no plan that an engine finds is above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings

from changekit.extension.protocols.planning import FREE, PlanModel
from changekit.services.planning.bounds import bound_of, lagrangean
from changekit.services.planning.engines.improved import greedy
from changekit.services.planning.engines.partition import parts_of
from tests.bench.test_planning import portfolio
from tests.services.planning.engines.made import models

if TYPE_CHECKING:
    from pathlib import Path

BEST_KNOWN = {"400-1": 5_645_989, "400-2": 6_360_477, "400-3": 6_100_903}
"""Checked plans of these portfolios, found by long searches: the optimum is not below."""


@settings(max_examples=60)
@given(models(full=True))
def test_no_plan_of_an_engine_is_above_the_bound(model: PlanModel) -> None:
    parts = parts_of(model)
    proof = bound_of(model, ((part, lagrangean(part, rounds=((4, 30),))) for part in parts))
    assert model.objective(greedy(model, moves=100).starts) <= proof.bound + 1e-9
    assert proof.prices.shape == model.room.shape
    assert (proof.prices >= 0).all()


@settings(max_examples=20)
@given(models(full=True))
def test_what_is_fixed_counts_even_where_nothing_is_free(model: PlanModel) -> None:
    fixed = np.flatnonzero(model.fixed != FREE).tolist()
    proof = bound_of(model, ())
    assert proof.bound == pytest.approx(sum(model.gain(i, int(model.fixed[i])) for i in fixed))


@pytest.mark.outside_data
@pytest.mark.parametrize("name", BEST_KNOWN)
def test_published_portfolios_have_bounds_above_the_best_plans(
    outside_data: Path, name: str
) -> None:
    model, _ = portfolio(outside_data / "portfolios" / f"portfolio-{name}.json.gz")
    found = ((part, lagrangean(part, rounds=((26, 20), (8, 20)))) for part in parts_of(model))
    assert bound_of(model, found).bound >= BEST_KNOWN[name]
