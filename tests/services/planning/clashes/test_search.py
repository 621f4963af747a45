"""Whether initiatives can all be planned is answered as trying everything answers it."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.services.planning.clashes.case import Case
from changekit.services.planning.clashes.search import answer
from changekit.services.planning.clashes.solved import solved

HORIZON = 8


@st.composite
def cases(draw: st.DrawFn) -> Case:
    count = draw(st.integers(1, 4))
    weeks = [draw(st.integers(1, 4)) for _ in range(count)]
    domain = [draw(st.integers(0, (1 << (HORIZON - length + 1)) - 1)) for length in weeks]
    uses = []
    for length in weeks:
        split = draw(st.integers(0, length - 1))
        spans = [(0, split), (split, length - split)] if split else [(0, length)]
        uses.append(tuple(
            (0, at, span, draw(st.integers(1, 3))) for at, span in spans if draw(st.booleans())
        ))  # fmt: skip
    room = [draw(st.integers(0, 4)) for _ in range(2)]
    after = [99] * 4
    pairs = st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=2)
    cost = draw(st.sampled_from([[0] * count, [draw(st.integers(0, 3)) for _ in range(count)]]))
    return Case(
        names=tuple(f"i{at}" for at in range(count)), weeks=tuple(weeks), domain=tuple(domain),
        uses=tuple(uses), room=(np.array([room[0]] * 4 + [room[1]] * 4 + after),),
        before=tuple((i, j, weeks[i] + draw(st.integers(0, 1))) for i, j in draw(pairs) if i != j),
        apart=tuple((i, j) for i, j in draw(pairs) if i != j), cost=tuple(cost),
        purse=(0,) * 3 + (1,) * 3 + (-1,) * 2, budgets=(2, 3), horizon=HORIZON,
    )  # fmt: skip


def possible(case: Case) -> bool:
    weeks = [[at for at in range(HORIZON) if bits >> at & 1] for bits in case.domain]
    return any(case.holds(starts) for starts in itertools.product(*weeks))


@settings(max_examples=300)
@given(cases())
def test_the_answer_is_what_trying_all_starts_gives(case: Case) -> None:
    found = answer(case, nodes=10_000)
    assert found.verdict == ("yes" if possible(case) else "no")
    assert found.verdict == "no" or case.holds(found.starts)


@settings(max_examples=40)
@given(cases())
def test_the_solver_gives_the_same_answer(case: Case) -> None:
    pytest.importorskip("ortools")
    found, work = solved(case, units=1.0)
    assert found.verdict == ("yes" if possible(case) else "no")
    assert work >= 0


@settings(max_examples=100)
@given(cases())
def test_little_effort_never_gives_a_wrong_answer(case: Case) -> None:
    found = answer(case, nodes=0)
    assert found.verdict in ("unknown", "yes" if possible(case) else "no")


def side_by_side(count: int, amount: int, room: int) -> Case:
    """Return so many initiatives of 10 weeks each that share one resource for 25 weeks."""
    return Case(
        names=tuple(f"i{at:02}" for at in range(count)), weeks=(10,) * count,
        domain=((1 << 16) - 1,) * count, uses=(((0, 0, 10, amount),),) * count,
        room=(np.array([room] * 25 + [math.inf] * 10, dtype=np.float64).clip(0, 1e9).astype(int),),
        before=(), apart=(), cost=(0,) * count, purse=(-1,) * 25, budgets=(), horizon=25,
    )  # fmt: skip


def test_too_much_work_is_seen_without_trying_a_start() -> None:
    assert answer(side_by_side(20, 2, 15), nodes=1).verdict == "no"


def test_what_cannot_stand_side_by_side_is_seen_without_trying_a_start() -> None:
    assert answer(side_by_side(3, 2, 3), nodes=1).verdict == "no"
    assert answer(side_by_side(2, 2, 3), nodes=1).verdict == "yes"
