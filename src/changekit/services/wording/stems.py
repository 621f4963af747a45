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
        "alla att av bli blir de dem den det dess detta då där efter eller en ett fler flera "
        "från för genom ha har hos hur i in inför inom inte kan kring med men mer mot när nya "
        "och också om oss på sig sin sina sitt ska som så till under upp ut utan vad var vara "
        "vi vid våra vår vårt är över"
    ),
    "en": _few(
        "a about after all also an and any are as at be by can for from has have how in into "
        "is it its more new not of on or our out over shall so that the their them they this "
        "to under up we what when where which who will with without"
    ),
}


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
            self._known[language, word] = stem
        return stem

    def stems(self, text: str, *, language: str) -> tuple[str, ...]:
        """Return the stems of a text in its order, without the language's small words.

        A text of small words alone keeps them, so that only an empty text has no stems.
        """
        words = tokens(text)
        kept = [word for word in words if not is_small(word, language=language)] or words
        return tuple(self.stem(word, language=language) for word in kept)
