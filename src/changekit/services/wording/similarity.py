"""Texts that are nearly equal, told by the pieces of their stems."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["NEAR", "Near", "near_duplicates", "nearly_equal", "similarity"]

NEAR = 0.85
"""From this similarity on, two wordings may say the same. Ours: another ending or one short word
more ends above it, one word of two that differs below it (see `similarity` for the scale)."""

COUNTERPART = 0.6
"""From this similarity on, two words stand for each other. Ours: a longer ending ends above it,
a part of a compound below it (`beslut` and `beslutsbrev` 0.59)."""

_SLACK = 1e-9  # so that a share that equals the limit is not lost to rounding
_DIGIT = re.compile(r"\d")


def similarity(first: Iterable[str], second: Iterable[str]) -> float:
    """Return how much two sets of stems share, from 0 to 1, whatever the order of words.

    Stems are cut into pieces of three letters, and the pieces compared: twice the shared ones
    by all of them. Source: Dice (1945), Ecology 26(3), 297-302; letter pieces as in Ukkonen
    (1992), Theoretical Computer Science 92(1), 191-211. Ours: numbers are never nearly equal,
    so texts with different numbers share nothing, as in "etapp 1" and "etapp 2".

    >>> round(similarity(["klarspråk", "beslutsbrev"], ["klarspråk", "bygglov"]), 2)
    0.5
    """
    one, other = _Wording.of(first), _Wording.of(second)
    return one.share(other) if one.numbers == other.numbers else 0.0


def nearly_equal(first: Iterable[str], second: Iterable[str], *, least: float = NEAR) -> bool:
    """Tell whether two sets of stems say the same.

    They are alike as a whole, and each word of the one with fewer words has a counterpart in
    the other: a long common word does not hide that the two are about different things.

    >>> nearly_equal(["förbättringstavl", "hem"], ["förbättringstavl", "bad"], least=0.7)
    False
    """
    one, other = tuple(first), tuple(second)
    return similarity(one, other) >= least - _SLACK and _counterparts(one, other)


def _counterparts(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    one, other = sorted((_Wording.of(first).words, _Wording.of(second).words), key=len)
    if len(one) == len(other) and not _each_in(other - one, one):
        return False
    return _each_in(one - other, other)


def _each_in(words: frozenset[str], others: frozenset[str]) -> bool:
    return all(
        any(similarity((word,), (other,)) >= COUNTERPART for other in others) for word in words
    )


@attrs.frozen(kw_only=True)
class Near:
    """Two texts that are nearly equal; `similarity` is from `NEAR` to 1.

    Attributes:
        first: Key of the text that stands first in the order of keys.
        second: Key of the other.
    """

    first: str
    second: str
    similarity: float


@attrs.frozen(slots=False)
class _Wording:
    """The words of a text, with its numbers apart."""

    spelt: tuple[str, ...]
    numbers: tuple[str, ...]

    @classmethod
    def of(cls, stems: Iterable[str]) -> _Wording:
        """Return the words and the numbers among stems."""
        words: list[str] = []
        numbers: list[str] = []
        for stem in stems:
            (numbers if _DIGIT.search(stem) else words).append(stem)
        return cls(tuple(words), tuple(sorted(numbers)))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words, each once."""
        return frozenset(self.spelt)

    @cached_property
    def pieces(self) -> frozenset[tuple[str, int]]:
        """The pieces of three letters; one that comes again is another piece."""
        framed = (f" {word} " for word in self.spelt)
        counts = Counter(word[at : at + 3] for word in framed for at in range(len(word) - 2))
        return frozenset((piece, n) for piece, count in counts.items() for n in range(count))

    @cached_property
    def size(self) -> int:
        """How many pieces there are: one for each letter."""
        return sum(map(len, self.spelt))

    def most(self, other: _Wording) -> float:
        """Return what Dice's coefficient is at most, from the sizes alone."""
        both = self.size + other.size
        return 2 * min(self.size, other.size) / both if both else 1.0

    def share(self, other: _Wording) -> float:
        """Return Dice's coefficient of the pieces; two texts of numbers alone are equal."""
        both = len(self.pieces) + len(other.pieces)
        return 2 * len(self.pieces & other.pieces) / both if both else 1.0


def near_duplicates(
    texts: Mapping[str, Iterable[str]], *, least: float = NEAR
) -> tuple[Near, ...]:
    """Return the pairs of nearly equal texts (see `nearly_equal`), in the order of their keys.

    Of several texts with the very same stems each is paired with the first of them alone, so
    that n equal texts give n - 1 pairs; the first stands for them against all others.

    Args:
        texts: The stems of each text by its key; one without stems is like no other.
        least: The similarity from which on two texts are nearly equal, above 0.
    """
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in sorted(texts):
        stems = tuple(sorted(texts[key]))
        if stems:
            groups[stems].append(key)
    found = [Near(first=g[0], second=k, similarity=1.0) for g in groups.values() for k in g[1:]]
    blocks: dict[tuple[str, ...], dict[str, _Wording]] = defaultdict(dict)
    for stems, same in groups.items():
        wording = _Wording.of(stems)
        blocks[wording.numbers][same[0]] = wording
    for block in blocks.values():
        if len(block) > 1:
            found += _joined(block, least)
    return tuple(sorted(found, key=lambda near: (near.first, near.second)))


def _joined(texts: Mapping[str, _Wording], least: float) -> Iterator[Near]:
    """Go through the pairs of texts with the same numbers.

    Only those texts are compared in which every word of the shorter has a counterpart: they
    are the intersection of one set of texts for each word.
    """
    holders: dict[str, set[str]] = defaultdict(set)
    for key, wording in texts.items():
        for word in wording.words:
            holders[word].add(key)
    alike = _alike_words(holders)
    reach = {word: set().union(*(holders[w] for w in alike[word])) for word in holders}
    for key in texts:
        own = texts[key]
        wanted = sorted((reach[word] for word in own.words), key=len)
        for other in set.intersection(*wanted) if wanted else ():
            pair = _pair(key, other, texts, alike)
            if pair is None or own.most(texts[other]) < least - _SLACK:
                continue
            share = own.share(texts[other])
            if share >= least - _SLACK:
                yield Near(first=pair[0], second=pair[1], similarity=share)


def _pair(
    key: str, other: str, texts: Mapping[str, _Wording], alike: Mapping[str, set[str]]
) -> tuple[str, str] | None:
    """Return two keys in order where the first text is the shorter; None if the other is."""
    words, others = texts[key].words, texts[other].words
    if len(words) > len(others) or key == other:
        return None
    if len(words) == len(others) and (
        key > other or not all(alike[word] & words for word in others)
    ):
        return None
    return (key, other) if key < other else (other, key)


def _alike_words(words: Iterable[str]) -> dict[str, set[str]]:
    """Return the counterparts of each word, itself among them.

    Only words that share one of their rarest pieces are compared, which loses no pair.
    Source: Chaudhuri, Ganti & Kaushik (2006), ICDE, prefix filter, with the bound that follows
    for Dice: two sets a, b share at least max(|a|, |b|) * least / (2 - least).
    """
    pieces = {word: _Wording.of((word,)).pieces for word in words}
    how_many = Counter(piece for own in pieces.values() for piece in own)
    index: dict[tuple[str, int], list[str]] = defaultdict(list)
    alike = {word: {word} for word in pieces}
    for word in sorted(pieces, key=lambda word: (len(pieces[word]), word)):
        own = pieces[word]
        smallest = math.ceil(len(own) * COUNTERPART / (2 - COUNTERPART) - _SLACK)
        prefix = sorted(own, key=lambda piece: (how_many[piece], piece))
        prefix = prefix[: len(own) - smallest + 1]
        for other in {near for piece in prefix for near in index[piece]}:
            theirs = pieces[other]
            shared = len(own & theirs)
            if 2 * shared >= (len(own) + len(theirs)) * (COUNTERPART - _SLACK):
                alike[word].add(other)
                alike[other].add(word)
        for piece in prefix:
            index[piece].append(word)
    return alike
