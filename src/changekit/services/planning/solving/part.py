"""The best plan of one part, or as good a plan and bound as the effort gives."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs

from changekit.optional.solver import cp_sat as solver_module
from changekit.services.planning.engines.parts import Part
from changekit.services.planning.solving.run import EXACT, Effort, run
from changekit.services.planning.solving.sound import broken, worth
from changekit.services.planning.solving.steps import StepForm

if TYPE_CHECKING:
    from collections.abc import Sequence


__all__ = ["Solved", "solve_part"]

USUAL = Effort(units=5.0)
"""Ours: some five seconds of one core."""


@attrs.frozen(kw_only=True)
class Solved:
    """What the solver found for a part.

    Attributes:
        starts: By member: its start, None where it is left out.
        value: What they give, in the whole numbers of the part.
        bound: No plan gives more; None where that is not known.
        proven: Whether no plan is better: none has more of what is mandatory, and of those that
            have as much none gives more.
        work: How much was done, in the solver's own measure.
        refused: Plans of the solver that broke a rule; the hint stands in for them.
    """

    starts: tuple[int | None, ...]
    value: int
    bound: int | None = None
    proven: bool = False
    work: float = 0.0
    refused: tuple[str, ...] = ()


def solve_part(
    part: Part,
    *,
    hint: Sequence[int | None] | None = None,
    effort: Effort = USUAL,
    found: Callable[[int], None] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Solved:
    """Return the best plan of a part that the effort allows.

    What is mandatory comes first: as much of it as can be is planned, then the value is as high
    as it can be. A plan that the solver gives is looked at week by week before it is believed;
    the hint is what stands where it is not.

    Args:
        part: The problem.
        hint: A plan to begin from, which keeps every rule; the result is never worse.
        effort: How hard to try.
        found: Told the value of each better plan.
        cancel: Asked now and then; when it returns true, the best plan so far is returned.

    Raises:
        MissingExtraError: The extra `solver` is not installed.
    """
    cp = solver_module()
    start = tuple(hint) if hint is not None else (None,) * len(part)
    if broken(part, start):
        start = (None,) * len(part)
    best = Solved(starts=start, value=worth(part, start))
    must = [i for i in range(len(part)) if part.must[i]]
    kept = sum(start[i] is not None for i in must)
    search = _Search(cp=cp, part=part, must=must, found=found, cancel=cancel)
    if kept < len(must):
        best, kept, sure, effort = search.most_mandatory(best, kept, effort)
    else:
        sure = True
    solved = search.best(best, kept, effort)
    return solved if sure else attrs.evolve(solved, proven=False, bound=None)


@attrs.frozen(kw_only=True)
class _Search:
    cp: Any  # Any: an optional module
    part: Part
    must: list[int]
    found: Callable[[int], None] | None
    cancel: Callable[[], bool] | None

    def _count(self, form: StepForm) -> Any:  # Any: a sum of the solver
        planned = [form.planned(i) for i in self.must]
        return self.cp.LinearExpr.sum([step for step in planned if step is not None])

    def most_mandatory(
        self, best: Solved, kept: int, effort: Effort
    ) -> tuple[Solved, int, bool, Effort]:
        """Return a plan with as much of what is mandatory as can be, and the effort left."""
        form = StepForm(self.cp, self.part)
        form.add_hint(best.starts)
        form.model.maximize(self._count(form))
        solver, status = run(self.cp, form.model, _half(effort), cancel=self.cancel)
        better = self._read(form, solver, status, best, counted=True)
        now = sum(better.starts[i] is not None for i in self.must)
        sure = status == "OPTIMAL" and not better.refused
        return better, max(now, kept), sure, _less(effort, better.work, solver.wall_time)

    def best(self, best: Solved, kept: int, effort: Effort) -> Solved:
        """Return the plan of the highest value among those with as much that is mandatory."""
        begun = time.perf_counter()
        form = StepForm(self.cp, self.part)
        form.add_hint(best.starts)
        if kept:
            form.model.add(self._count(form) >= kept)
        form.model.maximize(form.gain)
        effort = _less(effort, 0.0, time.perf_counter() - begun)
        solver, status = run(self.cp, form.model, effort, found=self.found, cancel=self.cancel)
        solved = self._read(form, solver, status, best)
        if status not in ("OPTIMAL", "FEASIBLE", "UNKNOWN") or solved.refused:
            return attrs.evolve(solved, bound=None, proven=False)
        bound = _whole(solver.best_objective_bound)
        if bound is not None and bound < solved.value:  # a bound below a plan is none
            bound = None
        return attrs.evolve(solved, bound=bound, proven=bound == solved.value)

    def _read(
        self, form: StepForm, solver: Any, status: str, best: Solved, *, counted: bool = False
    ) -> Solved:
        """Return what the solver found where it holds and is better, else the best so far."""
        work = best.work + solver.response_proto.deterministic_time
        kept = attrs.evolve(best, work=work)
        if status not in ("OPTIMAL", "FEASIBLE"):
            return kept
        starts = tuple(form.starts(solver))
        wrong = broken(self.part, starts)
        if wrong:
            return attrs.evolve(kept, refused=(*best.refused, *wrong))
        value = worth(self.part, starts)
        if counted:
            better = self._mandatory(starts) > self._mandatory(best.starts)
        else:
            better = value > best.value
        return attrs.evolve(kept, starts=starts, value=value) if better else kept

    def _mandatory(self, starts: Sequence[int | None]) -> int:
        return sum(starts[i] is not None for i in self.must)


def _whole(bound: float) -> int | None:
    """Return the whole number that a bound allows at most; None where it cannot be trusted."""
    if not math.isfinite(bound) or abs(bound) >= EXACT:
        return None
    return math.floor(bound + 1e-6)


def _half(effort: Effort) -> Effort:
    return attrs.evolve(
        effort,
        units=None if effort.units is None else effort.units / 2,
        seconds=None if effort.seconds is None else effort.seconds / 2,
    )


def _less(effort: Effort, units: float, seconds: float) -> Effort:
    return attrs.evolve(
        effort,
        units=None if effort.units is None else max(0.01, effort.units - units),
        seconds=None if effort.seconds is None else max(0.01, effort.seconds - seconds),
    )
