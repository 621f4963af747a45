"""The decisions that would free most, each tried with everything else where it is."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import attrs

from changekit.model.quantities import Capacity, HoursPerWeek
from changekit.services.planning.compiling.resources import ASSUMED_LIMIT
from changekit.services.planning.why.freeing import Freed, freed
from changekit.services.planning.why.reasons import ReasonType
from changekit.text import Text, day_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from changekit.model.municipality import Municipality
    from changekit.model.organisation import Organisation, Unit
    from changekit.services.planning.result import Plan
    from changekit.services.planning.why.explain import Placed

__all__ = ["Candidate", "Decision", "candidates", "decisions", "relaxed"]

TRIED = 8
"""Ours: how many decisions are tried; each takes about as long as reading the plan."""
WORDS = {
    "capacity": Text(
        sv="Avlasta {name} så att en förändring till ryms åt gången.",
        en="Relieve {name} so that one more change fits at a time.",
    ),
    "role": Text(
        sv="Ge {name} {amount} timmar mer i veckan till förändringsarbete.",
        en="Give {name} {amount} more hours a week for change.",
    ),
    "limit": Text(
        sv="Låt {name} ha en förändring till på gång samtidigt.",
        en="Let {name} have one more change going on at the same time.",
    ),
    "freeze": Text(
        sv="Låt förändringar bli klara även i frysperioden {first} till {last}.",
        en="Let changes be finished in the change freeze from {first} to {last} as well.",
    ),
    "whole": Text(sv="hela organisationen", en="the whole organisation"),
}


@attrs.frozen(kw_only=True)
class Candidate:
    """One change that alone would let several initiatives start earlier, each taken by itself.

    Attributes:
        amount: The most that one of them needs.
        frees: The initiatives, sorted.
    """

    type: ReasonType
    subject: str
    amount: float | None
    frees: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Decision:
    """A decision that a management group could take, and what it frees at once.

    Attributes:
        subject: The unit or role that it is about; empty for the whole organisation.
        text: The decision in words.
    """

    type: ReasonType
    subject: str
    text: Text
    freed: Freed


def candidates(places: Iterable[Placed]) -> tuple[Candidate, ...]:
    """Return the single changes that most initiatives say would free them, most first.

    Ours: only changes that suffice alone count, and each initiative is looked at by itself.
    """
    groups: dict[tuple[ReasonType, str], list[tuple[str, float | None]]] = {}
    for place in places:
        changes = place.released_by.changes if place.released_by else ()
        if len(changes) == 1:
            change = changes[0]
            groups.setdefault((change.type, change.subject), []).append((place.id, change.amount))
    found = [
        Candidate(
            type=kind, subject=subject,
            amount=max((a for _, a in named if a is not None), default=None),
            frees=tuple(sorted(name for name, _ in named)),
        )
        for (kind, subject), named in groups.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda c: (-len(c.frees), c.type, c.subject)))


def decisions(plan: Plan, limit: int = 3) -> tuple[Decision, ...]:
    """Return the decisions that raise the value of a plan most.

    Ours: the candidates are the single changes that most initiatives say would free them; a unit
    gets room for one ordinary change more, a role as many hours as the one that lacks most. Each
    is tried by itself, with everything else where it is.
    """
    found: list[Decision] = []
    for item in candidates(plan.places.values()):
        made = relaxed(plan, item)
        if made is not None and len(found) < max(TRIED, limit):
            text, town = made
            gain = freed(plan, town)
            found.append(Decision(type=item.type, subject=item.subject, text=text, freed=gain))
    worth = [item for item in found if item.freed.fit or item.freed.earlier]
    worth.sort(key=lambda d: (-d.freed.share, -len(d.freed.fit), -len(d.freed.earlier)))
    return tuple(worth[:limit])


def relaxed(plan: Plan, decision: Candidate) -> tuple[Text, Municipality] | None:
    """Return a decision in words, and the municipality as it would be after it.

    None where it is not for a management group to decide, such as the length of a piece of work.
    """
    made = _MAKERS.get(decision.type, _undecidable)(plan, decision)
    if made is None:
        return None
    text, organisation = made
    return text, attrs.evolve(plan.compiled.municipality, organisation=organisation)


def _undecidable(plan: Plan, decision: Candidate) -> None:
    del plan, decision


def _more_capacity(plan: Plan, decision: Candidate) -> tuple[Text, Organisation] | None:
    town = plan.compiled.municipality
    unit = town.units_by_id.get(decision.subject)
    if unit is None or unit.capacity is None:
        return None
    told = unit.capacity
    raised = Capacity(
        default=None if told.default is None else told.default + 1,
        periods=tuple((name, amount + 1) for name, amount in told.periods),
    )
    text = WORDS["capacity"].format(name=unit.name)
    return text, _with_unit(town.organisation, attrs.evolve(unit, capacity=raised))


def _more_hours(plan: Plan, decision: Candidate) -> tuple[Text, Organisation] | None:
    town = plan.compiled.municipality
    role = town.roles_by_id.get(decision.subject)
    if role is None or role.capacity_hours_per_week is None:
        return None
    amount = max(1, math.ceil(decision.amount or 1))
    hours = HoursPerWeek(role.capacity_hours_per_week + amount)
    more = attrs.evolve(role, capacity_hours_per_week=hours)
    roles = tuple(more if item.id == role.id else item for item in town.organisation.roles)
    name = role.title or Text(sv=f"rollen {role.id}", en=f"the role {role.id}")
    text = WORDS["role"].format(name=name, amount=amount)
    return text, attrs.evolve(town.organisation, roles=roles)


def _more_at_once(plan: Plan, decision: Candidate) -> tuple[Text, Organisation] | None:
    town = plan.compiled.municipality
    if not decision.subject:
        if town.organisation.limit is None:
            return None
        text = WORDS["limit"].format(name=WORDS["whole"])
        return text, attrs.evolve(town.organisation, limit=town.organisation.limit + 1)
    unit = town.units_by_id.get(decision.subject)
    if unit is None:
        return None
    text = WORDS["limit"].format(name=unit.name)
    limit = (unit.limit or ASSUMED_LIMIT) + 1
    return text, _with_unit(town.organisation, attrs.evolve(unit, limit=limit))


def _with_unit(organisation: Organisation, unit: Unit) -> Organisation:
    units = tuple(unit if item.id == unit.id else item for item in organisation.units)
    return attrs.evolve(organisation, units=units)


def _no_freeze(plan: Plan, decision: Candidate) -> tuple[Text, Organisation] | None:
    """Return the organisation without the change freeze that most of them wait for."""
    organisation = plan.compiled.municipality.organisation
    calendar = plan.compiled.calendar
    weeks = {
        calendar.label(week): freeze
        for freeze in organisation.freezes
        for week in calendar.touched(freeze.from_, freeze.to)
    }
    asked = Counter(
        weeks[change.period]
        for name in decision.frees
        if (freed := plan.places[name].released_by) is not None
        for change in freed.changes
        if change.type == "freeze" and change.period in weeks
    )
    if not asked:
        return None
    most = min(asked, key=lambda freeze: (-asked[freeze], freeze.from_, freeze.to))
    others = tuple(item for item in organisation.freezes if item != most)
    days = {"first": day_words(most.from_), "last": day_words(most.to)}
    return WORDS["freeze"].format(**days), attrs.evolve(organisation, freezes=others)


_MAKERS: Mapping[str, Callable[[Plan, Candidate], tuple[Text, Organisation] | None]] = {
    "capacity": _more_capacity,
    "role": _more_hours,
    "limit": _more_at_once,
    "freeze": _no_freeze,
}
"""By the type of what stands in the way: what a management group could decide."""
