"""What a chain of links amounts to, and what follows when something is dropped or late."""

from __future__ import annotations

from typing import Any

import attrs

__all__ = ["Chain", "Impact", "Move"]


@attrs.frozen(kw_only=True)
class Chain:
    """Initiatives that wait for each other in a row, first to last.

    Attributes:
        weeks: From the first start to the last end, lags included.
        assumed: Those of them whose weeks nobody said.
    """

    initiatives: tuple[str, ...]
    weeks: int
    assumed: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the chain as JSON values."""
        return attrs.asdict(self)


@attrs.frozen(kw_only=True)
class Impact:
    """What follows if an initiative is not done; ids in order.

    Attributes:
        lost: They require it, directly or through others, and cannot be done either.
        freed: They were to follow it or one of the lost, and need not wait for that any more.
        without_help: It, or one of the lost, would have made them easier.
        possible: They are in conflict with it or one of the lost, or an alternative.
    """

    initiative: str
    lost: tuple[str, ...] = ()
    freed: tuple[str, ...] = ()
    without_help: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the impact as JSON values."""
        return attrs.asdict(self)


@attrs.frozen(kw_only=True)
class Move:
    """An initiative that starts later, by so many weeks."""

    initiative: str
    weeks: int

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the move as JSON values."""
        return attrs.asdict(self)
