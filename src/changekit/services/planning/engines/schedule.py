"""A schedule that answers at once in which weeks an initiative can start.

What is left of a resource is kept as bit planes: plane b holds one bit for each week, bit b of
what is left in that week. One operation on Python's long integers then acts on all weeks. A test
proves it equal to a plain implementation that looks at one week after the other.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from changekit.extension.protocols.planning import FREE

if TYPE_CHECKING:
    from changekit.extension.protocols.planning import PlanModel
    from changekit.services.planning.engines.parts import Cut

    Use: TypeAlias = "tuple[int, int]"
    Block: TypeAlias = "tuple[int, int, tuple[int, ...], tuple[Use, ...]]"

__all__ = ["Schedule", "bits_of", "blocks_of", "neighbours", "shifts_over"]

MICRO = 1_000_000
"""Ours: loads are counted in millionths, finer than anybody states them."""
SLACK = 50
"""Ours: millionths by which loads may pass the room, so that three thirds fit into one."""


def bits_of(flags: np.ndarray) -> int:
    """Return one integer whose bit w is flag w.

    >>> bin(bits_of(np.array([1, 0, 1, 1])))
    '0b1101'
    """
    return int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")


def shifts_over(weeks: int) -> tuple[int, ...]:
    """Return the shifts after which a bit says that this week and the next ones are all good.

    >>> shifts_over(5)
    (1, 2, 1)
    """
    shifts = []
    covered = 1
    while 2 * covered <= weeks:
        shifts.append(covered)
        covered *= 2
    return (*shifts, weeks - covered) if covered < weeks else tuple(shifts)


class Schedule:
    """Which initiative starts when, and what is left of every resource.

    Attributes:
        starts: The start of each initiative, None where it is not in the plan.
        priced: Whether a start gives anything else than its value for each week that is left.
    """

    def __init__(self, model: PlanModel) -> None:
        self.model = model
        self.weeks: list[int] = model.weeks.tolist()
        self.cost: list[float] = model.cost.tolist()
        fixed: list[int] = model.fixed.tolist()
        self.starts: list[int | None] = [None if at == FREE else at for at in fixed]
        self.free = [i for i, at in enumerate(fixed) if at == FREE]
        self._all = (1 << model.horizon) - 1
        amounts = self._planes()
        self._blocks = blocks_of(model, amounts)
        self._levels: list[dict[int, int]] = [{} for _ in model.resources]
        self.allowed = _allowed(model)
        self.before, self.after = neighbours(model)
        self.apart = _lists(model.apart_at, model.apart)
        self.instead = _lists(model.instead_at, model.instead)
        self._left: list[float] = model.budgets.tolist()
        self._paid = [bits_of(model.purse == year) for year in range(len(self._left))]
        self._purse: list[int] = model.purse.tolist()
        self.priced = _is_priced(model)

    def _planes(self) -> list[int]:
        """Set up the planes; return the amount of each use in the steps of its resource."""
        model = self.model
        amounts = np.rint(model.use_amount * MICRO).astype(np.int64)
        step = np.zeros(len(model.resources), dtype=np.int64)
        np.gcd.at(step, model.use_resource, amounts)
        total = np.zeros(len(model.resources), dtype=np.int64)
        np.add.at(total, model.use_resource, amounts)
        step[step == 0] = 1
        room = np.rint(np.minimum(model.room, 1e9) * MICRO).astype(np.int64) + SLACK
        room = np.minimum(np.maximum(room, 0), total[:, None] + SLACK) // step[:, None]
        tops = room.max(axis=1, initial=0).tolist()
        self._rows = [
            [bits_of((row >> plane) & 1) for plane in range(top.bit_length())]
            for row, top in zip(room, tops, strict=True)
        ]
        return (amounts // step[model.use_resource]).tolist()  # type: ignore[no-any-return]  # list of int

    def window(self, i: int) -> int:
        """Return the weeks in which an initiative can start as things stand, as bits."""
        bits = self._in_order(i, self.allowed[i])
        if not bits:
            return 0
        for length, offset, shifts, uses in self._blocks[i]:
            good = self._all
            for resource, amount in uses:
                level = self._levels[resource].get(amount)
                good &= self._level(resource, amount) if level is None else level
            if offset + length > self.weeks[i]:  # weeks past the plan are free
                good |= ~self._all
            for shift in shifts if length > 1 else ():
                good &= good >> shift
            bits &= good >> offset
        return bits

    def _in_order(self, i: int, bits: int) -> int:
        """Return the weeks that links and budgets leave of some weeks."""
        starts, weeks = self.starts, self.weeks
        for other, lag, required in self.before[i]:
            start = starts[other]
            if start is not None:
                low = start + weeks[other] + lag
                if low > 0:
                    bits = bits >> low << low
            elif required:
                return 0
        for other, lag in self.after[i]:
            start = starts[other]
            if start is not None:
                bits &= (1 << max(0, start - lag - weeks[i] + 1)) - 1
        for other in self.apart[i]:
            start = starts[other]
            if start is not None:
                low, high = max(0, start - weeks[i] + 1), start + weeks[other]
                bits &= ~((1 << max(0, high)) - (1 << low)) if high > low else -1
        if any(starts[other] is not None for other in self.instead[i]):
            return 0
        if self.cost[i] > 0:
            for year, left in enumerate(self._left):
                bits &= ~self._paid[year] if left < self.cost[i] - 1e-6 else -1
        return bits

    def _level(self, resource: int, amount: int) -> int:
        """Return the weeks in which at least this much is left."""
        planes = self._rows[resource]
        if amount >> len(planes):
            good = 0
        else:
            good, rest = self._all, amount
            for plane in planes:
                good = plane & good if rest & 1 else plane | good
                rest >>= 1
        self._levels[resource][amount] = good
        return good

    def pays(self, i: int, start: int) -> bool:
        """Tell whether a start is worth more than leaving it out; what is mandatory always is."""
        return not self.priced or bool(self.model.mandatory[i]) or self.model.gain(i, start) >= 0

    def better(self, i: int, first: int, second: int) -> bool:
        """Tell whether the earlier of two starts gives at least as much."""
        return not self.priced or self.model.gain(i, first) >= self.model.gain(i, second)

    def first_start(self, i: int) -> int | None:
        """Return the first week in which an initiative can start, None where there is none."""
        bits = self.window(i)
        return (bits & -bits).bit_length() - 1 if bits else None

    def place(self, i: int, start: int) -> None:
        """Put an initiative into the plan; it must fit."""
        self.starts[i] = start
        if self.cost[i] > 0 and self._purse[start] >= 0:
            self._left[self._purse[start]] -= self.cost[i]
        for length, offset, _, uses in self._blocks[i]:
            mask = ((1 << length) - 1) << (start + offset) & self._all
            for resource, amount in uses:
                self._levels[resource] = {}
                _take(self._rows[resource], amount, mask)

    def remove(self, i: int) -> None:
        """Take an initiative out of the plan."""
        start = self.starts[i]
        if start is None:
            return
        self.starts[i] = None
        if self.cost[i] > 0 and self._purse[start] >= 0:
            self._left[self._purse[start]] += self.cost[i]
        for length, offset, _, uses in self._blocks[i]:
            mask = ((1 << length) - 1) << (start + offset) & self._all
            for resource, amount in uses:
                self._levels[resource] = {}
                _give(self._rows[resource], amount, mask)


def _is_priced(model: PlanModel) -> bool:
    costs = (model.decay, model.late_cost, model.move_cost, model.drop_cost)
    plain = np.arange(model.horizon, -1, -1)
    return any(bool(cost.any()) for cost in costs) or not np.array_equal(model.worth, plain)


def _take(planes: list[int], amount: int, mask: int) -> None:
    """Subtract an amount in the weeks of a mask: schoolbook subtraction, all weeks at once."""
    borrow = 0
    for at, plane in enumerate(planes):
        if amount & 1:
            planes[at] = plane ^ mask ^ borrow
            borrow |= (mask & plane) ^ mask
        elif borrow:
            planes[at] = plane ^ borrow
            borrow ^= borrow & plane
        amount >>= 1
        if not amount and not borrow:
            return


def _give(planes: list[int], amount: int, mask: int) -> None:
    """Add an amount in the weeks of a mask."""
    carry = 0
    for at, plane in enumerate(planes):
        if amount & 1:
            planes[at] = plane ^ mask ^ carry
            carry |= mask & plane
        elif carry:
            planes[at] = plane ^ carry
            carry &= plane
        amount >>= 1
        if not amount and not carry:
            return


def blocks_of(model: PlanModel | Cut, amounts: list[int]) -> list[list[Block]]:
    """Return what each initiative uses, uses of the same weeks together."""
    columns = (model.use_resource.tolist(), model.use_from.tolist(), model.use_weeks.tolist())
    uses = list(zip(*columns, amounts, strict=True))
    offsets = model.use_at.tolist()
    shifts = {length: shifts_over(length) for length in set(columns[2])}
    found = []
    for i in range(len(model)):
        together: dict[tuple[int, int], list[Use]] = {}
        for resource, offset, length, amount in uses[offsets[i] : offsets[i + 1]]:
            together.setdefault((length, offset), []).append((resource, amount))
        found.append(
            [
                (length, offset, shifts[length], tuple(items))
                for (length, offset), items in together.items()
            ]
        )
    return found


def _allowed(model: PlanModel) -> list[int]:
    """Return the weeks in which each may start by its own dates and the change freezes."""
    open_end = [bits_of(row) for row in model.open_end]
    rows = zip(
        model.earliest.tolist(), model.latest.tolist(), model.weeks.tolist(),
        model.group.tolist(), strict=True,
    )  # fmt: skip
    return [
        (open_end[group] >> (weeks - 1)) & ((1 << (latest + 1)) - (1 << earliest))
        if latest >= earliest
        else 0
        for earliest, latest, weeks, group in rows
    ]


def neighbours(
    model: PlanModel | Cut,
) -> tuple[list[list[tuple[int, int, bool]]], list[list[tuple[int, int]]]]:
    """Return what each waits for, and what waits for each."""
    offsets = model.before_at.tolist()
    links = list(
        zip(model.before.tolist(), model.lag.tolist(), model.required.tolist(), strict=True)
    )
    before = [links[offsets[i] : offsets[i + 1]] for i in range(len(model))]
    after: list[list[tuple[int, int]]] = [[] for _ in before]
    for i, waits_for in enumerate(before):
        for other, lag, _ in waits_for:
            after[other].append((i, lag))
    return before, after


def _lists(offsets: np.ndarray, items: np.ndarray) -> list[list[int]]:
    at = offsets.tolist()
    return [items[low:high].tolist() for low, high in itertools.pairwise(at)]
