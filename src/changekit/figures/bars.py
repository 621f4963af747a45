"""Bars for a ranking, with the interval that unknown values leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.figures import _svg as svg
from changekit.figures._figure import Figure
from changekit.tables import Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["RankBar", "RankBars"]

LABEL, ROW, TOP = 300.0, 20.0, 12.0


@attrs.frozen(kw_only=True)
class RankBar:
    """One bar: a value, and between which ends it lies."""

    label: Text
    value: float | None
    low: float
    high: float


@attrs.frozen(kw_only=True)
class RankBars(Figure):
    """Bars in the order given, longest scale first."""

    title: Text
    summary: Text
    bars: tuple[RankBar, ...]
    width: float = 1000.0

    def to_svg(self, language: str = "en") -> str:
        """Return the chart as SVG."""
        height = TOP + ROW * len(self.bars) + 10
        parts = (part for at, bar in enumerate(self.bars) for part in self._row(bar, at, language))
        return svg.document(
            "".join(parts), width=self.width, height=height, title=self.title,
            summary=self.summary, language=language,
        )  # fmt: skip

    def _row(self, bar: RankBar, at: int, language: str) -> Iterator[str]:
        y = TOP + ROW * at
        yield svg.text(4, y + 13, svg.cut(bar.label.to(language), LABEL - 12, size=11), size=11)
        if bar.value is not None:
            yield svg.rect(
                LABEL, y + 3, self._length(bar.value), ROW - 7, fill="#9cc3e6", stroke="#0b4f8a"
            )
        if bar.high > bar.low:
            low, high, middle = self._length(bar.low), self._length(bar.high), y + ROW / 2 - 0.5
            style = {"stroke": svg.INK, "stroke_width": "1.5"}
            yield svg.line(LABEL + low, middle, LABEL + high, middle, **style)
            for end in (low, high):
                yield svg.line(LABEL + end, middle - 5, LABEL + end, middle + 5, **style)
        words = "?" if bar.value is None else f"{bar.value:.2f}"
        words = words.replace(".", ",") if language == "sv" else words
        end = max(
            self._length(bar.value or 0.0), self._length(bar.high) if bar.high > bar.low else 0
        )
        yield svg.text(LABEL + end + 6, y + 13, words, size=11)

    def _length(self, value: float) -> float:
        top = max((max(bar.high, bar.value or 0.0) for bar in self.bars), default=0.0)
        return (self.width - LABEL - 60) * max(0.0, value) / top if top > 0 else 0.0

    def table(self) -> Table:
        """Return one row for each bar."""
        columns = (
            Column("label", Text(sv="Förändringsinitiativ", en="Initiative")),
            Column("value", Text(sv="Värde", en="Score"), "number", 2),
            Column("low", Text(sv="Lägst", en="Lowest"), "number", 2),
            Column("high", Text(sv="Högst", en="Highest"), "number", 2),
        )
        rows = tuple((bar.label, bar.value, bar.low, bar.high) for bar in self.bars)
        return Table(title=self.title, columns=columns, rows=rows)
