"""changekit's own engines, offered through the same hook as a plugin's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.extension.hookspecs import hookimpl
from changekit.services.planning import ENGINES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.extension.protocols.planning import Engine

__all__ = ["register_engines"]


@hookimpl
def register_engines() -> Mapping[str, Engine]:
    """Return the built-in engines."""
    return ENGINES
