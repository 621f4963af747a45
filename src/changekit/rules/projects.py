"""CK47x: what is wrong in files with scheduling problems."""

from __future__ import annotations

from changekit.rules._rule import rule

NOT_A_NUMBER = rule(
    "CK470", "project-not-a-number", "error",
    sv="här ska {what} stå, men det står {found!r}",
    en="{what} is expected here, found {found!r}",
    hint_sv="ange ett heltal från {low} till {high}",
    hint_en="give a whole number from {low} to {high}",
)  # fmt: skip
ENDS_EARLY = rule(
    "CK471", "ends-early", "error",
    sv="det tar slut där {what} ska stå", en="it ends where {what} is expected",
    hint_sv="filen är avkortad, eller ett antal längre upp är för högt",
    hint_en="the file is cut off, or a number further up is too high",
)  # fmt: skip
LEFT_OVER = rule(
    "CK472", "left-over", "error",
    sv="här ska inget mer stå, men det står {found!r}",
    en="nothing more is expected here, found {found!r}",
    hint_sv="ta bort det, eller höj antalet längre upp",
    hint_en="remove it, or raise the number further up",
)  # fmt: skip
PRECEDES_ITSELF = rule(
    "CK473", "precedes-itself", "error",
    sv="dessa ska alla komma före varandra: {circle}",
    en="these all have to come before each other: {circle}",
    hint_sv="ta bort en av efterföljarna", hint_en="remove one of the successors",
)  # fmt: skip
NEVER_FITS = rule(
    "CK474", "never-fits", "error",
    sv="aktivitet {activity} kräver {found} av resurs {resource}, som bara har {capacity}",
    en="activity {activity} needs {found} of resource {resource}, which has only {capacity}",
    hint_sv="sänk kravet eller höj det som finns", hint_en="ask for less or provide more",
)  # fmt: skip
NO_SECTION = rule(
    "CK475", "no-section", "error",
    sv="avsnittet {section} finns inte", en="there is no section {section}",
    hint_sv="avsnitten är {known}", hint_en="the sections are {known}",
)  # fmt: skip
OTHER_KIND = rule(
    "CK476", "other-kind-of-problem", "error",
    sv="{what}: {found}, och det läser changekit inte", en="{what}: {found}, which is not read",
    hint_sv="bara ett projekt, ett läge för varje aktivitet och förnybara resurser läses",
    hint_en="only one project, one mode for each activity and renewable resources are read",
)  # fmt: skip
TWICE = rule(
    "CK477", "given-twice", "error",
    sv="{what} finns redan på rad {line}", en="{what} stands on line {line} already",
    hint_sv="ta bort den ena", hint_en="remove one of them",
)  # fmt: skip
TOO_LONG = rule(
    "CK478", "takes-too-long", "error",
    sv="aktiviteterna tar {found} perioder tillsammans, mer än {limit}",
    en="the activities take {found} periods together, more than {limit}",
    hint_sv="räkna tiden i längre perioder", hint_en="count time in longer periods",
)  # fmt: skip
NOT_A_PORTFOLIO = rule(
    "CK479", "not-a-portfolio", "error",
    sv="portföljen hänger inte ihop: {what}", en="the portfolio does not hold together: {what}",
    hint_sv="rätta filen; vad den ska hålla står i dokumentationen",
    hint_en="mend the file; the documentation says what it has to hold",
)  # fmt: skip
