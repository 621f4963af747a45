"""A network in layers: what waits for what, read from left to right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.figures import _svg as svg
from changekit.figures._figure import Figure
from changekit.tables import Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Network", "NetworkLink", "NetworkNode"]

BOX, GAP, ROW, TOP = 190.0, 60.0, 46.0, 14.0
STYLES: dict[str, dict[str, str]] = {
    "requires": {"stroke": "#1a1a1a"},
    "follows": {"stroke": "#0b4f8a", "stroke_dasharray": "6 3"},
    "enables": {"stroke": "#00573f", "stroke_dasharray": "2 3"},
    "conflicts": {"stroke": "#a00000", "stroke_width": "2"},
    "alternative-to": {"stroke": "#6b4a00", "stroke_dasharray": "8 3 2 3"},
}
KINDS: dict[str, Text] = {
    "requires": Text(sv="kräver", en="requires"),
    "follows": Text(sv="följer på", en="follows"),
    "enables": Text(sv="underlättar", en="enables"),
    "conflicts": Text(sv="krockar med", en="conflicts with"),
    "alternative-to": Text(sv="alternativ till", en="alternative to"),
}


@attrs.frozen(kw_only=True)
class NetworkNode:
    """A box: an id, its label, and the layer it stands in, 0 being first in time."""

    id: str
    label: Text
    layer: int


@attrs.frozen(kw_only=True)
class NetworkLink:
    """An arrow from what comes first to what comes after, or between equals."""

    first: str
    then: str
    kind: str
    why: Text | None = None


@attrs.frozen(kw_only=True)
class Network(Figure):
    """Boxes in layers with arrows between them."""

    title: Text
    summary: Text
    nodes: tuple[NetworkNode, ...]
    links: tuple[NetworkLink, ...]

    def to_svg(self, language: str = "en") -> str:
        """Return the network as SVG."""
        places = self._places()
        layers = 1 + max((node.layer for node in self.nodes), default=0)
        rows = 1 + max((round((y - TOP) / ROW) for _, y in places.values()), default=0)
        width, height = layers * (BOX + GAP) + 10, TOP + rows * ROW + 30
        width = max(width, 560)
        parts = [
            _heads(),
            *(self._arrow(link, places, language) for link in self.links),
            *(_box(node, *places[node.id], language) for node in self.nodes),
            *self._legend(height - 10, language),
        ]
        return svg.document(
            "".join(parts), width=width, height=height, title=self.title, summary=self.summary,
            language=language,
        )  # fmt: skip

    def _places(self) -> Mapping[str, tuple[float, float]]:
        """Place each box near the mean row of those before it, layer by layer.

        Source: Sugiyama, Tagawa & Toda (1981), IEEE Trans. SMC 11(2), 109-125: barycentres.
        """
        before: dict[str, list[str]] = {}
        for link in self.links:
            before.setdefault(link.then, []).append(link.first)
        rows: dict[str, float] = {}
        for layer in sorted({node.layer for node in self.nodes}):
            here = [node for node in self.nodes if node.layer == layer]

            def mean(node: NetworkNode) -> tuple[float, str]:
                known = [rows[name] for name in before.get(node.id, ()) if name in rows]
                return (sum(known) / len(known) if known else 1e9, node.id)

            for at, node in enumerate(sorted(here, key=mean)):
                rows[node.id] = at
        return {
            node.id: (4 + node.layer * (BOX + GAP), TOP + rows[node.id] * ROW)
            for node in self.nodes
        }

    def _arrow(
        self, link: NetworkLink, places: Mapping[str, tuple[float, float]], language: str
    ) -> str:
        (x1, y1), (x2, y2) = places[link.first], places[link.then]
        style = "".join(
            f' {name.replace("_", "-")}="{value}"' for name, value in STYLES[link.kind].items()
        )
        names = {node.id: node.label.to(language) for node in self.nodes}
        tip = f"{names[link.then]} {KINDS[link.kind].to(language)} {names[link.first]}"
        tip += f": {link.why.to(language)}" if link.why else ""
        start, end = (x1 + BOX, y1 + 16), (x2 - 2, y2 + 16)
        if x2 <= x1:  # between equals, or backwards: around the right side
            end = (x2 + BOX + 2, y2 + 16)
        bend = max(24.0, abs(end[0] - start[0]) / 2)
        second = end[0] - bend if x2 > x1 else end[0] + bend
        numbers = (*start, start[0] + bend, start[1], second, end[1], *end)
        path = "M{} {}C{} {} {} {} {} {}".format(*map(svg.number, numbers))
        return (
            f"<g><title>{svg.escape(tip)}</title>"
            f'<path d="{path}" fill="none"{style} marker-end="url(#arrowhead)"/></g>'
        )

    def _legend(self, y: float, language: str) -> Iterator[str]:
        x = 4.0
        for kind in (kind for kind in STYLES if any(link.kind == kind for link in self.links)):
            words = KINDS[kind].to(language)
            yield svg.line(x, y - 4, x + 26, y - 4, **STYLES[kind])
            yield svg.text(x + 32, y, words, size=11)
            x += 50 + 7 * len(words)

    def table(self) -> Table:
        """Return one row for each arrow."""
        names = {node.id: node.label for node in self.nodes}
        columns = (
            Column("then", Text(sv="Förändringsinitiativ", en="Initiative")),
            Column("kind", Text(sv="Samband", en="Link")),
            Column("first", Text(sv="Det andra", en="The other")),
            Column("why", Text(sv="Skäl", en="Reason")),
        )
        rows = tuple(
            (names[link.then], KINDS[link.kind], names[link.first], link.why or "")
            for link in self.links
        )
        return Table(title=self.title, columns=columns, rows=rows)


def _heads() -> str:
    return (
        '<defs><marker id="arrowhead" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#1a1a1a"/></marker></defs>'
    )


def _box(node: NetworkNode, x: float, y: float, language: str) -> str:
    words = node.label.to(language)
    box = svg.rect(x, y, BOX, 32, fill="#f4f7fa", stroke=svg.SOFT, rx="4")
    label = svg.text(x + 8, y + 20, svg.cut(words, BOX - 12, size=11), size=11)
    return f"<g><title>{svg.escape(words)}</title>{box}{label}</g>"
