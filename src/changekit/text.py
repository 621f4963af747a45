"""What people read, in several languages, and words that are nearly the same."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, TypeAlias

import attrs

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "LANGUAGES",
    "UNDETERMINED",
    "Text",
    "closest",
    "day_words",
    "join_words",
    "language_name",
    "sort_key",
]

Language: TypeAlias = str
LANGUAGES: tuple[Language, ...] = ("sv", "en")
"""The languages that changekit's own messages and reports are written in."""

UNDETERMINED: Language = "und"
"""The language of a text that was written without naming one (BCP 47: und)."""

_NAMES = {"sv": {"sv": "svenska", "en": "engelska"}, "en": {"sv": "Swedish", "en": "English"}}


@attrs.frozen(init=False, repr=False)
class Text:
    """A text in one or several languages, keyed by language code.

    >>> title = Text(sv="Kortare ledtid", en="Shorter lead time")
    >>> title.to("en"), title.to("fi")
    ('Shorter lead time', 'Kortare ledtid')
    >>> Text.plain("Nytt intranät").to("en")
    'Nytt intranät'
    """

    entries: tuple[tuple[Language, str], ...]

    def __init__(self, entries: Mapping[Language, str] | None = None, /, **languages: str) -> None:
        merged = {**(entries or {}), **languages} if languages else entries or {}
        self.__attrs_init__(tuple(sorted(merged.items())))

    @classmethod
    def plain(cls, text: str) -> Text:
        """Return a text whose language was not named."""
        return cls({UNDETERMINED: text})

    def to(self, language: Language) -> str:
        """Return the text in a language, or else in the first one there is.

        The order is: the language asked for, a text without a named language, Swedish, English,
        any other. An empty text gives an empty string.
        """
        known = dict(self.entries)
        for code in (language, UNDETERMINED, *LANGUAGES):
            if code in known:
                return known[code]
        return self.entries[0][1] if self.entries else ""

    @property
    def languages(self) -> tuple[Language, ...]:
        """The language codes that the text is written in, sorted."""
        return tuple(code for code, _ in self.entries)

    def missing(self, wanted: Iterable[Language] = LANGUAGES) -> tuple[Language, ...]:
        """Return the wanted languages that the text lacks."""
        return tuple(code for code in wanted if code not in self.languages)

    def format(self, **values: object) -> Text:
        """Return the text with `{name}` filled in, in each language by its own rules.

        >>> Text(sv="{n} av {what}", en="{n} of {what}").format(
        ...     n=3, what=Text(sv="fyra", en="four")
        ... ).to("en")
        '3 of four'
        """
        return Text(
            {
                code: template.format(
                    **{
                        name: value.to(code) if isinstance(value, Text) else value
                        for name, value in values.items()
                    }
                )
                for code, template in self.entries
            }
        )

    def to_dict(self) -> dict[str, str] | str:
        """Return the text as it is written in a file: a mapping, or plain text."""
        if self.languages == (UNDETERMINED,):
            return self.entries[0][1]
        return dict(self.entries)

    def __iter__(self) -> Iterator[str]:
        """Go through the wordings, in the order of their language codes."""
        return (wording for _, wording in self.entries)

    def __bool__(self) -> bool:
        """Tell whether any wording is more than white space."""
        return any(wording.strip() for wording in self)

    def __str__(self) -> str:
        """Return the text in the first language there is (see `to`)."""
        return self.to(UNDETERMINED)

    def __repr__(self) -> str:
        """Return the call that makes this text."""
        return f"Text({dict(self.entries)!r})"


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word nearest to a misspelt one, or None when none is near.

    Source: Ratcliff & Metzener (1988), Dr. Dobb's Journal 13(7), 46-51, as difflib computes it;
    the cut-off 0.6 is difflib's own default.

    >>> closest("wekes", ["weeks", "owner"])
    'weeks'
    """
    matches = difflib.get_close_matches(word, sorted(known), n=1)
    return matches[0] if matches else None


def language_name(code: Language, *, language: Language) -> str:
    """Return what a language is called, or its code where no name is known.

    >>> language_name("en", language="sv")
    'engelska'
    """
    return _NAMES.get(language, _NAMES["en"]).get(code, code)


def join_words(words: Iterable[str], *, language: Language, last: str = "and") -> str:
    """Return words as a list in running text.

    >>> join_words(["soc", "kontakt", "vuxen"], language="sv")
    'soc, kontakt och vuxen'
    """
    conjunction = {"sv": {"and": "och", "or": "eller"}}.get(language, {}).get(last, last)
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


_DIGITS = re.compile(r"[0-9]+")
_LAST_LETTERS = str.maketrans({"å": "{a", "ä": "{b", "ö": "{c", "æ": "{b", "ø": "{c"})


def sort_key(word: str) -> str:
    """Return a key by which words sort in Swedish order: å, ä and ö come last, 2 before 10.

    Source: Svenska Akademiens ordlista; æ sorts as ä and ø as ö.

    >>> sorted(["öl", "zon", "ål", "äpple", "10", "2"], key=sort_key)
    ['2', '10', 'zon', 'ål', 'äpple', 'öl']
    """
    return _DIGITS.sub(_padded, word.casefold().translate(_LAST_LETTERS))


def _padded(number: re.Match[str]) -> str:
    return number[0].zfill(20)


_MONTHS = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "January February March April May June July August September October November December",
}


def day_words(day: dt.date) -> Text:
    """Return a day as people say it.

    >>> import datetime as dt
    >>> day_words(dt.date(2011, 2, 7)).to("sv")
    '7 februari 2011'
    """
    return Text(
        {
            code: f"{day.day} {names.split()[day.month - 1]} {day.year}"
            for code, names in _MONTHS.items()
        }
    )
