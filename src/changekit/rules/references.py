"""CK2xx: ids that point at nothing, stand twice, or go in circles."""

from __future__ import annotations

from changekit.rules._rule import rule

BAD_REFERENCE = rule(
    "CK201", "bad-reference", "error",
    sv="{kind} {found!r} finns inte", en="there is no {kind} {found!r}",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
DUPLICATE_ID = rule(
    "CK202", "duplicate-id", "error",
    sv="{kind} {found!r} finns redan, i {first}",
    en="{kind} {found!r} stands already, in {first}",
    hint_sv="ge den ett annat id", hint_en="give it another id",
)  # fmt: skip
CYCLIC_TREE = rule(
    "CK203", "cyclic-tree", "error",
    sv="trädet går i cirkel: {circle}", en="the tree goes in a circle: {circle}",
    hint_sv="låt en av dem ha en annan förälder", hint_en="give one of them another parent",
)  # fmt: skip
