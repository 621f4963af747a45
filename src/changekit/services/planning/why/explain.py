"""Why each initiative stands where it stands, and what would move it."""

from __future__ import annotations

import datetime as dt
import html
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from changekit.services.planning.compiling.compile import own_earliest
from changekit.services.planning.compiling.decided import deed
from changekit.services.planning.compiling.links import title
from changekit.services.planning.compiling.resources import ASSUMED_LIMIT
from changekit.services.planning.why import reasons
from changekit.services.planning.why.chaining import ChainStep
from changekit.services.planning.why.displacing import Displacement
from changekit.services.planning.why.hurdles import Standing
from changekit.services.planning.why.reasons import Reason
from changekit.services.planning.why.release import Release, release
from changekit.services.planning.why.trouble import resource_name, weeks_between
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from changekit.services.planning.compiling.assumptions import Item
    from changekit.services.planning.compiling.compile import Compiled
    from changekit.services.planning.why.hurdles import Hurdle

__all__ = ["Explainer", "Placed", "State"]

State: TypeAlias = Literal["running", "starts", "waits", "paused", "left-out", "done"]
MOST = 4
"""Ours: so many hurdles are named at most; more than that nobody reads."""


STATE_NAMES = {
    "running": Text(sv="pågår", en="running"),
    "starts": Text(sv="startar", en="starts"),
    "waits": Text(sv="väntar", en="waits"),
    "paused": Text(sv="pausat", en="paused"),
    "left-out": Text(sv="utelämnat", en="left out"),
    "done": Text(sv="klart", en="done"),
}


@attrs.frozen(kw_only=True)
class Placed:
    """Where one initiative stands in a plan, and why.

    Attributes:
        state: `starts` in the first week in which it may, or `waits` for a later one.
        start: The Monday of its first week, in the week of today the day that counts as today,
            or the day on which it really started.
        end: The Friday of its last week (never before its start), or the day on which it was
            really done, or paused; where nobody noted that day, the one that counts as today.
        waits_weeks: Weeks from the first in which it may start; None where it has no start.
        blocked_by: What closes the earlier weeks, or all of them.
        released_by: The smallest change that would let it start earlier, or at all.
        why: All reasons, at least one.
        chain: What would release what it waits for, and so on back, where that alone would
            release it; worked out by `Plan.explain` alone, as is the next.
        displaces: What one that is left out would displace.
    """

    id: str
    state: State
    start: dt.date | None = None
    end: dt.date | None = None
    left_out: bool = False
    waits_weeks: int | None = None
    blocked_by: tuple[Reason, ...] = ()
    released_by: Release | None = None
    why: tuple[Reason, ...] = ()
    chain: tuple[ChainStep, ...] = ()
    displaces: Displacement | None = None
    language: str = attrs.field(default="en", eq=False, repr=False)

    def __str__(self) -> str:
        """Return the place as sentences, one on each line."""
        language = self.language
        days = f"{self.start or '–'} / {self.end or '–'}"
        freed = [self.released_by.text.to(language)] if self.released_by else []
        freed += [step.text.to(language) for step in self.chain]
        freed += [self.displaces.text.to(language)] if self.displaces else []
        lines = [f"{self.id}: {STATE_NAMES[self.state].to(language)}, {days}"]
        return "\n- ".join([*lines, *(reason.text.to(language) for reason in self.why), *freed])

    def _repr_html_(self) -> str:
        head, *rest = str(self).split("\n- ")
        items = "".join(f"<li>{html.escape(line)}</li>" for line in rest)
        return f'<p lang="{html.escape(self.language)}">{html.escape(head)}</p><ul>{items}</ul>'

    def to_dict(self, language: str | None = None) -> dict[str, Any]:  # Any: JSON values
        """Return the place as JSON values, in its own language if none is named."""
        language = language or self.language
        return {
            "id": self.id,
            "state": self.state,
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "left_out": self.left_out,
            "waits_weeks": self.waits_weeks,
            "blocked_by": [reason.to_dict(language) for reason in self.blocked_by],
            "released_by": self.released_by.to_dict(language) if self.released_by else None,
            "why": [reason.to_dict(language) for reason in self.why],
            **({"chain": [step.to_dict(language) for step in self.chain]} if self.chain else {}),
            **({"displaces": self.displaces.to_dict(language)} if self.displaces else {}),
        }


class Explainer:
    """Explains a plan, one initiative after the other."""

    def __init__(self, compiled: Compiled, starts: Sequence[int | None]) -> None:
        self.compiled = compiled
        self.standing = Standing(compiled, tuple(starts))

    def explain(self, name: str) -> Placed:
        """Return where an initiative stands and why."""
        item = self.compiled.items[name]
        status = item.initiative.status
        if status in ("done", "stopped") or (
            status == "paused" and name not in self.compiled.fixed
        ):
            return self._over(item)
        if name in self.compiled.ties.barred:
            reason = self.compiled.ties.barred[name]
            return self._left_out(item, (reason,), None)
        if name in self.compiled.fixed:
            return self._fixed(item)
        return self._free(item)

    def _decided(self, item: Item) -> tuple[Reason, ...]:
        """Return who decided its start or end, when and where that is written down."""
        decision = self.compiled.decisions.get(item.id)
        if decision is None:
            return ()
        known = reasons.NOTED if decision.reference else reasons.UNNOTED
        where = known.format(reference=decision.reference)
        return (
            reasons.of("decision", "decided", body=decision.body, date=decision.date,
                       deed=deed(decision), where=where),
        )  # fmt: skip

    def _over(self, item: Item) -> Placed:
        initiative = item.initiative
        if initiative.status == "paused":
            why = reasons.of("decision", "paused")
            paused = [entry.date for entry in initiative.history if entry.status == "paused"]
            since = max(paused, default=self.compiled.as_of)
            end = max(since, initiative.started or since)
            return Placed(
                id=item.id, state="paused", start=initiative.started, end=end,
                why=(*self._decided(item), why),
            )  # fmt: skip
        if initiative.status == "stopped":
            why = reasons.of("decision", "stopped")
            told = (*self._decided(item), why)
            return Placed(id=item.id, state="left-out", left_out=True, why=told)
        day = initiative.finished
        why = reasons.of("decision", "done" if day else "done-unknown", since=day)
        return Placed(id=item.id, state="done", start=initiative.started, end=day, why=(why,))

    def _fixed(self, item: Item) -> Placed:
        calendar, now = self.compiled.calendar, self.compiled.now
        start = self.compiled.fixed[item.id]
        initiative = item.initiative
        day, end = calendar.start(start), self._end(item, start)
        if initiative.status == "running":
            since = initiative.started
            why = reasons.of("frozen", "runs" if since else "runs-unknown", since=since)
            return Placed(
                id=item.id, state="running", start=since or day, end=end,
                why=(why, *self._assumed(item)),
            )  # fmt: skip
        waits = start - max(now, own_earliest(initiative, calendar))
        state: State = "waits" if waits > 0 else "starts"
        day = self.compiled.opens(start)
        why = reasons.of("frozen", "pinned", day=day, period=calendar.label(start))
        return Placed(
            id=item.id, state="paused" if initiative.status == "paused" else state, start=day,
            end=end, waits_weeks=max(0, waits),
            why=(*self._decided(item), why, *self._assumed(item)),
        )  # fmt: skip

    def _free(self, item: Item) -> Placed:
        calendar, standing = self.compiled.calendar, self.standing
        i = standing.number[item.id]
        start = standing.starts[i]
        low = max(standing.model.first, own_earliest(item.initiative, calendar))
        if start is not None and start <= low:
            return self._at(item, start, 0, (self._at_once(item, start),), None)
        view = standing.without(i)
        hurdles = view.hurdles(i)
        top = standing.model.horizon - item.weeks + 1 if start is None else start
        wanted = (1 << max(0, top)) - (1 << low) if top > low else 0
        dates = next(hurdle for hurdle in hurdles if hurdle.type == "deadline")
        blocks = self._cover(view, i, hurdles, wanted & dates.open or wanted)
        freed = release(self.compiled, view, i, hurdles, self._paying(i, wanted))
        if start is not None:
            return self._at(item, start, start - low, blocks, freed)
        if item.late_cost and _are_open(wanted, hurdles):
            day = item.initiative.deadline
            blocks = (reasons.of("deadline", "late-costs", day=day),)
        if not any(reason.type == "deadline" for reason in blocks):
            blocks = (*blocks, self.reason(view, i, dates, low, low))
        return self._left_out(item, blocks, freed)

    def _paying(self, i: int, wanted: int) -> int:
        """Return the weeks among some in which an initiative would not take value away."""
        model = self.standing.model
        if model.mandatory[i] or not (model.late_cost[i] or model.value[i] < 0):
            return wanted
        weeks = (week for week in range(model.horizon) if wanted >> week & 1)
        return sum(1 << week for week in weeks if model.gain(i, week) >= 0)

    def _at_once(self, item: Item, start: int) -> Reason:
        earliest = item.initiative.earliest
        if earliest is not None and start > self.standing.model.first:
            period = self.compiled.calendar.label(start)
            return reasons.of("earliest", "earliest", day=earliest, period=period)
        return reasons.of("first", "first", period=self.compiled.calendar.label(start))

    def _at(
        self,
        item: Item,
        start: int,
        waits: int,
        blocks: tuple[Reason, ...],
        freed: Release | None,
    ) -> Placed:
        return Placed(
            id=item.id,
            state="waits" if waits else "starts",
            start=self.compiled.opens(start),
            end=self._end(item, start),
            waits_weeks=waits,
            blocked_by=blocks if waits else (),
            released_by=freed,
            why=(*blocks, *self._assumed(item)),
        )

    def _end(self, item: Item, start: int) -> dt.date:
        friday = last_day(self.compiled.calendar.start(start + item.weeks - 1))
        return max(friday, self.compiled.opens(start))

    def _left_out(self, item: Item, blocks: tuple[Reason, ...], freed: Release | None) -> Placed:
        return Placed(
            id=item.id, state="left-out", left_out=True, blocked_by=blocks, released_by=freed,
            why=(*blocks, *self._assumed(item)),
        )  # fmt: skip

    def _cover(
        self, view: Standing, i: int, hurdles: Sequence[Hurdle], wanted: int
    ) -> tuple[Reason, ...]:
        """Return the hurdles that between them close all wanted weeks, the widest first.

        Ours: the one that closes most weeks; then always the one that closes the last week
        still to be explained, of these the one that closes most of what is left.
        """
        closed = [(hurdle, wanted & ~hurdle.open) for hurdle in hurdles]
        closed = [(hurdle, bits) for hurdle, bits in closed if bits]
        rest = wanted
        chosen: list[Reason] = []
        while rest and closed and len(chosen) < MOST:
            last = 1 << (rest.bit_length() - 1) if chosen else 0
            hurdle, bits = max(
                closed, key=lambda pair: (bool(pair[1] & last), (pair[1] & rest).bit_count())
            )
            if not bits & rest:
                break
            low = (bits & -bits).bit_length() - 1
            chosen.append(self.reason(view, i, hurdle, low, bits.bit_length() - 1))
            rest &= ~bits
        if not chosen and self.standing.starts[i] is not None:
            period = self.compiled.calendar.label(rest.bit_length() - 1)
            return (reasons.of("decision", "chosen", period=period),)
        return tuple(chosen)

    def reason(self, view: Standing, i: int, hurdle: Hurdle, low: int, at: int) -> Reason:
        """Return a hurdle in words, as it stands before starts in the weeks `low` to `at`."""
        calendar, standing = self.compiled.calendar, self.standing
        item = self.compiled.items[standing.model.ids[i]]
        if hurdle.resource >= 0:
            return self._resource_reason(view, i, hurdle, low, at)
        if hurdle.other >= 0:
            return self._other_reason(hurdle)
        if hurdle.type == "budget":
            year = str((calendar.start(at) + dt.timedelta(3)).year)
            return reasons.of("budget", "budget", period=year)
        if hurdle.type == "freeze":
            period = calendar.label(at + item.weeks - 1)
            return reasons.of("freeze", "freeze", subject=_freeze_why(self.compiled, item, at),
                              period=period)  # fmt: skip
        if hurdle.word == "released":
            needed = [link.to for link in item.initiative.links if link.kind != "enables"]
            name = next(iter(needed), "")
            week = self.compiled.ties.release.get(item.id, 0) - 1
            return reasons.of("precedence", "waits", subject=name, period=calendar.label(week),
                              name=title(self.compiled.items, name))  # fmt: skip
        day = item.initiative.deadline
        if hurdle.word == "horizon" or day is None:
            day = last_day(calendar.start(calendar.count - 1))
        return reasons.of("deadline", hurdle.word, day=day)

    def _resource_reason(
        self, view: Standing, i: int, hurdle: Hurdle, low: int, at: int
    ) -> Reason:
        calendar = self.compiled.calendar
        resource = view.model.resources[hurdle.resource]
        weeks, short = view.lacking(i, hurdle.resource, at)
        kind = hurdle.type
        peak = self.compiled.shared.peaks.get(hurdle.resource)
        if peak is not None and all(
            peak[int(week)] >= lack - 1e-4 for week, lack in zip(weeks, short, strict=True)
        ):
            kind = "peak"
        first = weeks if low == at else view.lacking(i, hurdle.resource, low)[0]
        period = weeks_between(calendar, int(first[0]), int(max(weeks)))
        name = resource_name(self.compiled.municipality, resource)
        return reasons.of(kind, kind, subject=resource.subject, period=period, name=name)

    def _other_reason(self, hurdle: Hurdle) -> Reason:
        standing, calendar = self.standing, self.compiled.calendar
        name = standing.model.ids[hurdle.other]
        start = standing.starts[hurdle.other]
        period = ""
        if start is not None:
            end = start + standing.weeks[hurdle.other] - 1
            first, last = calendar.label(start), calendar.label(end)
            period = {"waits": last, "before": first}.get(hurdle.word, f"{first}/{last}")
        return reasons.of(hurdle.type, hurdle.word, subject=name, period=period,
                          name=title(self.compiled.items, name))  # fmt: skip

    def _assumed(self, item: Item) -> list[Reason]:
        """Return what the place rests on that is not known."""
        found = []
        for kind in item.assumed:
            if kind == "start":
                word = "assumed-end" if item.initiative.started else "assumed-started"
                found.append(reasons.of("assumed", word))
            elif kind == "hours":
                names = [
                    role.role for role in item.initiative.roles if role.hours_per_week is None
                ]
                found.append(reasons.of("assumed", "assumed-hours", name=", ".join(names)))
            else:
                found.append(reasons.of("assumed", f"assumed-{kind}", weeks=item.weeks))
        for unit in item.units or ("",):
            at = self.compiled.shared.index.get(("limit", unit))
            if at is not None and self.standing.model.resources[at].assumed:
                resource = self.standing.model.resources[at]
                found.append(
                    reasons.of("assumed", "assumed-limit", subject=unit, limit=ASSUMED_LIMIT,
                               name=resource_name(self.compiled.municipality, resource))
                )  # fmt: skip
        return found


def last_day(first: dt.date) -> dt.date:
    """Return the Friday of a week, by its Monday."""
    return first + dt.timedelta(4)


def _are_open(wanted: int, hurdles: Sequence[Hurdle]) -> bool:
    """Tell whether nothing closes one of the wanted weeks, so that lateness alone stands in it."""
    for hurdle in hurdles:
        wanted &= hurdle.open
    return bool(wanted)


def _freeze_why(compiled: Compiled, item: Item, at: int) -> str:
    """Return the units of the freeze that closes a week, the first that is one of them."""
    week = at + item.weeks - 1
    for freeze in compiled.municipality.organisation.freezes:
        if week in compiled.calendar.touched(freeze.from_, freeze.to):
            return next(iter(freeze.units), "")
    return ""
