"""A map of scores: one row for each thing, one column for each who scored it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from changekit.figures import _svg as svg
from changekit.figures._figure import Figure
from changekit.tables import Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.tables import Cell

__all__ = ["ScoreCell", "ScoreMap"]

LABEL, ROW, TOP, WIDEST = 330.0, 22.0, 34.0, 120.0
UNKNOWN: Final = "#ececec"
STEPS: Final = (
    (0.2, "#ffffff", "#1a1a1a"),
    (0.4, "#e3eef8", "#1a1a1a"),
    (0.6, "#b3d0ea", "#1a1a1a"),
    (0.8, "#5b93c4", "#1a1a1a"),
    (1.0, "#1f4e79", "#ffffff"),
)
"""Ours: five steps from the lowest score to the highest; the score itself is written out."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LEGEND = Text(
    sv="ljusast är lägst, mörkast högst; – är okänt, inom parentes räknas inte",
    en="lightest is lowest, darkest highest; – is unknown, in brackets does not count",
)


@attrs.frozen(kw_only=True)
class ScoreCell:
    """One score.

    Attributes:
        score: None where it is not known.
        colour: A colour that somebody marked it with, as `#2266aa`.
        counts: Whether it counts.
    """

    score: float | None = None
    colour: str | None = None
    counts: bool = True

    def words(self) -> Text:
        """Return the score as people read it."""
        if self.score is None:
            return Text.plain("–")
        shown = f"{self.score:.2f}".rstrip("0").rstrip(".")
        told = shown if self.counts else f"({shown})"
        return Text(sv=told.replace(".", ",").replace("-", "\u2212"), en=told)


@attrs.frozen(kw_only=True)
class ScoreMap(Figure):
    """Scores in cells that are the darker the higher the score."""

    title: Text
    summary: Text
    rows: tuple[Text, ...]
    names: tuple[Text, ...]
    cells: tuple[tuple[ScoreCell, ...], ...]
    width: float = 1000.0

    def to_svg(self, language: str = "en") -> str:
        """Return the map as SVG."""
        height = TOP + ROW * len(self.rows) + 34
        parts = [*self._heads(language), *self._body(language)]
        parts.append(svg.text(4, height - 10, _LEGEND.to(language), size=11, fill=svg.SOFT))
        return svg.document(
            "".join(parts), width=self.width, height=height, title=self.title,
            summary=self.summary, language=language,
        )  # fmt: skip

    @property
    def _column(self) -> float:
        return min(WIDEST, (self.width - LABEL - 4) / max(1, len(self.names)))

    @property
    def _ends(self) -> tuple[float, float]:
        known = [cell.score for cells in self.cells for cell in cells if cell.score is not None]
        return (min(known), max(known)) if known else (0.0, 0.0)

    def _heads(self, language: str) -> Iterator[str]:
        for at, name in enumerate(self.names):
            words = svg.cut(name.to(language), self._column - 6, size=11)
            yield svg.text(LABEL + at * self._column + 3, TOP - 8, words, size=11, fill=svg.SOFT)

    def _body(self, language: str) -> Iterator[str]:
        for at, (label, cells) in enumerate(zip(self.rows, self.cells, strict=True)):
            y = TOP + ROW * at
            yield svg.text(4, y + 15, svg.cut(label.to(language), LABEL - 10))
            for column, cell in enumerate(cells):
                yield self._cell(cell, column, y, label, language)

    def _cell(self, cell: ScoreCell, column: int, y: float, label: Text, language: str) -> str:
        x, wide = LABEL + column * self._column, self._column
        fill, ink = self._colour(cell)
        words = cell.words().to(language)
        tip = f"{label.to(language)}, {self.names[column].to(language)}: {words}"
        parts = [svg.rect(x, y, wide, ROW, fill=fill, stroke=svg.LINE)]
        if cell.colour and _COLOUR.fullmatch(cell.colour):
            parts.append(svg.rect(x + 1, y + 1, 7, ROW - 2, fill=cell.colour, stroke=svg.SOFT))
        parts.append(
            svg.text(x + wide / 2, y + 15, words, size=11, fill=ink, text_anchor="middle")
        )
        return f"<g><title>{svg.escape(tip)}</title>{''.join(parts)}</g>"

    def _colour(self, cell: ScoreCell) -> tuple[str, str]:
        low, high = self._ends
        if cell.score is None or not cell.counts:
            return UNKNOWN, svg.INK
        share = (cell.score - low) / (high - low) if high > low else 0.0
        return next((fill, ink) for top, fill, ink in STEPS if share <= top + 1e-9)

    def table(self) -> Table:
        """Return one row for each thing: its scores."""
        named = (Column(f"score{at}", name) for at, name in enumerate(self.names, start=1))
        columns = (Column("what", Text(sv="Vad", en="What")), *named)
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (label, *(cell.words() for cell in cells))
            for label, cells in zip(self.rows, self.cells, strict=True)
        )
        return Table(title=self.title, columns=columns, rows=rows)
