"""Better plans: a few initiatives are taken out and put back in another order, many times."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from changekit.services.planning.engines.dice import Dice
from changekit.services.planning.engines.greedy import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from changekit.extension.protocols.planning import PlanModel, Progress
    from changekit.services.planning.engines.schedule import Schedule

__all__ = ["Improver", "settle"]

LARGEST = 20
"""Ours: at most so many initiatives are moved at once; tried on 3 portfolios, where 12 and 30 did
less well."""
TOLERANCE = 0.002
"""Ours: how far below the best a plan may fall at first, as a share of the best objective; 0, half
of it and twice as much did less well on the same portfolios."""
ROUND = 64
"""Ours: moves between two looks at the clock, at `cancel` and at `progress`."""


class Improver:
    """Improves a schedule move by move.

    Source: Schrimpf et al. (2000), Journal of Computational Physics 159(2), 139-171: ruin and
    recreate; Dueck (1993), same journal 104(1), 86-92: record-to-record travel, which accepts a
    plan that is a little worse than the best. It needs no exponentials, so that every machine
    takes the same decisions.
    """

    def __init__(
        self, model: PlanModel, schedule: Schedule, density: Sequence[float], seed: int
    ) -> None:
        self.schedule, self.density = schedule, density
        self.dice = Dice(seed)
        self.value: list[float] = model.value.tolist()
        self._gain = model.gain if schedule.priced else None
        self.must = [
            i for i in schedule.free if model.mandatory[i] and schedule.starts[i] is not None
        ]
        self._mandatory = set(self.must)
        self.horizon, self.first = model.horizon, model.first
        self.best = self.now = model.objective(tuple(schedule.starts))
        self.best_starts = list(schedule.starts)
        self.moves = 0
        self._sharing(model)

    def _sharing(self, model: PlanModel) -> None:
        """Work out who shares a resource with whom."""
        free = set(self.schedule.free)
        members: dict[int, list[int]] = {}
        used: list[list[int]] = []
        at = model.use_at.tolist()
        resources = model.use_resource.tolist()
        for i in range(len(model)):
            mine = sorted(set(resources[at[i] : at[i + 1]]))
            used.append(mine)
            for resource in mine if i in free else ():
                members.setdefault(resource, []).append(i)
        self._members = members
        self._used = used

    def worth(self, i: int) -> float:
        """Return what an initiative gives as it stands in the plan."""
        start = self.schedule.starts[i]
        if start is None:
            return 0.0
        if self._gain is not None:
            return self._gain(i, start)
        return self.value[i] * (self.horizon - start - self.schedule.weeks[i])

    def run(
        self,
        *,
        moves: int,
        seconds: float | None = None,
        progress: Progress | None = None,
        cancel: Callable[[], bool] | None = None,
    ) -> None:
        """Try moves, and leave the best schedule found."""
        if not self.schedule.free or (seconds is None and moves <= 0):
            return
        begun = time.perf_counter()
        share = 0.0 if seconds is None or seconds > 0 else 1.0
        while share < 1:
            left = ROUND if seconds is not None else moves - self.moves
            for _ in range(min(ROUND, left)):
                self.move(slack=self.best * TOLERANCE * (1 - share))
            spent = time.perf_counter() - begun if seconds is not None else 0
            share = spent / seconds if seconds else self.moves / moves
            if progress is not None:
                progress(min(1.0, share), self.best)
            if cancel is not None and cancel():
                break
        self.go_to(self.best_starts)

    def go_to(self, starts: Sequence[int | None]) -> None:
        """Make the schedule a given one."""
        changed = [i for i in self.schedule.free if self.schedule.starts[i] != starts[i]]
        for i in changed:
            self.schedule.remove(i)
        for i in changed:
            start = starts[i]
            if start is not None:
                self.schedule.place(i, start)

    def move(self, *, slack: float) -> None:
        """Take some out, put them back in another order, keep that if it is good enough."""
        self.moves += 1
        schedule, dice = self.schedule, self.dice
        chosen = self._chosen()
        before = {i: schedule.starts[i] for i in chosen}
        lost = sum(self.worth(i) for i in chosen)
        for i in chosen:
            schedule.remove(i)
        # Ours: keys are multiplied by 1/2 to 2, so that near ones change places.
        shuffled = [(i, self.density[i] * (512 + dice.below(1536)) / 1024) for i in chosen]
        self._put_back([i for i, _ in sorted(shuffled, key=lambda item: -item[1])])
        now = self.now - lost + sum(self.worth(i) for i in chosen)
        if now > self.best - slack and self._whole(chosen, before):
            self.now = now
            if now > self.best + 1e-9 * abs(self.best):
                self.best, self.best_starts = now, list(schedule.starts)
            return
        for i in chosen:
            schedule.remove(i)
        for i, start in before.items():
            if start is not None:
                schedule.place(i, start)

    def _chosen(self) -> list[int]:
        """Return initiatives that share a resource with one drawn at random, and that one."""
        schedule, dice = self.schedule, self.dice
        centre = schedule.free[dice.below(len(schedule.free))]
        count = 2 + dice.below(LARGEST - 1)
        chosen = {centre: None}
        used = self._used[centre]
        start = schedule.starts[centre]
        near = self.first + dice.below(self.horizon - self.first) if start is None else start
        for _ in range(2 * count):
            if not used or len(chosen) >= count:
                break
            bits = dice.bits()
            members = self._members[used[(bits >> 32) * len(used) >> 32]]
            other = members[(bits & 0xFFFFFFFF) * len(members) >> 32]
            at = schedule.starts[other]
            if at is None or abs(at - near) <= max(26, schedule.weeks[centre]):
                chosen[other] = None
        return list(chosen)

    def _put_back(self, order: Sequence[int]) -> None:
        schedule = self.schedule
        waiting = set(order)
        for i in order:
            for at in self._with_those_before(i, waiting):
                start = schedule.first_start(at)
                if start is not None:
                    schedule.place(at, start)

    def _with_those_before(self, i: int, waiting: set[int]) -> list[int]:
        if i not in waiting:
            return []
        waiting.discard(i)
        found = []
        for other, _, _ in self.schedule.before[i]:
            if other in waiting:
                found += self._with_those_before(other, waiting)
        return [*found, i]

    def _whole(self, chosen: Sequence[int], before: dict[int, int | None]) -> bool:
        """Tell whether nothing was lost that others require, or that is mandatory."""
        starts, schedule = self.schedule.starts, self.schedule
        for i in chosen:
            if starts[i] is None and before[i] is not None:
                if i in self._mandatory:
                    return False
                for other, _ in schedule.after[i]:
                    if starts[other] is not None and any(
                        need == i and required for need, _, required in schedule.before[other]
                    ):
                        return False
        return True


def settle(schedule: Schedule, density: Sequence[float], *, rounds: int = 20) -> None:
    """Let each initiative start as early as the rest of the plan lets it; then fill up.

    Afterwards no initiative can start earlier, and none that is left out fits, with all others
    where they are (unless the rounds run out).
    """
    for _ in range(rounds):
        planned = [i for i in schedule.free if schedule.starts[i] is not None]
        moved = False
        for i in sorted(planned, key=lambda i: (schedule.starts[i] or 0, i)):
            moved = _earlier(schedule, i) or moved
        for i in in_order(schedule, density, set(schedule.free) - set(planned)):
            start = schedule.first_start(i)
            if start is not None and schedule.pays(i, start):
                schedule.place(i, start)
                moved = True
        if not moved:
            return


def _earlier(schedule: Schedule, i: int) -> bool:
    start = schedule.starts[i]
    if start is None:
        return False
    schedule.remove(i)
    first = schedule.first_start(i)
    better = first is not None and first < start and schedule.better(i, first, start)
    schedule.place(i, first if better and first is not None else start)
    return better
