"""The evidence of a concept as lines on its page: what, and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.services.catalogue.evidence.certainty import CERTAINTY_NAMES
from changekit.services.catalogue.evidence.levels import LEVEL_NAMES
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from changekit.services.catalogue.evidence.certainty import CertaintyReason, OutcomeCertainty
    from changekit.services.catalogue.evidence.dials import Impact
    from changekit.services.catalogue.evidence.result import ConceptEvidence

__all__ = ["evidence_rows"]


def evidence_rows(evidence: ConceptEvidence) -> Iterator[tuple[Text, Text]]:
    """Go through what follows from a concept's evidence, in the order people read it."""
    level = Text(sv="{n} av 5: {name}", en="{n} of 5: {name}")
    shown = evidence.shown
    yield (
        Text(sv="evidensnivå", en="evidence level"),
        level.format(n=shown, name=LEVEL_NAMES[shown]),
    )
    if shown < evidence.level:
        lower = Text(
            sv="författaren påstår {n}, uppgifterna skulle ge {m}",
            en="the author claims {n}, the items would give {m}",
        )
        yield Text(sv="påstående", en="claim"), lower.format(n=shown, m=evidence.level)
    for reason in evidence.reasons:
        yield Text(sv="skäl", en="reason"), reason.text
    titles = {outcome.outcome: outcome.title for outcome in evidence.outcomes}
    for outcome in evidence.outcomes:
        yield Text(sv="säkerhet", en="certainty"), _certainty(outcome)
    for impact in evidence.impact:
        yield Text(sv="effekt i siffror", en="effect in figures"), _impact(impact, titles)
    yield from _dials(evidence)


def _dials(evidence: ConceptEvidence) -> Iterator[tuple[Text, Text]]:
    cost = Text({code: evidence.cost.words(code) for code in LANGUAGES})
    yield Text(sv="kostnad i siffror", en="cost in figures"), cost
    safe = Text(sv="{n} hänglås av 5", en="{n} padlocks of 5")
    if evidence.security.padlocks == 0:
        safe = Text(sv="otillräckligt (0 hänglås av 5)", en="insufficient (0 padlocks of 5)")
    yield Text(sv="trygghet", en="security"), safe.format(n=evidence.security.padlocks)
    if evidence.next_step is not None:
        step = Text(sv="för nivå {n}: {text}", en="for level {n}: {text}")
        yield (
            Text(sv="nästa steg", en="next step"),
            step.format(n=evidence.next_step.level, text=evidence.next_step.text),
        )


def _certainty(outcome: OutcomeCertainty) -> Text:
    why = Text(
        {code: "; ".join(_reason(one, code) for one in outcome.reasons) for code in LANGUAGES}
    )
    words = Text(
        sv="{outcome}: {name}, från {start}; {why}", en="{outcome}: {name}, from {start}; {why}"
    )
    if not outcome.reasons:
        words = Text(sv="{outcome}: {name}", en="{outcome}: {name}")
    return words.format(
        outcome=outcome.title,
        name=CERTAINTY_NAMES[outcome.shown],
        start=CERTAINTY_NAMES[outcome.start],
        why=why,
    )


def _reason(reason: CertaintyReason, language: str) -> str:
    sign = "+" if reason.steps > 0 else "\u2212"
    text, figure = reason.text.to(language), reason.figure.to(language)
    return f"{sign}{abs(reason.steps)} {text} ({figure})"


def _impact(impact: Impact, titles: Mapping[str, Text]) -> Text:
    title = titles.get(impact.outcome, Text.plain(impact.outcome))
    return Text({code: f"{title.to(code)}: {impact.words(code)}" for code in LANGUAGES})
