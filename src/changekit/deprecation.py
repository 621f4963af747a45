"""Names on their way out: they still work for one minor version, and say what to use instead."""

from __future__ import annotations

import functools
import warnings
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

__all__ = ["deprecated", "deprecated_name", "goes_away"]


def goes_away(since: str) -> str:
    """Return the version in which something deprecated is gone. Ours: one minor version later.

    Args:
        since: The version that deprecates it, `MAJOR.MINOR` or `MAJOR.MINOR.PATCH`.

    >>> goes_away("0.3.1")
    '0.4'
    """
    major, minor = since.split(".")[:2]
    return f"{major}.{int(minor) + 1}"


def deprecated_name(name: str, *, since: str, use: str, depth: int = 2) -> None:
    """Warn that a name is deprecated, when it goes away, and what to use instead.

    Args:
        name: The old name as the user writes it, `changekit.lanes`.
        since: The version that deprecates it.
        use: What to write instead.
        depth: How many calls up the user's own line is; 2 is the caller of the caller.

    >>> import warnings
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     deprecated_name("changekit.lanes", since="0.3", use="changekit.tracks")
    >>> str(caught[0].message)
    'changekit.lanes is deprecated since 0.3 and goes away in 0.4: use changekit.tracks'
    """
    msg = f"{name} is deprecated since {since} and goes away in {goes_away(since)}: use {use}"
    warnings.warn(msg, DeprecationWarning, stacklevel=depth + 1)


def deprecated(*, since: str, use: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Return a decorator whose function still works, but warns at each call.

    Args:
        since: The version that deprecates the function.
        use: What to call instead.

    >>> @deprecated(since="0.3", use="tracks()")
    ... def lanes() -> tuple[str, ...]:
    ...     return ("at-once", "standard")
    >>> lanes.__name__
    'lanes'
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def warned(*args: P.args, **kwargs: P.kwargs) -> R:
            deprecated_name(f"{function.__qualname__}()", since=since, use=use)
            return function(*args, **kwargs)

        return warned

    return decorate
