"""What the YAML parser stumbles over, in plain words, with advice and maybe a mend."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
import yaml

from changekit.rules import Rule
from changekit.rules import reading as rules
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Problem", "explain", "replaced"]

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # Any: either parser
Mend: TypeAlias = tuple[int, str]
"""Where one character is to be replaced so that reading can go on, and by which."""

CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Source: YAML 1.1, section 5.1: the characters that a file may hold."""

QUOTES = Text(
    sv='sätt texten inom citattecken: "..."', en='put the text in quotes: "..."'
)  # fmt: skip
INDENT = Text(
    sv="rader som hör ihop ska börja i samma kolumn",
    en="lines that belong together start in the same column",
)


@attrs.frozen(kw_only=True)
class Problem:
    """One syntax error: its rule, at which character, and the words for it."""

    at: int
    rule: Rule = rules.SYNTAX
    what: Text = Text(sv="YAML-felet är okänt", en="the YAML error is unknown")
    advice: Text = QUOTES
    mend: Mend | None = None

    @property
    def values(self) -> dict[str, object]:
        """The values of the rule's message."""
        return {} if self.rule is rules.TAB else {"what": self.what, "advice": self.advice}


def replaced(text: str, at: int, character: str) -> str:
    """Return a text with one character replaced."""
    return text[:at] + character + text[at + 1 :]


def explain(error: yaml.YAMLError, text: str) -> Problem:
    """Return what a YAML error means for the person who wrote the file."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return _control_character(text)
    at = _index(error.problem_mark, error.context_mark)
    started = _index(error.context_mark, error.problem_mark)
    problem, context = error.problem or "", error.context or ""
    for words, answer in _ANSWERS:
        if words in problem or words in context:
            return answer(text, at, started)
    return Problem(at=at, what=Text.plain(f"{context} {problem}".strip()), advice=INDENT)


def _index(mark: Any, other: Any) -> int:  # Any: marks of either parser, or None
    known = mark or other
    return int(known.index) if known else 0


def _control_character(text: str) -> Problem:
    match = CONTROL.search(text)
    at = match.start() if match else 0
    code = f"U+{ord(text[at]):04X}" if match else "?"
    return Problem(
        at=at,
        mend=(at, " "),
        what=Text(sv=f"styrtecknet {code}", en=f"the control character {code}"),
        advice=Text(
            sv="ta bort tecknet; det syns inte i de flesta program",
            en="remove the character; most programs do not show it",
        ),
    )


def _colon_inside(at: int) -> Problem:
    what = Text(sv="kolon inne i en text", en="a colon inside a text")
    return Problem(at=at, what=what, mend=(at, ";"))


def _colon(text: str, at: int, _: int) -> Problem:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    if re.search(r":\s", line):
        return _colon_inside(at)
    start = at - len(line.lstrip())
    return Problem(
        at=start, advice=INDENT,
        what=Text(
            sv="raden är inte indragen som raderna ovanför",
            en="the line is not indented like the lines above it",
        ),
    )  # fmt: skip


def _open_quote(text: str, _: int, started: int) -> Problem:
    quote = text[started : started + 1]
    return Problem(
        at=started,
        what=Text(sv="citattecknet stängs aldrig", en="the quote is never closed"),
        advice=Text(
            sv=f"skriv {quote} också där texten slutar",
            en=f"write {quote} where the text ends too",
        ),
    )  # fmt: skip


def _tokens(text: str) -> Iterator[Any]:  # Any: tokens of either parser
    """Go through the tokens of a text as far as it has any."""
    with contextlib.suppress(yaml.YAMLError):
        yield from yaml.scan(text, Loader=_LOADER)


def _quoted_before(text: str, at: int) -> tuple[int, int] | None:
    """Return start and end of the quoted text that ends before a character, if one does."""
    found = None
    for token in _tokens(text):
        if token.start_mark.index >= at:
            break
        if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"'):
            found = (token.start_mark.index, token.end_mark.index)
    return found if found and not text[found[1] : at].strip(" ") else None


def _indentation(text: str, at: int, _: int) -> Problem:
    quoted = _quoted_before(text, at)
    if quoted and "\n" in text[slice(*quoted)]:
        return _open_quote(text, at, quoted[0])
    if quoted:
        return Problem(
            at=at,
            what=Text(sv="text efter ett citattecken", en="text after a quote"),
            advice=Text(
                sv="sätt hela texten inom citattecken, och skriv ett citattecken i den två gånger",
                en="put the whole text in quotes, and write a quote inside it twice",
            ),
        )
    return Problem(
        at=at, advice=INDENT,
        what=Text(
            sv="raden är inte indragen som raderna ovanför",
            en="the line is not indented like the lines above it",
        ),
    )  # fmt: skip


def _never_closed(text: str, at: int, started: int) -> Problem:
    if text[at : at + 1] == ":" and "\n" not in text[started:at]:
        return _colon_inside(at)
    opener = text[started : started + 1]
    closer = {"[": "]", "{": "}"}.get(opener, "]")
    return Problem(
        at=started,
        what=Text(sv=f"{opener} stängs aldrig", en=f"{opener} is never closed"),
        advice=Text(
            sv=f"skriv {closer} där den slutar, och komma mellan delarna",
            en=f"write {closer} where it ends, and a comma between the parts",
        ),
    )


def _no_colon(_: str, __: int, started: int) -> Problem:
    return Problem(
        at=started,
        what=Text(sv="raden har ingen nyckel", en="the line has no key"),
        advice=Text(
            sv="skriv nyckel: värde, eller dra in raden om den fortsätter raden ovanför",
            en="write key: value, or indent the line where it continues the one above",
        ),
    )


def _cannot_start(text: str, at: int, _: int) -> Problem:
    found = text[at : at + 1]
    if found == "\t":
        return Problem(at=at, rule=rules.TAB, mend=(at, " "))
    return Problem(
        at=at, mend=(at, "x"),
        what=Text(
            sv=f"en text kan inte börja med {found!r}", en=f"a text cannot start with {found!r}"
        ),
    )  # fmt: skip


def _tab(_: str, at: int, __: int) -> Problem:
    return Problem(at=at, rule=rules.TAB, mend=(at, " "))


def _name_expected(text: str, _: int, started: int) -> Problem:
    return _cannot_start(text, started, started)


def _escape(text: str, at: int, _: int) -> Problem:
    found = text[at : at + 2]
    return Problem(
        at=at, mend=(at, "/"),
        what=Text(sv=f"{found} betyder ingenting", en=f"{found} means nothing"),
        advice=Text(
            sv="skriv \\\\ i stället för \\, eller använd '...' i stället för \"...\"",
            en="write \\\\ instead of \\, or use '...' instead of \"...\"",
        ),
    )  # fmt: skip


def _block_header(text: str, _: int, started: int) -> Problem:
    return _cannot_start(text, started, started)


def _dash(_: str, at: int, __: int) -> Problem:
    return Problem(
        at=at,
        what=Text(
            sv="en lista kan inte börja på nyckelns rad",
            en="a list cannot start on the line of its key",
        ),
        advice=Text(
            sv="börja listan på nästa rad, eller sätt texten inom citattecken",
            en="start the list on the next line, or put the text in quotes",
        ),
    )


def _opened(text: str) -> list[int]:
    """Return where the brackets and braces stand that are open when the file ends."""
    opened: list[int] = []
    for token in _tokens(text):
        if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
            opened.append(token.start_mark.index)
        elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
            opened[-1:] = []
    return opened


def _no_content(text: str, at: int, _: int) -> Problem:
    found = text[at : at + 1]
    opened = [] if found.strip() else _opened(text)
    if opened:
        return _never_closed(text, at, opened[-1])
    return Problem(
        at=at,
        what=Text(
            sv=f"väntade ett värde, fann {found!r}", en=f"expected a value, found {found!r}"
        ),
        advice=Text(
            sv="se efter att varje [ och { stängs, och att inget komma står ensamt",
            en="see that each [ and { is closed, and that no comma stands alone",
        ),
    )


def _directive(_: str, __: int, started: int) -> Problem:
    return Problem(
        at=started,
        what=Text(sv="raden börjar med %", en="the line starts with %"),
    )


def _behind_the_end(_: str, at: int, __: int) -> Problem:
    return Problem(
        at=at,
        what=Text(sv="text efter filens slut", en="text after the end of the file"),
        advice=Text(sv="ta bort raden med ...", en="remove the line with ..."),
    )


def _bare_colon(_: str, __: int, started: int) -> Problem:
    return Problem(
        at=started,
        what=Text(sv="nyckeln har inget värde", en="the key has no value"),
        advice=Text(
            sv="skriv ett värde efter kolonet, eller null",
            en="write a value after the colon, or null",
        ),
    )


_ANSWERS: tuple[tuple[str, Callable[[str, int, int], Problem]], ...] = (
    ("mapping values are not allowed", _colon),
    ("tab character", _tab),
    ("cannot start any token", _cannot_start),
    ("unknown escape character", _escape),
    ("unexpected ':'", _bare_colon),
    ("scanning a quoted scalar", _open_quote),
    ("parsing a quoted scalar", _open_quote),
    ("scanning an alias", _name_expected),
    ("scanning an anchor", _name_expected),
    ("scanning a block scalar", _block_header),
    ("scanning a simple key", _no_colon),
    ("scanning a directive", _directive),
    ("expected ',' or", _never_closed),
    ("block sequence entries are not allowed", _dash),
    ("document start", _behind_the_end),
    ("node content", _no_content),
    ("expected key", _indentation),
    ("expected '-' indicator", _indentation),
)
