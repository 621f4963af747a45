"""A tornado: what moves a figure most, as bars from its lowest to its highest, longest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.figures import _svg as svg
from changekit.figures._figure import Figure
from changekit.tables import Cell, Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Swing", "Tornado"]

LABEL, ROW, TOP, SIDE = 260.0, 24.0, 30.0, 90.0


@attrs.frozen(kw_only=True)
class Swing:
    """What one thing does to a figure when it goes from one end to the other.

    Attributes:
        ends: What it is at its lower and its upper end, as people read it.
        values: The figure at these two ends.
        ranks: The rank at these two ends.
    """

    label: Text
    ends: tuple[Text, Text]
    values: tuple[float, float]
    ranks: tuple[int, int]

    @property
    def size(self) -> float:
        """How far the figure moves."""
        return abs(self.values[1] - self.values[0])


@attrs.frozen(kw_only=True)
class Tornado(Figure):
    """Bars around the figure as it is now."""

    title: Text
    summary: Text
    middle: float
    rank: int
    swings: tuple[Swing, ...]
    width: float = 1000.0

    def to_svg(self, language: str = "en") -> str:
        """Return the chart as SVG."""
        height = TOP + ROW * len(self.swings) + 14
        x = self._x(self.middle)
        words = f"{_decimals(self.middle, language)} ({self.rank})"
        parts = [
            svg.text(x, TOP - 12, words, size=11, text_anchor="middle"),
            *(part for at, it in enumerate(self.swings) for part in self._row(it, at, language)),
            svg.line(x, TOP - 6, x, height - 8, stroke=svg.INK, stroke_width="1.5"),
        ]
        return svg.document(
            "".join(parts), width=self.width, height=height, title=self.title,
            summary=self.summary, language=language,
        )  # fmt: skip

    def _row(self, swing: Swing, at: int, language: str) -> Iterator[str]:
        y = TOP + ROW * at
        label = svg.cut(swing.label.to(language), LABEL - 12)
        yield svg.text(4, y + 15, label)
        ends = sorted(zip(swing.values, swing.ranks, (0, 1), strict=True))
        low, high = (self._x(value) for value, _, _ in ends)
        yield svg.rect(low, y + 3, max(high - low, 1), ROW - 7, fill="#9cc3e6", stroke="#0b4f8a")
        anchors = ((low - 5, "end"), (high + 5, "start"))
        for (value, rank, end), (x, anchor) in zip(ends, anchors, strict=True):
            words = f"{_decimals(value, language)} ({rank})"
            tip = f"{swing.label.to(language)} {swing.ends[end].to(language)}: {words}"
            text = svg.text(x, y + 15, words, size=11, text_anchor=anchor)
            yield f"<g><title>{svg.escape(tip)}</title>{text}</g>"

    def _x(self, value: float) -> float:
        every = [self.middle, *(number for it in self.swings for number in it.values)]
        low, high = min(every), max(every)
        room = self.width - LABEL - 2 * SIDE
        return LABEL + SIDE + (room * (value - low) / (high - low) if high > low else room / 2)

    def table(self) -> Table:
        """Return one row for each bar: its ends, and the figure and the rank there."""
        columns = (
            Column("what", Text(sv="Vad", en="What")),
            Column("low", Text(sv="Från", en="From")),
            Column("low_score", Text(sv="Poäng då", en="Score then"), "number", 3),
            Column("low_rank", Text(sv="Plats då", en="Rank then"), "number"),
            Column("high", Text(sv="Till", en="To")),
            Column("high_score", Text(sv="Poäng då", en="Score then"), "number", 3),
            Column("high_rank", Text(sv="Plats då", en="Rank then"), "number"),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                it.label, it.ends[0], it.values[0], it.ranks[0],
                it.ends[1], it.values[1], it.ranks[1],
            )
            for it in self.swings
        )  # fmt: skip
        return Table(title=self.title, columns=columns, rows=rows)


def _decimals(value: float, language: str) -> str:
    words = f"{value:.3f}"
    return words.replace(".", ",").replace("-", "\u2212") if language == "sv" else words
