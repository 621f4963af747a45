"""CK7xx: values that a score profile cannot use."""

from __future__ import annotations

from changekit.rules._rule import rule

VALUE_OUTSIDE_SCALE = rule(
    "CK701", "value-outside-scale", "error",
    sv="{criterion}: {found} ligger utanför skalan {low} till {high} i profilen {profile!r}",
    en="{criterion}: {found} lies outside the scale {low} to {high} of the profile {profile!r}",
    hint_sv="rätta värdet, eller ange vidare ändar i scoring.yaml",
    hint_en="correct the value, or declare wider ends in scoring.yaml",
)  # fmt: skip
UNIT_DIFFERS = rule(
    "CK702", "unit-differs", "error",
    sv="{criterion}: värdet är i {found!r} men profilen {profile!r} räknar i {wanted!r}",
    en="{criterion}: the value is in {found!r} but the profile {profile!r} counts in {wanted!r}",
    hint_sv="ange värdet i profilens enhet", hint_en="give the value in the profile's unit",
)  # fmt: skip
