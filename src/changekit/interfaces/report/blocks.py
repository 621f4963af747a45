"""What a page is built of: sections of words, tables, figures and folded parts."""

from __future__ import annotations

from typing import TypeAlias

import attrs

from changekit.figures import Figure
from changekit.tables import Table
from changekit.text import Text

__all__ = [
    "Block",
    "Count",
    "Counts",
    "Entries",
    "Entry",
    "Fold",
    "PageSection",
    "Picture",
    "Points",
    "Sheet",
    "Words",
]

LONG = 12
"""Ours: a table of more rows than this is folded, so that the next heading stays near."""
WIDE = 9
"""Ours: a table of more columns than this is set in smaller print on paper."""


@attrs.frozen(kw_only=True)
class Words:
    """One paragraph; a note is set apart from the rest."""

    text: Text
    note: bool = False


@attrs.frozen(kw_only=True)
class Points:
    """A list of short texts."""

    items: tuple[Text, ...]
    numbered: bool = False


@attrs.frozen(kw_only=True)
class Count:
    """A number and what it counts."""

    label: Text
    value: int


@attrs.frozen(kw_only=True)
class Counts:
    """Numbers beside each other."""

    items: tuple[Count, ...]


@attrs.frozen(kw_only=True)
class Sheet:
    """A table; folded where it is long, unless said otherwise."""

    table: Table
    folded: bool | None = None

    @property
    def is_folded(self) -> bool:
        """Whether readers have to open it."""
        return len(self.table) > LONG if self.folded is None else self.folded

    @property
    def is_wide(self) -> bool:
        """Whether it has more columns than fit in normal print on paper."""
        return len(self.table.columns) > WIDE


@attrs.frozen(kw_only=True)
class Picture:
    """A figure, with the same figures as a folded table below it."""

    figure: Figure

    @property
    def sheet(self) -> Sheet:
        """The table of the figure."""
        return Sheet(table=self.figure.table(), folded=True)


@attrs.frozen(kw_only=True)
class Entry:
    """Something with a heading of its own, a line that places it, and reasons."""

    id: str
    title: Text
    line: Text
    points: tuple[Text, ...]


@attrs.frozen(kw_only=True)
class Entries:
    """Entries one after the other."""

    items: tuple[Entry, ...]


@attrs.frozen(kw_only=True)
class Fold:
    """Parts that readers open; open from the start where that is said."""

    title: Text
    blocks: tuple[Block, ...]
    is_open: bool = False


Block: TypeAlias = "Words | Points | Counts | Sheet | Picture | Entries | Fold"


@attrs.frozen(kw_only=True)
class PageSection:
    """A part of the page with a heading, that the list of contents links to."""

    id: str
    title: Text
    blocks: tuple[Block, ...]
