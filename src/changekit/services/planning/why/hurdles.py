"""What stands in the way of each start week of one initiative, hurdle by hurdle."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import attrs
import numpy as np

from changekit.services.planning.engines.schedule import Schedule, bits_of, shifts_over
from changekit.services.planning.why.reasons import ReasonType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.extension.protocols.planning import Figures
    from changekit.services.planning.compiling.compile import Compiled

__all__ = ["Hurdle", "Standing"]

ENOUGH = 1e-4
"""Ours: so much less than what is needed still counts as enough, against rounding."""


@attrs.frozen(kw_only=True)
class Hurdle:
    """One thing that closes start weeks.

    Attributes:
        open: The start weeks that it leaves open, as bits.
        resource: The number of the resource, for capacity, role and limit.
        other: The number of the other initiative, for precedence and conflict.
        word: The wording in `reasons.WORDS`.
        year: The number of the budget.
    """

    type: ReasonType
    word: str
    open: int
    resource: int = -1
    other: int = -1
    year: int = -1


class Standing:
    """A finished plan, asked about one initiative at a time."""

    def __init__(self, compiled: Compiled, starts: tuple[int | None, ...]) -> None:
        self.compiled = compiled
        self.model = model = compiled.model
        self.starts = starts
        self.number = {name: at for at, name in enumerate(model.ids)}
        self.weeks: list[int] = model.weeks.tolist()
        self.schedule = Schedule(model)
        self._use_at: list[int] = model.use_at.tolist()
        columns = (model.use_resource, model.use_from, model.use_weeks, model.use_amount)
        self._uses = list(zip(*(column.tolist() for column in columns), strict=True))
        self.left: dict[int, Figures] = dict(enumerate(model.room.copy()))
        self.budget: list[float] = model.budgets.tolist()
        for i in self.schedule.free:
            self._count(i, -1)

    def uses(self, i: int) -> list[tuple[int, int, int, float]]:
        """Return what an initiative takes: resource, from, weeks, amount."""
        return self._uses[self._use_at[i] : self._use_at[i + 1]]

    def _count(self, i: int, sign: int) -> None:
        """Take what an initiative uses off what is left, or put it back."""
        start = self.starts[i]
        if start is None:
            return
        for resource, offset, weeks, amount in self.uses(i):
            self.left[resource][start + offset : start + offset + weeks] += sign * amount
        year = int(self.model.purse[start]) if start < self.model.horizon else -1
        if year >= 0:
            self.budget[year] += sign * float(self.model.cost[i])

    def without(self, i: int) -> Standing:
        """Return the plan in which an initiative, which is free to move, takes nothing.

        Only what it uses is there to be asked for; the plan itself stays as it is, so that many
        threads can ask at once.
        """
        other = copy.copy(self)
        other.left = {use[0]: self.left[use[0]].copy() for use in self.uses(i)}
        other.budget = list(self.budget)
        other._count(i, 1)  # noqa: SLF001  # of its own class
        return other

    def hurdles(self, i: int) -> list[Hurdle]:
        """Return everything that closes start weeks of an initiative that takes nothing now."""
        found = [*self._by_dates(i), *self._by_links(i), *self._by_money(i)]
        by_resource: dict[int, int] = {}
        for resource, offset, weeks, amount in self.uses(i):
            good = bits_of(self.left[resource] >= amount - ENOUGH)
            if offset + weeks > self.weeks[i]:  # weeks past the plan are free
                good |= -1 << self.model.horizon
            for shift in shifts_over(weeks):
                good &= good >> shift
            by_resource[resource] = by_resource.get(resource, -1) & (good >> offset)
        for resource, open_ in by_resource.items():
            kind = self.model.resources[resource].kind
            found.append(Hurdle(type=kind, word=kind, open=open_, resource=resource))
        return found

    def _by_dates(self, i: int) -> Iterator[Hurdle]:
        model, item = self.model, self.compiled.items[self.model.ids[i]]
        release = self.compiled.ties.release.get(item.id, 0)
        yield Hurdle(type="precedence", word="released", open=-1 << max(0, release))
        last = (1 << max(0, int(model.latest[i]) + 1)) - 1
        dated = item.initiative.deadline is not None
        ends = model.horizon - self.weeks[i]
        by_date = dated and int(model.latest[i]) < ends
        yield Hurdle(type="deadline", word="deadline" if by_date else "horizon", open=last)
        after = -1 << max(0, ends + 1)
        goes_live = bits_of(model.open_end[int(model.group[i])]) >> (self.weeks[i] - 1)
        yield Hurdle(type="freeze", word="freeze", open=goes_live | after)

    def _by_links(self, i: int) -> Iterator[Hurdle]:
        schedule, starts, weeks = self.schedule, self.starts, self.weeks
        for other, lag, required in schedule.before[i]:
            at = starts[other]
            if at is not None:
                open_ = -1 << max(0, at + weeks[other] + lag)
                yield Hurdle(type="precedence", word="waits", open=open_, other=other)
            elif required:
                yield Hurdle(type="precedence", word="requires-left-out", open=0, other=other)
        for other, lag in schedule.after[i]:
            at = starts[other]
            if at is not None:
                open_ = (1 << max(0, at - lag - weeks[i] + 1)) - 1
                yield Hurdle(type="precedence", word="before", open=open_, other=other)
        for other in schedule.apart[i]:
            at = starts[other]
            if at is not None:
                low, high = max(0, at - weeks[i] + 1), max(0, at + weeks[other])
                open_ = ~((1 << high) - (1 << low)) if high > low else -1
                yield Hurdle(type="conflict", word="conflict", open=open_, other=other)
        for other in schedule.instead[i]:
            if starts[other] is not None:
                yield Hurdle(type="conflict", word="instead", open=0, other=other)

    def _by_money(self, i: int) -> Iterator[Hurdle]:
        cost = float(self.model.cost[i])
        for year, left in enumerate(self.budget):
            if cost > 0 and left < cost - 1e-6:
                open_ = ~bits_of(self.model.purse == year)
                yield Hurdle(type="budget", word="budget", open=open_, year=year)

    def lacking(self, i: int, resource: int, start: int) -> np.ndarray:
        """Return the weeks in which a start lacks a resource, and how much of it, as two rows."""
        weeks: list[int] = []
        short: list[float] = []
        for which, offset, length, amount in self.uses(i):
            if which != resource:
                continue
            window = self.left[resource][start + offset : start + offset + length]
            for at in np.flatnonzero(window < amount - ENOUGH).tolist():
                weeks.append(start + offset + at)
                short.append(amount - float(window[at]))
        return np.array([weeks, short])

    def shortage(self, i: int, resource: int, starts: np.ndarray) -> np.ndarray:
        """Return what each start lacks of a resource over all its weeks, in load-weeks."""
        total = np.zeros(len(starts))
        for which, offset, length, amount in self.uses(i):
            if which == resource:
                sums = np.zeros(self.model.horizon + 1)
                np.cumsum(np.maximum(0.0, amount - self.left[resource]), out=sums[1:])
                first, last = starts + offset, starts + offset + length
                top = self.model.horizon  # weeks past the plan are free
                total += sums[np.minimum(last, top)] - sums[np.minimum(first, top)]
        return total
