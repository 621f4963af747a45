"""Words behind wordings: stems in Swedish and English, and texts that are nearly equal."""

from __future__ import annotations

from changekit.services.wording.similarity import (
    NEAR,
    Near,
    near_duplicates,
    nearly_equal,
    similarity,
)
from changekit.services.wording.stems import Stemmer, tokens

__all__ = ["NEAR", "Near", "Stemmer", "near_duplicates", "nearly_equal", "similarity", "tokens"]
