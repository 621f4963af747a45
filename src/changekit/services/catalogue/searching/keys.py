"""What a word is found by: its stems, and those of the parts that it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from changekit.services.wording import Stemmer, is_small, tokens
from changekit.text import LANGUAGES, UNDETERMINED

if TYPE_CHECKING:
    from changekit.services.wording.compounds import Splitter

__all__ = ["Keys", "Word"]

Word: TypeAlias = tuple[str, str]
"""The code of a language, and a word of it in lower case."""

COMPOUNDING: Final = ("sv", UNDETERMINED)
"""The languages whose words are taken apart."""
MOST_WORDS: Final = 32
_SHOWN: Final = 3
_SHOWN_OF_SHORT: Final = 2


class Keys:
    """Gives what words are found by, and remembers it; not to be shared between threads.

    A word that names no language counts as a word of any.
    """

    def __init__(self, splitter: Splitter) -> None:
        self._splitter = splitter
        self._stemmer = Stemmer()
        self._own: dict[tuple[str, str], tuple[str, ...]] = {}
        self._taken_apart: dict[str, tuple[str, ...]] = {}
        self._parts: dict[tuple[str, str], tuple[str, ...]] = {}

    def own(self, language: str, word: str) -> tuple[str, ...]:
        """Return the stems of a word in lower case: one, or one for each language it may be."""
        known = self._own.get((language, word))
        if known is None:
            codes = LANGUAGES if language == UNDETERMINED else (language,)
            stems = (self._stemmer.stem(word, language=code) for code in codes)
            known = self._own[language, word] = tuple(dict.fromkeys(stems))
        return known

    def parts(self, language: str, word: str) -> tuple[str, ...]:
        """Return the stems of the parts of a word, without its own."""
        known = self._parts.get((language, word))
        if known is None:
            known = ()
            if language in COMPOUNDING:
                own = self.own(language, word)
                known = tuple(stem for stem in self._stems_of_parts(word) if stem not in own)
            self._parts[language, word] = known
        return known

    @staticmethod
    def shown(stem: str) -> str:
        """Return the letters of a part's stem that stand in every word that it is a part of."""
        return stem[: _SHOWN if len(stem) > _SHOWN else _SHOWN_OF_SHORT]

    def _stems_of_parts(self, word: str) -> tuple[str, ...]:
        known = self._taken_apart.get(word)
        if known is None:
            terms = self._splitter.index_terms(word)[1:]
            stems = (self._stemmer.stem(term, language="sv") for term in terms)
            known = self._taken_apart[word] = tuple(dict.fromkeys(stems))
        return known

    @staticmethod
    def asked(query: str) -> tuple[str, ...]:
        """Return the words of a query once each, without words that are small in any language.

        A query of small words alone asks for nothing. Ours: of more than `MOST_WORDS` the first
        count.
        """
        words = tuple(dict.fromkeys(tokens(query)))
        small = {word for code in LANGUAGES for word in words if is_small(word, language=code)}
        return tuple(word for word in words if word not in small)[:MOST_WORDS]
