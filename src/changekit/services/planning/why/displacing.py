"""What an initiative that is left out would displace, and at what price."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from changekit.services.planning.engines.greedy import in_order, work
from changekit.services.planning.engines.schedule import Schedule
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from changekit.extension.protocols.planning import Figures, PlanModel
    from changekit.services.planning.compiling.compile import Compiled

__all__ = ["Displacement", "displacement"]

TRIED = 24
"""Ours: so many start weeks are tried, spread evenly over those that its own dates allow."""
TOLD = 4
"""Ours: so many of those that would leave or move are named."""


@attrs.frozen(kw_only=True)
class Displacement:
    """What would follow if an initiative had to be in the plan, in its cheapest week.

    Attributes:
        start: The first day on which it would start.
        leaves: Initiatives that would lose their place, by id.
        enters: What it requires, and what would come in with it, with the first days, by id.
        moves: Initiatives that would start later or earlier, by id, with weeks later.
        gain: What it would give itself.
        loss: By how much the value of the whole plan would fall; below 0 where it would grow.
        price: How much more the capacity that it takes is worth elsewhere than it gives, by the
            prices of the bound; None where they are not known.
    """

    id: str
    start: dt.date
    leaves: tuple[str, ...]
    enters: tuple[tuple[str, dt.date], ...]
    moves: tuple[tuple[str, int], ...]
    gain: float
    loss: float
    price: float | None = None
    text: Text

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return it as JSON values."""
        return {
            "start": self.start.isoformat(),
            "leaves": list(self.leaves),
            "enters": [{"id": name, "start": day.isoformat()} for name, day in self.enters],
            "moves": [{"id": name, "weeks": weeks} for name, weeks in self.moves],
            "gain": round(self.gain, 6),
            "loss": round(self.loss, 6),
            "price": None if self.price is None else round(self.price, 6),
            "text": self.text.to(language),
        }


WOULD = Text(
    sv="Med start {start} skulle det ge {gain} men kosta planen {loss} i nytta",
    en="From {start} it would give {gain}, yet cost the plan {loss} of value",
)
WOULD_GROW = Text(
    sv="Med start {start} skulle planen ge {loss} mer nytta",
    en="From {start} the plan would give {loss} more value",
)
LEAVES = Text(sv="; utan plats: {names}", en="; without a place: {names}")
ENTERS = Text(sv="; kommer med: {names}", en="; comes along: {names}")
MOVES = Text(sv="; flyttas: {names}", en="; moved: {names}")
PRICE = Text(
    sv="; det den tar är värt {price} mer för andra, enligt gränsens priser",
    en="; what it takes is worth {price} more to others, by the prices of the bound",
)


def displacement(
    compiled: Compiled,
    starts: Sequence[int | None],
    name: str,
    *,
    prices: Figures | None = None,
) -> Displacement | None:
    """Return what an initiative that is left out would displace; None where nothing makes room.

    Ours: in each of some weeks it is put in by force, whatever it requires first: those that
    share something with it there and give least for their work leave, until it fits; then they
    go to the first week that is open to them, and the week with the least loss is told. That is
    a search, so that a smaller loss may exist.
    """
    model = compiled.model
    forced = _Forced(model, starts)
    i = model.ids.index(name)
    before = model.objective(tuple(starts))
    best: tuple[float, int, list[int | None]] | None = None
    for week in _some(forced.schedule.allowed[i]):
        after = forced.put(i, week)
        if after is not None:
            loss = before - model.objective(tuple(after))
            if best is None or loss < best[0]:
                best = (loss, week, after)
    if best is None:
        return None
    loss, week, after = best
    price = None if prices is None else _price(model, i, prices)
    return _told(compiled, starts, name, loss=loss, week=week, after=after, price=price)


def _some(bits: int) -> list[int]:
    weeks = [week for week in range(bits.bit_length()) if bits >> week & 1]
    step = max(1, -(-len(weeks) // TRIED))
    return weeks[::step]


class _Forced:
    """A schedule into which one initiative at a time is put by force, and taken out again."""

    def __init__(self, model: PlanModel, starts: Sequence[int | None]) -> None:
        self.model, self.starts = model, tuple(starts)
        self.schedule = Schedule(model)
        effort = work(model).tolist()
        self.density = [
            (0.0 if start is None else model.gain(i, start)) / effort[i]
            for i, start in enumerate(starts)
        ]
        self.free = set(self.schedule.free)
        self.uses = [
            frozenset(model.use_resource[low:high].tolist())
            for low, high in zip(model.use_at[:-1], model.use_at[1:], strict=True)
        ]
        self._go_back()

    def _go_back(self) -> None:
        for i in self.free:
            if self.schedule.starts[i] != self.starts[i]:
                self.schedule.remove(i)
        for i in self.free:
            start = self.starts[i]
            if start is not None and self.schedule.starts[i] is None:
                self.schedule.place(i, start)

    def put(self, i: int, week: int) -> list[int | None] | None:
        """Return the starts of a plan in which it stands in a week, None where that cannot be."""
        held: set[int] = set()
        out: set[int] = set()
        done = self._needed(i, held, out) and self._force(i, week, held, out)
        after = self._rest(out - held) if done else None
        self._go_back()
        return after

    def _needed(self, i: int, held: set[int], out: set[int]) -> bool:
        """Put in what it requires and what is not in the plan; tell whether that was possible."""
        for other, _, required in self.schedule.before[i]:
            if not required or self.schedule.starts[other] is not None:
                continue
            if other not in self.free or not self._needed(other, held, out):
                return False
            weeks = _some(self.schedule.allowed[other])
            if not weeks or not self._force(other, weeks[0], held, out):
                return False
        return True

    def _force(self, i: int, week: int, held: set[int], out: set[int]) -> bool:
        schedule = self.schedule
        for other in self._rivals(i, week, held):
            if schedule.window(i) >> week & 1:
                break
            self._take_out(other, held, out)
        if not schedule.window(i) >> week & 1:
            return False
        schedule.place(i, week)
        held.add(i)
        return True

    def _rivals(self, i: int, week: int, held: set[int]) -> list[int]:
        """Return who could make room: those that share a week with it, least worth first."""
        schedule, end = self.schedule, week + self.schedule.weeks[i]
        tied = {*schedule.apart[i], *schedule.instead[i], *(o for o, _ in schedule.after[i])}
        paid = schedule.cost[i] > 0
        found = []
        for other in self.free - held - {i}:
            start = schedule.starts[other]
            if start is None or any(other == need for need, _, _ in schedule.before[i]):
                continue
            overlaps = start < end and week < start + schedule.weeks[other]
            shares = overlaps and bool(self.uses[i] & self.uses[other])
            if shares or other in tied or (paid and schedule.cost[other] > 0):
                found.append(other)
        must = self.model.mandatory
        return sorted(found, key=lambda o: (bool(must[o]), self.density[o], o))

    def _take_out(self, i: int, held: set[int], out: set[int]) -> None:
        """Take an initiative out, and what requires it."""
        if self.schedule.starts[i] is None or i in held:
            return
        self.schedule.remove(i)
        out.add(i)
        for other, _ in self.schedule.after[i]:
            if any(need == i and required for need, _, required in self.schedule.before[other]):
                self._take_out(other, held, out)

    def _rest(self, out: set[int]) -> list[int | None] | None:
        """Give those that left another place, and return the starts; None where a must is out."""
        schedule = self.schedule
        for i in in_order(schedule, self.density, out):
            was, bits = self.starts[i], schedule.window(i)
            if was is not None and bits >> was & 1:
                schedule.place(i, was)
            elif bits:
                schedule.place(i, (bits & -bits).bit_length() - 1)
        if any(bool(self.model.mandatory[i]) and schedule.starts[i] is None for i in out):
            return None
        return list(schedule.starts)


def _price(model: PlanModel, i: int, prices: Figures) -> float:
    """Return how much more its capacity is worth than it gives, in its best week."""
    low, high = int(model.use_at[i]), int(model.use_at[i + 1])
    sums = np.zeros((prices.shape[0], model.horizon + 1))
    np.cumsum(prices, axis=1, out=sums[:, 1:])
    best = -float("inf")
    last = min(int(model.latest[i]), model.horizon - int(model.weeks[i]))
    for week in range(max(0, int(model.earliest[i])), last + 1):
        cost = 0.0
        for at in range(low, high):
            begin = min(model.horizon, week + int(model.use_from[at]))
            end = min(model.horizon, begin + int(model.use_weeks[at]))
            row = sums[int(model.use_resource[at])]
            cost += float(model.use_amount[at]) * float(row[end] - row[begin])
        best = max(best, model.gain(i, week) - cost)
    return -best if best > -float("inf") else 0.0


def _told(
    compiled: Compiled,
    before: Sequence[int | None],
    name: str,
    *,
    loss: float,
    week: int,
    after: Sequence[int | None],
    price: float | None,
) -> Displacement:
    model = compiled.model
    pairs = [
        (other, old, new)
        for other, old, new in zip(model.ids, before, after, strict=True)
        if other != name and old != new
    ]
    leaves = tuple(other for other, _, new in pairs if new is None)
    enters = tuple(
        (o, compiled.opens(new)) for o, old, new in pairs if old is None and new is not None
    )
    moves = tuple((o, new - old) for o, old, new in pairs if old is not None and new is not None)
    start, gain = compiled.opens(week), model.gain(model.ids.index(name), week)
    text = (WOULD if loss >= 0 else WOULD_GROW).format(
        start=start, gain=_number(gain), loss=_number(abs(loss))
    )
    parts = [text]
    if leaves:
        parts.append(LEAVES.format(names=_names(leaves)))
    if enters:
        parts.append(ENTERS.format(names=_names(other for other, _ in enters)))
    if moves:
        parts.append(MOVES.format(names=_names(other for other, _ in moves)))
    if price is not None and price > 0:
        parts.append(PRICE.format(price=_number(price)))
    whole = Text({code: "".join(part.to(code) for part in parts) for code in ("sv", "en")})
    return Displacement(
        id=name, start=start, leaves=leaves, enters=enters, moves=moves, gain=gain, loss=loss,
        price=price, text=whole,
    )  # fmt: skip


def _names(ids: Iterable[str]) -> str:
    every = list(ids)
    more = [f"+{len(every) - TOLD}"] if len(every) > TOLD else []
    return ", ".join([*every[:TOLD], *more])


def _number(value: float) -> Text:
    shown = f"{value:,.0f}"
    return Text(sv=shown.replace(",", "\N{NO-BREAK SPACE}"), en=shown)
