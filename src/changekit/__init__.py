"""Keep a municipality's changes as plain files: check, score, order, plan and report them.

Every public name is loaded when it is first asked for, so that importing the package is quick.

>>> import changekit as ck
>>> ck.errors.__name__
'changekit.errors'
"""

from __future__ import annotations

import importlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from changekit import errors
    from changekit.files.pack_reading import read_pack
    from changekit.findings import Finding, Findings
    from changekit.model.concept import Concept
    from changekit.model.goal import Goal
    from changekit.model.initiative import Initiative
    from changekit.model.measure import Measure
    from changekit.model.municipality import Municipality
    from changekit.model.need import Need
    from changekit.model.organisation import Role, Unit
    from changekit.model.overlay import Layer, Overlay
    from changekit.services.catalogue import Catalogue
    from changekit.services.catalogue.comparing import diff
    from changekit.services.catalogue.evidence import evidence_of
    from changekit.services.catalogue.tailoring import tailor
    from changekit.services.dependencies import CompiledGraph, DependencyGraph, compile_graph
    from changekit.services.harvest import Harvest
    from changekit.services.planning import Plan
    from changekit.services.scoring import Ranking, scorer
    from changekit.tables import Table
    from changekit.text import Text
    from changekit.workspace import Workspace
    from changekit.workspace import open_workspace as open

    __version__: str

# Each name with the place it is loaded from: "module:attribute", or a module alone.
_PLACES = {
    "Catalogue": "changekit.services.catalogue:Catalogue",
    "CompiledGraph": "changekit.services.dependencies:CompiledGraph",
    "Concept": "changekit.model.concept:Concept",
    "DependencyGraph": "changekit.services.dependencies:DependencyGraph",
    "Finding": "changekit.findings:Finding",
    "Findings": "changekit.findings:Findings",
    "Goal": "changekit.model.goal:Goal",
    "Harvest": "changekit.services.harvest:Harvest",
    "Initiative": "changekit.model.initiative:Initiative",
    "Layer": "changekit.model.overlay:Layer",
    "Measure": "changekit.model.measure:Measure",
    "Municipality": "changekit.model.municipality:Municipality",
    "Need": "changekit.model.need:Need",
    "Overlay": "changekit.model.overlay:Overlay",
    "Plan": "changekit.services.planning:Plan",
    "Ranking": "changekit.services.scoring:Ranking",
    "Role": "changekit.model.organisation:Role",
    "Table": "changekit.tables:Table",
    "Text": "changekit.text:Text",
    "Unit": "changekit.model.organisation:Unit",
    "Workspace": "changekit.workspace:Workspace",
    "compile_graph": "changekit.services.dependencies:compile_graph",
    "diff": "changekit.services.catalogue.comparing:diff",
    "errors": "changekit.errors",
    "evidence_of": "changekit.services.catalogue.evidence:evidence_of",
    "open": "changekit.workspace:open_workspace",
    "read_pack": "changekit.files.pack_reading:read_pack",
    "scorer": "changekit.services.scoring:scorer",
    "tailor": "changekit.services.catalogue.tailoring:tailor",
}

# The keys of _PLACES, written out for type checkers.
__all__ = [
    "Catalogue",
    "CompiledGraph",
    "Concept",
    "DependencyGraph",
    "Finding",
    "Findings",
    "Goal",
    "Harvest",
    "Initiative",
    "Layer",
    "Measure",
    "Municipality",
    "Need",
    "Overlay",
    "Plan",
    "Ranking",
    "Role",
    "Table",
    "Text",
    "Unit",
    "Workspace",
    "compile_graph",
    "diff",
    "errors",
    "evidence_of",
    "open",
    "read_pack",
    "scorer",
    "tailor",
]


def _load(name: str) -> object:
    """Return a public name, and keep it so that it is looked up once."""
    if name == "__version__":
        return _version()
    if name not in _PLACES:
        msg = f"module 'changekit' has no attribute {name!r}"
        raise AttributeError(msg)
    module, _, attribute = _PLACES[name].partition(":")
    value: object = importlib.import_module(module)
    if attribute:
        value = getattr(value, attribute)
    globals()[name] = value
    return value


if not TYPE_CHECKING:  # so that type checkers see a misspelt name
    __getattr__ = _load


def __dir__() -> list[str]:
    return sorted({*__all__, "__version__"})


def _version() -> str:
    """Return the version of the installed distribution; read late, because that is slow."""
    from importlib.metadata import version

    return version("changekit")
