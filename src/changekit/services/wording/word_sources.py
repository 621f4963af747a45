"""Where the splitter of compounds has its words from."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping  # attrs reads it
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final, Protocol

import attrs

from changekit.errors import MissingExtraError
from changekit.files.word_lists import core_words
from changekit.model.frozen import FrozenMap
from changekit.optional import swedish
from changekit.services.wording.stems import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["InstalledWords", "TextWords", "WordSource", "text_words", "word_sources"]


class WordSource(Protocol):
    """Words that compounds may be made of, each with a weight; read when first asked for.

    Attributes:
        name: What it is called.
        version: Which one it is, empty where it has none.
        licence: The licence of the words themselves, not of the code that reads them.
    """

    @property
    def name(self) -> str: ...  # noqa: D102  # told above

    @property
    def version(self) -> str: ...  # noqa: D102

    @property
    def licence(self) -> str: ...  # noqa: D102

    @property
    def words(self) -> Mapping[str, float]:
        """Weights by word in lower case: `VOUCHED` where a person wrote it down, else less."""
        ...

    @property
    def whole(self) -> frozenset[str]:
        """Words that are never taken apart."""
        ...


def word_weight(count: float) -> float:
    """Return the weight of a word that was seen so often: a doubling adds 1, up to 14.

    >>> word_weight(1), word_weight(8), word_weight(10**9)
    (1.0, 4.0, 14.0)
    """
    return min(1.0 + math.log2(max(count, 1)), 14.0)


@attrs.frozen(kw_only=True, slots=False)
class TextWords:
    """The words of texts, weighted by how often they stand there."""

    name: str
    counts: Mapping[str, int]
    version: str = ""
    licence: str = "the texts' own"
    whole: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> Mapping[str, float]:
        """Weights by word."""
        return FrozenMap({word: word_weight(count) for word, count in self.counts.items()})


def text_words(texts: Iterable[str], *, name: str = "texts", least: int = 1) -> TextWords:
    """Return the words of texts, such as those of a catalogue or a workspace, as a source.

    Args:
        texts: Any texts, in any order.
        name: What the source is called.
        least: How often a word has to be seen.

    >>> sorted(text_words(["Taxa för bygglov", "bygglov 2"]).words.items())
    [('bygglov', 2.0), ('för', 1.0), ('taxa', 1.0)]
    """
    counts = Counter(word for text in texts for word in tokens(text) if word.isalpha())
    kept = {word: count for word, count in sorted(counts.items()) if count >= least}
    return TextWords(name=name, counts=FrozenMap(kept))


@attrs.frozen(kw_only=True, slots=False)
class InstalledWords:
    """The words that the extra `swedish` brings, read when first asked for."""

    name: str = swedish.NAME
    licence: str = swedish.DATA_LICENCE
    whole: frozenset[str] = frozenset()

    @property
    def version(self) -> str:
        """The version of the package they come in."""
        return swedish.version()

    @cached_property
    def words(self) -> Mapping[str, float]:
        """Weights by word: the same scale as `word_weight`, from shares of running text."""
        return FrozenMap(
            {word: _share_weight(centibels) for word, centibels in swedish.words().items()}
        )


_MOST_CENTIBELS: Final = 300
"""Ours: a word that is one in a thousand, which weighs the most a counted word can."""


@cache
def _share_weight(centibels: int) -> float:
    """Return a weight from a share of all words, in hundredths of a tenth logarithm below 1."""
    doublings = max(centibels - _MOST_CENTIBELS, 0) / 100 / math.log10(2)
    return max(14.0 - doublings, 1.0)


def word_sources(*, extra: bool | None = None) -> tuple[WordSource, ...]:
    """Return the sources that changekit has by itself, to be shown or given to `Splitter.of`.

    Args:
        extra: Whether the words of the extra `swedish` are among them; None: if installed.

    Raises:
        MissingExtraError: The extra was asked for, and is not installed.

    >>> [source.licence for source in word_sources(extra=False)]
    ['MIT']
    """
    own: tuple[WordSource, ...] = (core_words(),)
    if extra is False or (extra is None and not swedish.installed()):
        return own
    if not swedish.installed():
        raise MissingExtraError("swedish", "splitting words by a general word list")
    return (*own, InstalledWords())
