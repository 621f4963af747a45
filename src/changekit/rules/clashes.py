"""From CK450 on: what is mandatory and cannot all be."""

from __future__ import annotations

from changekit.rules._rule import rule

CLASH = rule(
    "CK450", "clash", "error",
    sv="detta går inte ihop: {rules}", en="these rules clash: {rules}",
    hint_sv="{hint}", hint_en="{hint}",
)  # fmt: skip
POSSIBLE = rule(
    "CK451", "mandatory-would-fit", "warning",
    sv="{id!r} måste vara med och går att få in, men motorn hittade inte hur",
    en="{id!r} has to be in the plan and can be, but the engine did not find how",
    hint_sv="planera med fler drag (--moves) eller med --engine cp-sat",
    hint_en="plan with more moves (--moves) or with --engine cp-sat",
)  # fmt: skip
UNDECIDED = rule(
    "CK452", "mandatory-undecided", "warning",
    sv="{id!r} måste vara med och kom inte med; det är inte bevisat att det är omöjligt",
    en="{id!r} has to be in the plan and is not; it could not be proven impossible",
    hint_sv="planera med fler drag (--moves) eller med --engine cp-sat",
    hint_en="plan with more moves (--moves) or with --engine cp-sat",
)  # fmt: skip
