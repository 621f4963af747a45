"""A heat map of load against capacity: who is over when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.figures import _svg as svg
from changekit.figures._figure import Figure
from changekit.tables import Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["HeatCell", "HeatMap"]

LABEL, ROW, TOP = 250.0, 22.0, 30.0
UNKNOWN = "#ececec"
UNKNOWN_NAME = Text(sv="belastning, okänd kapacitet", en="load, capacity not known")
STEPS: tuple[tuple[float, str, str, Text], ...] = (
    (0.0, "#ffffff", "#1a1a1a", Text(sv="inget", en="none")),
    (0.5, "#e3eef8", "#1a1a1a", Text(sv="till hälften", en="up to half")),
    (0.85, "#b3d0ea", "#1a1a1a", Text(sv="till 85 %", en="up to 85%")),
    (1.0, "#f6d68a", "#1a1a1a", Text(sv="nästan fullt", en="nearly full")),
    (float("inf"), "#8c1c13", "#ffffff", Text(sv="över", en="over")),
)
"""Ours: up to which share of capacity a colour holds; over capacity is marked `!` as well."""


@attrs.frozen(kw_only=True)
class HeatCell:
    """Load and capacity of one unit in one period; None where the capacity is not known."""

    load: float
    capacity: float | None

    @property
    def share(self) -> float | None:
        """Load as a share of capacity; None where nothing is known."""
        if self.capacity is None:
            return None
        if self.capacity <= 0:
            return 0.0 if self.load <= 0 else float("inf")
        return self.load / self.capacity


@attrs.frozen(kw_only=True)
class HeatMap(Figure):
    """One row for each unit, one column for each period."""

    title: Text
    summary: Text
    rows: tuple[Text, ...]
    periods: tuple[str, ...]
    cells: tuple[tuple[HeatCell, ...], ...]
    width: float = 1000.0

    def to_svg(self, language: str = "en") -> str:
        """Return the map as SVG."""
        height = TOP + ROW * len(self.rows) + 40
        parts = [*self._heads(), *self._body(language), *self._legend(height - 14, language)]
        return svg.document(
            "".join(parts), width=self.width, height=height, title=self.title,
            summary=self.summary, language=language,
        )  # fmt: skip

    @property
    def _column(self) -> float:
        return (self.width - LABEL - 4) / max(1, len(self.periods))

    def _heads(self) -> Iterator[str]:
        every = max(1, round(58 / self._column + 0.49))
        for at, period in enumerate(self.periods):
            x = LABEL + at * self._column + 2
            if at % every == 0 and x + svg.length(period) <= self.width:
                yield svg.text(x, TOP - 8, period, size=11, fill=svg.SOFT)

    def _body(self, language: str) -> Iterator[str]:
        for at, (label, cells) in enumerate(zip(self.rows, self.cells, strict=True)):
            y = TOP + ROW * at
            words = svg.cut(label.to(language), LABEL - 10)
            yield svg.text(4, y + 15, words)
            for column, cell in enumerate(cells):
                yield self._cell(cell, LABEL + column * self._column, y, label, column, language)

    def _cell(
        self, cell: HeatCell, x: float, y: float, label: Text, column: int, language: str
    ) -> str:
        fill, ink = _colour(cell)
        capacity = "?" if cell.capacity is None else f"{cell.capacity:g}"
        tip = f"{label.to(language)}, {self.periods[column]}: {cell.load:g} / {capacity}"
        box = svg.rect(x, y, self._column, ROW, fill=fill, stroke=svg.LINE)
        words, weight = "", "normal"
        if cell.share is None and cell.load:
            words = _words(cell).to(language).split("/")[0]
        elif cell.share is not None and cell.share > 1.0 + 1e-9:
            words, weight = "!", "bold"
        mark = svg.text(
            x + self._column / 2, y + 15, words, size=11, fill=ink, text_anchor="middle",
            font_weight=weight,
        )  # fmt: skip
        mark = mark if words else ""
        return f"<g><title>{svg.escape(tip)}</title>{box}{mark}</g>"

    def _legend(self, y: float, language: str) -> Iterator[str]:
        x = LABEL
        for _, fill, ink, name in STEPS:
            words = name.to(language)
            yield svg.rect(x, y - 11, 16, 13, fill=fill, stroke=svg.SOFT)
            if fill == STEPS[-1][1]:
                yield svg.text(x + 8, y, "!", fill=ink, size=11, text_anchor="middle")
            yield svg.text(x + 21, y, words, size=11)
            x += 43 + svg.length(words)
        if any(cell.share is None for cells in self.cells for cell in cells):
            yield svg.rect(x, y - 11, 16, 13, fill=UNKNOWN, stroke=svg.SOFT)
            yield svg.text(x + 8, y, "1", size=11, text_anchor="middle")
            yield svg.text(x + 21, y, UNKNOWN_NAME.to(language), size=11)

    def table(self) -> Table:
        """Return one row for each unit: load of capacity in each period."""
        periods = tuple(Column(name, Text.plain(name)) for name in self.periods)
        columns = (Column("unit", Text(sv="Enhet", en="Unit")), *periods)
        rows = tuple(
            (label, *(_words(cell) for cell in cells))
            for label, cells in zip(self.rows, self.cells, strict=True)
        )
        return Table(title=self.title, columns=columns, rows=rows)


def _colour(cell: HeatCell) -> tuple[str, str]:
    share = cell.share
    if share is None:
        return (UNKNOWN, svg.INK)
    return next((fill, ink) for top, fill, ink, _ in STEPS if share <= top + 1e-9)


def _words(cell: HeatCell) -> Text:
    load = f"{cell.load:.1f}".removesuffix(".0")
    capacity = "?" if cell.capacity is None else f"{cell.capacity:.1f}".removesuffix(".0")
    over = cell.share is not None and cell.share > 1 + 1e-9
    words = f"{load}/{capacity}{' !' if over else ''}"
    return Text(sv=words.replace(".", ","), en=words)
