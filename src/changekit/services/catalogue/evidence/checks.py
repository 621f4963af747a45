"""What is wrong with a municipality's own claims and observations: findings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from changekit.findings import Finding, Place
from changekit.rules import evidence as rules
from changekit.services.catalogue.evidence.certainty import CERTAINTIES, CERTAINTY_NAMES
from changekit.services.catalogue.evidence.items import LEVELS, change_of, label
from changekit.services.catalogue.evidence.result import evidence_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from changekit.model.concept import Concept, Evidence
    from changekit.model.municipality import Municipality
    from changekit.rules import Rule

__all__ = ["concept_findings", "evidence_findings"]

FEWEST: Final = 10
"""Ours: of fewer than ten, one more or one less moves a share by more than ten points."""


def evidence_findings(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find what is wrong with the evidence of a municipality's own concepts."""
    for concept in municipality.concepts:
        if ("concept", concept.id) not in municipality.from_packs:
            claim = municipality.place("concept", concept.id, "claim")
            items = municipality.place("concept", concept.id, "evidence")
            yield from concept_findings(concept, claim=claim, items=items)
    yield from _answers(municipality)


def _answers(municipality: Municipality) -> Iterator[Finding]:
    """Find answers that would have to name a need, and name none."""
    per_need = {item.id for item in municipality.criteria if item.per_need}
    for at, answer in enumerate(municipality.context.answers):
        if answer.criterion in per_need and not answer.needs and answer.concept is None:
            said = {"criterion": answer.criterion}
            path = f"answers[{at}]"
            yield Finding.of(
                rules.ANSWER_WITHOUT_NEED, said, subject=answer.criterion,
                place=Place("context.yaml"), path=path,
            )  # fmt: skip


def concept_findings(
    concept: Concept, *, claim: Place | None = None, items: Place | None = None
) -> Iterator[Finding]:
    """Find what is wrong with the claim and the items of one concept.

    Args:
        concept: The concept.
        claim: Where its claim stands.
        items: Where its items stand.
    """
    for rule, values in _claims(concept):
        yield Finding.of(rule, values, subject=concept.id, place=claim, path="claim")
    for at, item in enumerate(concept.evidence):
        for rule, values in _items(item):
            said = {"item": label(item), **values}
            path = f"evidence[{at}]"
            yield Finding.of(rule, said, subject=concept.id, place=items, path=path)


def _claims(concept: Concept) -> Iterator[tuple[Rule, Mapping[str, object]]]:
    if concept.claim is None:
        return
    found = evidence_of(concept)
    if found.claimed is not None and found.claimed > found.level:
        step = found.next_step.text if found.next_step else ""
        yield (
            rules.CLAIM_TOO_HIGH,
            {"claimed": found.claimed, "derived": found.level, "step": step},
        )
    derived = {item.outcome: item.certainty for item in found.outcomes}
    for outcome, claimed in sorted(concept.claim.certainty.items()):
        if outcome not in derived:
            known = ", ".join(derived) or "–"
            yield rules.CLAIM_WITHOUT_ITEMS, {"outcome": outcome, "known": known}
        elif CERTAINTIES.index(claimed) > CERTAINTIES.index(derived[outcome]):
            yield (
                rules.CERTAINTY_TOO_HIGH,
                {
                    "outcome": outcome,
                    "claimed": CERTAINTY_NAMES[claimed],
                    "derived": CERTAINTY_NAMES[derived[outcome]],
                },
            )


def _items(item: Evidence) -> Iterator[tuple[Rule, Mapping[str, object]]]:
    change = change_of(item)
    if item.n is not None and item.n < FEWEST:
        yield rules.FEW_OBSERVED, {"n": item.n, "fewest": FEWEST}
    yield from _outside(item)
    if LEVELS[item.design] > 1 and change is None:
        yield rules.CHANGE_WITHOUT_FIGURES, {}
    if change is not None and change.estimate and item.better is None:
        yield rules.NO_DIRECTION, {}
    yield from _disagreeing(item)


def _outside(item: Evidence) -> Iterator[tuple[Rule, Mapping[str, object]]]:
    """Find values outside the scale, and effects larger than the scale is long."""
    if item.scale is None:
        return
    low, high = item.scale.low, item.scale.high
    ends = {"low": f"{low:g}", "high": f"{high:g}"}
    for what, amount in (("before", item.before), ("after", item.after)):
        for end in sorted(set(amount.ends or ()) if amount else ()):
            if not low <= end <= high:
                yield rules.OUTSIDE_SCALE, {"what": what, "found": f"{end:g}", **ends}
    effect = item.effect
    if effect and abs(effect.estimate) > high - low:
        longest = {"low": f"{low - high:g}", "high": f"{high - low:g}"}
        yield rules.OUTSIDE_SCALE, {"what": "effect", "found": f"{effect.estimate:g}", **longest}


def _disagreeing(item: Evidence) -> Iterator[tuple[Rule, Mapping[str, object]]]:
    before = item.before.amount if item.before else None
    after = item.after.amount if item.after else None
    # Against a comparison group, the effect is not the difference over time.
    if item.effect is None or before is None or after is None or item.design != "before-after":
        return
    difference = after - before
    # Ours: a tenth of the change, or a rounding in the last figure, is not a disagreement.
    if not math.isclose(difference, item.effect.estimate, rel_tol=0.1, abs_tol=0.05):
        yield (
            rules.EFFECT_DISAGREES,
            {"effect": f"{item.effect.estimate:g}", "difference": f"{difference:g}"},
        )
