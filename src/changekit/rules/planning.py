"""CK4xx: what stops a plan."""

from __future__ import annotations

from changekit.rules._rule import rule

MANDATORY_LEFT_OUT = rule(
    "CK401", "mandatory-left-out", "error",
    sv="{id!r} måste vara med men får inte plats: {why}",
    en="{id!r} has to be in the plan but does not fit: {why}",
    hint_sv="{hint}", hint_en="{hint}",
)  # fmt: skip
CIRCULAR_REQUIRES = rule(
    "CK402", "circular-requires", "error",
    sv="dessa kräver varandra: {path}", en="these require each other: {path}",
    hint_sv="ta bort en av länkarna; tills dess planeras ingen av dem",
    hint_en="remove one of the links; none of them is planned until then",
)  # fmt: skip
CIRCULAR_FOLLOWS = rule(
    "CK403", "circular-follows", "warning",
    sv="{id!r} ska följa {other!r} och tvärtom; den ordningen används inte",
    en="{id!r} is to follow {other!r} and the other way round; that order is not used",
    hint_sv="ta bort länken follows i en av dem", hint_en="remove the follows link of one of them",
)  # fmt: skip
NEVER_ENOUGH = rule(
    "CK404", "never-enough", "warning",
    sv="kräver {need} av {what}, som aldrig har mer än {most}",
    en="needs {need} of {what}, which never has more than {most}",
    hint_sv="sänk kravet eller höj det som finns", hint_en="ask for less or provide more",
)  # fmt: skip
NO_WINDOW = rule(
    "CK405", "no-window", "warning",
    sv="tar {weeks} och kan inte börja före {first}, men ska vara klart {last}",
    en="takes {weeks} and cannot start before {first}, but has to be done by {last}",
    hint_sv="flytta sista dag, eller gör arbetet kortare",
    hint_en="move the deadline, or make the work shorter",
)  # fmt: skip
REQUIRES_STOPPED = rule(
    "CK406", "requires-stopped", "warning",
    sv="kräver {other!r}, som är {status}", en="requires {other!r}, which is {status}",
    hint_sv="ta bort länken, eller starta {other!r} igen",
    hint_en="remove the link, or start {other!r} again",
)  # fmt: skip
PIN_BREAKS_ORDER = rule(
    "CK407", "pin-breaks-order", "warning",
    sv="börjar {start} enligt beslut, men {other!r} hinner inte bli klart innan",
    en="starts on {start} by decision, but {other!r} cannot be done before that",
    hint_sv="flytta starten, eller ta bort länken", hint_en="move the start, or remove the link",
)  # fmt: skip
PIN_IN_THE_PAST = rule(
    "CK408", "pin-in-the-past", "warning",
    sv="skulle ha börjat {start} men har status {status}; planeras från {now}",
    en="was to start on {start} but has status {status}; planned from {now}",
    hint_sv="ange started, eller en ny start", hint_en="give started, or a new start",
)  # fmt: skip
NO_WEEKS_LEFT = rule(
    "CK409", "no-weeks-left", "warning",
    sv="planens sista vecka börjar {last}, men idag räknas som {as_of}",
    en="the last week of the plan starts on {last}, but today counts as {as_of}",
    hint_sv="höj period.count eller flytta period.start i changekit.yaml",
    hint_en="raise period.count or move period.start in changekit.yaml",
)  # fmt: skip
OTHER_CURRENCY = rule(
    "CK410", "other-currency", "warning",
    sv="kostar i {unit}, men årets budget är i {budget}; kostnaden räknas inte av",
    en="costs in {unit}, but the year's budget is in {budget}; the cost is not counted",
    hint_sv="ange kostnaden i budgetens valuta", hint_en="give the cost in the budget's currency",
)  # fmt: skip
OTHER_VALUE_UNIT = rule(
    "CK411", "other-value-unit", "warning",
    sv="nyttan är i {unit}, andras i {usual}; prioriteten används i stället",
    en="the benefit is in {unit}, that of others in {usual}; the priority is used instead",
    hint_sv="ange nyttan i {usual}", hint_en="give the benefit in {usual}",
)  # fmt: skip
FROZEN_OVERLOAD = rule(
    "CK412", "frozen-overload", "warning",
    sv="det som redan pågår eller är fastlagt kräver mer än {what} har, som mest {over} "
    "för mycket, i {period}",
    en="what runs already or is fixed needs more than {what} has, at most {over} too much, "
    "in {period}",
    hint_sv="pausa eller flytta något av det", hint_en="pause or move some of it",
)  # fmt: skip
FAILED_CHECK = rule(
    "CK413", "failed-check", "error",
    sv="planen håller inte: {what}", en="the plan does not hold: {what}",
    hint_sv="felet ligger i planeringsmotorn, inte i uppgifterna; använd en annan",
    hint_en="the fault is in the planning engine, not in the data; use another one",
)  # fmt: skip
ALREADY_THERE = rule(
    "CK460", "already-there", "error",
    sv="{id!r} finns redan och kan inte läggas till", en="{id!r} exists and cannot be added",
    hint_sv="ge det ett annat id, eller ändra det som finns",
    hint_en="give it another id, or change the one there is",
)  # fmt: skip
NOT_A_PLAN = rule(
    "CK461", "not-a-plan", "error",
    sv="filen är ett svar på {found!r}, inte på 'plan'",
    en="the file is an answer to {found!r}, not to 'plan'",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
NEWER_PLAN = rule(
    "CK462", "newer-plan", "info",
    sv="planen är gjord med changekit {found}, detta är {ours}",
    en="the plan was made with changekit {found}, this is {ours}",
    hint_sv="det som är nytt där läses inte", hint_en="what is new in it is not read",
)  # fmt: skip
