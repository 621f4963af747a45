"""The loops of `engines/kernels` in plain Python: slower, with the same results."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from changekit.services.planning.engines.dice import Dice
from changekit.services.planning.engines.kernels.tables import OUT
from changekit.services.planning.engines.schedule import Schedule, bits_of, blocks_of, neighbours

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from changekit.services.planning.engines.ground import Ground
    from changekit.services.planning.engines.parts import Whole
    from changekit.services.planning.engines.ways import Ways

__all__ = ["PlainLoom"]


class PartSchedule(Schedule):
    """The schedule of one part; an initiative starts where it gives most."""

    def __init__(self, ground: Ground) -> None:
        part = ground.part
        self.weeks = part.weeks.tolist()
        self.cost = part.cost.tolist()
        self.starts = [None] * len(part)
        self.free = list(range(len(part)))
        self._all = (1 << part.horizon) - 1
        depth = [int(top).bit_length() for top in part.room.max(axis=1, initial=0)]
        self._rows = [
            [bits_of((row >> bit & 1).astype(np.bool_)) for bit in range(deep)]
            for row, deep in zip(part.room, depth, strict=True)
        ]
        self._blocks = blocks_of(part, part.use_amount.tolist())
        self._levels = [{} for _ in part.room]
        self.allowed = [bits_of(row) for row in ground.allowed]
        self.before, self.after = neighbours(part)
        self.apart = _lists(part.apart_at, part.apart)
        self.instead = _lists(part.instead_at, part.instead)
        self._left = part.budgets.tolist()
        self._paid = [bits_of(part.purse == year) for year in range(len(self._left))]
        self._purse = part.purse.tolist()
        self.gain: list[list[int]] = ground.gain.tolist()
        self._early: list[bool] = ground.early.tolist()
        self.needed = [False] * len(part)
        for waits_for in self.before:
            for other, _, required in waits_for:
                self.needed[other] |= required

    def best_start(self, i: int) -> int | None:
        """Return the week in which an initiative starts best, None where it does not."""
        bits = self.window(i)
        if not bits:
            return None
        found = (bits & -bits).bit_length() - 1
        gain = self.gain[i]
        while not self._early[i] and (bits := bits & (bits - 1)):
            week = (bits & -bits).bit_length() - 1
            found = week if gain[week] > gain[found] else found
        return None if gain[found] < 0 and not self.needed[i] else found

    def worth(self, i: int) -> int:
        """Return what an initiative gives as it stands."""
        start = self.starts[i]
        return 0 if start is None else self.gain[i][start]

    def missed(self, i: int) -> bool:
        """Tell whether something that is planned requires an initiative."""
        return self.needed[i] and any(
            self.starts[other] is not None
            and any(need == i and required for need, _, required in self.before[other])
            for other, _ in self.after[i]
        )


class PlainLoom:
    """Makes plans of a part, as `FastLoom` does."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.schedule = PartSchedule(ground)

    @property
    def starts(self) -> Whole:
        """The plan as it stands."""
        return np.array([OUT if at is None else at for at in self.schedule.starts], dtype=np.int64)

    def worth(self) -> int:
        """Return what the plan adds up to."""
        return sum(self.schedule.worth(i) for i in self.schedule.free)

    def build(self, order: Whole) -> int:
        """Make a plan from a list; return what it adds up to."""
        schedule = self.schedule
        for i in schedule.free:
            schedule.remove(i)
        for i in order.tolist():
            start = schedule.best_start(i)
            if start is not None:
                schedule.place(i, start)
        return self.worth()

    def go_to(self, starts: Whole) -> None:
        """Make the plan a given one."""
        schedule = self.schedule
        wanted = [None if at == OUT else at for at in starts.tolist()]
        changed = [i for i in schedule.free if schedule.starts[i] != wanted[i]]
        for i in changed:
            schedule.remove(i)
        for i in changed:
            start = wanted[i]
            if start is not None:
                schedule.place(i, start)

    def settle(self, order: Whole) -> bool:
        """Let each start where it gives most as the others stand; tell whether that helped."""
        schedule = self.schedule
        moved = False
        inside = [(at, i) for i, at in enumerate(schedule.starts) if at is not None]
        for before, i in sorted(inside):
            schedule.remove(i)
            start = schedule.best_start(i)
            if start is None or schedule.gain[i][start] <= schedule.gain[i][before]:
                start = before
            if schedule.gain[i][start] < 0 and not schedule.missed(i):
                moved = True
                continue
            moved |= start != before
            schedule.place(i, start)
        for i in order.tolist():
            if schedule.starts[i] is None:
                found = schedule.best_start(i)
                if found is not None and schedule.gain[i][found] >= 0:
                    schedule.place(i, found)
                    moved = True
        return moved

    def search(self, keys: Whole, ways: Ways, seed: int) -> PlainSearch:
        """Return a search that begins from the plan as it stands."""
        return PlainSearch(self.ground, self.schedule, keys.tolist(), ways, seed)


class PlainSearch:
    """Ruin and recreate, move by move; see `engines/kernels/moves.py`."""

    def __init__(
        self, ground: Ground, schedule: PartSchedule, keys: Sequence[int], ways: Ways, seed: int
    ) -> None:
        self.schedule, self.keys, self.ways = schedule, keys, ways
        self.dice = Dice(seed)
        self.now = self.top = sum(schedule.worth(i) for i in schedule.free)
        self._best = list(schedule.starts)
        self._chances: list[int] = ways.chances().tolist()
        part = ground.part
        owner = np.repeat(np.arange(len(part)), np.diff(part.use_at))
        self._takers = [
            np.unique(owner[part.use_resource == r]).tolist() for r in range(len(part.room))
        ]
        used = _lists(part.use_at, part.use_resource)
        self._takes = [sorted(set(resources)) for resources in used]
        self._linked = [
            [other for other, _, _ in before] + [other for other, _ in after]
            for before, after in zip(schedule.before, schedule.after, strict=True)
        ]
        self._horizon = part.horizon

    @property
    def best(self) -> Whole:
        """The starts of the best plan so far."""
        return np.array([OUT if at is None else at for at in self._best], dtype=np.int64)

    def move(self, count: int, heat: int) -> None:
        """Make some moves."""
        for _ in range(count):
            self._move(heat)

    def _move(self, heat: int) -> None:
        schedule = self.schedule
        chosen, week = self._choose()
        order = self._arranged(chosen, week)
        before = [schedule.starts[i] for i in order]
        now = self.now - sum(schedule.worth(i) for i in order)
        for i in order:
            schedule.remove(i)
        now += self._put_back(order)
        worse = heat * self._chances[self.dice.bits() >> 54] >> 16
        if now >= self.now - worse and self._whole(order, before):
            self.now = now
            if now > self.top:
                self.top, self._best = now, list(schedule.starts)
            return
        for i in order:
            schedule.remove(i)
        for i, start in zip(order, before, strict=True):
            if start is not None:
                schedule.place(i, start)

    def _choose(self) -> tuple[list[int], int]:
        dice, ways, starts = self.dice, self.ways, self.schedule.starts
        centre = dice.below(len(starts))
        wanted = 2 + dice.below(ways.largest - 1)
        start = starts[centre]
        week = dice.below(self._horizon) if start is None else start
        chosen = [centre]
        near = max(ways.near, self.schedule.weeks[centre])
        resources = self._takes[centre]
        for _ in range(ways.tries * wanted):
            if len(chosen) >= wanted:
                break
            bits = dice.bits()
            part = bits >> 16 & 0xFFFF
            if bits & 0xFF < ways.linked:
                links = self._linked[chosen[part * len(chosen) >> 16]]
                if not links:
                    continue
                other = links[(bits >> 48) * len(links) >> 16]
            elif resources:
                takers = self._takers[resources[part * len(resources) >> 16]]
                other = takers[(bits >> 32) * len(takers) >> 32]
                at = starts[other]
                if (bits >> 8 & 0xFF) >= ways.outside if at is None else abs(at - week) > near:
                    continue
            else:
                break
            if other not in chosen:
                chosen.append(other)
        return chosen, week

    def _arranged(self, chosen: Sequence[int], week: int) -> list[int]:
        due = []
        for i in chosen:
            start = self.schedule.starts[i]
            key = 64 * (week if start is None else start) if self.ways.own else self.keys[i]
            due.append(key + self.dice.below(self.ways.noise))
        return [i for _, i in sorted(zip(due, chosen, strict=True), key=lambda pair: pair[0])]

    def _put_back(self, order: Sequence[int]) -> int:
        schedule = self.schedule
        got = 0
        waiting = dict.fromkeys(order)
        while waiting:
            for i in list(waiting):
                if any(other in waiting for other, _, _ in schedule.before[i]):
                    continue
                del waiting[i]
                start = schedule.best_start(i)
                if start is not None:
                    got += schedule.gain[i][start]
                    schedule.place(i, start)
        return got

    def _whole(self, order: Sequence[int], before: Iterable[int | None]) -> bool:
        schedule = self.schedule
        return not any(
            schedule.starts[i] is None and start is not None and schedule.missed(i)
            for i, start in zip(order, before, strict=True)
        )


def _lists(offsets: np.ndarray, items: np.ndarray) -> list[list[int]]:
    at = offsets.tolist()
    every = items.tolist()
    return [every[low:high] for low, high in itertools.pairwise(at)]
