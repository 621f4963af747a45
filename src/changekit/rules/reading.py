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
    sv="ska vara {allowed}, inte {found}", en="{found} is outside {allowed}",
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
    sv="{found!r} är varken true eller false", en="{found!r} is neither true nor false",
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
OTHER_ENCODING = rule(
    "CK127", "other-encoding", "error",
    sv="filen är {name}, inte UTF-8", en="the file is {name}, not UTF-8",
    hint_sv="spara filen som UTF-8", hint_en="save the file as UTF-8",
)  # fmt: skip
TOO_DEEP = rule(
    "CK128", "too-deep", "error",
    sv="filen har mer än {limit} nivåer i varandra",
    en="the file nests more than {limit} levels",
    hint_sv="se efter att varje [ och {{ stängs; ingen sort av fil behöver fler än 10",
    hint_en="see that each [ and {{ is closed; no kind of file needs more than 10",
)  # fmt: skip
UNKNOWN_HEADING = rule(
    "CK140", "unknown-heading", "warning",
    sv="kolumnen {heading!r} läses inte: rubriken är okänd",
    en="the column {heading!r} is not read: its heading is not known",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
TWICE_FILLED = rule(
    "CK141", "twice-filled", "error",
    sv="kolumnerna {first!r} och {heading!r} ger båda {field}",
    en="the columns {first!r} and {heading!r} both give {field}",
    hint_sv="behåll en, eller sätt den andra till null i tables",
    hint_en="keep one, or set the other to null in tables",
)  # fmt: skip
FORMULA_ERROR = rule(
    "CK142", "formula-error", "error",
    sv="cellen visar ett formelfel: {found}", en="the cell shows a formula error: {found}",
    hint_sv="rätta formeln, eller skriv värdet", hint_en="correct the formula, or write the value",
)  # fmt: skip
MISSING_SHEET = rule(
    "CK143", "missing-sheet", "error",
    sv="bladet {sheet!r} finns inte", en="there is no sheet {sheet!r}",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
NO_HEADINGS = rule(
    "CK144", "no-headings", "error",
    sv="rad {row} har ingen rubrik som känns igen", en="row {row} has no heading that is known",
    hint_sv="säg med header_row i tables var rubrikerna står",
    hint_en="say with header_row in tables where the headings stand",
)  # fmt: skip
CELL_WITHOUT_HEADING = rule(
    "CK145", "cell-without-heading", "error",
    sv="cellen hör till en kolumn utan rubrik", en="the cell belongs to a column without heading",
    hint_sv="ge kolumnen en rubrik, ta isär sammanslagna rubriker, "
    "eller sätt citattecken om celler som håller avgränsaren",
    hint_en="give the column a heading, split merged headings, "
    "or put quotes around cells that hold the delimiter",
)  # fmt: skip
NO_SUCH_FIELD = rule(
    "CK146", "no-such-field", "error",
    sv="kolumnen {heading!r} är kopplad till {field!r}, som inte är något fält",
    en="the column {heading!r} is mapped to {field!r}, which is no field",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
NO_SUCH_HEADING = rule(
    "CK147", "no-such-heading", "error",
    sv="rubriken {heading!r} i tables finns inte i filen",
    en="the heading {heading!r} in tables does not stand in the file",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
AMBIGUOUS_NUMBER = rule(
    "CK148", "ambiguous-number", "warning",
    sv="talet {found!r} kan läsas på två sätt; läst som {read}",
    en="the number {found!r} can be read in two ways; read as {read}",
    hint_sv="skriv utan avgränsare mellan tusental",
    hint_en="write it without a separator between thousands",
)  # fmt: skip
BAD_NOTATION = rule(
    "CK149", "bad-notation", "error",
    sv="{found!r} går inte att läsa som {expected}",
    en="{found!r} cannot be read as {expected}",
    hint_sv="{advice}", hint_en="{advice}",
)  # fmt: skip
BAD_WORD = rule(
    "CK150", "bad-word", "warning",
    sv="raden {found!r} läses inte: {why}",
    en="the line {found!r} is not read: {why}",
    hint_sv="skriv ett ord på varje rad, och kommentarer efter #",
    hint_en="write one word on each line, and comments after #",
)  # fmt: skip
