"""The organisation: units and what they can carry, roles, freezes, budget and growth."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar, Literal, TypeAlias

import attrs

from changekit.errors import InvalidValueError
from changekit.model.fields import about, between, is_id
from changekit.model.quantities import (
    Capacity,
    Currency,
    Headcount,
    HoursPerWeek,
    Load,
    PerYear,
)
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = [
    "BudgetYear", "Enabler", "Form", "Freeze", "Growth", "Level", "Organisation", "Peak", "Role",
    "Service", "Unit",
]  # fmt: skip

Form: TypeAlias = Literal[
    "municipality", "council", "committee", "administration", "office", "unit", "company",
    "joint-authority",
]  # fmt: skip
Level: TypeAlias = Literal["political", "top", "middle", "first-line", "staff"]
Enabler: TypeAlias = Literal[
    "responsibility", "authority", "it-support", "information", "resources"
]


@attrs.frozen(kw_only=True)
class Service(Record):
    """A service that a unit gives to somebody."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="service"))
    title: Text = attrs.field(metadata=about("What it is called"))
    recipients: tuple[str, ...] = attrs.field(default=(), metadata=about("Groups that receive it"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Peak(Record):
    """Weeks in which business as usual takes up part of what a unit can carry."""

    from_: dt.date = attrs.field(metadata=about("First day", key="from"))
    to: dt.date = attrs.field(metadata=about("Last day, included"))
    load: Load = attrs.field(validator=between(0), metadata=about("What it takes up", unit="load"))
    why: Text | None = attrs.field(default=None, metadata=about("What happens then"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))

    def __attrs_post_init__(self) -> None:
        """Check that the days stand in order."""
        _in_order(self.from_, self.to)


@attrs.frozen(kw_only=True)
class Unit(Record):
    """A part of the organisation, of any size."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="unit"))
    name: Text = attrs.field(metadata=about("What it is called"))
    parent: str | None = attrs.field(
        default=None, metadata=about("The unit that it belongs to", refers="unit")
    )
    form: Form = attrs.field(default="unit", metadata=about("What kind of body it is"))
    committee: str | None = attrs.field(
        default=None, metadata=about("The committee that owns it", refers="unit")
    )
    headcount: Headcount | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about("Employees, its sub-units included", unit="people"),
    )
    services: tuple[Service, ...] = attrs.field(
        default=(), metadata=about("What it does for whom")
    )
    capacity: Capacity | None = attrs.field(
        default=None,
        metadata=about("Change load that it can carry in a week", unit="load"),
    )
    peaks: tuple[Peak, ...] = attrs.field(
        default=(), metadata=about("Weeks in which business as usual takes up capacity")
    )
    limit: int | None = attrs.field(
        default=None,
        validator=between(1),
        metadata=about("Initiatives at once", unit="initiatives"),
    )
    assumed: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Keys of this record whose values are assumed or invented")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Role(Record):
    """A role that somebody holds; never a person."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="role"))
    title: Text | None = attrs.field(default=None, metadata=about("What it is called"))
    unit: str | None = attrs.field(default=None, metadata=about("Where it sits", refers="unit"))
    level: Level | None = attrs.field(default=None, metadata=about("How high up it sits"))
    reports_to: str | None = attrs.field(
        default=None, metadata=about("The role that it answers to", refers="role")
    )
    enablers: tuple[Enabler, ...] = attrs.field(
        default=(), metadata=about("What it has to act with")
    )
    capacity_hours_per_week: HoursPerWeek | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about("Time that it has for change", unit="hours per week"),
    )
    assumed: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Keys of this record whose values are assumed or invented")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Freeze(Record):
    """A change freeze: days on which nothing may go live."""

    placed: ClassVar[str | None] = "freeze"

    from_: dt.date = attrs.field(metadata=about("First day", key="from"))
    to: dt.date = attrs.field(metadata=about("Last day, included"))
    units: tuple[str, ...] = attrs.field(
        default=(),
        metadata=about("Units that it holds for with their sub-units; none: all", refers="unit"),
    )
    why: Text | None = attrs.field(default=None, metadata=about("The reason"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))

    def __attrs_post_init__(self) -> None:
        """Check that the days stand in order."""
        _in_order(self.from_, self.to)

    @property
    def id(self) -> str:
        """The days and the units, by which its place is found."""
        return f"{self.from_}/{self.to} {','.join(self.units)}".rstrip()


@attrs.frozen(kw_only=True)
class BudgetYear(Record):
    """Money for change in one year."""

    placed: ClassVar[str | None] = "budget"

    year: int = attrs.field(validator=between(1900, 2200), metadata=about("The year"))
    amount: float = attrs.field(
        validator=between(0), metadata=about("How much", unit="the unit beside it")
    )
    unit: Currency = attrs.field(metadata=about("The currency unit"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))

    @property
    def id(self) -> str:
        """The year and the currency unit, by which its place is found."""
        return f"{self.year} {self.unit}"


@attrs.frozen(kw_only=True)
class Growth(Record):
    """Something that grows and drives the amount of work."""

    driver: str = attrs.field(metadata=about("What grows, such as inhabitants"))
    base: float | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about("How many there are", unit="the driver's own"),
    )
    per_year: PerYear = attrs.field(
        metadata=about("How many come in a year", unit="the driver's own per year")
    )
    why: Text | None = attrs.field(default=None, metadata=about("What it is due to"))
    assumed: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Keys of this record whose values are assumed or invented")
    )
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Organisation(Record):
    """The whole organisation, as in `organisation.yaml`."""

    units: tuple[Unit, ...] = attrs.field(default=(), metadata=about("The units, in any order"))
    roles: tuple[Role, ...] = attrs.field(default=(), metadata=about("The roles"))
    freezes: tuple[Freeze, ...] = attrs.field(default=(), metadata=about("The change freezes"))
    budget: tuple[BudgetYear, ...] = attrs.field(default=(), metadata=about("Money for change"))
    growth: tuple[Growth, ...] = attrs.field(default=(), metadata=about("What drives the work"))
    limit: int | None = attrs.field(
        default=None, validator=between(1),
        metadata=about("Initiatives at once in all", unit="initiatives"),
    )  # fmt: skip

    def below(self, unit: str) -> frozenset[str]:
        """Return the ids of a unit and all units under it; an unknown id gives itself alone.

        >>> tree = Organisation.from_dict(
        ...     {
        ...         "units": [
        ...             {"id": "kommun", "name": "Kommunen"},
        ...             {"id": "soc", "name": "Socialkontoret", "parent": "kommun"},
        ...         ]
        ...     }
        ... )
        >>> sorted(tree.below("kommun"))
        ['kommun', 'soc']
        """
        children: dict[str | None, list[str]] = {}
        for item in self.units:
            children.setdefault(item.parent, []).append(item.id)
        found: set[str] = set()
        waiting = [unit]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += children.get(name, [])
        return frozenset(found)


def _in_order(first: dt.date, last: dt.date) -> None:
    if first > last:
        raise InvalidValueError(
            Text(
                sv=f"from {first} ligger efter to {last}",
                en=f"from {first} is after to {last}",
            )
        )
