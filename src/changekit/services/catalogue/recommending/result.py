"""What is recommended for a need, with three answers kept apart and the reason of each verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.errors import UnknownNameError
from changekit.services.catalogue.evidence import ConceptEvidence
from changekit.services.catalogue.recommending.asking import Asked
from changekit.services.catalogue.recommending.facts import Progress
from changekit.services.catalogue.recommending.fitting import ANSWER_NAMES, Transferability
from changekit.services.catalogue.recommending.missing import Missing
from changekit.services.catalogue.recommending.record import TrackRecord
from changekit.services.catalogue.recommending.verdicts import (
    VERDICT_NAMES,
    VERDICTS,
    Verdict,
    VerdictRule,
)
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Recommendation", "RecommendationPage", "Recommendations"]


@attrs.frozen(kw_only=True, repr=False)
class Recommendation(Shown):
    """A concept with its three answers, the verdict, and what would change it.

    Attributes:
        rule: The rule that gave the verdict.
        missing: The smallest set of facts that would raise it; None where no three would.
        risk: The one answer that would lower it; None where none would.
        instead_of: Ids that it was found under, but that it has taken the place of.
        here: How far the municipality has come with it already; None where it has not begun.
        left_out: How many of its observations speak of other needs alone.
        level_in_all: The evidence level that readers see when these count, too.
    """

    id: str
    title: Text
    evidence: ConceptEvidence
    transferability: Transferability
    track_record: TrackRecord
    rule: VerdictRule
    missing: Missing | None
    instead_of: tuple[str, ...] = ()
    here: Progress | None = None
    left_out: int = 0
    risk: Missing | None = None
    level_in_all: int = 0
    language: str = "en"

    def __repr__(self) -> str:
        """Return one short line: which concept, the verdict and the rule that gave it."""
        return f"<Recommendation {self.id}, {self.verdict}, {self.rule.id}>"

    def table(self) -> Table:
        """Return one row for each reason."""
        return RecommendationPage(item=self, language=self.language).table()

    @property
    def verdict(self) -> Verdict:
        """Recommended, worth a pilot, or no basis."""
        return self.rule.verdict

    @property
    def key(self) -> tuple[int, float, int, float, str]:
        """What recommendations are sorted by: the verdict, the lower ends and level, the id."""
        return (
            VERDICTS.index(self.verdict),
            -self.track_record.interval.low,
            -self.evidence.shown,
            -self.transferability.low,
            self.id,
        )

    def to_dict(self, language: str | None = None) -> dict[str, Any]:  # Any: JSON values
        """Return the recommendation under the keys that `changekit recommend --json` prints."""
        language = language or self.language
        return {
            "id": self.id,
            "title": self.title.to(language),
            "verdict": self.verdict,
            "evidence": self.evidence.to_dict(language),
            "transferability": self.transferability.to_dict(language),
            "track_record": self.track_record.to_dict(),
            "rule": self.rule.id,
            "why": self.rule.text.to(language),
            "missing": self.missing.to_dict(language) if self.missing else None,
            "risk": self.risk.to_dict(language) if self.risk else None,
            "instead_of": list(self.instead_of),
            "here": self.here,
            "left_out": self.left_out,
            "level_in_all": self.level_in_all,
        }


@attrs.frozen(kw_only=True, repr=False)
class Recommendations(Shown):
    """The concepts that may answer a need, the best first.

    Attributes:
        asked: What was asked for.
        notice: What every output on an example says.
    """

    asked: Asked
    items: tuple[Recommendation, ...]
    notice: Text | None = None
    language: str = "en"

    def __len__(self) -> int:
        """Return how many concepts may answer."""
        return len(self.items)

    def __iter__(self) -> Iterator[Recommendation]:
        """Go through the recommendations, the best first."""
        return iter(self.items)

    def __getitem__(self, index: int) -> Recommendation:
        """Return one recommendation."""
        return self.items[index]

    def explain(self, name: str) -> RecommendationPage:
        """Return everything behind one recommendation, by its id or the end of it.

        Raises:
            UnknownNameError: It is not among those that may answer.
        """
        for item in self.items:
            if name.partition("@")[0] in (item.id, item.id.rpartition("/")[2]):
                return RecommendationPage(item=item, notice=self.notice, language=self.language)
        raise UnknownNameError("concept", name, known=(item.id for item in self.items))

    def table(self) -> Table:
        """Return one row for each concept."""
        columns = (
            Column("id", Text.plain("id")),
            Column("verdict", Text(sv="Besked", en="Verdict")),
            Column("evidence", Text(sv="Evidens", en="Evidence")),
            Column("fit", Text(sv="Passar (kända)", en="Fits (known)")),
            Column("record", Text(sv="Nådde målet", en="Met target")),
            Column("why", Text(sv="Skäl", en="Reason")),
            Column("missing", Text(sv="Saknas", en="Missing")),
        )
        return Table(
            title=self._title().format(what=self.asked.text),
            columns=columns,
            rows=tuple(_row(item) for item in self.items),
            notice=self._notice(),
            language=self.language,
        )

    def _title(self) -> Text:
        """Return what the best of the verdicts is, and for what."""
        return _TITLES[self.items[0].verdict if self.items else "no-basis"]

    def reasons(self) -> tuple[Text, ...]:
        """Return one sentence for each concept: why, and what would change it."""
        return tuple(_reason(item) for item in self.items)

    def _notice(self) -> Text | None:
        advice = self.asked.advice
        if advice is None and not self.items:
            advice = Text(
                sv="Inget koncept svarar mot behovet.", en="No concept answers the need."
            )
        if advice and self.notice:
            return Text(sv="{one} {two}", en="{one} {two}").format(one=advice, two=self.notice)
        return advice or self.notice

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the recommendations as JSON values."""
        asked = self.asked
        return {
            "asked": {
                "kind": asked.kind,
                "text": asked.text.to(self.language),
                "needs": list(asked.needs),
            },
            "recommendations": [item.to_dict(self.language) for item in self.items],
            "advice": asked.advice.to(self.language) if asked.advice else None,
        }


_TITLES: Final[Mapping[Verdict, Text]] = {
    "recommended": Text(sv="Rekommenderas för: {what}", en="Recommended for: {what}"),
    "pilot": Text(
        sv="Inget rekommenderas ännu, men något är värt att pröva för: {what}",
        en="Nothing is recommended yet, but worth a pilot for: {what}",
    ),
    "no-basis": Text(
        sv="Underlag saknas för att rekommendera något för: {what}",
        en="No basis to recommend anything for: {what}",
    ),
}
_HERE: Final[Mapping[Progress, Text]] = {
    "done": Text(sv="infört här redan", en="in place here already"),
    "under-way": Text(sv="på väg här redan", en="under way here already"),
}


def _reason(item: Recommendation) -> Text:
    name = item.id.rpartition("/")[2]
    why = Text(sv="{name}: {why}", en="{name}: {why}").format(name=name, why=item.rule.text)
    if item.here is not None:
        already = Text(sv="{why} ({here})", en="{why} ({here})")
        why = already.format(why=why, here=_HERE[item.here])
    said = Text(sv="{why}.", en="{why}.").format(why=why)
    if item.missing:
        more = Text(sv="{said} Saknas: {missing}.", en="{said} Missing: {missing}.")
        said = more.format(said=said, missing=item.missing.text)
    if item.risk:
        less = Text(sv="{said} Skulle sänka det: {risk}.", en="{said} Would lower it: {risk}.")
        said = less.format(said=said, risk=item.risk.text)
    if item.level_in_all != item.evidence.shown:
        more = Text(
            sv="{said} Evidensen är {all}/5 i allt, men {n} observationer handlar om andra behov.",
            en="{said} Its evidence is {all}/5 in all, but {n} observations are on other needs.",
        )
        said = more.format(said=said, all=item.level_in_all, n=item.left_out)
    return said


def _level(item: Recommendation) -> Text:
    """Return the level for what was asked for, and in all where that is another."""
    if item.level_in_all == item.evidence.shown:
        return Text.plain(f"{item.evidence.shown}/5")
    both = Text(sv="{n}/5 ({all}/5 i allt)", en="{n}/5 ({all}/5 in all)")
    return both.format(n=item.evidence.shown, all=item.level_in_all)


def _row(item: Recommendation) -> tuple[str | Text, ...]:
    return (
        item.id,
        VERDICT_NAMES[item.verdict],
        _level(item),
        fit_words(item.transferability),
        record_words(item.track_record),
        item.rule.text,
        item.missing.text if item.missing else Text(sv="–", en="–"),
    )


def fit_words(fit: Transferability) -> Text:
    """Return the fit in words: what is known, and between which ends it lies."""
    if fit.blockers:
        blocked = Text(sv="hindras ({n})", en="blocked ({n})")
        return blocked.format(n=len(fit.blockers))
    low, high = round(100 * fit.low), round(100 * fit.high)
    ends = Text(sv="{ends} % ({known}/{all})", en="{ends}% ({known}/{all})")
    return ends.format(
        ends=f"{low}" if low == high else f"{low}–{high}",
        known=len(fit.known),
        all=len(fit.judgements),
    )


def record_words(record: TrackRecord) -> Text:
    """Return the track record in words, never without its interval."""
    if not record.adoptions:
        return Text(sv="okänt", en="unknown")
    said = Text(sv="{s}/{n} ({low}–{high} %)", en="{s}/{n} ({low}–{high}%)")
    return said.format(
        s=record.successes,
        n=record.adoptions,
        low=round(100 * record.interval.low),
        high=round(100 * record.interval.high),
    )


def _like_here(record: TrackRecord) -> tuple[Text, Text]:
    """Return the record when those unlike this municipality count less, and how many that is."""
    ends = Text(sv="{low}–{high} %", en="{low}–{high}%").format(
        low=round(100 * record.similar.low), high=round(100 * record.similar.high)
    )
    counted = Text(
        sv="bland dem som liknar oss: de räknas som {n:.1f}, efter storlek och land",
        en="among those like us: they count as {n:.1f}, by size and country",
    )
    return ends, counted.format(n=record.effective)


@attrs.frozen(kw_only=True, repr=False)
class RecommendationPage(Shown):
    """Everything behind one recommendation."""

    item: Recommendation
    notice: Text | None = None
    language: str = "en"

    def table(self) -> Table:
        """Return one row for each reason."""
        columns = (
            Column("answer", Text(sv="Svar på", en="Answer to")),
            Column("what", Text(sv="Vad", en="What")),
            Column("why", Text(sv="Skäl", en="Reason")),
        )
        rows = tuple(self._rows())
        return Table(
            title=self.item.title, columns=columns, rows=rows, notice=self.notice,
            language=self.language,
        )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the recommendation as JSON values."""
        return self.item.to_dict(self.language)

    def _rows(self) -> Iterator[tuple[Text, Text, Text]]:
        item = self.item
        verdict = Text(sv="besked", en="verdict")
        yield verdict, VERDICT_NAMES[item.verdict], item.rule.text
        if item.missing:
            yield verdict, Text(sv="skulle höja det", en="would raise it"), item.missing.text
        if item.risk:
            yield verdict, Text(sv="skulle sänka det", en="would lower it"), item.risk.text
        if item.here is not None:
            yield verdict, Text(sv="läget här", en="state here"), _HERE[item.here]
        for old in item.instead_of:
            yield verdict, Text(sv="i stället för", en="instead of"), Text.plain(old)
        evidence = Text(sv="evidens", en="evidence")
        for reason in item.evidence.reasons:
            level = Text(sv="nivå {n}", en="level {n}").format(n=reason.level)
            yield evidence, level, reason.text
        if item.left_out:
            other = Text(sv="{n} till", en="{n} more").format(n=item.left_out)
            yield evidence, other, Text(sv="handlar om andra behov", en="speak of other needs")
        if item.evidence.next_step:
            step = item.evidence.next_step
            level = Text(sv="för nivå {n}", en="for level {n}").format(n=step.level)
            yield evidence, level, step.text
        yield from self._fit_rows()
        yield from self._record_rows()

    def _fit_rows(self) -> Iterator[tuple[Text, Text, Text]]:
        fits = Text(sv="passar här", en="fits here")
        whole = Text(
            sv="om allt okänt går sämst till om allt går bäst (kända av alla)",
            en="from all unknown turning out worst to all best (known of all)",
        )
        yield fits, fit_words(self.item.transferability), whole
        for one in self.item.transferability.judgements:
            answer = Text(sv="{title}: {answer}", en="{title}: {answer}")
            title = Text({code: text.rstrip(".") for code, text in one.title.entries})
            yield fits, answer.format(title=title, answer=ANSWER_NAMES[one.answer]), one.why

    def _record_rows(self) -> Iterator[tuple[Text, Text, Text]]:
        record = self.item.track_record
        met = Text(sv="nådde målet", en="met target")
        unknown = Text(sv="{n} till säger inget", en="{n} more do not say").format(
            n=record.unknown
        )
        yield met, record_words(record), unknown
        ends = Text(sv="{mean} % ({low}–{high} %)", en="{mean}% ({low}–{high}%)").format(
            mean=round(100 * record.mean),
            low=round(100 * record.expected.low),
            high=round(100 * record.expected.high),
        )
        yield (
            met,
            ends,
            Text(
                sv="att vänta, när hela katalogens {rate} % väger som fyra försök",
                en="to expect, when the whole catalogue's {rate}% weighs as four trials",
            ).format(rate=round(100 * record.base_rate)),
        )
        if record.adoptions:
            yield met, *_like_here(record)
        if record.failures_missing:
            warning = Text(sv="misslyckanden saknas", en="failures are missing")
            why = Text(
                sv="bara lyckade införanden är listade; fråga efter dem som slutade",
                en="only successes are listed; ask for those who stopped",
            )
            yield met, warning, why
