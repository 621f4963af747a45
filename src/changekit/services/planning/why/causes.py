"""What holds a plan back, taken together: causes, decisions that would free most, open facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from changekit.extension.protocols.planning import Resource
from changekit.services.planning.compiling.assumptions import Assumption
from changekit.services.planning.compiling.resources import NO_UNIT
from changekit.services.planning.why.reasons import ReasonType
from changekit.services.planning.why.trouble import resource_name
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.services.planning.compiling.compile import Compiled
    from changekit.services.planning.why.explain import Placed

__all__ = ["Cause", "Decision", "Fact", "assumptions_of", "causes", "decisions", "facts"]


@attrs.frozen(kw_only=True)
class Cause:
    """What makes initiatives wait or stay out: their first hurdle.

    Attributes:
        type: The type of reason; a peak counts as the unit's capacity.
        waits: Those that wait, sorted.
        left_out: Those that are left out, sorted.
    """

    type: ReasonType
    subject: str
    title: Text
    waits: tuple[str, ...]
    left_out: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Decision:
    """One change that alone would let several initiatives start earlier, each taken by itself.

    Attributes:
        amount: The most that one of them needs.
        frees: The initiatives, sorted.
    """

    type: ReasonType
    subject: str
    title: Text
    amount: float | None
    frees: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Fact:
    """A fact that is worth finding out, because places in the plan rest on guessing it.

    Attributes:
        places: The initiatives whose places rest on it, sorted.
    """

    kind: str
    subject: str
    places: tuple[str, ...]
    text: Text

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the fact as JSON values."""
        return {
            "kind": self.kind, "subject": self.subject, "places": len(self.places),
            "text": self.text.to(language),
        }  # fmt: skip


TITLES = {
    "capacity": Text(sv="Vad {name} orkar", en="What {name} can carry"),
    "limit": Text(sv="Hur många som får pågå samtidigt: {name}",
                  en="How many may run at once: {name}"),
    "role": Text(sv="Tid för {name}", en="Time of {name}"),
    "precedence": Text(sv="Väntar på annat", en="Waits for other work"),
    "freeze": Text(sv="Frysperioder", en="Change freezes"),
    "deadline": Text(sv="Hinner inte i tid", en="No time before the last day"),
    "budget": Text(sv="Budgeten", en="The budget"),
    "conflict": Text(sv="Utesluter varandra", en="Rule each other out"),
    "decision": Text(sv="Redan avgjort", en="Decided already"),
}  # fmt: skip

QUESTIONS = {
    "limit": Text(
        sv="Vad {name} orkar: {count} initiativs platser hänger på det",
        en="What {name} can carry: the places of {count} initiatives rest on it",
    ),
    "value": Text(
        sv="Vilken nytta {figures} initiativ i {name} ger",
        en="What benefit {figures} initiatives of {name} give",
    ),
    "weeks": Text(
        sv="Hur länge {figures} initiativ i {name} pågår",
        en="How long {figures} initiatives of {name} take",
    ),
    "load": Text(
        sv="Vilka enheter {figures} initiativ i {name} belastar, och hur mycket",
        en="Which units {figures} initiatives of {name} put load on, and how much",
    ),
    "hours": Text(
        sv="Hur mycket tid {figures} initiativ i {name} tar av nyckelroller",
        en="How much time {figures} initiatives of {name} take of key roles",
    ),
    "start": Text(
        sv="När {figures} pågående initiativ i {name} började eller blir klara",
        en="When {figures} running initiatives of {name} started or will be done",
    ),
    "period": Text(
        sv="Vilken tid planen ska gälla (period i changekit.yaml)",
        en="Which time the plan is for (period in changekit.yaml)",
    ),
}

ABOUT_ONE = {
    "limit": Text(
        sv="Vad {name} orkar: 1 initiativs plats hänger på det",
        en="What {name} can carry: the place of 1 initiative rests on it",
    ),
    "value": Text(
        sv="Vilken nytta 1 initiativ i {name} ger", en="What benefit 1 initiative of {name} gives"
    ),
    "weeks": Text(
        sv="Hur länge 1 initiativ i {name} pågår", en="How long 1 initiative of {name} takes"
    ),
    "load": Text(
        sv="Vilka enheter 1 initiativ i {name} belastar, och hur mycket",
        en="Which units 1 initiative of {name} puts load on, and how much",
    ),
    "hours": Text(
        sv="Hur mycket tid 1 initiativ i {name} tar av nyckelroller",
        en="How much time 1 initiative of {name} takes of key roles",
    ),
    "start": Text(
        sv="När 1 pågående initiativ i {name} började eller blir klart",
        en="When 1 running initiative of {name} started or will be done",
    ),
}


def causes(compiled: Compiled, places: Iterable[Placed]) -> tuple[Cause, ...]:
    """Return what holds initiatives back, the cause with most of them first."""
    groups: dict[tuple[ReasonType, str], tuple[list[str], list[str]]] = {}
    for place in places:
        for reason in place.blocked_by[:1]:
            kind: ReasonType = "capacity" if reason.type == "peak" else reason.type
            subject = reason.subject if kind in ("capacity", "limit", "role") else ""
            waits, left_out = groups.setdefault((kind, subject), ([], []))
            (left_out if place.left_out else waits).append(place.id)
    found = [
        Cause(type=kind, subject=subject, title=_title(compiled, kind, subject),
              waits=tuple(sorted(waits)), left_out=tuple(sorted(left_out)))
        for (kind, subject), (waits, left_out) in groups.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda c: (-len(c.waits) - len(c.left_out), c.type, c.subject)))


def decisions(
    compiled: Compiled, places: Iterable[Placed], limit: int = 3
) -> tuple[Decision, ...]:
    """Return the changes that would let most initiatives start earlier.

    Ours: only changes that suffice alone count, and each initiative is looked at by itself: that
    all of them start earlier at once is not promised.
    """
    groups: dict[tuple[ReasonType, str], list[tuple[str, float | None]]] = {}
    for place in places:
        changes = place.released_by.changes if place.released_by else ()
        if len(changes) == 1:
            change = changes[0]
            groups.setdefault((change.type, change.subject), []).append((place.id, change.amount))
    found = [
        Decision(type=kind, subject=subject, title=_title(compiled, kind, subject),
                 amount=max((a for _, a in freed if a is not None), default=None),
                 frees=tuple(sorted(name for name, _ in freed)))
        for (kind, subject), freed in groups.items()
    ]  # fmt: skip
    found.sort(key=lambda d: (-len(d.frees), d.type, d.subject))
    return tuple(found[:limit])


def _title(compiled: Compiled, kind: ReasonType, subject: str) -> Text:
    if kind in ("capacity", "limit", "role"):
        at = compiled.shared.index.get((kind, subject))
        resource = compiled.shared.resources[at] if at is not None else Resource(kind, subject)
        return TITLES[kind].format(name=resource_name(compiled.municipality, resource))
    if subject in compiled.items:
        return compiled.items[subject].initiative.title
    return TITLES.get(kind, Text.plain(kind))


def assumptions_of(compiled: Compiled) -> tuple[Assumption, ...]:
    """Return everything that the plan assumes, by kind and by the unit that can be asked."""
    figures: dict[tuple[str, str], list[str]] = {}
    limits: dict[str, list[str]] = {}
    index, resources = compiled.shared.index, compiled.shared.resources
    planned = set(compiled.model.ids)
    for name, item in compiled.items.items():
        if name not in planned:
            continue
        owner = item.initiative.owner
        asked = owner.unit if owner else next(iter(item.units), NO_UNIT)
        for kind in item.assumed:
            figures.setdefault((kind, asked), []).append(name)
        for unit in item.units or (NO_UNIT,):
            for resource in ("limit", "capacity"):
                at = index.get((resource, unit))
                if at is not None and resources[at].assumed:
                    limits.setdefault(unit, []).append(name)
    found = [_assumption(kind, unit, names, len(names)) for (kind, unit), names in figures.items()]
    found += [_assumption("limit", unit, names, 1) for unit, names in limits.items()]
    if compiled.municipality.settings.period is None:
        found.append(_assumption("period", NO_UNIT, sorted(planned), 1))
    return tuple(sorted(found, key=lambda a: (-len(a.places), a.kind, a.subject)))


def _assumption(kind: str, subject: str, names: Iterable[str], figures: int) -> Assumption:
    places = tuple(sorted(set(names)))
    return Assumption(kind=kind, subject=subject, figures=figures, places=places)  # type: ignore[arg-type]  # the kinds made above


def facts(compiled: Compiled, assumed: Iterable[Assumption], limit: int = 3) -> tuple[Fact, ...]:
    """Return the facts to find first: those that most places rest on.

    Ours: one fact is what one unit can be asked. The period is asked for only when nothing else
    is, because every place rests on it and few would change.
    """
    ranked = sorted(
        assumed, key=lambda a: (a.kind == "period", -len(a.places), ORDER[a.kind], a.subject)
    )
    units: Mapping[str, Any] = compiled.municipality.units_by_id  # Any: units
    found = []
    for item in ranked[:limit]:
        name = units[item.subject].name if item.subject in units else Text.plain(item.subject)
        if not item.subject:
            name = Text(sv="initiativen utan enhet", en="the initiatives without a unit")
        alone = len(item.places) if item.kind == "limit" else item.figures
        asked = ABOUT_ONE.get(item.kind, QUESTIONS[item.kind]) if alone == 1 else None
        text = (asked or QUESTIONS[item.kind]).format(
            name=name, figures=item.figures, count=len(item.places)
        )
        found.append(Fact(kind=item.kind, subject=item.subject, places=item.places, text=text))
    return tuple(found)


ORDER = {kind: at for at, kind in enumerate(QUESTIONS)}
