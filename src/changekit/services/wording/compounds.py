"""Swedish compounds taken apart, so that `handläggning` finds `bygglovshandläggning`.

Ours throughout: of all ways to see a word as two to four known parts, that with the fewest parts
counts, and of those the one whose words weigh most. Short parts come from a closed list; no prefix
or word of grammar is a first part, no ending a last one. One part may be unknown where the other
is vouched for and the place between them is plain. A word that somebody vouches for as a whole is
taken apart only into parts that are common or vouched for too.
"""

from __future__ import annotations

import unicodedata
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from changekit.files.word_lists import VOUCHED
from changekit.services.wording.lexicon import Lexicon, Piece
from changekit.services.wording.word_rules import (
    begins_like_a_word,
    begins_with_prefix,
    begins_with_prefix_alone,
    can_follow_unknown,
    clings,
    could_be_a_word,
    is_no_first_part,
    is_no_last_part,
    is_vowel,
    links_by_its_ending,
    looks_like_an_ending,
    may_begin_with_s,
    prefix_before_end,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from changekit.services.wording.word_sources import WordSource

__all__ = ["Splitter"]

_LONGEST: Final = 60  # no word of more letters is looked at; the longest in use have about 40
_SHORTEST: Final = 6
_MOST_PARTS: Final = 4
_WEIGHT_STEPS: Final = 80.0  # weights decide between equal numbers of parts, never against them
_LEAST_HEAD: Final = 5  # letters of a known part that an unknown one may stand beside
_SURE: Final = 9.0  # what parts weigh at least that a listed word is taken apart into
_CACHED: Final = 50_000


class Splitter:
    """Takes Swedish compounds apart; made once, it can be used from many threads.

    The words are read when the first word is split. What is found depends on the sources alone,
    not on their order. Words are the same however their letters are composed, and in whatever
    case.

    >>> from changekit.services.wording import Splitter, word_sources
    >>> splitter = Splitter.of(*word_sources(extra=False))
    >>> splitter.parts("Bygglovshandläggningen"), splitter.parts("kommuner")
    (('bygglov', 'handläggning'), ('kommuner',))
    """

    def __init__(self, sources: Iterable[WordSource]) -> None:
        self.sources = tuple(sources)
        self._remembered = lru_cache(maxsize=_CACHED)(self._split)

    @classmethod
    def of(cls, *sources: WordSource) -> Splitter:
        """Return a splitter that knows the words of these sources."""
        return cls(sources)

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the parts of a word in lower case, as far as possible in their base forms.

        A simple word, and one that cannot be taken apart, is its only part, as it stands.
        """
        pieces = self.pieces(word)
        return tuple(piece.base for piece in pieces) if len(pieces) > 1 else (pieces[0].text,)

    def pieces(self, word: str) -> tuple[Piece, ...]:
        """Return the parts as they stand in a word: text and link of all are the whole word."""
        return self._remembered(unicodedata.normalize("NFC", word.casefold()))

    def all_parts(self, word: str) -> tuple[str, ...]:
        """Return the parts of a word, then the parts of those, and neighbours joined.

        All are in their base forms, as far as possible; a simple word is its only part.

        >>> from changekit.services.wording import Splitter, word_sources
        >>> Splitter.of(*word_sources(extra=False)).all_parts("förskoleköerna")
        ('förskola', 'kö')
        """
        pieces = self.pieces(word)
        if len(pieces) == 1:
            return (pieces[0].text,)
        smallest = tuple(self._smallest(pieces))
        parts = [piece.base for piece in (*pieces, *smallest)]
        return tuple(dict.fromkeys([*parts, *_joined(smallest)]))

    def index_terms(self, word: str) -> tuple[str, ...]:
        """Return all that a word is to be found by, each once: first the word itself.

        Then all its parts, and those in the forms in which they stand. A query is split in the
        same way. The terms are not stemmed.

        >>> from changekit.services.wording import Splitter, word_sources
        >>> Splitter.of(*word_sources(extra=False)).index_terms("förskolekön")
        ('förskolekön', 'förskola', 'kö', 'förskol', 'kön')
        """
        pieces = self.pieces(word)
        whole = "".join(piece.text + piece.link for piece in pieces)
        if len(pieces) == 1:
            return (whole,)
        as_they_stand = (piece.text for piece in pieces)
        return tuple(dict.fromkeys([whole, *self.all_parts(word), *as_they_stand]))

    def _smallest(self, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """Go through the pieces of pieces."""
        for piece in pieces:
            inner = self.pieces(piece.text)
            if len(inner) == 1:
                yield piece
            else:
                *before, last = self._smallest(inner)
                yield from before
                yield attrs.evolve(last, link=last.link + piece.link)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self.sources)

    def _split(self, word: str) -> tuple[Piece, ...]:
        simple = (Piece(word, "", word),)
        if "-" in word:
            return tuple(self._hyphenated(word)) or simple
        lexicon = self._lexicon
        if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha():
            return simple
        listed = lexicon.listed(word)
        if listed == "whole":
            return simple
        way, reached = self._known(word)
        if listed:
            way = way if way and way.weakest >= _SURE else self._headed(word)
        else:
            way = way or self._headed(word) or self._tailed(word, reached)
        return way.pieces if way else simple

    def _hyphenated(self, word: str) -> Iterator[Piece]:
        """Go through the pieces of a word with hyphens, none if they do not join words."""
        segments = word.split("-")
        if not all(segment.isalpha() for segment in segments):
            return
        for number, segment in enumerate(segments, 1):
            *before, last = self._remembered(segment)
            yield from before
            yield attrs.evolve(last, link="-" if number < len(segments) else "")

    def _known(self, word: str) -> tuple[_Way | None, dict[int, _Way]]:
        """Return the best way to see a word as known parts alone, and the ways to each place.

        Places are looked at by the number of parts before them, so that the search ends with
        the first number that does.
        """
        reached: dict[int, _Way] = {}
        places = {0: _START}
        for _ in range(_MOST_PARTS - 1):
            places = self._one_on(word, places)
            for start, way in places.items():
                reached.setdefault(start, way)
            lasts = ((way, self._lexicon.last(word[start:])) for start, way in places.items())
            found = [way.on(*last) for way, last in lasts if last is not None]
            if found:
                return min(found, key=_order), reached
        return None, reached

    def _one_on(self, word: str, places: Mapping[int, _Way]) -> dict[int, _Way]:
        """Return the best way to each place that is one known part on from these."""
        found: dict[int, _Way] = {}
        for start, way in places.items():
            for end, piece, weight in self._lexicon.joints(word, start):
                new = way.on(piece, weight)
                if end not in found or _order(new) < _order(found[end]):
                    found[end] = new
        return found

    def _headed(self, word: str) -> _Way | None:
        """Return an unknown part before the longest last one that is vouched for."""
        known = self._lexicon.vouched_heads
        for start in range(_LEAST_HEAD - 1, len(word) - _LEAST_HEAD + 1):
            if word[start : start + 4] not in known or not begins_like_a_word(word[start:]):
                continue
            last = self._lexicon.last(word[start:])
            if last is None or last[1] < VOUCHED or len(last[0].base) < _LEAST_HEAD:
                continue
            pieces = self._with_unknown_first(word[:start], last[0])
            if pieces:
                return _Way(0.0, pieces, 0.0)
        return None

    def _with_unknown_first(self, text: str, last: Piece) -> tuple[Piece, ...]:
        """Return the unknown piece that stands before a known one, and that; () if none may."""
        linked = links_by_its_ending(text)
        own = text[:-1] if linked else text
        prefix = "" if linked else prefix_before_end(own)
        if prefix:  # as in finger-av-tryck: the prefix belongs to what follows
            text = own.removesuffix(prefix)
            first = self._lexicon.joint(text, prefix + last.text) if text else None
            whole = Piece(prefix + last.text, "", prefix + last.base)
            return (first[0], whole) if first and first[1] == VOUCHED else ()
        if not could_be_a_word(own) or is_no_first_part(own) or begins_with_prefix_alone(own):
            return ()
        if not linked and (
            links_by_its_ending(text + "s") or not can_follow_unknown(last.base, own)
        ):
            return ()
        return Piece(own, text[len(own) :], own), last

    def _tailed(self, word: str, reached: Mapping[int, _Way]) -> _Way | None:
        """Return an unknown part after the longest known ones that are vouched for."""
        for start in sorted(reached, reverse=True):
            way, text = reached[start], word[start:]
            piece = way.pieces[-1]
            if not _could_be_last(text) or way.weakest < VOUCHED or piece.doubles(text):
                continue
            if piece.link == "s" and may_begin_with_s(text) and not self._takes_s(piece):
                continue
            if len(piece.base) >= _LEAST_HEAD and (piece.link == "s" or not is_vowel(text[0])):
                return _Way(way.cost, (*way.pieces, Piece(text, "", text)), 0.0)
        return None

    def _takes_s(self, piece: Piece) -> bool:
        """Tell whether a word takes an s before others: by its ending, or as it is made up."""
        return (
            links_by_its_ending(f"{piece.text}s")
            or begins_with_prefix(piece.text)
            or len(self.pieces(piece.text)) > 1
        )


class _Way(NamedTuple):
    """One way to see the letters so far as parts."""

    cost: float
    pieces: tuple[Piece, ...]
    weakest: float

    def on(self, piece: Piece, weight: float) -> _Way:
        """Return the way that goes on with a known part."""
        cost = self.cost + 1.0 + (VOUCHED - weight) / _WEIGHT_STEPS
        return _Way(cost, (*self.pieces, piece), min(self.weakest, weight))


_START: Final = _Way(0.0, (), VOUCHED)


def _order(way: _Way) -> tuple[float, bool, tuple[int, ...]]:
    """Return what sorts the best way first; of equal ones that with the longer first parts.

    Ours: `barnomsorg` + `avgift` comes before `barn` + `omsorgsavgift`, since Swedish compounds
    grow to the right more often than to the left.
    """
    return way.cost, clings(way.pieces[-1].base), tuple(-len(piece.text) for piece in way.pieces)


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
            yield head + group[-1].base
