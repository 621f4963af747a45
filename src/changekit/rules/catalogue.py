"""CK80x and CK81x: the catalogue as a whole, and versions that do not fit what was changed."""

from __future__ import annotations

from changekit.rules._rule import rule

CYCLIC_RELATIONS = rule(
    "CK801", "cyclic-relations", "error",
    sv="{relation} går i cirkel: {circle}", en="{relation} goes in a circle: {circle}",
    hint_sv="ta bort en av relationerna", hint_en="remove one of the relations",
)  # fmt: skip
CONTRADICTORY_RELATIONS = rule(
    "CK802", "contradictory-relations", "error",
    sv="relationerna säger emot varandra: {what}",
    en="the relations contradict each other: {what}",
    hint_sv="behåll den ena", hint_en="keep one of them",
)  # fmt: skip
RELATION_TO_ITSELF = rule(
    "CK803", "relation-to-itself", "error",
    sv="har relationen {relation} till sig självt", en="has the relation {relation} to itself",
    hint_sv="ta bort relationen, eller rätta vad den pekar på",
    hint_en="remove the relation, or mend what it points to",
)  # fmt: skip
HEIR_NOT_USABLE = rule(
    "CK804", "heir-not-usable", "error",
    sv="arvtagaren {heir} kan inte användas: {why}", en="the heir {heir} cannot be used: {why}",
    hint_sv="namnge under superseded_by ett koncept som får användas",
    hint_en="name under superseded_by a concept that may be used",
)  # fmt: skip
HEIR_DOES_NOT_SAY_SO = rule(
    "CK805", "heir-does-not-say-so", "info",
    sv="är ersatt av {heir}, som inte säger att det ersätter något",
    en="is superseded by {heir}, which does not say that it supersedes anything",
    hint_sv="skriv i {heir}: relations: [{{kind: supersedes, to: {old}}}]",
    hint_en="write in {heir}: relations: [{{kind: supersedes, to: {old}}}]",
)  # fmt: skip
ID_USED_AGAIN = rule(
    "CK806", "id-used-again", "error",
    sv="id:t står både som koncept och i tombstones.yaml",
    en="the id stands both as a concept and in tombstones.yaml",
    hint_sv="ett id används aldrig igen: ge konceptet ett nytt, eller ta bort raden",
    hint_en="an id is never used again: give the concept a new one, or remove the entry",
)  # fmt: skip
TOMBSTONE_WITHOUT_HEIR = rule(
    "CK807", "tombstone-leads-nowhere", "warning",
    sv="leder till {heir}, som inte kan användas: {why}",
    en="leads to {heir}, which cannot be used: {why}",
    hint_sv="namnge ett koncept som får användas, eller skriv heir: null",
    hint_en="name a concept that may be used, or write heir: null",
)  # fmt: skip
INACTIVE_IN_USE = rule(
    "CK808", "inactive-in-use", "warning",
    sv="{how} {other}, som är {status}", en="{how} {other}, which is {status}",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
SIMILAR_TITLES = rule(
    "CK809", "similar-concepts", "info",
    sv="heter nästan som {other} ({title})", en="is called nearly the same as {other} ({title})",
    hint_sv="slå ihop dem, knyt dem med en relation, eller ge dem tydligare namn",
    hint_en="merge them, tie them with a relation, or give them clearer names",
)  # fmt: skip
OLD_ID_IN_USE = rule(
    "CK810", "old-id-in-use", "warning",
    sv="{how} {other}, ett id som inte längre finns",
    en="{how} {other}, an id that is no longer there",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
BUMP_TOO_SMALL = rule(
    "CK811", "bump-too-small", "error",
    sv="versionen gick från {old} till {new}, men ändringen kräver {needed}: {why}",
    en="the version went from {old} to {new}, but the change needs {needed}: {why}",
    hint_sv="höj den till {better}", hint_en="raise it to {better}",
)  # fmt: skip
VERSION_WENT_DOWN = rule(
    "CK812", "version-went-down", "error",
    sv="versionen gick ned, från {old} till {new}",
    en="the version went down, from {old} to {new}",
    hint_sv="en version går bara uppåt: minst {better}",
    hint_en="a version only goes up: at least {better}",
)  # fmt: skip
CHANGED_WITHOUT_BUMP = rule(
    "CK813", "changed-without-bump", "error",
    sv="innehållet ändrades men versionen är kvar på {old}: {why}",
    en="the content changed but the version is still {old}: {why}",
    hint_sv="höj den till {better}", hint_en="raise it to {better}",
)  # fmt: skip
BUMP_TOO_LARGE = rule(
    "CK814", "bump-too-large", "info",
    sv="versionen gick från {old} till {new}, men {better} hade räckt",
    en="the version went from {old} to {new}, but {better} would have done",
)  # fmt: skip
DELETED_WITHOUT_TOMBSTONE = rule(
    "CK815", "deleted-without-tombstone", "error",
    sv="är borttaget utan att stå i tombstones.yaml",
    en="is deleted and does not stand in tombstones.yaml",
    hint_sv="skriv in id:t där med why, och heir om något annat ska användas",
    hint_en="enter the id there with why, and heir where something else is to be used",
)  # fmt: skip
