"""The decisions that would free most, each tried by planning again with that one change."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import attrs

from changekit.interfaces.report.management_wording import WORDS
from changekit.interfaces.report.wording import day_words
from changekit.model.quantities import Capacity, HoursPerWeek
from changekit.services.planning.compiling.resources import ASSUMED_LIMIT
from changekit.services.planning.why.freeing import Freed, freed
from changekit.text import Text, join_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from changekit.interfaces.report.material import Material
    from changekit.model.municipality import Municipality
    from changekit.model.organisation import Organisation, Unit
    from changekit.services.planning import Decision, Plan

__all__ = ["Gain", "decisions", "relaxed"]

TRIED = 8
"""Ours: how many decisions are tried; each takes about as long as reading the plan."""
SHOWN = 3


@attrs.frozen(kw_only=True)
class Gain:
    """A decision, and what it frees.

    Attributes:
        tells_benefit: Whether to say by how much the benefit grows; not where none is known.
    """

    text: Text
    freed: Freed
    tells_benefit: bool = True

    @property
    def effect(self) -> Text:
        """What it frees, in words."""
        parts = []
        if self.freed.fit:
            parts.append(_counted("gain-fit", len(self.freed.fit)))
        if self.freed.earlier:
            parts.append(_counted("gain-earlier", len(self.freed.earlier)))
        if self.tells_benefit and round(100 * self.freed.share) >= 1:
            parts.append(WORDS["gain-benefit"].format(share=round(100 * self.freed.share)))
        return Text(
            {
                code: _capital(join_words((part.to(code) for part in parts), language=code)) + "."
                for code in ("sv", "en")
            }
        )


def decisions(material: Material) -> tuple[Gain, ...]:
    """Return the decisions that raise the benefit of the plan most, at most three.

    Ours: the candidates are the single changes that most initiatives say would free them; a unit
    gets room for one ordinary change more, a role as many hours as the one that lacks most.
    """
    plan = material.plan
    made = (relaxed(plan, item) for item in plan.decisions_that_free_most(4 * TRIED))
    candidates = [change for change in made if change is not None][:TRIED]
    found = [
        Gain(text=text, freed=freed(plan, town), tells_benefit=material.benefit_known)
        for text, town in candidates
    ]
    worth = [gain for gain in found if gain.freed.fit or gain.freed.earlier]
    worth.sort(
        key=lambda gain: (-gain.freed.share, -len(gain.freed.fit), -len(gain.freed.earlier))
    )
    return tuple(worth[:SHOWN])


def _counted(word: str, count: int) -> Text:
    return WORDS[f"{word}-one" if count == 1 else word].format(n=count)


def relaxed(plan: Plan, decision: Decision) -> tuple[Text, Municipality] | None:
    """Return a decision in words, and the municipality as it would be after it.

    None where it is not for a management group to decide, such as the length of a piece of work.
    """
    made = _MAKERS.get(decision.type, _undecidable)(plan, decision)
    if made is None:
        return None
    text, organisation = made
    return text, attrs.evolve(plan.compiled.municipality, organisation=organisation)


def _undecidable(plan: Plan, decision: Decision) -> None:
    del plan, decision


def _more_capacity(plan: Plan, decision: Decision) -> tuple[Text, Organisation] | None:
    town = plan.compiled.municipality
    unit = town.units_by_id.get(decision.subject)
    if unit is None or unit.capacity is None:
        return None
    told = unit.capacity
    raised = Capacity(
        default=None if told.default is None else told.default + 1,
        periods=tuple((name, amount + 1) for name, amount in told.periods),
    )
    text = WORDS["decide-capacity"].format(name=unit.name)
    return text, _with_unit(town.organisation, attrs.evolve(unit, capacity=raised))


def _more_hours(plan: Plan, decision: Decision) -> tuple[Text, Organisation] | None:
    town = plan.compiled.municipality
    role = town.roles_by_id.get(decision.subject)
    if role is None or role.capacity_hours_per_week is None:
        return None
    amount = max(1, math.ceil(decision.amount or 1))
    hours = HoursPerWeek(role.capacity_hours_per_week + amount)
    more = attrs.evolve(role, capacity_hours_per_week=hours)
    roles = tuple(more if item.id == role.id else item for item in town.organisation.roles)
    name = role.title or Text(sv=f"rollen {role.id}", en=f"the role {role.id}")
    text = WORDS["decide-role"].format(name=name, amount=amount)
    return text, attrs.evolve(town.organisation, roles=roles)


def _more_at_once(plan: Plan, decision: Decision) -> tuple[Text, Organisation] | None:
    town = plan.compiled.municipality
    if not decision.subject:
        if town.organisation.limit is None:
            return None
        text = WORDS["decide-limit"].format(name=WORDS["whole"])
        return text, attrs.evolve(town.organisation, limit=town.organisation.limit + 1)
    unit = town.units_by_id.get(decision.subject)
    if unit is None:
        return None
    text = WORDS["decide-limit"].format(name=unit.name)
    limit = (unit.limit or ASSUMED_LIMIT) + 1
    return text, _with_unit(town.organisation, attrs.evolve(unit, limit=limit))


def _with_unit(organisation: Organisation, unit: Unit) -> Organisation:
    units = tuple(unit if item.id == unit.id else item for item in organisation.units)
    return attrs.evolve(organisation, units=units)


def _no_freeze(plan: Plan, decision: Decision) -> tuple[Text, Organisation] | None:
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
    return WORDS["decide-freeze"].format(**days), attrs.evolve(organisation, freezes=others)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


_MAKERS: Mapping[str, Callable[[Plan, Decision], tuple[Text, Organisation] | None]] = {
    "capacity": _more_capacity,
    "role": _more_hours,
    "limit": _more_at_once,
    "freeze": _no_freeze,
}
"""By the type of what stands in the way: what a management group could decide."""
