"""Puts the catalogue and the examples into the wheel; an editable install reads the checkout."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLED = {
    "catalog": "changekit/_bundled/catalog",
    "docs/examples": "changekit/_bundled/examples",
}


class BundledFolders(BuildHookInterface):  # type: ignore[type-arg]  # hatchling says so itself
    """Adds folders from outside `src` to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders, unless the install is editable."""
        if version == "standard":
            build_data["force_include"].update(BUNDLED)
