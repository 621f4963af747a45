"""Plugins without those that happen to be installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.extension.manager import Plugins

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["isolated_plugins"]


def isolated_plugins(candidates: Mapping[str, object] | None = None) -> Plugins:
    """Return the built-in plugins and those given, whatever is installed or in the environment.

    >>> plugins = isolated_plugins()
    >>> "weighted-sum" in plugins.scorers, "greedy" in plugins.engines
    (True, True)
    """
    return Plugins(environ={}, candidates=candidates, installed=False)
