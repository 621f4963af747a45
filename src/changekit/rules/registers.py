"""CK6xx: registers taken in from spreadsheets."""

from __future__ import annotations

from changekit.rules._rule import rule

PERSONAL_NAMES = rule(
    "CK601", "personal-names", "warning",
    sv="kolumnen {heading!r} håller personnamn och tas inte med",
    en="the column {heading!r} holds personal names and is left out",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
CONTACT_DETAILS = rule(
    "CK602", "contact-details", "warning",
    sv="kolumnen {heading!r} håller kontaktuppgifter och tas inte med",
    en="the column {heading!r} holds contact details and is left out",
    hint_sv="ange en funktionsbrevlåda i stället", hint_en="name a function mailbox instead",
)  # fmt: skip
MASKED_CELLS = rule(
    "CK603", "masked-cells", "warning",
    sv="i kolumnen {heading!r} togs namn, e-post eller personnummer bort ur {count} celler",
    en="names, addresses or identity numbers were taken out of {count} cells in {heading!r}",
    hint_sv="läs igenom texterna innan filen delas", hint_en="read the texts before sharing them",
)  # fmt: skip
COLUMN_NOT_READ = rule(
    "CK604", "column-not-read", "info",
    sv="kolumnen {heading!r} följer med men läses inte: {why}",
    en="the column {heading!r} comes along but is not read: {why}",
    hint_sv="koppla den till ett fält i tables i changekit.yaml om den betyder något för planen",
    hint_en="map it to a field in tables in changekit.yaml if it matters for the plan",
)  # fmt: skip
CELL_LEFT_OUT = rule(
    "CK605", "cell-left-out", "warning",
    sv="cellen i {heading!r} går inte att läsa som {field} och lämnades tom",
    en="the cell in {heading!r} cannot be read as {field} and was left empty",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
ROW_LEFT_OUT = rule(
    "CK606", "row-left-out", "warning",
    sv="raden har ingen titel och tas inte med", en="the row has no title and is left out",
    hint_sv="skriv vad initiativet heter", hint_en="write what the initiative is called",
)  # fmt: skip
NO_TITLES = rule(
    "CK607", "no-titles", "error",
    sv="ingen kolumn ser ut att hålla initiativens namn",
    en="no column seems to hold what the initiatives are called",
    hint_sv="kalla den Titel eller Benämning", hint_en="call it Title or Name",
)  # fmt: skip
