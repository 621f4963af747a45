"""Stacked bars: how many of each state stand in each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.figures import _svg as svg
from changekit.figures._figure import Figure
from changekit.tables import Cell, Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Stack", "Stacks"]

LABEL, ROW, TOP = 250.0, 24.0, 8.0
FILLS: tuple[tuple[str, str], ...] = (
    ("#4a4a4a", "#ffffff"),
    ("#00573f", "#ffffff"),
    ("#d5e6f5", "#1a1a1a"),
    ("#ffffff", "#1a1a1a"),
    ("#f6d68a", "#1a1a1a"),
    ("#e6e6e6", "#1a1a1a"),
)
"""Ours: fill and ink of each part in turn; the number inside tells the parts apart as well."""


@attrs.frozen(kw_only=True)
class Stack:
    """One row: a count for each part."""

    label: Text
    counts: tuple[int, ...]


@attrs.frozen(kw_only=True)
class Stacks(Figure):
    """Rows of counts, drawn side by side on one scale.

    Attributes:
        parts: What the counts of each row are of, in order; at most six.
        heading: What the rows are.
    """

    title: Text
    summary: Text
    heading: Text
    parts: tuple[Text, ...] = attrs.field(validator=attrs.validators.max_len(len(FILLS)))
    rows: tuple[Stack, ...]
    width: float = 1000.0

    def to_svg(self, language: str = "en") -> str:
        """Return the chart as SVG."""
        height = TOP + ROW * len(self.rows) + 34
        parts = [part for at, row in enumerate(self.rows) for part in self._row(row, at, language)]
        parts += self._legend(height - 12, language)
        return svg.document(
            "".join(parts), width=self.width, height=height, title=self.title,
            summary=self.summary, language=language,
        )  # fmt: skip

    def _row(self, row: Stack, at: int, language: str) -> Iterator[str]:
        most = max(1, *(sum(item.counts) for item in self.rows))
        scale = (self.width - LABEL - 50) / most
        x, y = LABEL, TOP + ROW * at
        yield svg.text(4, y + 15, svg.cut(row.label.to(language), LABEL - 10))
        for part, count, (fill, ink) in zip(self.parts, row.counts, FILLS, strict=False):
            wide = count * scale
            tip = svg.escape(f"{row.label.to(language)}, {part.to(language)}: {count}")
            box = svg.rect(x, y + 2, wide, ROW - 5, fill=fill, stroke=svg.INK) if count else ""
            style = {"fill": ink, "text_anchor": "middle"}
            words = svg.text(x + wide / 2, y + 15, str(count), size=11, **style)
            room = wide > 8 * len(str(count))
            yield f"<g><title>{tip}</title>{box}{words if room else ''}</g>" if count else ""
            x += wide
        yield svg.text(x + 6, y + 15, str(sum(row.counts)), size=11, font_weight="bold")

    def _legend(self, y: float, language: str) -> Iterator[str]:
        x = LABEL
        for part, (fill, _) in zip(self.parts, FILLS, strict=False):
            words = part.to(language)
            yield svg.rect(x, y - 11, 16, 13, fill=fill, stroke=svg.INK)
            yield svg.text(x + 21, y, words, size=11)
            x += 43 + svg.length(words)

    def table(self) -> Table:
        """Return one row for each row of the chart, with its sum."""
        columns = (
            Column("row", self.heading),
            *(Column(f"part{at}", part, "number") for at, part in enumerate(self.parts, start=1)),
            Column("sum", Text(sv="Summa", en="Sum"), "number"),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (row.label, *row.counts, sum(row.counts)) for row in self.rows
        )
        return Table(title=self.title, columns=columns, rows=rows)
