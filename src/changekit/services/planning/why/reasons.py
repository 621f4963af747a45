"""Why something stands where it stands in a plan, in words."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import attrs

from changekit.text import Text

__all__ = ["NOTED", "UNNOTED", "WORDS", "Reason", "ReasonType", "of"]

ReasonType: TypeAlias = Literal[
    "precedence", "capacity", "role", "limit", "peak", "freeze", "earliest", "deadline",
    "budget", "conflict", "frozen", "decision", "assumed", "first",
]  # fmt: skip


@attrs.frozen(kw_only=True)
class Reason:
    """One reason.

    Attributes:
        subject: The unit, role or initiative that it is about; empty for the whole.
        period: An ISO week, two with `/` between, or a year; empty where time plays no part.
    """

    type: ReasonType
    subject: str = ""
    period: str = ""
    text: Text

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the reason as JSON values, worded in a language."""
        return {
            "type": self.type,
            "subject": self.subject,
            "period": self.period,
            "text": self.text.to(language),
        }


def of(
    type: ReasonType,  # noqa: A002  # the key in the output
    word: str,
    *,
    subject: str = "",
    period: str = "",
    **values: object,
) -> Reason:
    """Return a reason in the wording of that name."""
    text = WORDS[word].format(subject=subject, period=period, **values)
    return Reason(type=type, subject=subject, period=period, text=text)


NOTED = Text(sv=" ({reference})", en=" ({reference})")
UNNOTED = Text(sv="", en="")
WORDS = {
    "runs": Text(sv="Pågår sedan {since}", en="Has been running since {since}"),
    "runs-unknown": Text(
        sv="Pågår; startdatum saknas", en="Is running; its start date is missing"
    ),
    "done": Text(sv="Klart {since}", en="Done on {since}"),
    "done-unknown": Text(sv="Klart; slutdatum saknas", en="Done; its end date is missing"),
    "paused": Text(
        sv="Pausat: tar ingen plats förrän en start anges",
        en="Paused: takes no room until a start is given",
    ),
    "stopped": Text(sv="Stoppat", en="Stopped"),
    "decided": Text(
        sv="{body} beslutade {date}{where}: {deed}", en="{body} decided on {date}{where}: {deed}"
    ),
    "pinned": Text(sv="Starten är fastlagd till {day}", en="The start is fixed to {day}"),
    "first": Text(
        sv="Börjar i den första vecka då det får börja",
        en="Starts in the first week in which it may start",
    ),
    "chosen": Text(
        sv="Kunde ha börjat {period}; motorn valde en senare vecka",
        en="Could have started in {period}; the engine chose a later week",
    ),
    "late-costs": Text(
        sv="Skulle bli klart efter {day}, och förseningen kosta mer än det ger",
        en="Would be done after {day}, and being late would cost more than it gives",
    ),
    "capacity": Text(
        sv="{name} orkar inte mer i {period}", en="{name} cannot carry more in {period}"
    ),
    "peak": Text(
        sv="{name} har en topp i det dagliga arbetet i {period}",
        en="{name} has a peak in its daily work in {period}",
    ),
    "role": Text(
        sv="{name} har inte tid i {period}", en="{name} has no time in {period}"
    ),
    "limit": Text(
        sv="{name} har redan så många på gång som får pågå samtidigt i {period}",
        en="{name} already has as many going on as may run at once in {period}",
    ),
    "freeze": Text(
        sv="Skulle driftsättas i en frysperiod, {period}",
        en="Would go live in a change freeze, {period}",
    ),
    "earliest": Text(sv="Får inte börja före {day}", en="May not start before {day}"),
    "deadline": Text(sv="Ska vara klart {day}", en="Has to be done by {day}"),
    "horizon": Text(
        sv="Planen slutar {day}", en="The plan ends on {day}"
    ),
    "budget": Text(
        sv="Pengarna för {period} räcker inte", en="The money for {period} does not suffice"
    ),
    "conflict": Text(
        sv="Får inte pågå samtidigt som {name} ({period})",
        en="Must not run at the same time as {name} ({period})",
    ),
    "instead": Text(
        sv="{name} görs i stället", en="{name} is done instead"
    ),
    "waits": Text(
        sv="Väntar på {name}, klart i {period}", en="Waits for {name}, done in {period}"
    ),
    "before": Text(
        sv="Måste vara klart före {name}, som börjar i {period}",
        en="Has to be done before {name}, which starts in {period}",
    ),
    "requires-left-out": Text(
        sv="Kräver {name}, som inte är med i planen",
        en="Requires {name}, which is not in the plan",
    ),
    "requires-stopped": Text(
        sv="Kräver {name}, som är stoppat", en="Requires {name}, which is stopped"
    ),
    "requires-paused": Text(
        sv="Kräver {name}, som är pausat", en="Requires {name}, which is paused"
    ),
    "requires-unknown": Text(
        sv="Kräver {name}, som inte finns", en="Requires {name}, which does not exist"
    ),
    "circle": Text(
        sv="Kräver sig självt genom {path}", en="Requires itself through {path}"
    ),
    "assumed-value": Text(
        sv="Nyttan är inte känd och har antagits", en="The benefit is not known and was assumed"
    ),
    "assumed-weeks": Text(
        sv="Längden är inte känd; {weeks} veckor har antagits",
        en="The length is not known; {weeks} weeks were assumed",
    ),
    "assumed-load": Text(
        sv="Belastningen är inte känd och har antagits",
        en="The load is not known and was assumed",
    ),
    "assumed-hours": Text(
        sv="Tiden för {name} är inte känd och har antagits",
        en="The time of {name} is not known and was assumed",
    ),
    "assumed-limit": Text(
        sv="Vad {name} orkar är inte känt; högst {limit} samtidigt har antagits",
        en="What {name} can carry is not known; at most {limit} at once was assumed",
    ),
    "assumed-started": Text(
        sv="När det började är inte känt; denna vecka har antagits",
        en="When it started is not known; this week was assumed",
    ),
    "assumed-end": Text(
        sv="Skulle ha varit klart; att det blir klart denna vecka har antagits",
        en="Should have been done; that it is done this week was assumed",
    ),
}  # fmt: skip
