"""Pictures by matplotlib, drawn from the very SVG that a figure gives, so that both look alike."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.etree import ElementTree as ET

from changekit.errors import InvalidValueError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["draw", "png"]

Axes: TypeAlias = Any  # Any: a class of an optional package
Shape: TypeAlias = "tuple[Any, dict[str, Any]]"  # Any: a path, and settings of an optional package
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
    shapes: list[Shape] = []
    for element in root.iter():
        kind = element.tag.rpartition("}")[2]
        if kind == "text":
            _text(axes, element)
        elif kind in _PATHS:
            shapes.append((_PATHS[kind](element), _style(element)))
        elif kind not in SILENT:
            known = ", ".join(sorted((*_PATHS, "text")))
            msg = f"cannot draw <{kind}>: a figure holds {known} and <g> alone"
            raise InvalidValueError(msg)
    _add(axes, shapes)
    return figure


def _add(axes: Axes, shapes: Sequence[Shape]) -> None:
    """Add shapes in their order, as one collection: a patch each would take seconds."""
    from matplotlib.collections import PathCollection

    columns = {
        f"{name}s": [style[name] for _, style in shapes]
        for name in ("edgecolor", "facecolor", "linewidth", "linestyle")
    }
    axes.add_collection(PathCollection([path for path, _ in shapes], **columns), autolim=False)


def png(svg: str) -> bytes:
    """Return an SVG as a PNG picture with two pixels for each of its units; equal for equal SVG.

    Raises:
        InvalidValueError: The SVG holds what `draw` does not know.
        MissingExtraError: The extra `plot` is not installed.
    """
    out = io.BytesIO()
    draw(svg).savefig(out, format="png", dpi=2 * INCH, metadata={"Software": None})
    return out.getvalue()


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


def _rect(element: ET.Element) -> Any:  # Any: a class of an optional package
    x, y, width, height = _numbers(element, "x", "y", "width", "height")
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return _joined([*zip("MLLL", corners, strict=True), ("Z", (x, y))])


def _line(element: ET.Element) -> Any:  # Any: a class of an optional package
    x1, y1, x2, y2 = _numbers(element, "x1", "y1", "x2", "y2")
    return _joined([("M", (x1, y1)), ("L", (x2, y2))])


def _path(element: ET.Element) -> Any:  # Any: a class of an optional package
    return _joined(_steps(element.get("d", "")))


def _joined(steps: Iterable[tuple[str, tuple[float, float]]]) -> Any:  # Any: as above
    from matplotlib.path import Path

    codes, points = zip(*steps, strict=True)
    known = {"M": Path.MOVETO, "L": Path.LINETO, "C": Path.CURVE4, "Z": Path.CLOSEPOLY}
    return Path(points, [known[code] for code in codes])


def _steps(words: str) -> Iterator[tuple[str, tuple[float, float]]]:
    for code, rest in re.findall(r"([MLCZ])([^MLCZ]*)", words):
        numbers = [float(part) for part in rest.split()]
        if code == "Z":
            yield code, (0.0, 0.0)
        for at in range(0, len(numbers), 2):
            yield code, (numbers[at], numbers[at + 1])


def _text(axes: Axes, element: ET.Element) -> None:
    x, y = _numbers(element, "x", "y")
    anchor = {"middle": "center", "end": "right"}.get(element.get("text-anchor", ""), "left")
    words = (element.text or "").replace("$", r"\$")
    axes.text(
        x, y, words, ha=anchor, va="baseline", color=element.get("fill", "#000000"),
        fontsize=float(element.get("font-size", "12")) * POINT,
        fontweight=element.get("font-weight", "normal"), fontfamily="DejaVu Sans",
    )  # fmt: skip


_PATHS = {"rect": _rect, "line": _line, "path": _path}
