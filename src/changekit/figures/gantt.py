"""A Gantt chart: who does what from when to when, week by week."""

from __future__ import annotations

import datetime as dt
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from changekit.figures import _svg as svg
from changekit.figures._calendar import month_lines
from changekit.figures._figure import Figure
from changekit.tables import Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Bar", "BarState", "Gantt"]

BarState: TypeAlias = Literal["running", "starts", "waits", "paused", "done"]
STATES: dict[BarState, tuple[str, Text]] = {
    "running": ("#4a4a4a", Text(sv="pågår", en="running")),
    "starts": ("#00573f", Text(sv="startar utan väntan", en="starts without waiting")),
    "waits": ("#0b4f8a", Text(sv="väntar", en="waits")),
    "paused": ("#6b4a00", Text(sv="pausat", en="paused")),
    "done": ("#595959", Text(sv="klart", en="done")),
}
"""By state: the colour of its outline, and its name."""
FILLS: dict[BarState, str] = {
    "running": "#4a4a4a",
    "starts": "#00573f",
    "waits": "#d5e6f5",
    "paused": svg.PAPER,
    "done": svg.PAPER,
}
"""By state: dark, dark with a mark, light, and empty; so the states differ without colour."""
WAITED = Text(sv="kunde ha startat, väntar", en="could have started, waits")
FREEZE = Text(sv="frysperiod", en="change freeze")
LIVE = Text(sv="driftsättning", en="go-live")
PINNED = Text(sv="starten är bestämd", en="the start is fixed")
CHAIN = Text(sv="längsta kedjan", en="longest chain")
NOW = Text(sv="i dag", en="today")
WAIT = {"stroke": "#0b4f8a", "stroke_dasharray": "2 3"}
TODAY = {"stroke": "#a00000", "stroke_width": "2"}
CHAINED = {"stroke": "#7a3e00", "stroke_width": "3"}
SHADE = "#e6e6e6"
LABEL, ROW, TOP = 300.0, 18.0, 44.0


@attrs.frozen(kw_only=True)
class Bar:
    """One row of the chart.

    Attributes:
        start: The first day.
        end: The last day.
        earliest: The first day it could have started on; the wait until `start` is drawn thin.
        live: The day on which it goes live, drawn as the head of an arrow; None for no mark.
        pinned: Whether its start is fixed, drawn as a diamond before it.
        chained: Whether it lies on the longest chain, drawn as a line under it.
        freezes: Days on which it may not go live that are no freezes of the whole chart.
    """

    label: Text
    start: dt.date
    end: dt.date
    state: BarState
    group: Text = Text.plain("")
    earliest: dt.date | None = None
    live: dt.date | None = None
    pinned: bool = False
    chained: bool = False
    freezes: tuple[tuple[dt.date, dt.date], ...] = ()


@attrs.frozen(kw_only=True)
class Gantt(Figure):
    """Bars over time, in groups, in the order given.

    Attributes:
        first: The first day drawn.
        last: The last day drawn.
        freezes: Days on which nothing may go live, drawn as a shade.
        note: What is not drawn, said above the bars; empty for nothing.
    """

    title: Text
    summary: Text
    bars: tuple[Bar, ...]
    first: dt.date
    last: dt.date
    today: dt.date | None = None
    freezes: tuple[tuple[dt.date, dt.date], ...] = ()
    note: Text = Text()
    width: float = 1000.0

    def to_svg(self, language: str = "en") -> str:
        """Return the chart as SVG."""
        rows = list(self._rows())
        legend, high = svg.legend(self._legend(language), self.width)
        height = TOP + ROW * len(rows) + 34 + high
        bottom = height - 30 - high
        months = month_lines(
            self.first, self.last, self._x, edges=(self.width, TOP, bottom), language=language,
            left=LABEL,
        )  # fmt: skip
        parts = [*self._closed(self.freezes, TOP - 6, bottom - TOP + 6), *months]
        if self.note:
            parts.append(svg.text(4, TOP - 12, self.note.to(language), size=11))
        for at, row in enumerate(rows):
            parts.append(self._row(row, TOP + ROW * at, language))
        if self.today and self.first <= self.today <= self.last:
            x = self._x(self.today)
            parts.append(svg.line(x, TOP - 6, x, bottom, **TODAY))
        parts.append(legend(height - 12))
        return svg.document(
            "".join(parts), width=self.width, height=height, title=self.title,
            summary=self.summary, language=language,
        )  # fmt: skip

    def _rows(self) -> Iterator[Text | Bar]:
        for group, bars in groupby(self.bars, key=lambda bar: bar.group):
            if group:
                yield group
            yield from bars

    def _x(self, day: dt.date) -> float:
        days = (self.last - self.first).days + 1
        inside = min(max((day - self.first).days, 0), days)
        return LABEL + (self.width - LABEL - 10) * inside / days

    def _row(self, row: Text | Bar, y: float, language: str) -> str:
        if isinstance(row, Text):
            words = svg.cut(row.to(language), LABEL - 10)
            return svg.text(4, y + 13, words, font_weight="bold")
        words = row.label.to(language)
        bold = {"font_weight": "bold"} if row.chained else {}
        label = svg.text(14, y + 13, svg.cut(words, LABEL - 24, size=11), size=11, **bold)
        left, right = self._x(row.start), self._x(row.end + dt.timedelta(1))
        parts = [label, *self._closed(row.freezes, y, ROW)]
        if row.earliest and row.earliest < row.start:
            parts.append(svg.line(self._x(row.earliest), y + 9, left, y + 9, **WAIT))
        parts.append(_box(left, y + 3, max(right - left, 2), ROW - 6, row.state))
        if row.chained:
            parts.append(svg.line(left, y + ROW - 1, right, y + ROW - 1, **CHAINED))
        if row.pinned and self.first <= row.start:
            parts.append(_pin(left - 6, y + 9))
        if row.live and self.first <= row.live <= self.last:
            parts.append(_arrow(self._x(row.live + dt.timedelta(1)), y + 9))
        return f"<g><title>{svg.escape(_told(row, language))}</title>{''.join(parts)}</g>"

    def _closed(
        self, freezes: tuple[tuple[dt.date, dt.date], ...], y: float, high: float
    ) -> Iterator[str]:
        for first, last in freezes:
            if last >= self.first and first <= self.last:
                left, right = self._x(first), self._x(last + dt.timedelta(1))
                yield svg.rect(left, y, right - left, high, fill=SHADE)

    def _legend(self, language: str) -> Iterator[svg.Marked]:
        """Give what the legend says: the states that there are, and the marks."""
        for state in sorted({bar.state for bar in self.bars}, key=list(STATES).index):
            yield STATES[state][1].to(language), 20, partial(_key, state)
        bars = self.bars
        if any(bar.earliest and bar.earliest < bar.start for bar in bars):
            yield WAITED.to(language), 20, lambda x, y: svg.line(x, y, x + 20, y, **WAIT)
        if any(bar.live for bar in bars):
            yield LIVE.to(language), 8, _arrow
        if any(bar.pinned for bar in bars):
            yield PINNED.to(language), 10, lambda x, y: _pin(x + 5, y)
        if any(bar.chained for bar in bars):
            yield CHAIN.to(language), 20, lambda x, y: svg.line(x, y, x + 20, y, **CHAINED)
        if self.freezes or any(bar.freezes for bar in bars):
            shade = {"fill": SHADE, "stroke": svg.SOFT}
            yield FREEZE.to(language), 16, lambda x, y: svg.rect(x, y - 6, 16, 11, **shade)
        if self.today:
            yield NOW.to(language), 8, lambda x, y: svg.line(x + 4, y - 7, x + 4, y + 6, **TODAY)

    def groups(self) -> tuple[Gantt, ...]:
        """Return one chart for each group, over the same days."""
        order = list(dict.fromkeys(bar.group for bar in self.bars))
        return tuple(
            attrs.evolve(
                self,
                title=group or self.title,
                bars=tuple(attrs.evolve(b, group=Text()) for b in self.bars if b.group == group),
            )
            for group in order
        )

    def table(self) -> Table:
        """Return one row for each bar; columns that say nothing of any bar are left out."""
        cells = (
            (Column("initiative", Text(sv="Förändringsinitiativ", en="Initiative")), "label"),
            (Column("group", Text(sv="Enhet", en="Unit")), "group"),
            (Column("state", Text(sv="Läge", en="State")), "state"),
            (Column("start", Text(sv="Start", en="Start"), "date"), "start"),
            (Column("end", Text(sv="Slut", en="End"), "date"), "end"),
            (Column("pinned", Text(sv="Starten är bestämd", en="The start is fixed")), "pinned"),
            (Column("chain", Text(sv="På längsta kedjan", en="On the longest chain")), "chained"),
        )
        sparse = {name for name in ("group", "pinned", "chained")
                  if not any(getattr(bar, name) for bar in self.bars)}  # fmt: skip
        kept = [(column, name) for column, name in cells if name not in sparse]
        rows = tuple(
            tuple(
                STATES[bar.state][1] if name == "state" else getattr(bar, name) for _, name in kept
            )
            for bar in self.bars
        )
        return Table(title=self.title, columns=tuple(column for column, _ in kept), rows=rows)


def _told(bar: Bar, language: str) -> str:
    """Return what a row says where a pointer rests on it."""
    marks = [STATES[bar.state][1]]
    marks += [PINNED] if bar.pinned else []
    marks += [CHAIN] if bar.chained else []
    said = ", ".join(mark.to(language) for mark in marks)
    live = f", {LIVE.to(language)} {bar.live}" if bar.live else ""
    return f"{bar.label.to(language)}: {bar.start} – {bar.end}, {said}{live}"


def _key(state: BarState, x: float, y: float) -> str:
    return _box(x, y - 6, 20, 11, state)


def _arrow(x: float, y: float) -> str:
    return svg.shape([(x, y - 5), (x + 8, y), (x, y + 5)], fill=svg.INK)


def _pin(x: float, y: float) -> str:
    corners = [(x - 5, y), (x, y - 5), (x + 5, y), (x, y + 5)]
    return svg.shape(corners, fill=svg.INK)


def _box(x: float, y: float, width: float, height: float, state: BarState) -> str:
    """Return a bar: running dark, starting dark with a mark, waiting light, the rest empty."""
    dashes = {"stroke_dasharray": "3 2"} if state == "paused" else {}
    bar = svg.rect(x, y, width, height, fill=FILLS[state], stroke=STATES[state][0], **dashes)
    if state != "starts" or width < 10:
        return bar
    middle = y + height / 2
    return bar + svg.shape(
        [(x + 3, middle - 3.5), (x + 9, middle), (x + 3, middle + 3.5)], fill=svg.PAPER
    )
