"""A part of a portfolio without its gains: what each takes, waits for and may not run beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from changekit.extension.protocols.planning import FREE
from changekit.services.planning.engines.parts import Cut
from changekit.services.planning.engines.whole import MICRO

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from changekit.extension.protocols.planning import PlanModel
    from changekit.services.planning.engines.whole import Amounts

    Whole: TypeAlias = NDArray[np.int64]
    Weeks: TypeAlias = NDArray[np.int32]
    Flags: TypeAlias = NDArray[np.bool_]
    Steps: TypeAlias = NDArray[np.float64]

__all__ = ["Outline", "Shared", "ragged"]


@attrs.frozen(kw_only=True, eq=False)
class Outline(Cut):
    """A cut without its gains, and the weeks from which they follow.

    Attributes:
        low: The first week in which each may start by its dates and what is fixed (n).
        high: The last such week; below `low` where there is none (n).
        group: The freeze group of each (n).
        open_end: By freeze group and week: whether something may go live then (G x H).
    """

    low: Weeks
    high: Weeks
    group: Weeks
    open_end: Flags

    @staticmethod
    def shared(model: PlanModel, amounts: Amounts) -> Shared:
        """Return what the outlines of one model have in common."""
        return Shared(model, amounts)


class Shared:
    """Cuts outlines out of one model."""

    def __init__(self, model: PlanModel, amounts: Amounts) -> None:
        self.model, self.amounts = model, amounts
        self._local = np.full(len(model), -1, dtype=np.int32)
        self._free = model.fixed == FREE
        self._low, self._high = _windows(model, self._free)
        taken = (amounts.amount > 0) & amounts.binds[model.use_resource]
        self._used = taken

    def of(self, members: Weeks) -> Outline:
        """Return the outline of some initiatives that nothing joins to others."""
        model, amounts = self.model, self.amounts
        self._local[members] = np.arange(len(members), dtype=np.int32)
        use_at, use = ragged(model.use_at, members, self._used)
        resources = np.unique(model.use_resource[use])
        before_at, link = ragged(model.before_at, members, self._free[model.before])
        before, lag = self._local[model.before[link]], model.lag[link]
        after_at, after, order = _turned(before_at, before)
        apart_at, apart = ragged(model.apart_at, members, self._free[model.apart])
        instead_at, instead = ragged(model.instead_at, members, self._free[model.instead])
        return Outline(
            members=members, resources=resources.astype(np.int32), horizon=model.horizon,
            weeks=model.weeks[members], must=model.mandatory[members],
            room=amounts.room[resources], step=MICRO / amounts.step[resources],
            use_at=use_at,
            use_resource=np.searchsorted(resources, model.use_resource[use]).astype(np.int32),
            use_from=model.use_from[use], use_weeks=model.use_weeks[use],
            use_amount=amounts.amount[use], before_at=before_at, before=before, lag=lag,
            required=model.required[link], after_at=after_at, after=after, after_lag=lag[order],
            apart_at=apart_at, apart=self._local[model.apart[apart]],
            instead_at=instead_at, instead=self._local[model.instead[instead]],
            cost=amounts.cost[members], purse=model.purse, budgets=amounts.budgets,
            low=self._low[members], high=self._high[members], group=model.group[members],
            open_end=model.open_end,
        )  # fmt: skip


def ragged(offsets: Weeks, members: Weeks, wanted: Flags) -> tuple[Weeks, NDArray[np.int64]]:
    """Return the offsets and the places of the wanted items of some members.

    >>> at, places = ragged(np.array([0, 2, 3]), np.array([0, 1]), np.array([True, False, True]))
    >>> at.tolist(), places.tolist()
    ([0, 1, 2], [0, 2])
    """
    lengths = np.diff(offsets)[members]
    at = np.zeros(len(members) + 1, dtype=np.int64)
    np.cumsum(lengths, out=at[1:])
    places = np.repeat(offsets[:-1][members] - at[:-1], lengths) + np.arange(at[-1])
    keep = wanted[places]
    passed = np.zeros(len(places) + 1, dtype=np.int32)
    np.cumsum(keep, out=passed[1:])
    return passed[at], places[keep]


def _turned(before_at: Weeks, before: Weeks) -> tuple[Weeks, Weeks, NDArray[np.int64]]:
    """Return links seen from the other end, and where each of them stood."""
    count = len(before_at) - 1
    owner = np.repeat(np.arange(count, dtype=np.int32), np.diff(before_at))
    order = np.argsort(before, kind="stable")
    after_at = np.zeros(count + 1, dtype=np.int32)
    np.cumsum(np.bincount(before, minlength=count), out=after_at[1:])
    return after_at, owner[order], order


def _windows(model: PlanModel, free: Flags) -> tuple[Weeks, Weeks]:
    """Return the first and last start of each by its own dates and links with what is fixed."""
    low = np.maximum(model.earliest, 0).astype(np.int32)
    high = np.minimum(model.latest, model.horizon - model.weeks).astype(np.int32)
    owner = np.repeat(np.arange(len(model)), np.diff(model.before_at))
    known, last = ~free[model.before], ~free[owner]
    first = (model.fixed + model.weeks)[model.before] + model.lag
    np.maximum.at(low, owner[known], first[known])
    latest = model.fixed[owner] - model.lag - model.weeks[model.before]
    np.minimum.at(high, model.before[last], latest[last])
    one = np.repeat(np.arange(len(model)), np.diff(model.instead_at))
    high[one[~free[model.instead]]] = -1
    return low, high
