"""A published portfolio as a planning model, and a look at its plans in plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from changekit.extension.protocols.planning import FREE, PlanModel, Resource, flat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from changekit.extension.protocols.planning import Weeks
    from changekit.files.portfolios import Portfolio

__all__ = ["faults", "model_of", "value_of"]


def _whole(items: Sequence[int]) -> Weeks:
    return np.array(items, dtype=np.int32)


def model_of(portfolio: Portfolio) -> PlanModel:
    """Return the planning problem of a portfolio."""
    horizon = portfolio.horizon_weeks
    items = sorted(portfolio.initiatives, key=lambda item: item.id)
    number = {item.id: at for at, item in enumerate(items)}
    index = {resource.id: at for at, resource in enumerate(portfolio.resources)}
    open_end = np.ones((2, horizon), dtype=np.bool_)
    open_end[1, [week for week in portfolio.freeze_weeks if 0 <= week < horizon]] = False
    use_at, uses = flat([[(index[r], a) for r, a in item.uses.items()] for item in items])
    before_at, before = flat([[number[name] for name in item.requires] for item in items])
    weeks = _whole([item.weeks for item in items])
    ends = [horizon if item.deadline_week is None else item.deadline_week for item in items]
    room = [resource.capacity for resource in portfolio.resources]
    none, count = _whole([]), len(items)
    return PlanModel(
        horizon=horizon, first=0, ids=tuple(number), weeks=weeks,
        earliest=_whole([item.release_week for item in items]),
        latest=np.maximum(np.minimum(_whole(ends), horizon) - weeks, -1).astype(np.int32),
        value=np.array([item.value_per_week for item in items], dtype=np.float64),
        mandatory=np.zeros(count, dtype=np.bool_), fixed=_whole([FREE] * count),
        open_end=open_end, group=_whole([int(item.no_go_live_in_freeze) for item in items]),
        resources=tuple(Resource("capacity", name) for name in index),
        room=np.array(room, dtype=np.float64).reshape(-1, horizon), use_at=_whole(use_at),
        use_resource=_whole([use[0] for use in uses]), use_from=_whole([0] * len(uses)),
        use_weeks=np.repeat(weeks, np.diff(use_at)),
        use_amount=np.array([use[1] for use in uses], dtype=np.float64),
        before_at=_whole(before_at), before=_whole(before), lag=_whole([0] * len(before)),
        required=np.ones(len(before), dtype=np.bool_), apart_at=_whole([0] * (count + 1)),
        apart=none, instead_at=_whole([0] * (count + 1)), instead=none, cost=np.zeros(count),
        purse=_whole([-1] * horizon), budgets=np.zeros(0),
    )  # fmt: skip


def value_of(portfolio: Portfolio, starts: Mapping[str, int | None]) -> float:
    """Return what a plan gives: each week's value in all weeks after the last one of the work."""
    total = 0.0
    for item in portfolio.initiatives:
        start = starts.get(item.id)
        if start is not None:
            total += item.value_per_week * (portfolio.horizon_weeks - start - item.weeks)
    return total


def faults(portfolio: Portfolio, starts: Mapping[str, int | None]) -> list[str]:
    """Return what is wrong with a plan, looked up in the portfolio itself week by week.

    It shares nothing with what makes plans, so that both would have to be wrong alike.
    """
    found: list[str] = []
    planned = {name: start for name, start in starts.items() if start is not None}
    items = {item.id: item for item in portfolio.initiatives}
    left = {resource.id: list(resource.capacity) for resource in portfolio.resources}
    frozen = set(portfolio.freeze_weeks)
    for name, start in planned.items():
        item = items[name]
        end = start + item.weeks
        last = portfolio.horizon_weeks
        last = last if item.deadline_week is None else min(last, item.deadline_week)
        if start < item.release_week or end > last:
            found.append(f"{name} takes weeks {start} to {end - 1}, outside its dates")
        if item.no_go_live_in_freeze and end - 1 in frozen:
            found.append(f"{name} goes live in week {end - 1}, in a freeze")
        for other in item.requires:
            before = planned.get(other)
            if before is None or before + items[other].weeks > start:
                found.append(f"{name} starts in week {start}, before {other} has ended")
        for resource, amount in item.uses.items():
            row = left[resource]
            for week in range(max(0, start), min(end, len(row))):
                row[week] -= amount
    for resource, row in left.items():
        found += [f"{resource}: {-rest:g} too much in week {at}"
                  for at, rest in enumerate(row) if rest < -1e-4]  # fmt: skip
    return found
