"""What holds initiatives back, taken together: what stands in the way of most of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.municipality import Municipality
    from changekit.services.planning.why.explain import Placed

__all__ = ["Cause", "CauseKind", "cause_of", "causes", "subject_name"]

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
ROLE = Text(sv="Rollen {id}", en="The role {id}")
_ABOUT_SOMEBODY = ("unit", "limit", "role")


@attrs.frozen(kw_only=True)
class Cause:
    """What makes initiatives wait or stay out: their first hurdle, as people would name it.

    Attributes:
        subject: The unit or role that it is about; empty for none.
        name: What that is called; none is the whole organisation.
        title: The cause as a sentence.
        waits: Those that wait, sorted.
        left_out: Those that are left out, sorted.
    """

    kind: CauseKind
    subject: str
    name: Text
    title: Text
    waits: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """All that it holds back, sorted."""
        return tuple(sorted((*self.waits, *self.left_out)))


def cause_of(place: Placed) -> tuple[CauseKind, str]:
    """Return what stands in the way of an initiative just before its start, or at all.

    A peak counts as the unit's capacity; where nothing stands in the way, it was decided so.
    """
    first = next(iter(place.blocked_by), None)
    kind = _KINDS.get(first.type, "decision") if first else "decision"
    return kind, first.subject if first and kind in _ABOUT_SOMEBODY else ""


def causes(municipality: Municipality, places: Iterable[Placed]) -> tuple[Cause, ...]:
    """Return what holds back those that wait or are left out, the widest cause first."""
    groups: dict[tuple[CauseKind, str], tuple[list[str], list[str]]] = {}
    for place in places:
        if place.left_out or place.state == "waits":
            waits, left_out = groups.setdefault(cause_of(place), ([], []))
            (left_out if place.left_out else waits).append(place.id)
    found = []
    for (kind, subject), (waits, left_out) in groups.items():
        name = subject_name(municipality, kind, subject)
        called = name
        if kind == "role" and name == Text.plain(subject):
            called = ROLE.format(id=subject)
        found.append(
            Cause(
                kind=kind, subject=subject, name=name, title=TITLES[kind].format(name=called),
                waits=tuple(sorted(waits)), left_out=tuple(sorted(left_out)),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda c: (-len(c.ids), c.kind, c.subject)))


def subject_name(municipality: Municipality, kind: CauseKind, subject: str) -> Text:
    """Return what the unit or role of a cause is called; none is the whole organisation."""
    if kind == "role":
        role = municipality.roles_by_id.get(subject)
        return role.title if role and role.title else Text.plain(subject)
    unit = municipality.units_by_id.get(subject)
    return unit.name if unit else Text.plain(subject) if subject else WHOLE
