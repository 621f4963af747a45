"""A matrix of loads: by unit and key role, by week, with what is too much and who causes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs
import numpy

from changekit.errors import UnknownNameError
from changekit.figures import Drawn
from changekit.model.calendar import Calendar
from changekit.model.organisation import Organisation
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from changekit.figures import HeatMap

    Figures: TypeAlias = NDArray[numpy.float64]
    Flags: TypeAlias = NDArray[numpy.bool_]

__all__ = ["Asked", "Cell", "Kind", "LoadMatrix", "Overload"]

Kind: TypeAlias = Literal["unit", "role"]
Asked: TypeAlias = tuple[Kind, int, int, tuple[float, ...]]
"""What an initiative asks for: the kind and the row of a resource, the first week, by week."""
TOLERANCE = 1e-9
"""Ours: three loads of a third fit into a capacity of 1."""


@attrs.frozen(kw_only=True)
class Cell:
    """One unit (in load) or key role (in hours) in one week.

    Attributes:
        load: What initiatives ask for.
        capacity: What there is, less peaks; None where nobody said.
    """

    subject: str
    week: int
    load: float
    capacity: float | None

    @property
    def over(self) -> float:
        """How much more is asked for than there is; 0 where that is not known."""
        return 0.0 if self.capacity is None else max(0.0, self.load - self.capacity)


@attrs.frozen(kw_only=True)
class Overload:
    """A unit or key role of which more is asked in a week than it can carry.

    Attributes:
        period: The ISO week, such as `2011-W36`.
        causes: Initiatives with their part of the load, the largest first.
    """

    kind: Kind
    subject: str
    week: int
    period: str
    load: float
    capacity: float
    causes: tuple[tuple[str, float], ...]

    @property
    def over(self) -> float:
        """How much more is asked for than there is."""
        return self.load - self.capacity

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the overload as JSON values."""
        return {
            "kind": self.kind, "subject": self.subject, "period": self.period, "load": self.load,
            "capacity": self.capacity, "over": self.over,
            "causes": [{"initiative": name, "load": load} for name, load in self.causes],
        }  # fmt: skip


@attrs.frozen(kw_only=True, eq=False, slots=False, repr=False)
class LoadMatrix(Drawn, Shown):
    """Load by unit and week, and hours by key role and week.

    Attributes:
        units: The rows of `loads`, in the order of the organisation.
        roles: The rows of `hours`, in the order of the organisation.
        loads: What initiatives put on each unit itself (units x weeks).
        capacities: What each unit can carry, NaN where nobody said (units x weeks).
        hours: What initiatives ask of each key role (roles x weeks).
        role_hours: What each key role has for change, NaN where nobody said (roles).
        assumed: Initiatives whose load nobody said, counted as 1 on the owner's unit.
        unknown_hours: (initiative, role) pairs whose hours nobody said; they are not counted.
        parts: What each initiative asks for.
    """

    calendar: Calendar
    units: tuple[str, ...]
    roles: tuple[str, ...]
    loads: Figures
    capacities: Figures
    hours: Figures
    role_hours: Figures
    assumed: tuple[str, ...]
    unknown_hours: tuple[tuple[str, str], ...]
    parts: Mapping[str, tuple[Asked, ...]]
    organisation: Organisation
    language: str = "en"
    notice: Text | None = None

    def unit(self, name: str, *, rolled_up: bool = False) -> tuple[Cell, ...]:
        """Return one cell for each week of a unit.

        Args:
            name: The id of the unit.
            rolled_up: Count what is put on the units below it, too.
        """
        if name not in self.units:
            raise UnknownNameError("unit", name, known=self.units)
        row = self.units.index(name)
        below = self.organisation.below(name) if rolled_up else {name}
        rows = [at for at, unit in enumerate(self.units) if unit in below]
        return _cells(name, self.loads[rows].sum(axis=0), self.capacities[row])

    def role(self, name: str) -> tuple[Cell, ...]:
        """Return one cell for each week of a key role, in hours."""
        if name not in self.roles:
            raise UnknownNameError("role", name, known=self.roles)
        row = self.roles.index(name)
        weeks = numpy.full(self.calendar.count, self.role_hours[row])
        return _cells(name, self.hours[row], weeks)

    @cached_property
    def overloads(self) -> tuple[Overload, ...]:
        """Where more is asked for than there is: the largest share of the capacity first.

        Each unit's own load counts against its own capacity. Ours: a capacity of 0 counts as a
        hundredth when shares are compared. Of equals the earlier week comes first, then the id.
        """
        found = [*self._over("unit", self.units), *self._over("role", self.roles)]
        return tuple(
            sorted(
                found,
                key=lambda item: (
                    -round(item.over / max(item.capacity, 0.01), 9), item.week, item.kind,
                    item.subject,
                ),
            )
        )  # fmt: skip

    @cached_property
    def _room(self) -> Mapping[Kind, tuple[Figures, Figures, Flags]]:
        """By kind: what is asked for, what there is, and where that is too little."""
        every_week = numpy.broadcast_to(self.role_hours[:, None], self.hours.shape)
        pairs: dict[Kind, tuple[Figures, Figures]] = {
            "unit": (self.loads, self.capacities),
            "role": (self.hours, every_week),
        }
        # Comparing with NaN is false: what is not known cannot be too little.
        return {
            kind: (asked, room, asked > room + TOLERANCE) for kind, (asked, room) in pairs.items()
        }

    def _over(self, kind: Kind, names: tuple[str, ...]) -> Iterable[Overload]:
        asked, room, over = self._room[kind]
        for row, week in numpy.argwhere(over).tolist():
            yield Overload(
                kind=kind, subject=names[row], week=week, period=self.calendar.label(week),
                load=float(asked[row, week]), capacity=float(room[row, week]),
                causes=self._causes[kind, row, week],
            )  # fmt: skip

    @cached_property
    def _causes(self) -> Mapping[tuple[Kind, int, int], tuple[tuple[str, float], ...]]:
        """By overloaded cell: initiatives with their part, the largest first."""
        found: dict[tuple[Kind, int, int], dict[str, float]] = defaultdict(dict)
        for name, parts in self.parts.items():
            for kind, row, first, loads in parts:
                begin, over = max(0, first), self._room[kind][2][row]
                for week in numpy.flatnonzero(over[begin : max(0, first + len(loads))]) + begin:
                    cell = found[kind, row, int(week)]
                    cell[name] = cell.get(name, 0.0) + loads[int(week) - first]
        return {
            key: tuple(
                sorted(
                    ((n, part) for n, part in cell.items() if part), key=lambda i: (-i[1], i[0])
                )
            )
            for key, cell in found.items()
        }

    def causers(self) -> tuple[tuple[str, float], ...]:
        """Return initiatives by what they add to overloaded cells of units, the most first.

        Ours: each takes its part of the excess in the proportion of its load in that cell.
        """
        sums: dict[str, float] = {}
        for item in self.overloads:
            for name, load in item.causes if item.kind == "unit" else ():
                sums[name] = sums.get(name, 0.0) + item.over * load / item.load
        return tuple(sorted(sums.items(), key=lambda item: (-round(item[1], 9), item[0])))

    def figure(self) -> HeatMap:
        """Return units by month as a heat map."""
        from changekit.services.load.drawing import heat_map

        return heat_map(self)

    def table(self) -> Table:
        """Return one row for each overload."""
        columns = (
            Column("subject", Text(sv="Enhet eller roll", en="Unit or role")),
            Column("period", Text(sv="Vecka", en="Week")),
            Column("load", Text(sv="Belastning", en="Load"), "number"),
            Column("capacity", Text(sv="Kapacitet", en="Capacity"), "number"),
            Column("over", Text(sv="För mycket", en="Too much"), "number"),
            Column("causes", Text(sv="Orsakas av", en="Caused by")),
        )
        rows = tuple(
            (
                item.subject, item.period, item.load, item.capacity, item.over,
                ", ".join(name for name, _ in item.causes),
            )
            for item in self.overloads
        )  # fmt: skip
        title = Text(sv="Överbelastning", en="Overload")
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return loads, capacities and overloads as JSON values; null is unknown."""
        return {
            "periods": [self.calendar.label(week) for week in range(self.calendar.count)],
            "units": [
                {"id": name, "load": self.loads[row].tolist(), "capacity": _known(room)}
                for row, (name, room) in enumerate(zip(self.units, self.capacities, strict=True))
            ],
            "roles": [
                {"id": name, "hours": self.hours[row].tolist(), "capacity": _known([room])[0]}
                for row, (name, room) in enumerate(zip(self.roles, self.role_hours, strict=True))
            ],
            "overloads": [item.to_dict() for item in self.overloads],
            "assumed": list(self.assumed),
        }


def _cells(name: str, loads: Figures, room: Figures) -> tuple[Cell, ...]:
    return tuple(
        Cell(subject=name, week=week, load=load, capacity=capacity)
        for week, (load, capacity) in enumerate(zip(loads.tolist(), _known(room), strict=True))
    )


def _known(room: Iterable[float]) -> list[float | None]:
    return [None if numpy.isnan(value) else float(value) for value in room]
