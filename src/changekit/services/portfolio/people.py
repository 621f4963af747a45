"""Roles that sit in everything, and roles on which everything hangs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import attrs

from changekit.findings import Finding
from changekit.rules import portfolio as rules
from changekit.services.portfolio.open_work import (
    in_words,
    initiative_finding,
    listed,
    open_initiatives,
)
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality

__all__ = [
    "EVERYTHING", "Alone", "alone", "no_owner", "participation", "role_in_everything",
    "single_points",
]  # fmt: skip

EVERYTHING = 0.5
"""Ours: who sits in half of all open initiatives, and in each focus area, sits in everything."""
AREAS = 3
"""Ours: with fewer focus areas than this, to sit in each of them says nothing."""
FEW = 5
"""Ours: with fewer open initiatives than this, a role in half of them is no wonder."""
ALONE = 3
"""Ours: from so many initiatives on, a role that is alone in them is a risk."""


def _roles(item: Initiative) -> set[str]:
    named = {key.role for key in item.roles}
    owner = item.owner.role if item.owner else None
    mandate = item.mandate.owner if item.mandate else None
    return named | {role for role in (owner, mandate) if role}


def participation(municipality: Municipality) -> dict[str, tuple[str, ...]]:
    """Return the open initiatives that each role sits in: as owner, key role or mandate owner."""
    sits: dict[str, list[str]] = defaultdict(list)
    for item in open_initiatives(municipality):
        for role in _roles(item):
            sits[role].append(item.id)
    return {role: tuple(sits[role]) for role in sorted(sits)}


@attrs.frozen(kw_only=True)
class Alone:
    """Where a role is the only one.

    Attributes:
        initiatives: Open initiatives that name no other role.
        units: The units that own these.
        focus_areas: Focus areas with several open initiatives in which nobody else sits.
    """

    role: str
    initiatives: tuple[str, ...]
    units: tuple[str, ...]
    focus_areas: tuple[str, ...]


def alone(municipality: Municipality) -> tuple[Alone, ...]:
    """Return the roles that are alone somewhere, in the order of their ids."""
    single: dict[str, list[Initiative]] = defaultdict(list)
    in_goal: dict[str, list[Initiative]] = defaultdict(list)
    for item in open_initiatives(municipality):
        roles = _roles(item)
        if len(roles) == 1:
            single[next(iter(roles))].append(item)
        for goal in item.goals:
            in_goal[goal].append(item)
    areas: dict[str, list[str]] = defaultdict(list)
    for grouping in municipality.goals.groupings:
        work = {item.id: item for goal in grouping.goals for item in in_goal[goal]}
        roles = {role for item in work.values() for role in _roles(item)}
        roles |= {grouping.role} if grouping.role else set()
        if len(roles) == 1 and len(work) > 1:
            areas[next(iter(roles))].append(grouping.id)
    return tuple(
        Alone(
            role=role,
            initiatives=tuple(item.id for item in single.get(role, ())),
            units=tuple(sorted({i.owner.unit for i in single.get(role, ()) if i.owner})),
            focus_areas=tuple(areas.get(role, ())),
        )
        for role in sorted({*single, *areas})
    )


def role_in_everything(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find roles that sit in at least half of at least five open initiatives.

    Where there are three focus areas or more, they sit in each that has open initiatives too.
    """
    total = len(open_initiatives(municipality))
    areas = _roles_by_area(municipality)
    for role, names in participation(municipality).items():
        everywhere = all(role in roles for roles in areas.values())
        if total < FEW or len(names) < EVERYTHING * total or not everywhere:
            continue
        percent = round(100 * len(names) / total)
        text = Text(sv="{n} av {n} helheter", en="{n} of {n} focus areas").format(n=len(areas))
        values = {
            "count": len(names), "total": total, "percent": percent,
            "areas": Text(sv=f", {text.to('sv')}", en=f", {text.to('en')}") if areas else "",
        }  # fmt: skip
        place = municipality.place("role", role)
        yield Finding.of(rules.ROLE_IN_EVERYTHING, values, subject=role, place=place)


def _roles_by_area(municipality: Municipality) -> dict[str, set[str]]:
    """Return the roles in each focus area with open initiatives; none where areas are few."""
    in_goal: dict[str, set[str]] = defaultdict(set)
    for item in open_initiatives(municipality):
        for goal in item.goals:
            in_goal[goal] |= _roles(item)
    areas = {}
    for grouping in municipality.goals.groupings:
        roles = set().union(*(in_goal[goal] for goal in grouping.goals))
        if roles:
            areas[grouping.id] = roles | ({grouping.role} if grouping.role else set())
    return areas if len(areas) >= AREAS else {}


def single_points(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find roles without which several units' initiatives, or whole focus areas, have nobody.

    Ours: at least three initiatives of at least two units (that the head of a unit is alone in
    the unit's own is usual), or one focus area.
    """
    for item in alone(municipality):
        what: list[Text] = []
        if len(item.initiatives) >= ALONE and len(item.units) > 1:
            count, names = len(item.initiatives), listed(item.initiatives)
            what.append(
                Text(
                    sv="{n} förändringsinitiativ ({names})", en="{n} initiatives ({names})"
                ).format(n=count, names=names)
            )
        if item.focus_areas:
            names = listed(item.focus_areas)
            what.append(
                Text(sv="helheten {names}", en="the focus area {names}").format(names=names)
                if len(item.focus_areas) == 1
                else Text(sv="helheterna {names}", en="the focus areas {names}").format(
                    names=names
                )
            )
        if what:
            yield Finding.of(
                rules.SINGLE_POINT_OF_FAILURE, {"what": in_words(what)},
                subject=item.role, place=municipality.place("role", item.role),
            )  # fmt: skip


def no_owner(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find open initiatives that no unit answers for."""
    for item in open_initiatives(municipality):
        if item.owner is None:
            yield initiative_finding(municipality, rules.NO_OWNER, item)
