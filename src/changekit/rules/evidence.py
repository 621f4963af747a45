"""CK82x: what is claimed of a concept, and the observations that it rests on."""

from __future__ import annotations

from changekit.rules._rule import rule

CLAIM_TOO_HIGH = rule(
    "CK820", "claim-too-high", "error",
    sv="påstår evidensnivå {claimed}, men uppgifterna ger {derived}; påståendet används inte",
    en="claims evidence level {claimed}, but its items give {derived}; the claim is ignored",
    hint_sv="{step}", hint_en="{step}",
)  # fmt: skip
CERTAINTY_TOO_HIGH = rule(
    "CK821", "certainty-too-high", "error",
    sv="påstår säkerheten {claimed} för {outcome}, men uppgifterna ger {derived}; "
    "påståendet används inte",
    en="claims the certainty {claimed} of {outcome}, but its items give {derived}; "
    "the claim is ignored",
    hint_sv="påstå högst {derived}, eller lägg till uppgifter",
    hint_en="claim {derived} at most, or add items",
)  # fmt: skip
CLAIM_WITHOUT_ITEMS = rule(
    "CK822", "claim-without-items", "error",
    sv="påstår något om utfallet {outcome}, som ingen uppgift handlar om",
    en="claims something of the outcome {outcome}, which no item is about",
    hint_sv="utfall som finns: {known}", hint_en="there are these outcomes: {known}",
)  # fmt: skip
FEW_OBSERVED = rule(
    "CK823", "few-observed", "warning",
    sv="{item} bygger på {n}, färre än {fewest}",
    en="{item} rests on {n}, fewer than {fewest}",
    hint_sv="så få kan skilja av en slump; samla fler, eller berätta det i text",
    hint_en="so few may differ by chance; collect more, or tell it in text",
)  # fmt: skip
OUTSIDE_SCALE = rule(
    "CK824", "outside-scale", "error",
    sv="{item}: {what} är {found}, utanför skalan {low} till {high}",
    en="{item}: {what} is {found}, outside the scale {low} to {high}",
    hint_sv="rätta värdet eller skalan", hint_en="mend the value or the scale",
)  # fmt: skip
CHANGE_WITHOUT_FIGURES = rule(
    "CK825", "change-without-figures", "info",
    sv="{item} säger sig ha mätt en förändring, men siffrorna saknas; den räknas som berättelse",
    en="{item} is said to have measured a change, but the figures are missing; "
    "it counts as an account",
    hint_sv="skriv before och after, eller effect", hint_en="write before and after, or effect",
)  # fmt: skip
NO_DIRECTION = rule(
    "CK826", "no-direction", "info",
    sv="{item}: ingen säger vilket håll som är bättre, så ingen kan se om det hjälpte",
    en="{item}: nobody says which way is better, so nobody can see whether it helped",
    hint_sv="skriv better: up eller down", hint_en="write better: up or down",
)  # fmt: skip
EFFECT_DISAGREES = rule(
    "CK827", "effect-disagrees", "warning",
    sv="{item}: effekten är {effect}, men från före till efter är det {difference}",
    en="{item}: the effect is {effect}, but from before to after it is {difference}",
    hint_sv="rätta den ena, eller välj design comparison om det är skillnaden mot andra",
    hint_en="mend one of them, or choose the design comparison if it is against others",
)  # fmt: skip
ANSWER_WITHOUT_NEED = rule(
    "CK828", "answer-without-need", "warning",
    sv="svaret på {criterion} säger inte för vilka behov det gäller, så det räknas inte",
    en="the answer to {criterion} does not say for which needs it holds, so it does not count",
    hint_sv="skriv needs: [...], eller concept: för ett enda koncept",
    hint_en="write needs: [...], or concept: for a single concept",
)  # fmt: skip
