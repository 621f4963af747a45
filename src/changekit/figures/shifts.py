"""Shifts: what moved between two plans, an arrow for each from where it was to where it is."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

import attrs

from changekit.figures import _svg as svg
from changekit.figures._calendar import month_lines
from changekit.figures._figure import Figure
from changekit.tables import Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Shift", "Shifts"]

LABEL, ROW, TOP, SIDE = 300.0, 20.0, 44.0, 92.0
LATER, EARLIER, NEW, GONE = "#8c1c13", "#00573f", "#0b4f8a", "#555555"
KINDS: dict[str, tuple[str, Text, Text]] = {
    "later": (LATER, Text(sv="senare", en="later"), Text(sv="+{n} v", en="+{n} wk")),
    "earlier": (EARLIER, Text(sv="tidigare", en="earlier"), Text(sv="−{n} v", en="−{n} wk")),
    "new": (NEW, Text(sv="ny i planen", en="new in the plan"), Text(sv="ny", en="new")),
    "gone": (GONE, Text(sv="inte längre med", en="no longer in it"), Text(sv="ute", en="out")),
    "same": (svg.INK, Text(sv="samma start, annat slut", en="same start, another end"),
             Text(sv="0 v", en="0 wk")),
}  # fmt: skip
"""By kind: its colour, its name, and what stands at the end of its row."""
NO_DAY = dt.date(2000, 1, 1)
"""Ours: where a chart without rows begins."""
BEFORE = Text(sv="starten förut", en="the start before")
AFTER = Text(sv="starten nu", en="the start now")


@attrs.frozen(kw_only=True)
class Shift:
    """One row: where something started, and where it starts now.

    Attributes:
        before: Its first day before; None where it had none.
        after: Its first day now; None where it has none.
        why: What moved it, empty where that is not told.
    """

    label: Text
    before: dt.date | None
    after: dt.date | None
    why: Text = Text()

    @property
    def weeks(self) -> int | None:
        """How many weeks later it starts; None where it starts in one of the plans alone."""
        if self.before is None or self.after is None:
            return None
        return (_monday(self.after) - _monday(self.before)).days // 7

    @property
    def kind(self) -> str:
        """What happened to it, as one of `KINDS`."""
        if self.before is None or self.after is None:
            return "new" if self.before is None else "gone"
        return "later" if (self.weeks or 0) > 0 else "earlier" if self.weeks else "same"


@attrs.frozen(kw_only=True)
class Shifts(Figure):
    """An arrow for each initiative that moved, over the months that they moved in.

    Attributes:
        note: What is not drawn, said above the rows; empty for nothing.
    """

    title: Text
    summary: Text
    shifts: tuple[Shift, ...]
    note: Text = Text()
    width: float = 1000.0

    def to_svg(self, language: str = "en") -> str:
        """Return the chart as SVG."""
        legend, high = svg.legend(self._legend(language), self.width)
        top = TOP + (16 if self.note else 0)
        height = top + ROW * len(self.shifts) + 34 + high
        first, last = self._days
        edges = (self.width - SIDE, top, height - 30 - high)
        parts = list(month_lines(first, last, self._x, edges=edges, language=language, left=LABEL))
        if self.note:
            parts.append(svg.text(4, 16, self.note.to(language), size=11))
        parts += [self._row(row, top + ROW * at, language) for at, row in enumerate(self.shifts)]
        parts.append(legend(height - 12))
        return svg.document(
            "".join(parts), width=self.width, height=height, title=self.title,
            summary=self.summary, language=language,
        )  # fmt: skip

    @property
    def _days(self) -> tuple[dt.date, dt.date]:
        """Return the first and last day drawn: whole months around all starts."""
        found = [day for it in self.shifts for day in (it.before, it.after) if day]
        first, last = min(found, default=NO_DAY), max(found, default=NO_DAY)
        after = (last.replace(day=1) + dt.timedelta(32)).replace(day=1)
        return first.replace(day=1), after - dt.timedelta(1)

    def _x(self, day: dt.date) -> float:
        first, last = self._days
        share = (day - first).days / ((last - first).days + 1)
        return LABEL + 8 + (self.width - LABEL - SIDE - 16) * share

    def _row(self, row: Shift, y: float, language: str) -> str:
        words, middle = row.label.to(language), y + ROW / 2
        colour, name, size = KINDS[row.kind]
        parts = [svg.text(4, y + 14, svg.cut(words, LABEL - 12, size=11), size=11)]
        if row.before and row.after and row.before != row.after:
            ends = self._x(row.before), self._x(row.after)
            parts.append(svg.line(ends[0], middle, ends[1], middle, stroke=colour,
                                  stroke_width="2"))  # fmt: skip
        if row.before:
            parts.append(_was(self._x(row.before), middle, colour, gone=row.after is None))
        if row.after:
            parts.append(_is(self._x(row.after), middle, colour, row.kind))
        told = size.format(n=abs(row.weeks or 0)).to(language)
        parts.append(svg.text(self.width - SIDE + 10, y + 14, told, size=11, fill=colour,
                              font_weight="bold"))  # fmt: skip
        why = f". {row.why.to(language)}" if row.why else ""
        tip = f"{words}: {row.before or '–'} → {row.after or '–'}, {name.to(language)}{why}"
        return f"<g><title>{svg.escape(tip)}</title>{''.join(parts)}</g>"

    def _legend(self, language: str) -> Iterator[svg.Marked]:
        used = {row.kind for row in self.shifts}
        if used - {"new"}:
            yield BEFORE.to(language), 14, lambda x, y: _was(x + 7, y, svg.INK, gone=False)
        for kind, (_, name, _) in KINDS.items():
            if kind in used:
                words = name.to(language)
                told = words if kind in {"gone", "same"} else f"{AFTER.to(language)}, {words}"
                yield told, 14, partial(_key, kind)

    def table(self) -> Table:
        """Return one row for each arrow."""
        columns = [
            Column("initiative", Text(sv="Förändringsinitiativ", en="Initiative")),
            Column("before", Text(sv="Förut", en="Before"), "date"),
            Column("after", Text(sv="Nu", en="Now"), "date"),
            Column("weeks", Text(sv="Veckor senare", en="Weeks later"), "number"),
            Column("what", Text(sv="Vad som hände", en="What happened")),
        ]
        told = any(row.why for row in self.shifts)
        columns += [Column("why", Text(sv="Varför", en="Why"))] if told else []
        rows = tuple(
            (it.label, it.before, it.after, it.weeks, KINDS[it.kind][1],
             *([it.why] if told else []))
            for it in self.shifts
        )  # fmt: skip
        return Table(title=self.title, columns=tuple(columns), rows=rows)


def _monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(day.weekday())


def _was(x: float, y: float, colour: str, *, gone: bool) -> str:
    """Return an empty square; crossed out where nothing follows."""
    box = svg.rect(x - 5, y - 5, 10, 10, fill=svg.PAPER, stroke=colour, stroke_width="1.5")
    if not gone:
        return box
    style = {"stroke": colour, "stroke_width": "1.5"}
    return (
        box
        + svg.line(x - 5, y - 5, x + 5, y + 5, **style)
        + svg.line(x - 5, y + 5, x + 5, y - 5, **style)
    )


def _key(kind: str, x: float, y: float) -> str:
    colour = KINDS[kind][0]
    if kind == "gone":
        return _was(x + 7, y, colour, gone=True)
    return _is(x + 7, y, colour, kind)


def _is(x: float, y: float, colour: str, kind: str) -> str:
    """Return a filled mark: pointing to where it moved, a diamond for what is new."""
    if kind == "new":
        points = [(x - 6, y), (x, y - 6), (x + 6, y), (x, y + 6)]
    else:
        way = -1 if kind == "earlier" else 1
        points = [(x - 5 * way, y - 6), (x + 6 * way, y), (x - 5 * way, y + 6)]
    return svg.shape(points, fill=colour)
