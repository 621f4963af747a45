"""Ranks concepts in plain Python: for small catalogues, and to prove the fast way right."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import attrs

from changekit.services.catalogue.searching.fields import (
    GROUPS,
    SHORT,
    WEIGHTS,
)
from changekit.services.catalogue.searching.keys import COMPOUNDING
from changekit.services.catalogue.searching.ranking import rarity, saturated
from changekit.services.catalogue.searching.spelling import Spelling
from changekit.services.wording import is_small, tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from changekit.services.catalogue.searching.keys import Keys, Word
    from changekit.services.catalogue.searching.query import Phrase
    from changekit.services.catalogue.searching.ranking import Document

__all__ = ["PlainIndex"]

_KEPT: Final = 1024


@attrs.frozen
class _Held:
    """What a stem weighs in one concept: for the word that was asked for, and for others."""

    word: float
    wide: float


class PlainIndex:
    """Finds concepts word by word; a word is stemmed and taken apart when it may matter first.

    No stemmer changes the first letter of a word, and a part shows its first letters in the word,
    which spares looking at most words.
    """

    def __init__(self, documents: Iterable[Document], keys: Keys) -> None:
        self._keys = keys
        self._postings: dict[Word, list[tuple[int, str]]] = defaultdict(list)
        self._count = 0
        for place, document in enumerate(documents):
            self._count += 1
            for field, language, wording in document:
                for word in tokens(wording):
                    places = self._postings[language, word]
                    if field in SHORT or not is_small(word, language=language):
                        places.append((place, field))
        self._begins: dict[str, list[Word]] = defaultdict(list)
        for language, text in self._postings:
            self._begins[text[0]].append((language, text))
        self._compounding = [word for word in self._postings if word[0] in COMPOUNDING]
        self._held = lru_cache(maxsize=_KEPT)(self._find)

    def holders(self, stem: str) -> int:
        """Return how many concepts hold a stem, as a word of its own or as a part."""
        return len(self._held(stem))

    def begun(self, stem: str) -> Sequence[str]:
        """Return the stems that begin with one (see `Lexicon`)."""
        held = set().union(*self.words(stem))
        begun, holding = set[str](), set[str]()
        for word in self._begins.get(stem[0], ()):
            longer = {own for own in self._keys.own(*word) if own.startswith(stem)}
            (holding if word in held else begun).update(longer)
        return list(begun - holding)

    def alike(self, word: str) -> Sequence[str]:
        """Return the words that are spelt nearly like one."""
        return self.spelling.alike(word)

    @cached_property
    def spelling(self) -> Spelling:
        """How the words of all concepts are spelt."""
        return Spelling(word for _, word in self._postings)

    def rank(
        self, phrases: Sequence[Phrase], limit: int, allowed: Collection[int] | range
    ) -> list[tuple[int, float]]:
        """Return the best places with their scores (see `Engine`)."""
        scores: dict[int, float] = defaultdict(float)
        for phrase in phrases:
            held = self._held(phrase.stem)
            rare = rarity(len(held), self._count)
            for place, item in held.items():
                if place in allowed:
                    scores[place] += rare * saturated(item.wide if phrase.wide else item.word)
        return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def matching(self, phrases: Sequence[Phrase]) -> Iterable[int]:
        """Return the places of all concepts that hold any phrase."""
        return {place for phrase in phrases for place in self._held(phrase.stem)}

    def count(self, phrases: Sequence[Phrase], allowed: Collection[int] | range) -> int:
        """Return how many of the allowed places hold any phrase."""
        return sum(place in allowed for place in self.matching(phrases))

    def words(self, stem: str) -> tuple[Collection[Word], Collection[Word]]:
        """Return the words that have a stem, and those that a part of which has it."""
        shown = self._keys.shown(stem)
        own = {word for word in self._begins.get(stem[0], ()) if stem in self._keys.own(*word)}
        likely = [word for word in self._compounding if shown in word[1]]
        return own, {word for word in likely if stem in self._keys.parts(*word)}

    def _find(self, stem: str) -> Mapping[int, _Held]:
        """Return what each concept holds of a stem."""
        own, parts = self.words(stem)
        short: dict[int, float] = defaultdict(float)
        text: dict[int, float] = defaultdict(float)
        groups: dict[int, set[str]] = defaultdict(set)
        for word in sorted({*own, *parts}):
            for place, field in self._postings[word]:
                weights = short if field in SHORT else text
                weights[place] += WEIGHTS[field] if word in own else 0.0
                if field in SHORT or word in parts:
                    groups[place].add(SHORT.get(field, "parts"))
        found = {}
        for place in {*short, *text}:
            wide = text[place] + sum(GROUPS[group] for group in sorted(groups[place]))
            found[place] = _Held(short[place] + wide, wide)
        return found
