"""A municipality's data, compiled to the arrays that engines plan on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs
import numpy as np

from changekit.extension.protocols.planning import FREE, PlanModel, flat
from changekit.findings import Finding
from changekit.model.calendar import Calendar
from changekit.model.decision import Decision
from changekit.model.municipality import Municipality
from changekit.services.planning.compiling import money
from changekit.services.planning.compiling.assumptions import Item, items_of, lasting
from changekit.services.planning.compiling.benefits import benefits
from changekit.services.planning.compiling.decided import carried_out
from changekit.services.planning.compiling.links import Ties, tie
from changekit.services.planning.compiling.resources import Shared, shared, uses_of
from changekit.services.planning.compiling.settling import still_settling
from changekit.services.planning.why import trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from changekit.extension.protocols.planning import Figures, Flags, Weeks
    from changekit.model.initiative import Initiative

__all__ = ["Compiled", "compile_plan"]

USUAL_PERIOD = 104
"""Ours: how many weeks are planned where the workspace names no period: two years."""
PLANNED = ("idea", "proposed", "decided")


@attrs.frozen(kw_only=True, eq=False)
class Compiled:
    """A compiled problem, and what it takes to explain its solution.

    Attributes:
        now: The week that holds today.
        items: Every initiative as the plan sees it, by id.
        fixed: The start week of those that run or are pinned.
        findings: What is wrong, not in order.
        decisions: What was decided and is obeyed, by initiative; `items` hold what it makes of
            them, `municipality` what the data says.
    """

    municipality: Municipality
    calendar: Calendar
    as_of: dt.date
    now: int
    model: PlanModel
    items: Mapping[str, Item]
    fixed: Mapping[str, int]
    shared: Shared
    ties: Ties
    findings: tuple[Finding, ...]
    decisions: Mapping[str, Decision] = attrs.field(factory=dict)

    def opens(self, week: int) -> dt.date:
        """Return the first day of a week on which something new can start.

        That is its Monday, but never a day before the one that counts as today.
        """
        return max(self.calendar.start(week), self.as_of)


def compile_plan(
    municipality: Municipality,
    *,
    as_of: dt.date,
    values: Mapping[str, float] | None = None,
    discount: float | None = None,
) -> Compiled:
    """Return the planning problem of a municipality.

    Ours: an initiative starts on a Monday that is not before `earliest`, and is done on the
    Friday of its last week, which is not after `deadline`. Its cost is paid from the budget of
    the year that holds the Thursday of its first week. It goes live in its last week. Units that
    settle in carry that load, but it counts as no longer running; after the plan all is free.

    Args:
        municipality: The data.
        as_of: The day that counts as today.
        values: Values of a week by initiative id, used instead of those in the data.
        discount: How much less a value counts a year later; None: as the settings say.
    """
    period = municipality.settings.period
    calendar = Calendar.of(
        period.start if period else as_of, period.count if period else USUAL_PERIOD
    )
    now = calendar.index(as_of)
    findings: list[Finding] = []
    decided, decisions = carried_out(municipality, as_of, findings)
    items, found = items_of(decided, values)
    findings += found
    items, fixed = _fixed(items, decided, calendar, as_of, findings)
    free = [
        name
        for name, item in items.items()
        if name not in fixed and item.initiative.status in PLANNED
    ]
    ties = tie(decided, items, calendar=calendar, fixed=fixed, free=free)
    inside = [items[name] for name in sorted({*fixed, *free} - set(ties.barred))]
    common = shared(decided, inside, calendar)
    rate = decided.settings.planning.discount_per_year if discount is None else discount
    model = _model(decided, inside, calendar, max(0, now), fixed, common, ties, findings)
    model = attrs.evolve(
        model, room=model.room - still_settling(items.values(), common, calendar),
        **benefits(inside, calendar, max(0, now), rate),
    )  # fmt: skip
    findings += ties.findings
    compiled = Compiled(
        municipality=municipality, calendar=calendar, as_of=as_of, now=now, model=model,
        items=items, fixed=fixed, shared=common, ties=ties, findings=(), decisions=decisions,
    )  # fmt: skip
    findings += trouble.impossible(compiled)
    return attrs.evolve(compiled, findings=tuple(findings))


def _fixed(
    items: dict[str, Item],
    municipality: Municipality,
    calendar: Calendar,
    as_of: dt.date,
    findings: list[Finding],
) -> tuple[dict[str, Item], dict[str, int]]:
    """Return the items, those that run with the weeks they really take, and the fixed starts."""
    now = calendar.index(as_of)
    fixed: dict[str, int] = {}
    for name, item in items.items():
        initiative = item.initiative
        if initiative.status == "running":
            start = calendar.index(initiative.started) if initiative.started else now
            fixed[name] = start
            if start + item.weeks <= now:
                items[name] = lasting(item, now - start + 1, "start")
            elif initiative.started is None:
                items[name] = lasting(item, item.weeks, "start")
        elif initiative.start is not None and initiative.status in (*PLANNED, "paused"):
            start = calendar.index(initiative.start)
            if start < now:
                findings.append(trouble.late_pin(municipality, initiative, as_of))
            fixed[name] = max(start, now)
    return items, fixed


def _model(  # all that an engine is handed
    municipality: Municipality,
    items: Sequence[Item],
    calendar: Calendar,
    first: int,
    fixed: Mapping[str, int],
    common: Shared,
    ties: Ties,
    findings: list[Finding],
) -> PlanModel:
    number = {item.id: at for at, item in enumerate(items)}
    starts = [fixed.get(item.id, FREE) for item in items]
    uses = [uses_of(item, common) for item in items]
    use_at, use = flat(uses)
    before_at, before = flat([
        [(number[b.id], b.lag, b.required) for b in ties.before.get(item.id, ())] for item in items
    ])  # fmt: skip
    apart_at, apart = _pairs(items, ties.apart, number)
    instead_at, instead = _pairs(items, ties.instead, number)
    windows = [_window(item, calendar, first, ties) for item in items]
    open_end, group = _freezes(municipality, items, calendar)
    cost, purse, budgets = money.budgets(municipality, items, calendar, fixed, findings)
    return PlanModel(
        horizon=calendar.count, first=min(first, calendar.count), ids=tuple(number),
        weeks=whole([item.weeks for item in items]),
        earliest=whole([low for low, _ in windows]), latest=whole([high for _, high in windows]),
        value=np.array([item.value for item in items], dtype=np.float64),
        mandatory=np.array([item.initiative.mandatory for item in items], dtype=np.bool_),
        fixed=whole(starts), open_end=open_end, group=group, resources=common.resources,
        room=_room(common, items, uses, starts), use_at=whole(use_at),
        use_resource=whole([row[0] for row in use]), use_from=whole([row[1] for row in use]),
        use_weeks=whole([row[2] for row in use]),
        use_amount=np.array([row[3] for row in use], dtype=np.float64),
        before_at=whole(before_at), before=whole([link[0] for link in before]),
        lag=whole([link[1] for link in before]),
        required=np.array([link[2] for link in before], dtype=np.bool_),
        apart_at=apart_at, apart=apart, instead_at=instead_at, instead=instead,
        cost=cost, purse=purse, budgets=budgets,
    )  # fmt: skip


def _pairs(
    items: Sequence[Item], others: Mapping[str, Iterable[str]], number: Mapping[str, int]
) -> tuple[Weeks, Weeks]:
    """Return the numbers of the others of each, as offsets and one flat array."""
    offsets, found = flat(
        [
            sorted(number[name] for name in others.get(item.id, ()) if name in number)
            for item in items
        ]
    )
    return whole(offsets), whole(found)


def whole(numbers: Sequence[int]) -> Weeks:
    """Return whole numbers as an array."""
    return np.array(numbers, dtype=np.int32)


def _window(item: Item, calendar: Calendar, first: int, ties: Ties) -> tuple[int, int]:
    """Return the first and the last week in which an initiative may start by its own dates."""
    initiative = item.initiative
    low = max(first, ties.release.get(item.id, 0), own_earliest(initiative, calendar))
    last = calendar.count - 1
    if initiative.deadline is not None and item.late_cost is None:
        last = min(last, calendar.index(initiative.deadline - dt.timedelta(4)))
    return low, max(last - item.weeks + 1, -1)


def own_earliest(initiative: Initiative, calendar: Calendar) -> int:
    """Return the first week whose Monday is not before the earliest start; 0 without one."""
    if initiative.earliest is None:
        return 0
    return calendar.index(initiative.earliest + dt.timedelta(6))


def _room(
    common: Shared,
    items: Sequence[Item],
    uses: Sequence[Sequence[tuple[int, int, int, float]]],
    starts: Sequence[int],
) -> Figures:
    room = common.supply.copy()
    for _, taken, start in zip(items, uses, starts, strict=True):
        for resource, offset, weeks, amount in taken if start != FREE else ():
            begin = start + offset
            room[resource, max(0, begin) : max(0, begin + weeks)] -= amount
    return room


def _freezes(
    municipality: Municipality, items: Sequence[Item], calendar: Calendar
) -> tuple[Flags, Weeks]:
    """Return the weeks open for a go-live by group, and the group of each initiative."""
    organisation = municipality.organisation
    scopes = [
        frozenset().union(*(organisation.below(unit) for unit in freeze.units))
        for freeze in organisation.freezes
    ]
    groups: dict[tuple[int, ...], int] = {(): 0}
    known: dict[tuple[str, ...], tuple[int, ...]] = {}
    group = []
    for item in items:
        if item.units not in known:
            known[item.units] = tuple(
                at for at, scope in enumerate(scopes) if not scope or scope & set(item.units)
            )
        free = item.initiative.blackout == "none"
        group.append(groups.setdefault(() if free else known[item.units], len(groups)))
    open_end = np.ones((len(groups), calendar.count), dtype=np.bool_)
    for freezes, at in groups.items():
        for freeze in (organisation.freezes[index] for index in freezes):
            weeks = calendar.touched(freeze.from_, freeze.to)
            open_end[at, weeks.start : weeks.stop] = False
    return open_end, whole(group)
