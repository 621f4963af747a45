"""What a search found, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.services.catalogue.searching import FIELDS, Filters, Match
from changekit.tables import Column, Shown, Table
from changekit.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Hit", "Hits"]


@attrs.frozen(kw_only=True)
class Hit:
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

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the hit under the keys that `changekit search --json` prints."""
        return {
            "id": self.id,
            "title": self.title.to(language),
            "score": self.score,
            "matched": [attrs.asdict(match) for match in self.matched],
            "evidence_level": self.evidence_level,
        }


@attrs.frozen(kw_only=True, repr=False)
class Hits(Shown):
    """The concepts that fit a query, the best first.

    Attributes:
        advice: What to try instead, where nothing was found; else None.
        filters: What the concepts had to be, beside fitting the query.
    """

    query: str
    items: tuple[Hit, ...]
    advice: Text | None = None
    language: str = "en"
    filters: Filters = Filters()

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
        return Table(title=title, columns=columns, rows=rows, notice=self.advice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the hits as JSON values."""
        return {
            "query": self.query,
            "filters": self.filters.given,
            "hits": [hit.to_dict(self.language) for hit in self.items],
            "advice": self.advice.to(self.language) if self.advice else None,
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
