"""From initiatives and the weeks in which they run to a matrix of loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.model.calendar import Calendar
from changekit.model.frozen import FrozenMap
from changekit.services.load.lines import lines
from changekit.services.load.matrix import LoadMatrix
from changekit.services.load.runs import USUAL_LOAD
from changekit.services.organisation import rolled_shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.services.load.matrix import Asked
    from changekit.services.organisation import Roll

    Figures: TypeAlias = NDArray[numpy.float64]

__all__ = ["load_matrix"]


def load_matrix(
    municipality: Municipality,
    intervals: Mapping[str, tuple[int, int]],
    *,
    calendar: Calendar | None = None,
    roll: Roll = "none",
    language: str = "en",
) -> LoadMatrix:
    """Return what initiatives ask of units and key roles when they run in given weeks.

    Args:
        municipality: Whose initiatives they are.
        intervals: By initiative: its first week in the calendar, from 0, and how many weeks it
            takes. Weeks outside the calendar are left out.
        calendar: The weeks to look at; else those of the municipality's settings.
        roll: How the load on a unit counts at the units above it, as `rolled_shares` says.
        language: The language in which the result shows itself.

    Raises:
        UnknownNameError: An initiative is not known.
        InvalidValueError: There is no calendar, or an initiative takes less than a week.

    >>> from changekit.model.municipality import Municipality
    >>> from changekit.model.organisation import Organisation
    >>> from changekit.model.settings import Settings
    >>> town = Municipality(
    ...     settings=Settings.from_dict(
    ...         {"name": "Kommunen", "period": {"start": "2011-01-03", "count": 2}}
    ...     ),
    ...     organisation=Organisation.from_dict(
    ...         {"units": [{"id": "soc", "name": "Socialkontoret", "capacity": 3}]}
    ...     ),
    ... )
    >>> [cell.capacity for cell in load_matrix(town, {}).unit("soc")]
    [3.0, 3.0]
    """
    weeks = calendar or _calendar(municipality)
    organisation = municipality.organisation
    units = {unit.id: row for row, unit in enumerate(organisation.units)}
    roles = {role.id: row for row, role in enumerate(organisation.roles)}
    loads = numpy.zeros((len(units), weeks.count))
    hours = numpy.zeros((len(roles), weeks.count))
    shares = rolled_shares(organisation, roll)
    parts = {}
    for name in sorted(intervals):
        if name not in municipality.initiatives_by_id:
            raise UnknownNameError("initiative", name, known=municipality.initiatives_by_id)
        first, length = intervals[name]
        if length < 1:
            msg = f"initiative {name!r}: it must take 1 week or more, got {length}"
            raise InvalidValueError(msg)
        item = municipality.initiatives_by_id[name]
        parts[name] = tuple(_parts(item, first, length, (units, shares), roles))
        for kind, row, start, asked in parts[name]:
            _add(loads if kind == "unit" else hours, row, start, asked)
    chosen = [municipality.initiatives_by_id[name] for name in parts]
    return LoadMatrix(
        calendar=weeks, units=tuple(units), roles=tuple(roles), loads=loads,
        capacities=lines(organisation.units, weeks).room, hours=hours,
        role_hours=_floats(role.capacity_hours_per_week for role in organisation.roles),
        assumed=tuple(item.id for item in chosen if not item.load and item.owner),
        unknown_hours=tuple(
            (item.id, key.role) for item in chosen for key in item.roles
            if key.hours_per_week is None
        ),
        parts=FrozenMap(parts), organisation=organisation, language=language,
        notice=municipality.notice,
    )  # fmt: skip


def _calendar(municipality: Municipality) -> Calendar:
    period = municipality.settings.period
    if period is None:
        msg = "no weeks to look at: give a calendar, or a period in changekit.yaml"
        raise InvalidValueError(msg)
    return Calendar.of(period.start, period.count)


def _parts(
    item: Initiative,
    first: int,
    length: int,
    tree: tuple[Mapping[str, int], Mapping[str, Mapping[str, float]]],
    roles: Mapping[str, int],
) -> Iterable[Asked]:
    units, shares = tree
    loads = [(load.unit, load.over(length)) for load in item.load]
    if not loads and item.owner:
        loads = [(item.owner.unit, (USUAL_LOAD,) * length)]
    for unit, weekly in loads:
        for there, share in shares.get(unit, {}).items():
            yield ("unit", units[there], first, tuple(share * load for load in weekly))
    for key in item.roles:
        if key.role in roles and key.hours_per_week is not None:
            yield ("role", roles[key.role], first, (float(key.hours_per_week),) * length)


def _add(figures: Figures, row: int, start: int, asked: tuple[float, ...]) -> None:
    low, high = max(0, start), min(figures.shape[1], start + len(asked))
    if low < high:
        figures[row, low:high] += asked[low - start : high - start]


def _floats(values: Iterable[float | None]) -> Figures:
    return numpy.array([numpy.nan if value is None else value for value in values], dtype=float)
