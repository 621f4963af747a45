"""What a plan rests on that nobody knows, and the facts that are worth finding out first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from changekit.services.planning.compiling.assumptions import Assumption
from changekit.services.planning.compiling.resources import NO_UNIT
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.services.planning.compiling.compile import Compiled

__all__ = ["Fact", "assumptions_of", "facts"]


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
