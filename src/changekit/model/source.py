"""Where a figure comes from."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import attrs

from changekit.model.fields import about, is_link
from changekit.model.records import Record
from changekit.text import Text

__all__ = ["EXAMPLE", "Source"]

EXAMPLE = "example"
"""The document of what was invented for an example."""


@attrs.frozen(kw_only=True)
class Source(Record):
    """Where a figure, a fact or a record comes from; a scalar names the document.

    >>> Source.from_dict("example").invented
    True
    """

    shorthand: ClassVar[str | None] = "document"

    document: str = attrs.field(metadata=about("The document, or `example` for what is invented"))
    title: Text | None = attrs.field(default=None, metadata=about("What the document is called"))
    publisher: str | None = attrs.field(default=None, metadata=about("Who published it"))
    date: dt.date | None = attrs.field(default=None, metadata=about("When it was published"))
    page: str | None = attrs.field(default=None, metadata=about("Page, section or cell"))
    url: str | None = attrs.field(
        default=None, validator=is_link, metadata=about("Where it can be read")
    )
    note: Text | None = attrs.field(default=None, metadata=about("What to know about it"))

    @property
    def invented(self) -> bool:
        """Whether this was made up for an example."""
        return self.document == EXAMPLE
