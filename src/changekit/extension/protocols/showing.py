"""Exporters and renderers: how results leave changekit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import attrs

from changekit.figures import Figure
from changekit.tables import Table
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt

    import networkx

    from changekit.model.municipality import Municipality

__all__ = ["Exporter", "Renderer", "Section"]


class Exporter(Protocol):
    """Writes a dependency graph as text in one format."""

    def __call__(self, graph: networkx.MultiDiGraph[str]) -> str:
        """Return the graph as text.

        Args:
            graph: Initiatives as nodes with `title`, `kind` and `status`; links as edges from
                the initiative that has the link, with `kind` and `reason`.
        """


@attrs.frozen(kw_only=True)
class Section:
    """A part of the report: a heading, words, figures and tables."""

    title: Text
    words: tuple[Text, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()


class Renderer(Protocol):
    """Adds a section to the report."""

    def __call__(self, municipality: Municipality, as_of: dt.date) -> Section | None:
        """Return the section, None where there is nothing to show."""
