"""Dependencies: what has to come first, what waits for what, and what breaks with what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.services.dependencies.bottlenecks import Bottleneck
from changekit.services.dependencies.circles import Contradiction, Cycles
from changekit.services.dependencies.compiled import CompiledGraph
from changekit.services.dependencies.compiling import compile_graph
from changekit.services.dependencies.coupling import Coupling, Couplings
from changekit.services.dependencies.graph import DependencyGraph
from changekit.services.dependencies.impacts import Chain, Delay, Impact, Move, Worth
from changekit.services.dependencies.layout import Rows, Sweep
from changekit.services.dependencies.links import (
    ASSUMED_WEEKS,
    Node,
    Tie,
    from_municipality,
    typical_weeks,
)
from changekit.services.dependencies.writing import EXPORTERS, exported

if TYPE_CHECKING:
    from changekit.model.municipality import Municipality

__all__ = [
    "ASSUMED_WEEKS", "EXPORTERS", "Bottleneck", "Chain", "CompiledGraph", "Contradiction",
    "Coupling", "Couplings", "Cycles", "Delay", "DependencyGraph", "Impact", "Move", "Node",
    "Rows", "Sweep", "Tie", "Worth", "compile_graph", "dependencies", "exported",
    "typical_weeks",
]  # fmt: skip


def dependencies(municipality: Municipality, *, language: str = "en") -> DependencyGraph:
    """Return the dependency graph of all initiatives.

    What is done or stopped takes no more weeks; what runs counts with all of its weeks.

    >>> from changekit.model.initiative import Initiative
    >>> from changekit.model.municipality import Municipality
    >>> from changekit.model.settings import Settings
    >>> links = [{"kind": "requires", "to": "it-stod"}]
    >>> rows = [
    ...     {"id": "it-stod", "title": "IT-stöd", "weeks": 10},
    ...     {"id": "mottagning", "title": "Mottagning", "weeks": 20, "links": links},
    ... ]
    >>> graph = dependencies(
    ...     Municipality(
    ...         settings=Settings.from_dict({"name": "Kommunen"}),
    ...         initiatives=tuple(Initiative.from_dict(row) for row in rows),
    ...     )
    ... )
    >>> graph.order(), graph.longest_chain().weeks
    (('it-stod', 'mottagning'), 30)
    """
    nodes, ties = from_municipality(municipality)
    return DependencyGraph.of(nodes, ties, language=language, notice=municipality.notice)
