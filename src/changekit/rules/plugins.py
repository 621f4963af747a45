"""CK5xx: plugins and packs that do not work."""

from __future__ import annotations

from changekit.rules._rule import rule

PLUGIN_BROKEN = rule(
    "CK501", "plugin-broken", "warning",
    sv="tillägget {plugin!r} är avstängt: {why}", en="plugin {plugin!r} is switched off: {why}",
    hint_sv="rätta det, eller stäng av det med CHANGEKIT_DISABLE",
    hint_en="mend it, or switch it off with CHANGEKIT_DISABLE",
)  # fmt: skip
PLUGIN_TOO_NEW = rule(
    "CK502", "plugin-too-new", "warning",
    sv="tillägget {plugin!r} {why}", en="plugin {plugin!r} {why}",
    hint_sv="uppdatera changekit", hint_en="update changekit",
)  # fmt: skip
CHECK_FAILED = rule(
    "CK503", "check-failed", "warning",
    sv="kontrollen {check!r} gick sönder: {why}", en="the check {check!r} broke: {why}",
    hint_sv="övriga kontroller gjordes", hint_en="the other checks were made",
)  # fmt: skip
PACK_MISSING = rule(
    "CK504", "pack-missing", "error",
    sv="paketet {pack!r} finns inte", en="there is no pack {pack!r}",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
PACK_BROKEN = rule(
    "CK505", "pack-broken", "warning",
    sv="paketet {pack!r} läses inte: {why}", en="the pack {pack!r} is not read: {why}",
    hint_sv="installera om det", hint_en="install it again",
)  # fmt: skip
PACK_CLASH = rule(
    "CK506", "pack-clash", "error",
    sv="både {first!r} ({first_place}) och {second!r} ({second_place}) har {found!r}",
    en="both {first!r} ({first_place}) and {second!r} ({second_place}) hold {found!r}",
    hint_sv="använd bara ett av paketen", hint_en="use only one of the packs",
)  # fmt: skip
PACK_NAMESPACE = rule(
    "CK507", "pack-namespace", "error",
    sv="{found!r} börjar inte med paketets namnrymd {namespace!r}",
    en="{found!r} does not begin with the namespace {namespace!r} of the pack",
    hint_sv="kalla det {better!r}", hint_en="call it {better!r}",
)  # fmt: skip
PACK_FILE = rule(
    "CK508", "pack-file", "error",
    sv="filen {found!r} är inte den som pack.yaml säger: {why}",
    en="the file {found!r} is not the one that pack.yaml means: {why}",
    hint_sv="lita inte på den: be avsändaren om en ny kopia; är paketet ditt, bygg om det med "
    "changekit pack build",
    hint_en="do not trust it: ask the sender for a new copy; if the pack is yours, make it anew "
    "with changekit pack build",
)  # fmt: skip
PACK_REQUIRES = rule(
    "CK509", "pack-requires", "error",
    sv="paketet behöver {wanted}, och det som finns är {found}",
    en="the pack needs {wanted}, and what there is is {found}",
    hint_sv="uppdatera {what}", hint_en="update {what}",
)  # fmt: skip
PACK_PIN = rule(
    "CK510", "pack-pin", "error",
    sv="paketet {pack!r} är låst till {wanted}, men det som finns är {found}",
    en="the pack {pack!r} is pinned to {wanted}, but what is there is {found}",
    hint_sv="hämta tillbaka {wanted}, eller lås det nya med changekit pack update",
    hint_en="bring {wanted} back, or pin the new one with changekit pack update",
)  # fmt: skip
PACK_UNSAFE = rule(
    "CK511", "pack-unsafe", "error",
    sv="{found!r} i paketet läses inte: {why}", en="{found!r} in the pack is not read: {why}",
    hint_sv="ta bort den ur paketet eller döp om den",
    hint_en="remove it from the pack or rename it",
)  # fmt: skip
PACK_CODE = rule(
    "CK512", "pack-code", "error",
    sv="{found!r} är kod: {why}", en="{found!r} is code: {why}",
    hint_sv="ett datapaket håller bara data; kod hör hemma i en insticksmodul",
    hint_en="a data pack holds data alone; code belongs in a plugin",
)  # fmt: skip
PACK_SIZE = rule(
    "CK513", "pack-size", "error",
    sv="{what} är {found}, högst {limit} läses", en="{what} is {found}, at most {limit} is read",
    hint_sv="dela upp paketet", hint_en="split the pack",
)  # fmt: skip
PACK_ARCHIVE = rule(
    "CK514", "pack-archive", "error",
    sv="zip-filen {found!r} läses inte: {why}", en="the zip {found!r} is not read: {why}",
    hint_sv="gör om den med changekit pack build",
    hint_en="make it anew with changekit pack build",
)  # fmt: skip
PACK_TWICE = rule(
    "CK515", "pack-twice", "error",
    sv="{pack!r} finns två gånger med olika innehåll: {first} och {second}",
    en="{pack!r} is there twice with different content: {first} and {second}",
    hint_sv="ta bort den ena, eller lås en av dem med changekit pack add",
    hint_en="remove one of them, or pin one with changekit pack add",
)  # fmt: skip
PACK_RESERVED = rule(
    "CK516", "pack-reserved", "error",
    sv="namnrymden {namespace!r} är changekits egen",
    en="the namespace {namespace!r} is changekit's own",
    hint_sv="använd er egen, till exempel se-1880", hint_en="use your own, such as se-1880",
)  # fmt: skip
PACK_OWNER = rule(
    "CK517", "pack-owner", "warning",
    sv="namnrymden {namespace!r} hör till {wanted}, men ägaren är {found}",
    en="the namespace {namespace!r} belongs to {wanted}, but the owner is {found}",
    hint_sv="rätta ägarens land och kod, eller namnrymden",
    hint_en="correct the country and code of the owner, or the namespace",
)  # fmt: skip
PACK_UNLISTED = rule(
    "CK518", "pack-unlisted", "warning",
    sv="filen {found!r} står inte i listan files i pack.yaml",
    en="the file {found!r} is not in the list files of pack.yaml",
    hint_sv="fyll listan med changekit pack build --write-digests",
    hint_en="fill the list with changekit pack build --write-digests",
)  # fmt: skip
MATERIAL_MISSING = rule(
    "CK530", "material-missing", "error",
    sv="filen {found!r} finns inte i paketet", en="the file {found!r} is not in the pack",
    hint_sv="lägg in den, eller ange url i stället", hint_en="put it in, or name a url instead",
)  # fmt: skip
MAILBOX_OF_PERSON = rule(
    "CK531", "mailbox-of-person", "warning",
    sv="{found!r} ser ut som en persons brevlåda", en="{found!r} looks like a person's mailbox",
    hint_sv="ange en funktionsbrevlåda, så att svaret finns kvar när någon slutar",
    hint_en="name a function's mailbox, so that the answer stays when somebody leaves",
)  # fmt: skip
PERSON_NAMED = rule(
    "CK532", "person-named", "warning",
    sv="det här ser ut som namnet på en person", en="this looks like the name of a person",
    hint_sv="skriv funktionen eller rollen i stället",
    hint_en="write the function or the role instead",
)  # fmt: skip
PHONE_NUMBER = rule(
    "CK533", "phone-number", "warning",
    sv="{found!r} ser ut som ett telefonnummer", en="{found!r} looks like a telephone number",
    hint_sv="ange en funktion, dess brevlåda eller dess sida; nummer byter ägare",
    hint_en="name a function, its mailbox or its page; numbers change hands",
)  # fmt: skip
LICENCE_UNKNOWN = rule(
    "CK534", "licence-unknown", "warning",
    sv="licensen {found!r} finns inte hos SPDX", en="SPDX has no licence {found!r}",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
PERIOD_BACKWARDS = rule(
    "CK535", "period-backwards", "warning",
    sv="perioden slutar {last}, innan den börjar {first}",
    en="the period ends {last}, before it begins {first}",
    hint_sv="byt plats på dagarna eller rätta dem", hint_en="swap the days or correct them",
)  # fmt: skip
TAG_TWICE = rule(
    "CK536", "tag-twice", "warning",
    sv="nyckelord står två gånger: {found}", en="tags stand twice: {found}",
    hint_sv="stryk det ena", hint_en="strike one of them",
)  # fmt: skip
PACK_EMPTY = rule(
    "CK537", "pack-empty", "info",
    sv="paketet håller ingenting ännu", en="the pack holds nothing yet",
    hint_sv="skriv ett koncept med changekit new concept",
    hint_en="write a concept with changekit new concept",
)  # fmt: skip
CONCEPT_WITHOUT_NEEDS = rule(
    "CK538", "concept-without-needs", "info",
    sv="konceptet säger inte vilka behov det svarar mot, så ingen hittar det den vägen",
    en="the concept does not say which needs it answers, so nobody finds it that way",
    hint_sv="fyll i needs", hint_en="fill in needs",
)  # fmt: skip
