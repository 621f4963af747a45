"""Small scheduling problems, and what is known of them without the tested code."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from changekit.services.planning.makespan.problem import Problem, problem

if TYPE_CHECKING:
    from collections.abc import Sequence


@st.composite
def problems(draw: st.DrawFn, *, most: int = 6, steady: bool | None = None) -> Problem:
    """Draw a problem whose capacities, lags and earliest weeks differ, or do not."""
    n, kinds = draw(st.integers(1, most)), draw(st.integers(0, 3))
    plain = draw(st.booleans()) if steady is None else steady
    width = 1 if plain else draw(st.integers(1, 6))
    last = [draw(st.integers(0, 4)) for _ in range(kinds)]
    room = [[draw(st.integers(0, 4)) for _ in range(width - 1)] + [top] for top in last]
    weeks = [draw(st.integers(0, 4)) for _ in range(n)]
    uses = [
        [
            (k, *_span(draw, weeks[i], plain=plain), draw(st.integers(0, last[k])))
            for k in range(kinds)
        ]
        for i in range(n)
    ]
    before = [
        [
            (j, 0 if plain else draw(st.integers(0, 2)))
            for j in sorted(draw(st.sets(st.integers(0, i - 1), max_size=2)))
        ]
        if i
        else []
        for i in range(n)
    ]
    earliest = None if plain else [draw(st.integers(0, 3)) for _ in range(n)]
    return problem(
        weeks,
        before=before,
        uses=uses,
        room=np.array(room).reshape(kinds, width),
        earliest=earliest,
    )


def _span(draw: st.DrawFn, weeks: int, *, plain: bool) -> tuple[int, int]:
    if plain or not weeks:
        return 0, weeks
    lead = draw(st.integers(0, weeks - 1))
    return lead, draw(st.integers(1, weeks - lead))


def faults(given: Problem, starts: Sequence[int]) -> list[str]:
    """Return what is wrong with starts in the problem's own order, told week by week."""
    wrong = []
    taken = np.zeros_like(given.room)
    for i, start in enumerate(starts):
        if start < given.earliest[i]:
            wrong.append(f"{i} too early")
        for e in range(given.before_at[i], given.before_at[i + 1]):
            j = int(given.before[e])
            if start < starts[j] + given.weeks[j] + given.lag[e]:
                wrong.append(f"{i} before {j} has ended")
        for u in range(given.use_at[i], given.use_at[i + 1]):
            first = start + int(given.use_from[u])
            taken[given.use_resource[u], first : first + int(given.use_weeks[u])] += (
                given.use_amount[u]
            )
    if (taken > given.room).any():
        wrong.append("too much taken")
    return wrong


def optimum(given: Problem) -> int:
    """Return the shortest makespan: of all lists, each activity as early as it fits."""
    return min(_listed(given, order) for order in itertools.permutations(range(len(given))))


def _listed(given: Problem, order: Sequence[int]) -> int:
    starts: dict[int, int] = {}
    left = given.room.copy()
    for i in order:
        rows = range(given.before_at[i], given.before_at[i + 1])
        if any(int(given.before[e]) not in starts for e in rows):
            return 1 << 30
        ready = [
            starts[int(given.before[e])] + given.weeks[given.before[e]] + given.lag[e]
            for e in rows
        ]
        start = int(max([given.earliest[i], *ready]))
        while not _fits(given, left, i, start):
            start += 1
        starts[i] = start
        for u in range(given.use_at[i], given.use_at[i + 1]):
            first = start + int(given.use_from[u])
            left[given.use_resource[u], first : first + int(given.use_weeks[u])] -= (
                given.use_amount[u]
            )
    return max(int(start + given.weeks[i]) for i, start in starts.items())


def _fits(given: Problem, left: np.ndarray, i: int, start: int) -> bool:
    for u in range(given.use_at[i], given.use_at[i + 1]):
        first = start + int(given.use_from[u])
        window = left[given.use_resource[u], first : first + int(given.use_weeks[u])]
        if (window < given.use_amount[u]).any():
            return False
    return True
