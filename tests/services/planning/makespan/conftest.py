"""Loops that are not compiled."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

import pytest

from changekit.optional import fast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

PACKAGE = "changekit.services.planning.makespan"


@pytest.fixture(scope="module")
def plain_search() -> Iterator[Any]:  # Any: the class Search of a module that is loaded anew
    """Return the class `Search` whose loops are not compiled."""
    names = [f"{PACKAGE}.{name}" for name in ("kernels", "genetic", "packing", "search")]
    kept: dict[str, ModuleType] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "AVAILABLE", False)
        for name in names:
            importlib.import_module(name)
            kept[name] = sys.modules.pop(name)
        try:
            yield importlib.import_module(names[-1]).Search
        finally:
            sys.modules.update(kept)
