"""A plan that moves as little as it can away from an earlier one, with the cause of every move."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import InvalidValueError
from changekit.figures import Drawn
from changekit.files.earlier import read_earlier
from changekit.model.earlier import EarlierPlace, EarlierPlan
from changekit.services.planning.changes.causes import CauseOfMove, FindsCauses
from changekit.services.planning.plan import plan
from changekit.services.planning.result import Plan
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from changekit.figures import Shifts
    from changekit.model.municipality import Municipality

__all__ = ["Move", "Replan", "as_earlier", "replan"]


@attrs.frozen(kw_only=True)
class Move:
    """An initiative that stands elsewhere than in the earlier plan, and why.

    Attributes:
        before: Its first day in the earlier plan; None where it was left out or not known.
        after: Its first day now; None where it is left out.
        weeks: How many weeks later it starts; None where that is undefined.
        end_before: Its last day in the earlier plan.
        end_after: Its last day now.
    """

    id: str
    before: dt.date | None
    after: dt.date | None
    weeks: int | None
    end_before: dt.date | None
    end_after: dt.date | None
    cause: CauseOfMove

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the move as JSON values."""
        days = (self.before, self.after, self.end_before, self.end_after)
        before, after, end_before, end_after = (day.isoformat() if day else None for day in days)
        return {
            "id": self.id, "before": before, "after": after, "weeks": self.weeks,
            "end_before": end_before, "end_after": end_after,
            "cause": self.cause.to_dict(language),
        }  # fmt: skip


@attrs.frozen(kw_only=True, repr=False)
class Replan(Drawn, Shown):
    """A plan beside the earlier one that it keeps to.

    Attributes:
        moves: What stands elsewhere than in the earlier plan, by id.
    """

    plan: Plan
    earlier: EarlierPlan
    moves: tuple[Move, ...]
    titles: dict[str, Text] = attrs.field(repr=False)
    language: str = "en"

    @property
    def summary(self) -> Text:
        """How much of the earlier plan is kept, in a sentence."""
        planned = sum(place.planned for place in self.earlier.initiatives)
        gone = sum(move.before is not None for move in self.moves)
        return SUMMARY.format(
            kept=planned - gone, planned=planned, day=self.earlier.as_of, moves=len(self.moves)
        )

    def figure(self, *, limit: int = 40) -> Shifts:
        """Return an arrow for each initiative that stands elsewhere, from then to now.

        Args:
            limit: How many to draw at most: first who enters or leaves, then who moves furthest.
        """
        from changekit.services.planning.changes.drawing import Arrow, shifts

        arrows = [
            Arrow(self.titles.get(m.id) or Text.plain(m.id), m.before, m.after, m.cause.text)
            for m in self.moves
        ]
        return shifts(arrows, summary=self.summary, limit=limit)

    def table(self) -> Table:
        """Return one row for each initiative that stands elsewhere, with the cause."""
        rows = tuple(
            (m.id, self.titles.get(m.id), m.before, m.after, m.weeks, m.cause.text)
            for m in self.moves
        )
        return Table(title=TITLE, columns=COLUMNS, rows=rows, notice=self.plan.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the moves as JSON values, under the key `against` of `changekit plan --json`."""
        return {
            "as_of": self.earlier.as_of.isoformat(),
            "objective": self.earlier.objective,
            "moves": [move.to_dict(self.language) for move in self.moves],
            "text": self.summary.to(self.language),
        }


TITLE = Text(sv="Vad som flyttas, och varför", en="What moves, and why")
SUMMARY = Text(
    sv="{kept} av {planned} står kvar som i planen från {day}; {moves} ändringar.",
    en="{kept} of {planned} stay as in the plan of {day}; {moves} changes.",
)
COLUMNS = (
    Column("id", Text(sv="Id", en="Id")),
    Column("title", Text(sv="Förändringsinitiativ", en="Initiative")),
    Column("before", Text(sv="Förut", en="Before"), "date"),
    Column("after", Text(sv="Nu", en="Now"), "date"),
    Column("weeks", Text(sv="Veckor senare", en="Weeks later"), "number"),
    Column("cause", Text(sv="Varför", en="Why")),
)


def as_earlier(made: Plan) -> EarlierPlan:
    """Return a plan as one that was made before."""
    places = tuple(
        EarlierPlace(id=place.id, state=place.state, start=place.start, end=place.end)
        for place in made.places.values()
    )
    return EarlierPlan(as_of=made.as_of, objective=made.objective, initiatives=places)


def replan(
    municipality: Municipality,
    earlier: EarlierPlan | Plan | Path | str,
    *,
    as_of: dt.date,
    aims: Sequence[str] | None = None,
    **options: Any,  # Any: as `plan` takes them
) -> Replan:
    """Return the plan that moves least away from an earlier one, with the cause of every move.

    What runs or is fixed stands where it stands; all else stays in the week that the earlier plan
    had for it wherever the data still allows that. What is new, and what was left out, takes only
    what is left.

    Args:
        municipality: The data as it is now.
        earlier: The earlier plan, or the file that `changekit plan --json` printed it to.
        as_of: The day that counts as today.
        aims: What to reach where two plans move equally little; the value by default.
        options: Whatever else `plan` takes.

    Raises:
        UnreadableFileError: There is no such file.
        InvalidDataError: The file holds no plan, or a faulty one.
        InvalidValueError: The earlier plan knows none of the initiatives.
    """
    before = _as_earlier(earlier, options.get("language", "en"))
    places = {place.id: place for place in before.initiatives}
    if places and not set(places) & set(municipality.initiatives_by_id):
        raise InvalidValueError(
            Text(
                sv="den tidigare planen är för en annan kommun: inget av dess initiativ finns här",
                en="the earlier plan is of another municipality: none of its initiatives is here",
            )
        )
    started = {
        name: place.start
        for name, place in places.items()
        if place.planned and place.start is not None
    }
    wanted = [aim for aim in aims or ("value",) if aim != "disturbance"]
    made = plan(
        municipality, as_of=as_of, aims=("disturbance", *wanted), earlier=started, **options
    )
    finder = FindsCauses(made, places)
    names = [name for name in sorted({*places, *made.places}) if _differs(made, places, name)]
    moves = tuple(_move(made, places.get(name), finder, name) for name in names)
    titles = {name: item.initiative.title for name, item in made.compiled.items.items()}
    return Replan(plan=made, earlier=before, moves=moves, titles=titles, language=made.language)


def _as_earlier(earlier: EarlierPlan | Plan | Path | str, language: str) -> EarlierPlan:
    """Return what may be a plan, or a file with one, as an earlier plan."""
    if isinstance(earlier, Path | str):
        earlier = read_earlier(earlier, language=language).plan
    if not isinstance(earlier, Plan | EarlierPlan):
        kind = type(earlier).__name__
        raise InvalidValueError(
            Text(
                sv=f"earlier ska vara en plan eller en fil med en plan, fann {kind}",
                en=f"earlier has to be a plan, or a file with one, not {kind}",
            )
        )
    return as_earlier(earlier) if isinstance(earlier, Plan) else earlier


def _differs(made: Plan, places: dict[str, EarlierPlace], name: str) -> bool:
    """Tell whether a plan has an initiative elsewhere than an earlier one, or for longer."""
    before = places.get(name)
    week = made.starts.get(name)
    start = before.start if before is not None and before.planned else None
    if start is None or week is None:
        is_done = name in made.places and made.places[name].state == "done"
        return (start is not None or week is not None) and not is_done
    if made.compiled.calendar.index(start) != week:
        return True
    place = made.places[name]
    ends = before.end if before else None
    return place.state == "running" and bool(place.end and ends and place.end > ends)


def _move(made: Plan, before: EarlierPlace | None, finder: FindsCauses, name: str) -> Move:
    planned = before is not None and before.planned
    start = before.start if before and planned else None
    place = made.places.get(name)
    week = made.starts.get(name)
    after = place.start if place and week is not None else None
    calendar = made.compiled.calendar
    weeks = week - calendar.index(start) if start is not None and week is not None else None
    return Move(
        id=name, before=start, after=after, weeks=weeks,
        end_before=before.end if before and planned else None,
        end_after=place.end if place and week is not None else None,
        cause=finder.cause(name),
    )  # fmt: skip
