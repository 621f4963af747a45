"""What a chain of links amounts to, and what follows when something is dropped or late."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import attrs
import numpy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.services.dependencies.graph import DependencyGraph
    from changekit.services.dependencies.links import Node, Tie

__all__ = ["Chain", "Delay", "Impact", "Move", "Worth", "delayed", "dropped"]


@attrs.frozen(kw_only=True)
class Chain:
    """Initiatives that wait for each other in a row, first to last.

    Attributes:
        weeks: From the first start to the last end, lags included.
        assumed: Those of them whose weeks nobody said.
    """

    initiatives: tuple[str, ...]
    weeks: int
    assumed: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the chain as JSON values."""
        return attrs.asdict(self)


@attrs.frozen(kw_only=True)
class Worth:
    """A sum of values in one unit, between two ends; they are one where all is known."""

    low: float
    high: float
    unit: str | None = None

    def __str__(self) -> str:
        """Return the sum with its unit."""
        ends = f"{self.low:g}" if self.low == self.high else f"{self.low:g}-{self.high:g}"
        return f"{ends} {self.unit}" if self.unit else ends


@attrs.frozen(kw_only=True)
class Impact:
    """What follows if an initiative is not done; ids in order.

    Attributes:
        lost: They require it, directly or through others, and cannot be done either.
        freed: They were to follow it or one of the lost, and need not wait for that any more.
        without_help: It, or one of the lost, would have made them easier.
        possible: They are in conflict with it or one of the lost, or an alternative.
        value_per_week: What it and the lost would have given for each week, by unit of value.
        unknown_value: Those of them whose value nobody said.
    """

    initiative: str
    lost: tuple[str, ...] = ()
    freed: tuple[str, ...] = ()
    without_help: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    value_per_week: tuple[Worth, ...] = ()
    unknown_value: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the impact as JSON values."""
        return attrs.asdict(self)


@attrs.frozen(kw_only=True)
class Move:
    """An initiative that starts later, by so many weeks."""

    initiative: str
    weeks: int

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the move as JSON values."""
        return attrs.asdict(self)


@attrs.frozen(kw_only=True)
class Delay:
    """What follows if an initiative takes longer, by its links alone.

    Attributes:
        weeks: By how much it takes longer.
        moves: Who starts how much later.
        last_end: By how many weeks the end of the last of all moves.
        value: What is lost because it and those that move go live later, by unit of value.
        unknown_value: Those of them whose value nobody said.
    """

    initiative: str
    weeks: int
    moves: tuple[Move, ...] = ()
    last_end: int = 0
    value: tuple[Worth, ...] = ()
    unknown_value: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the delay as JSON values."""
        return attrs.asdict(self)


def dropped(graph: DependencyGraph, initiative: str) -> Impact:
    """Return what follows if an initiative is not done."""
    at = graph.number(initiative)
    lost = graph.required.named(numpy.flatnonzero(graph.required.ahead.reach(at)))
    gone = {initiative, *lost}
    near = [tie for tie in graph.links if (tie.source in gone) != (tie.target in gone)]
    value, unknown = _worth((graph.nodes[graph.number(name)], 1) for name in sorted(gone))
    return Impact(
        initiative=initiative,
        lost=lost,
        freed=_others(tie.source for tie in near if tie.kind == "follows" and tie.target in gone),
        without_help=_others(
            tie.target for tie in near if tie.kind == "enables" and tie.source in gone
        ),
        possible=_others(_standing(tie, gone) for tie in near if tie.kind in _EITHER),
        value_per_week=value,
        unknown_value=unknown,
    )


def delayed(graph: DependencyGraph, initiative: str, weeks: int) -> Delay:
    """Return who moves if an initiative takes longer, and what value is lost.

    Ours: each loses as many weeks of its value as it ends later; what is done or stopped loses
    nothing.
    """
    at = graph.number(initiative)
    graph.order()
    before = graph.before
    shift = before.moved(at, weeks)
    moves = {int(node): int(shift[node]) for node in numpy.flatnonzero(shift)}
    finish = before.sweep.finish + shift
    finish[at] += weeks
    ends = {at: weeks, **moves} if weeks else {}
    value, unknown = _worth((graph.nodes[node], late) for node, late in sorted(ends.items()))
    return Delay(
        initiative=initiative, weeks=weeks,
        moves=tuple(Move(initiative=graph.ids[node], weeks=late) for node, late in moves.items()),
        last_end=int(finish.max() - before.sweep.finish.max()), value=value,
        unknown_value=unknown,
    )  # fmt: skip


_EITHER = ("conflicts", "alternative-to")


def _others(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def _standing(tie: Tie, gone: set[str]) -> str:
    return tie.target if tie.source in gone else tie.source


def _worth(losses: Iterable[tuple[Node, int]]) -> tuple[tuple[Worth, ...], tuple[str, ...]]:
    """Return the sums of so many weeks of value each by unit, and whose value is not known."""
    known: dict[str, list[tuple[float, float]]] = {}
    unknown = []
    for node, weeks in losses:
        if node.over:
            continue
        if node.value is None:
            unknown.append(node.id)
        else:
            low, high = node.value
            known.setdefault(node.value_unit or "", []).append((low * weeks, high * weeks))
    sums = tuple(
        Worth(
            low=math.fsum(low for low, _ in ends), high=math.fsum(high for _, high in ends),
            unit=unit or None,
        )
        for unit, ends in sorted(known.items())
    )  # fmt: skip
    return sums, tuple(unknown)
