"""Whether some initiatives can all be planned under some rules, as a small problem of its own."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from changekit.model.calendar import Calendar
from changekit.services.planning.clashes.demands import Demand, joined

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from changekit.services.planning.clashes.demands import Town

    Whole: TypeAlias = NDArray[np.int64]
    Use: TypeAlias = "tuple[int, int, int, int]"

__all__ = ["Case", "case_of"]

MICRO = 1_000_000
SLACK = 50
"""As in the engines: loads are counted in millionths, and may pass the room by so many."""


@attrs.frozen(kw_only=True, eq=False)
class Case:
    """Initiatives that all have to be planned.

    Attributes:
        names: Their ids (n).
        weeks: How long each takes (n).
        domain: The weeks in which each may start by its own dates, as bits (n).
        uses: What each takes: resource, from, weeks, amount (n).
        room: What there is of each resource in each week, weeks after the last included: those
            are free.
        before: Who has to start so many weeks after whom: (first, second, weeks).
        apart: Pairs that may not run at the same time.
        cost: What each costs (n).
        purse: By week: which budget a start is paid from, -1 where there is none.
        budgets: What there is.
        horizon: How many weeks there are.
    """

    names: tuple[str, ...]
    weeks: tuple[int, ...]
    domain: tuple[int, ...]
    uses: tuple[tuple[Use, ...], ...]
    room: tuple[Whole, ...]
    before: tuple[tuple[int, int, int], ...]
    apart: tuple[tuple[int, int], ...]
    cost: tuple[int, ...]
    purse: tuple[int, ...]
    budgets: tuple[int, ...]
    horizon: int

    def holds(self, starts: tuple[int, ...]) -> bool:
        """Tell whether starts keep every rule, the plain way."""
        if any(not self.domain[i] >> at & 1 for i, at in enumerate(starts)):
            return False
        if any(starts[j] < starts[i] + gap for i, j, gap in self.before):
            return False
        for i, j in self.apart:
            if starts[i] < starts[j] + self.weeks[j] and starts[j] < starts[i] + self.weeks[i]:
                return False
        left = [room.copy() for room in self.room]
        for i, at in enumerate(starts):
            for resource, offset, length, amount in self.uses[i]:
                left[resource][at + offset : at + offset + length] -= amount
        money = list(self.budgets)
        for i, at in enumerate(starts):
            if self.purse[at] >= 0:
                money[self.purse[at]] -= self.cost[i]
        return min(money, default=0) >= 0 and all(int(row.min()) >= 0 for row in left)


def case_of(
    town: Town, active: frozenset[Demand], more: Mapping[Demand, float] | None = None
) -> Case:
    """Return the problem that some rules make of what they make mandatory.

    Args:
        town: The data.
        active: The rules that hold; giving one up never makes the problem harder.
        more: How much some rules give way: weeks, or what a resource or budget has more.
    """
    return _Making(town, active, more or {}).case()


class _Making:
    def __init__(
        self, town: Town, active: frozenset[Demand], more: Mapping[Demand, float]
    ) -> None:
        self.town, self.active, self.more = town, active, more
        wanted = [d.subject for d in active if d.kind == "mandatory"]
        self.names = town.closure(wanted, active)
        self.number = {name: at for at, name in enumerate(self.names)}
        self.weeks = [town.items[name].weeks for name in self.names]
        self.fixed = {n: at for n, at in town.fixed.items() if town.occupied(n) in active}
        self.horizon = self._horizon()
        self.calendar = Calendar(town.calendar.first, self.horizon)

    def _horizon(self) -> int:
        rule = Demand("horizon")
        if rule in self.active:
            return self.town.horizon + int(self.more.get(rule, 0))
        lags = [tie.lag for name in self.names for tie in self.town.ties.get(name, ())]
        late = max((self.town.low(name) for name in self.names), default=0)
        return max(self.town.horizon, late) + sum(self.weeks) + sum(lags) + 53

    def case(self) -> Case:
        """Return the problem."""
        before: list[tuple[int, int, int]] = []
        apart: list[tuple[int, int]] = []
        domain = [self._own(name) for name in self.names]
        for at, name in enumerate(self.names):
            for tie in self.town.ties.get(name, ()):
                if tie.demand not in self.active:
                    continue
                if tie.other in self.number:
                    gap = self.town.items[tie.other].weeks + tie.lag
                    before.append((self.number[tie.other], at, gap))
                elif tie.other in self.fixed:
                    done = self.fixed[tie.other] + self.town.items[tie.other].weeks + tie.lag
                    domain[at] &= -1 << max(0, done)
                elif tie.required and tie.other not in self.town.items:
                    domain[at] = 0
            domain[at] &= self._before_fixed(name)
        if self._chosen_twice():
            domain = [0] * len(domain)
        for one, other in sorted(self.town.apart):
            if Demand("conflict", one, other) in self.active:
                self._pair(one, other, domain, apart)
        room, uses = self._rooms()
        cost, budgets = self._money()
        return Case(
            names=tuple(self.names), weeks=tuple(self.weeks), domain=tuple(domain),
            uses=uses, room=room, before=tuple(before), apart=tuple(apart), cost=cost,
            purse=self._purse(), budgets=budgets, horizon=self.horizon,
        )  # fmt: skip

    def _own(self, name: str) -> int:
        """Return the weeks that an initiative's own dates and the freezes leave, as bits."""
        town, weeks = self.town, town_weeks(self.town, name)
        low, high = town.first, self.horizon - weeks
        if Demand("halted", name) in self.active:
            return 0
        rule = Demand("earliest", name)
        if rule in self.active:
            low = max(low, town.low(name) - int(self.more.get(rule, 0)))
        for tie, week in town.done.get(name, ()):
            if tie.demand in self.active:
                low = max(low, week)
        rule = Demand("deadline", name)
        day = town.items[name].initiative.deadline
        if rule in self.active and day is not None:
            last = self.calendar.index(day - dt.timedelta(4)) + int(self.more.get(rule, 0))
            high = min(high, last - weeks + 1)
        if high < low:
            return 0
        bits = (1 << (high + 1)) - (1 << low)
        freezes = town.compiled.municipality.organisation.freezes
        for at in town.freezes(name):
            if Demand("freeze", str(at)) in self.active:
                closed = self.calendar.touched(freezes[at].from_, freezes[at].to)
                mask = (1 << closed.stop) - (1 << closed.start)
                bits &= ~(mask >> (weeks - 1))
        return bits

    def _before_fixed(self, name: str) -> int:
        """Return the weeks in which an initiative is done before what is fixed to follow it."""
        bits = -1
        for tie in self.town.followers.get(name, ()):
            if tie.name in self.fixed and tie.demand in self.active:
                last = self.fixed[tie.name] - tie.lag - town_weeks(self.town, name)
                bits &= (1 << max(0, last + 1)) - 1
        return bits

    def _chosen_twice(self) -> bool:
        """Tell whether two have to be planned, or are fixed or done, of which one is enough."""
        links = [pair for pair in self.town.instead if Demand("instead", *pair) in self.active]
        for group in joined(links):
            inside = group & set(self.number)
            taken = {n for n in group if n in self.fixed or n in self.town.over}
            if inside and len(inside) + len(taken) > 1:
                return True
        return False

    def _pair(self, one: str, other: str, domain: list[int], apart: list[tuple[int, int]]) -> None:
        """Keep two apart: both to be planned, or one that is fixed."""
        for name, beside in ((one, other), (other, one)):
            at = self.number.get(name)
            if at is not None and beside in self.number:
                if name == one:
                    apart.append((at, self.number[beside]))
            elif at is not None and beside in self.fixed:
                start = self.fixed[beside]
                low = max(0, start - self.weeks[at] + 1)
                high = max(low, start + self.town.items[beside].weeks)
                domain[at] &= ~((1 << high) - (1 << low))

    def _rooms(self) -> tuple[tuple[Whole, ...], tuple[tuple[Use, ...], ...]]:
        uses = [self.town.uses(name) for name in self.names]
        wanted = sorted({use[0] for mine in uses for use in mine})
        kept = [at for at in wanted if self.town.resource(at) in self.active]
        place = {resource: at for at, resource in enumerate(kept)}
        amounts = [
            [(place[r], offset, length, round(amount * MICRO))
             for r, offset, length, amount in mine if r in place and amount > 0 and length > 0]
            for mine in uses
        ]  # fmt: skip
        step = [1] * len(kept)
        for at in range(len(kept)):
            step[at] = math.gcd(*(u[3] for mine in amounts for u in mine if u[0] == at)) or 1
        free = np.full(
            max((offset + length for mine in amounts for _, offset, length, _ in mine), default=0),
            sum(use[3] for mine in amounts for use in mine),
        )
        room = tuple(
            np.concatenate([_whole(self._room(r)) // step[at], free])
            for at, r in enumerate(kept)
        )  # fmt: skip
        return room, tuple(
            tuple((r, offset, length, amount // step[r]) for r, offset, length, amount in mine)
            for mine in amounts
        )

    def _room(self, resource: int) -> NDArray[np.float64]:
        """Return what is left of a resource in each week, what is fixed taken off."""
        town, rule = self.town, self.town.resource(resource)
        room = np.full(self.horizon, town.usual(resource))
        known = min(town.horizon, self.horizon)
        room[:known] = town.model.room[resource][:known]
        peak = town.peaked(resource)
        if peak is not None and peak not in self.active:
            room[:known] += town.compiled.shared.peaks[resource][:known]
        for name, begin, end, amount in town.taken.get(resource, ()):
            if name not in self.fixed:
                room[begin : min(end, known)] += amount
            elif end > known:
                room[max(begin, known) : end] -= amount
        left: NDArray[np.float64] = np.maximum(room, 0) + float(self.more.get(rule, 0.0))
        return left

    def _money(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        town = self.town
        cost = tuple(max(0, round(town.cost[name] * MICRO)) for name in self.names)
        free = sum(cost) + 1
        budgets = [free] * len(town.years)
        for at, year in enumerate(town.years):
            rule = Demand("budget", str(year))
            if rule in self.active:
                budgets[at] = round((town.left[at] + self.more.get(rule, 0.0)) * MICRO) + 1
        return cost, tuple(budgets)

    def _purse(self) -> tuple[int, ...]:
        order = {year: at for at, year in enumerate(self.town.years)}
        thursday = self.calendar.first + dt.timedelta(3)
        return tuple(
            order.get((thursday + dt.timedelta(7 * week)).year, -1) for week in range(self.horizon)
        )


def _whole(room: NDArray[np.float64]) -> Whole:
    """Return room in millionths, with the slack that the engines give it."""
    found: Whole = np.rint(np.minimum(room, 1e9) * MICRO).astype(np.int64) + SLACK
    return found


def town_weeks(town: Town, name: str) -> int:
    """Return how many weeks an initiative takes."""
    return int(town.items[name].weeks)
