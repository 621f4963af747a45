"""Words behind wordings: stems, parts of Swedish compounds, and texts that are nearly equal."""

from __future__ import annotations

from changekit.services.wording.compounds import Splitter
from changekit.services.wording.gathering import gather_words
from changekit.services.wording.lexicon import Piece
from changekit.services.wording.similarity import (
    NEAR,
    Near,
    near_duplicates,
    nearly_equal,
    similarity,
)
from changekit.services.wording.splits import Splits, SplitWord, split_words
from changekit.services.wording.stems import Stemmer, is_small, tokens
from changekit.services.wording.word_sources import (
    InstalledWords,
    TextWords,
    WordSource,
    text_words,
    word_sources,
)

__all__ = [
    "NEAR", "InstalledWords", "Near", "Piece", "SplitWord", "Splits", "Splitter", "Stemmer",
    "TextWords", "WordSource", "gather_words", "is_small", "near_duplicates", "nearly_equal",
    "similarity", "split_words", "text_words", "tokens", "word_sources",
]  # fmt: skip
