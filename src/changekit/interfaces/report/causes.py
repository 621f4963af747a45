"""Initiatives that wait or are left out, grouped by what stands in their way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from changekit.services.planning import Placed
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.interfaces.report.material import Material

__all__ = ["Cause", "CauseKind", "Group", "cause_of", "groups", "subject_name"]

CauseKind: TypeAlias = Literal[
    "unit", "limit", "role", "dependency", "conflict", "freeze", "time", "money", "decision",
]  # fmt: skip
_KINDS: dict[str, CauseKind] = {
    "capacity": "unit",
    "peak": "unit",
    "limit": "limit",
    "role": "role",
    "precedence": "dependency",
    "conflict": "conflict",
    "freeze": "freeze",
    "deadline": "time",
    "earliest": "time",
    "budget": "money",
}
"""By the type of a reason: the cause that a management group would name."""
TITLES: dict[CauseKind, Text] = {
    "unit": Text(sv="{name} orkar inte fler förändringar samtidigt",
                 en="{name} cannot carry more changes at once"),
    "limit": Text(sv="{name} har redan så många förändringar på gång som får pågå samtidigt",
                  en="{name} already has as many changes going on as may run at once"),
    "role": Text(sv="{name} har inte tid till mer", en="{name} has no time for more"),
    "dependency": Text(sv="Något annat måste bli klart först",
                       en="Something else has to be done first"),
    "conflict": Text(sv="Krockar med något annat i planen",
                     en="Clashes with something else in the plan"),
    "freeze": Text(sv="Skulle annars bli klart i en frysperiod",
                   en="Would otherwise be finished in a change freeze"),
    "time": Text(sv="Tiden räcker inte före sista dagen",
                 en="There is not enough time before the last day"),
    "money": Text(sv="Pengarna räcker inte", en="There is not enough money"),
    "decision": Text(sv="Enligt beslut", en="By decision"),
}  # fmt: skip
WHOLE = Text(sv="Hela organisationen", en="The whole organisation")
_ABOUT_SOMEBODY = ("unit", "limit", "role")


@attrs.frozen
class Cause:
    """What stands in the way: the kind, and the unit or role that it is about."""

    kind: CauseKind
    subject: str = ""


@attrs.frozen(kw_only=True)
class Group:
    """Initiatives with the same cause, in the order of the ranking."""

    cause: Cause
    title: Text
    items: tuple[Placed, ...]


def cause_of(item: Placed) -> Cause:
    """Return what stands in the way of an initiative just before its start, or at all."""
    first = next(iter(item.blocked_by), None)
    kind = _KINDS.get(first.type, "decision") if first else "decision"
    subject = first.subject if first and kind in _ABOUT_SOMEBODY else ""
    return Cause(kind, subject)


def groups(material: Material, items: Iterable[Placed]) -> tuple[Group, ...]:
    """Return initiatives by cause, the cause with the most of them first."""
    found: dict[Cause, list[Placed]] = {}
    for item in items:
        found.setdefault(cause_of(item), []).append(item)
    ordered = sorted(
        found.items(), key=lambda pair: (-len(pair[1]), pair[0].kind, pair[0].subject)
    )
    return tuple(
        Group(cause=cause, title=_title(material, cause), items=_ranked(material, inside))
        for cause, inside in ordered
    )


def _ranked(material: Material, items: list[Placed]) -> tuple[Placed, ...]:
    by_id = {item.id: item for item in items}
    return tuple(by_id[name] for name in material.ranked(by_id))


def _title(material: Material, cause: Cause) -> Text:
    name = subject_name(material, cause)
    if cause.kind == "role" and name == Text.plain(cause.subject):
        name = Text(sv="Rollen {id}", en="The role {id}").format(id=cause.subject)
    return TITLES[cause.kind].format(name=name)


def subject_name(material: Material, cause: Cause) -> Text:
    """Return what the unit or role of a cause is called; none is the whole organisation."""
    town = material.municipality
    if cause.kind == "role":
        role = town.roles_by_id.get(cause.subject)
        return role.title if role and role.title else Text.plain(cause.subject)
    unit = town.units_by_id.get(cause.subject)
    return unit.name if unit else Text.plain(cause.subject) if cause.subject else WHOLE
