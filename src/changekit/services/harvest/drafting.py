"""One finished initiative on its way to a concept: nothing is made up."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from changekit.model.concept import (
    Adoption,
    Concept,
    ConceptRelation,
    Contact,
    Economics,
    Evidence,
    Implementation,
    MunicipalityName,
    NeededEnabler,
    Period,
    Provenance,
    Step,
    Touched,
)
from changekit.model.fields import good_id
from changekit.model.quantities import Amount, Range
from changekit.model.source import Source
from changekit.services.catalogue.contributing import FIRST_VERSION, LICENCE, step_names
from changekit.services.catalogue.evidence import evidence_of
from changekit.services.catalogue.figures import measured
from changekit.services.followup import evaluate_measure
from changekit.services.harvest.result import Missing
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.model.initiative import Initiative
    from changekit.model.measure import Measure
    from changekit.model.municipality import Municipality
    from changekit.model.organisation import Role
    from changekit.services.catalogue.completeness import Completeness
    from changekit.services.followup import BeforeAfter

__all__ = ["Drafting"]

SERIES: Final = 8
"""Source: Turner et al. (2021), BMC Medical Research Methodology 21, 181: fewer than about eight
readings on each side are too few to judge an interrupted time series."""
MOST_DECIMALS: Final = 6


class Drafting:
    """One initiative on its way to a concept."""

    def __init__(self, town: Municipality, done: Initiative) -> None:
        self._town, self._done = town, done
        settings = town.settings
        code = settings.code.code if settings.code else None
        self.who = MunicipalityName(name=settings.name, country=settings.country, code=code,
                                    inhabitants=town.context.inhabitants)  # fmt: skip
        plain = code or good_id(settings.name.to(settings.language))
        self._namespace = f"{settings.country.lower()}-{plain}"
        self._period = (
            Period(from_=done.started, to=done.finished) if done.started or done.finished else None
        )
        self._source = done.source or Source(
            document=f"{self._namespace}/{done.id}",
            title=Text(sv="Kommunens uppföljning", en="The municipality's own follow-up"),
            date=done.finished,
        )
        self.measured = tuple(evaluate_measure(item, done) for item in self._measures())

    def _measures(self) -> Iterator[Measure]:
        """Go through the measures of the mandate and of the goals, each once."""
        goals = self._town.goals_by_id
        mandate = self._done.mandate
        named = [mandate.measure] if mandate and mandate.measure else []
        named += [m for name in self._done.goals if name in goals for m in goals[name].measures]
        measures = self._town.measures_by_id
        return (measures[name] for name in dict.fromkeys(named) if name in measures)

    def adoption(self) -> Adoption:
        """Return what RE-AIM asks of this municipality's use of it."""
        reached = [item.target_reached for item in self.measured]
        return Adoption(
            municipality=self.who,
            period=self._period,
            reach=self._reach(),
            effectiveness=self._effectiveness(),
            adoption=self._units(),
            implementation=self._carried_out(),
            target=self._target(),
            target_met=None if None in reached or not reached else all(reached),
            version=self._version(),
            verified_by="adopter",
            source=self._source,
        )

    def _version(self) -> str | None:
        _, _, version = (self._done.reuses or "").partition("@")
        return version or None

    def _reach(self) -> Text | None:
        units = self._town.units_by_id
        heads = [units[load.unit].headcount for load in self._done.load if load.unit in units]
        if not heads or None in heads:
            return None
        number = sum(count for count in heads if count is not None)
        return Text(sv=f"{number} anställda i berörda enheter",
                    en=f"{number} employees in the units touched")  # fmt: skip

    def _units(self) -> Text | None:
        units = self._town.units_by_id
        named = [units[load.unit].name for load in self._done.load if load.unit in units]
        if not named:
            return None
        return Text({code: ", ".join(it.to(code) for it in named) for code in LANGUAGES})

    def _carried_out(self) -> Text | None:
        hours = self._done.hours
        mode = {"integrated": Text(sv="inom vardagsarbetet", en="within daily work"),
                "project": Text(sv="som projekt", en="as a project")}  # fmt: skip
        if self._done.mode is None and hours is None:
            return None
        how = mode.get(self._done.mode or "", Text(sv="genomfört", en="carried out"))
        spent = (
            Text({code: f", {measured(hours, unit='hours', language=code)}" for code in LANGUAGES})
            if hours
            else Text.plain("")
        )
        return Text(sv="{how}{spent}", en="{how}{spent}").format(how=how, spent=spent)

    def _effectiveness(self) -> Text | None:
        told = [
            Text({code: _told(item, code) for code in LANGUAGES})
            for item in self.measured
            if item.change is not None
        ]
        if not told:
            return None
        return Text({code: "; ".join(item.to(code) for item in told) for code in LANGUAGES})

    def _target(self) -> Text | None:
        targets = [(m.title, m.target, m.unit) for m in self._measures() if m.target is not None]
        if not targets:
            return None
        return Text({code: "; ".join(f"{title.to(code)}: "
                                     f"{measured(target, unit=unit, language=code)}"
                                     for title, target, unit in targets)
                     for code in LANGUAGES})  # fmt: skip

    def concept(self, adoption: Adoption, *, name: str | None, licence: str | None) -> Concept:
        """Return the draft."""
        done, mandate = self._done, self._done.mandate
        plain = self._done.reused_concept
        base = self._town.concepts_by_id.get(plain) if plain else None
        owner = (
            self._town.roles_by_id.get(done.owner.role) if done.owner and done.owner.role else None
        )
        return Concept(
            id=f"{self._namespace}/{good_id(name) if name else done.id.rpartition('/')[2]}",
            version=FIRST_VERSION,
            status="draft",
            title=done.title,
            needs=base.needs if base else (),
            problem=mandate.purpose if mandate else None,
            effect=adoption.effectiveness,
            implementation=self._implementation(),
            economics=Economics(cost=done.cost) if done.cost else None,
            relations=self._lineage(base),
            touches=base.touches if base else self._touched(),
            evidence=tuple(self._evidence()),
            contact=Contact(function=owner.title) if owner and owner.title else None,
            adoptions=(adoption,),
            provenance=Provenance(
                municipality=self.who,
                maintainer_role=owner.title if owner else None,
                licence=licence or LICENCE,
                source=self._source,
            ),
            tags=(done.kind,) if done.kind else (),
            source=self._source,
        )

    def _owner(self) -> Role | None:
        name = self._done.owner.role if self._done.owner else None
        return self._town.roles_by_id.get(name) if name else None

    def _touched(self) -> tuple[Touched, ...]:
        return (Touched(group="staff"),) if self._done.load else ()

    def _lineage(self, base: Concept | None) -> tuple[ConceptRelation, ...]:
        if base is None:
            return ()
        why = Text(sv="förändringen återanvände konceptet", en="the initiative reused the concept")
        to = f"{base.id}@{self._version() or base.version}"
        return (ConceptRelation(kind="derived-from", to=to, why=why, source=self._source),)

    def _implementation(self) -> Implementation | None:
        roles = tuple(item.role for item in self._done.roles)
        held = {
            enabler
            for name in roles
            if name in self._town.roles_by_id
            for enabler in self._town.roles_by_id[name].enablers
        }
        noted = [
            (entry.date, entry.note)
            for entry in sorted(self._done.history, key=lambda entry: entry.date)
            if entry.note is not None
        ]
        names = step_names(note.to(self._town.settings.language) for _, note in noted)
        steps = tuple(
            Step(name=name, text=note, roles=roles,
                 source=Source(document=self._source.document, date=day))
            for name, (day, note) in zip(names, noted, strict=True)
        )  # fmt: skip
        if not steps and not held:
            return None
        enablers = tuple(NeededEnabler(kind=kind) for kind in sorted(held))
        return Implementation(steps=steps, enablers=enablers)

    def _evidence(self) -> Iterator[Evidence]:
        """Give one observation for each measure that was read before and after."""
        better = {item.id: item.better for item in self._measures()}
        for item in self.measured:
            if item.before.mean is None or item.after.mean is None:
                continue
            before, after = _rounded(item.before.mean, item.after.mean)
            series = min(item.before.count, item.after.count) >= SERIES
            yield Evidence(
                outcome=item.measure,
                name=good_id(item.measure),
                design="time-series" if series else "before-after",
                kind="measurement",
                title=item.title,
                reported_by="adopter",
                n=_both(item),
                before=Amount(amount=before),
                after=Amount(amount=after),
                unit=item.unit,
                better=better[item.measure],
                scale=self._scale(item.measure),
                period=self._period,
                municipality=self.who,
                source=self._source,
            )

    def _scale(self, measure: str) -> Range | None:
        return self._town.measures_by_id[measure].scale

    def missing(self, concept: Concept, filled: Completeness) -> Iterator[Missing]:
        """Go through what the draft lacks."""
        for item in self.measured:
            for side, when in ((item.before, _BEFORE), (item.after, _AFTER)):
                if side.mean is None:
                    yield Missing(
                        field="evidence", raises=2,
                        what=_READING.format(title=item.title, when=when),
                    )  # fmt: skip
        if not self.measured:
            yield Missing(field="evidence", what=_NO_MEASURE, raises=2)
        step = evidence_of(concept).next_step
        if step is not None and concept.evidence:
            yield Missing(field="evidence", what=step.text, raises=step.level)
        for gap in filled.missing:
            if gap.field != "evidence":
                yield Missing(field=gap.field, what=gap.what)

    def guessed(self, *, name: str | None, licence: str | None) -> tuple[str, ...]:
        """Return the fields that stand for nobody's words."""
        fields = ["id"] if name is None else []
        fields += ["provenance.licence"] if licence is None else []
        fields += ["problem"] if self._done.mandate and self._done.mandate.purpose else []
        return tuple(fields)


_BEFORE = Text(sv="före starten", en="before the start")
_AFTER = Text(sv="efter att det blev klart", en="after it was finished")
_READING = Text(
    sv="ett värde på måttet {title} {when}", en="a reading of the measure {title} {when}"
)
_NO_MEASURE = Text(
    sv="ett mått på uppdraget eller på målen, avläst före och efter",
    en="a measure of the mandate or of the goals, read before and after",
)


def _both(item: BeforeAfter) -> int | None:
    if item.before.n is None or item.after.n is None:
        return None
    return item.before.n + item.after.n


def _told(item: BeforeAfter, language: str) -> str:
    """Return what was read before and after, with the unit in words."""
    before, after = _rounded(item.before.mean or 0, item.after.mean or 0)
    values = measured(before, after, unit=item.unit, between=" → ", language=language)
    return f"{item.title.to(language)}: {values}"


def _rounded(before: float, after: float) -> tuple[float, float]:
    """Return two means with as many decimals as tell something.

    Ours: three digits of the larger, and two of what lies between them; six decimals at most,
    and whole numbers are never rounded.

    >>> _rounded(44.833333, 3.8499999999999996)
    (44.8, 3.8)
    >>> _rounded(100.04, 100.03)
    (100.04, 100.03)
    """
    ends = ((max(abs(before), abs(after)), 2), (abs(after - before), 1))
    wanted = [digits - math.floor(math.log10(size)) for size, digits in ends if size]
    decimals = min(max([0, *wanted]), MOST_DECIMALS)
    return round(before, decimals), round(after, decimals)
