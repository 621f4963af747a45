"""From CK430 on: what plans and decisions are made from, and what does not fit in it."""

from __future__ import annotations

from changekit.rules._rule import rule

SECOND_DECISION = rule(
    "CK430", "second-decision", "error",
    sv="{found!r} är redan beslutat, i {first}; det senare beslutet används inte",
    en="{found!r} is decided already, in {first}; the second decision is not used",
    hint_sv="behåll det beslut som gäller", hint_en="keep the decision that holds",
)  # fmt: skip
LATE_WITHOUT_DEADLINE = rule(
    "CK431", "late-without-deadline", "warning",
    sv="säger vad en försening kostar, men har ingen sista dag (deadline)",
    en="says what being late costs, but has no deadline",
    hint_sv="ange deadline, eller ta bort late", hint_en="give a deadline, or remove late",
)  # fmt: skip
OTHER_LATE_UNIT = rule(
    "CK432", "other-late-unit", "warning",
    sv="en försening kostar i {unit}, men nyttan är i {usual}; sista dagen måste hållas",
    en="being late costs in {unit}, but benefits are in {usual}; the deadline has to be kept",
    hint_sv="ange kostnaden i {usual}", hint_en="give the cost in {usual}",
)  # fmt: skip
HORIZON_TOO_SHORT = rule(
    "CK433", "horizon-too-short", "warning",
    sv="tar {weeks} och kan inte börja före {first}, men planen slutar {last}",
    en="takes {weeks} and cannot start before {first}, but the plan ends on {last}",
    hint_sv="höj period.count i changekit.yaml, eller gör arbetet kortare",
    hint_en="raise period.count in changekit.yaml, or make the work shorter",
)  # fmt: skip
CAPACITY_WITH_GAPS = rule(
    "CK434", "capacity-with-gaps", "info",
    sv="kapaciteten är känd i {known} av {weeks} veckor; i övriga antas {usual}",
    en="the capacity is known in {known} of {weeks} weeks; {usual} is assumed in the others",
    hint_sv="ange default", hint_en="give default",
)  # fmt: skip
DECISION_AGAINST_FACTS = rule(
    "CK435", "decision-against-facts", "warning",
    sv="{body} beslutade {date}: {deed}, men läget är {status}; läget gäller",
    en="{body} decided on {date}: {deed}, but the status is {status}; the status counts",
    hint_sv="rätta status eller started, eller fatta ett nytt beslut",
    hint_en="correct status or started, or decide anew",
)  # fmt: skip
MANDATORY_BY_DECISION = rule(
    "CK436", "mandatory-left-out-by-decision", "warning",
    sv="måste vara med (mandatory), men {body} beslutade {date}: {deed}",
    en="has to be in the plan (mandatory), but {body} decided on {date}: {deed}",
    hint_sv="ta bort mandatory, eller fatta ett nytt beslut",
    hint_en="remove mandatory, or decide anew",
)  # fmt: skip
