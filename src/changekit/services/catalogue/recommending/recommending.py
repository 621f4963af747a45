"""Which concepts answer a need here: evidence, fit and track record, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.services.catalogue.evidence import evidence_of
from changekit.services.catalogue.recommending.asking import asked_for
from changekit.services.catalogue.recommending.facts import Facts
from changekit.services.catalogue.recommending.fitting import transferability
from changekit.services.catalogue.recommending.missing import Case, missing_fact, risky_fact
from changekit.services.catalogue.recommending.record import base_rate, track_record
from changekit.services.catalogue.recommending.result import Recommendation, Recommendations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.concept import Concept
    from changekit.model.municipality import Municipality
    from changekit.model.transfer import TransferCriterion
    from changekit.services.catalogue.collection import Catalogue
    from changekit.services.catalogue.recommending.asking import Fact

__all__ = ["judged", "recommend"]


def recommend(
    catalogue: Catalogue,
    municipality: Municipality | None = None,
    *,
    need: str | None = None,
    text: str | None = None,
    value: str | None = None,
    goal: str | None = None,
    measure: str | Fact | None = None,
    language: str | None = None,
) -> Recommendations:
    """Return the concepts that may answer exactly one question, the best first.

    The verdict comes first, then the lower end of the track record, then the evidence level, then
    the lower end of the fit, then the id. A superseded concept gives way to its heir, and one
    that is withdrawn is left out.

    Args:
        catalogue: The concepts.
        municipality: Who asks; without one nothing is known of the place.
        need: The id of a need.
        text: The need in one's own words.
        value: A value of a rubric, as in `siq-13/skills`, or `skills` where one rubric has it.
        goal: The id of a goal.
        measure: The id of a measure, or a fact of a case log: `{measure, value, target}`.
        language: The language in which the result shows itself; the catalogue's by default.

    Raises:
        InvalidValueError: Not exactly one question is asked.
        UnknownNameError: There is no such need, value, goal or measure.

    >>> from changekit.model.concept import Concept
    >>> from changekit.services.catalogue import Catalogue
    >>> concept = Concept.from_dict(
    ...     {
    ...         "id": "se-1/one-door",
    ...         "version": "1.0.0",
    ...         "title": "One door",
    ...         "needs": ["lead-time"],
    ...     }
    ... )
    >>> [found] = recommend(Catalogue.of([concept]), need="lead-time")
    >>> found.verdict, found.rule.id
    ('no-basis', 'nothing-known')
    """
    asked = asked_for(
        catalogue, municipality, need=need, text=text, value=value, goal=goal, measure=measure
    )
    language = language or catalogue.language
    facts = Facts.of(municipality) if municipality else Facts()
    criteria = municipality.criteria if municipality else ()
    rate = base_rate(catalogue.concepts)
    items = [
        judged(
            catalogue.by_id[name],
            facts,
            criteria=criteria,
            rate=rate,
            needs=asked.needs,
            instead_of=old,
            language=language,
        )
        for name, old in _in_use(catalogue, asked.candidates).items()
    ]
    return Recommendations(
        asked=asked,
        items=tuple(sorted(items, key=lambda item: item.key)),
        notice=municipality.notice if municipality else None,
        language=language,
    )


def _in_use(catalogue: Catalogue, candidates: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the concepts to look at, each with the ids whose place it has taken."""
    found: dict[str, set[str]] = {}
    for name in candidates:
        end = catalogue.relations.heirs.usable(name).end
        if end is not None:
            found.setdefault(end, set()).update({name} - {end})
    return {name: tuple(sorted(old)) for name, old in sorted(found.items())}


def judged(
    concept: Concept,
    facts: Facts,
    *,
    criteria: Iterable[TransferCriterion] = (),
    rate: float = 0.5,
    needs: Iterable[str] = (),
    instead_of: tuple[str, ...] = (),
    language: str = "en",
) -> Recommendation:
    """Return the three answers on one concept, the verdict, and what would change it.

    Args:
        concept: The concept.
        facts: What is known of the municipality that asks.
        criteria: The criteria of transferability.
        rate: The base rate of the catalogue.
        needs: What is needed: items that speak of other needs alone are left out; none: all count.
        instead_of: Ids whose place it has taken.
        language: The language in which the result shows itself.
    """
    wanted = tuple(needs)
    facts = facts.about(wanted or concept.needs)
    evidence = evidence_of(_speaking_of(concept, wanted), language=language)
    fit = transferability(concept, facts, criteria)
    record = track_record(concept, facts, rate=rate)
    case = Case(concept=concept, evidence=evidence, fit=fit, facts=facts, rate=rate)
    return Recommendation(
        id=concept.id,
        title=concept.title,
        evidence=evidence,
        transferability=fit,
        track_record=record,
        rule=case.rule(),
        missing=missing_fact(case),
        risk=risky_fact(case),
        instead_of=instead_of,
        here=facts.progress(concept),
        left_out=len(concept.evidence) - len(evidence.concept.evidence),
        level_in_all=evidence_of(concept).shown,
        language=language,
    )


def _speaking_of(concept: Concept, needs: Iterable[str]) -> Concept:
    """Return a concept with the items that speak of any of some needs, or of no need by name."""
    wanted = set(needs)
    if not wanted or not any(item.needs for item in concept.evidence):
        return concept
    kept = tuple(item for item in concept.evidence if not item.needs or wanted & set(item.needs))
    return attrs.evolve(concept, evidence=kept)
