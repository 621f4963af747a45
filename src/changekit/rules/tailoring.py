"""CK83x and CK84x: overlays that do not fit what they tailor, drift, and layers."""

from __future__ import annotations

from changekit.rules._rule import rule

OVERLAY_BASE = rule(
    "CK830", "overlay-base", "error",
    sv="anpassningen {overlay!r} gäller {wanted}, och det som finns är {found}",
    en="the overlay {overlay!r} is for {wanted}, and what there is is {found}",
    hint_sv="den läggs inte på; {advice}", hint_en="it is not laid on; {advice}",
)  # fmt: skip
OVERLAY_NOTHING = rule(
    "CK831", "overlay-imports-nothing", "warning",
    sv="{pattern!r} i anpassningen {overlay!r} svarar mot inget förändringskoncept",
    en="{pattern!r} in the overlay {overlay!r} fits no concept",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
PATCH_OUTSIDE = rule(
    "CK832", "patch-outside-import", "error",
    sv="anpassningen {overlay!r} ändrar {concept!r}, som den inte tar in",
    en="the overlay {overlay!r} changes {concept!r}, which it does not import",
    hint_sv="se över from, include och exclude", hint_en="look over from, include and exclude",
)  # fmt: skip
PATCH_PATH = rule(
    "CK833", "patch-path", "error",
    sv="{concept}: {why} ({path!r}); ingen ändring i {overlay!r} av konceptet görs",
    en="{concept}: {why} ({path!r}); no change of the concept in {overlay!r} is made",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
PATCH_INVALID = rule(
    "CK834", "patch-invalid", "error",
    sv="{concept} skulle inte längre gå att läsa ({path}): {why}; "
    "ingen ändring i {overlay!r} av konceptet görs",
    en="{concept} would no longer be a concept ({path}): {why}; "
    "no change of the concept in {overlay!r} is made",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
OVERLAY_CLASH = rule(
    "CK835", "overlay-clash", "error",
    sv="{concept}: både {first!r} och {second!r} ändrar {path!r}",
    en="{concept}: both {first!r} and {second!r} change {path!r}",
    hint_sv="{second!r} läggs inte på konceptet; skriv on_clash: first eller last, "
    "eller ta bort den ena ändringen",
    hint_en="{second!r} is not laid on the concept; write on_clash: first or last, "
    "or drop one of the changes",
)  # fmt: skip
OVERLAY_MOVED = rule(
    "CK836", "overlay-moved", "warning",
    sv="{concept!r} i anpassningen {overlay!r} heter nu {heir!r}",
    en="{concept!r} in the overlay {overlay!r} is now called {heir!r}",
    hint_sv="skriv {heir!r}", hint_en="write {heir!r}",
)  # fmt: skip
DRIFT_CONFLICT = rule(
    "CK837", "drift-conflict", "warning",
    sv="{concept} är nu {version}, och {path!r} har ändrats där sedan {overlay!r} skrevs",
    en="{concept} is now {version}, and {path!r} has changed there since {overlay!r} was written",
    hint_sv="då: {base}; nu: {theirs}; vårt: {ours}. Se över ändringen och skriv in grunden igen: "
    "changekit tailor --record {overlay}",
    hint_en="then: {base}; now: {theirs}; ours: {ours}. Look the change over and record the base "
    "anew: changekit tailor --record {overlay}",
)  # fmt: skip
DRIFT_HARMLESS = rule(
    "CK838", "drift-harmless", "warning",
    sv="{concept} är nu {version}; det som {overlay!r} ändrar är sig likt",
    en="{concept} is now {version}; what {overlay!r} changes is as it was",
    hint_sv="läs igenom det nya och skriv in grunden igen: changekit tailor --record {overlay}",
    hint_en="read what is new and record the base anew: changekit tailor --record {overlay}",
)  # fmt: skip
LAYER_BASE = rule(
    "CK839", "layer-base", "warning",
    sv="skiktet {layer!r} gjordes på {wanted}, och det som finns är {found}",
    en="the layer {layer!r} was made on {wanted}, and what there is is {found}",
    hint_sv="gå igenom skiktet och ändra catalogue",
    hint_en="go through the layer and change its catalogue",
)  # fmt: skip
PATCH_TWICE = rule(
    "CK840", "patch-twice", "error",
    sv="{concept}: anpassningen {overlay!r} ändrar {path!r} två gånger; "
    "ingen ändring i den av konceptet görs",
    en="{concept}: the overlay {overlay!r} changes {path!r} twice; "
    "no change of the concept in it is made",
    hint_sv="ta bort den ena ändringen", hint_en="drop one of the changes",
)  # fmt: skip
