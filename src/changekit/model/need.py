"""The one vocabulary of needs."""

from __future__ import annotations

import attrs

from changekit.model.fields import about, is_id
from changekit.model.records import Record
from changekit.model.source import Source
from changekit.text import Text

__all__ = ["Need", "Needs"]


@attrs.frozen(kw_only=True)
class Need(Record):
    """Something that a municipality may need, in the one vocabulary of needs."""

    id: str = attrs.field(validator=is_id, metadata=about("The id", defines="need"))
    title: Text = attrs.field(metadata=about("What it is called"))
    description: Text | None = attrs.field(default=None, metadata=about("What it means"))
    source: Source | None = attrs.field(default=None, metadata=about("Where this comes from"))


@attrs.frozen(kw_only=True)
class Needs(Record):
    """The vocabulary of needs, as in `needs.yaml`."""

    needs: tuple[Need, ...] = attrs.field(default=(), metadata=about("The needs"))
