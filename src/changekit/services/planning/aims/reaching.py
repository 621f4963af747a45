"""What a plan reaches of each aim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from changekit.model.settings import AimName
from changekit.services.planning.aims.weighing import late_weights
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from changekit.extension.protocols.planning import Figures, PlanModel

__all__ = ["AIMS", "Reached", "level_weights", "reached", "unevenness"]

AIMS: Mapping[AimName, Text] = {
    "value": Text(sv="nytta", en="value"),
    "makespan": Text(sv="veckor tills allt är klart", en="weeks until all is done"),
    "tardiness": Text(sv="försening", en="tardiness"),
    "levelled": Text(sv="ojämn belastning", en="unevenness of load"),
    "disturbance": Text(sv="veckor från tidigare plan", en="weeks away from the earlier plan"),
}
"""What each aim is called; of all but value, less is better."""
STEPS = 1_000
"""Ours: use is counted in thousandths of a unit, so that sums are exact."""
FINE = 10**13
"""Ours: a resource that is used up in one week counts 1e13, so that whole numbers will do."""


@attrs.frozen(kw_only=True)
class Reached:
    """One aim, and what a plan reaches of it."""

    aim: AimName
    amount: float

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return it as JSON values."""
        return {"aim": self.aim, "reached": round(self.amount, 6)}


def reached(
    model: PlanModel,
    starts: Sequence[int | None],
    aims: Sequence[AimName],
    *,
    supply: Figures,
    was: Mapping[str, int] | None = None,
) -> tuple[Reached, ...]:
    """Return what a plan reaches of each aim, in their order.

    Args:
        model: The model with values alone.
        starts: The plan.
        aims: The aims.
        supply: What there is of each resource in each week, before anything is planned (R x H).
        was: Start weeks of an earlier plan by id.
    """
    amounts = {
        "value": lambda: model.objective(tuple(starts)),
        "makespan": lambda: float(_last_week(model, starts)),
        "tardiness": lambda: _tardiness(model, starts),
        "levelled": lambda: unevenness(model, starts, supply) / FINE,
        "disturbance": lambda: float(_moved(model, starts, was or {})),
    }
    return tuple(Reached(aim=aim, amount=amounts[aim]()) for aim in aims)


def _last_week(model: PlanModel, starts: Sequence[int | None]) -> int:
    """Return the number of weeks until all that is planned has gone live."""
    weeks: list[int] = model.weeks.tolist()
    return max((s + weeks[i] for i, s in enumerate(starts) if s is not None), default=0)


def _tardiness(model: PlanModel, starts: Sequence[int | None]) -> float:
    """Return weeks past deadlines by their weights; what is left out comes after the last week."""
    total = 0.0
    for i, weight in enumerate(late_weights(model).tolist()):
        start = starts[i]
        end = model.horizon + 1 if start is None else start + int(model.weeks[i])
        total += weight * max(0, end - int(model.due[i]))
    return total


def _moved(model: PlanModel, starts: Sequence[int | None], was: Mapping[str, int]) -> int:
    """Return weeks away from an earlier plan; what is left out counts as the whole plan."""
    total = 0
    for name, start in zip(model.ids, starts, strict=True):
        if name in was:
            total += model.horizon if start is None else abs(start - was[name])
    return total


def level_weights(supply: Figures) -> np.ndarray:
    """Return what the square of a use in thousandths counts, by resource and week.

    Ours: 1 over what there is, squared; where there is nothing, the resource's largest counts.
    """
    most = supply.max(axis=1, initial=0.0, keepdims=True)
    there = np.where(supply > 0, supply, np.where(most > 0, most, 1.0))
    thousandths = np.maximum(np.rint(there * STEPS).astype(np.int64), 1)
    found: np.ndarray = FINE // thousandths**2
    return found


def unevenness(model: PlanModel, starts: Sequence[int | None], supply: Figures) -> int:
    """Return the squares of use over what there is, summed over resources and weeks.

    Ours: the more even the use, the less its squares sum to; in whole numbers, 1e13 for a
    resource that is used up in one week.
    """
    used = np.rint((supply - model.room) * STEPS).astype(np.int64)
    amounts = np.rint(model.use_amount * STEPS).astype(np.int64)
    at: list[int] = model.use_at.tolist()
    for i, start in enumerate(starts):
        if start is None or int(model.fixed[i]) == start:
            continue
        for use in range(at[i], at[i + 1]):
            first = start + int(model.use_from[use])
            last = first + int(model.use_weeks[use])
            used[model.use_resource[use], first:last] += amounts[use]
    return sum((level_weights(supply) * used**2).sum(axis=1).tolist())
