"""Several aims in order: each is as good as trying every plan makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.services.planning.engines.partition import parts_of
from changekit.services.planning.engines.parts import NEVER, Part
from changekit.services.planning.solving import Gains, LastWeek, Peaks, broken, solve_in_order
from changekit.services.planning.solving.run import Effort
from tests.services.planning.solving.test_solving import every_plan, tiny

if TYPE_CHECKING:
    from changekit.extension.protocols.planning import PlanModel

pytest.importorskip("ortools")

Starts = tuple[int | None, ...]


def reached(part: Part, starts: Starts, aim: Gains | LastWeek | Peaks) -> int:
    """Return how good a plan is by an aim, the plain way; more is better."""
    placed = [(i, at) for i, at in enumerate(starts) if at is not None]
    if isinstance(aim, Gains):
        return sum(int(aim.table[i, at]) for i, at in placed)
    if isinstance(aim, LastWeek):
        return -max((at + int(part.weeks[i]) for i, at in placed), default=0)
    most = [0] * len(part.room)
    for week in range(part.horizon):
        now = [0] * len(part.room)
        for i, at in placed:
            for use in range(part.use_at[i], part.use_at[i + 1]):
                begin = at + part.use_from[use]
                if begin <= week < begin + part.use_weeks[use]:
                    now[part.use_resource[use]] += int(part.use_amount[use])
        most = [max(pair) for pair in zip(most, now, strict=True)]
    weighed = [weight * peak for weight, peak in zip(aim.weights, most, strict=True)]
    return -(sum(weighed) if aim.together else max(weighed, default=0))


@settings(max_examples=20)
@given(tiny(), st.permutations([0, 1, 2]), st.booleans())
def test_each_aim_is_the_best_that_those_before_it_allow(
    model: PlanModel, order: list[int], together: bool
) -> None:
    parts = parts_of(model)
    if len(parts) != 1:
        return
    part = parts[0]
    value = Gains(np.where(part.gain == NEVER, 0, part.gain))
    every: list[Gains | LastWeek | Peaks] = [
        value,
        LastWeek(),
        Peaks((1,) * len(part.room), together),
    ]
    aims = [every[at] for at in order]
    found = solve_in_order(part, aims, effort=Effort(units=4.0))
    assert all(found.proven)
    assert broken(part, found.starts) == []

    def rank(starts: Starts) -> tuple[int, ...]:
        wanted = zip(starts, part.must.tolist(), strict=True)
        must = sum(at is not None and wants for at, wants in wanted)
        return (must, *(reached(part, starts, aim) for aim in aims))

    assert rank(found.starts) == max(map(rank, every_plan(model, [None] * len(model))))
