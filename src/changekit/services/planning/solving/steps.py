"""A part of a portfolio in the step form: one yes or no for "has started by this week"."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from changekit.services.planning.engines.parts import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from changekit.services.planning.engines.parts import Part

    Term: TypeAlias = "tuple[Any, int]"  # Any: a yes or no of the solver

__all__ = ["StepForm"]


class StepForm:
    """The problem as CP-SAT reads it.

    Initiative i has a yes or no for each week in which it may start: whether it has started by
    then. They only ever turn from no to yes, the last says whether it is planned at all, and what
    it uses in a week is the difference of two of them.

    Source: Pritsker and Watters (1968), RAND RM-5561, for start-time variables; Bianco and
    Caramia (2013), Optimization Letters 7(8), for the step form. Ours: no intervals; on 20 to 60
    made-up initiatives the linear relaxation of this form proved plans best that interval
    variables left with gaps above 40 %.

    Attributes:
        model: The solver's model.
        when: By initiative: the weeks in which it may start, rising.
        by: By initiative: the yes or no of each such week.
    """

    def __init__(self, cp: Any, part: Part) -> None:  # Any: an optional module
        self.cp, self.part = cp, part
        self.model = cp.CpModel()
        allowed = part.gain != NEVER
        self.when: list[list[int]] = [np.flatnonzero(row).tolist() for row in allowed]
        self.by = [[self.model.new_bool_var("") for _ in weeks] for weeks in self.when]
        for steps in self.by:
            for early, late in itertools.pairwise(steps):
                self.model.add_implication(early, late)
        self._links()
        self._rooms()
        self._money()
        self.gain = self.total(part.gain)

    def started(self, i: int, week: int) -> Any:  # Any: as above, or None for never
        """Return whether an initiative has started by a week; None where it cannot have."""
        at = bisect_right(self.when[i], week) - 1
        return self.by[i][at] if at >= 0 else None

    def planned(self, i: int) -> Any:  # Any: as above
        """Return whether an initiative is planned; None where it cannot be."""
        return self.by[i][-1] if self.by[i] else None

    def _running(self, i: int, week: int, length: int, amount: int) -> Iterator[Term]:
        """Return the terms of what began in the last `length` weeks."""
        now, then = self.started(i, week), self.started(i, week - length)
        if now is None or (then is not None and now.index == then.index):
            return
        yield now, amount
        if then is not None:
            yield then, -amount

    def _at_most(self, terms: Sequence[Term], most: int) -> None:
        if sum(amount for _, amount in terms if amount > 0) > most:
            self.model.add(self._sum(terms) <= most)

    def _sum(self, terms: Sequence[Term]) -> Any:  # Any: a sum of the solver
        factors = [amount for _, amount in terms]
        return self.cp.LinearExpr.weighted_sum([term for term, _ in terms], factors)

    def _links(self) -> None:
        part = self.part
        for i in range(len(part)):
            for link in range(part.before_at[i], part.before_at[i + 1]):
                other = int(part.before[link])
                gap = int(part.weeks[other] + part.lag[link])
                self._before(i, other, gap, needed=bool(part.required[link]))
            for other in part.apart[part.apart_at[i] : part.apart_at[i + 1]].tolist():
                if i < other:
                    self._apart(i, other)
            for other in part.instead[part.instead_at[i] : part.instead_at[i + 1]].tolist():
                if i < other and self.by[i] and self.by[other]:
                    self.model.add_at_most_one(self.planned(i), self.planned(other))

    def _before(self, i: int, other: int, gap: int, *, needed: bool) -> None:
        """Let an initiative start only when another has been going on for `gap` weeks."""
        absent = self.planned(other)
        for week, step in zip(self.when[i], self.by[i], strict=True):
            done = self.started(other, week - gap)
            ways = [step.negated()]
            if done is not None:
                ways.append(done)
            if not needed:
                if absent is None:
                    continue
                ways.append(absent.negated())
            self.model.add_bool_or(ways)

    def _apart(self, i: int, other: int) -> None:
        for week in range(self.part.horizon):
            terms = [
                term for at in (i, other) for term in
                self._running(at, week, int(self.part.weeks[at]), 1)
            ]  # fmt: skip
            self._at_most(terms, 1)

    def _rooms(self) -> None:
        for resource in range(len(self.part.room)):
            room = self.part.room[resource].tolist()
            for terms, most in zip(self._taken(resource), room, strict=True):
                self._at_most(terms, most)

    def _taken(self, resource: int) -> Iterator[list[Term]]:
        """Return for each week the terms of what is used of a resource."""
        part = self.part
        owner = np.repeat(np.arange(len(part)), np.diff(part.use_at))
        mine = part.use_resource == resource
        columns = (owner, part.use_from, part.use_weeks, part.use_amount)
        uses = list(zip(*(column[mine].tolist() for column in columns), strict=True))
        for week in range(part.horizon):
            yield [
                term for i, offset, length, amount in uses if amount
                for term in self._running(i, week - offset, length, amount)
            ]  # fmt: skip

    def _money(self) -> None:
        part = self.part
        purse = part.purse
        for year, most in enumerate(part.budgets.tolist()):
            paid = (purse == year).astype(np.int64)
            terms = [
                term for i, cost in enumerate(part.cost.tolist()) if cost
                for term in self._at_start(i, paid * cost)
            ]  # fmt: skip
            self._at_most(terms, most)

    def _at_start(self, i: int, table: np.ndarray) -> Iterator[Term]:
        """Return the terms whose sum is the entry of a table at the start of an initiative."""
        if not self.when[i]:
            return
        mine = table[self.when[i]].tolist()
        for step, here, later in zip(self.by[i], mine, [*mine[1:], 0], strict=True):
            if here != later:
                yield step, here - later

    def total(self, tables: np.ndarray) -> Any:  # Any: a sum of the solver
        """Return what a plan gives by a table: initiative by start week."""
        return self._sum(
            [term for i in range(len(self.part)) for term in self._at_start(i, tables[i])]
        )

    def add_hint(self, starts: Sequence[int | None]) -> None:
        """Tell the solver of a plan that it may begin from."""
        self.model.clear_hints()
        for i, at in enumerate(starts):
            for week, step in zip(self.when[i], self.by[i], strict=True):
                self.model.add_hint(step, at is not None and at <= week)

    def starts(self, solver: Any) -> list[int | None]:  # Any: a solver that found something
        """Return the starts that the solver found."""
        return [
            next((w for w, s in zip(weeks, steps, strict=True) if solver.boolean_value(s)), None)
            for weeks, steps in zip(self.when, self.by, strict=True)
        ]
