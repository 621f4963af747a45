"""The index of a catalogue: made when it is first searched, shared by all threads after that."""

from __future__ import annotations

from collections import Counter
from functools import cache, cached_property, lru_cache
from threading import RLock
from typing import TYPE_CHECKING, Final

import attrs

from changekit.model.concept import Concept
from changekit.model.frozen import FrozenMap
from changekit.services.catalogue.searching.fields import wordings
from changekit.services.catalogue.searching.keys import COMPOUNDING, Keys
from changekit.services.catalogue.searching.matching import Explainer, Match
from changekit.services.catalogue.searching.plain import PlainIndex
from changekit.services.catalogue.searching.query import phrases
from changekit.services.wording import tokens
from changekit.services.wording.compounds import Splitter
from changekit.services.wording.word_sources import TextWords, word_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from changekit.model.need import Need
    from changekit.services.catalogue.searching.ranking import Engine
    from changekit.services.wording.word_sources import WordSource

__all__ = ["ConceptIndex", "Ranked"]

_sources = cache(word_sources)


@lru_cache(maxsize=2)
def _splitter(sources: tuple[WordSource, ...]) -> Splitter:
    """Return a splitter, the same for catalogues of the same words: making one takes a while."""
    return Splitter.of(*sources)


SMALL: Final = 300
"""Ours: up to so many concepts plain Python answers before SQLite has built its index."""
MOST_READ: Final = 1_000
"""Ours: of so many concepts, evenly drawn, the words may be parts of compounds."""


@attrs.frozen(kw_only=True)
class Ranked:
    """A concept and how well it fits a query."""

    concept: Concept
    score: float
    matches: tuple[Match, ...]


class ConceptIndex:
    """Finds concepts by words; safe to share between threads, which take turns."""

    def __init__(
        self, concepts: Iterable[Concept], needs: Iterable[Need], words: Iterable[WordSource] = ()
    ) -> None:
        in_order = sorted(concepts, key=lambda item: (not item.in_use, item.id))
        self._concepts, self._needs, self._words = in_order, tuple(needs), tuple(words)
        self._titles = {need.id: need.title for need in self._needs}
        self._in_use = range(sum(item.in_use for item in in_order))
        self._turn = RLock()

    def __reduce__(self) -> tuple[object, ...]:
        """Return how to make this index anew, as what SQLite holds is of one process."""
        return ConceptIndex, (self._concepts, self._needs, self._words)

    @cached_property
    def _keys(self) -> Keys:
        every = max(1, -(-len(self._concepts) // MOST_READ))
        pieces = Counter[str]()
        for concept in self._concepts[::every]:
            for _, language, wording in wordings(concept, self._titles):
                if language in COMPOUNDING:
                    pieces.update(wording.split())
        counts = Counter[str]()
        for piece, often in pieces.items():
            counts.update({word: often for word in tokens(piece) if word.isalpha()})
        read = TextWords(name="catalogue", counts=FrozenMap(dict(sorted(counts.items()))))
        return Keys(_splitter((*_sources(), *self._words, read)))

    @cached_property
    def _engine(self) -> Engine:
        documents = (wordings(concept, self._titles) for concept in self._concepts)
        if len(self._concepts) > SMALL:
            from changekit.services.catalogue.searching.full_text import FullTextIndex, has_fts5

            if has_fts5():
                return FullTextIndex(documents, self._keys)
        return PlainIndex(documents, self._keys)

    def search(
        self, query: str, limit: int, allowed: Callable[[Concept], bool] | None = None
    ) -> list[Ranked]:
        """Return the concepts that hold any word of the query, the best first, then by id.

        Args:
            query: Words.
            limit: How many to return at most.
            allowed: Which concepts may be returned; by default those that are in use.
        """
        with self._turn:
            words = self._keys.asked(query)
            wanted = phrases(words, self._keys, self._engine)
            found = self._engine.rank(wanted, limit, self._places(allowed))
            explainer = Explainer(words, wanted, self._engine.words)
            return [
                Ranked(
                    concept=self._concepts[place],
                    score=round(score, 4),
                    matches=explainer.why(wordings(self._concepts[place], self._titles)),
                )
                for place, score in found
            ]

    def matching(
        self, query: str, allowed: Callable[[Concept], bool] | None = None
    ) -> list[Concept]:
        """Return all concepts that hold any word of the query, in no order."""
        with self._turn:
            wanted = phrases(self._keys.asked(query), self._keys, self._engine)
            found = self._engine.matching(wanted)
        places = self._places(allowed)
        return [self._concepts[place] for place in found if place in places]

    def count(self, query: str, allowed: Callable[[Concept], bool] | None = None) -> int:
        """Return how many concepts hold any word of the query (see `search`)."""
        with self._turn:
            wanted = phrases(self._keys.asked(query), self._keys, self._engine)
            return self._engine.count(wanted, self._places(allowed))

    def nearest(self, query: str) -> str | None:
        """Return the word in the catalogue that is spelt most like any word of the query."""
        with self._turn:
            spelling = self._engine.spelling
            found = (spelling.alike(word, max(2, len(word) // 3)) for word in self.asked(query))
            return next((words[0] for words in found if words), None)

    def asked(self, query: str) -> tuple[str, ...]:
        """Return the words of a query that ask for anything, each once."""
        return self._keys.asked(query)

    def _places(self, allowed: Callable[[Concept], bool] | None) -> Collection[int]:
        if allowed is None:
            return self._in_use
        return {place for place, item in enumerate(self._concepts) if allowed(item)}
