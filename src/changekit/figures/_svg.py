"""Small parts that every figure is drawn with.

Colours: the states use dark tones whose contrast to white is at least 4.5 to 1 (WCAG 2.1, 1.4.3),
and each state has a pattern or a mark too, so that no meaning rests on colour alone (1.4.1).
"""

from __future__ import annotations

import hashlib
import textwrap
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from changekit.text import Text

__all__ = [
    "INK",
    "LINE",
    "PAPER",
    "SOFT",
    "bow",
    "curve",
    "cut",
    "document",
    "escape",
    "legend",
    "length",
    "line",
    "number",
    "rect",
    "shape",
    "text",
    "wrap",
]

NARROW, SLIM, WIDE = frozenset("iljI.,:;!'|"), frozenset("frt ()-–/?"), frozenset("mwMW%@")
LEGEND_LINE = 18.0
INK, SOFT, LINE, PAPER = "#1a1a1a", "#555555", "#c8c8c8", "#ffffff"
FONT = "system-ui, 'Segoe UI', 'DejaVu Sans', Arial, sans-serif"


def number(value: float) -> str:
    """Return a coordinate in as few characters as needed.

    >>> number(3.0), number(2.345)
    ('3', '2.3')
    """
    return f"{value:.1f}".removesuffix(".0")


def rect(x: float, y: float, width: float, height: float, **style: str) -> str:
    """Return a rectangle; style names are written with `_` for `-`."""
    box = zip(("x", "y", "width", "height"), (x, y, width, height), strict=True)
    return f"<rect{_attributes(box)}{_style(style)}/>"


def line(x1: float, y1: float, x2: float, y2: float, **style: str) -> str:
    """Return a straight line."""
    ends = zip(("x1", "y1", "x2", "y2"), (x1, y1, x2, y2), strict=True)
    style = {"stroke": LINE, **style}
    return f"<line{_attributes(ends)}{_style(style)}/>"


def shape(points: Iterable[tuple[float, float]], **style: str) -> str:
    """Return a closed shape through points."""
    corners = "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return f'<path d="M{corners}Z"{_style(style)}/>'


def curve(points: Sequence[tuple[float, float]], **style: str) -> str:
    """Return a line through points that leaves and meets each of them level."""
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        bend = (x2 - x1) / 2
        numbers = (x1 + bend, y1, x2 - bend, y2, x2, y2)
        parts.append("C" + " ".join(map(number, numbers)))
    return f'<path d="{"".join(parts)}" fill="none"{_style(style)}/>'


def bow(x: float, first: float, last: float, **style: str) -> str:
    """Return a line that leaves a point to the right and comes back above or below it."""
    out = number(x + 40)
    ends = number(x), number(first), number(last)
    path = f"M{ends[0]} {ends[1]}C{out} {ends[1]} {out} {ends[2]} {ends[0]} {ends[2]}"
    return f'<path d="{path}" fill="none"{_style(style)}/>'


def text(x: float, y: float, words: str, *, size: float = 12, **style: str) -> str:
    """Return words at a point, escaped."""
    style = {"fill": INK, **style}
    at = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
    return f"<text {at}{_style(style)}>{escape(words)}</text>"


def length(words: str, *, size: float = 11) -> float:
    """Return about how wide words are, in pixels.

    Ours: four widths of letters, rounded up from the widest of the fonts, DejaVu Sans; so nothing
    overlaps in any of them.

    >>> length("mmm") > length("nnn") > length("iii")
    True
    """
    widths = (0.33 if c in NARROW else 0.4 if c in SLIM else 0.95 if c in WIDE else 0.63
              for c in words)  # fmt: skip
    return size * sum(widths)


def cut(words: str, width: float, *, size: float = 12) -> str:
    """Return words cut to about a width in pixels, with an ellipsis.

    Ours: a letter is taken as 0.56 of its size, the mean of the usual sans serif fonts.
    """
    room = max(1, int(width / (0.56 * size)))
    return words if len(words) <= room else f"{words[: room - 1].rstrip()}…"


def wrap(words: str, width: float, *, size: float = 12, lines: int = 2) -> list[str]:
    """Return words broken into lines of about a width in pixels; what is left over is cut.

    >>> wrap("Gemensam gång för upphandling av småinköp", 160)
    ['Gemensam gång för', 'upphandling av småinköp']
    """
    room = max(1, int(width / (0.56 * size)))
    broken = textwrap.wrap(words, room)
    kept = broken[: lines - 1]
    rest = " ".join(broken[lines - 1 :])
    return [*kept, cut(rest, width, size=size)] if rest else kept


Marked: TypeAlias = "tuple[str, float, Callable[[float, float], str]]"
"""What a legend says of one thing: words, how wide its mark is, and what draws it from the left
of its middle."""


def legend(told: Iterable[Marked], width: float) -> tuple[Callable[[float], str], float]:
    """Return what draws a legend from the baseline of its last line, and how high it is above it.

    It has as many lines as it needs in a width.
    """
    lines: list[list[tuple[float, Marked]]] = [[]]
    x = 4.0
    for item in told:
        wide = item[1] + 5 + length(item[0])
        if lines[-1] and x + wide > width:
            lines.append([])
            x = 4.0
        lines[-1].append((x, item))
        x += wide + 22

    def drawn(last: float) -> str:
        parts = []
        for at, line_ in enumerate(reversed(lines)):
            y = last - LEGEND_LINE * at
            for left, (words, wide, mark) in line_:
                parts += [mark(left, y - 4), text(left + wide + 5, y, words, size=11)]
        return "".join(parts)

    return drawn, LEGEND_LINE * (len(lines) - 1)


def document(
    body: str, *, width: float, height: float, title: Text, summary: Text, language: str
) -> str:
    """Return a whole `<svg>` with title and description, at most as wide as its page."""
    words = title.to(language), summary.to(language)
    name = "f" + hashlib.sha256("\n".join((*words, body)).encode()).hexdigest()[:10]
    size = f"{number(width)} {number(height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{number(width)}" '
        f'height="{number(height)}" role="img" aria-labelledby="{name}t {name}d" '
        f'lang="{escape(language)}" font-family="{FONT}" style="max-width:100%;height:auto">'
        f'<title id="{name}t">{escape(words[0])}</title>'
        f'<desc id="{name}d">{escape(words[1])}</desc>'
        f"{rect(0, 0, width, height, fill=PAPER)}{body}</svg>"
    )


def _attributes(values: Iterable[tuple[str, float]]) -> str:
    return "".join(f' {name}="{number(value)}"' for name, value in values)


def _style(style: dict[str, str]) -> str:
    pairs = ((name.replace("_", "-"), escape(value)) for name, value in style.items())
    return "".join(f' {name}="{value}"' for name, value in pairs)
