"""CP-SAT on a problem: proofs, and shorter schedules where it finds them."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from changekit.optional.solver import cp_sat
from changekit.services.planning.makespan.rules import heads, tails

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from changekit.services.planning.makespan.problem import Problem, Whole

__all__ = ["Exact"]

_WATCH: Final = 0.05
"""Ours: so many seconds lie between two looks at whether to end."""


class Exact:
    """A search for schedules shorter than one that is known, by CP-SAT.

    Args:
        problem: What is scheduled.
        starts: The schedule that is known.
        end: When that has ended; only shorter ones are looked for.
        bound: No schedule has ended before this week.
    """

    def __init__(self, problem: Problem, starts: Whole, end: int, bound: int) -> None:
        self._cp = cp_sat()
        self._problem = problem
        self._solver = self._cp.CpSolver()
        self._model = self._cp.CpModel()
        self._end = self._model.new_int_var(bound, end - 1, "end")
        self._starts = self._variables(end - 1)
        self._uses()
        self._model.minimize(self._end)
        for variable, start in zip(self._starts, starts.tolist(), strict=True):
            self._model.add_hint(variable, start)

    def _variables(self, most: int) -> list[Any]:  # Any: variables of the solver
        problem, model = self._problem, self._model
        first = heads(problem).tolist()
        last = np.minimum(most - tails(problem) - problem.weeks, problem.latest).tolist()
        self._never = any(a > b for a, b in zip(first, last, strict=True))
        if self._never:
            return [model.new_constant(0) for _ in first]
        starts = [model.new_int_var(a, b, "") for a, b in zip(first, last, strict=True)]
        weeks = problem.weeks.tolist()
        for i in range(len(problem)):
            for e in range(problem.before_at[i], problem.before_at[i + 1]):
                j = int(problem.before[e])
                model.add(starts[i] >= starts[j] + weeks[j] + int(problem.lag[e]))
            model.add(self._end >= starts[i] + weeks[i])
        return starts

    def _uses(self) -> None:
        """Add a cumulative rule for each resource; weeks with less than its most are taken up."""
        problem, model = self._problem, self._model
        if self._never:
            return
        owner = np.repeat(np.arange(len(problem)), np.diff(problem.use_at))
        made: dict[tuple[int, int, int], Any] = {}  # Any: an interval of the solver
        for k in range(len(problem.room)):
            spans, amounts = [], []
            for u in np.flatnonzero(problem.use_resource == k).tolist():
                key = (int(owner[u]), int(problem.use_from[u]), int(problem.use_weeks[u]))
                if key not in made:
                    start = self._starts[key[0]] + key[1]
                    made[key] = model.new_fixed_size_interval_var(start, key[2], "")
                spans.append(made[key])
                amounts.append(int(problem.use_amount[u]))
            most = int(problem.room[k].max())
            for begin, weeks, less in _dips(problem.room[k], most):
                spans.append(model.new_fixed_size_interval_var(begin, weeks, ""))
                amounts.append(less)
            if sum(amounts) > most:
                model.add_cumulative(spans, amounts, most)

    def run(  # what a search can be asked for
        self,
        *,
        seconds: float | None,
        effort: float | None,
        workers: int,
        seed: int,
        found: Callable[[Whole, int], None],
        cancel: Callable[[], bool],
    ) -> tuple[int | None, bool]:
        """Search, and return a bound, and whether nothing shorter than the last found is left.

        Args:
            seconds: For so long at most.
            effort: Instead: so much of the solver's own deterministic time, which is about
                seconds; with one worker the same on any machine.
            workers: How many threads search.
            seed: Which of many searches.
            found: Told each shorter schedule.
            cancel: Asked twenty times a second; when it returns true, the search ends.
        """
        if self._never:
            return None, True
        cp, solver, parameters = self._cp, self._solver, self._solver.parameters
        if seconds is not None:
            parameters.max_time_in_seconds = max(seconds, 0.001)
        if effort is not None:
            parameters.max_deterministic_time = effort
        parameters.num_workers = workers
        parameters.random_seed = seed % (1 << 31)
        with _watched(cancel, solver):
            status = solver.solve(self._model, _listener(cp, self, found))
        if status in (cp.OPTIMAL, cp.INFEASIBLE):
            return None, True
        if status in (cp.FEASIBLE, cp.UNKNOWN):
            return int(np.ceil(solver.best_objective_bound - 1e-6)), False
        return None, False


@contextmanager
def _watched(cancel: Callable[[], bool], solver: Any) -> Iterator[None]:  # Any: of the package
    """Ask now and then whether to end the search, in a thread of its own."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_WATCH):
            if cancel():
                solver.stop_search()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _listener(
    cp: Any, exact: Exact, found: Callable[[Whole, int], None]
) -> Any:  # Any: of the solver
    """Return what the solver tells each schedule that it finds."""

    class Listener(cp.CpSolverSolutionCallback):  # type: ignore[misc]  # a class of the solver
        def on_solution_callback(self) -> None:
            starts = np.array([self.value(v) for v in exact._starts], dtype=np.int64)  # noqa: SLF001
            found(starts, int((starts + exact._problem.weeks).max(initial=0)))  # noqa: SLF001

    return Listener()


def _dips(room: Whole, most: int) -> list[tuple[int, int, int]]:
    """Return where there is less than the most: first week, number of weeks, how much less."""
    edges = np.flatnonzero(np.diff(room)) + 1
    begins = np.concatenate([[0], edges]).tolist()
    ends = [*edges.tolist(), len(room)]
    return [
        (a, b - a, most - int(room[a]))
        for a, b in zip(begins, ends, strict=True)
        if room[a] < most
    ]
