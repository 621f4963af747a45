"""Splits a model into parts that can be planned apart, each compiled when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from changekit.extension.protocols.planning import FREE
from changekit.services.planning.engines.gains import gains
from changekit.services.planning.engines.outline import Outline
from changekit.services.planning.engines.parts import Part
from changekit.services.planning.engines.whole import Amounts, amounts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from changekit.extension.protocols.planning import PlanModel, Weeks

__all__ = ["Parts", "components", "parts_of"]


def parts_of(model: PlanModel) -> Parts:
    """Return the parts of a model; each is compiled when it is taken out, and not kept.

    Two initiatives are in one part where a link joins them, or a resource or a budget that is
    too small for all who want it, or a chain of such ties. All that nothing joins to another are
    one part together. What is fixed is in no part: it has taken its part of what there is, and
    closed weeks for others.
    """
    return Parts(model)


class Parts(Sequence[Part]):
    """The parts of a model, in the order of their first initiative."""

    def __init__(self, model: PlanModel) -> None:
        self.model = model
        self.amounts = amounts(model)
        free = np.flatnonzero(model.fixed == FREE).astype(np.int32)
        label = _labels(model, self.amounts, free)
        order = np.argsort(label, kind="stable")
        self._members = free[order]
        _, first = np.unique(label[order], return_index=True)
        self._at = np.append(first, len(free))
        self._whole = Outline.shared(model, self.amounts)

    def __len__(self) -> int:
        """Return the number of parts."""
        return len(self._at) - 1

    def members(self, at: int) -> Weeks:
        """Return the numbers of a part's initiatives in the model, in rising order."""
        found: Weeks = self._members[self._at[at] : self._at[at + 1]]
        return found

    def outline(self, members: Weeks) -> Outline:
        """Return some parts as one, without gains, by all their members in rising order."""
        return self._whole.of(members)

    def part(self, members: Weeks) -> Part:
        """Return some parts as one, by all their members in rising order."""
        outline = self.outline(members)
        table, scale, rounded = gains(self.model, outline)
        return Part(gain=table, scale=scale, rounded=rounded, **outline.cut())

    @overload
    def __getitem__(self, at: int) -> Part: ...
    @overload
    def __getitem__(self, at: slice) -> list[Part]: ...
    def __getitem__(self, at: int | slice) -> Part | list[Part]:
        """Return a part, compiled now."""
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return self.part(self.members(at % len(self)))


def _labels(model: PlanModel, shared: Amounts, free: Weeks) -> NDArray[np.int64]:
    """Return for each free initiative the least member of its part; loners have one together."""
    count = len(model)
    inside = np.zeros(count, dtype=np.bool_)
    inside[free] = True
    owner = shared.owner
    ours = inside[owner] & shared.binds[model.use_resource] & (shared.amount > 0)
    ties: list[tuple[NDArray[Any], NDArray[Any]]] = [  # Any: numbers of any width
        (owner[ours], count + model.use_resource[ours])
    ]
    for offsets, others in (
        (model.before_at, model.before),
        (model.apart_at, model.apart),
        (model.instead_at, model.instead),
    ):
        mine = np.repeat(np.arange(count), np.diff(offsets))
        both = inside[mine] & inside[others]
        ties.append((mine[both], others[both]))
    paying = free[shared.cost[free] > 0]
    ties.append((paying, np.full(len(paying), paying[0] if len(paying) else 0)))
    one = np.concatenate([tie[0] for tie in ties]).astype(np.int64)
    other = np.concatenate([tie[1] for tie in ties]).astype(np.int64)
    label = components(count + len(model.resources), one, other)[free]
    _, which, size = np.unique(label, return_inverse=True, return_counts=True)
    alone = size[which] == 1
    if alone.any():
        label[alone] = label[alone].min()
    return label


def components(count: int, one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each of some nodes the least node that ties lead to.

    Source: Shiloach & Vishkin (1982), Journal of Algorithms 3(1), 57-67: trees are hooked on
    each other and flattened, in rounds that number the logarithm of the nodes.

    >>> components(5, np.array([0, 3]), np.array([3, 4])).tolist()
    [0, 1, 2, 0, 0]
    """
    label = np.arange(count)
    while True:
        least = np.minimum(label[one], label[other])
        before = label.copy()
        np.minimum.at(label, before[one], least)
        np.minimum.at(label, before[other], least)
        while (flat := label[label]).tobytes() != label.tobytes():
            label = flat
        if np.array_equal(label, before):
            return label
