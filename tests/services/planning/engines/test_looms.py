"""Compiled loops and plain Python make the same plans, move by move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.optional.fast import AVAILABLE
from changekit.services.planning.engines.ground import Ground, ground_of
from changekit.services.planning.engines.kernels.tables import OUT
from changekit.services.planning.engines.looms import Loom, loom, order_by
from changekit.services.planning.engines.partition import parts_of
from changekit.services.planning.engines.ways import Ways, chances
from tests.services.planning.engines.made import fits, models

if TYPE_CHECKING:
    from changekit.extension.protocols.planning import PlanModel

WAYS = Ways(largest=5, outside=128, near=6, noise=300)


def looms(ground: Ground) -> list[Loom]:
    return [loom(ground, compiled=False), *([loom(ground, compiled=True)] if AVAILABLE else [])]


def keys_of(ground: Ground, ranks: list[int]) -> np.ndarray:
    return np.array([64 * rank for rank in ranks[: len(ground.part)]], dtype=np.int64)


RANKS = st.lists(st.integers(0, 30), min_size=8, max_size=8)


@settings(max_examples=150)
@given(models(full=True), RANKS, st.integers(0, 2**64 - 1), st.booleans())
def test_both_make_the_same_plans_from_lists_moves_and_settling(
    model: PlanModel, ranks: list[int], seed: int, own: bool
) -> None:
    for part in parts_of(model):
        ground = ground_of(part)
        keys = keys_of(ground, ranks)
        order = order_by(ground, keys)
        stories = []
        for one in looms(ground):
            told = [one.build(order), one.starts.tolist()]
            search = one.search(keys, attrs.evolve(WAYS, own=own), seed)
            for heat in (5 * int(part.scale), 0):
                search.move(15, heat)
                told += [search.top, search.best.tolist(), one.worth(), one.starts.tolist()]
            one.go_to(search.best)
            told += [one.worth(), one.settle(order), one.starts.tolist(), one.worth()]
            stories.append(told)
        assert all(story == stories[0] for story in stories)


@settings(max_examples=100)
@given(models(full=True), RANKS, st.integers(0, 2**64 - 1))
def test_every_plan_keeps_the_rules_and_none_is_worse_than_before(
    model: PlanModel, ranks: list[int], seed: int
) -> None:
    starts = [None if at < -2 else at for at in model.fixed.tolist()]
    for part in parts_of(model):
        ground = ground_of(part)
        order = order_by(ground, keys_of(ground, ranks))
        one = loom(ground)
        first = one.build(order)
        search = one.search(keys_of(ground, ranks), WAYS, seed)
        search.move(40, int(part.scale))
        one.go_to(search.best)
        assert first <= search.top == one.worth()
        one.settle(order)
        assert search.top <= one.worth()
        for i, start in zip(part.members.tolist(), one.starts.tolist(), strict=True):
            starts[i] = None if start == OUT else start
    for i, start in enumerate(starts):
        if start is not None and model.fixed[i] < -2:
            others = [at if j != i else None for j, at in enumerate(starts)]
            assert fits(model, others, i, start)


def test_random_amounts_fall_and_have_the_mean_they_say() -> None:
    amounts = chances().tolist()
    assert amounts == sorted(amounts, reverse=True)
    assert sum(amounts) / len(amounts) == pytest.approx(2**16, rel=1e-3)
