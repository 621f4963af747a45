"""Why an initiative no longer stands where an earlier plan had it: the fact that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from changekit.services.planning.compiling.compile import own_earliest
from changekit.services.planning.compiling.links import title
from changekit.services.planning.why.explain import Explainer
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from changekit.model.earlier import EarlierPlace
    from changekit.services.planning.result import Plan
    from changekit.services.planning.why.hurdles import Hurdle
    from changekit.services.planning.why.reasons import Reason

__all__ = ["CauseOfMove", "FindsCauses", "MoveType"]

MoveType: TypeAlias = Literal[
    "late", "longer", "started", "decision", "gone", "new", "room", "precedence", "capacity",
    "role", "limit", "peak", "freeze", "earliest", "deadline", "budget", "conflict", "chosen",
]  # fmt: skip


@attrs.frozen(kw_only=True)
class CauseOfMove:
    """Why one initiative moved.

    Attributes:
        subject: The unit, role or initiative that it is about; empty for the whole.
        period: An ISO week, two with `/` between, or a year; empty where time plays no part.
        because: The initiative whose own move or arrival leaves no room; empty where a fact did.
    """

    type: MoveType
    subject: str = ""
    period: str = ""
    because: str = ""
    text: Text

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the cause as JSON values."""
        return {
            "type": self.type, "subject": self.subject, "period": self.period,
            "because": self.because, "text": self.text.to(language),
        }  # fmt: skip


WORDS = {
    "gone": Text(sv="Finns inte längre i uppgifterna", en="Is no longer in the data"),
    "new": Text(sv="Är nytt sedan förra planen", en="Is new since the earlier plan"),
    "room": Text(sv="Får plats nu", en="There is room for it now"),
    "late": Text(
        sv="Skulle ha börjat {day} men har inte börjat",
        en="Was to start on {day} but has not started",
    ),
    "started": Text(sv="Började i verkligheten {day}", en="Really started on {day}"),
    "longer": Text(
        sv="Pågår till {day}, inte till {planned}", en="Runs until {day}, not until {planned}"
    ),
    "pinned": Text(sv="Starten är fastlagd till {day}", en="The start is fixed to {day}"),
    "stopped": Text(sv="Är stoppat", en="Is stopped"),
    "paused": Text(sv="Är pausat", en="Is paused"),
    "done": Text(sv="Är klart", en="Is done"),
    "earliest": Text(sv="Får inte börja före {day}", en="May not start before {day}"),
    "chosen": Text(
        sv="Kunde ha stått kvar; flyttat för att annat ska rymmas",
        en="Could have stayed; moved so that other work fits",
    ),
    "because": Text(
        sv="{reason}, där {name} nu tar plats", en="{reason}, as {name} takes room now"
    ),
    "less": Text(
        sv="{reason}: det finns mindre än förut", en="{reason}: there is less than before"
    ),
}
_ORDER = ("deadline", "freeze", "precedence", "conflict", "budget", "role", "capacity", "limit")


class FindsCauses:
    """Finds why initiatives moved, one after the other."""

    def __init__(self, plan: Plan, earlier: Mapping[str, EarlierPlace]) -> None:
        self.plan, self.earlier = plan, earlier
        self.compiled = plan.compiled
        starts = [plan.starts.get(name) for name in plan.compiled.model.ids]
        self.explainer = Explainer(plan.compiled, starts)
        self.standing = self.explainer.standing
        calendar = plan.compiled.calendar
        self.was = {
            name: calendar.index(place.start)
            for name, place in earlier.items()
            if place.start is not None and place.planned
        }

    def cause(self, name: str) -> CauseOfMove:
        """Return why an initiative moved."""
        item = self.compiled.items.get(name)
        if item is None:
            return _of("gone")
        initiative = item.initiative
        if initiative.status in ("stopped", "done") or (
            initiative.status == "paused" and name not in self.plan.starts
        ):
            return self._decided(name) or _of("decision", initiative.status)
        if name in self.compiled.fixed:
            return self._fixed(name)
        week = self.was.get(name)
        if name not in self.earlier:
            return _of("new")
        if week is None:
            return _of("room")
        return self._free(name, week)

    def _decided(self, name: str) -> CauseOfMove | None:
        """Return the decision of a management group that holds for an initiative, if any."""
        if name not in self.compiled.decisions:
            return None
        told = self.plan.explain(name).why[0]
        return CauseOfMove(type="decision", text=told.text)

    def _fixed(self, name: str) -> CauseOfMove:
        initiative = self.compiled.items[name].initiative
        place = self.plan.explain(name)
        if initiative.status != "running":
            return self._decided(name) or _of("decision", "pinned", day=place.start)
        before = self.earlier.get(name)
        calendar = self.compiled.calendar
        same = self.was.get(name) == calendar.index(place.start or calendar.first)
        if before is not None and same and before.end and place.end:
            return _of("longer", day=place.end, planned=before.end)
        return _of("started", day=place.start)

    def _free(self, name: str, week: int) -> CauseOfMove:
        calendar, standing = self.compiled.calendar, self.standing
        initiative = self.compiled.items[name].initiative
        if week < standing.model.first:
            return _of("late", day=self.earlier[name].start)
        if own_earliest(initiative, calendar) > week:
            return _of("earliest", day=initiative.earliest, period=calendar.label(week))
        if name in self.compiled.ties.barred:
            return _as_cause(self.compiled.ties.barred[name])
        i = standing.number[name]
        view = standing.without(i)
        closed = [h for h in view.hurdles(i) if not h.open >> week & 1]
        if not closed:
            return _of("chosen")
        first = min(closed, key=lambda h: _ORDER.index(h.type) if h.type in _ORDER else 99)
        reason = self.explainer.reason(view, i, first, week, week)
        if first.resource >= 0:
            return self._crowded(name, first, reason, view.lacking(i, first.resource, week)[0])
        other = standing.model.ids[first.other] if first.other >= 0 else ""
        return _as_cause(reason, because=other if self.has_moved(other) else "")

    def _crowded(self, name: str, hurdle: Hurdle, reason: Reason, weeks: Any) -> CauseOfMove:
        # Any: an array of weeks
        inside = {int(week) for week in weeks}
        found = [
            other
            for at, other in enumerate(self.standing.model.ids)
            if other != name and self.has_moved(other) and self._takes(at, hurdle, inside)
        ]
        if not found:
            return _as_cause(reason, text=WORDS["less"].format(reason=reason.text))
        first = min(found, key=lambda other: (other in self.was, other))
        told = WORDS["because"].format(reason=reason.text, name=title(self.compiled.items, first))
        return _as_cause(reason, because=first, text=told)

    def _takes(self, i: int, hurdle: Hurdle, weeks: set[int]) -> bool:
        start = self.standing.starts[i]
        if start is None:
            return False
        return any(
            not weeks.isdisjoint(range(start + offset, start + offset + length))
            for resource, offset, length, _ in self.standing.uses(i)
            if resource == hurdle.resource
        )

    def has_moved(self, name: str) -> bool:
        """Tell whether an initiative stands elsewhere than it did, or lasts longer."""
        if not name or name not in self.plan.starts:
            return bool(name) and name in self.was
        if self.was.get(name) != self.plan.starts[name]:
            return True
        before, place = self.earlier[name], self.plan.explain(name)
        return before.end is not None and place.end is not None and place.end > before.end


def _of(
    type: MoveType,  # noqa: A002  # the key in the output
    word: str = "",
    *,
    period: str = "",
    **values: dt.date | None,
) -> CauseOfMove:
    return CauseOfMove(type=type, period=period, text=WORDS[word or type].format(**values))


def _as_cause(reason: Reason, *, because: str = "", text: Text | None = None) -> CauseOfMove:
    kind: Any = reason.type  # Any: the types of both overlap but for those that close no week
    return CauseOfMove(
        type=kind, subject=reason.subject, period=reason.period, because=because,
        text=text or reason.text,
    )  # fmt: skip
