"""A plan as a Gantt chart, grouped by unit."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast

import attrs

from changekit.errors import CyclicDependencyError
from changekit.figures import Bar, Gantt
from changekit.services.dependencies import dependencies
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.figures.gantt import BarState
    from changekit.model.calendar import Calendar
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.services.planning.compiling.compile import Compiled
    from changekit.services.planning.why.explain import Placed

__all__ = ["Marks", "gantt", "marks_of", "unit_of"]

TITLE = Text(sv="Planen, vecka för vecka", en="The plan, week by week")
SUMMARY = Text(
    sv="{n} förändringsinitiativ från start till slut, enhet för enhet. De som är utanför planen "
    "visas inte.",
    en="{n} initiatives from start to end, unit by unit. Those that are left out are not shown.",
)
GOES_LIVE = ("running", "starts", "waits")
"""The states of what goes live at its end."""
NO_UNIT = Text(sv="Utan enhet", en="Without a unit")


@attrs.frozen(kw_only=True)
class Marks:
    """What is marked in a chart: who lies on the longest chain, and whose start is fixed."""

    chain: frozenset[str] = frozenset()
    pinned: frozenset[str] = frozenset()


def marks_of(compiled: Compiled) -> Marks:
    """Return the longest chain of what is to be done, and what is to start on a fixed day.

    Where some wait for each other there is no longest chain, so that none is marked.
    """
    try:
        chain = dependencies(compiled.municipality).longest_chain().initiatives
    except CyclicDependencyError:
        chain = ()
    pinned = (n for n in compiled.fixed if compiled.items[n].initiative.status != "running")
    return Marks(chain=frozenset(chain if len(chain) > 1 else ()), pinned=frozenset(pinned))


def gantt(
    municipality: Municipality,
    placed: Iterable[Placed],
    *,
    calendar: Calendar,
    as_of: dt.date,
    marks: Marks = Marks(),
) -> Gantt:
    """Return every initiative that has days in the plan as a bar, units in their own order."""
    order = {unit.id: at for at, unit in enumerate(municipality.organisation.units)}
    first, last = calendar.first, calendar.end(calendar.count - 1)
    shown = [
        (item, municipality.initiatives_by_id[item.id])
        for item in placed
        if item.start and item.end and item.start <= last and item.end >= first
    ]
    shown.sort(key=lambda pair: (order.get(_unit(pair[1]), len(order)), pair[0].start, pair[0].id))
    freezes = _freezes(municipality, {_unit(initiative) for _, initiative in shown})
    own = {
        unit: tuple(days for days in _freezes(municipality, {unit}) if days not in freezes)
        for unit in {_unit(initiative) for _, initiative in shown}
    }
    bars = tuple(
        _bar(municipality, item, initiative, as_of, marks, own[_unit(initiative)])
        for item, initiative in shown
    )
    return Gantt(
        title=TITLE, summary=SUMMARY.format(n=len(bars)), bars=bars, first=first, last=last,
        today=as_of, freezes=freezes,
    )  # fmt: skip


def _freezes(municipality: Municipality, units: set[str]) -> tuple[tuple[dt.date, dt.date], ...]:
    """Return the change freezes that hold for all of these units."""
    organisation = municipality.organisation
    return tuple(
        (item.from_, item.to)
        for item in organisation.freezes
        if not item.units or units <= frozenset().union(*map(organisation.below, item.units))
    )


def unit_of(municipality: Municipality, initiative: Initiative) -> Text:
    """Return the name of the unit that answers for an initiative."""
    unit = municipality.units_by_id.get(_unit(initiative))
    if unit is not None:
        return unit.name
    return Text.plain(_unit(initiative)) if initiative.owner else NO_UNIT


def _unit(initiative: Initiative) -> str:
    return initiative.owner.unit if initiative.owner else ""


def _bar(
    municipality: Municipality,
    item: Placed,
    initiative: Initiative,
    as_of: dt.date,
    marks: Marks,
    freezes: tuple[tuple[dt.date, dt.date], ...],
) -> Bar:
    start = item.start or dt.date.max
    waits = item.waits_weeks if item.state == "waits" else None
    return Bar(
        label=initiative.title,
        start=start,
        end=item.end or dt.date.max,
        state=cast("BarState", item.state),  # those without days were left out above
        group=unit_of(municipality, initiative),
        earliest=max(as_of, start - dt.timedelta(7 * waits)) if waits else None,
        live=item.end if item.state in GOES_LIVE else None,
        pinned=item.id in marks.pinned,
        chained=item.id in marks.chain,
        freezes=freezes,
    )
