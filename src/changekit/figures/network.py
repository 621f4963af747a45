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
LEAST = 720.0
"""Ours: no narrower than a page makes a chart, so that few boxes are drawn as large as many."""
TAG = 14.0
"""How much higher a box is that tells its slack."""
CHAIN = {"stroke": "#7a3e00", "stroke_width": "3.5"}
CHAIN_FILL = "#fbe9d3"
CHAIN_NAME = Text(sv="längsta kedjan", en="longest chain")
NO_SLACK = Text(sv="kan inte dröja", en="cannot be late")
SLACK = Text(sv="kan dröja {n} v", en="can be {n} wk late")
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
BINDING = ("requires", "follows")
"""Kinds of links that say what comes first."""

_Key: TypeAlias = "str | tuple[int, int]"
"""A node's id; or a link and a layer that it passes on its way."""


@attrs.frozen(kw_only=True)
class NetworkNode:
    """A box: an id, its label, and the layer it stands in, 0 being first in time.

    Attributes:
        slack: How many weeks late it can be before the last end is later; None to say nothing.
    """

    id: str
    label: Text
    layer: int
    slack: int | None = None


@attrs.frozen(kw_only=True)
class NetworkLink:
    """An arrow from what comes first to what comes after, or between equals."""

    first: str
    then: str
    kind: str
    why: Text | None = None


@attrs.frozen(kw_only=True)
class Network(Figure):
    """Boxes in layers with arrows between them.

    Attributes:
        chain: The ids of a chain to be set off, each waiting for the one before it.
    """

    title: Text
    summary: Text
    nodes: tuple[NetworkNode, ...]
    links: tuple[NetworkLink, ...]
    chain: tuple[str, ...] = ()

    def to_svg(self, language: str = "en") -> str:
        """Return the network as SVG."""
        rows = self._rows()
        layers = 1 + max((node.layer for node in self.nodes), default=0)
        step, high = self._step
        height = TOP + step * (1 + max(rows.values(), default=0)) + 30
        width = max(LEAST, layers * (BOX + GAP), 4 + _legend_width(self._told, language))
        middles = {key: TOP + row * step + high / 2 for key, row in rows.items()}
        ordered = sorted(range(len(self.links)), key=self._in_chain)  # the chain lies on top
        parts = [
            *(self._arrow(at, middles, language) for at in ordered),
            *(self._box(node, middles[node.id] - high / 2, language) for node in self.nodes),
            *_legend(self._told, height - 8, language),
        ]
        return svg.document(
            "".join(parts), width=width, height=height, title=self.title, summary=self.summary,
            language=language,
        )  # fmt: skip

    @property
    def _told(self) -> list[tuple[Text, dict[str, str], bool]]:
        """Return what the legend says: words, the style of the line, whether it has a head."""
        used = {link.kind for link in self.links}
        told = [(LEGEND[k], STYLES[k], k not in BOTH_WAYS) for k in STYLES if k in used]
        return [*told, (CHAIN_NAME, CHAIN, True)] if self.chain else told

    @property
    def _step(self) -> tuple[float, float]:
        """Return how far apart rows stand, and how high boxes are."""
        more = TAG if any(node.slack is not None for node in self.nodes) else 0
        return ROW + more, HIGH + more

    def _in_chain(self, at: int) -> bool:
        """Tell whether a link binds two that follow each other in the chain."""
        link = self.links[at]
        return link.kind in BINDING and (link.first, link.then) in pairwise(self.chain)

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

    def _arrow(self, at: int, middles: Mapping[_Key, float], language: str) -> str:
        link = self.links[at]
        nodes = {node.id: node for node in self.nodes}
        first, then = nodes[link.first], nodes[link.then]
        names = first.label.to(language), then.label.to(language)
        tip = f"{names[1]} {KINDS[link.kind].to(language)} {names[0]}"
        tip += f": {link.why.to(language)}" if link.why else ""
        line = self._line(at, first, then, middles)
        beside = first.layer == then.layer
        tail = _left(then.layer) + (BOX if beside else 0)
        head = "" if link.kind in BOTH_WAYS else _head(tail, middles[then.id], back=beside)
        return f"<g><title>{svg.escape(tip)}</title>{line}{head}</g>"

    def _line(
        self, at: int, first: NetworkNode, then: NetworkNode, middles: Mapping[_Key, float]
    ) -> str:
        style = CHAIN if self._in_chain(at) else STYLES[self.links[at].kind]
        left, right = (first, then) if first.layer <= then.layer else (then, first)
        begin, end = (_left(left.layer) + BOX, middles[left.id]), middles[right.id]
        if left.layer == right.layer:
            return svg.bow(begin[0], begin[1], end, **style)
        points = [begin]
        for key in self._passed(at):
            y = middles[key]
            points += [(_left(key[1]), y), (_left(key[1]) + BOX, y)]
        return svg.curve([*points, (_left(right.layer), end)], **style)

    def _box(self, node: NetworkNode, y: float, language: str) -> str:
        words, x, inside = node.label.to(language), _left(node.layer), node.id in self.chain
        style = {"fill": CHAIN_FILL, **CHAIN} if inside else {"fill": "#f4f7fa",
                                                              "stroke": svg.SOFT}  # fmt: skip
        box = svg.rect(x, y, BOX, self._step[1], rx="4", **style)
        lines = svg.wrap(words, BOX - 12, size=11)
        first = y + (16 if len(lines) > 1 else 23)
        labels = [svg.text(x + 8, first + 14 * at, part, size=11) for at, part in enumerate(lines)]
        if node.slack is not None:
            told = (SLACK if node.slack else NO_SLACK).format(n=node.slack).to(language)
            words = f"{words}: {told}"
            bold = {"font_weight": "bold"} if inside else {}
            labels.append(svg.text(x + 8, y + HIGH + 7, told, size=10, fill=svg.SOFT, **bold))
        return f"<g><title>{svg.escape(words)}</title>{box}{''.join(labels)}</g>"

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
        told = Table(title=self.title, columns=columns, rows=rows)
        return told if all(node.slack is None for node in self.nodes) else self._with_slack(told)

    def _with_slack(self, told: Table) -> Table:
        """Return the table with what is known of the chain: who lies on it, who can be late."""
        slack = {node.id: node.slack for node in self.nodes}
        columns = (
            *told.columns,
            Column("slack", Text(sv="Kan dröja veckor", en="Can be weeks late"), "number"),
            Column("chain", Text(sv="På längsta kedjan", en="On the longest chain")),
        )
        rows = tuple(
            (*row, slack[link.then], self._in_chain(at))
            for at, (row, link) in enumerate(zip(told.rows, self.links, strict=True))
        )
        return attrs.evolve(told, columns=columns, rows=rows)


def _mean(rows: Mapping[_Key, int], before: list[_Key]) -> float:
    known = [rows[key] for key in before if key in rows]
    return sum(known) / len(known) if known else float("inf")


def _left(layer: int) -> float:
    return 4 + layer * (BOX + GAP)


def _head(x: float, y: float, *, back: bool) -> str:
    tail = x + 8 if back else x - 8
    return svg.shape([(x, y), (tail, y - 4), (tail, y + 4)], fill=svg.INK)


def _legend(
    told: list[tuple[Text, dict[str, str], bool]], y: float, language: str
) -> Iterator[str]:
    x = 4.0
    for name, style, headed in told:
        words = name.to(language)
        yield svg.line(x, y - 4, x + 26, y - 4, **style)
        if headed:
            yield _head(x + 30, y - 4, back=False)
        yield svg.text(x + 36, y, words, size=11)
        x += 58 + svg.length(words)


def _legend_width(told: list[tuple[Text, dict[str, str], bool]], language: str) -> float:
    return sum(58 + svg.length(name.to(language)) for name, _, _ in told)
