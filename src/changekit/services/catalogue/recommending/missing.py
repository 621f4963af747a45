"""The smallest fact that would raise a verdict, and that which would lower it, found by trying."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from changekit.model.concept import Concept
from changekit.services.catalogue.evidence import CERTAINTIES, ConceptEvidence, OutcomeCertainty
from changekit.services.catalogue.evidence.items import weighed
from changekit.services.catalogue.recommending.facts import Facts
from changekit.services.catalogue.recommending.fitting import Answer, Transferability
from changekit.services.catalogue.recommending.record import TrackRecord, track_record
from changekit.services.catalogue.recommending.verdicts import (
    HALF,
    VERDICT_NAMES,
    VERDICTS,
    Verdict,
    VerdictRule,
    rule_for,
    standing,
)
from changekit.services.statistics import wilson
from changekit.text import LANGUAGES, Text, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.services.catalogue.recommending.fitting import Judgement
    from changekit.services.statistics import Interval

__all__ = ["Case", "Missing", "MissingFact", "missing_fact", "risky_fact"]

Kind: TypeAlias = Literal["criterion", "evidence", "certainty", "adoption", "blocker"]
MOST_ADOPTIONS: Final = 20
MOST_AT_ONCE: Final = 3
"""Ours: nobody finds out more than three things for one concept."""


@attrs.frozen(kw_only=True)
class MissingFact:
    """One thing that is not known, or not so yet.

    Attributes:
        kind: A criterion without an answer, more evidence, more certainty, further adoptions that
            met their target, or something that blocks and would have to be lifted.
        id: The criterion, the level, the outcome and the ground, or the adoptions.
        answer: What it would have to be.
        steps: How many levels or adoptions it stands for.
    """

    kind: Kind
    id: str
    answer: str
    text: Text
    steps: int = 1

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the fact as JSON values."""
        said = self.text.to(language)
        return {"kind": self.kind, "id": self.id, "answer": self.answer, "text": said}


@attrs.frozen(kw_only=True)
class Missing:
    """The smallest set of facts that would change the verdict, and into what."""

    facts: tuple[MissingFact, ...]
    verdict: Verdict

    @property
    def text(self) -> Text:
        """What has to be found out, in words."""
        what = Text(
            {
                code: join_words((fact.text.to(code) for fact in self.facts), language=code)
                for code in LANGUAGES
            }
        )
        words = Text(sv="{what} (ger: {verdict})", en="{what} (gives: {verdict})")
        return words.format(what=what, verdict=VERDICT_NAMES[self.verdict])

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return it as JSON values."""
        return {
            "verdict": self.verdict,
            "text": self.text.to(language),
            "facts": [fact.to_dict(language) for fact in self.facts],
        }


@attrs.frozen(kw_only=True)
class Case:
    """A concept before a municipality: all that its verdict follows from."""

    concept: Concept
    evidence: ConceptEvidence
    fit: Transferability
    facts: Facts
    rate: float
    _fit_by_answers: dict[tuple[tuple[str, Answer], ...], Transferability] = attrs.field(
        factory=dict, init=False, eq=False, repr=False
    )
    _record_by_count: dict[int, TrackRecord] = attrs.field(
        factory=dict, init=False, eq=False, repr=False
    )

    def rule(self, changed: Iterable[MissingFact] = ()) -> VerdictRule:
        """Return the rule that gives the verdict, with some facts changed."""
        level, certainty, more = self.evidence.shown, self.certainty, 0
        answers: dict[str, Answer] = {}
        for fact in changed:
            if fact.kind == "evidence":
                level += fact.steps
            elif fact.kind == "certainty":
                certainty += fact.steps
            elif fact.kind == "adoption":
                more += fact.steps
            else:
                answers[fact.id] = _ANSWERS[fact.answer]
        fit = self._fits(tuple(sorted(answers.items())))
        return rule_for(standing(level, fit, self._records(more), certainty=certainty))

    def _fits(self, answers: tuple[tuple[str, Answer], ...]) -> Transferability:
        if answers not in self._fit_by_answers:
            self._fit_by_answers[answers] = self.fit.answered(dict(answers))
        return self._fit_by_answers[answers]

    def _records(self, more: int) -> TrackRecord:
        if more not in self._record_by_count:
            self._record_by_count[more] = track_record(
                self.concept, self.facts, rate=self.rate, extra=more
            )
        return self._record_by_count[more]

    def verdict(self, changed: Iterable[MissingFact] = ()) -> Verdict:
        """Return the verdict, with some facts changed."""
        return self.rule(changed).verdict

    @property
    def best(self) -> OutcomeCertainty | None:
        """The outcome whose effect is most certain; None where no benefit is measured."""
        items = map(weighed, self.evidence.concept.evidence)
        shown = {one.item.outcome for one in items if one.level >= 2}
        known = [item for item in self.evidence.outcomes if item.outcome in shown]
        ranked = sorted(known, key=lambda item: (-_reached(item), item.outcome))
        return next(iter(ranked), None)

    @property
    def certainty(self) -> int:
        """The certainty of that outcome, from 0; below 0 where more than one thing lowers it."""
        if self.best is None:
            return 0
        return min(_reached(self.best), CERTAINTIES.index(self.best.shown))


def _reached(outcome: OutcomeCertainty) -> int:
    return CERTAINTIES.index(outcome.start) + sum(reason.steps for reason in outcome.reasons)


_ANSWERS: Final[Mapping[str, Answer]] = {"same": "same", "unmet": "unmet", "blocking": "blocking"}


def missing_fact(case: Case) -> Missing | None:
    """Return the smallest set of facts that would raise the verdict; None for over three.

    One fact comes before two, an answer to a criterion before one more adoption, then more
    certainty, more evidence, several adoptions, and last what blocks.
    """
    now = VERDICTS.index(case.verdict())
    for size in range(1, MOST_AT_ONCE + 1):
        for changed in itertools.combinations(_hopes(case), size):
            if VERDICTS.index(verdict := case.verdict(changed)) < now:
                return Missing(facts=changed, verdict=verdict)
    return None


def risky_fact(case: Case) -> Missing | None:
    """Return the one answer, not known yet, that would lower the verdict; None for none."""
    now = VERDICTS.index(case.verdict())
    for fact in _fears(case):
        if VERDICTS.index(verdict := case.verdict((fact,))) > now:
            return Missing(facts=(fact,), verdict=verdict)
    return None


def _by_weight(items: Iterable[Judgement]) -> list[Judgement]:
    return sorted(items, key=lambda item: (-item.weight, item.id))


def _hopes(case: Case) -> list[MissingFact]:
    """Return what might turn out well, what is found out most easily first.

    Of the unknown criteria the three that weigh most are enough: where others would change the
    verdict, so would these.
    """
    heaviest = _by_weight(case.fit.unknown)[:MOST_AT_ONCE]
    found = [_answered(item, "same") for item in heaviest]
    adoptions = _adoptions(case)
    found += [fact for fact in adoptions if fact.steps == 1]
    found += _doubts(case)
    step = case.evidence.next_step
    if step is not None and case.evidence.shown == case.evidence.level:
        found.append(
            MissingFact(kind="evidence", id=f"level-{step.level}", answer=step.do, text=step.text)
        )
    found += [fact for fact in adoptions if fact.steps > 1]
    blockers = case.fit.blockers if len(case.fit.blockers) <= MOST_AT_ONCE else ()
    for item in _by_weight(blockers):
        text = Text(sv="att detta blir så: {title}", en="that this comes true: {title}")
        found.append(
            MissingFact(
                kind="blocker", id=item.id, answer="same", text=text.format(title=_inside(item))
            )
        )
    return found


def _adoptions(case: Case) -> list[MissingFact]:
    """Return how many more would have to meet their target for a rule to mind."""
    record = track_record(case.concept, case.facts, rate=case.rate)
    said = Text(
        sv="{n} kommuner till som nått sitt mål",
        en="{n} more municipalities that met their target",
    )
    one = Text(
        sv="en kommun till som nått sitt mål", en="one more municipality that met its target"
    )
    counts = []
    for minds in (_may_do_better, _does_better):
        enough = (
            more
            for more in range(1, MOST_ADOPTIONS + 1)
            if minds(wilson(record.successes + more, record.adoptions + more))
        )
        counts += list(itertools.islice(enough, 1))
    return [
        MissingFact(
            kind="adoption", id="met-target", answer=f"+{more}", steps=more,
            text=(one if more == 1 else said).format(n=more),
        )
        for more in sorted(set(counts))
    ]  # fmt: skip


def _may_do_better(record: Interval) -> bool:
    return record.high > HALF


def _does_better(record: Interval) -> bool:
    return record.low >= HALF


def _doubts(case: Case) -> list[MissingFact]:
    """Return what lowers the certainty of the best outcome, to be taken away."""
    outcome = case.best
    if outcome is None or outcome.shown != outcome.certainty:
        return []
    return [
        MissingFact(
            kind="certainty", id=f"{outcome.outcome}/{reason.ground}", answer="lifted",
            steps=-reason.steps, text=_LIFTED[reason.ground].format(outcome=outcome.title),
        )
        for reason in outcome.reasons
        if reason.steps < 0
    ]  # fmt: skip


_LIFTED: Final[Mapping[str, Text]] = {
    "risk-of-bias": Text(
        sv="att någon oberoende rapporterar {outcome}",
        en="that somebody independent reports {outcome}",
    ),
    "inconsistency": Text(
        sv="vad som skiljer resultaten åt för {outcome}",
        en="what sets the results on {outcome} apart",
    ),
    "indirectness": Text(
        sv="att {outcome} mäts i en kommun, och inte bara med enkät",
        en="that {outcome} is measured in a municipality, and not by asking alone",
    ),
    "imprecision": Text(
        sv="att {outcome} mäts på fler, minst 400", en="that {outcome} is measured on 400 or more"
    ),
    "publication-bias": Text(
        sv="vilka som misslyckats med {outcome}", en="who has failed with {outcome}"
    ),
}


def _fears(case: Case) -> list[MissingFact]:
    """Return what might turn out badly: what would block first."""
    ordered = sorted(_by_weight(case.fit.unknown), key=lambda item: not item.blocking)
    return [_answered(item, "blocking" if item.blocking else "unmet") for item in ordered]


def _answered(item: Judgement, answer: str) -> MissingFact:
    words = {
        "same": Text(sv="svaret ja på: {title}", en="the answer yes to: {title}"),
        "unmet": Text(sv="svaret nej på: {title}", en="the answer no to: {title}"),
        "blocking": Text(sv="svaret nej på: {title}", en="the answer no to: {title}"),
    }[answer]
    return MissingFact(
        kind="criterion", id=item.id, answer=answer, text=words.format(title=_inside(item))
    )


def _inside(item: Judgement) -> Text:
    """Return the title of a criterion without its full stop, to stand inside a sentence."""
    return Text({code: text.rstrip(".") for code, text in item.title.entries})
