"""Loops over the rows of a compiled graph, the same with numba and without.

A graph is `at` and `ends`: what comes right after node i are the items of `ends` from `at[i]` to
`at[i + 1]`. Every array is of int64 or bool, and every sum is whole, so that a compiled loop and
the plain one give the same result.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import numpy
from numpy.typing import NDArray

from changekit.optional.fast import AVAILABLE, jit

if TYPE_CHECKING:
    from collections.abc import Callable

    Loop = TypeVar("Loop", bound=Callable[..., Any])  # Any: a loop takes what it takes

__all__ = ["AVAILABLE", "SMALL", "Flags", "Ints", "Names", "fitting", "whole"]

Flags: TypeAlias = NDArray[numpy.bool_]
Ints: TypeAlias = NDArray[numpy.int64]
Names: TypeAlias = NDArray[numpy.object_]

SMALL = 20_000
"""Ours: up to so many nodes and links the plain loop is done before numba is loaded."""


@functools.cache
def _compiled(loop: Loop) -> Loop:
    return jit(loop)


def fitting(loop: Loop, size: int) -> Loop:
    """Return a loop as it runs best on a graph of so many nodes and links."""
    return _compiled(loop) if AVAILABLE and size > SMALL else loop


def whole(values: Any) -> Ints:  # Any: numbers in any sequence
    """Return numbers as one array in the form that the loops take."""
    return numpy.ascontiguousarray(values, dtype=numpy.int64)
