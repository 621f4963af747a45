"""Loops over arrays, compiled by numba where the extra `fast` is installed.

Without it the same functions run as plain Python: slower, with the same results, because they
count in whole numbers.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    Loop = TypeVar("Loop", bound=Callable[..., Any])  # Any: a loop takes what it takes

__all__ = ["AVAILABLE", "jit", "ready", "step"]

AVAILABLE = find_spec("numba") is not None
"""Whether loops are compiled."""


def jit(loop: Loop) -> Loop:
    """Return a loop, compiled if that can be done; it then holds no interpreter lock.

    It is compiled when it is first called with arguments of new types, and kept on disk where
    numba may write. `loop.py_func` is the plain loop, where it is compiled.
    """
    if not AVAILABLE:
        return loop
    import numba

    try:
        return numba.njit(cache=True, nogil=True)(loop)  # type: ignore[return-value]  # called as the loop is
    except RuntimeError:  # nowhere to keep it
        return numba.njit(nogil=True)(loop)  # type: ignore[return-value]  # as above


def step(loop: Loop) -> Loop:
    """Return a step of a loop, compiled into every loop that takes it.

    A call of its own would hand over each array field by field, which costs more than a short
    step does.
    """
    if not AVAILABLE:
        return loop
    import numba

    return numba.njit(nogil=True, forceinline=True)(loop)  # type: ignore[return-value]  # called as the loop is


def ready(loop: Callable[..., Any]) -> bool:  # Any: as above
    """Tell whether a loop was compiled already, in this process or an earlier one.

    What numba keeps on disk is not part of its interface; where that cannot be read, a loop
    counts as not compiled, which costs time and nothing else.
    """
    if getattr(loop, "signatures", None):
        return True
    try:
        return bool(loop._cache._cache_file._load_index())  # type: ignore[attr-defined]  # noqa: SLF001  # numba's own
    except (AttributeError, OSError, ValueError, EOFError):
        return False
