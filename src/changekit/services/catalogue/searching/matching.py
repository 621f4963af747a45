"""Why a concept was found: which word stands where, and in what passage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from changekit.services.catalogue.searching.fields import searched, texts_of
from changekit.services.catalogue.searching.query import How
from changekit.services.wording import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from changekit.model.concept import Concept
    from changekit.services.catalogue.searching.keys import Keys
    from changekit.services.catalogue.searching.query import Phrase
    from changekit.text import Text

__all__ = ["Explainer", "Match"]

_BEFORE: Final = 40
_AFTER: Final = 60
_CLOSENESS: Final[Mapping[How, int]] = {"word": 0, "form": 0, "part": 1, "prefix": 2, "similar": 3}


@attrs.frozen(kw_only=True)
class Match:
    """Why a concept was found: a word of the query, and where it stands.

    Attributes:
        word: The word that was asked for.
        found: The word in the concept, in lower case.
        field: The field that it stands in.
        how: `word`, the same word; `form`, another form of it; `part`, one is a part of the other;
            `prefix`, it begins like the one asked for; `similar`, it is spelt nearly the same.
        passage: What stands around it, as plain text.
    """

    word: str
    found: str
    field: str
    how: How
    passage: str = ""


@attrs.frozen
class _Place:
    """A word that stands for one asked for, the closer the smaller."""

    closeness: int
    how: How
    found: str
    field: str
    wording: str


class Explainer:
    """Says for one query why concepts fit it; not to be shared between threads."""

    def __init__(self, words: Sequence[str], phrases: Sequence[Phrase], keys: Keys) -> None:
        self._words, self._phrases, self._keys = words, phrases, keys
        self._known: dict[tuple[str, str], tuple[tuple[int, How], ...]] = {}
        self._asked = len({phrase.asked for phrase in phrases})

    def why(self, concept: Concept, needs: Mapping[str, Text]) -> tuple[Match, ...]:
        """Return the closest word for each word of the query, in the query's order.

        Of words that are equally close the one in the weightiest field counts.
        """
        best: dict[int, _Place] = {}
        exact: set[int] = set()
        for field, texts in texts_of(concept, needs).items():
            for language, wording in searched(texts):
                for found in tokens(wording):
                    for asked, how in self._stands_for(language, found):
                        close = _CLOSENESS[how]
                        if asked not in best or close < best[asked].closeness:
                            best[asked] = _Place(close, how, found, field, wording)
                            if not close:
                                exact.add(asked)
            if len(exact) == self._asked:
                break
        return tuple(
            Match(
                word=self._words[asked],
                found=place.found,
                field=place.field,
                how=place.how,
                passage=passage(place.wording, place.found),
            )
            for asked, place in sorted(best.items())
        )

    def _stands_for(self, language: str, found: str) -> tuple[tuple[int, How], ...]:
        """Return the words of the query that a word stands for, and how."""
        known = self._known.get((language, found))
        if known is None:
            pairs = ((phrase, self._how(phrase, language, found)) for phrase in self._phrases)
            known = tuple((phrase.asked, how) for phrase, how in pairs if how)
            self._known[language, found] = known
        return known

    def _how(self, phrase: Phrase, language: str, found: str) -> How | None:
        own = self._keys.is_own(phrase.stem, language, found)
        if not own and not self._keys.is_part(phrase.stem, language, found):
            return None
        if phrase.wide:
            return phrase.how
        if not own:
            return "part"
        return "word" if found == self._words[phrase.asked] else "form"


def passage(wording: str, word: str) -> str:
    """Return what stands around a word in a wording, cut between words.

    >>> passage("Enkla ärenden väntar på beslut", "väntar")
    'Enkla ärenden väntar på beslut'
    """
    wording = " ".join(wording.split())
    place = re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", wording, re.IGNORECASE)
    start, end = place.span() if place else (0, 0)
    first, last = max(0, start - _BEFORE), min(len(wording), end + _AFTER)
    if first:
        first = min(start, wording.find(" ", first) + 1 or start)
    if last < len(wording):
        last = max(end, wording.rfind(" ", end, last))
    return ("… " if first else "") + wording[first:last] + (" …" if last < len(wording) else "")
