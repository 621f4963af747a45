"""The engine `cp-sat`: exact plans where the parts are small enough."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from changekit.extension.protocols.planning import FREE, Draft, PlanModel, Progress
from changekit.optional import solver
from changekit.services.planning.engines.improved import greedy
from changekit.services.planning.engines.partition import parts_of
from changekit.services.planning.solving.part import solve_part
from changekit.services.planning.solving.run import Effort

if TYPE_CHECKING:
    from collections.abc import Sequence

    from changekit.services.planning.engines.parts import Part
    from changekit.services.planning.solving.part import Solved

__all__ = ["DEFAULT_EFFORT", "MOVES_IN_A_UNIT", "cp_sat", "solve"]

DEFAULT_EFFORT = 10.0
"""Ours: the solver's own measure of work, one worker; some ten seconds on one core."""
MOVES_IN_A_UNIT = 1_000
"""Ours: one unit of the solver's work stands for so many moves of other engines; both take about
a second where loops are not compiled."""


def solve(  # what a run can be asked for
    model: PlanModel,
    *,
    hint: Sequence[int | None] | Draft | None = None,
    seconds: float | None = None,
    effort: float | None = None,
    workers: int = 1,
    seed: int = 0,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Draft:
    """Return the best plan that the solver finds, part by part, and what none can pass.

    Args:
        model: The compiled problem.
        hint: A plan to begin from; the result is never worse.
        seconds: A limit by the clock; the draft is then not repeatable.
        effort: A limit in the solver's own measure of work; None: 10, where no seconds are given.
        workers: How many threads search at once; the draft of more than one is not repeatable.
        seed: Equal seeds search alike.
        progress: Told the share of the work that is done, and the best objective so far.
        cancel: Asked now and then; when it returns true, the best plan so far is returned.

    Raises:
        MissingExtraError: The extra `solver` is not installed.
    """
    solver.cp_sat()
    if effort is None and seconds is None:
        effort = DEFAULT_EFFORT
    limit = Effort(units=effort, seconds=seconds, workers=workers, seed=seed)
    known = hint.starts if isinstance(hint, Draft) else hint
    starts = [None if at == FREE else at for at in model.fixed.tolist()]
    begun = starts if known is None else list(known)
    job = _Job(model=model, limit=limit, progress=progress, cancel=cancel, starts=list(begun))
    return job.run()


def cp_sat(
    model: PlanModel,
    *,
    moves: int | None = None,
    seconds: float | None = None,
    seed: int = 0,
    progress: Progress | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Draft:
    """Return the best plan that the solver finds from a greedy one.

    A thousand moves stand for one unit of the solver's work. The same moves and seed give the
    same draft.

    Raises:
        MissingExtraError: The extra `solver` is not installed.
    """
    first = greedy(model, moves=0, seed=seed)
    units = DEFAULT_EFFORT if moves is None else moves / MOVES_IN_A_UNIT
    return solve(
        model, hint=first, seconds=seconds, effort=None if seconds is not None else units,
        seed=seed, progress=progress, cancel=cancel,
    )  # fmt: skip


@attrs.define(kw_only=True)
class _Job:
    """The solving of all parts, one after the other, each with its share of the effort."""

    model: PlanModel
    limit: Effort
    progress: Progress | None
    cancel: Callable[[], bool] | None
    starts: list[int | None]
    spent: float = 0.0
    bound: float | None = 0.0
    proven: bool = True

    def run(self) -> Draft:
        """Return the draft of all parts together."""
        parts = parts_of(self.model)
        sizes = [len(parts.members(at)) for at in range(len(parts))]
        order = sorted(range(len(parts)), key=lambda at: (sizes[at], at))
        rest, begun = sum(sizes), time.perf_counter()
        for at in order:
            self._part(parts[at], sizes[at] / rest, time.perf_counter() - begun)
            rest -= sizes[at]
            if self.progress is not None:
                done = 1 - rest / sum(sizes)
                self.progress(done, self.model.objective(tuple(self.starts)))
        return self._draft()

    def _part(self, part: Part, share: float, passed: float) -> None:
        limit = self.limit
        units = None if limit.units is None else max(0.0, limit.units - self.spent) * share
        seconds = None if limit.seconds is None else max(0.0, limit.seconds - passed) * share
        members = part.members.tolist()
        solved = solve_part(
            part, hint=[self.starts[i] for i in members], cancel=self.cancel,
            effort=attrs.evolve(limit, units=units, seconds=seconds),
        )  # fmt: skip
        for i, at in zip(members, solved.starts, strict=True):
            self.starts[i] = at
        self.spent += solved.work
        self._count(part, solved)

    def _count(self, part: Part, solved: Solved) -> None:
        self.proven = self.proven and solved.proven
        if self.bound is None or solved.bound is None:
            self.bound = None
        else:
            self.bound += solved.bound / part.scale + part.rounded

    def _draft(self) -> Draft:
        model = self.model
        fixed = [None if at == FREE else at for at in model.fixed.tolist()]
        bound = None if self.bound is None else self.bound + model.objective(tuple(fixed))
        return Draft(
            starts=tuple(self.starts), status="optimal" if self.proven else "feasible",
            bound=bound, bound_by="" if bound is None else "cp-sat",
            moves=round(self.spent * MOVES_IN_A_UNIT), repeatable=self.limit.repeatable,
        )  # fmt: skip
