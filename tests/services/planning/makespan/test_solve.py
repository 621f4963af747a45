"""The shortest schedule: never below its bound, and the same for the same numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.errors import InvalidValueError
from changekit.files.psplib import read_problem
from changekit.services.planning.makespan.bounds import lower, refuted, tightened
from changekit.services.planning.makespan.checking import faults as file_faults
from changekit.services.planning.makespan.exact import Exact
from changekit.services.planning.makespan.problem import Problem, compiled, problem
from changekit.services.planning.makespan.solve import solve, warm_up
from tests.services.planning.makespan.drawn import faults, optimum, problems

if TYPE_CHECKING:
    from pathlib import Path

FEW = settings(max_examples=40)


@FEW
@given(problems())
def test_no_bound_is_above_the_optimum(drawn: Problem) -> None:
    best = optimum(drawn)
    assert lower(drawn) <= best
    assert tightened(drawn, 0, best + 3) <= best
    assert not refuted(drawn, best)


@FEW
@given(problems(most=5), st.booleans())
def test_small_problems_are_solved_and_proved(drawn: Problem, exact: bool) -> None:
    found = solve(drawn, generations=12, exact=exact)
    starts = [found.starts[i] for i in drawn.order]
    assert faults(drawn, starts) == []
    assert found.makespan == optimum(drawn)
    assert found.bound <= found.makespan
    assert found.proved or not exact


@FEW
@given(problems(most=5, steady=True), st.data())
def test_the_order_of_the_input_plays_no_part(drawn: Problem, data: st.DataObject) -> None:
    n = len(drawn)
    at = data.draw(st.permutations(range(n)))
    turned = problem(
        [int(drawn.weeks[at[i]]) for i in range(n)],
        before=[
            [
                (at.index(int(j)), 0)
                for j in drawn.before[drawn.before_at[a] : drawn.before_at[a + 1]]
            ]
            for a in at
        ],
        uses=[
            [
                (int(drawn.use_resource[u]), 0, int(drawn.weeks[a]), int(drawn.use_amount[u]))
                for u in range(drawn.use_at[a], drawn.use_at[a + 1])
            ]
            for a in at
        ],
        room=drawn.room[:, :1],
    )
    assert solve(turned).makespan == solve(drawn).makespan


@FEW
@given(problems(most=5), st.data())
def test_more_capacity_never_lengthens_the_best(drawn: Problem, data: st.DataObject) -> None:
    more = data.draw(
        st.lists(st.integers(0, 2), min_size=len(drawn.room), max_size=len(drawn.room))
    )
    wider = attrs.evolve(drawn, room=drawn.room + np.array(more, dtype=np.int64).reshape(-1, 1))
    assert solve(wider).makespan <= solve(drawn).makespan


@FEW
@given(problems(most=6), st.integers(0, 3))
def test_equal_seeds_and_generations_give_equal_schedules(drawn: Problem, seed: int) -> None:
    one, other = (solve(drawn, generations=3, seed=seed) for _ in range(2))
    assert attrs.evolve(one, seconds=0) == attrs.evolve(other, seconds=0)
    assert one.repeatable


@FEW
@given(problems(most=6))
def test_the_solver_never_ends_before_the_optimum(drawn: Problem) -> None:
    search_end = int((drawn.weeks.sum() + drawn.room.shape[1]) * 2)
    shown: list[int] = []

    def shown_one(starts: np.ndarray, end: int) -> None:
        assert faults(drawn, starts.tolist()) == []
        shown.append(end)

    bound, closed = Exact(drawn, np.zeros(len(drawn), dtype=np.int64), search_end, 0).run(
        seconds=None, effort=5.0, workers=1, seed=0,
        found=shown_one,
        cancel=lambda: False,
    )  # fmt: skip
    assert closed
    assert bound is None
    assert shown[-1] == optimum(drawn)


def _wide(n: int = 40) -> Problem:
    """Return a problem that is not solved at once."""
    weeks = [1 + i * 7 % 9 for i in range(n)]
    uses = [[(k, 0, w, 1 + (i + k) * 5 % 6) for k in range(3)] for i, w in enumerate(weeks)]
    before = [[(i - 6, 0)] if i % 4 == 0 and i > 6 else [] for i in range(n)]
    return problem(weeks, before=before, uses=uses, room=[[9]] * 3)


@pytest.mark.parametrize("exact", [True, False], ids=["cp-sat", "alone"])
@pytest.mark.parametrize("workers", [1, 2, 3])
def test_a_search_by_the_clock_uses_its_workers(exact: bool, workers: int) -> None:
    told: list[float] = []
    wide = _wide()
    found = solve(
        wide,
        seconds=0.4,
        workers=workers,
        exact=exact,
        progress=lambda share, _: told.append(share),
    )
    assert faults(wide, [found.starts[i] for i in wide.order]) == []
    assert found.bound <= found.makespan
    assert not found.repeatable
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_cancelling_returns_the_best_so_far() -> None:
    wide = _wide()
    counted = solve(wide, generations=10**9, cancel=lambda: True)
    timed = solve(wide, seconds=3600, cancel=lambda: True)
    for found in (counted, timed):
        assert faults(wide, [found.starts[i] for i in wide.order]) == []


def test_a_known_schedule_is_never_lost() -> None:
    wide = _wide()
    good = solve(wide, generations=40, exact=False)
    again = solve(wide, generations=0, exact=False, known=good.starts)
    assert again.makespan <= good.makespan


def test_nothing_to_do_takes_no_time() -> None:
    nothing = solve(problem([], before=[], uses=[], room=[[1]]))
    assert (nothing.starts, nothing.makespan, nothing.proved) == ((), 0, True)


def test_warming_up_tells_its_seconds() -> None:
    assert warm_up() >= 0


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"seconds": 0}, "seconds must be above 0, got 0"),
        ({"seconds": float("nan")}, "seconds must be above 0, got nan"),
        ({"generations": -1}, "generations must be 0 or more, got -1"),
        ({"seconds": 1, "generations": 1}, "seconds or generations, not both"),
        ({"workers": 0}, "workers must be 1 or more, got 0"),
    ],
)
def test_senseless_efforts_are_refused(asked: dict[str, int], words: str) -> None:
    with pytest.raises(InvalidValueError, match=words):
        solve(_wide(3), **asked)  # type: ignore[arg-type]  # that is what is tested


@pytest.mark.outside_data
@pytest.mark.parametrize("name", ["J30_17", "J30_102", "J60_9", "J120_241"])
def test_published_problems_are_solved(outside_data: Path, name: str) -> None:
    folder = outside_data / "psplib"
    given_file = read_problem((folder / f"{name}.rcp").read_bytes(), f"{name}.rcp").problem
    assert given_file is not None
    rows = (folder / "best-known.csv").read_text().splitlines()
    best = dict(row.split(",") for row in rows)[name]
    found = solve(compiled(given_file), generations=20)
    assert file_faults(given_file, found.starts, found.makespan) == []
    assert found.bound <= int(best) <= found.makespan
    assert found.makespan <= 1.03 * int(best)
