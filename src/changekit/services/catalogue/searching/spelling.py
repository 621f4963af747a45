"""Words that are spelt nearly like another, found without comparing it with every word."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Spelling", "distance"]

SHORTEST: Final = 4
"""Ours: of shorter words too many differ by one letter."""
TWO_WRONG: Final = 8
"""Ours: in a word of so many letters two may be wrong, in a shorter one a single letter."""
LONGEST: Final = 40
MOST_LOOKED_AT: Final = 2_000
"""Ours: so many words are compared at most, so that no query takes long."""


class Spelling:
    """Finds known words by how they are spelt; not changed once made.

    The words of one length stand in one string. A word with k letters wrong, of which two may
    have changed places, keeps at least one of 2k + 1 pieces whole, at most k letters away from its
    place: those pieces are looked for. Source: Wu & Manber (1992), Communications of the ACM
    35(10), 83-91, who look for pieces that are there exactly.
    """

    def __init__(self, words: Iterable[str]) -> None:
        by_size: dict[int, list[str]] = defaultdict(list)
        for word in sorted(set(words)):
            if SHORTEST - 1 <= len(word) <= LONGEST and word.isalpha():
                by_size[len(word)].append(word)
        self._joined = {size: "\n".join(listed) for size, listed in by_size.items()}

    def alike(self, word: str, most: int | None = None) -> tuple[str, ...]:
        """Return the words nearest to one, in the order of the alphabet.

        Args:
            word: A word in lower case.
            most: How many letters may be wrong; as many as its length allows by default.
        """
        if not SHORTEST <= len(word) <= LONGEST:
            return ()
        allowed = most or (2 if len(word) >= TWO_WRONG else 1)
        found: dict[int, list[str]] = defaultdict(list)
        for seen, other in enumerate(self._candidates(word, allowed)):
            if seen >= MOST_LOOKED_AT:
                break
            wrong = distance(word, other, allowed)
            if wrong <= allowed:
                found[wrong].append(other)
        return tuple(sorted(found[min(found)])) if found else ()

    def _candidates(self, word: str, allowed: int) -> Iterator[str]:
        """Go through words that share a piece with a word, each once, its length first."""
        sizes = range(len(word) - allowed, len(word) + allowed + 1)
        seen: set[str] = set()
        for size in sorted(sizes, key=lambda size: abs(size - len(word))):
            joined = self._joined.get(size, "")
            for start, piece in _pieces(word, 2 * allowed + 1):
                for at in _places(joined, piece):
                    if abs(at % (size + 1) - start) <= allowed:
                        first = at - at % (size + 1)
                        other = joined[first : first + size]
                        if other not in seen:
                            seen.add(other)
                            yield other


def _pieces(word: str, count: int) -> Iterator[tuple[int, str]]:
    """Go through the pieces of a word in which as many cuts as can be are made evenly."""
    ends = [len(word) * at // count for at in range(count + 1)]
    for start, end in itertools.pairwise(ends):
        if end > start:
            yield start, word[start:end]


def _places(joined: str, piece: str) -> Iterator[int]:
    at = joined.find(piece)
    while at >= 0:
        yield at
        at = joined.find(piece, at + 1)


def distance(one: str, other: str, most: int) -> int:
    """Return in how many letters two words differ, two that changed places counting as one.

    Source: Damerau (1964), Communications of the ACM 7(3), 171-176, in the form that changes no
    letter twice (optimal string alignment).

    Args:
        one: A word.
        other: Another one.
        most: Where they differ in more, `most + 1` is returned, and sooner.

    >>> distance("ledtid", "letdid", 2), distance("mandat", "mandaet", 2)
    (1, 1)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last, before, row = before, row, [at]
        for to, its in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != its))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == its:
                cost = min(cost, last[to - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) >= most:  # a change of places looks two rows back
            return most + 1
    return min(row[-1], most + 1)
