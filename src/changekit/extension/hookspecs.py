"""Every hook that a plugin can use, on one page.

A plugin is a module or an object with functions of these names, marked with `hookimpl`, that the
entry-point group `changekit` of its distribution names. Plugins are asked in the order of their
distributions, then of their names. Each hook returns offers by name; a name that is taken
already is refused, and the status of the plugin says by whom.

A plugin may say `changekit_api = 1`: the version of these hooks that it was written for. One
that needs a newer version than `API` is not loaded.

Two environment variables choose among the plugins that are installed, by their names with commas
between. `CHANGEKIT_PLUGINS` holds the only ones to use, and goes before `plugins` in
`changekit.yaml`; empty, it switches all of them off. `CHANGEKIT_DISABLE` holds those to leave
out, packs too, alone or as `distribution:name`; a name that there is not does no harm.
changekit's own scorers, engines, checks and exporters are always on. `changekit plugins` lists
the names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pluggy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.extension.protocols.checking import Check
    from changekit.extension.protocols.planning import Engine
    from changekit.extension.protocols.scoring import Scorer
    from changekit.extension.protocols.showing import CatalogueExporter, Exporter, Renderer

__all__ = ["API", "HOOKS", "HookSpecs", "hookimpl"]

API: Final = 1
"""The version of the hooks on this page."""

hookspec = pluggy.HookspecMarker("changekit")
hookimpl = pluggy.HookimplMarker("changekit")
"""Marks a function of a plugin as the answer to the hook of its name."""


class HookSpecs:
    """The hooks."""

    @hookspec
    def register_scorers(self) -> Mapping[str, Scorer]:  # type: ignore[empty-body]  # a specification
        """Return scorers by the method name that a profile or `--method` uses."""

    @hookspec
    def register_engines(self) -> Mapping[str, Engine]:  # type: ignore[empty-body]  # a specification
        """Return planning engines by the name that `--engine` uses."""

    @hookspec
    def register_checks(self) -> Mapping[str, Check]:  # type: ignore[empty-body]  # a specification
        """Return checks by name; all of them run, and their findings come together."""

    @hookspec
    def register_exporters(self) -> Mapping[str, Exporter]:  # type: ignore[empty-body]  # a specification
        """Return exporters of the dependency graph by the name that `--format` uses."""

    @hookspec
    def register_catalogue_exporters(self) -> Mapping[str, CatalogueExporter]:  # type: ignore[empty-body]  # a specification
        """Return exporters of the catalogue by the name that `changekit export --format` uses."""

    @hookspec
    def register_renderers(self) -> Mapping[str, Renderer]:  # type: ignore[empty-body]  # a specification
        """Return renderers by name; each adds a section to the report, in the order of names."""


HOOKS: Final = tuple(name for name in vars(HookSpecs) if name.startswith("register_"))
