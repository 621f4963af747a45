"""Ties between concepts, and the ids that concepts once had."""

from __future__ import annotations

import datetime as dt
from typing import Literal, TypeAlias

import attrs

from changekit.model.fields import about, is_id
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = ["ConceptRelation", "RelationKind", "Tombstone", "Tombstones"]

RelationKind: TypeAlias = Literal[
    "requires", "enhances", "conflicts", "supersedes", "part-of", "alternative-to", "derived-from"
]


@attrs.frozen(kw_only=True)
class ConceptRelation(Record):
    """A tie to another concept, with its reason."""

    kind: RelationKind = attrs.field(metadata=about("What kind of tie"))
    to: str = attrs.field(metadata=about("The other concept", refers="concept", versioned=True))
    why: Text | None = attrs.field(default=None, metadata=about("The reason"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Tombstone(Record):
    """An id that is never used again, and where to go instead."""

    id: str = attrs.field(validator=is_id, metadata=about("The id that was", defines="tombstone"))
    heir: str | None = attrs.field(
        default=None,
        metadata=about("The concept to use instead; null: there is none", refers="concept"),
    )
    why: Text = attrs.field(metadata=about("Why it went"))
    version: str | None = attrs.field(
        default=None, metadata=about("The last version under this id")
    )
    date: dt.date | None = attrs.field(default=None, metadata=about("When it went"))


@attrs.frozen(kw_only=True)
class Tombstones(Record):
    """The ids that are never used again, as in `tombstones.yaml`."""

    tombstones: tuple[Tombstone, ...] = attrs.field(default=(), metadata=about("The ids"))
