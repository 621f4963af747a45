"""How short schedules of published problems are, beside CP-SAT alone and pyjobshop.

Run with `make bench`. The problems are those of the folder CHANGEKIT_TEST_DATA. How many of each
set, and for how many seconds: CHANGEKIT_BENCH_PSPLIB, such as "20 10 0.2" (the default is "4 1
0.2"; "0" takes all). pyjobshop takes part where CHANGEKIT_PEERS_PLAN names a Python that has it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from changekit.files.psplib import SchedulingProblem, read_problems
from changekit.services.planning.makespan.checking import faults
from changekit.services.planning.makespan.problem import compiled
from changekit.services.planning.makespan.solve import solve, warm_up

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

pytestmark = [pytest.mark.bench, pytest.mark.outside_data]
SETS = ("J30", "J60", "J120")
WORKERS = 2
PEER = Path(__file__).with_name("makespan_peer.py")


@attrs.frozen
class Figure:
    makespan: int | None
    proved: bool
    seconds: float


def tell(line: str) -> None:
    """Print a figure; `make bench` shows what tests print."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def ours(problem: SchedulingProblem, seconds: float) -> Figure:
    found = solve(compiled(problem), seconds=seconds, workers=WORKERS, seed=1)
    assert faults(problem, found.starts, found.makespan) == []
    return Figure(found.makespan, found.proved, found.seconds)


def solver_alone(problem: SchedulingProblem, seconds: float) -> Figure:
    """Solve as anybody would write it down for CP-SAT."""
    from ortools.sat.python import cp_model

    model, most = cp_model.CpModel(), sum(problem.durations)
    starts = [model.new_int_var(0, most, "") for _ in problem.durations]
    spans = [
        model.new_fixed_size_interval_var(start, weeks, "")
        for start, weeks in zip(starts, problem.durations, strict=True)
    ]
    for i, row in enumerate(problem.successors):
        for j in row:
            model.add(starts[j] >= starts[i] + problem.durations[i])
    for k, capacity in enumerate(problem.capacities):
        model.add_cumulative(spans, [row[k] for row in problem.requests], capacity)
    end = model.new_int_var(0, most, "")
    for start, weeks in zip(starts, problem.durations, strict=True):
        model.add(end >= start + weeks)
    model.minimize(end)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    began = time.perf_counter()
    status = solver.solve(model)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    makespan = int(solver.objective_value) if found else None
    return Figure(makespan, status == cp_model.OPTIMAL, time.perf_counter() - began)


def peer(problems: Sequence[SchedulingProblem], seconds: float) -> list[Figure]:
    python = os.environ.get("CHANGEKIT_PEERS_PLAN")
    if not python:
        return []
    asked = {"problems": [attrs.asdict(it) for it in problems], "seconds": seconds}
    done = subprocess.run(
        [python, str(PEER)], input=json.dumps({**asked, "workers": WORKERS}), check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    found: list[dict[str, Any]] = json.loads(done.stdout)  # Any: JSON values
    return [Figure(it["makespan"], it["proved"], it["seconds"]) for it in found]


def row(
    name: str,
    problems: Sequence[SchedulingProblem],
    figures: Sequence[Figure],
    best: Mapping[str, int],
) -> float | None:
    """Print what a method found, and return its average gap in percent; None without all."""
    pairs = [(it.makespan, best[p.name]) for it, p in zip(figures, problems, strict=True)]
    gaps = [100 * (made - known) / known for made, known in pairs if made is not None]
    average = sum(gaps) / len(gaps) if len(gaps) == len(pairs) else None
    told = f"{average:6.2f} %" if average is not None else f"none for {len(pairs) - len(gaps)}"
    at_best = sum(made == known for made, known in pairs)
    proved = sum(it.proved for it in figures)
    mean = sum(it.seconds for it in figures) / len(figures)
    longest = max(it.seconds for it in figures)
    tell(f"  {name:<12} gap {told}  at best {at_best:>3}  proved {proved:>3}"
         f"  of {len(pairs):>3}  {mean:6.2f} s each, at most {longest:.2f} s")  # fmt: skip
    return average


def run_all(
    call: Callable[[SchedulingProblem, float], Figure],
    problems: Sequence[SchedulingProblem],
    seconds: float,
) -> list[Figure]:
    call(problems[0], 0.1)
    return [call(problem, seconds) for problem in problems]


def test_schedules_are_shorter_than_those_of_the_solver_alone(outside_data: Path) -> None:
    asked = os.environ.get("CHANGEKIT_BENCH_PSPLIB", "4 1 0.2").split()
    count, limits = int(asked[0]), [float(it) for it in asked[1:]] or [10.0, 0.2]
    read = read_problems(outside_data / "psplib")
    tell(f"\ncompiling the loops took {warm_up():.2f} s; load {os.getloadavg()[0]:.1f}")
    for seconds in limits:
        for name in SETS:
            every = [it for it in read.problems if it.name.startswith(f"{name}_")]
            step = max(1, len(every) // count) if count else 1
            problems = every[::step][: count or None]
            tell(f"{name}, {len(problems)} problems, {seconds:g} s, {WORKERS} workers:")
            mine = row("changekit", problems, run_all(ours, problems, seconds), read.best_known)
            alone = run_all(solver_alone, problems, seconds)
            theirs = row("CP-SAT", problems, alone, read.best_known)
            others = peer(problems, seconds)
            if others:
                row("pyjobshop", problems, others, read.best_known)
            else:
                tell("  pyjobshop    left out: CHANGEKIT_PEERS_PLAN names no Python")
            assert mine is not None
            assert theirs is None or mine <= theirs
