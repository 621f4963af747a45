"""Data frames: polars or pandas, whichever the user has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from changekit.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["frame"]


def frame(columns: Mapping[str, Sequence[object]]) -> Any:  # Any: the user's own frame class
    """Return a data frame of columns, made by polars or else by pandas.

    Raises:
        MissingExtraError: Neither is installed.
    """
    try:
        import polars
    except ImportError:
        pass
    else:
        return polars.DataFrame(columns, strict=False)
    try:
        import pandas
    except ImportError:
        raise MissingExtraError("frames", "a data frame") from None
    return pandas.DataFrame(columns)
