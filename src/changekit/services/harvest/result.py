"""What a harvest gives: a draft, and what it lacks."""

from __future__ import annotations

from typing import Any

import attrs

from changekit.model.concept import Adoption, Concept
from changekit.services.catalogue.completeness import Completeness
from changekit.tables import Column, Shown, Table
from changekit.text import Text

__all__ = ["Harvest", "Missing"]


@attrs.frozen(kw_only=True)
class Missing:
    """A fact that the draft lacks.

    Attributes:
        field: The field of the concept that it belongs in.
        what: What to find out, in words.
        raises: The evidence level that it would lead to, None where it is for readers alone.
    """

    field: str
    what: Text
    raises: int | None = None

    def to_dict(self, language: str) -> dict[str, Any]:  # Any: JSON values
        """Return it as JSON values."""
        return {"field": self.field, "what": self.what.to(language), "raises": self.raises}


@attrs.frozen(kw_only=True, repr=False)
class Harvest(Shown):
    """A concept drafted from an initiative, and what it still lacks.

    Attributes:
        concept: The draft, status `draft`.
        adoption: What to hand to whoever keeps the concept that it reuses; None where it reuses
            none. The draft's own first adoption says the same.
        missing: What is not known, that which raises the evidence level first.
        guessed: Fields of the draft that are nobody's words and should be looked at.
        completeness: How much of a whole concept the draft is.
    """

    initiative: str
    concept: Concept
    adoption: Adoption | None
    reuses: str | None
    missing: tuple[Missing, ...]
    guessed: tuple[str, ...]
    completeness: Completeness
    level: int
    language: str = "en"
    notice: Text | None = None

    def table(self) -> Table:
        """Return one row for each fact that is missing."""
        columns = (
            Column("field", Text(sv="Fält", en="Field")),
            Column("what", Text(sv="Vad som saknas", en="What is missing")),
            Column("raises", Text(sv="Ger evidensnivå", en="Gives evidence level"), "number"),
        )
        title = Text(
            sv="Saknas i utkastet {id}: ifyllt {share}, evidensnivå {level}",
            en="Missing in the draft {id}: {share} filled in, evidence level {level}",
        ).format(
            id=self.concept.id, share=self.completeness.in_words, level=Text.plain(f"{self.level}")
        )
        rows = tuple((item.field, item.what, item.raises) for item in self.missing)
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the draft and what it lacks as JSON values."""
        return {
            "initiative": self.initiative,
            "concept": self.concept.to_dict(),
            "adoption": self.adoption.to_dict() if self.adoption else None,
            "reuses": self.reuses,
            "evidence_level": self.level,
            "completeness": self.completeness.share,
            "missing": [item.to_dict(self.language) for item in self.missing],
            "guessed": list(self.guessed),
        }
