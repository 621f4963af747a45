"""Ranks concepts with SQLite's full-text index, FTS5, in memory.

The index holds no text but a short code for each stem, so that nothing anybody writes is ever read
as FTS5's query language. Each field is a column with the words as they come; each group of fields
is one more column in which every stem of its words and of their parts stands once. A phrase that
counts less is looked for in the columns of the groups alone.
"""

from __future__ import annotations

import bisect
import json
import sqlite3
import weakref
from collections import defaultdict
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, Final

from changekit.services.catalogue.searching.fields import (
    GROUP_OF,
    GROUP_WEIGHTS,
    GROUPS,
    WEIGHTS,
)
from changekit.services.catalogue.searching.ranking import K1, rarity
from changekit.services.catalogue.searching.spelling import Spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from changekit.services.catalogue.searching.keys import Keys
    from changekit.services.catalogue.searching.query import Phrase
    from changekit.services.catalogue.searching.ranking import Document

__all__ = ["FullTextIndex", "has_fts5"]

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_COLUMNS: Final = (*WEIGHTS, *(f"in_{group}" for group in GROUPS))
_WIDE: Final = "{" + " ".join(f"in_{group}" for group in GROUPS) + "} : "
_MEASURE: Final = ""
"""No word has this stem."""
_NOTHING: Final = ("",) * len(_COLUMNS)
_OFTEN: Final = 4
"""Ours: leaving common stems out at first pays where they are held so many times as often."""


def has_fts5() -> bool:
    """Tell whether this Python's SQLite was built with FTS5."""
    try:
        with_it = sqlite3.connect(":memory:")
        with_it.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
    except sqlite3.OperationalError:
        return False
    with_it.close()
    return True


class _Codes(dict[str, str]):
    """A short code for each stem, given when it is first asked for."""

    def __missing__(self, stem: str) -> str:
        left, code = len(self), ""
        while left or not code:
            left, digit = divmod(left, len(_DIGITS))
            code = _DIGITS[digit] + code
        self[stem] = code
        return code


class _Coded(dict[str, tuple[str, ...]]):
    """The codes of the words of one language, worked out when a word first comes."""

    def __init__(self, stems: Callable[[str], Iterable[str]], codes: _Codes) -> None:
        super().__init__()
        self._stems, self._codes = stems, codes

    def __missing__(self, word: str) -> tuple[str, ...]:
        found = self[word] = tuple(self._codes[stem] for stem in self._stems(word))
        return found


class FullTextIndex:
    """Finds concepts in an index that is made once; not to be used by two threads at once."""

    def __init__(self, documents: Iterable[Document], keys: Keys) -> None:
        self._keys = keys
        self._codes = _Codes()
        self._own: dict[str, _Coded] = {}
        self._all: dict[str, _Coded] = {}
        self._count = 0
        # One thread at a time is seen to by whoever holds this; which one it is does not matter.
        self._store = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._store.close)
        self._fill(documents)
        self._holders: dict[str, int] = dict(
            self._store.execute("SELECT term, doc FROM vocabulary")
        )
        self._select = self._statement()

    def _fill(self, documents: Iterable[Document]) -> None:
        columns = ", ".join(_COLUMNS)
        self._store.execute(
            f"CREATE VIRTUAL TABLE concepts USING fts5({columns}, "
            "content='', columnsize=0, tokenize='ascii')"
        )
        places = ", ".join("?" * len(_COLUMNS))
        insert = f"INSERT INTO concepts(rowid, {columns}) VALUES (?, {places})"  # noqa: S608
        self._store.executemany(insert, self._rows(documents))
        # Rows of nothing, which `rarity` takes to be there; the first is one to measure by.
        self._store.execute(insert, (self._count + 1, self._codes[_MEASURE], *_NOTHING[1:]))
        more = range(self._count + 2, 2 * self._count + 2)
        self._store.executemany(insert, ((row, *_NOTHING) for row in more))
        self._store.execute("INSERT INTO concepts(concepts) VALUES ('optimize')")
        self._store.commit()
        self._store.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(concepts, 'row')")

    def _rows(self, documents: Iterable[Document]) -> Iterator[tuple[int | str, ...]]:
        """Go through the columns of each concept."""
        for document in documents:
            self._count += 1
            held: dict[str, list[str]] = {field: [] for field in WEIGHTS}
            groups: dict[str, set[str]] = {group: set() for group in GROUPS}
            for field, language, words in document.words:
                own, every = self._of(language)
                held[field].extend(chain.from_iterable([own[word] for word in words]))
                groups[GROUP_OF[field]].update(*[every[word] for word in words])
            codes = [*held.values(), *groups.values()]
            yield self._count, *[" ".join(column) for column in codes]

    def _of(self, language: str) -> tuple[_Coded, _Coded]:
        """Return the words of a language: by their own stems, and by all they are found by."""
        if language not in self._own:
            keys = self._keys

            def every(word: str) -> tuple[str, ...]:
                return (*keys.own(language, word), *keys.parts(language, word))

            self._own[language] = _Coded(partial(keys.own, language), self._codes)
            self._all[language] = _Coded(every, self._codes)
        return self._own[language], self._all[language]

    def _statement(self) -> str:
        """Return the statement that ranks, without its conditions.

        FTS5's bm25 has k1 of 1.2 and a b of its own, but knows no lengths here and takes them all
        to be equal. What that makes of k1 is measured, and the weights are divided by it.
        """
        measure = "SELECT -bm25(concepts, 1.0) FROM concepts WHERE concepts MATCH ?"
        (score,) = self._store.execute(measure, (self._codes[_MEASURE],)).fetchone()
        by = K1 / (rarity(1, self._count) * (K1 + 1) / score - 1)
        weights = (weight / by for weight in (*WEIGHTS.values(), *GROUP_WEIGHTS.values()))
        ranking = f"-bm25(concepts, {', '.join(map(repr, weights))})"
        # Nothing of anybody's is in these statements, only names and numbers of ours.
        return f"SELECT rowid - 1, {ranking} AS score FROM concepts WHERE concepts MATCH ?"  # noqa: S608

    def holders(self, stem: str) -> int:
        """Return how many concepts hold a stem, as a word of its own or as a part."""
        return self._holders.get(self._codes.get(stem, ""), 0)

    @cached_property
    def _stems(self) -> list[tuple[str, str, str]]:
        """The stems of all words in order, each with the language and the word."""
        keys = self._keys
        pairs = ((language, word) for language, words in self._own.items() for word in words)
        return sorted((stem, *pair) for pair in pairs for stem in keys.own(*pair))

    def begun(self, stem: str) -> Sequence[str]:
        """Return the stems that begin with one (see `Lexicon`)."""
        first = bisect.bisect_left(self._stems, (stem,))
        last = bisect.bisect_left(self._stems, (stem + chr(0x10FFFF),))
        words: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for own, language, word in self._stems[first:last]:
            words[own].append((language, word))
        return [own for own, pairs in words.items() if not self._keys.any_holds(stem, pairs)]

    def alike(self, word: str) -> Sequence[str]:
        """Return the words that are spelt nearly like one."""
        return self.spelling.alike(word)

    @cached_property
    def spelling(self) -> Spelling:
        """How the words of all concepts are spelt."""
        return Spelling(word for words in self._own.values() for word in words)

    def rank(
        self, phrases: Sequence[Phrase], limit: int, allowed: Collection[int] | range
    ) -> list[tuple[int, float]]:
        """Return the best places with their scores (see `Engine`).

        Where some stems are far rarer than the others, concepts that hold a rare one come first:
        if enough of these count more than the common stems ever can, the rest is not ranked.
        Source: Turtle & Flood (1995), Information Processing & Management 31(6), 831-850.
        """
        if not phrases or limit < 1:
            return []
        rare, common = self._divided(phrases)
        if common:
            most = sum(self._rarity(phrase) * (K1 + 1) for phrase in common)
            found = self._ranked(phrases, limit, allowed, rare)
            if len(found) == limit and found[-1][1] > most:
                return found
        return self._ranked(phrases, limit, allowed)

    def _divided(self, phrases: Sequence[Phrase]) -> tuple[Sequence[Phrase], Sequence[Phrase]]:
        """Return the rare and the common stems; no common ones where that would not pay."""
        by_holders = sorted(phrases, key=lambda phrase: self.holders(phrase.stem))
        seen = 0
        for at, phrase in enumerate(by_holders):
            if seen and self.holders(phrase.stem) > _OFTEN * seen:
                return by_holders[:at], by_holders[at:]
            seen += self.holders(phrase.stem)
        return phrases, ()

    def _rarity(self, phrase: Phrase) -> float:
        return rarity(self.holders(phrase.stem), self._count)

    def _ranked(
        self,
        phrases: Sequence[Phrase],
        limit: int,
        allowed: Collection[int] | range,
        among: Sequence[Phrase] = (),
    ) -> list[tuple[int, float]]:
        conditions, values = "", list[str | int]((self._expression(phrases),))
        if isinstance(allowed, range):
            if len(allowed) < self._count:
                conditions += " AND rowid <= ?"
                values.append(len(allowed))
        else:
            conditions += " AND +rowid IN (SELECT value + 1 FROM json_each(?))"
            values.append(json.dumps(sorted(allowed)))
        if among:
            conditions += " AND +rowid IN (SELECT rowid FROM concepts WHERE concepts MATCH ?)"
            values.append(self._expression(among))
        order = " ORDER BY score DESC, rowid LIMIT ?"
        return self._store.execute(self._select + conditions + order, (*values, limit)).fetchall()

    def matching(self, phrases: Sequence[Phrase]) -> Iterable[int]:
        """Return the places of all concepts that hold any phrase."""
        if not phrases:
            return ()
        select = "SELECT rowid - 1 FROM concepts WHERE concepts MATCH ?"
        return [place for (place,) in self._store.execute(select, (self._expression(phrases),))]

    def _expression(self, phrases: Sequence[Phrase]) -> str:
        """Return phrases in FTS5's query language: codes of ours alone."""
        codes = ((phrase.wide, self._codes[phrase.stem]) for phrase in phrases)
        return " OR ".join(f"{_WIDE}{code}" if wide else code for wide, code in codes)
