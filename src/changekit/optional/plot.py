"""Pictures by matplotlib, drawn from the very SVG that a figure gives, so that both look alike."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.etree import ElementTree as ET

from changekit.errors import InvalidValueError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["draw", "png"]

Axes: TypeAlias = Any  # Any: a class of an optional package
INCH = 100.0
"""Ours: SVG units in an inch, so that a figure 1000 wide comes out 10 inches wide."""
POINT = 72 / INCH
SILENT = {"desc", "g", "svg", "title"}


def draw(svg: str) -> Any:  # Any: a class of an optional package
    """Return an SVG made of rectangles, lines, paths and texts as a matplotlib figure.

    It belongs to no window and to no list of open figures.

    Raises:
        InvalidValueError: The SVG holds something else.
        MissingExtraError: The extra `plot` is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError("plot", "drawing a picture") from None
    root = ET.fromstring(svg)  # noqa: S314  # changekit wrote it
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    figure = Figure(figsize=(width / INCH, height / INCH), dpi=INCH)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.axis("off")
    for order, element in enumerate(root.iter()):
        _draw(axes, element, order)
    return figure


def png(svg: str) -> bytes:
    """Return an SVG as a PNG picture with two pixels for each of its units; equal for equal SVG.

    Raises:
        InvalidValueError: The SVG holds what `draw` does not know.
        MissingExtraError: The extra `plot` is not installed.
    """
    out = io.BytesIO()
    draw(svg).savefig(out, format="png", dpi=2 * INCH, metadata={"Software": None})
    return out.getvalue()


def _draw(axes: Axes, element: ET.Element, order: int) -> None:
    kind = element.tag.rpartition("}")[2]
    drawn = {"rect": _rect, "line": _line, "path": _path, "text": _text}
    if kind in drawn:
        drawn[kind](axes, element, order)
    elif kind not in SILENT:
        msg = f"cannot draw <{kind}>: a figure holds {', '.join(sorted(drawn))} and <g> alone"
        raise InvalidValueError(msg)


def _numbers(element: ET.Element, *names: str) -> list[float]:
    return [float(element.get(name, "0")) for name in names]


def _style(element: ET.Element) -> dict[str, Any]:  # Any: settings of an optional package
    stroke = element.get("stroke", "none")
    wide = float(element.get("stroke-width", "1")) * POINT
    dashes = [float(part) * POINT / wide for part in element.get("stroke-dasharray", "").split()]
    return {
        "edgecolor": stroke,
        "facecolor": element.get("fill", "#000000"),
        "linewidth": wide if stroke != "none" else 0,
        "linestyle": (0, tuple(dashes)) if dashes else "solid",
    }


def _rect(axes: Axes, element: ET.Element, order: int) -> None:
    from matplotlib.patches import Rectangle

    x, y, width, height = _numbers(element, "x", "y", "width", "height")
    axes.add_patch(Rectangle((x, y), width, height, zorder=order, **_style(element)))


def _line(axes: Axes, element: ET.Element, order: int) -> None:
    from matplotlib.lines import Line2D

    x1, y1, x2, y2 = _numbers(element, "x1", "y1", "x2", "y2")
    style = _style(element)
    line = Line2D((x1, x2), (y1, y2), color=style["edgecolor"], linewidth=style["linewidth"],
                  linestyle=style["linestyle"], zorder=order)  # fmt: skip
    axes.add_line(line)


def _path(axes: Axes, element: ET.Element, order: int) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    codes, points = zip(*_steps(element.get("d", "")), strict=True)
    known = {"M": Path.MOVETO, "L": Path.LINETO, "C": Path.CURVE4, "Z": Path.CLOSEPOLY}
    path = Path(points, [known[code] for code in codes])
    axes.add_patch(PathPatch(path, zorder=order, **_style(element)))


def _steps(words: str) -> Iterator[tuple[str, tuple[float, float]]]:
    for code, rest in re.findall(r"([MLCZ])([^MLCZ]*)", words):
        numbers = [float(part) for part in rest.split()]
        if code == "Z":
            yield code, (0.0, 0.0)
        for at in range(0, len(numbers), 2):
            yield code, (numbers[at], numbers[at + 1])


def _text(axes: Axes, element: ET.Element, order: int) -> None:
    x, y = _numbers(element, "x", "y")
    anchor = {"middle": "center", "end": "right"}.get(element.get("text-anchor", ""), "left")
    words = (element.text or "").replace("$", r"\$")
    axes.text(
        x, y, words, ha=anchor, va="baseline", color=element.get("fill", "#000000"), zorder=order,
        fontsize=float(element.get("font-size", "12")) * POINT,
        fontweight=element.get("font-weight", "normal"), fontfamily="DejaVu Sans",
    )  # fmt: skip
