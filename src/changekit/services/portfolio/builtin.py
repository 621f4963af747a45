"""changekit's own checks, offered through the same hook as a plugin's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.extension.hookspecs import hookimpl
from changekit.services.portfolio.checks import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.extension.protocols.checking import Check

__all__ = ["register_checks"]


@hookimpl
def register_checks() -> Mapping[str, Check]:
    """Return the portfolio checks."""
    return BUILT_IN
