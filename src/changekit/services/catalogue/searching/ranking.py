"""How much a concept counts for a query: one formula, whoever computes it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from changekit.services.catalogue.searching.query import Lexicon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from changekit.services.catalogue.searching.keys import Word
    from changekit.services.catalogue.searching.query import Phrase
    from changekit.services.catalogue.searching.spelling import Spelling

__all__ = ["K1", "Document", "Engine", "rarity", "saturated"]

K1: Final = 1.2
"""Source: Robertson & Zaragoza (2009), Foundations and Trends in Information Retrieval 3(4),
333-389: BM25F with its usual k1. Ours: b is 0, as a concept that says more about itself is worth
no less."""


def rarity(holders: int, concepts: int) -> float:
    """Return how telling a stem is, above 0.

    Source: the same, formula 3.3. Ours: there are taken to be as many concepts again that hold
    nothing, and one more, or a word that most hold would count against those that do.

    >>> round(rarity(1, 100), 2), round(rarity(100, 100), 2)
    (4.9, 0.01)
    """
    return math.log((2 * concepts + 1 - holders + 0.5) / (holders + 0.5))


def saturated(weight: float) -> float:
    """Return what a stem that weighs so much in a concept counts there, from 0 to k1 + 1.

    >>> round(saturated(4.0), 2)
    1.69
    """
    return weight * (K1 + 1) / (weight + K1)


Document: TypeAlias = "Iterable[tuple[str, str, str]]"
"""The wordings of a concept: field, language and text, the weightiest field first."""


class Engine(Lexicon, Protocol):
    """Finds concepts, which it knows by their place from 0, for phrases."""

    @property
    def spelling(self) -> Spelling:
        """How the words of all concepts are spelt."""
        ...

    def words(self, stem: str) -> tuple[Collection[Word], Collection[Word]]:
        """Return the words that have a stem, and the words that a part of which has it."""
        ...

    def rank(
        self, phrases: Sequence[Phrase], limit: int, allowed: Collection[int] | range
    ) -> list[tuple[int, float]]:
        """Return the places of the best concepts with their scores, the best first, then by place.

        Args:
            phrases: What to look for.
            limit: How many to return at most.
            allowed: The places that may be returned; a range begins at 0.
        """
        ...

    def matching(self, phrases: Sequence[Phrase]) -> Iterable[int]:
        """Return the places of all concepts that hold any phrase."""
        ...

    def count(self, phrases: Sequence[Phrase], allowed: Collection[int] | range) -> int:
        """Return how many of the places that may be returned hold any phrase."""
        ...
