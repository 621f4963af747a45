"""What initiatives ask for, as columns of numbers: who, where, from when to when, how much.

Ours: amounts are whole millionths, so that sums come out the same in any order and on any machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from changekit.model.initiative import Initiative

Whole: TypeAlias = "NDArray[numpy.int64]"
Figures: TypeAlias = "NDArray[numpy.float64]"
Flags: TypeAlias = "NDArray[numpy.bool_]"
Run: TypeAlias = tuple[int, int, int, int, int, int]

__all__ = [
    "GO_LIVE", "MILLION", "PREPARATION", "SETTLING", "USUAL_LOAD", "Figures", "Flags", "Runs",
    "Whole", "first_of", "role_runs", "unit_runs",
]  # fmt: skip

MILLION = 1_000_000
PREPARATION, GO_LIVE, SETTLING = range(3)
USUAL_LOAD = 1.0
"""Ours: what an initiative asks of its owner's unit where nobody said: one ordinary change."""


@attrs.frozen(kw_only=True, eq=False)
class Runs:
    """Stretches of weeks in which an initiative asks the same of one unit or role in each.

    Attributes:
        item: The number of the initiative.
        row: The number of the unit or role.
        start: The first week.
        stop: The week after the last.
        amount: What is asked for in each week, in millionths.
        phase: 0 before go-live, 1 at go-live, 2 settling after it.
    """

    item: Whole
    row: Whole
    start: Whole
    stop: Whole
    amount: Whole
    phase: Whole

    @classmethod
    def of(cls, runs: Iterable[Run], weeks: int) -> Runs:
        """Return runs cut to the weeks of a calendar; those outside it are left out."""
        columns = numpy.array(list(runs), dtype=numpy.int64).reshape(-1, 6).T
        columns[2:4] = numpy.clip(columns[2:4], 0, weeks)
        kept = columns[:, (columns[2] < columns[3]) & (columns[4] != 0)]
        names = ("item", "row", "start", "stop", "amount", "phase")
        return cls(**dict(zip(names, kept, strict=True)))

    def rolled(self, shares: Sequence[Sequence[tuple[int, float]]]) -> Runs:
        """Return the runs as they count at each row and the rows above it.

        Args:
            shares: By row: the rows where it counts, itself among them, and with what share.
        """
        counts = numpy.array([len(above) for above in shares], dtype=numpy.int64)
        flat = [pair for above in shares for pair in above]
        rows = numpy.array([row for row, _ in flat], dtype=numpy.int64)
        parts = numpy.array([part for _, part in flat], dtype=float)
        take = numpy.repeat(numpy.arange(len(self.row)), counts[self.row])
        begins = numpy.cumsum(counts) - counts
        at = begins[self.row[take]] + _steps(counts[self.row])
        amount = numpy.rint(self.amount[take] * parts[at]).astype(numpy.int64)
        return Runs(
            item=self.item[take], row=rows[at], start=self.start[take], stop=self.stop[take],
            amount=amount, phase=self.phase[take],
        )  # fmt: skip

    def figures(self, rows: int, weeks: int) -> Figures:
        """Return what is asked for by phase, row and week (3 x rows x weeks)."""
        steps = numpy.zeros((3, rows, weeks + 1), dtype=numpy.int64)
        numpy.add.at(steps, (self.phase, self.row, self.start), self.amount)
        numpy.subtract.at(steps, (self.phase, self.row, self.stop), self.amount)
        sums: Figures = numpy.cumsum(steps, axis=2)[:, :, :weeks] / MILLION
        return sums

    def entries(self, where: Flags | None = None) -> tuple[Whole, Whole, Whole, Whole]:
        """Return item, row, week and amount of all weeks, one for each, in the order of cells.

        Args:
            where: The cells (rows x weeks) that are wanted; all by default.
        """
        lengths = self.stop - self.start
        take = numpy.repeat(numpy.arange(len(lengths)), lengths)
        week = self.start[take] + _steps(lengths)
        if where is not None:
            kept = where[self.row[take], week]
            take, week = take[kept], week[kept]
        item, row, amount = self.item[take], self.row[take], self.amount[take]
        order = numpy.lexsort((item, week, row))
        item, row, week, amount = item[order], row[order], week[order], amount[order]
        first = first_of(row, week, item)
        sums = numpy.add.reduceat(amount, first) if len(first) else amount
        return item[first], row[first], week[first], sums


def first_of(*columns: Whole) -> Whole:
    """Return where sorted columns begin to hold something else than in the row before."""
    if not len(columns[0]):
        return numpy.zeros(0, dtype=numpy.int64)
    new = numpy.zeros(len(columns[0]), dtype=bool)
    new[0] = True
    for column in columns:
        new[1:] |= column[1:] != column[:-1]
    return numpy.flatnonzero(new)


def _steps(lengths: Whole) -> Whole:
    """Return 0, 1, 2, ... up to each length in turn."""
    ends = numpy.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    steps: Whole = numpy.arange(total) - numpy.repeat(ends - lengths, lengths)
    return steps


def unit_runs(
    items: Iterable[tuple[Initiative, int, int]], units: Mapping[str, int], weeks: int
) -> Runs:
    """Return what initiatives ask of units.

    Args:
        items: Initiatives with their first week and their number of weeks.
        units: The row of each unit.
        weeks: How many weeks the calendar has.
    """
    return Runs.of(
        (
            run
            for at, (item, first, length) in enumerate(items)
            for run in _of_units(at, item, first, length, units)
        ),
        weeks,
    )


def _of_units(
    at: int, item: Initiative, first: int, length: int, units: Mapping[str, int]
) -> Iterator[Run]:
    last = first + length - 1
    if not item.load:
        if item.status != "done" and item.owner and item.owner.unit in units:
            yield from _level(at, units[item.owner.unit], first, last, USUAL_LOAD)
        return
    for load in item.load:
        row = units.get(load.unit)
        if row is None or (item.status == "done" and not load.settling_weeks):
            continue
        if load.amount is not None:
            yield from _level(at, row, first, last, load.amount)
            continue
        for week, amount in enumerate(load.over(length), start=first):
            if item.status == "done" and week <= last:
                continue
            phase = PREPARATION if week < last else GO_LIVE if week == last else SETTLING
            yield at, row, week, week + 1, round(amount * MILLION), phase


def _level(at: int, row: int, first: int, last: int, amount: float) -> Iterator[Run]:
    whole = round(amount * MILLION)
    yield at, row, first, last, whole, PREPARATION
    yield at, row, last, last + 1, whole, GO_LIVE


def role_runs(
    items: Iterable[tuple[Initiative, int, int]], roles: Mapping[str, int], weeks: int
) -> Runs:
    """Return what initiatives ask of key roles, in hours; unknown hours are left out."""
    return Runs.of(
        (
            run
            for at, (item, first, length) in enumerate(items)
            for key in item.roles
            if key.role in roles and key.hours_per_week is not None and item.status != "done"
            for run in _level(at, roles[key.role], first, first + length - 1, key.hours_per_week)
        ),
        weeks,
    )
