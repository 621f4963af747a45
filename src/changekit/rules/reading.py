"""CK1xx: what can be wrong with a file, a key or a value while it is read."""

from __future__ import annotations

from changekit.rules._rule import rule

SYNTAX = rule(
    "CK101", "syntax", "error", sv="går inte att läsa: {what}", en="cannot be read: {what}",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
ENCODING = rule(
    "CK102", "encoding", "error",
    sv="filen är inte UTF-8: byte {byte} på plats {offset}",
    en="the file is not UTF-8: byte {byte} at offset {offset}",
    hint_sv="spara filen som UTF-8", hint_en="save the file as UTF-8",
)  # fmt: skip
TAB = rule(
    "CK103", "tab", "error", sv="tabb i indragningen", en="tab in the indentation",
    hint_sv="använd mellanslag", hint_en="use spaces",
)  # fmt: skip
EMPTY_FILE = rule(
    "CK104", "empty-file", "error", sv="filen är tom", en="the file is empty",
    hint_sv="skriv minst {needed}, eller ta bort filen",
    hint_en="write at least {needed}, or remove the file",
)  # fmt: skip
DUPLICATE_KEY = rule(
    "CK105", "duplicate-key", "error",
    sv="nyckeln {key!r} står två gånger, först på rad {first}",
    en="the key {key!r} stands twice, first on line {first}",
    hint_sv="behåll en av dem", hint_en="keep one of them",
)  # fmt: skip
REFUSED_YAML = rule(
    "CK106", "refused-yaml", "error",
    sv="{what} läses inte", en="{what} is not read",
    hint_sv="skriv ut värdet", hint_en="write the value out",
)  # fmt: skip
TOO_LARGE = rule(
    "CK107", "too-large", "error",
    sv="{what} är {found}, högst {limit} läses",
    en="{what} is {found}, at most {limit} is read",
    hint_sv="dela upp den i flera filer", hint_en="split it into several files",
)  # fmt: skip
SCHEMA_VERSION = rule(
    "CK108", "schema-version", "error",
    sv="schema {found!r} kan inte läsas, {known} kan",
    en="schema {found!r} cannot be read, {known} can",
    hint_sv="uppdatera changekit, eller rätta numret",
    hint_en="update changekit, or correct the number",
)  # fmt: skip
UNKNOWN_KEY = rule(
    "CK109", "unknown-key", "error",
    sv="okänd nyckel {key!r}", en="unknown key {key!r}",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
MISSING_KEY = rule(
    "CK110", "missing-key", "error",
    sv="nyckeln {key!r} saknas", en="the key {key!r} is missing",
    hint_sv="den ska hålla {what}", hint_en="it holds {what}",
)  # fmt: skip
WRONG_KIND = rule(
    "CK111", "wrong-kind", "error",
    sv="väntade {expected}, fann {found}", en="expected {expected}, found {found}",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
NOT_A_NUMBER = rule(
    "CK112", "not-a-number", "error",
    sv="väntade {expected}, fann {found!r}", en="expected {expected}, found {found!r}",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
DECIMAL_COMMA = rule(
    "CK113", "decimal-comma", "error",
    sv="talet {found!r} har decimalkomma", en="the number {found!r} has a decimal comma",
    hint_sv="skriv {better}", hint_en="write {better}",
)  # fmt: skip
NOT_A_DATE = rule(
    "CK114", "not-a-date", "error",
    sv="{found!r} är inget datum: {why}", en="{found!r} is no date: {why}",
    hint_sv="skriv åååå-mm-dd", hint_en="write yyyy-mm-dd",
)  # fmt: skip
UNKNOWN_CHOICE = rule(
    "CK115", "unknown-choice", "error",
    sv="{found!r} är inget av valen", en="{found!r} is none of the choices",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
OUT_OF_RANGE = rule(
    "CK116", "out-of-range", "error",
    sv="{found} ligger utanför {allowed}", en="{found} is outside {allowed}",
)  # fmt: skip
BAD_ID = rule(
    "CK117", "bad-id", "error",
    sv="{found!r} duger inte som id", en="{found!r} is not a valid id",
    hint_sv="använd a-z, 0-9 och bindestreck, till exempel {better!r}",
    hint_en="use a-z, 0-9 and hyphens, for example {better!r}",
)  # fmt: skip
INVALID = rule(
    "CK118", "invalid", "error", sv="{what}", en="{what}",
)  # fmt: skip
MANY_DOCUMENTS = rule(
    "CK119", "many-documents", "error",
    sv="filen håller flera YAML-dokument", en="the file holds several YAML documents",
    hint_sv="skriv ett per fil, eller en lista", hint_en="write one in each file, or a list",
)  # fmt: skip
UNREADABLE = rule(
    "CK120", "unreadable", "error",
    sv="filen går inte att öppna: {why}", en="the file cannot be opened: {why}",
)  # fmt: skip
NOT_YES_OR_NO = rule(
    "CK121", "not-yes-or-no", "error",
    sv="{found!r} är varken ja eller nej", en="{found!r} is neither yes nor no",
    hint_sv="skriv true eller false", hint_en="write true or false",
)  # fmt: skip
AMBIGUOUS_DATE = rule(
    "CK122", "ambiguous-date", "warning",
    sv="datumet {found!r} kan läsas på två sätt; läst som {read}",
    en="the date {found!r} can be read in two ways; read as {read}",
    hint_sv="skriv åååå-mm-dd", hint_en="write yyyy-mm-dd",
)  # fmt: skip
ASSUMED_ENCODING = rule(
    "CK123", "assumed-encoding", "warning",
    sv="filen är inte UTF-8; läst som Windows-1252",
    en="the file is not UTF-8; read as Windows-1252",
    hint_sv="spara filen som UTF-8 så slipper någon gissa",
    hint_en="save the file as UTF-8 so that nobody has to guess",
)  # fmt: skip
EMPTY_TEXT = rule(
    "CK124", "empty-text", "error",
    sv="texten är tom", en="the text is empty",
    hint_sv="skriv något, eller ta bort nyckeln", hint_en="write something, or remove the key",
)  # fmt: skip
PERSONAL_NUMBER = rule(
    "CK125", "personal-number", "error",
    sv="här står vad som ser ut som ett personnummer",
    en="this looks like a personal identity number",
    hint_sv="ta bort det: här lagras roller, inte personer",
    hint_en="remove it: roles are stored here, not people",
)  # fmt: skip
UNKNOWN_FILE = rule(
    "CK126", "unknown-file", "warning",
    sv="filen hör inte till någon känd sort och läses inte",
    en="the file is of no known kind and is not read",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
