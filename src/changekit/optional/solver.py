"""CP-SAT, the constraint solver of OR-Tools, where the extra `solver` is installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from changekit.errors import MissingExtraError

__all__ = ["AVAILABLE", "cp_sat"]

AVAILABLE = find_spec("ortools") is not None
"""Whether there is a solver."""


def cp_sat() -> Any:  # Any: a module of an optional package
    """Return the module `ortools.sat.python.cp_model`.

    Raises:
        MissingExtraError: The extra `solver` is not installed.
    """
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        raise MissingExtraError("solver", "solving a plan exactly") from None
    return cp_model
