"""What a plan needs to know of each initiative, and what is assumed where it is not known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from statistics import median
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from changekit.errors import InvalidValueError
from changekit.findings import Finding
from changekit.model.initiative import Initiative, Value
from changekit.model.quantities import Money
from changekit.rules import plan_data as data_rules
from changekit.rules import planning as rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.municipality import Municipality

__all__ = ["Assumption", "AssumptionKind", "Item", "items_of", "value_scale"]

AssumptionKind: TypeAlias = Literal["limit", "value", "weeks", "load", "hours", "start", "period"]
Run: TypeAlias = "tuple[int, int, float]"

USUAL_WEEKS = 12
"""Ours: how long an initiative takes where no length at all is known: a quarter of a year."""
USUAL_LOAD = 1.0
"""Ours: the load on the owner's unit where none is given: one ordinary change, as Load counts."""
USUAL_HOURS = 4.0
"""Ours: hours a week of a key role where none at all are known: half a day."""
RATIO = {"high": 1.5, "medium": 1.0, "low": 0.5}
"""Ours: what a priority is worth beside the median of all known values, in the ratio 3 : 2 : 1.
No priority counts as medium, the middle of the scale."""


@attrs.frozen(kw_only=True)
class Assumption:
    """Something that is not known, so that the plan assumes it.

    Attributes:
        subject: The unit that can be asked; empty where none is named.
        figures: How many figures are assumed.
        places: The initiatives whose place in the plan rests on it, sorted.
    """

    kind: AssumptionKind
    subject: str
    figures: int
    places: tuple[str, ...]


@attrs.frozen(kw_only=True, eq=False)
class Item:
    """One initiative as the plan sees it.

    Attributes:
        units: The units that it touches: those it puts load on, else its owner's.
        loads: By unit: runs of weeks with the same load, (from, weeks, load); settling in lies
            beyond the weeks that the initiative itself takes.
        late_cost: What each week after the deadline costs, in the unit of the values; None where
            the deadline has to be kept.
        hours: Hours in each week, by key role.
        assumed: What is assumed about it.
    """

    initiative: Initiative
    weeks: int
    value: float
    units: tuple[str, ...]
    loads: Mapping[str, tuple[Run, ...]]
    hours: Mapping[str, float]
    assumed: tuple[AssumptionKind, ...]
    late_cost: float | None = None

    @property
    def id(self) -> str:
        """The id of the initiative."""
        return self.initiative.id


def items_of(
    municipality: Municipality, values: Mapping[str, float] | None = None
) -> tuple[dict[str, Item], list[Finding]]:
    """Return every initiative with its figures, sorted by id, and what is wrong with values."""
    initiatives = sorted(municipality.initiatives, key=lambda item: item.id)
    known = [item.weeks for item in initiatives if item.weeks is not None]
    weeks = round(median(known)) if known else USUAL_WEEKS
    findings: list[Finding] = []
    usual = _usual_unit(municipality)
    own = values if values is not None else _known_values(municipality, usual, findings)
    scale = value_scale(own.values()) if values is None else median(values.values() or (1.0,))
    hours = _usual_hours(initiatives)
    found = {}
    for item in initiatives:
        assumed: list[AssumptionKind] = []
        if item.weeks is None:
            assumed.append("weeks")
        value = own.get(item.id)
        if value is None or (values is None and not _is_exact(item)):
            assumed.append("value")
        if value is None:
            value = scale * RATIO[item.priority or "medium"]
        length = item.weeks or weeks
        loads = _loads(item, length)
        if not item.load and loads:
            assumed.append("load")
        if any(role.hours_per_week is None for role in item.roles):
            assumed.append("hours")
        found[item.id] = Item(
            initiative=item, weeks=length, value=float(value), units=tuple(sorted(loads)),
            loads=loads, hours=_hours(item, hours), assumed=tuple(assumed),
            late_cost=_late_cost(municipality, item, usual, findings),
        )  # fmt: skip
    return found, findings


def value_scale(known: Iterable[float]) -> float:
    """Return what medium priority is worth: the median of the known values, 2 if none is.

    >>> value_scale([5, 20, 12]), value_scale([])
    (12, 2.0)
    """
    above = [value for value in known if value > 0]
    return median(above) if above else 2.0


def _is_exact(item: Initiative) -> bool:
    amount = item.value.per_week if item.value else None
    return amount is not None and amount.known


def _usual_unit(municipality: Municipality) -> str | None:
    """Return the unit that most known values have, None where none has any."""
    units = Counter(
        unit
        for item in municipality.initiatives
        if item.value is not None and item.value.ends is not None
        for unit in [_unit_of(item.value)]
        if unit
    )
    return min(units, key=lambda unit: (-units[unit], unit)) if units else None


def _unit_of(value: Value) -> str | None:
    return value.unit or (value.per_week.unit if value.per_week else None)


def _known_values(
    municipality: Municipality, usual: str | None, findings: list[Finding]
) -> dict[str, float]:
    """Return the values of a week in one unit; of two ends, the middle."""
    values = {}
    for item in sorted(municipality.initiatives, key=lambda item: item.id):
        ends = item.value.ends if item.value else None
        if item.value is None or ends is None:
            continue
        unit = _unit_of(item.value)
        value = _in_unit(max(0.0, sum(ends) / 2), unit, usual)
        if value is not None:
            values[item.id] = value
            continue
        findings.append(
            Finding.of(
                rules.OTHER_VALUE_UNIT,
                {"unit": unit, "usual": usual},
                subject=item.id,
                place=municipality.place("initiative", item.id, "value"),
                path="value",
            )
        )
    return values


def _late_cost(
    municipality: Municipality, item: Initiative, usual: str | None, findings: list[Finding]
) -> float | None:
    """Return what a week after the deadline costs; None where it has to be kept."""
    if item.late is None:
        return None
    cost = _in_unit(item.late.per_week, item.late.unit, usual)
    if item.deadline is not None and cost is not None:
        return cost
    rule = data_rules.LATE_WITHOUT_DEADLINE if cost is not None else data_rules.OTHER_LATE_UNIT
    findings.append(
        Finding.of(
            rule,
            {"unit": item.late.unit, "usual": usual},
            subject=item.id,
            place=municipality.place("initiative", item.id, "late"),
            path="late",
        )
    )
    return None


def _in_unit(amount: float, unit: str | None, usual: str | None) -> float | None:
    if unit in (None, usual) or usual is None:
        return amount
    currencies = {"sek", "ksek", "msek", "eur", "keur", "meur"}
    if unit not in currencies or usual not in currencies:
        return None
    try:
        money = Money(amount=amount, unit=unit)  # type: ignore[arg-type]  # tested just above
        return money.to(usual).amount  # type: ignore[arg-type]  # tested just above
    except InvalidValueError:
        return None


def _usual_hours(initiatives: Iterable[Initiative]) -> dict[str, float]:
    """Return the median of the known hours of each role, and of all under the empty name."""
    known: dict[str, list[float]] = {}
    for item in initiatives:
        for role in item.roles:
            if role.hours_per_week is not None:
                known.setdefault(role.role, []).append(role.hours_per_week)
    every = [hours for found in known.values() for hours in found]
    usual = {role: median(found) for role, found in known.items()}
    return {**usual, "": median(every) if every else USUAL_HOURS}


def _hours(item: Initiative, usual: Mapping[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for role in item.roles:
        hours = role.hours_per_week
        if hours is None:
            hours = usual.get(role.role, usual[""])  # type: ignore[assignment]  # hours are floats
        found[role.role] = found.get(role.role, 0.0) + float(hours or 0)
    return found


def _loads(item: Initiative, weeks: int) -> dict[str, tuple[Run, ...]]:
    if not item.load:
        return {item.owner.unit: ((0, weeks, USUAL_LOAD),)} if item.owner else {}
    if len({load.unit for load in item.load}) == len(item.load):
        return {
            load.unit: ((0, weeks, float(load.amount)),)
            if load.amount is not None
            else _runs(load.over(weeks))
            for load in item.load
        }
    total: dict[str, list[float]] = {}
    for load in item.load:
        sums = total.setdefault(load.unit, [])
        loads = load.over(weeks)
        sums += [0.0] * (len(loads) - len(sums))
        for week, amount in enumerate(loads):
            sums[week] += amount
    return {unit: _runs(sums) for unit, sums in total.items()}


def _runs(loads: Iterable[float]) -> tuple[Run, ...]:
    """Return loads week by week as runs of the same load.

    >>> _runs((1, 1, 2))
    ((0, 2, 1.0), (2, 1, 2.0))
    """
    runs: list[Run] = []
    for week, load in enumerate(loads):
        if runs and runs[-1][2] == load:
            start, length, _ = runs[-1]
            runs[-1] = (start, length + 1, float(load))
        else:
            runs.append((week, 1, float(load)))
    return tuple(runs)


def lasting(item: Item, weeks: int, kind: AssumptionKind) -> Item:
    """Return an item that takes so many weeks, marked with what was assumed for that."""
    return attrs.evolve(
        item,
        weeks=weeks,
        loads=_loads(item.initiative, weeks),
        assumed=(*item.assumed, kind),
    )
