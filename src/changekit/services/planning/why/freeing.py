"""What one change to the organisation would free, everything in a plan staying where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.services.planning.compiling.compile import compile_plan
from changekit.services.planning.engines.greedy import keys
from changekit.services.planning.engines.improve import settle
from changekit.services.planning.engines.schedule import Schedule

if TYPE_CHECKING:
    from changekit.model.municipality import Municipality
    from changekit.services.planning.result import Plan

__all__ = ["Freed", "freed"]


@attrs.frozen(kw_only=True)
class Freed:
    """What a change frees; nothing starts later than in the plan, and nothing loses its place.

    Attributes:
        fit: Initiatives that were left out and now have a place, sorted.
        earlier: Initiatives that had a place and now start earlier, sorted.
        share: By how much the value of the plan grows, as a share of it.
        value: By how much it grows.
    """

    fit: tuple[str, ...]
    earlier: tuple[str, ...]
    share: float
    value: float


def freed(plan: Plan, municipality: Municipality) -> Freed:
    """Return what a plan would gain if the municipality were another, less tied one.

    Every initiative first stands where the plan has it; then each starts as early as the rest
    lets it, and what was left out fills up what is free. So the gain is due to the change, not to
    another search.

    Args:
        plan: The plan as it is.
        municipality: The plan's own, with more room somewhere.
    """
    asked = {name: plan.options.get(name) for name in ("values", "discount")}
    compiled = compile_plan(municipality, as_of=plan.as_of, **asked)
    model = compiled.model
    schedule = Schedule(model)
    for i in schedule.free:
        start = plan.starts.get(model.ids[i])
        if start is not None:
            schedule.place(i, start)
    settle(schedule, keys(model, schedule))
    before = [plan.starts.get(name) for name in model.ids]
    pairs = list(zip(model.ids, before, schedule.starts, strict=True))
    value = model.objective(tuple(before))
    grown = model.objective(tuple(schedule.starts)) - value
    return Freed(
        fit=tuple(name for name, old, new in pairs if old is None and new is not None),
        earlier=tuple(
            name for name, old, new in pairs if old is not None and new is not None and new < old
        ),
        share=grown / value if value > 0 else float(grown > 0),
        value=grown,
    )
