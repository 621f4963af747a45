"""Dependency graphs as text for other tools; what a municipality wrote cannot break out."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeAlias

import networkx

from changekit.errors import ChangekitError, PluginError, UnknownNameError
from changekit.model.frozen import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.extension.protocols.showing import Exporter

__all__ = ["EXPORTERS", "exported"]

Graph: TypeAlias = "networkx.MultiDiGraph[str]"


def exported(graph: Graph, form: str, exporters: Mapping[str, Exporter]) -> str:
    """Return a graph as text in a format that one of the exporters writes.

    Raises:
        UnknownNameError: No plugin brings such a format.
        PluginError: The exporter failed, or gave no text.
    """
    if form not in exporters:
        kind = "format"
        raise UnknownNameError(kind, form, known=exporters)
    try:
        text: object = exporters[form](graph)
    except ChangekitError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginError(form, f"{type(error).__name__}: {error}") from error
    if not isinstance(text, str):
        raise PluginError(form, f"the exporter has to return text, got {text!r:.80}")
    return text


_NO_ORDER = {"conflicts", "alternative-to"}
_MERMAID = {code: f"#{code};" for code in map(ord, "#\"'`<>&;\\|[](){}")}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")


def mermaid(graph: Graph) -> str:
    """Return the graph as Mermaid: arrows go from what has a link to what the link names."""
    number = {node: f"n{at}" for at, node in enumerate(graph)}
    lines = ["flowchart LR"]
    for node, facts in graph.nodes(data=True):
        lines.append(f'  {number[node]}["{_mermaid(str(facts.get("title") or node))}"]')
    for source, target, facts in graph.edges(data=True):
        kind = str(facts.get("kind") or "requires")
        arrow = "<-.->" if kind in _NO_ORDER else "-.->" if kind == "enables" else "-->"
        label = f'|"{_mermaid(kind)}"|'
        lines.append(f"  {number[source]} {arrow}{label} {number[target]}")
    return "\n".join(lines) + "\n"


def dot(graph: Graph) -> str:
    """Return the graph in the DOT language of Graphviz."""
    lines = ["digraph dependencies {", "  rankdir=LR;", "  node [shape=box];"]
    for node, facts in graph.nodes(data=True):
        lines.append(f"  {_dot(node)} [label={_dot(str(facts.get('title') or node))}];")
    for source, target, facts in graph.edges(data=True):
        kind = str(facts.get("kind") or "requires")
        style = ", dir=both, style=dashed" if kind in _NO_ORDER else ""
        style = ", style=dashed" if kind == "enables" else style
        tip = _dot(str(facts.get("reason") or kind))
        lines.append(
            f"  {_dot(source)} -> {_dot(target)} [label={_dot(kind)}, tooltip={tip}{style}];"
        )
    return "\n".join([*lines, "}"]) + "\n"


def graphml(graph: Graph) -> str:
    """Return the graph as GraphML; what is not known is left out."""
    plain: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node, facts in graph.nodes(data=True):
        plain.add_node(_line(str(node)), **_plain(facts))
    for source, target, facts in graph.edges(data=True):
        plain.add_edge(_line(str(source)), _line(str(target)), **_plain(facts))
    return "\n".join(networkx.generate_graphml(plain)) + "\n"


def as_json(graph: Graph) -> str:
    """Return the graph as JSON with the keys `nodes` and `links`."""
    nodes = [{"id": _label(node), **facts} for node, facts in graph.nodes(data=True)]
    links = [
        {"source": _label(source), "target": _label(target), **facts}
        for source, target, facts in graph.edges(data=True)
    ]
    return json.dumps({"nodes": nodes, "links": links}, ensure_ascii=False, indent=1) + "\n"


def _label(node: object) -> object:
    """Return a node as JSON has it: numbers and texts as they are, all else as text."""
    return node if isinstance(node, str | int) else str(node)


def _line(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _mermaid(text: str) -> str:
    return _line(text).translate(_MERMAID)


def _dot(text: object) -> str:
    escaped = _line(str(text)).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    kept = {key: value for key, value in facts.items() if value is not None}
    return {
        key: value if isinstance(value, bool | int | float) else _line(str(value))
        for key, value in kept.items()
    }


EXPORTERS: Mapping[str, Exporter] = FrozenMap(
    {"dot": dot, "graphml": graphml, "json": as_json, "mermaid": mermaid}
)
"""The library's own formats by name."""
