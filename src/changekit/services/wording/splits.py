"""Many words taken apart at once, to be looked at and measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from changekit.services.wording.word_sources import WordSource
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.services.wording.compounds import Splitter

__all__ = ["SplitWord", "Splits", "split_words"]


@attrs.frozen(kw_only=True)
class SplitWord:
    """A word with its parts.

    Attributes:
        word: The word as it was given.
        split: The parts it is cut into.
        parts: All that it is found by: those parts, the parts of them, and neighbours joined.
    """

    word: str
    split: tuple[str, ...]
    parts: tuple[str, ...]


@attrs.frozen(kw_only=True, repr=False)
class Splits(Shown):
    """Words with their parts, in the order given, and where the splitter has its words from."""

    words: tuple[SplitWord, ...]
    sources: tuple[WordSource, ...]
    language: str = "en"

    def table(self) -> Table:
        """Return one row for each word; a simple word is its only part."""
        columns = (
            Column("word", Text(sv="Ord", en="Word")),
            Column("split", Text(sv="Delar", en="Parts")),
        )
        rows = tuple((item.word, " + ".join(item.split)) for item in self.words)
        title = Text(sv="Sammansatta ord", en="Compounds")
        return Table(title=title, columns=columns, rows=rows)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the words with their parts, and each source with its licence."""
        return {
            "words": [
                {"word": item.word, "parts": list(item.parts), "split": list(item.split)}
                for item in self.words
            ],
            "sources": [
                {
                    "name": source.name, "version": source.version, "licence": source.licence,
                    "words": len(source.words),
                }
                for source in self.sources
            ],
        }  # fmt: skip


def split_words(words: Iterable[str], splitter: Splitter, *, language: str = "en") -> Splits:
    """Return words with their parts.

    >>> from changekit.services.wording import Splitter, word_sources
    >>> splits = split_words(["Skolskjuts"], Splitter.of(*word_sources(extra=False)))
    >>> splits.words[0].split
    ('skola', 'skjuts')
    """
    found = tuple(
        SplitWord(word=word, split=splitter.parts(word), parts=splitter.all_parts(word))
        for word in words
    )
    return Splits(words=found, sources=splitter.sources, language=language)
