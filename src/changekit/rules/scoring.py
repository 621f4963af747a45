"""CK7xx: values that a score profile cannot use, and profiles that are to be read with care."""

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
UNKNOWN_METHOD = rule(
    "CK741", "unknown-method", "error",
    sv="metoden {found!r} finns inte", en="there is no method {found!r}",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
METHOD_LATER = rule(
    "CK742", "method-not-yet", "error",
    sv="metoden {found!r} räknas inte ut av den här versionen av changekit",
    en="the method {found!r} is not worked out by this version of changekit",
    hint_sv="finns: {known}", hint_en="known: {known}",
)  # fmt: skip
NOT_COMPUTED = rule(
    "CK743", "not-computed", "error",
    sv="{method}: går inte att räkna ut: {why}", en="{method}: cannot be worked out: {why}",
)  # fmt: skip
NO_SUCH_ANSWER = rule(
    "CK744", "no-such-answer", "error",
    sv="{method} ger inget {found!r}", en="{method} gives no {found!r}",
    hint_sv="den ger {known}", hint_en="it gives {known}",
)  # fmt: skip
OTHER_LENGTH = rule(
    "CK745", "other-length", "error",
    sv="{name}: svaret har {expected} tal, uträkningen {computed}",
    en="{name}: the answer has {expected} numbers, what was worked out {computed}",
)  # fmt: skip
NOT_REPRODUCED = rule(
    "CK746", "not-reproduced", "error",
    sv="{reproduced} av {total} tal återges inom {tolerance}; största felet är {error}",
    en="{reproduced} of {total} numbers are reproduced within {tolerance}; "
    "the largest error is {error}",
)  # fmt: skip
NOT_USED = rule(
    "CK747", "not-used", "info",
    sv="{key} används inte av {method}", en="{key} is not used by {method}",
)  # fmt: skip
SCALES_FROM_DATA = rule(
    "CK703", "scales-from-data", "warning",
    sv="profilen {profile!r} tar skalorna ur de värden som finns: läggs ett initiativ till eller "
    "tas bort kan de andra byta plats",
    en="the profile {profile!r} takes its scales from the values there are: adding or removing "
    "an initiative may reorder the others",
    hint_sv="ange best och worst för varje kriterium, och ta bort scaling: data",
    hint_en="declare best and worst for each criterion, and remove scaling: data",
)  # fmt: skip
WEIGHTS_FROM_DATA = rule(
    "CK704", "weights-from-data", "warning",
    sv="profilen {profile!r} räknar vikterna ur de värden som finns ({method}): de säger vad som "
    "skiljer initiativen åt, inte vad som är viktigt",
    en="the profile {profile!r} works out its weights from the values there are ({method}): they "
    "say what tells initiatives apart, not what matters",
    hint_sv="låt dem som svarar för målen väga kriterierna",
    hint_en="let those who answer for the goals weigh the criteria",
)  # fmt: skip
COMPARISONS_DISAGREE = rule(
    "CK705", "comparisons-disagree", "warning",
    sv="profilen {profile!r}: jämförelserna mellan kriterierna motsäger varandra, "
    "konsistenskvoten är {ratio} (högst 0,1)",
    en="the profile {profile!r}: the comparisons of criteria contradict each other, the "
    "consistency ratio is {ratio} (at most 0.1)",
    hint_sv="se över jämförelserna, störst först", hint_en="look at the comparisons again",
)  # fmt: skip
