"""A saturation line: what a unit is asked for in each period, against what it can carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.figures import _svg as svg
from changekit.figures._figure import Figure
from changekit.tables import Cell, Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Saturation", "SaturationPeriod"]

LEFT, TOP, HEIGHT, FOOT = 52.0, 24.0, 220.0, 62.0
LINE_COLOUR = "#8c1c13"
PARTS: tuple[tuple[str, str, Text], ...] = (
    ("usual", "#c9c9c9", Text(sv="toppar i vardagen", en="business as usual")),
    ("preparation", "#b3d0ea", Text(sv="före driftsättning", en="before go-live")),
    ("go_live", "#1f4e79", Text(sv="vid driftsättning", en="at go-live")),
    ("settling", "#dff0e4", Text(sv="efter driftsättning", en="settling in")),
)
"""Ours: the parts of a bar from below, with their colours; each also has an own lightness."""
LINE = Text(sv="orkar", en="can carry")
OVER = Text(sv="för mycket i någon vecka", en="too much in some week")


@attrs.frozen(kw_only=True)
class SaturationPeriod:
    """One period: loads of a week on average, and what can be carried.

    Attributes:
        usual: What peaks of business as usual take.
        preparation: What changes ask for before their go-live.
        go_live: The same at go-live, and `settling` after it.
        capacity: What can be carried in all, business as usual included; None where unknown.
        over: Whether some week of it is too much.
    """

    label: str
    usual: float
    preparation: float
    go_live: float
    settling: float
    capacity: float | None
    over: bool

    @property
    def total(self) -> float:
        """All that is asked for."""
        return self.usual + self.preparation + self.go_live + self.settling


@attrs.frozen(kw_only=True)
class Saturation(Figure):
    """A stacked bar for each period under the line of what can be carried."""

    title: Text
    summary: Text
    periods: tuple[SaturationPeriod, ...]
    width: float = 1000.0

    def to_svg(self, language: str = "en") -> str:
        """Return the chart as SVG."""
        parts = [
            *self._scale(language), *self._bars(language), *self._line(), *self._legend(language)
        ]  # fmt: skip
        return svg.document(
            "".join(parts), width=self.width, height=TOP + HEIGHT + FOOT, title=self.title,
            summary=self.summary, language=language,
        )  # fmt: skip

    @property
    def _column(self) -> float:
        return (self.width - LEFT - 8) / max(1, len(self.periods))

    @property
    def _most(self) -> float:
        heights = [max(item.total, item.capacity or 0.0) for item in self.periods]
        return 1.08 * max(heights, default=0.0) or 1.0

    def _y(self, value: float) -> float:
        return TOP + HEIGHT * (1 - value / self._most)

    def _scale(self, language: str) -> Iterator[str]:
        step = _step(self._most)
        at = 0.0
        while at <= self._most:
            y = self._y(at)
            yield svg.line(LEFT, y, self.width - 8, y)
            yield svg.text(LEFT - 6, y + 4, _number(at, language), size=11, fill=svg.SOFT,
                           text_anchor="end")  # fmt: skip
            at += step
        every = max(1, round(58 / self._column + 0.49))
        for place, item in enumerate(self.periods):
            x = LEFT + place * self._column + 2
            if place % every == 0 and x + svg.length(item.label) <= self.width:
                yield svg.text(x, TOP + HEIGHT + 16, item.label, size=11, fill=svg.SOFT)

    def _bars(self, language: str) -> Iterator[str]:
        wide = self._column
        gap = min(4.0, wide * 0.15)
        for place, item in enumerate(self.periods):
            x, below, boxes = LEFT + place * wide + gap, 0.0, []
            for name, fill, _ in PARTS:
                load = getattr(item, name)
                if load > 0:
                    y = self._y(below + load)
                    style = {"fill": fill, "stroke": svg.SOFT, "stroke_width": "0.5"}
                    boxes.append(svg.rect(x, y, wide - 2 * gap, self._y(below) - y, **style))
                below += load
            if item.over:
                boxes.append(
                    svg.text(x + wide / 2 - gap, self._y(below) - 4, "!", size=13,
                             fill=LINE_COLOUR, font_weight="bold", text_anchor="middle")
                )  # fmt: skip
            yield f"<g><title>{svg.escape(_told(item, language))}</title>{''.join(boxes)}</g>"

    def _line(self) -> Iterator[str]:
        before: float | None = None
        style = {"stroke": LINE_COLOUR, "stroke_width": "2"}
        for place, item in enumerate(self.periods):
            x = LEFT + place * self._column
            if item.capacity is not None:
                y = self._y(item.capacity)
                if before is not None and before != y:
                    yield svg.line(x, before, x, y, **style)
                yield svg.line(x, y, x + self._column, y, **style)
                before = y
            else:
                before = None

    def _legend(self, language: str) -> Iterator[str]:
        x, y = LEFT, TOP + HEIGHT + 44
        for part, fill, name in PARTS:
            if not any(getattr(item, part) for item in self.periods):
                continue
            words = name.to(language)
            yield svg.rect(x, y - 11, 16, 13, fill=fill, stroke=svg.SOFT)
            yield svg.text(x + 21, y, words, size=11)
            x += 43 + svg.length(words)
        words = LINE.to(language)
        yield svg.line(x, y - 4, x + 18, y - 4, stroke=LINE_COLOUR, stroke_width="2")
        yield svg.text(x + 23, y, words, size=11)
        x += 45 + svg.length(words)
        yield svg.text(x, y, "!", size=13, fill=LINE_COLOUR, font_weight="bold")
        yield svg.text(x + 10, y, OVER.to(language), size=11)

    def table(self) -> Table:
        """Return one row for each period."""
        columns = (
            Column("period", Text(sv="Period", en="Period")),
            *(Column(name, _capital(words), "number", 2) for name, _, words in PARTS),
            Column("total", Text(sv="I allt", en="In all"), "number", 2),
            Column("capacity", _capital(LINE), "number", 2),
            Column("over", _capital(OVER)),
        )
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (item.label, item.usual, item.preparation, item.go_live, item.settling, item.total,
             item.capacity, item.over)
            for item in self.periods
        )  # fmt: skip
        return Table(title=self.title, columns=columns, rows=rows)


def _told(item: SaturationPeriod, language: str) -> str:
    parts = [
        f"{name.to(language)} {_number(getattr(item, part), language)}"
        for part, _, name in PARTS
        if getattr(item, part)
    ]
    there = "?" if item.capacity is None else _number(item.capacity, language)
    return f"{item.label}: {', '.join([*parts, f'{LINE.to(language)} {there}'])}"


def _step(most: float) -> float:
    """Return how far apart the lines of the scale are: about four of them, at 1, 2 or 5."""
    size = 1.0
    while size * 10 <= most / 4:
        size *= 10
    while size > most / 4:
        size /= 10
    return next(size * by for by in (5, 2, 1) if size * by <= most / 3 or by == 1)


def _number(value: float, language: str) -> str:
    words = f"{round(value, 2):g}"
    return words.replace(".", ",") if language == "sv" else words


def _capital(text: Text) -> Text:
    return Text({code: f"{words[:1].upper()}{words[1:]}" for code, words in text.entries})
