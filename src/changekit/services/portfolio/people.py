"""Roles that sit in everything, roles on which everything hangs, and work without an owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.findings import Finding
from changekit.rules import portfolio as rules
from changekit.services.organisation import role_matrix
from changekit.services.portfolio.open_work import (
    in_words,
    initiative_finding,
    listed,
    open_initiatives,
)
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.services.organisation import RoleLoad

__all__ = ["no_owner", "role_in_everything", "single_points"]

EVERYTHING = 0.5
"""Ours: who sits in half of all open initiatives, and in each focus area, sits in everything."""
FEW = 5
"""Ours: with fewer open initiatives than this, a role in half of them is no wonder."""
ALONE = 3
"""Ours: from so many initiatives of several units on, a role that is alone in them is a risk; a
head who is alone in the unit's own is usual."""
SOLE_OWNER = 2
"""Ours: to answer for one focus area alone is usual, to answer for two is a risk."""
_EVERY_AREA = Text(sv=", {n} av {n} helheter", en=", {n} of {n} focus areas")


def role_in_everything(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find roles that sit in at least half of at least five open initiatives.

    Where there are several focus areas, they sit in each of them too.
    """
    open_ids = {item.id for item in open_initiatives(municipality)}
    matrix = role_matrix(municipality)
    areas = len(matrix.wholes) if len(matrix.wholes) > 1 else 0
    if len(open_ids) < FEW:
        return
    for item in matrix.items:
        count = len(open_ids.intersection(item.initiatives))
        if count >= EVERYTHING * len(open_ids) and (item.in_everything or not areas):
            values = {
                "count": count, "total": len(open_ids),
                "percent": round(100 * count / len(open_ids)),
                "areas": _EVERY_AREA.format(n=areas) if areas else "",
            }  # fmt: skip
            place = municipality.place("role", item.role)
            yield Finding.of(rules.ROLE_IN_EVERYTHING, values, subject=item.role, place=place)


def single_points(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find roles without which several units' initiatives, or focus areas, have nobody.

    That is three initiatives of two units or more, or two focus areas.
    """
    items = {item.id: item for item in open_initiatives(municipality)}
    for role in role_matrix(municipality).items:
        what = _left_alone(role, items)
        if what:
            yield Finding.of(
                rules.SINGLE_POINT_OF_FAILURE, {"what": in_words(what)},
                subject=role.role, place=municipality.place("role", role.role),
            )  # fmt: skip


def _left_alone(role: RoleLoad, items: Mapping[str, Initiative]) -> list[Text]:
    alone = [items[name] for name in role.alone_in if name in items]
    units = {item.owner.unit for item in alone if item.owner}
    what = []
    if len(alone) >= ALONE and len(units) > 1:
        names = listed(item.id for item in alone)
        what.append(
            Text(sv="{n} förändringsinitiativ ({names})", en="{n} initiatives ({names})").format(
                n=len(alone), names=names
            )
        )
    if len(role.sole_owner_of) >= SOLE_OWNER:
        names = listed(role.sole_owner_of)
        what.append(
            Text(sv="{n} helheter ({names})", en="{n} focus areas ({names})").format(
                n=len(role.sole_owner_of), names=names
            )
        )
    return what


def no_owner(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find open initiatives that no unit answers for."""
    for item in open_initiatives(municipality):
        if item.owner is None:
            yield initiative_finding(municipality, rules.NO_OWNER, item)
