"""Plain answers become a concept, and what would raise its evidence is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.findings import Findings
from changekit.model.concept import (
    Adoption,
    Concept,
    Contact,
    Economics,
    Evidence,
    Implementation,
    MunicipalityName,
    NeededEnabler,
    Provenance,
    Step,
    Touched,
)
from changekit.model.fields import good_id
from changekit.model.source import Source
from changekit.services.catalogue.completeness import completeness
from changekit.services.catalogue.evidence import evidence_of
from changekit.services.catalogue.persons import person_findings
from changekit.tables import Column, Shown, Table
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from changekit.model.answers import Answers

__all__ = ["FIRST_VERSION", "LICENCE", "Contribution", "draft_concept", "step_names"]

STEP_WORDS: Final = 4

LICENCE: Final = "CC0-1.0"
"""Ours: what a draft says where nobody names a licence; it is among the guessed fields."""
FIRST_VERSION: Final = "0.1.0"
"""Ours: a draft that nobody has used elsewhere is below 1."""
ENABLERS: Final[Mapping[str, tuple[str, ...]]] = {
    "responsibility": ("ansvar", "responsib"),
    "authority": ("befogenhet", "delegation", "mandat", "authorit"),
    "it-support": ("it-", "it ", "system", "e-tjänst", "verktyg", "software", "tool"),
    "information": ("information", "statistik", "uppgifter", "data"),
    "resources": ("pengar", "tid", "timm", "kronor", "budget", "money", "hour", "staff"),
}
"""Ours: words that tell which enablers an answer speaks of; a guess, and said to be one."""
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "residents": ("invånar", "medborgar", "resident", "citizen"),
    "staff": ("medarbetar", "personal", "anställd", "staff", "employee"),
    "managers": ("chef", "ledar", "manager"),
    "politicians": ("politik", "nämnd", "förtroendevald", "politician", "councillor"),
    "recipients": ("mottagar", "kund", "brukar", "sökande", "elev", "recipient", "applicant"),
}
"""Ours: words that tell which groups an answer speaks of; a guess, and said to be one."""


@attrs.frozen(kw_only=True, repr=False)
class Contribution(Shown):
    """A concept drafted from answers.

    Attributes:
        guessed: Fields that changekit filled in from the words of an answer.
        level: The evidence level that follows from what was said.
        raises: What would take the evidence one level up, None at the top.
        optional: What else the concept could say.
        findings: Persons that the answers seem to name, where functions and roles are meant.
    """

    concept: Concept
    guessed: tuple[str, ...]
    level: int
    raises: Text | None
    optional: tuple[tuple[str, Text], ...]
    findings: Findings = Findings()
    language: str = "sv"

    def table(self) -> Table:
        """Return one row for everything that could still be said."""
        columns = (
            Column("field", Text(sv="Fält", en="Field")),
            Column("what", Text(sv="Vad som kan läggas till", en="What can be added")),
        )
        first = ((_EVIDENCE, self.raises),) if self.raises else ()
        title = Text(
            sv="{id}: evidensnivå {level}. Allt nedan är valfritt.",
            en="{id}: evidence level {level}. Everything below is optional.",
        ).format(id=self.concept.id, level=self.level)
        return Table(title=title, columns=columns, rows=(*first, *self.optional))

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the draft and what could be added as JSON values."""
        return {
            "concept": self.concept.to_dict(),
            "guessed": list(self.guessed),
            "evidence_level": self.level,
            "raises": self.raises.to(self.language) if self.raises else None,
            "optional": [
                {"field": field, "what": what.to(self.language)} for field, what in self.optional
            ],
            "findings": self.findings.to_dict()["findings"],
        }


_EVIDENCE = Text(sv="evidens: en nivå upp", en="evidence: one level up")


def draft_concept(
    answers: Answers,
    *,
    namespace: str,
    municipality: MunicipalityName | None = None,
    language: str = "sv",
) -> Contribution:
    """Return the concept that answers describe, in one language or several.

    What was not answered is left out. A measurement with values before and after is a
    `before-after` observation by the adopter; words alone are an account.

    Args:
        answers: The answers.
        namespace: What the id begins with.
        municipality: Who did it, if it is to be said.
        language: The language of texts that name none.

    >>> from changekit.model.answers import Answers
    >>> told = Answers.from_dict({"title": "En väg in", "changed": "Färre fick vänta"})
    >>> draft = draft_concept(told, namespace="se-9999")
    >>> draft.concept.id, draft.level
    ('se-9999/en-vag-in', 1)
    """
    drafting = _Drafting(answers, municipality, language)
    concept = drafting.concept(namespace)
    evidence = evidence_of(concept)
    step = evidence.next_step
    gaps = [(gap.field, gap.what) for gap in completeness(concept).missing]
    return Contribution(
        concept=concept,
        guessed=tuple(drafting.guessed),
        level=evidence.level,
        raises=step.text if step else None,
        optional=tuple((field, what) for field, what in gaps if field != "evidence"),
        findings=Findings.in_order(person_findings(concept), language=language),
        language=language,
    )


def step_names(texts: Iterable[str]) -> list[str]:
    """Return a name for each step, made of its first words; no two are the same.

    Ours: four words tell most steps apart, and a name stays when steps are put in between.

    Args:
        texts: What is done in each step, in order.

    >>> step_names(["Ringde alla som väntade länge", "Ringde alla som väntade igen", "§"])
    ['ringde-alla-som-vantade', 'ringde-alla-som-vantade-2', 'step-3']
    """
    names: list[str] = []
    for number, text in enumerate(texts, start=1):
        plain = good_id(" ".join(re.findall(r"\w+", text)[:STEP_WORDS]))
        name = plain if plain != "x" else f"step-{number}"
        tries = (name, *(f"{name}-{again}" for again in range(2, number + 2)))
        names.append(next(it for it in tries if it not in names))
    return names


class _Drafting:
    """Answers on their way to a concept."""

    def __init__(
        self, answers: Answers, municipality: MunicipalityName | None, language: str
    ) -> None:
        self._answers, self._who, self._language = answers, municipality, language
        self.guessed: list[str] = []
        name = str(municipality.name) if municipality else "own account"
        self._source = Source(document=name, title=_TOLD)

    def concept(self, namespace: str) -> Concept:
        told = self._answers
        if told.licence is None:
            self.guessed.append("provenance.licence")
        licence = told.licence or LICENCE
        evidence = self._evidence()
        return Concept(
            id=f"{namespace}/{good_id(told.title.to(self._language))}",
            version=FIRST_VERSION,
            status="draft",
            title=self._in_language(told.title),
            needs=told.needs,
            problem=self._maybe(told.problem),
            effect=self._maybe(told.changed),
            moderators=self._maybe(told.otherwise),
            implementation=self._implementation(),
            economics=Economics(text=self._in_language(told.took)) if told.took else None,
            touches=tuple(self._touched()),
            evidence=(evidence,) if evidence else (),
            contact=Contact(function=self._in_language(told.contact)) if told.contact else None,
            adoptions=(Adoption(municipality=self._who, verified_by="adopter",
                                effectiveness=self._maybe(told.changed), source=self._source),)
            if self._who else (),
            provenance=Provenance(
                municipality=self._who, licence=licence, maintainer_role=self._maybe(told.contact)
            ),
        )  # fmt: skip

    def _maybe(self, text: Text | None) -> Text | None:
        return None if text is None else self._in_language(text)

    def _in_language(self, text: Text) -> Text:
        """Return a text whose language is named."""
        named = [code for code in text.languages if code in LANGUAGES or code == "fi"]
        return text if named else Text({self._language: text.to(self._language)})

    def _implementation(self) -> Implementation | None:
        told = self._answers
        named = step_names(text.to(self._language) for text in told.done)
        steps = tuple(
            Step(name=name, text=self._in_language(text))
            for name, text in zip(named, told.done, strict=True)
        )
        enablers = tuple(NeededEnabler(kind=kind) for kind in self._spoken(told.took, ENABLERS))  # type: ignore[arg-type]  # the keys are enablers
        if enablers:
            self.guessed.append("implementation.enablers")
        if not steps and not enablers and told.who is None:
            return None
        return Implementation(steps=steps, enablers=enablers, text=self._maybe(told.who))

    def _touched(self) -> Iterator[Touched]:
        text = self._answers.for_whom
        if text is None:
            return
        self.guessed.append("touches")
        for group in self._spoken(text, GROUPS) or ("recipients",):
            yield Touched(group=group, how=self._in_language(text))  # type: ignore[arg-type]  # the keys are groups

    def _spoken(self, text: Text | None, words: Mapping[str, tuple[str, ...]]) -> list[str]:
        said = f"{text.to(self._language)} ".casefold() if text else ""
        return [name for name, parts in words.items() if any(part in said for part in parts)]

    def _evidence(self) -> Evidence | None:
        told = self._answers
        if told.changed is None and told.measured is None:
            return None
        measured = told.before is not None and told.after is not None
        outcome = told.measured or told.title.to(self._language)
        return Evidence(
            outcome=good_id(outcome),
            name=good_id(outcome),
            title=Text({self._language: outcome}),
            design="before-after" if measured else "testimony",
            kind="measurement" if measured else "account",
            reported_by="adopter",
            text=self._maybe(told.changed),
            n=told.n,
            before=told.before,
            after=told.after,
            unit=told.unit,
            better=told.better,
            municipality=self._who,
            source=self._source,
        )


_TOLD = Text(sv="Egen redogörelse", en="The municipality's own account")
