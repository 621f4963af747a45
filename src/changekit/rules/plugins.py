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
    sv="både {first!r} och {second!r} har {found!r}",
    en="both {first!r} and {second!r} hold {found!r}",
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
    hint_sv="räkna om dess sha256", hint_en="work its sha256 out anew",
)  # fmt: skip
PACK_REQUIRES = rule(
    "CK509", "pack-requires", "error",
    sv="paketet behöver {wanted}, och det som finns är {found}",
    en="the pack needs {wanted}, and what there is is {found}",
    hint_sv="uppdatera {what}", hint_en="update {what}",
)  # fmt: skip
