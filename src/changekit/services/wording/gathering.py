"""A list of words from texts that a municipality has: counted, and pruned of compounds."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from changekit.files.word_lists import core_words
from changekit.model.frozen import FrozenMap
from changekit.services.wording.compounds import Splitter
from changekit.services.wording.stems import words_as_written
from changekit.services.wording.word_sources import TextWords, word_weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["LEAST", "gather_words"]

LEAST: Final = 5
"""Ours: words seen less often than this are as often misspelt or names as they are words."""

_SHORTEST: Final = 3
_LONGEST: Final = 30


def gather_words(texts: Iterable[str], *, least: int = LEAST) -> Mapping[str, float]:
    """Return the words of texts that compounds may be made of, with their weights.

    Only words in lower case are counted, which leaves out the names of people. A word is left
    out when it can be taken apart into listed words, or words of the texts, that are at least as
    common as itself: the splitter finds those parts without it.

    Args:
        texts: Any texts, in any order.
        least: How often a word has to stand in them.

    >>> gather_words(["Ett bryggeri vill brygga. Ett bryggeri är en fabrik."], least=2)
    FrozenMap({'bryggeri': 2.0})
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(filter(_counts, words_as_written(unicodedata.normalize("NFC", text))))
    seen = {word: count for word, count in sorted(counts.items()) if count >= least}
    splitter = Splitter.of(core_words(), TextWords(name="texts", counts=FrozenMap(seen)))
    listed = core_words().words

    def splits_by_itself(word: str) -> bool:
        parts = splitter.parts(word)
        return len(parts) > 1 and all(
            part in listed or seen.get(part, 0) >= seen[word] for part in parts
        )

    kept = (word for word in seen if not splits_by_itself(word))
    return FrozenMap({word: round(word_weight(seen[word]), 2) for word in kept})


def _counts(word: str) -> bool:
    return word.isalpha() and word.islower() and _SHORTEST <= len(word) <= _LONGEST
