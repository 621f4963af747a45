"""A network in layers: what waits for what, read from left to right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import attrs

from changekit.figures import _svg as svg
from changekit.figures._figure import Figure
from changekit.tables import Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Network", "NetworkLink", "NetworkNode"]

BOX, GAP, ROW, HIGH, TOP = 200.0, 64.0, 50.0, 38.0, 10.0
STYLES: dict[str, dict[str, str]] = {
    "requires": {"stroke": "#1a1a1a"},
    "follows": {"stroke": "#0b4f8a", "stroke_dasharray": "7 3"},
    "enables": {"stroke": "#00573f", "stroke_dasharray": "2 3"},
    "conflicts": {"stroke": "#a00000", "stroke_width": "2.5"},
    "alternative-to": {"stroke": "#6b4a00", "stroke_dasharray": "9 3 2 3"},
}
KINDS: dict[str, Text] = {
    "requires": Text(sv="kräver", en="requires"),
    "follows": Text(sv="följer på", en="follows"),
    "enables": Text(sv="underlättas av", en="is made easier by"),
    "conflicts": Text(sv="krockar med", en="conflicts with"),
    "alternative-to": Text(sv="alternativ till", en="alternative to"),
}
LEGEND: dict[str, Text] = {
    **KINDS,
    "requires": Text(sv="krävs för", en="is required for"),
    "follows": Text(sv="följs av", en="is followed by"),
    "enables": Text(sv="underlättar", en="makes easier"),
}
"""What an arrow says, read from left to right."""
BOTH_WAYS = ("conflicts", "alternative-to")

_Key: TypeAlias = "str | tuple[int, int]"
"""A node's id; or a link and a layer that it passes on its way."""


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
        rows = self._rows()
        layers = 1 + max((node.layer for node in self.nodes), default=0)
        height = TOP + ROW * (1 + max(rows.values(), default=0)) + 30
        width = max(layers * (BOX + GAP), 4 + _legend_width(self._kinds, language))
        parts = [
            *(self._arrow(at, link, rows, language) for at, link in enumerate(self.links)),
            *(_box(node, rows[node.id], language) for node in self.nodes),
            *_legend(self._kinds, height - 8, language),
        ]
        return svg.document(
            "".join(parts), width=width, height=height, title=self.title, summary=self.summary,
            language=language,
        )  # fmt: skip

    @property
    def _kinds(self) -> list[str]:
        return [kind for kind in STYLES if any(link.kind == kind for link in self.links)]

    def _passed(self, at: int) -> list[tuple[int, int]]:
        """Return what a link passes between its ends: the link and each layer."""
        layers = {node.id: node.layer for node in self.nodes}
        first, then = sorted((layers[self.links[at].first], layers[self.links[at].then]))
        return [(at, layer) for layer in range(first + 1, then)]

    def _rows(self) -> Mapping[_Key, int]:
        """Place each box, and each link that passes, near the mean row of those before it.

        Source: Sugiyama, Tagawa & Toda (1981), IEEE Trans. SMC 11(2), 109-125: barycentres.
        """
        layer_of: dict[_Key, int] = {node.id: node.layer for node in self.nodes}
        before: dict[_Key, list[_Key]] = {}
        for at, link in enumerate(self.links):
            passed = self._passed(at)
            layer_of |= {key: key[1] for key in passed}
            ends = sorted((link.first, link.then), key=lambda name: layer_of[name])
            chain: list[_Key] = [ends[0], *passed, ends[1]]
            for left, right in pairwise(chain):
                before.setdefault(right, []).append(left)
        rows: dict[_Key, int] = {}
        for layer in sorted(set(layer_of.values())):
            here = sorted((key for key in layer_of if layer_of[key] == layer), key=str)
            means = {key: _mean(rows, before.get(key, [])) for key in here}
            rows |= {key: at for at, key in enumerate(sorted(here, key=means.__getitem__))}
        return rows

    def _arrow(self, at: int, link: NetworkLink, rows: Mapping[_Key, int], language: str) -> str:
        nodes = {node.id: node for node in self.nodes}
        first, then = nodes[link.first], nodes[link.then]
        names = first.label.to(language), then.label.to(language)
        tip = f"{names[1]} {KINDS[link.kind].to(language)} {names[0]}"
        tip += f": {link.why.to(language)}" if link.why else ""
        line = self._line(at, first, then, rows)
        beside = first.layer == then.layer
        tail = _left(then.layer) + (BOX if beside else 0)
        head = "" if link.kind in BOTH_WAYS else _head(tail, _middle(rows[then.id]), back=beside)
        return f"<g><title>{svg.escape(tip)}</title>{line}{head}</g>"

    def _line(
        self, at: int, first: NetworkNode, then: NetworkNode, rows: Mapping[_Key, int]
    ) -> str:
        style = STYLES[self.links[at].kind]
        left, right = (first, then) if first.layer <= then.layer else (then, first)
        begin, end = (_left(left.layer) + BOX, _middle(rows[left.id])), _middle(rows[right.id])
        if left.layer == right.layer:
            return svg.bow(begin[0], begin[1], end, **style)
        points = [begin]
        for key in self._passed(at):
            y = _middle(rows[key])
            points += [(_left(key[1]), y), (_left(key[1]) + BOX, y)]
        return svg.curve([*points, (_left(right.layer), end)], **style)

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


def _mean(rows: Mapping[_Key, int], before: list[_Key]) -> float:
    known = [rows[key] for key in before if key in rows]
    return sum(known) / len(known) if known else float("inf")


def _left(layer: int) -> float:
    return 4 + layer * (BOX + GAP)


def _middle(row: int) -> float:
    return TOP + row * ROW + HIGH / 2


def _head(x: float, y: float, *, back: bool) -> str:
    tail = x + 8 if back else x - 8
    return svg.shape([(x, y), (tail, y - 4), (tail, y + 4)], fill=svg.INK)


def _box(node: NetworkNode, row: int, language: str) -> str:
    words = node.label.to(language)
    x, y = _left(node.layer), TOP + row * ROW
    box = svg.rect(x, y, BOX, HIGH, fill="#f4f7fa", stroke=svg.SOFT, rx="4")
    lines = svg.wrap(words, BOX - 12, size=11)
    first = y + (16 if len(lines) > 1 else 23)
    labels = (svg.text(x + 8, first + 14 * at, part, size=11) for at, part in enumerate(lines))
    return f"<g><title>{svg.escape(words)}</title>{box}{''.join(labels)}</g>"


def _legend(kinds: list[str], y: float, language: str) -> Iterator[str]:
    x = 4.0
    for kind in kinds:
        words = LEGEND[kind].to(language)
        yield svg.line(x, y - 4, x + 26, y - 4, **STYLES[kind])
        if kind not in BOTH_WAYS:
            yield _head(x + 30, y - 4, back=False)
        yield svg.text(x + 36, y, words, size=11)
        x += 58 + svg.length(words)


def _legend_width(kinds: list[str], language: str) -> float:
    return sum(58 + svg.length(LEGEND[kind].to(language)) for kind in kinds)
