"""Where an initiative stands in the plan that is checked."""

from __future__ import annotations

import attrs

__all__ = ["Slot"]


@attrs.frozen(kw_only=True)
class Slot:
    """Where an initiative stands in a plan.

    Attributes:
        start: Its first week, from 0.
        weeks: How many it takes.
        fixed: Whether the start was given: it may break rules, others may not break them with it.
    """

    start: int
    weeks: int
    fixed: bool

    @property
    def last(self) -> int:
        """The week in which it goes live."""
        return self.start + self.weeks - 1
