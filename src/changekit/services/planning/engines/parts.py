"""A part of a portfolio that can be planned apart, in whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]
    Weeks: TypeAlias = NDArray[np.int32]
    Flags: TypeAlias = NDArray[np.bool_]
    Steps: TypeAlias = NDArray[np.float64]

__all__ = ["NEVER", "Cut", "Part"]

NEVER = -(1 << 60)
"""Stands in `Part.gain` where an initiative cannot start."""


@attrs.frozen(kw_only=True, eq=False)
class Cut:
    """What some initiatives take, wait for and may not run beside, cut out of a model.

    There are n initiatives whose start is to be found, R resources, H weeks. What is fixed is not
    among them: it has taken its part of `room`. Lists of different length are flat arrays with
    offsets, as in `PlanModel`.

    Attributes:
        members: Their numbers in the model, in rising order (n).
        resources: The numbers of the resources in the model (R).
        weeks: How long each takes (n).
        must: Whether it is mandatory (n).
        room: What is left of each resource in each week, in `step` parts (R x H), 0 or more.
        step: By resource: how many whole numbers in `room` are 1 of the model's unit (R, float).
        use_at: Offsets of the uses: `use_amount` of `use_resource` in `use_weeks` weeks, from
            `use_from` weeks after the start. Weeks from H on are free.
        before_at: Offsets of `before`, with `lag` and `required`, between members only.
        after_at: The same links, seen from what has to end before: `after`, `after_lag`.
        apart_at: Offsets of `apart`, which may not run at the same time.
        instead_at: Offsets of `instead`, of which only one may be planned.
        cost: What each costs, in `purse` counting (n); 0 where it is paid from no budget.
        purse: By week: which budget a start is paid from, -1 where there is none (H).
        budgets: What is left of each budget.
    """

    members: Weeks
    resources: Weeks
    horizon: int
    weeks: Weeks
    must: Flags
    room: Whole
    step: Steps
    use_at: Weeks
    use_resource: Weeks
    use_from: Weeks
    use_weeks: Weeks
    use_amount: Whole
    before_at: Weeks
    before: Weeks
    lag: Weeks
    required: Flags
    after_at: Weeks
    after: Weeks
    after_lag: Weeks
    apart_at: Weeks
    apart: Weeks
    instead_at: Weeks
    instead: Weeks
    cost: Whole
    purse: Weeks
    budgets: Whole

    def __len__(self) -> int:
        """Return the number of initiatives."""
        return len(self.members)

    def cut(self) -> dict[str, Any]:  # Any: arrays of several types
        """Return what all cuts have, by name."""
        return {field.name: getattr(self, field.name) for field in attrs.fields(Cut)}


@attrs.frozen(kw_only=True, eq=False)
class Part(Cut):
    """A cut that nothing joins to the rest, with what each start gives, for the fast loops.

    Attributes:
        gain: What each adds to the objective by start week, times `scale`, rounded; NEVER where
            it may not start for its own dates, change freezes, deadline, or what is fixed (n x H).
        scale: How many of the whole numbers in `gain` are 1 of the objective.
        rounded: At most so much of the objective is lost by rounding all gains.
    """

    gain: Whole
    scale: float
    rounded: float
