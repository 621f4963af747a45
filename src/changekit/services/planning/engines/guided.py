"""Splits a portfolio into parts, plans each, and puts the plans together."""

from __future__ import annotations

import math
import time
from concurrent.futures import FIRST_COMPLETED, Executor, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

import attrs
import numpy as np

from changekit.extension.protocols.planning import FREE, Draft, tell
from changekit.services.planning.bounds.lagrangean import lagrangean
from changekit.services.planning.engines.budget import SCOUTING, Budget
from changekit.services.planning.engines.efforts import Effort
from changekit.services.planning.engines.first import first_plan
from changekit.services.planning.engines.gains import added
from changekit.services.planning.engines.kernels.tables import OUT
from changekit.services.planning.engines.pace import compiled_pays, kept
from changekit.services.planning.engines.partition import parts_of
from changekit.services.planning.engines.single import PartPlan, plan_part

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from changekit.extension.protocols.planning import Figures, PlanModel, Progress, Weeks
    from changekit.services.planning.engines.named import Team
    from changekit.services.planning.engines.parts import Part

__all__ = ["Guided"]

SCOUTS = 8
"""Ours: so many parts are priced first; the mean of their prices is where the others begin."""
MANY = 24
"""Ours: from so many parts on there are scouts."""


class Guided:
    """A portfolio on its way to a plan."""

    def __init__(  # what an engine is asked
        self,
        model: PlanModel,
        moves: int | None,
        seconds: float | None,
        seed: int,
        team: Team,
        progress: Progress | None = None,
        cancel: Callable[[], bool] | None = None,
        *,
        solver: bool = False,
    ) -> None:
        self.begun = time.perf_counter()
        self.model, self.seconds = model, seconds
        self.team, self.progress, self.cancel = team, progress, cancel
        self.parts = parts_of(model)
        self.budget = Budget.of(
            [len(self.parts.members(at)) for at in range(len(self.parts))],
            moves=moves, seconds=seconds, seed=seed, horizon=model.horizon, solver=solver,
            workers=team.workers,
        )  # fmt: skip
        self.compiled = compiled_pays(
            len(model) * model.horizon, sum(self.budget.moves), seconds=seconds
        )
        if self.compiled and seconds is not None and len(self.parts) and not kept():
            self._compile()
        self.starts = first_plan(model, self.parts, compiled=self.compiled)
        self.plans: dict[int, PartPlan] = {}
        self.proofs: dict[int, float] = {}
        self.prices = np.zeros((len(model.resources), model.horizon))
        self.warm: dict[tuple[int, ...], Figures] = {}
        self.value = self._worth(np.arange(len(model), dtype=np.int32))
        tell(progress, 0.0, self.value)

    def _compile(self) -> None:
        """Compile the loops by planning the smallest part for a moment; the clock starts then."""
        at = min(range(len(self.parts)), key=lambda at: len(self.parts.members(at)))
        part = self.parts[at]
        least = Effort(moves=1, rounds=((26, 1), (8, 1)), seed=0)
        plan_part(part, self.model.value[part.members], least, compiled=True)
        self.begun = time.perf_counter()

    def draft(self) -> Draft:
        """Plan all parts."""
        todo = self.budget.in_order()
        if len(todo) >= MANY:
            self._scout([at * len(todo) // SCOUTS for at in range(SCOUTS)])
        executor = self.team.executor
        if len(todo) == 1 or (executor is None and self.team.workers == 1):
            for at in todo:
                if self.stopped():
                    break
                self._add(self._plan(self.parts[at], at, alone=len(todo) == 1), self.parts[at], at)
        elif executor is None:
            with ThreadPoolExecutor(self.team.workers) as pool:
                self._together(pool, todo)
        else:
            self._together(executor, todo)
        return self._joined()

    def stopped(self) -> bool:
        """Tell whether somebody wants what there is."""
        return self.cancel is not None and self.cancel()

    def _scout(self, scouts: Sequence[int]) -> None:
        """Price some parts; the others begin from the mean of their prices."""
        found: dict[tuple[int, ...], list[Figures]] = {}
        for at in scouts:
            if self.stopped():
                return
            part = self.parts[at]
            worth = lagrangean(
                part, rounds=SCOUTING, cancel=self.cancel, compiled=self.compiled
            ).worth
            found.setdefault(worth.shape, []).append(worth)
        for shape, worths in found.items():
            self.warm[shape] = np.mean(worths, axis=0)

    def _plan(self, part: Part, at: int, *, alone: bool) -> PartPlan:
        """Plan one part here and now."""
        told = None
        if alone and self.progress is not None:
            rest = self.value - self._worth(part.members)

            def told(share: float, gains: int, bound: int | None) -> None:
                most = None if bound is None else rest + bound / part.scale + part.rounded
                tell(self.progress, share, rest + gains / part.scale, bound=most)

        return plan_part(
            part, self.model.value[part.members], self._effort(at, alone=alone),
            prices=self.warm.get(part.room.shape), told=told, cancel=self.cancel,
            compiled=self.compiled,
        )  # fmt: skip

    def _effort(self, at: int, *, alone: bool) -> Effort:
        passed = time.perf_counter() - self.begun
        warm = bool(self.warm)
        return self.budget.effort(at, passed, alone=alone, warm=warm)

    def _together(self, pool: Executor, todo: Sequence[int]) -> None:
        """Plan parts at once, as many as there are workers, each when its turn comes."""
        near = isinstance(pool, ThreadPoolExecutor)
        running: dict[Future[PartPlan], tuple[int, Part]] = {}
        waiting = list(reversed(todo))
        while waiting or running:
            while waiting and len(running) < self.team.workers and not self.stopped():
                at = waiting.pop()
                part = self.parts[at]
                future = pool.submit(
                    plan_part, part, self.model.value[part.members],
                    self._effort(at, alone=False), prices=self.warm.get(part.room.shape),
                    cancel=self.cancel if near else None, compiled=self.compiled,
                )  # fmt: skip
                running[future] = (at, part)
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                at, part = running.pop(future)
                self._add(future.result(), part, at)

    def _worth(self, members: Weeks) -> float:
        """Return what some initiatives add to the objective as they stand."""
        return math.fsum(added(self.model, members, self.starts[members]).tolist())

    def _add(self, found: PartPlan, part: Part, at: int) -> None:
        """Take the plan of a part over."""
        before = self._worth(part.members)
        self.starts[part.members] = np.where(found.starts == OUT, FREE, found.starts)
        self.value += self._worth(part.members) - before
        self.plans[at] = attrs.evolve(found, worth=None)
        if found.bound is not None:
            self.proofs[at] = found.bound / part.scale + part.rounded
        if found.worth is not None:
            self.prices[part.resources] = found.worth
        tell(self.progress, self.budget.done(at), self.value)

    def _starts(self) -> tuple[int | None, ...]:
        return tuple(None if at == FREE else at for at in self.starts.tolist())

    def _joined(self) -> Draft:
        """Return all plans as one."""
        model, plans = self.model, self.plans.values()
        starts = self._starts()
        every = np.arange(len(model), dtype=np.int32)
        fixed = added(model, every, model.fixed).tolist()
        whole = len(self.proofs) == len(self.parts)
        bound = None
        proven = whole and all(plan.proven for plan in plans)
        if whole:
            bound = math.fsum([*fixed, *self.proofs.values()])
            value = math.fsum(added(model, every, self.starts).tolist())
            bound = max(bound + abs(bound) * 1e-15, value)
            bound = value if proven else bound
        by = sorted({plan.bound_by for plan in plans if plan.bound_by})
        return Draft(
            starts=starts, status="optimal" if proven else "feasible", bound=bound,
            bound_by=", ".join(by) if whole else "", moves=sum(plan.moves for plan in plans),
            repeatable=self.seconds is None,
            prices=self.prices if any(plan.bound_by for plan in plans) else None,
        )  # fmt: skip
