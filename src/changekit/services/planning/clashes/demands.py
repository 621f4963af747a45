"""The rules that a plan of what is mandatory has to keep, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from changekit.services.planning.compiling.compile import own_earliest
from changekit.services.planning.compiling.money import budget_by_year, cost_in
from changekit.services.planning.compiling.resources import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from changekit.services.planning.compiling.compile import Compiled

    Use: TypeAlias = "tuple[int, int, int, float]"

__all__ = ["Demand", "Kind", "Tie", "Town", "joined"]

Kind: TypeAlias = Literal[
    "mandatory", "requires", "follows", "deadline", "earliest", "pin", "running", "halted",
    "freeze", "capacity", "peak", "limit", "role", "budget", "horizon", "conflict", "instead",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "mandatory", "deadline", "earliest", "requires", "follows", "conflict", "instead", "halted",
    "pin", "running", "freeze", "capacity", "peak", "limit", "role", "budget", "horizon",
)  # fmt: skip
OPEN = ("idea", "proposed", "decided")


@attrs.frozen
class Demand:
    """One rule, which could be given up.

    Attributes:
        kind: What kind of rule it is.
        subject: The initiative, unit, role or year; the number of a change freeze.
        other: The other initiative of a link.
    """

    kind: Kind
    subject: str = ""
    other: str = ""

    @property
    def rank(self) -> tuple[int, str, str]:
        """Where it stands among others."""
        return KINDS.index(self.kind), self.subject, self.other


@attrs.frozen
class Tie:
    """A link that holds: the first starts after the other, `lag` weeks later at least."""

    name: str
    other: str
    lag: int
    required: bool

    @property
    def demand(self) -> Demand:
        """The rule that it is."""
        return Demand("requires" if self.required else "follows", self.name, self.other)


class Town:
    """What a compiled problem says about rules, rule by rule.

    Attributes:
        free: Those whose start would have to be found if they were in a plan, and those halted.
        fixed: The start of what runs or is pinned.
    """

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.calendar, self.model = compiled.calendar, compiled.model
        self.first, self.horizon = self.model.first, self.model.horizon
        self.items = compiled.items
        self.fixed = dict(compiled.fixed)
        self.number = {name: at for at, name in enumerate(self.model.ids)}
        status = {name: item.initiative.status for name, item in self.items.items()}
        self.halted = {
            name for name, now in status.items()
            if now in ("stopped", "paused") and name not in self.fixed
        }  # fmt: skip
        self.free = {n for n, now in status.items() if now in OPEN and n not in self.fixed}
        self.ties = self._ties()
        self.done = self._done()
        self.over = {name for name, now in status.items() if now == "done"}
        self.apart, self.instead = self._linked("conflicts"), self._linked("alternative-to")
        self.followers = self._followers()
        self.taken = self._taken()
        self._money()

    def mandatory(self) -> list[str]:
        """Return what has to be planned, sorted."""
        return sorted(n for n in self.free if self.items[n].initiative.mandatory)

    def _ties(self) -> dict[str, list[Tie]]:
        kept = {
            (name, before.id)
            for name, rows in self.compiled.ties.before.items()
            for before in rows
        }
        found: dict[str, list[Tie]] = {}
        for name in sorted(self.free | set(self.fixed) | self.halted):
            for link in self.items[name].initiative.links:
                inside = link.to in self.items and (
                    link.to in self.free or link.to in self.fixed or link.to in self.halted
                )
                needed = link.kind == "requires" and name not in self.fixed
                missing = link.kind == "requires" and link.to not in self.items
                if (inside or missing) and (needed or (name, link.to) in kept):
                    required = link.kind == "requires"
                    if required or link.kind == "follows":
                        tie = Tie(name, link.to, link.lag_weeks, required)
                        found.setdefault(name, []).append(tie)
        return found

    def _followers(self) -> dict[str, list[Tie]]:
        """Return the ties of what is fixed to what has to be done before it, by the latter."""
        found: dict[str, list[Tie]] = {}
        for name in self.fixed:
            for tie in self.ties.get(name, ()):
                found.setdefault(tie.other, []).append(tie)
        return found

    def _taken(self) -> dict[int, list[tuple[str, int, int, float]]]:
        """Return what fixed work takes of each resource: who, from, to, amount."""
        found: dict[int, list[tuple[str, int, int, float]]] = {}
        for name, start in self.fixed.items():
            for at, offset, weeks, amount in self.uses(name):
                begin, end = max(0, start + offset), max(0, start + offset + weeks)
                found.setdefault(at, []).append((name, begin, end, amount))
        return found

    def _done(self) -> dict[str, list[tuple[Tie, int]]]:
        """Return the links to what is done, each with the first week that it leaves."""
        found: dict[str, list[tuple[Tie, int]]] = {}
        for name in sorted(self.free):
            for link in self.items[name].initiative.links:
                other = self.items[link.to].initiative if link.to in self.items else None
                if other is None or other.status != "done" or other.finished is None:
                    continue
                if link.kind in ("requires", "follows"):
                    week = self.calendar.index(other.finished) + 1 + link.lag_weeks
                    tie = Tie(name, link.to, link.lag_weeks, link.kind == "requires")
                    found.setdefault(name, []).append((tie, week))
        return found

    def _linked(self, kind: str) -> set[tuple[str, str]]:
        """Return the pairs that links of a kind join."""
        return {
            (name, link.to) for name, item in self.items.items()
            for link in item.initiative.links
            if link.kind == kind and link.to != name and link.to in self.items
        }  # fmt: skip

    def _money(self) -> None:
        unit, years = budget_by_year(self.compiled.municipality)
        self.years = list(years)
        self.purse = self.model.purse.tolist()
        self.left = [round(float(left), 6) for left in self.model.budgets.tolist()]
        self.cost = {
            name: (cost_in(item.initiative, unit) or 0.0) if unit else 0.0
            for name, item in self.items.items()
        }

    def uses(self, name: str) -> list[Use]:
        """Return what an initiative takes: resource, from, weeks, amount."""
        at = self.number.get(name)
        if at is None:
            try:
                return list(uses_of(self.items[name], self.compiled.shared))
            except KeyError:  # a unit that nothing in the plan touches
                return []
        rows = slice(int(self.model.use_at[at]), int(self.model.use_at[at + 1]))
        model = self.model
        columns = (model.use_resource, model.use_from, model.use_weeks, model.use_amount)
        return list(zip(*(column[rows].tolist() for column in columns), strict=True))

    def resource(self, at: int) -> Demand:
        """Return the rule that a resource is."""
        resource = self.model.resources[at]
        return Demand(resource.kind, resource.subject)

    def usual(self, at: int) -> float:
        """Return what there is of a resource after the plan: what its last week has."""
        supply = self.compiled.shared.supply[at]
        peak = self.compiled.shared.peaks.get(at)
        last = float(supply[-1]) if len(supply) else 0.0
        return last if peak is None else last + float(peak[-1])

    def peaked(self, at: int) -> Demand | None:
        """Return the rule that the peaks of a resource are, None where it has none."""
        known = at in self.compiled.shared.peaks
        return Demand("peak", self.model.resources[at].subject) if known else None

    def low(self, name: str) -> int:
        """Return the first week in which an initiative may start by its own date."""
        return own_earliest(self.items[name].initiative, self.calendar)

    def occupied(self, name: str) -> Demand:
        """Return the rule that the start of something fixed is."""
        runs = self.items[name].initiative.status == "running"
        return Demand("running" if runs else "pin", name)

    def freezes(self, name: str) -> list[int]:
        """Return the numbers of the change freezes that hold for an initiative."""
        organisation = self.compiled.municipality.organisation
        item = self.items[name]
        if item.initiative.blackout == "none":
            return []
        found = []
        for at, freeze in enumerate(organisation.freezes):
            scope = frozenset().union(*(organisation.below(unit) for unit in freeze.units))
            if not scope or scope & set(item.units):
                found.append(at)
        return found

    def closure(self, names: Iterable[str], active: frozenset[Demand] | None = None) -> list[str]:
        """Return some initiatives with all that they require, sorted."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            for tie in self.ties.get(name, ()):
                inside = tie.other in self.free or tie.other in self.halted
                if tie.required and inside and (active is None or tie.demand in active):
                    waiting.append(tie.other)
        return sorted(found)

    def demands(self, names: Iterable[str]) -> list[Demand]:
        """Return all rules that a plan of some initiatives, and what they require, has to keep."""
        inside = self.closure(names)
        found = {Demand("mandatory", name) for name in names} | {Demand("horizon")}
        touched = set()
        for name in inside:
            found |= set(self._own(name))
            touched |= {use[0] for use in self.uses(name)}
        for at in touched:
            found |= {self.occupied(name) for name, *_ in self.taken.get(at, ())}
            found.add(self.resource(at))
            peak = self.peaked(at)
            if peak is not None:
                found.add(peak)
        if any(self.cost[name] for name in inside):
            found |= {Demand("budget", str(year)) for year in self.years}
        return sorted(found, key=lambda demand: demand.rank)

    def _own(self, name: str) -> Iterator[Demand]:
        """Return the rules that are about one initiative."""
        initiative = self.items[name].initiative
        if name in self.halted:
            yield Demand("halted", name)
        if initiative.deadline is not None and self.items[name].late_cost is None:
            yield Demand("deadline", name)
        if self.low(name) > self.first:
            yield Demand("earliest", name)
        for tie in self.ties.get(name, ()):
            yield tie.demand
            if tie.other in self.fixed:
                yield self.occupied(tie.other)
        for tie, _ in self.done.get(name, ()):
            yield tie.demand
        for at in self.freezes(name):
            yield Demand("freeze", str(at))
        yield from self._with_fixed(name)
        yield from self._with_others(name)

    def _with_fixed(self, name: str) -> Iterator[Demand]:
        """Return the rules by which an initiative has to be done before something fixed."""
        for tie in self.followers.get(name, ()):
            yield tie.demand
            yield self.occupied(tie.name)

    def _with_others(self, name: str) -> Iterator[Demand]:
        """Return the rules by which an initiative excludes others."""
        for one, other in self.apart:
            if name in (one, other):
                yield Demand("conflict", one, other)
                yield from (self.occupied(at) for at in (one, other) if at in self.fixed)
        for group in joined(self.instead):
            if name in group:
                yield from (Demand("instead", *pair) for pair in self.instead if pair[0] in group)
                yield from (self.occupied(at) for at in group if at in self.fixed)


def joined(links: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Return the groups that links join, directly or through others.

    >>> [sorted(group) for group in joined([("a", "b"), ("c", "b"), ("d", "e")])]
    [['a', 'b', 'c'], ['d', 'e']]
    """
    groups: list[set[str]] = []
    for pair in links:
        touched = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if not group & set(pair)]
        groups.append(set(pair).union(*touched))
    return groups
