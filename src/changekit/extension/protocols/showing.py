"""Exporters and renderers: how results leave changekit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import attrs

from changekit.figures import Figure
from changekit.tables import Table
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import networkx

    from changekit.model.concept import Concept, Tombstone
    from changekit.model.municipality import Municipality
    from changekit.model.need import Need

__all__ = ["CatalogueExporter", "Exporter", "Renderer", "Section"]


class Exporter(Protocol):
    """Writes a dependency graph as text in one format."""

    def __call__(self, graph: networkx.MultiDiGraph[str]) -> str:
        """Return the graph as text.

        Args:
            graph: Initiatives as nodes with `title`, `kind` and `status`; links as edges from
                the initiative that has the link, with `kind` and `reason`.
        """


class CatalogueExporter(Protocol):
    """Writes a catalogue as text in one format."""

    def __call__(
        self,
        concepts: Sequence[Concept],
        needs: Sequence[Need],
        *,
        tombstones: Sequence[Tombstone],
        language: str,
    ) -> str:
        """Return the catalogue as text.

        Args:
            concepts: In the order of their ids.
            needs: Those that concepts may answer, in the order of their ids.
            tombstones: Ids that concepts once had, and what came after them.
            language: The language, of a format that has one.
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
