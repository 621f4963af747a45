"""What a search found, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.model.frozen import FrozenMap
from changekit.services.catalogue.searching import FIELDS, Filters, Match
from changekit.tables import Column, Shown, Table
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Hit", "Hits"]


@attrs.frozen(kw_only=True, repr=False)
class Hit(Shown):
    """A concept that fits a query.

    Attributes:
        score: How well it fits; only to be compared within one search.
        matched: Why it was found, in the order of the query's words.
        evidence_level: What its evidence reaches, from 0 (nothing is known) to 5.
    """

    id: str
    title: Text
    score: float
    matched: tuple[Match, ...]
    evidence_level: int = 0
    language: str = "en"

    def table(self) -> Table:
        """Return one row for each word that was found."""
        columns = (
            Column("word", Text(sv="Ord", en="Word")),
            Column("found", Text(sv="Hittade", en="Found")),
            Column("field", Text(sv="I", en="In")),
            Column("passage", Text(sv="Sammanhang", en="Passage")),
        )
        rows = tuple((m.word, m.found, FIELDS[m.field], m.passage) for m in self.matched)
        title = Text(sv="{title} ({id})", en="{title} ({id})")
        return Table(
            title=title.format(title=self.title, id=self.id), columns=columns, rows=rows,
            language=self.language,
        )  # fmt: skip

    def to_dict(self, language: str | None = None) -> dict[str, Any]:  # Any: JSON values
        """Return the hit under the keys that `changekit search --json` prints."""
        language = language or self.language
        return {
            "id": self.id,
            "title": self.title.to(language),
            "score": self.score,
            "matched": [attrs.asdict(match) for match in self.matched],
            "evidence_level": self.evidence_level,
        }


@attrs.frozen(kw_only=True, repr=False, slots=False)
class Hits(Shown):
    """The concepts that fit a query, the best first.

    Attributes:
        advice: What to try instead, where nothing was found; else None.
        filters: What the concepts had to be, beside fitting the query.
        counting: Counts how many concepts fit in all, where the limit may have cut some off.
        unknown: How many others fit but for what nobody knows of them, by filter: `max_cost` and
            `inhabitants`.
    """

    query: str
    items: tuple[Hit, ...]
    advice: Text | None = None
    language: str = "en"
    filters: Filters = Filters()
    counting: Callable[[], int] | None = attrs.field(default=None, eq=False)
    unknown: Mapping[str, int] = FrozenMap()

    @cached_property
    def total(self) -> int:
        """How many concepts fit in all; counted when it is asked for, as few callers need it."""
        return len(self.items) if self.counting is None else self.counting()

    def __getstate__(self) -> dict[str, Any]:  # Any: fields of any kind
        """Go to another process with the total, and without the catalogue that counts it."""
        return {**self.__dict__, "total": self.total, "counting": None}

    def __setstate__(self, state: Mapping[str, Any]) -> None:  # Any: same
        """Take what came from another process."""
        self.__dict__.update(state)

    def __len__(self) -> int:
        """Return how many concepts were found."""
        return len(self.items)

    def __iter__(self) -> Iterator[Hit]:
        """Go through the hits, the best first."""
        return iter(self.items)

    def __getitem__(self, index: int) -> Hit:
        """Return one hit."""
        return self.items[index]

    def table(self) -> Table:
        """Return one row for each hit."""
        columns = (
            Column("id", Text.plain("id")),
            Column("title", Text(sv="Titel", en="Title")),
            Column("score", Text(sv="Poäng", en="Score"), "number"),
            Column("evidence_level", Text(sv="Evidensnivå", en="Evidence level"), "number"),
            Column("matched", Text(sv="Träff på", en="Matched")),
        )
        rows = tuple(
            (hit.id, hit.title, hit.score, hit.evidence_level, _why(hit)) for hit in self.items
        )
        title = Text(sv="Sökning: {query}", en="Search: {query}")
        title = title.format(query=self.query.strip() or "–")
        return Table(
            title=title, columns=columns, rows=rows, notice=self.notice, language=self.language
        )

    @property
    def notice(self) -> Text | None:
        """What to know beside the hits: how many were left out, and why; None for nothing."""
        said = [self.advice] if self.advice else []
        if self.total > len(self.items):
            cut = Text(
                sv="Visar {n} av {total} träffar.", en="Showing {n} of {total} that were found."
            )
            said.append(cut.format(n=len(self.items), total=self.total))
        said += [_UNKNOWN[name].format(n=n) for name, n in sorted(self.unknown.items()) if n]
        if not said:
            return None
        return Text({code: " ".join(text.to(code) for text in said) for code in LANGUAGES})

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the hits as JSON values."""
        return {
            "query": self.query,
            "filters": self.filters.given,
            "hits": [hit.to_dict(self.language) for hit in self.items],
            "total": self.total,
            "unknown": dict(sorted(self.unknown.items())),
            "advice": self.advice.to(self.language) if self.advice else None,
        }


_UNKNOWN: Final[Mapping[str, Text]] = {
    "inhabitants": Text(
        sv="För {n} koncept till är det okänt hur stora kommuner som infört dem.",
        en="Of {n} more it is not known how large the municipalities are that adopted them.",
    ),
    "max_cost": Text(
        sv="För {n} koncept till är kostnaden okänd.", en="{n} more have no known cost."
    ),
}
_HOW: Final[Mapping[str, Text]] = {
    "part": Text(sv=", ordled", en=", part of the word"),
    "prefix": Text(sv=", börjar lika", en=", begins alike"),
    "similar": Text(sv=", stavas nästan så", en=", spelt nearly so"),
}


def _why(hit: Hit) -> Text:
    """Return each word that was found with its field, and how, where it is not the word itself."""
    nothing = Text.plain("")
    return Text(
        {
            code: ", ".join(
                f"{m.found} ({FIELDS[m.field].to(code)}{_HOW.get(m.how, nothing).to(code)})"
                for m in hit.matched
            )
            for code in LANGUAGES
        }
    )
