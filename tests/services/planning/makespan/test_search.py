"""The genetic search: schedules that hold, the same on any machine, compiled or not."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.services.planning.engines.dice import Dice
from changekit.services.planning.makespan.problem import Problem, problem
from changekit.services.planning.makespan.rules import RULES, heads, tails
from changekit.services.planning.makespan.search import Search, draws
from tests.services.planning.makespan.drawn import faults, optimum, problems

FEW = settings(max_examples=40)


@FEW
@given(problems(most=10), st.integers(0, 2**64))
def test_every_schedule_keeps_to_every_rule(drawn: Problem, seed: int) -> None:
    search = Search(drawn, seed=seed, size=6)
    for _ in range(5):
        search.generation()
    end, starts = search.best()
    assert faults(drawn, starts.tolist()) == []
    assert end == (starts + drawn.weeks).max()
    for row in search.herds[0].starts:
        assert faults(drawn, row.tolist()) == []


@FEW
@given(problems(most=9), st.integers(0, 5))
def test_compiled_and_plain_loops_agree(plain_search: Any, drawn: Problem, seed: int) -> None:
    one, other = Search(drawn, seed=seed, size=5), plain_search(drawn, seed=seed, size=5)
    for _ in range(4):
        one.generation()
        other.generation()
    for ours, theirs in zip(one.herds, other.herds, strict=True):
        assert (ours.starts == theirs.starts).all()
        assert (ours.fits == theirs.fits).all()
    assert (one.desk.best == other.desk.best).all()


def test_the_plain_twin_is_plain(plain_search: Any) -> None:
    plain = plain_search.generation.__globals__["breed_in_turn"]
    assert not hasattr(plain, "py_func")
    ours: Any = Search.generation.__globals__["breed_in_turn"]
    assert hasattr(ours, "py_func") == (find_spec("numba") is not None)


@FEW
@given(problems(most=5))
def test_a_small_problem_is_solved_by_breeding(drawn: Problem) -> None:
    search = Search(drawn, seed=1, size=20)
    for _ in range(20):
        search.generation()
    assert search.best()[0] == optimum(drawn)


@FEW
@given(problems(most=8), st.sampled_from(sorted(RULES)))
def test_a_rule_puts_nothing_before_what_it_waits_for(drawn: Problem, rule: str) -> None:
    keys = RULES[rule](drawn)
    owner = np.repeat(np.arange(len(drawn)), np.diff(drawn.before_at))
    assert (keys[drawn.before] <= keys[owner]).all() or rule == "greatest-rank"
    search = Search(drawn, size=2)
    starts, _ = search.scheduled(np.arange(len(drawn), dtype=np.int64))
    assert faults(drawn, starts.tolist()) == []


def test_heads_and_tails_are_longest_chains() -> None:
    chain = problem([2, 3, 1], before=[[], [(0, 1)], [(1, 0)]], uses=[[], [], []], room=[[1]])
    assert heads(chain).tolist() == [0, 3, 6]
    assert tails(chain).tolist() == [5, 1, 0]


@given(st.integers(0, 2**64 - 1), st.integers(0, 50))
def test_draws_are_those_of_the_one_generator(seed: int, begin: int) -> None:
    dice = Dice(seed)
    expected = [dice.bits() >> 33 for _ in range(begin + 5)]
    assert draws(seed, begin, 5).tolist() == expected[begin:]


def test_many_resources_take_several_words() -> None:
    uses = [[(k, 0, 2, 5 + k) for k in range(20)] for _ in range(4)]
    room = [[12 + k] for k in range(20)]
    wide = problem([2] * 4, before=[[]] * 4, uses=uses, room=room)
    search = Search(wide, size=4)
    assert search.nets[0].full.shape[0] == 2
    end, starts = search.best()
    assert faults(wide, starts.tolist()) == []
    assert end == optimum(wide)


def test_what_never_fits_is_refused() -> None:
    from changekit.errors import InvalidValueError

    with pytest.raises(InvalidValueError, match="needs 2 of resource 0, which has 1 at last"):
        problem([1], before=[[]], uses=[[(0, 0, 1, 2)]], room=[[1]])
    with pytest.raises(InvalidValueError, match="wait for each other"):
        problem([1, 1], before=[[(1, 0)], [(0, 0)]], uses=[[], []], room=[[1]])
    with pytest.raises(InvalidValueError, match="must be 0 or more"):
        problem([-1], before=[[]], uses=[[]], room=[[1]])
