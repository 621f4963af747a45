"""changekit's own exporters of the catalogue, offered through the same hook as a plugin's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.extension.hookspecs import hookimpl
from changekit.services.catalogue.exporting import EXPORTERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.extension.protocols.showing import CatalogueExporter

__all__ = ["register_catalogue_exporters"]


@hookimpl
def register_catalogue_exporters() -> Mapping[str, CatalogueExporter]:
    """Return the library's own formats."""
    return EXPORTERS
