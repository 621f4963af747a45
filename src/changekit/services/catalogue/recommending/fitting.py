"""Whether a concept can be expected to work here: criterion by criterion, unknowns kept apart.

Source: Schloemer & Schröder-Bäck (2018), Implementation Science 13:88 (PIET-T), and Cambon et al.
(2013), BMC Public Health 13:1184 (ASTAIRE): transferability is judged by many criteria, and can be
anticipated but not measured beforehand. Ours: the scores, and the interval over what is unknown.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from changekit.services.catalogue.heirs import plain_id
from changekit.services.catalogue.recommending import lookups
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from changekit.model.concept import Concept
    from changekit.model.transfer import Condition, ContextAnswer, TransferCriterion
    from changekit.services.catalogue.recommending.facts import Facts

__all__ = ["SCORES", "Answer", "Judgement", "Transferability", "transferability"]

Answer: TypeAlias = Literal["same", "adaptable", "unmet", "blocking", "unknown"]

SCORES: Final[Mapping[Answer, float]] = {
    "same": 1.0, "adaptable": 0.5, "unmet": 0.0, "blocking": 0.0,
}  # fmt: skip
"""Ours: what has to be adapted is half as good as what is the same; what is not so is worth
nothing."""
ANSWER_NAMES: Final[Mapping[Answer, Text]] = {
    "same": Text(sv="uppfyllt", en="met"),
    "adaptable": Text(sv="kräver anpassning", en="has to be adapted"),
    "unmet": Text(sv="inte uppfyllt", en="not met"),
    "blocking": Text(sv="hindrar", en="blocks"),
    "unknown": Text(sv="okänt", en="unknown"),
}


@attrs.frozen(kw_only=True)
class Judgement:
    """One criterion, held against what is known of the municipality.

    Attributes:
        id: The criterion; with #2 and on where a concept has several conditions on it.
        asked_by: Whether the concept sets it as a condition, it is looked up from what the
            concept says, or it is asked of every concept.
        blocking: Whether the concept fails where it is not so.
    """

    id: str
    title: Text
    weight: float = 1.0
    answer: Answer
    why: Text
    asked_by: Literal["condition", "concept", "catalogue"]
    blocking: bool = False

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the judgement as JSON values."""
        return {
            "id": self.id,
            "title": self.title.to(language),
            "weight": self.weight,
            "answer": self.answer,
            "why": self.why.to(language),
            "asked_by": self.asked_by,
            "blocking": self.blocking,
        }


@attrs.frozen(kw_only=True)
class Transferability:
    """How well a concept fits a municipality: what is known, and what that leaves open."""

    judgements: tuple[Judgement, ...] = ()

    @property
    def known(self) -> tuple[Judgement, ...]:
        """The criteria with an answer."""
        return tuple(item for item in self.judgements if item.answer != "unknown")

    @property
    def unknown(self) -> tuple[Judgement, ...]:
        """The criteria without an answer."""
        return tuple(item for item in self.judgements if item.answer == "unknown")

    @property
    def blockers(self) -> tuple[Judgement, ...]:
        """What keeps the concept from working here; any one is enough."""
        return tuple(item for item in self.judgements if item.answer == "blocking")

    @property
    def fit(self) -> float | None:
        """The weighted mean of what is known, from 0 to 1; None where nothing is."""
        weight = sum(item.weight for item in self.known)
        return self._score / weight if weight > 0 else None

    @property
    def low(self) -> float:
        """The fit if everything unknown turns out worst; 0 where nothing is asked."""
        return self._score / self._weight if self._weight > 0 else 0.0

    @property
    def high(self) -> float:
        """The fit if everything unknown turns out best; 1 where nothing is asked."""
        if self._weight <= 0:
            return 1.0
        return (self._score + sum(item.weight for item in self.unknown)) / self._weight

    @property
    def coverage(self) -> float | None:
        """The share of the criteria that have an answer; None where nothing is asked."""
        return len(self.known) / len(self.judgements) if self.judgements else None

    @property
    def _score(self) -> float:
        return sum(item.weight * SCORES[item.answer] for item in self.known)

    @property
    def _weight(self) -> float:
        return sum(item.weight for item in self.judgements)

    def answered(self, answers: Mapping[str, Answer]) -> Transferability:
        """Return what it would be with other answers to some criteria."""
        return Transferability(
            judgements=tuple(
                attrs.evolve(item, answer=answers.get(item.id, item.answer))
                for item in self.judgements
            )
        )

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the answer as JSON values."""
        return {
            "fit": self.fit,
            "low": self.low,
            "high": self.high,
            "known": len(self.known),
            "all": len(self.judgements),
            "coverage": self.coverage,
            "blockers": [item.id for item in self.blockers],
            "criteria": [item.to_dict(language) for item in self.judgements],
        }


def transferability(
    concept: Concept, facts: Facts, criteria: Iterable[TransferCriterion] = ()
) -> Transferability:
    """Return how well a concept fits what is known of a municipality.

    Asked are: every condition of the concept, what can be looked up from the concept itself
    (where it has been tried, its language, its enablers, what it requires), the criteria that
    are asked of every concept, and those that the municipality has answered anyway.
    """
    known = {item.id: item for item in criteria}
    found = [*_conditions(concept, facts, known), *_looked_up(concept, facts)]
    asked = {plain_criterion(item.id) for item in found}
    found += [
        _general(item, concept, facts)
        for item in known.values()
        if item.id not in asked and (item.always or _own_answer(item, concept, facts))
    ]
    return Transferability(judgements=tuple(sorted(found, key=lambda item: item.id)))


def plain_criterion(name: str) -> str:
    """Return the criterion of a judgement, without its number."""
    return name.partition("#")[0]


def _conditions(
    concept: Concept, facts: Facts, criteria: Mapping[str, TransferCriterion]
) -> Iterator[Judgement]:
    seen: Counter[str] = Counter()
    for condition in sorted(concept.conditions, key=str):
        seen[condition.criterion] += 1
        number = seen[condition.criterion]
        criterion = criteria.get(condition.criterion)
        title = condition.text or (criterion.title if criterion else None)
        own = _own_answer(criterion, concept, facts, name=condition.criterion)
        answer, why = _judged(condition, own, facts)
        yield Judgement(
            id=condition.criterion if number == 1 else f"{condition.criterion}#{number}",
            title=title or Text.plain(condition.criterion),
            weight=criterion.weight if criterion else 1.0,
            answer=answer,
            why=why,
            asked_by="condition",
            blocking=condition.blocking,
        )


def _own_answer(
    criterion: TransferCriterion | None, concept: Concept, facts: Facts, *, name: str = ""
) -> ContextAnswer | None:
    """Return the municipality's own answer to a criterion, which may be one of no catalogue."""
    per_need = criterion is not None and criterion.per_need
    asked = criterion.id if criterion else name
    return facts.answer(asked, plain_id(concept.id), per_need=per_need)


def _judged(condition: Condition, own: ContextAnswer | None, facts: Facts) -> tuple[Answer, Text]:
    """Return the municipality's own answer, or else the worst of what can be looked up.

    What it says of this concept or its needs stands before what its files say in passing.
    """
    if own and (own.concept or own.needs or not lookups.can_look_up(condition)):
        return own.answer, own.why or _SAID
    found = lookups.condition_answers(condition, facts)
    if not found:
        return "unknown", _NOBODY
    met, why = min(found, key=lambda pair: _MET_ORDER[pair[0]])
    if met is None:
        return (own.answer, own.why or _SAID) if own else ("unknown", why)
    if met:
        return "same", why
    return ("blocking" if condition.blocking else "unmet"), why


# What is not so settles it; what is not known keeps it open; only then is it met.
_MET_ORDER: Final[Mapping[bool | None, int]] = {False: 0, None: 1, True: 2}
_SAID = Text(sv="enligt kommunens egen bedömning", en="by the municipality's own judgement")
_NOBODY = Text(sv="ingen har svarat", en="nobody has answered")


def _looked_up(concept: Concept, facts: Facts) -> Iterator[Judgement]:
    conditioned = {item.enabler for item in concept.conditions if item.enabler}
    found = [
        *lookups.enablers(concept, facts, besides=conditioned),
        *lookups.required(concept, facts),
        lookups.language(concept, facts),
        lookups.country(concept, facts),
    ]
    for name, title, answer, why in found:
        yield Judgement(id=name, title=title, answer=answer, why=why, asked_by="concept")


def _general(criterion: TransferCriterion, concept: Concept, facts: Facts) -> Judgement:
    own = _own_answer(criterion, concept, facts)
    return Judgement(
        id=criterion.id,
        title=criterion.title,
        weight=criterion.weight,
        answer=own.answer if own else "unknown",
        why=(own.why or _SAID) if own else _NOBODY,
        asked_by="catalogue",
    )
