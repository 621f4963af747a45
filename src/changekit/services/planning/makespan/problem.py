"""Activities that share resources week by week, compiled to arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from changekit.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from changekit.files.psplib import SchedulingProblem

__all__ = ["NEVER_LATE", "Problem", "Use", "Whole", "compiled", "problem"]

Whole: TypeAlias = NDArray[np.int64]
"""Whole numbers."""

NEVER_LATE: Final = 1 << 40
"""Stands where nothing has a latest week."""

Use: TypeAlias = "tuple[int, int, int, int]"
"""A resource, how many weeks after the start it is used, for how many weeks, and how much."""


@attrs.frozen(kw_only=True, eq=False)
class Problem:
    """A problem of n activities, each of which stands after those it waits for.

    Lists of different length are flat arrays with offsets: the items of activity i are those from
    `x_at[i]` to `x_at[i + 1]`.

    Attributes:
        order: The number that each activity had where the problem came from (n).
        weeks: How long each takes (n).
        earliest: The first week in which each may start (n).
        latest: The last such week, `NEVER_LATE` where there is none (n).
        before_at: Offsets of `before`: what has to end `lag` weeks before the start.
        use_at: Offsets of the uses: `use_amount` of `use_resource` in `use_weeks` weeks, from
            `use_from` weeks after the start.
        room: How much there is of each resource in each week (R x H). There are so many weeks that
            any list can be scheduled.
        usual: How much there is of each resource in its best week, of those that were given but
            the last (R).
        steady: Whether every resource is the same in all weeks, and nothing has an earliest or
            latest week.
    """

    order: tuple[int, ...]
    weeks: Whole
    earliest: Whole
    latest: Whole
    before_at: Whole
    before: Whole
    lag: Whole
    use_at: Whole
    use_resource: Whole
    use_from: Whole
    use_weeks: Whole
    use_amount: Whole
    room: Whole
    usual: Whole
    steady: bool

    def __len__(self) -> int:
        """Return the number of activities."""
        return len(self.order)

    @property
    def horizon(self) -> int:
        """How many weeks there are."""
        return int(self.room.shape[1])

    def taken(self, starts: Sequence[int]) -> tuple[Whole, int]:
        """Return starts in the order of this problem, from that which it came in; and the end."""
        found = np.array([starts[i] for i in self.order], dtype=np.int64)
        return found, int((found + self.weeks).max(initial=0))

    def given(self, starts: Whole) -> tuple[int, ...]:
        """Return starts in the order that the problem came in."""
        found = [0] * len(self)
        for start, i in zip(starts.tolist(), self.order, strict=True):
            found[i] = start
        return tuple(found)


def problem(
    weeks: Sequence[int],
    *,
    before: Sequence[Sequence[tuple[int, int]]],
    uses: Sequence[Sequence[Use]],
    room: ArrayLike,
    earliest: Sequence[int] | None = None,
    latest: Sequence[int] | None = None,
) -> Problem:
    """Return a compiled problem.

    Args:
        weeks: How long each activity takes, 0 or more.
        before: By activity: those that have to end before it, and how many weeks before.
        uses: By activity: what it takes of which resource, and when.
        room: How much there is of each resource in each week (R x weeks, at least one week); after
            the last of these weeks it stays as in the last.
        earliest: The first week in which each may start; None: 0.
        latest: The last such week; a search prefers schedules that keep to it. None: any.

    Raises:
        InvalidValueError: Activities wait for each other in a circle, or one needs more than there
            is at last, or a number is below 0.

    >>> two = problem([3, 2], before=[[(1, 0)], []], uses=[[(0, 0, 3, 1)], []], room=[[1]])
    >>> two.order, two.weeks.tolist(), two.horizon
    ((1, 0), [2, 3], 6)
    """
    order = _topological(before)
    at = {i: k for k, i in enumerate(order)}
    table = np.asarray(room, dtype=np.int64)
    first = [int(week) for week in earliest] if earliest else [0] * len(weeks)
    _check(weeks, uses, table, first)
    links = [sorted((at[j], lag) for j, lag in before[i]) for i in order]
    flat = [(k, *use) for k, i in enumerate(order) for use in uses[i] if use[2] > 0 and use[3] > 0]
    last = [int(week) for week in latest] if latest is not None else [NEVER_LATE] * len(weeks)
    free = not any(first) and all(week >= NEVER_LATE for week in last)
    steady = free and bool((table == table[:, :1]).all())
    lags = sum(max((lag for _, lag in row), default=0) for row in links)
    more = max(first, default=0) + sum(weeks) + max(lags, 0) + 1
    weeks_left = more if steady else more + table.shape[1]
    whole = np.concatenate([table[:, :weeks_left], np.repeat(
        table[:, -1:], max(0, weeks_left - table.shape[1]), axis=1)], axis=1)  # fmt: skip
    columns = np.array(flat, dtype=np.int64).reshape(-1, 5)
    return Problem(
        order=tuple(order),
        weeks=_whole(weeks[i] for i in order),
        earliest=_whole(first[i] for i in order),
        latest=_whole(last[i] for i in order),
        before_at=_offsets(len(row) for row in links),
        before=_whole(j for row in links for j, _ in row),
        lag=_whole(lag for row in links for _, lag in row),
        use_at=np.searchsorted(columns[:, 0], np.arange(len(order) + 1)).astype(np.int64),
        use_resource=columns[:, 1].copy(), use_from=columns[:, 2].copy(),
        use_weeks=columns[:, 3].copy(), use_amount=columns[:, 4].copy(),
        room=whole, usual=_usual(table, columns), steady=steady,
    )  # fmt: skip


def compiled(given: SchedulingProblem) -> Problem:
    """Return the problem of a file, compiled."""
    before: list[list[tuple[int, int]]] = [[] for _ in given.durations]
    for i, row in enumerate(given.successors):
        for j in row:
            before[j].append((i, 0))
    uses = [
        [(k, 0, weeks, amount) for k, amount in enumerate(row)]
        for weeks, row in zip(given.durations, given.requests, strict=True)
    ]
    room = np.array(given.capacities, dtype=np.int64).reshape(-1, 1)
    return problem(given.durations, before=before, uses=uses, room=room)


def _usual(room: Whole, uses: Whole) -> Whole:
    most: Whole = room[:, : max(1, room.shape[1] - 1)].max(axis=1, initial=0)
    np.maximum.at(most, uses[:, 1], uses[:, 4])
    return most


def _topological(before: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """Return an order in which each stands after those it waits for; the smallest number first."""
    import heapq

    after: list[list[int]] = [[] for _ in before]
    left = [len(row) for row in before]
    for i, row in enumerate(before):
        for j, _ in row:
            after[j].append(i)
    ready = [i for i, count in enumerate(left) if not count]
    order = []
    while ready:
        i = heapq.heappop(ready)
        order.append(i)
        for j in after[i]:
            left[j] -= 1
            if not left[j]:
                heapq.heappush(ready, j)
    if len(order) < len(before):
        msg = f"activities {sorted(set(range(len(before))) - set(order))} wait for each other"
        raise InvalidValueError(msg)
    return order


def _check(
    weeks: Sequence[int], uses: Sequence[Sequence[Use]], room: Whole, earliest: Sequence[int]
) -> None:
    if min(weeks, default=0) < 0 or min(earliest, default=0) < 0 or room.min(initial=0) < 0:
        msg = "durations, earliest weeks and capacities must be 0 or more"
        raise InvalidValueError(msg)
    for i, row in enumerate(uses):
        for resource, lead, length, amount in row:
            if min(resource, lead, length, amount) < 0:
                msg = f"activity {i}: what it uses must be 0 or more, got {row!r}"
                raise InvalidValueError(msg)
            if length and amount > room[resource, -1]:
                msg = (
                    f"activity {i} needs {amount} of resource {resource}, "
                    f"which has {room[resource, -1]} at last"
                )
                raise InvalidValueError(msg)


def _whole(numbers: object) -> Whole:
    return np.array(list(numbers), dtype=np.int64)  # type: ignore[call-overload]  # whole numbers


def _offsets(lengths: object) -> Whole:
    return np.concatenate([[0], np.cumsum(_whole(lengths))]).astype(np.int64)
