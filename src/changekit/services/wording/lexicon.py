"""The words that a splitter knows, looked up by how they stand in a compound."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import attrs

from changekit.files.word_lists import VOUCHED
from changekit.services.wording.word_rules import (
    SHORT,
    base_forms,
    begins_like_a_word,
    heads,
    is_no_first_part,
    is_no_last_part,
    joint_changes,
    links_by_its_ending,
    looks_like_an_ending,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from changekit.services.wording.word_sources import WordSource

__all__ = ["Found", "Lexicon", "Piece"]

_COMMON: Final = 9.0
"""What a counted word weighs at least to be a part of four letters, or to change before another.
Ours: rarer ones are names and chance more often than parts."""


_LACKING_S: Final = 1.0
"""Ours: what a word weighs less without the s that its ending takes before another part."""


@attrs.frozen
class Piece:
    """A part as it stands in a word.

    Attributes:
        text: Its letters there, without those that link it to the next.
        link: The letters that do.
        base: Its base form, as far as it is known.
    """

    text: str
    link: str
    base: str

    def doubles(self, after: str) -> bool:
        """Tell whether its last consonant is written once for two, as in `busstation`."""
        return self.base == self.text + after[0]


Found: TypeAlias = "tuple[Piece, float]"
"""A known part with the weight of its word."""


class Lexicon:
    """The words of sources that may be parts, each with its highest weight."""

    def __init__(self, sources: Iterable[WordSource]) -> None:
        self.words: dict[str, float] = {}
        whole: set[str] = set()
        for source in sources:
            whole |= source.whole
            for word, weight in source.words.items():
                if weight > self.words.get(word, 0.0) and _may_be_a_part(word, weight):
                    self.words[word] = weight
        self.whole: frozenset[str] = frozenset(whole)

    def listed(self, word: str) -> Literal["whole", "vouched", ""]:
        """Tell whether somebody listed a word, in whatever form, and said that it stays whole."""
        if word[:4] not in self.vouched_heads:
            return ""
        forms = tuple(base_forms(word))
        if not self.whole.isdisjoint(forms):
            return "whole"
        return "vouched" if any(self.words.get(form) == VOUCHED for form in forms) else ""

    @cached_property
    def _lengths(self) -> Mapping[str, int]:
        """By the letters that words begin with: how long the longest such word is."""
        longest: dict[str, int] = {}
        for word in sorted(self.words, key=len):
            longest.update(dict.fromkeys(heads(word), len(word)))
        return longest

    @cached_property
    def vouched_heads(self) -> frozenset[str]:
        """The first four letters of all forms of words that somebody listed."""
        vouched = {word for word, weight in self.words.items() if weight == VOUCHED}
        return frozenset(head[:4] for word in vouched | self.whole for head in heads(word))

    def longest(self, word: str, start: int) -> int:
        """Return how long a known word may be that begins here, 0 where none does."""
        known = self._lengths.get
        longest = known(word[start : start + 4], 0)
        if not longest:
            return known(word[start : start + 3], 0) or known(word[start : start + 2], 0)
        for size in (7, 10):
            if longest > size:
                longest = known(word[start : start + size], 0) or size
        return longest

    def joints(self, word: str, start: int) -> Iterator[tuple[int, Piece, float]]:
        """Go through the known parts that begin here and do not end the word."""
        longest, words = self.longest(word, start), self.words
        if not longest:
            return
        for end in range(start + 2, min(len(word) - 1, start + longest + 2)):
            text = word[start:end]
            shorter = text[:-1]
            for cut, added in joint_changes(text[-1]):
                if (shorter if cut else text) + added in words:
                    break
            else:  # most often: nothing is known, and nothing more to be looked at
                if text + word[end] not in words:
                    continue
            found = self.joint(text, word[end:])
            if found is not None and begins_like_a_word(word[end:]):
                yield end, *found

    def joint(self, text: str, after: str) -> Found | None:
        """Return the heaviest known word that letters before another part may stand for."""
        words, best, heaviest = self.words, None, 0.0
        for cut, added in joint_changes(text[-1]):
            own = text[:-1] if cut else text
            base = own + added
            weight = words.get(base)
            if weight is None or weight <= heaviest or is_no_first_part(base):
                continue
            if base == text and links_by_its_ending(text + "s"):
                weight -= _LACKING_S
            if _joins_so(base, own, text, weight):
                best, heaviest = Piece(own, text[len(own) :], base), weight
                if weight == VOUCHED:
                    break
        if best is None and text[-1] == after[0] and len(after) > 3:
            doubled = text + after[0]
            if words.get(doubled) == VOUCHED:
                return Piece(text, "", doubled), VOUCHED
        return None if best is None else (best, heaviest)

    def last(self, text: str) -> Found | None:
        """Return the heaviest known word that letters at the end may be a form of."""
        if not self.longest(text, 0) or is_no_last_part(text):
            return None
        words, best, heaviest = self.words, None, 0.0
        for base in base_forms(text):
            weight = words.get(base, 0.0)
            if weight <= heaviest or is_no_last_part(base):
                continue
            if weight == VOUCHED or not looks_like_an_ending(base):
                best, heaviest = base, weight
        return None if best is None else (Piece(text, "", best), heaviest)


def _joins_so(base: str, own: str, text: str, weight: float) -> bool:
    """Tell whether a word may stand before another part in this form.

    Args:
        base: The word.
        own: What stands of it.
        text: The same with the letters that link it.
        weight: The weight of the word.
    """
    if base == text:
        return True
    if base == own and text[-1] == "s":
        return own[-1] != "a"
    if weight < _COMMON or is_no_first_part(own) or len(base) < (6 if base[-2:] == "um" else 4):
        return False
    if base == own + "e":
        return own.endswith("ar") is (text == own)
    return (weight == VOUCHED or len(own) > 3) and (text[-1] != "a" or len(base) < 6)


def _may_be_a_part(word: str, weight: float) -> bool:
    if len(word) < 4:
        return word in SHORT
    return len(word) > 4 or weight >= _COMMON
