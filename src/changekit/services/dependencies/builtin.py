"""changekit's own exporters, offered through the same hook as a plugin's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.extension.hookspecs import hookimpl
from changekit.services.dependencies import EXPORTERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.extension.protocols.showing import Exporter

__all__ = ["register_exporters"]


@hookimpl
def register_exporters() -> Mapping[str, Exporter]:
    """Return the built-in exporters."""
    return EXPORTERS
