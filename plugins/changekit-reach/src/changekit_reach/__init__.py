"""How far changes reach: a scorer, a section of the report, and an export of the links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.extension.hookspecs import hookimpl
from changekit_reach.edges import edge_list
from changekit_reach.reach import ReachScorer
from changekit_reach.section import most_met

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.extension.protocols.scoring import Scorer
    from changekit.extension.protocols.showing import Exporter, Renderer

changekit_api = 1


@hookimpl
def register_scorers() -> Mapping[str, Scorer]:
    """Offer the scorer `reach`."""
    return {"reach": ReachScorer()}


@hookimpl
def register_renderers() -> Mapping[str, Renderer]:
    """Offer the section `most-met` of the report."""
    return {"most-met": most_met}


@hookimpl
def register_exporters() -> Mapping[str, Exporter]:
    """Offer the export format `edges`."""
    return {"edges": edge_list}
