"""The words of a text, and their stems in Swedish and English."""

from __future__ import annotations

import re

from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.swedish_stemmer import SwedishStemmer

__all__ = ["Stemmer", "is_small", "tokens", "words_as_written"]

_WORD = re.compile(r"[^\W_]+")


def tokens(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text in lower case, in their order.

    >>> tokens("E-tjänst för bygglov, etapp 2")
    ('e', 'tjänst', 'för', 'bygglov', 'etapp', '2')
    """
    return tuple(_WORD.findall(text.casefold()))


def words_as_written(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text in the case in which they stand."""
    return tuple(_WORD.findall(text))


def _few(words: str) -> frozenset[str]:
    return frozenset(tokens(words))


_SMALL_WORDS = {
    "sv": _few(
        "alla alltid att av bara bli blir blev de dem den denna det dess dessa detta dig din du "
        "då där därför efter eller en er ett fler flera från få får för genom gör göra ha hade "
        "han har hon hos hur här i in inför inom inte jag ju kan kring kunde kunna med men mer "
        "mig min mot måste ni nog nu när någon något några nya och också om oss på sig sin sina "
        "sitt ska skulle som så till under upp ut utan vad var vara varför vem vi vid vilka "
        "vilken vilket vill våra vår vårt än är även över"
    ),
    "en": _few(
        "a about after all also am an and any are as at be been but by can could did do does "
        "for from had has have he her his how i if in into is it its me more my new no nor not "
        "of on or our out over shall she should so than that the their them then there these "
        "they this those to too under up us very was we were what when where which who whom "
        "why will with without would you your"
    ),
}


_MONTH, _MOON = "månad", "mån"
"""Snowball gives the month and the moon one stem; here the month keeps its own."""


def is_small(word: str, *, language: str) -> bool:
    """Tell whether a word in lower case says so little that it is left out beside others.

    >>> is_small("och", language="sv"), is_small("och", language="en")
    (True, False)
    """
    return word in _SMALL_WORDS.get(language, ())


class Stemmer:
    """Gives the stems of words, and remembers them; not to be shared between threads.

    Source: Porter's Snowball stemmers for Swedish and English (snowballstem.org). A word of
    another language stays as it is.

    >>> Stemmer().stems("Beslutsbreven till invånarna", language="sv")
    ('beslutsbrev', 'invån')
    """

    def __init__(self) -> None:
        self._stemmers = {"sv": SwedishStemmer(), "en": EnglishStemmer()}
        self._known: dict[tuple[str, str], str] = {}

    def stem(self, word: str, *, language: str) -> str:
        """Return the stem of one word in lower case."""
        stem = self._known.get((language, word))
        if stem is None:
            stemmer = self._stemmers.get(language)
            stem = str(stemmer.stemWord(word)) if stemmer else word
            if language == "sv" and word.startswith(_MONTH):
                stem = f"{_MONTH}{stem.removeprefix(_MONTH)}" if stem != _MOON else _MONTH
            self._known[language, word] = stem
        return stem

    def stems(self, text: str, *, language: str) -> tuple[str, ...]:
        """Return the stems of a text in its order, without the language's small words.

        A text of small words alone keeps them, so that only an empty text has no stems.
        """
        words = tokens(text)
        kept = [word for word in words if not is_small(word, language=language)] or words
        return tuple(self.stem(word, language=language) for word in kept)
