"""One run of the solver that can be watched, cancelled and interrupted."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Effort", "run"]

LOOK = 0.05
"""Ours: seconds between two looks at whether somebody cancelled."""
EXACT = 1 << 53
"""Whole numbers up to here are exact in the solver's reports."""


@attrs.frozen(kw_only=True)
class Effort:
    """How hard to try.

    Attributes:
        units: The solver's own measure of work, the same on every machine; None: no limit.
        seconds: A limit by the clock; None: no limit.
        workers: How many threads search at once.
        seed: Equal seeds search alike.
    """

    units: float | None = None
    seconds: float | None = None
    workers: int = 1
    seed: int = 0

    @property
    def repeatable(self) -> bool:
        """Whether a run with this effort gives the same result on every machine."""
        return self.seconds is None and self.workers == 1


def run(
    cp: Any,  # Any: an optional module
    model: Any,  # Any: as above
    effort: Effort,
    *,
    found: Callable[[int], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> tuple[Any, str]:  # Any: as above
    """Return the solver after a run, and how it ended.

    The run goes on in a thread of its own, so that this one can be interrupted.

    Args:
        cp: The solver's module.
        model: What to solve.
        effort: How hard to try.
        found: Told the objective of each plan that is better than the last.
        cancel: Asked now and then; when it returns true, the run ends.
    """
    solver = cp.CpSolver()
    _set(solver.parameters, effort)
    watcher = _watcher(cp, found)
    ended: list[Any] = []  # Any: a status, or what went wrong
    worker = threading.Thread(target=_into, args=(ended, solver, model, watcher), daemon=True)
    worker.start()
    try:
        while worker.is_alive():
            worker.join(LOOK)
            if cancel is not None and worker.is_alive() and cancel():
                solver.stop_search()
    except BaseException:
        solver.stop_search()
        worker.join()
        raise
    if isinstance(ended[0], BaseException):
        raise ended[0]
    return solver, solver.status_name(ended[0])


def _into(ended: list[Any], solver: Any, model: Any, watcher: Any) -> None:  # Any: as in `run`
    try:
        ended.append(solver.solve(model, watcher))
    except BaseException as problem:  # noqa: BLE001  # raised again where it is waited for
        ended.append(problem)


def _set(parameters: Any, effort: Effort) -> None:  # Any: of the solver
    parameters.num_workers = effort.workers
    parameters.random_seed = effort.seed % (1 << 31)
    parameters.linearization_level = 2
    parameters.catch_sigint_signal = False
    if effort.units is not None:
        parameters.max_deterministic_time = effort.units
    if effort.seconds is not None:
        parameters.max_time_in_seconds = effort.seconds


def _watcher(cp: Any, found: Callable[[int], None] | None) -> Any:  # Any: as in `run`
    if found is None:
        return None
    tell = found

    class Watcher(cp.CpSolverSolutionCallback):  # type: ignore[misc]  # of an optional module
        """Tells of each plan."""

        def on_solution_callback(self) -> None:
            """Tell the objective of a plan."""
            tell(round(self.objective_value))

    return Watcher()
