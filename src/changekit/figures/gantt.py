"""A Gantt chart: who does what from when to when, week by week."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from changekit.figures import _svg as svg
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
NOW = Text(sv="i dag", en="today")
WAIT = {"stroke": "#0b4f8a", "stroke_dasharray": "2 3"}
TODAY = {"stroke": "#a00000", "stroke_width": "2"}
SHADE = "#e6e6e6"
LABEL, ROW, TOP, MONTH = 300.0, 18.0, 44.0, 4.345


@attrs.frozen(kw_only=True)
class Bar:
    """One row of the chart.

    Attributes:
        start: The first day.
        end: The last day.
        earliest: The first day it could have started on; the wait until `start` is drawn thin.
    """

    label: Text
    start: dt.date
    end: dt.date
    state: BarState
    group: Text = Text.plain("")
    earliest: dt.date | None = None


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
        height = TOP + ROW * len(rows) + 34
        parts = [*self._shades(height), *self._months(height, language)]
        if self.note:
            parts.append(svg.text(4, TOP - 12, self.note.to(language), size=11))
        for at, row in enumerate(rows):
            parts.append(self._row(row, TOP + ROW * at, language))
        if self.today and self.first <= self.today <= self.last:
            x = self._x(self.today)
            parts.append(svg.line(x, TOP - 6, x, height - 30, **TODAY))
        parts.append(self._legend(height - 12, language))
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
        label = svg.text(14, y + 13, svg.cut(row.label.to(language), LABEL - 24, size=11), size=11)
        name = STATES[row.state][1]
        left, right = self._x(row.start), self._x(row.end + dt.timedelta(1))
        tip = f"{row.label.to(language)}: {row.start} – {row.end}, {name.to(language)}"
        wait = ""
        if row.earliest and row.earliest < row.start:
            wait = svg.line(self._x(row.earliest), y + 9, left, y + 9, **WAIT)
        bar = _box(left, y + 3, max(right - left, 2), ROW - 6, row.state)
        return f"<g><title>{svg.escape(tip)}</title>{label}{wait}{bar}</g>"

    def _shades(self, height: float) -> Iterator[str]:
        for first, last in self.freezes:
            if last >= self.first and first <= self.last:
                left, right = self._x(first), self._x(last + dt.timedelta(1))
                yield svg.rect(left, TOP - 6, right - left, height - TOP - 24, fill=SHADE)

    def _months(self, height: float, language: str) -> Iterator[str]:
        months = max(1.0, (self.last - self.first).days / 7 / MONTH)
        step = next((n for n in (1, 2, 3, 6) if months / n <= 13), 12)
        yield svg.line(0, TOP - 6, self.width, TOP - 6)
        days = [day for day in _firsts(self.first, self.last) if (day.month - 1) % step == 0]
        later = [day for day in days if day > self.first]
        room = (self._x(later[0]) if later else self.width) - LABEL
        whole = _month_name(self.first, language, year=True)
        short = _month_name(self.first, language)
        names = (name for name in (whole, short) if svg.length(name) + 8 < room)
        if name := next(names, ""):
            yield svg.text(LABEL + 3, TOP - 12, name, size=11, fill=svg.SOFT)
        for day in days:
            x, name = self._x(day), _month_name(day, language)
            yield svg.line(x, TOP - 6, x, height - 30)
            if day > self.first and x + 3 + svg.length(name) <= self.width:
                yield svg.text(x + 3, TOP - 12, name, size=11, fill=svg.SOFT)

    def _legend(self, y: float, language: str) -> str:
        parts, x = [], 4.0
        for state in sorted({bar.state for bar in self.bars}, key=list(STATES).index):
            parts.append(_box(x, y - 10, 20, 11, state))
            words = STATES[state][1].to(language)
            parts.append(svg.text(x + 25, y, words, size=11))
            x += 47 + svg.length(words)
        if any(bar.earliest and bar.earliest < bar.start for bar in self.bars):
            parts.append(svg.line(x, y - 4, x + 20, y - 4, **WAIT))
            parts.append(svg.text(x + 25, y, WAITED.to(language), size=11))
            x += 47 + svg.length(WAITED.to(language))
        if self.freezes:
            parts.append(svg.rect(x, y - 10, 16, 11, fill=SHADE, stroke=svg.SOFT))
            parts.append(svg.text(x + 21, y, FREEZE.to(language), size=11))
            x += 43 + svg.length(FREEZE.to(language))
        if self.today:
            parts.append(svg.line(x + 4, y - 11, x + 4, y + 2, **TODAY))
            parts.append(svg.text(x + 12, y, NOW.to(language), size=11))
        return "".join(parts)

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
        """Return one row for each bar; its group is left out where no bar has one."""
        cells = (
            (Column("initiative", Text(sv="Förändringsinitiativ", en="Initiative")), "label"),
            (Column("group", Text(sv="Enhet", en="Unit")), "group"),
            (Column("state", Text(sv="Läge", en="State")), "state"),
            (Column("start", Text(sv="Start", en="Start"), "date"), "start"),
            (Column("end", Text(sv="Slut", en="End"), "date"), "end"),
        )
        grouped = any(bar.group for bar in self.bars)
        kept = [(column, name) for column, name in cells if grouped or name != "group"]
        rows = tuple(
            tuple(
                STATES[bar.state][1] if name == "state" else getattr(bar, name) for _, name in kept
            )
            for bar in self.bars
        )
        return Table(title=self.title, columns=tuple(column for column, _ in kept), rows=rows)


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


def _firsts(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Go through the first days of months from one day to another."""
    day = first if first.day == 1 else (first.replace(day=1) + dt.timedelta(32)).replace(day=1)
    while day <= last:
        yield day
        day = (day + dt.timedelta(32)).replace(day=1)


def _month_name(day: dt.date, language: str, *, year: bool = False) -> str:
    names = {
        "sv": "jan feb mars apr maj juni juli aug sep okt nov dec",
        "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    }
    name = names.get(language, names["en"]).split()[day.month - 1]
    return f"{name} {day.year}" if year or day.month == 1 else name
