"""Why a concept was found: which word stands where, and in what passage."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import attrs

from changekit.services.catalogue.searching.query import How
from changekit.services.wording import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from changekit.services.catalogue.searching.keys import Word
    from changekit.services.catalogue.searching.query import Phrase

__all__ = ["Explainer", "Match"]

_BEFORE: Final = 40
_AFTER: Final = 60
_CLOSENESS: Final[Mapping[How, int]] = {"word": 0, "form": 0, "part": 1, "prefix": 2, "similar": 3}
_FEW: Final = 20
_NOBODY: Final[Mapping[int, How]] = {}


@attrs.frozen(kw_only=True)
class Match:
    """Why a concept was found: a word of the query, and where it stands.

    Attributes:
        word: The word that was asked for.
        found: The word in the concept, in lower case.
        field: The field that it stands in.
        how: `word`, the same word; `form`, another form of it; `part`, one is a part of the other;
            `prefix`, it begins like the one asked for; `similar`, it is spelt nearly the same.
        passage: What stands around it, as plain text.
    """

    word: str
    found: str
    field: str
    how: How
    passage: str = ""


class Explainer:
    """Says for one query why concepts fit it.

    Args:
        words: The words that were asked for.
        phrases: What was looked for.
        words_of: Gives the words that have a stem, and those that a part of which has it.
    """

    def __init__(
        self,
        words: Sequence[str],
        phrases: Sequence[Phrase],
        words_of: Callable[[str], tuple[Collection[Word], Collection[Word]]],
    ) -> None:
        self._words = words
        self._asked = len({phrase.asked for phrase in phrases})
        self._wanted: dict[str, dict[str, dict[int, How]]] = defaultdict(dict)
        for phrase in phrases:
            own, parts = words_of(phrase.stem)
            for language, word in own:
                how: How = "word" if word == words[phrase.asked] else "form"
                self._want(language, word, phrase.asked, phrase.how if phrase.wide else how)
            for language, word in parts:
                self._want(language, word, phrase.asked, phrase.how if phrase.wide else "part")

        self._few = {
            language: tuple(words)
            for language, words in self._wanted.items()
            if len(words) <= _FEW
        }

    def _want(self, language: str, word: str, asked: int, how: How) -> None:
        """Note that a word stands for one that was asked for, as closely as it does anyhow."""
        known = self._wanted[language].setdefault(word, {})
        if asked not in known or _CLOSENESS[how] < _CLOSENESS[known[asked]]:
            known[asked] = how

    def _may_hold(self, wording: str, language: str) -> bool:
        """Tell, sooner than its words can be told apart, whether a text may hold one wanted."""
        few = self._few.get(language)
        if few is None:
            return True
        folded = wording.casefold()
        for word in few:  # noqa: SIM110  # any() would take twice as long, and this is done a lot
            if word in folded:
                return True
        return False

    def why(self, wordings: Iterable[tuple[str, str, str]]) -> tuple[Match, ...]:
        """Return the closest word for each word of the query, in the query's order.

        Of words that are equally close the one in the weightiest field counts.

        Args:
            wordings: Field, language and text, the weightiest field first.
        """
        best: dict[int, tuple[str, str, How, str]] = {}
        exact: set[int] = set()
        before = ""
        for field, language, wording in wordings:
            if field != before and len(exact) == self._asked:
                break
            before = field
            wanted = self._wanted.get(language)
            if not wanted or not self._may_hold(wording, language):
                continue
            for found in tokens(wording):
                for asked, how in wanted.get(found, _NOBODY).items():
                    if asked not in best or _CLOSENESS[how] < _CLOSENESS[best[asked][2]]:
                        best[asked] = (found, field, how, wording)
                        if not _CLOSENESS[how]:
                            exact.add(asked)
        return tuple(
            Match(
                word=self._words[asked],
                found=found,
                field=field,
                how=how,
                passage=passage(wording, found),
            )
            for asked, (found, field, how, wording) in sorted(best.items())
        )


def passage(wording: str, word: str) -> str:
    """Return what stands around a word in a wording, cut between words.

    >>> passage("Enkla ärenden väntar på beslut", "väntar")
    'Enkla ärenden väntar på beslut'
    """
    wording = " ".join(wording.split())
    start = _place(wording, word)
    end = start + len(word)
    first, last = max(0, start - _BEFORE), min(len(wording), end + _AFTER)
    if first:
        first = min(start, wording.find(" ", first) + 1 or start)
    if last < len(wording):
        last = max(end, wording.rfind(" ", end, last))
    return ("… " if first else "") + wording[first:last] + (" …" if last < len(wording) else "")


def _place(wording: str, word: str) -> int:
    """Return where a word begins; a part of a longer word is not it."""
    folded = wording.casefold()
    if len(folded) != len(wording):  # a letter became two: places are no longer the same
        return 0
    at = folded.find(word)
    while at >= 0:
        around = folded[at - 1 : at] + folded[at + len(word) : at + len(word) + 1]
        if not any(letter.isalnum() for letter in around):
            return at
        at = folded.find(word, at + 1)
    return 0
