"""Work that lies still, was not followed up, is late, or ended without a result to see."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from changekit.rules import portfolio as rules
from changekit.services.followup import (
    DORMANT_DAYS,
    days_silent,
    follow_up_due,
    is_dormant,
)
from changekit.services.portfolio.open_work import (
    STATUS_NAMES,
    counted,
    initiative_finding,
    listed,
    open_initiatives,
)
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.findings import Finding
    from changekit.model.initiative import Initiative
    from changekit.model.measure import Measure
    from changekit.model.municipality import Municipality

__all__ = [
    "deadlines_passed",
    "done_without_result",
    "dormant",
    "in_the_future",
    "overdue",
    "without_start",
]


def dormant(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    """Find work that should move but has had no update in 90 days."""
    for item in municipality.initiatives:
        if is_dormant(item, as_of=as_of):
            yield initiative_finding(
                municipality, rules.DORMANT, item, field="history",
                days=_days(days_silent(item, as_of=as_of) or 0), last=item.last_update,
            )  # fmt: skip


def overdue(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    """Find running work whose follow-up should have been made before this day."""
    for item in municipality.initiatives:
        due = follow_up_due(item)
        if due is not None and due < as_of:
            yield initiative_finding(
                municipality, rules.OVERDUE_FOLLOW_UP, item, field="follow_up",
                due=due, days=_days((as_of - due).days),
            )  # fmt: skip


def _days(count: int) -> Text:
    return counted(count, one=Text(sv="dag", en="day"), many=Text(sv="dagar", en="days"))


def without_start(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find running work without a day on which it started."""
    for item in municipality.initiatives:
        if item.status == "running" and item.started is None:
            yield initiative_finding(
                municipality, rules.RUNNING_WITHOUT_START, item, field="status"
            )


def in_the_future(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    """Find work that runs or is done, by days that are still to come."""
    for item in municipality.initiatives:
        if item.status not in ("running", "done"):
            continue
        for field, day in (("started", item.started), ("finished", item.finished)):
            if day is not None and day > as_of:
                yield initiative_finding(
                    municipality, rules.DATE_IN_THE_FUTURE, item, field=field, which=field,
                    day=day, as_of=as_of, status=STATUS_NAMES[item.status],
                )  # fmt: skip


def deadlines_passed(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    """Find open work that should have been done before this day."""
    for item in open_initiatives(municipality):
        own = item.deadline or (item.mandate.deadline if item.mandate else None)
        if own is not None and own < as_of:
            field = "deadline" if item.deadline else "mandate"
            yield initiative_finding(
                municipality, rules.DEADLINE_PASSED, item, field=field,
                deadline=own, status=STATUS_NAMES[item.status],
            )  # fmt: skip


def done_without_result(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    """Find finished work of which nobody can see whether it helped.

    Ours: it takes a reading of one of its measures, the mandate's own or else those of its
    goals, after the end. It is missed when 90 days have gone since.
    """
    for item in municipality.initiatives:
        why = _no_result(municipality, item, as_of) if item.status == "done" else None
        if why:
            yield initiative_finding(municipality, rules.DONE_WITHOUT_RESULT, item, why=why)


def _no_result(municipality: Municipality, item: Initiative, as_of: dt.date) -> Text | None:
    measures = [
        municipality.measures_by_id[name]
        for name in _measure_ids(municipality, item)
        if name in municipality.measures_by_id
    ]
    if not measures:
        return Text(sv="inget mått är utpekat", en="no measure is named")
    if item.finished is None:
        return Text(sv="slutdagen saknas", en="the day of its end is missing")
    # A reading takes its time: one quarter, the same as until work is called dormant.
    waited = as_of - item.finished >= dt.timedelta(DORMANT_DAYS)
    if not waited or any(_read_after(measure, item.finished) for measure in measures):
        return None
    names = listed(measure.id for measure in measures)
    return Text(
        sv="{names} är inte mätt efter slutet", en="{names} was not measured after the end"
    ).format(names=names)


def _read_after(measure: Measure, day: dt.date) -> bool:
    return any(item.value is not None and item.date > day for item in measure.observations)


def _measure_ids(municipality: Municipality, item: Initiative) -> list[str]:
    if item.mandate and item.mandate.measure:
        return [item.mandate.measure]
    goals = [municipality.goals_by_id[g] for g in item.goals if g in municipality.goals_by_id]
    return [name for goal in goals for name in goal.measures]
