"""Ranks concepts in plain Python: for small catalogues, and to prove the fast way right."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import attrs

from changekit.services.catalogue.searching.fields import (
    GROUP_OF,
    GROUP_WEIGHTS,
    WEIGHTS,
)
from changekit.services.catalogue.searching.keys import COMPOUNDING
from changekit.services.catalogue.searching.ranking import rarity, saturated
from changekit.services.catalogue.searching.spelling import Spelling

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from changekit.services.catalogue.searching.keys import Keys
    from changekit.services.catalogue.searching.query import Phrase
    from changekit.services.catalogue.searching.ranking import Document

__all__ = ["PlainIndex"]

_KEPT: Final = 1024


@attrs.frozen
class _Held:
    """What one concept holds of a stem: its weight as a word, and the groups it stands in."""

    weight: float
    groups: frozenset[str]


class PlainIndex:
    """Finds concepts word by word; a word is stemmed and taken apart when it may matter first."""

    def __init__(self, documents: Iterable[Document], keys: Keys) -> None:
        self._keys = keys
        self._postings: dict[tuple[str, str], Counter[tuple[int, str]]] = defaultdict(Counter)
        self._count = 0
        for place, document in enumerate(documents):
            self._count += 1
            for field, language, words in document.words:
                for word, often in Counter(words).items():
                    self._postings[language, word][place, field] += often
        self._begins: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for language, word in self._postings:
            self._begins[word[0]].append((language, word))
        self._compounding = [pair for pair in self._postings if pair[0] in COMPOUNDING]
        self._held = lru_cache(maxsize=_KEPT)(self._find)

    def holders(self, stem: str) -> int:
        """Return how many concepts hold a stem, as a word of its own or as a part."""
        return len(self._held(stem))

    def begun(self, stem: str) -> Sequence[str]:
        """Return the stems that begin with one (see `Lexicon`)."""
        words: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for pair in self._begins.get(stem[0], ()):
            for own in self._keys.own(*pair):
                if own.startswith(stem):
                    words[own].append(pair)
        return [own for own, pairs in words.items() if not self._keys.any_holds(stem, pairs)]

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
                    weight = 0.0 if phrase.wide else item.weight
                    weight += sum(GROUP_WEIGHTS[group] for group in item.groups)
                    scores[place] += rare * saturated(weight)
        return sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]

    def matching(self, phrases: Sequence[Phrase]) -> Iterable[int]:
        """Return the places of all concepts that hold any phrase."""
        return {place for phrase in phrases for place in self._held(phrase.stem)}

    def _find(self, stem: str) -> Mapping[int, _Held]:
        """Return what each concept holds of a stem."""
        keys = self._keys
        own = {pair for pair in self._begins.get(stem[0], ()) if keys.is_own(stem, *pair)}
        parts = {pair for pair in self._compounding if keys.is_part(stem, *pair)}
        weights: dict[int, float] = defaultdict(float)
        groups: dict[int, set[str]] = defaultdict(set)
        for pair in sorted(own | parts):
            for (place, field), often in self._postings[pair].items():
                groups[place].add(GROUP_OF[field])
                if pair in own:
                    weights[place] += often * WEIGHTS[field]
        return {place: _Held(weights[place], frozenset(held)) for place, held in groups.items()}
