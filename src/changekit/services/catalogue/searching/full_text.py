"""Ranks concepts with SQLite's full-text index, FTS5, in memory.

The index holds no text but a short code for each stem, so that nothing anybody writes is ever read
as FTS5's query language. Fields of one weight are a column with the words as they come, and each
group is one more (see `GROUPS`). A phrase that counts less is not looked for in the columns of
short fields.
"""

from __future__ import annotations

import bisect
import json
import sqlite3
import weakref
from collections import defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from changekit.services.catalogue.searching.fields import (
    GROUPS,
    SHORT,
    WEIGHTS,
)
from changekit.services.catalogue.searching.ranking import K1, rarity
from changekit.services.catalogue.searching.spelling import Spelling
from changekit.services.wording import is_small, tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from changekit.services.catalogue.searching.keys import Keys, Word
    from changekit.services.catalogue.searching.query import Phrase
    from changekit.services.catalogue.searching.ranking import Document

__all__ = ["FullTextIndex", "has_fts5"]

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_COLUMN_OF: Final[Mapping[str, str]] = {
    field: SHORT.get(field, f"text_{weight:g}".replace(".", "_"))
    for field, weight in WEIGHTS.items()
}
_WEIGHTS: Final[Mapping[str, float]] = {_COLUMN_OF[name]: WEIGHTS[name] for name in WEIGHTS}
_COLUMNS: Final = (*_WEIGHTS, *(f"in_{group}" for group in GROUPS))
_WIDE: Final = "- {" + " ".join(dict.fromkeys(SHORT.values())) + "} : "
_BUFFER: Final = 64 * 2**20
_MEASURE: Final = ""
"""No word has this stem."""


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


class _Own(dict[str, str]):
    """Codes for what stands between two spaces, in one language, worked out when it first comes.

    There are far fewer such pieces than there is text, so that each text is only looked up.

    Attributes:
        words: The words that there are.
        whole: Codes with those of small words, which text goes without.
        with_parts: The pieces with words that have parts.
        parts: Codes for these parts.
        every: Codes for all that a piece is found by.
    """

    def __init__(self, language: str, keys: Keys, codes: _Codes) -> None:
        super().__init__()
        self._language, self._keys, self._codes = language, keys, codes
        self.words: dict[str, None] = {}
        self.whole: dict[str, str] = {}
        self.with_parts: set[str] = set()
        self.parts: dict[str, tuple[str, ...]] = {}
        self.every: dict[str, tuple[str, ...]] = {}

    def __missing__(self, piece: str) -> str:
        codes, keys, language = self._codes, self._keys, self._language
        words = tokens(piece)
        self.words.update(dict.fromkeys(words))
        own = {word: [codes[stem] for stem in keys.own(language, word)] for word in words}
        parts = {word: [codes[stem] for stem in keys.parts(language, word)] for word in words}
        telling = [word for word in words if not is_small(word, language=language)]
        self.whole[piece] = " ".join(chain.from_iterable(own[word] for word in words))
        self.every[piece] = tuple(chain(*own.values(), *parts.values()))
        in_text = tuple(chain.from_iterable(parts[word] for word in telling))
        if in_text:
            self.with_parts.add(piece)
            self.parts[piece] = in_text
        found = self[piece] = " ".join(chain.from_iterable(own[word] for word in telling))
        return found


class FullTextIndex:
    """Finds concepts in an index that is made once; not to be used by two threads at once."""

    def __init__(self, documents: Iterable[Document], keys: Keys) -> None:
        self._keys = keys
        self._codes = _Codes()
        self._own: dict[str, _Own] = {}
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
        # Kept together, what is inserted needs no merging afterwards.
        self._store.execute(
            "INSERT INTO concepts(concepts, rank) VALUES ('hashsize', ?)", (_BUFFER,)
        )
        places = ", ".join("?" * len(_COLUMNS))
        insert = f"INSERT INTO concepts(rowid, {columns}) VALUES (?, {places})"  # noqa: S608
        self._store.executemany(insert, self._rows(documents))
        # Rows of nothing, which `rarity` takes to be there; the first is one to measure by.
        first, *_ = _COLUMNS
        insert = f"INSERT INTO concepts(rowid, {first}) VALUES (?, ?)"  # noqa: S608
        self._store.execute(insert, (self._count + 1, self._codes[_MEASURE]))
        more = range(self._count + 2, 2 * self._count + 2)
        self._store.executemany(insert, ((row, "") for row in more))
        self._store.commit()
        self._store.execute("INSERT INTO concepts(concepts) VALUES ('optimize')")
        self._store.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(concepts, 'row')")

    def _rows(self, documents: Iterable[Document]) -> Iterator[tuple[int | str, ...]]:
        """Go through the columns of each concept."""
        for document in documents:
            self._count += 1
            gathered: dict[tuple[str, str], list[str]] = defaultdict(list)
            for field, language, wording in document:
                gathered[_COLUMN_OF[field], language].append(wording)
            held: dict[str, str] = dict.fromkeys(_WEIGHTS, "")
            groups: dict[str, set[str]] = {group: set() for group in GROUPS}
            for (column, language), texts in gathered.items():
                own = self._own.get(language)
                if own is None:
                    own = self._own[language] = _Own(language, self._keys, self._codes)
                pieces = " ".join(texts).split()
                codes = " ".join(map(own.__getitem__, pieces))
                if column in GROUPS:
                    codes = " ".join(map(own.whole.__getitem__, pieces))
                    groups[column].update(*map(own.every.__getitem__, pieces))
                elif own.parts:
                    for piece in own.with_parts.intersection(pieces):
                        groups["parts"].update(own.parts[piece])
                held[column] = f"{held[column]} {codes}"
            yield self._count, *held.values(), *map(" ".join, groups.values())

    def _statement(self) -> str:
        """Return the statement that ranks, without its conditions.

        FTS5's bm25 has k1 of 1.2 and a b of its own, but knows no lengths here and takes them all
        to be equal. What that makes of k1 is measured, and the weights are divided by it.
        """
        measure = "SELECT -bm25(concepts, 1.0) FROM concepts WHERE concepts MATCH ?"
        (score,) = self._store.execute(measure, (self._codes[_MEASURE],)).fetchone()
        by = K1 / (rarity(1, self._count) * (K1 + 1) / score - 1)
        weights = (weight / by for weight in (*_WEIGHTS.values(), *GROUPS.values()))
        ranking = f"-bm25(concepts, {', '.join(map(repr, weights))})"
        # Nothing of anybody's is in these statements, only names and numbers of ours.
        return f"SELECT rowid - 1, {ranking} AS score FROM concepts WHERE concepts MATCH ?"  # noqa: S608

    def holders(self, stem: str) -> int:
        """Return how many concepts hold a stem, as a word of its own or as a part."""
        return self._holders.get(self._codes.get(stem, ""), 0)

    @cached_property
    def _words(self) -> dict[str, tuple[list[Word], list[Word]]]:
        """By stem: the words that have it, and those that a part of which has it."""
        found: dict[str, tuple[list[Word], list[Word]]] = defaultdict(lambda: ([], []))
        for language, own in self._own.items():
            for word in own.words:
                for stem in self._keys.own(language, word):
                    found[stem][0].append((language, word))
                for stem in self._keys.parts(language, word):
                    found[stem][1].append((language, word))
        return dict(found)

    @cached_property
    def _stems(self) -> list[str]:
        """The stems that words have of their own, in order."""
        return sorted(stem for stem, (own, _) in self._words.items() if own)

    def words(self, stem: str) -> tuple[Collection[Word], Collection[Word]]:
        """Return the words that have a stem, and those that a part of which has it."""
        return self._words.get(stem, ((), ()))

    def begun(self, stem: str) -> Sequence[str]:
        """Return the stems that begin with one (see `Lexicon`)."""
        first = bisect.bisect_left(self._stems, stem)
        last = bisect.bisect_left(self._stems, stem + chr(0x10FFFF))
        held = frozenset[object]().union(*self.words(stem))
        return [own for own in self._stems[first:last] if held.isdisjoint(self._words[own][0])]

    def alike(self, word: str) -> Sequence[str]:
        """Return the words that are spelt nearly like one."""
        return self.spelling.alike(word)

    @cached_property
    def spelling(self) -> Spelling:
        """How the words of all concepts are spelt."""
        return Spelling(word for own in self._own.values() for word in own.words)

    def rank(
        self, phrases: Sequence[Phrase], limit: int, allowed: Collection[int] | range
    ) -> list[tuple[int, float]]:
        """Return the best places with their scores (see `Engine`)."""
        if not phrases or limit < 1:
            return []
        condition, values = "", list[str | int]((self._expression(phrases),))
        if not isinstance(allowed, range):
            condition = " AND +rowid IN (SELECT value + 1 FROM json_each(?))"
            values.append(json.dumps(sorted(allowed)))
        elif len(allowed) < self._count:
            condition = " AND rowid <= ?"
            values.append(len(allowed))
        # FTS5's own `rank` would take twice as long, as it keeps all rows in order. Rows come by
        # their place, and of equal ones SQLite keeps the first.
        order = " ORDER BY score DESC LIMIT ?"
        found = self._store.execute(self._select + condition + order, (*values, limit)).fetchall()
        return sorted(found, key=lambda item: (-item[1], item[0]))

    def matching(self, phrases: Sequence[Phrase]) -> Iterable[int]:
        """Return the places of all concepts that hold any phrase."""
        if not phrases:
            return ()
        select = "SELECT rowid - 1 FROM concepts WHERE concepts MATCH ?"
        return [place for (place,) in self._store.execute(select, (self._expression(phrases),))]

    def count(self, phrases: Sequence[Phrase], allowed: Collection[int] | range) -> int:
        """Return how many of the allowed places hold any phrase."""
        if not phrases or not isinstance(allowed, range):
            return sum(place in allowed for place in self.matching(phrases))
        select = "SELECT count(*) FROM concepts WHERE concepts MATCH ? AND rowid <= ?"
        values = (self._expression(phrases), len(allowed))
        (count,) = self._store.execute(select, values).fetchone()
        return int(count)

    def _expression(self, phrases: Sequence[Phrase]) -> str:
        """Return phrases in FTS5's query language: codes of ours alone."""
        codes = ((phrase.wide, self._codes[phrase.stem]) for phrase in phrases)
        return " OR ".join(f"{_WIDE}{code}" if wide else code for wide, code in codes)
