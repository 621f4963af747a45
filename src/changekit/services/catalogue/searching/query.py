"""What a query looks for: stems, and how each stands for the word that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias

import attrs

from changekit.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from changekit.services.catalogue.searching.keys import Keys

__all__ = ["How", "Lexicon", "Phrase", "phrases"]

How: TypeAlias = Literal["word", "form", "part", "prefix", "similar"]

FEW: Final = 5
"""Ours: a word that fewer concepts hold is also looked for as the beginning of longer words and
by its own parts; a word that is held by more needs no such help, which would only blur it."""
PREFIX: Final = 4
"""Ours: so many letters that were asked for stand for words that begin with them."""
MOST_BEGUN: Final = 8
"""Ours: so many words at most, the shortest ones, stand for one that they begin with."""
MOST_PARTS: Final = 8
FIRST_PART: Final = 6
"""Ours: a word of so many letters is found when a longer word that begins with it is asked for;
shorter ones (over, hand) begin too many words that mean something else."""
MOST_SIMILAR: Final = 4
_ENDING: Final = 3


@attrs.frozen
class Phrase:
    """A stem to look for.

    Attributes:
        asked: The place in the query of the word that it stands for.
        how: `word` finds words of that stem, in any form, and compounds that it is a part of; all
            others find the same, and count less.
    """

    stem: str
    asked: int
    how: How

    @property
    def wide(self) -> bool:
        """Whether it counts less, as it is not the word that was asked for."""
        return self.how != "word"


class Lexicon(Protocol):
    """The words of all concepts."""

    def holders(self, stem: str) -> int:
        """Return how many concepts hold a stem, as a word of its own or as a part."""
        ...

    def begun(self, stem: str) -> Sequence[str]:
        """Return the stems that begin with one, in any order.

        Those of words that hold it themselves, as another stem or as a part, are left out.
        """
        ...

    def alike(self, word: str) -> Sequence[str]:
        """Return the words that are spelt nearly like one, the nearest first."""
        ...


def phrases(words: Sequence[str], keys: Keys, lexicon: Lexicon) -> tuple[Phrase, ...]:
    """Return what to look for where these words are asked for; each stem is looked for once."""
    found: dict[str, Phrase] = {}
    for asked, word in enumerate(words):
        for phrase in _own(word, asked, keys, lexicon):
            if phrase.stem not in found or found[phrase.stem].wide:
                found[phrase.stem] = phrase
    for asked, word in enumerate(words):
        for phrase in _wider(word, asked, keys, lexicon):
            found.setdefault(phrase.stem, phrase)
    return tuple(found.values())


def _stems(word: str, keys: Keys) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem for code in LANGUAGES for stem in keys.own(code, word)))


def _own(word: str, asked: int, keys: Keys, lexicon: Lexicon) -> Iterator[Phrase]:
    for stem in _stems(word, keys):
        if lexicon.holders(stem):
            yield Phrase(stem, asked, "word")


def _wider(word: str, asked: int, keys: Keys, lexicon: Lexicon) -> Iterator[Phrase]:
    """Go through what else may be meant by a word that few concepts hold."""
    stems = _stems(word, keys)
    most = max(map(lexicon.holders, stems))
    if most >= FEW:
        return
    begun = _begun(stems, lexicon)
    for stem in begun:
        yield Phrase(stem, asked, "prefix")
    # A word that nobody holds is rather a slip of the pen than a compound of what it looks like.
    near = [] if most or begun else _similar(word, keys, lexicon)
    for stem in near:
        yield Phrase(stem, asked, "similar")
    if near:
        return
    for stem in _parts(word, stems, keys, lexicon):
        yield Phrase(stem, asked, "part")
    if not most and not begun:
        yield from (Phrase(stem, asked, "similar") for stem in _last_part(word, keys, lexicon))


def _similar(word: str, keys: Keys, lexicon: Lexicon) -> list[str]:
    """Return the stems of words that are spelt nearly like one, each once."""
    alike = lexicon.alike(word)[:MOST_SIMILAR]
    found = [stem for near in alike for stem in _stems(near, keys) if lexicon.holders(stem)]
    return list(dict.fromkeys(found))


def _last_part(word: str, keys: Keys, lexicon: Lexicon) -> list[str]:
    """Return what may be meant by the last part of a compound, where nobody holds that part."""
    for part in keys.parts("sv", word):
        at = word.rfind(part)
        if at > 0 and not lexicon.holders(part) and len(word) - at - len(part) <= _ENDING:
            return _similar(word[at:], keys, lexicon)
    return []


def _begun(stems: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    found = {
        other
        for stem in stems
        if len(stem) >= PREFIX
        for other in lexicon.begun(stem)
        if other not in stems and lexicon.holders(other)
    }
    return sorted(found, key=lambda other: (len(other), other))[:MOST_BEGUN]


def _parts(word: str, stems: Sequence[str], keys: Keys, lexicon: Lexicon) -> Sequence[str]:
    begins = [stem[:end] for stem in stems for end in range(len(stem) - 1, FIRST_PART - 1, -1)]
    parts = dict.fromkeys([*keys.parts("sv", word), *begins])
    return [part for part in parts if part not in stems and lexicon.holders(part)][:MOST_PARTS]
