"""What a search for the shortest schedule found, and who may change it while it goes on."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

if TYPE_CHECKING:
    from changekit.services.planning.makespan.problem import Whole

__all__ = ["Best", "BoundBy", "Outcome"]

BoundBy: TypeAlias = Literal["chain-and-work", "exclusion", "cp-sat"]
"""What a bound comes from: the longest chain and the work to do, ruling out weeks, or CP-SAT."""


@attrs.frozen(kw_only=True)
class Outcome:
    """A schedule, and how short one can be at most.

    Attributes:
        starts: The week in which each activity starts, in the order that the problem came in.
        makespan: The week by which all has ended.
        bound: No schedule is shorter.
        bound_by: What the bound comes from.
        schedules: How many lists were made into schedules.
        seconds: How long it took.
        repeatable: Whether the same call gives the same schedule on any machine.
    """

    starts: tuple[int, ...]
    makespan: int
    bound: int
    bound_by: BoundBy
    schedules: int
    seconds: float
    repeatable: bool

    @property
    def proved(self) -> bool:
        """Whether nothing shorter exists."""
        return self.bound == self.makespan


class Best:
    """The best schedule and bound so far, shared by threads."""

    def __init__(self, starts: Whole, end: int, bound: int) -> None:
        self._lock = threading.Lock()
        self.starts, self.end = starts, end
        self.bound = bound
        self.bound_by: BoundBy = "chain-and-work"

    @property
    def closed(self) -> bool:
        """Whether nothing shorter exists."""
        return self.bound >= self.end

    def offer(self, starts: Whole, end: int) -> None:
        """Take a schedule over if it is shorter."""
        with self._lock:
            if end < self.end:
                self.starts, self.end = starts.copy(), end

    def raised(self, bound: int, by: BoundBy) -> None:
        """Take a bound over if it is higher."""
        with self._lock:
            if bound > self.bound:
                self.bound, self.bound_by = min(bound, self.end), by
