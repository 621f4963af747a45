"""The single changes that make all that is mandatory possible, each as small as can be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from changekit.services.planning.asked import MOST_WEEKS
from changekit.services.planning.clashes.clash import Way
from changekit.services.planning.clashes.wording import figure, name_of
from changekit.services.planning.compiling.links import title
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.services.planning.clashes.asking import Oracle
    from changekit.services.planning.clashes.demands import Demand, Kind

__all__ = ["ways_out"]

GENTLE: tuple[Kind, ...] = (
    "earliest", "deadline", "pin", "freeze", "limit", "capacity", "role", "peak", "budget",
    "follows", "conflict", "horizon", "running", "halted", "requires", "instead", "mandatory",
)  # fmt: skip
"""Ours: what is easiest to change first: a day, then what there is, then what was decided."""
IN_WEEKS = ("deadline", "earliest", "horizon")
FINEST = 1_000_000

WORDS = {
    "deadline": Text(sv="ge {name} {amount} mer till sista dag",
                     en="give {name} {amount} more until its deadline"),
    "earliest": Text(sv="låt {name} börja {amount} tidigare",
                     en="let {name} start {amount} earlier"),
    "horizon": Text(sv="förläng planen med {amount}", en="make the plan {amount} longer"),
    "capacity": Text(sv="låt {name} orka {amount} mer", en="let {name} carry {amount} more"),
    "limit": Text(sv="tillåt {amount} fler samtidigt: {name}",
                  en="allow {amount} more at once: {name}"),
    "role": Text(sv="ge {name} {amount} timmar mer i veckan",
                 en="give {name} {amount} more hours in a week"),
    "budget": Text(sv="höj budgeten för {name} med {amount} {unit}",
                   en="raise the budget for {name} by {amount} {unit}"),
    "pin": Text(sv="flytta starten för {name}", en="move the start of {name}"),
    "running": Text(sv="pausa {name}", en="pause {name}"),
    "halted": Text(sv="starta {name} igen", en="start {name} again"),
    "freeze": Text(sv="häv frysperioden {name}", en="lift the change freeze {name}"),
    "peak": Text(sv="minska topparna i {name}", en="lower the peaks of {name}"),
    "requires": Text(sv="ta bort att {name} kräver {other}",
                     en="let {name} do without {other}"),
    "follows": Text(sv="ta bort att {name} följer {other}",
                    en="let {name} not wait for {other}"),
    "conflict": Text(sv="låt {name} pågå samtidigt som {other}",
                     en="let {name} run at the same time as {other}"),
    "instead": Text(sv="gör både {name} och {other}", en="do both {name} and {other}"),
    "mandatory": Text(sv="låt {name} vänta eller utgå", en="let {name} wait or drop out"),
}  # fmt: skip
MANY = Text(sv="{n} veckor", en="{n} weeks")
ONE = Text(sv="{n} vecka", en="{n} week")


def ways_out(
    oracle: Oracle, every: frozenset[Demand], clash: Iterable[Demand]
) -> tuple[tuple[Way, ...], bool]:
    """Return the changes of one rule each after which all rules can be kept, gentlest first.

    It also returns whether it is known that no other rule alone is enough.

    Args:
        oracle: Tells whether rules can be kept.
        every: All rules.
        clash: The rules that are looked at.
    """
    found, sure = [], True
    for demand in sorted(clash, key=lambda d: (GENTLE.index(d.kind), d.subject, d.other)):
        verdict = oracle(every - {demand})
        sure = sure and verdict != "unknown"
        if verdict != "yes":
            continue
        found.append(_way(oracle, demand, _least(oracle, every, demand)))
    return tuple(found), sure


def _least(oracle: Oracle, every: frozenset[Demand], demand: Demand) -> float | None:
    """Return by how much a rule has to give way at least; None where it has to be given up."""
    step, most = _steps(oracle, every, demand)
    if not most or oracle(every, (demand, most * step)) != "yes":
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        if oracle(every, (demand, middle * step)) == "yes":
            high = middle
        else:
            low = middle
    return high * step


def _steps(oracle: Oracle, every: frozenset[Demand], demand: Demand) -> tuple[float, int]:
    """Return the step in which a rule gives way, and how many steps are looked at."""
    town, kind = oracle.town, demand.kind
    if kind in IN_WEEKS:
        return 1.0, MOST_WEEKS
    if kind == "limit":
        return 1.0, sum(one.kind == "mandatory" for one in every) + len(town.closure(_must(every)))
    if kind in ("capacity", "role"):
        at = town.compiled.shared.index[kind, demand.subject]
        amounts = [
            use[3] for name in town.closure(_must(every)) for use in town.uses(name)
            if use[0] == at
        ]  # fmt: skip
        room = np.maximum(town.model.room[at][town.first :], 0)
        return _even([*amounts, *np.unique(room).tolist()], sum(amounts))
    if kind == "budget":
        costs = [town.cost[name] for name in town.closure(_must(every))]
        left = town.left[town.years.index(int(demand.subject))]
        return _even([*costs, left], sum(costs))
    return 0.0, 0


def _must(every: Iterable[Demand]) -> list[str]:
    return [demand.subject for demand in every if demand.kind == "mandatory"]


def _even(amounts: Iterable[float], most: float) -> tuple[float, int]:
    """Return the largest step that measures some amounts, and how often it goes into the most."""
    step = math.gcd(*(round(amount * FINEST) for amount in amounts if amount > 0)) or FINEST
    return step / FINEST, -(-round(most * FINEST) // step)


def _way(oracle: Oracle, demand: Demand, amount: float | None) -> Way:
    town, word = oracle.town, demand.kind
    shown = figure(amount) if amount is not None else Text()
    if demand.kind in IN_WEEKS and amount is not None:
        shown = (ONE if amount == 1 else MANY).format(n=shown)
    elif amount is None and demand.kind in (*IN_WEEKS, "capacity", "limit", "role", "budget"):
        shown = Text(sv="mycket", en="much")
    values: dict[str, object] = {"name": name_of(town, demand), "amount": shown}
    organisation = town.compiled.municipality.organisation
    if demand.other:
        values["other"] = title(town.items, demand.other)
    if demand.kind == "freeze":
        freeze = organisation.freezes[int(demand.subject)]
        values["name"] = f"{freeze.from_}/{freeze.to}"
    if demand.kind == "budget":
        rows = organisation.budget
        values["unit"] = min(rows, key=lambda row: (row.year, row.unit)).unit
    subject = "" if demand.kind in ("horizon", "freeze") else demand.subject
    return Way(kind=demand.kind, subject=subject, amount=amount, text=WORDS[word].format(**values))
