"""changekit's own scorers, offered through the same hook as a plugin's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.extension.hookspecs import hookimpl
from changekit.services.scoring import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.extension.protocols.scoring import Scorer

__all__ = ["register_scorers"]


@hookimpl
def register_scorers() -> Mapping[str, Scorer]:
    """Return the built-in scorers."""
    return BUILT_IN
