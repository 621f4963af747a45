"""Swedish compounds taken apart, so that `handläggning` finds `bygglovshandläggning`.

Ours throughout: of all ways to see a word as two to four known parts, that with the fewest parts
counts, and of those the one whose words weigh most. Short parts come from a closed list; no prefix
or word of grammar is a first part, no ending a last one. One part may be unknown where the other
is vouched for and the place between them is plain. A word that somebody vouches for as a whole is
taken apart only into parts that are vouched for too.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from changekit.files.word_lists import VOUCHED
from changekit.services.wording.word_rules import (
    SHORT,
    base_forms,
    begins_like_a_word,
    could_be_a_word,
    is_no_first_part,
    is_no_last_part,
    is_vowel,
    joint_forms,
    links_by_its_ending,
    looks_like_an_ending,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from changekit.services.wording.word_sources import WordSource

__all__ = ["Piece", "Splitter"]

LONGEST: Final = 60
"""Ours: no word of more letters is looked at; the longest in use have about 40."""

_MOST_PARTS: Final = 4
_SHORTEST_WORD: Final = 6
_WEIGHT_STEPS: Final = 80.0  # weights decide between equal numbers of parts, never against them
_COMMON: Final = 9.0  # what a counted word weighs at least to be of four letters, or to change
_LEAST_HEAD: Final = 5  # letters of a known part that an unknown one may stand beside
_CACHED: Final = 50_000


@attrs.frozen
class Piece:
    """A part as it stands in a word.

    Attributes:
        text: Its letters there, without those that link it to the next.
        link: The letters that do.
        base: Its base form, as far as the splitter knows it.
    """

    text: str
    link: str
    base: str


class _Way(NamedTuple):
    """One way to see the letters so far as parts."""

    cost: float
    pieces: tuple[Piece, ...]
    vouched: bool

    def on(self, piece: Piece, weight: float) -> _Way:
        """Return the way that goes on with a known part."""
        cost = self.cost + 1.0 + (VOUCHED - weight) / _WEIGHT_STEPS
        return _Way(cost, (*self.pieces, piece), self.vouched and weight == VOUCHED)


_START: Final = _Way(0.0, (), vouched=True)


class Splitter:
    """Takes Swedish compounds apart; made once, it can be used from many threads.

    The words are read when the first word is split. What is found depends on the sources alone,
    not on their order.
    """

    def __init__(self, sources: Iterable[WordSource]) -> None:
        self.sources = tuple(sources)
        self.pieces = lru_cache(maxsize=_CACHED)(self._pieces)

    @classmethod
    def of(cls, *sources: WordSource) -> Splitter:
        """Return a splitter that knows the words of these sources."""
        return cls(sources)

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the parts of a word in their base forms and in lower case.

        A simple word, and one that cannot be taken apart, is its only part, as it stands.
        """
        pieces = self.pieces(word.casefold())
        if len(pieces) == 1:
            return (pieces[0].text,)
        return tuple(piece.base for piece in pieces)

    def index_terms(self, word: str) -> tuple[str, ...]:
        """Return all that a word is to be found by, each once: first the word itself.

        Then its parts in base form and as they stand, the parts of those, and neighbours joined.
        A query is split in the same way. The terms are not stemmed.
        """
        word = word.casefold()
        pieces = self.pieces(word)
        if len(pieces) == 1:
            return (word,)
        smallest = tuple(self._smallest(pieces))
        forms = [form for piece in (*pieces, *smallest) for form in (piece.base, piece.text)]
        return tuple(dict.fromkeys([word, *forms, *_joined(smallest)]))

    def _smallest(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Go through the pieces of pieces."""
        for piece in pieces:
            inner = self.pieces(piece.text)
            if len(inner) == 1:
                yield piece
            else:
                *before, last = self._smallest(inner)
                yield from before
                yield attrs.evolve(last, link=piece.link)

    @cached_property
    def _words(self) -> Mapping[str, float]:
        """The words that may be parts, each with its highest weight."""
        merged: dict[str, float] = {}
        for source in self.sources:
            for word, weight in source.words.items():
                if weight > merged.get(word, 0.0) and _may_be_a_part(word, weight):
                    merged[word] = weight
        return merged

    @cached_property
    def _heads(self) -> frozenset[str]:
        """The first three letters of all words, or two where there are no more."""
        return frozenset(word[:3] for word in self._words)

    def _begins(self, word: str, start: int) -> bool:
        """Tell whether any word begins as the letters from here on do."""
        heads = self._heads
        return word[start : start + 3] in heads or word[start : start + 2] in heads

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset[str]().union(*(source.whole for source in self.sources))

    def _pieces(self, word: str) -> tuple[Piece, ...]:
        simple = (Piece(word, "", word),)
        if not _SHORTEST_WORD <= len(word) <= LONGEST or not word.isalpha():
            return simple
        if any(form in self._whole for form in base_forms(word)):
            return simple
        ways = self._known_ways(word)
        way = self._known(word, ways) or self._headed(word) or self._tailed(word, ways)
        if way is None or not (way.vouched or not self._is_vouched(word)):
            return simple
        return way.pieces

    def _is_vouched(self, word: str) -> bool:
        return any(self._words.get(form) == VOUCHED for form in base_forms(word))

    def _known_ways(self, word: str) -> dict[int, dict[int, _Way]]:
        """Return, by place and number of parts, the best way to see what stands before it."""
        ways: dict[int, dict[int, _Way]] = {0: {0: _START}}
        for start in range(len(word) - 3):
            before = {n: way for n, way in ways.get(start, {}).items() if n < _MOST_PARTS - 1}
            if not before or not self._begins(word, start):
                continue
            for end, piece, weight in self._joints(word, start):
                reached = ways.setdefault(end, {})
                for many, way in before.items():
                    new, old = way.on(piece, weight), reached.get(many + 1)
                    if old is None or new.cost < old.cost:
                        reached[many + 1] = new
        return ways

    def _joints(self, word: str, start: int) -> Iterator[tuple[int, Piece, float]]:
        """Go through the known parts that begin here and do not end the word."""
        for end in range(start + 2, len(word) - 1):
            text = word[start:end]
            found = self._joint(text, word[end])
            if found is not None and begins_like_a_word(word[end:]):
                yield end, *found

    def _joint(self, text: str, after: str) -> tuple[Piece, float] | None:
        """Return the heaviest known word that letters before another part may stand for."""
        words, best, heaviest = self._words, None, 0.0
        for base, linked in joint_forms(text):
            weight = words.get(base, 0.0)
            if weight <= heaviest or is_no_first_part(base):
                continue
            own = text[: len(text) - linked]
            changed = base != own or (linked and text[-1] != "s")
            if changed and (weight < _COMMON or is_no_first_part(own)):
                continue
            best, heaviest = Piece(own, text[len(own) :], base), weight
        if best is None and text[-1] == after and words.get(text + after) == VOUCHED:
            return Piece(text, "", text + after), VOUCHED
        return None if best is None else (best, heaviest)

    def _last(self, text: str) -> tuple[Piece, float] | None:
        """Return the heaviest known word that letters at the end may be a form of."""
        if not self._begins(text, 0) or is_no_last_part(text):
            return None
        words, best, heaviest = self._words, None, 0.0
        for base in base_forms(text):
            weight = words.get(base, 0.0)
            if weight > heaviest and not is_no_last_part(base):
                best, heaviest = base, weight
        return None if best is None else (Piece(text, "", best), heaviest)

    def _known(self, word: str, ways: Mapping[int, Mapping[int, _Way]]) -> _Way | None:
        """Return the best way to see a word as known parts alone."""
        found: list[_Way] = []
        for start, before in ways.items():
            last = self._last(word[start:]) if start else None
            if last is not None:
                found += [way.on(*last) for way in before.values()]
        return min(found, key=_order, default=None)

    def _headed(self, word: str) -> _Way | None:
        """Return an unknown part before the longest last one that is vouched for."""
        for start in range(4, len(word) - _LEAST_HEAD + 1):
            if not self._begins(word, start) or not begins_like_a_word(word[start:]):
                continue
            last = self._last(word[start:])
            if last is None or last[1] < VOUCHED or len(last[0].base) < _LEAST_HEAD:
                continue
            text = word[:start]
            own = text[:-1] if links_by_its_ending(text) else text
            if could_be_a_word(own) and not is_no_first_part(own):
                first = Piece(own, text[len(own) :], own)
                return _Way(0.0, (first, last[0]), vouched=False)
        return None

    def _tailed(self, word: str, ways: Mapping[int, Mapping[int, _Way]]) -> _Way | None:
        """Return an unknown part after the longest known ones that are vouched for."""
        for start in sorted(ways, reverse=True):
            if not start or not _could_be_last(word[start:]):
                continue
            way = min(ways[start].values(), key=_order)
            piece, text = way.pieces[-1], word[start:]
            if not way.vouched or len(piece.base) < _LEAST_HEAD:
                continue
            if piece.link == "s" or not is_vowel(text[0]):
                return _Way(way.cost, (*way.pieces, Piece(text, "", text)), vouched=False)
        return None


def _order(way: _Way) -> tuple[float, tuple[int, ...]]:
    """Return what sorts the best way first; of equal ones that with the longer first parts.

    Ours: `barnomsorg` + `avgift` comes before `barn` + `omsorgsavgift`, since Swedish compounds
    grow to the right more often than to the left.
    """
    return way.cost, tuple(-len(piece.text) for piece in way.pieces)


def _could_be_last(text: str) -> bool:
    return (
        len(text) >= _LEAST_HEAD
        and could_be_a_word(text)
        and not is_no_last_part(text)
        and not looks_like_an_ending(text)
    )


def _joined(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """Go through two and more neighbours that are not the whole word."""
    for many in range(2, len(pieces)):
        for first in range(len(pieces) - many + 1):
            group = pieces[first : first + many]
            head = "".join(piece.text + piece.link for piece in group[:-1])
            yield head + group[-1].text
            yield head + group[-1].base


def _may_be_a_part(word: str, weight: float) -> bool:
    if len(word) < 4:
        return word in SHORT
    return len(word) > 4 or weight >= _COMMON
