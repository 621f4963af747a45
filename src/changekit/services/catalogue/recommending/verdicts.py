"""The verdict on a concept: an explicit table of rules, and the one that fired.

Evidence, fit and track record are never multiplied: a rule asks for a least of each that it minds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.services.catalogue.recommending.fitting import Transferability
    from changekit.services.catalogue.recommending.record import TrackRecord

__all__ = ["RULES", "VERDICTS", "VERDICT_NAMES", "Verdict", "VerdictRule", "rule_for", "standing"]

Verdict: TypeAlias = Literal["recommended", "pilot", "no-basis"]

VERDICTS: Final[tuple[Verdict, ...]] = ("recommended", "pilot", "no-basis")
"""The verdicts, the best first."""
VERDICT_NAMES: Final[Mapping[Verdict, Text]] = {
    "recommended": Text(sv="rekommenderas", en="recommended"),
    "pilot": Text(sv="värt att pröva", en="worth a pilot"),
    "no-basis": Text(sv="underlag saknas", en="no basis"),
}


@attrs.frozen(kw_only=True)
class VerdictRule:
    """One rule: where all its ends hold, its verdict is given.

    Attributes:
        blocked: Whether it asks for something that blocks.
        level: The least evidence level, from 0 to 5.
        fit_low: The least that the fit may be when everything unknown turns out worst.
        fit_high: The least that it may be when everything unknown turns out best.
        certainty: The least certainty of the best outcome, from 0 (very low) to 3 (high).
        record_low: The least lower end of Wilson's interval of the track record.
        record_high: The most that its upper end may be.
    """

    id: str
    verdict: Verdict
    text: Text
    blocked: bool = False
    level: int = 0
    fit_low: float = 0.0
    fit_high: float = 0.0
    certainty: int = 0
    record_low: float = 0.0
    record_high: float = 1.0

    def fires(self, standing: Standing) -> bool:
        """Whether the rule holds for how a concept stands."""
        return (
            (standing.blocked or not self.blocked)
            and standing.level >= self.level
            and standing.fit_low >= self.fit_low
            and standing.fit_high >= self.fit_high
            and standing.certainty >= self.certainty
            and standing.record_low >= self.record_low
            and standing.record_high <= self.record_high
        )

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the rule as JSON values."""
        return {"id": self.id, "verdict": self.verdict, "text": self.text.to(language)}


@attrs.frozen(kw_only=True)
class Standing:
    """How a concept stands in what the rules look at."""

    blocked: bool
    level: int
    fit_low: float
    fit_high: float
    certainty: int
    record_low: float
    record_high: float


def standing(level: int, fit: Transferability, record: TrackRecord, *, certainty: int) -> Standing:
    """Return how a concept stands, from its three answers."""
    return Standing(
        blocked=bool(fit.blockers),
        level=level,
        fit_low=fit.low,
        fit_high=fit.high,
        certainty=max(0, certainty),
        record_low=record.interval.low,
        record_high=record.interval.high,
    )


HALF: Final = 0.5
"""Ours: more likely than not."""

RULES: Final[tuple[VerdictRule, ...]] = (
    VerdictRule(
        id="blocked", verdict="no-basis", blocked=True,
        text=Text(sv="något som måste vara så är inte så här",
                  en="something that has to be so is not so here"),
    ),
    VerdictRule(
        id="fails-elsewhere", verdict="no-basis", record_high=HALF,
        text=Text(sv="de flesta som infört det nådde inte sitt mål",
                  en="most who took it up missed their target"),
    ),
    VerdictRule(
        id="compared-and-fits", verdict="recommended", level=3, fit_low=HALF, certainty=1,
        text=Text(sv="effekten är visad mot en jämförelsegrupp och inte alltför osäker, "
                     "och det passar här",
                  en="its effect is shown against a comparison group and not too uncertain, "
                     "and it fits here"),
    ),
    VerdictRule(
        id="kept-its-word", verdict="recommended", level=2, fit_low=HALF, record_low=HALF,
        text=Text(sv="mätt före och efter, de flesta nådde sitt mål, och det passar här",
                  en="measured before and after, most met their target, and it fits here"),
    ),
    VerdictRule(
        id="measured", verdict="pilot", level=2, fit_high=HALF,
        text=Text(sv="en förändring är mätt, men inte så att den säkert kommer här",
                  en="a change is measured, but not so that it is sure to come here"),
    ),
    VerdictRule(
        id="told-and-fits", verdict="pilot", level=1, fit_low=HALF,
        text=Text(sv="bara omvittnat, men det passar här: pröva i liten skala och mät",
                  en="only told of, but it fits here: try it on a small scale and measure"),
    ),
    VerdictRule(
        id="fit-open", verdict="no-basis", level=1, fit_high=HALF,
        text=Text(sv="bara omvittnat, och för lite är känt om hur det passar här",
                  en="only told of, and too little is known of how it fits here"),
    ),
    VerdictRule(
        id="fits-badly", verdict="no-basis", level=1,
        text=Text(sv="det passar inte här", en="it does not fit here"),
    ),
    VerdictRule(
        id="nothing-known", verdict="no-basis",
        text=Text(sv="ingen har berättat eller mätt vad det ger för detta",
                  en="nobody has told or measured what it gives for this"),
    ),
)  # fmt: skip
"""Ours: the rules from the top, the first that holds gives the verdict. A recommendation needs a
shown effect and a fit that holds even where everything unknown turns out worst; a pilot is how an
account becomes a measurement, so it needs less."""


def rule_for(here: Standing) -> VerdictRule:
    """Return the first rule that holds; the last one always does."""
    return next(rule for rule in RULES if rule.fires(here))
