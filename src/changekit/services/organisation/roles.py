"""Roles: what they sit in, and what would stand without anybody if nobody held them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from changekit.model.frozen import FrozenMap
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.goal import Grouping
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

__all__ = ["RoleLoad", "RoleMatrix", "gini", "role_matrix"]


@attrs.frozen(kw_only=True)
class RoleLoad:
    """What one role sits in.

    Attributes:
        initiatives: Those it takes part in: as key role, as owner, or as owner of the mandate.
        wholes: Focus areas that these initiatives serve.
        hours_per_week: Its time in all of them at once, as far as it is known.
        capacity: Its time for change in each week, None where nobody said.
        in_everything: Whether it sits in every focus area, where there are two or more.
        alone_in: Initiatives in which no other role takes part.
        sole_owner_of: Focus areas that nobody else answers for.
    """

    role: str
    initiatives: tuple[str, ...]
    wholes: tuple[str, ...]
    hours_per_week: float
    capacity: float | None
    in_everything: bool
    alone_in: tuple[str, ...]
    sole_owner_of: tuple[str, ...]

    @property
    def single_point_of_failure(self) -> bool:
        """Whether something would stand without anybody if nobody held the role."""
        return bool(self.alone_in or self.sole_owner_of)


@attrs.frozen(kw_only=True, slots=False, repr=False)
class RoleMatrix(Shown):
    """Which roles sit in which initiatives, and what would break without one of them.

    Attributes:
        items: One for each role of the organisation; those with most focus areas, then most
            initiatives, first.
        hours: Hours a week by (role, initiative), None where nobody said.
        unknown_hours: How many of these nobody said.
        gini: How unevenly the hours lie on the roles: 0 is even, towards 1 all on one; None
            where there are no hours.
    """

    items: tuple[RoleLoad, ...]
    wholes: tuple[str, ...]
    initiatives: tuple[str, ...]
    hours: Mapping[tuple[str, str], float | None]
    gini: float | None
    language: str = "en"
    notice: Text | None = None

    @cached_property
    def by_role(self) -> Mapping[str, RoleLoad]:
        """The items by role."""
        return {item.role: item for item in self.items}

    @property
    def unknown_hours(self) -> int:
        """How many hours nobody said."""
        return sum(hours is None for hours in self.hours.values())

    @property
    def in_everything(self) -> tuple[str, ...]:
        """Roles that sit in every focus area."""
        return tuple(item.role for item in self.items if item.in_everything)

    @property
    def single_points_of_failure(self) -> tuple[str, ...]:
        """Roles without which something would stand without anybody."""
        return tuple(item.role for item in self.items if item.single_point_of_failure)

    def table(self) -> Table:
        """Return one row for each role."""
        columns = (
            Column("role", Text(sv="Roll", en="Role")),
            Column("wholes", Text(sv="Helheter", en="Focus areas"), "number"),
            Column("initiatives", Text(sv="Initiativ", en="Initiatives"), "number"),
            Column("hours", Text(sv="Timmar/vecka", en="Hours a week"), "number"),
            Column("capacity", Text(sv="Har", en="Has"), "number"),
            Column("everything", Text(sv="I allt", en="In everything")),
            Column("alone", Text(sv="Helheter utan ansvarig", en="Areas left without owner")),
        )
        rows = tuple(
            (
                item.role, len(item.wholes), len(item.initiatives), item.hours_per_week,
                item.capacity, item.in_everything, ", ".join(item.sole_owner_of),
            )
            for item in self.items
        )  # fmt: skip
        title = Text(sv="Roller i förändringsarbetet", en="Roles in change")
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the matrix as JSON values."""
        flag = "single_point_of_failure"
        return {
            "roles": [
                {**attrs.asdict(item), flag: item.single_point_of_failure} for item in self.items
            ],
            "gini": self.gini,
            "unknown_hours": self.unknown_hours,
        }


def role_matrix(municipality: Municipality, *, language: str = "en") -> RoleMatrix:
    """Return which roles sit in which open initiatives and focus areas.

    A focus area is answered for by the role it names, else by the owners of its initiatives.
    """
    initiatives = [
        item for item in municipality.initiatives if item.status not in ("done", "stopped")
    ]
    takes_part = {item.id: _takes_part(item) for item in initiatives}
    served = {item.id: _wholes(municipality, item) for item in initiatives}
    owners = {
        whole.id: _owners(whole, initiatives, served) for whole in municipality.goals.groupings
    }
    by_role: dict[str, list[str]] = {}
    for name, roles in takes_part.items():
        for found in roles:
            by_role.setdefault(found, []).append(name)
    items = []
    for role in municipality.organisation.roles:
        mine = by_role.get(role.id, [])
        wholes = {whole for name in mine for whole in served[name]}
        items.append(
            RoleLoad(
                role=role.id, initiatives=tuple(sorted(mine)), wholes=tuple(sorted(wholes)),
                hours_per_week=sum(takes_part[name][role.id] or 0.0 for name in mine),
                capacity=role.capacity_hours_per_week,
                in_everything=len(wholes) == len(owners) > 1,
                alone_in=tuple(sorted(name for name in mine if len(takes_part[name]) == 1)),
                sole_owner_of=tuple(sorted(w for w in owners if owners[w] == {role.id})),
            )
        )  # fmt: skip
    items.sort(key=lambda item: (-len(item.wholes), -len(item.initiatives), item.role))
    hours = {(r, name): h for name, roles in takes_part.items() for r, h in roles.items()}
    return RoleMatrix(
        items=tuple(items), wholes=tuple(owners), initiatives=tuple(takes_part),
        hours=FrozenMap(hours), gini=gini(item.hours_per_week for item in items),
        language=language, notice=municipality.notice,
    )  # fmt: skip


def _takes_part(item: Initiative) -> dict[str, float | None]:
    """Return the roles of an initiative with their hours a week; owners without hours have 0."""
    found: dict[str, float | None] = {}
    for key in item.roles:
        before = found.get(key.role, 0.0)
        unknown = before is None or key.hours_per_week is None
        found[key.role] = None if unknown else (before or 0.0) + float(key.hours_per_week or 0)
    named = (item.owner.role if item.owner else None, item.mandate.owner if item.mandate else None)
    return {**{role: 0.0 for role in named if role}, **found}


def _wholes(municipality: Municipality, item: Initiative) -> frozenset[str]:
    goals = set()
    for name in item.goals:
        above: str | None = name
        while above and above in municipality.goals_by_id and above not in goals:
            goals.add(above)
            above = municipality.goals_by_id[above].parent
    return frozenset(
        whole.id for whole in municipality.goals.groupings if goals.intersection(whole.goals)
    )


def _owners(
    whole: Grouping, initiatives: Iterable[Initiative], served: Mapping[str, frozenset[str]]
) -> set[str]:
    if whole.role:
        return {whole.role}
    return {
        item.owner.role
        for item in initiatives
        if item.owner and item.owner.role and whole.id in served[item.id]
    }


def gini(amounts: Iterable[float]) -> float | None:
    """Return how unevenly amounts are spread: 0 is even, (n - 1) / n all on one of n.

    None where there is nothing to spread.

    Source: Dixon, Weiner, Mitchell-Olds & Woodley (1987), Ecology 68(5), 1548-1551:
    G = sum of (2 i - n - 1) x_i / (n sum of x_i), with x in rising order and i from 1.

    >>> gini([2, 2, 2]), gini([0, 0, 0, 8])
    (0.0, 0.75)
    """
    rising = sorted(amounts)
    count, total = len(rising), sum(rising)
    if not total:
        return None
    return sum((2 * at - count - 1) * x for at, x in enumerate(rising, start=1)) / (count * total)
