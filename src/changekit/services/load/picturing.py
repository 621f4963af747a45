"""From initiatives and the weeks in which they run to a picture of the load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.load.asking import Asked
from changekit.services.load.impact import Impact, check_way
from changekit.services.load.lines import lines
from changekit.services.load.periods import Periods
from changekit.services.load.picture import LoadPicture
from changekit.services.load.runs import role_runs, unit_runs
from changekit.services.organisation import rolled_shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.model.calendar import Calendar
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.services.load.impact import Way
    from changekit.services.load.periods import Period
    from changekit.services.organisation import Roll

__all__ = ["load"]


def load(  # what a picture depends on
    municipality: Municipality,
    asked: Asked | Mapping[str, tuple[int, int]],
    *,
    calendar: Calendar,
    period: Period = "month",
    by: Way = "sum",
    roll: Roll = "headcount",
    impact: Impact | None = None,
    language: str = "en",
) -> LoadPicture:
    """Return what initiatives ask of units and key roles when they run in given weeks.

    Args:
        municipality: Whose initiatives they are.
        asked: By initiative: its first week in the calendar, from 0, and how many weeks it
            takes; or what `asked_for` gives. Weeks outside the calendar are left out.
        calendar: The weeks to look at.
        period: What columns the matrix has: `week`, `month` or `quarter`.
        by: How a cell is counted: `sum` of all loads, `dominance` of the heaviest initiative, or
            `weighted` by low, medium and high impact.
        roll: How what is put on a unit counts at the units above it: `headcount`, by its share
            of the employees, as in plans; `sum` in full; or `none`.
        impact: What low, medium and high count.
        language: The language in which the result shows itself.

    Raises:
        UnknownNameError: An initiative, period, way to count or to roll up is not known.
        InvalidValueError: An initiative takes less than a week.

    >>> import datetime as dt
    >>> from changekit.model.calendar import Calendar
    >>> from changekit.model.initiative import Initiative
    >>> from changekit.model.municipality import Municipality
    >>> from changekit.model.organisation import Organisation
    >>> from changekit.model.settings import Settings
    >>> town = Municipality(
    ...     settings=Settings.from_dict({"name": "Kommunen"}),
    ...     organisation=Organisation.from_dict(
    ...         {"units": [{"id": "soc", "name": "Socialkontoret", "capacity": 3}]}
    ...     ),
    ...     initiatives=tuple(
    ...         Initiative.from_dict({"id": name, "title": name, "owner": "soc"})
    ...         for name in "abcd"
    ...     ),
    ... )
    >>> weeks = Calendar.of(dt.date(2011, 8, 29), 4)
    >>> found = load(town, dict.fromkeys("abcd", (0, 4)), calendar=weeks)
    >>> found.breaches[0].over
    4.0
    """
    check_way(by)
    asked = asked if isinstance(asked, Asked) else Asked(intervals=asked)
    intervals = asked.intervals
    initiatives = _known(municipality, intervals)
    items = [(item, *intervals[item.id]) for item in initiatives]
    organisation = municipality.organisation
    units = {unit.id: row for row, unit in enumerate(organisation.units)}
    roles = {role.id: row for row, role in enumerate(organisation.roles)}
    hours = [role.capacity_hours_per_week for role in organisation.roles]
    return LoadPicture(
        municipality=municipality, calendar=calendar, periods=Periods.of(calendar, period),
        period=period, by=by, roll=roll, impact=impact or Impact(), asked=asked,
        initiatives=tuple(item.id for item in initiatives), units=tuple(units),
        roles=tuple(roles), own=unit_runs(items, units, calendar.count),
        asked_hours=role_runs(items, roles, calendar.count),
        shares=_shares(municipality, roll, units), lines=lines(organisation.units, calendar),
        role_hours=numpy.array([numpy.nan if h is None else h for h in hours], dtype=float),
        language=language,
    )  # fmt: skip


def _shares(
    municipality: Municipality, roll: Roll, units: Mapping[str, int]
) -> tuple[tuple[tuple[int, float], ...], ...]:
    """Return by row: the rows where it counts, itself among them, and with what share."""
    shares = rolled_shares(municipality.organisation, roll)
    return tuple(
        tuple((units[above], part) for above, part in shares[name].items()) for name in units
    )


def _known(
    municipality: Municipality, intervals: Mapping[str, tuple[int, int]]
) -> list[Initiative]:
    """Return the initiatives in the order of their ids, after a look at each."""
    known = municipality.initiatives_by_id
    for name, (_, weeks) in sorted(intervals.items()):
        if name not in known:
            raise UnknownNameError("initiative", name, known=known)
        if weeks < 1:
            msg = f"initiative {name!r}: it must take 1 week or more, got {weeks}"
            raise InvalidValueError(msg)
    return [known[name] for name in sorted(intervals)]
