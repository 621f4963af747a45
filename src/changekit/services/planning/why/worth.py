"""What one more unit of capacity would be worth: by unit, role and limit, year by year."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs
import numpy as np

from changekit.errors import UnknownNameError
from changekit.extension.protocols.planning import ResourceKind
from changekit.services.planning.engines.schedule import Schedule
from changekit.services.planning.why.deciding import candidates, relaxed
from changekit.services.planning.why.freeing import freed
from changekit.services.planning.why.trouble import resource_name
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.extension.protocols.planning import Figures
    from changekit.services.planning.result import Plan

__all__ = ["CapacityWorth", "Grain", "Worth", "worth_of_capacity"]

Grain: TypeAlias = Literal["year", "week"]
Means: TypeAlias = Literal["prices", "replanning"]
SMALL = 60
"""Ours: with so many initiatives to place, replanning is quick, and it says what is really won."""
TRIED = 8
"""Ours: so many units, roles and limits are tried by replanning."""


@attrs.frozen(kw_only=True)
class Worth:
    """What one more unit of something would be worth in a time.

    Attributes:
        kind: A unit's change capacity, a role's hours a week, or a number at once.
        subject: The unit or role; empty for the whole organisation.
        period: A year, an ISO week, or two with `/` between.
        weeks: How many weeks of the plan lie in it.
        worth: In the value that the plan counts, for one unit more in each of these weeks.
        by: What the figure rests on (see `CapacityWorth`).
    """

    kind: ResourceKind
    subject: str
    name: Text
    period: str
    weeks: int
    worth: float
    by: Means

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return it as JSON values."""
        return {
            "kind": self.kind, "subject": self.subject, "name": self.name.to(language),
            "period": self.period, "weeks": self.weeks, "worth": round(self.worth, 6),
            "by": self.by,
        }  # fmt: skip


@attrs.frozen(kw_only=True, repr=False)
class CapacityWorth(Shown):
    """What one more unit of each scarce thing would be worth, the most first.

    Attributes:
        by: `replanning`: what the plan gains with one more unit in every week, everything else
            staying or moving earlier: at least so much. `prices`: the prices of the bound, an
            upper estimate: so much more could the bound's relaxed plan give, which breaks limits
            that a real plan keeps. The real gain is often far less.
    """

    items: tuple[Worth, ...]
    by: Means
    notice: Text | None = None
    language: str = "en"

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.items)

    def table(self) -> Table:
        """Return one row for each thing and time."""
        rows = tuple(
            (KINDS[item.kind], item.name, item.period, round(item.worth, 1), RESTS_ON[item.by])
            for item in self.items
        )
        return Table(title=TITLES[self.by], columns=COLUMNS, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the rows as JSON values."""
        return {
            "by": self.by,
            "text": TITLES[self.by].to(self.language),
            "worth": [item.to_dict(self.language) for item in self.items],
        }


TITLES = {
    "prices": Text(
        sv="Vad en enhet till är värd som mest, skattat av priserna i gränsen för bästa plan "
        "(en övre skattning: den verkliga planen vinner ofta mindre)",
        en="What one more unit is worth at most, estimated by the prices of the bound "
        "(an upper estimate: the real plan often gains less)",
    ),
    "replanning": Text(
        sv="Vad en enhet till i varje vecka minst ger, prövat genom omplanering",
        en="What one more unit in every week gives at least, tried by replanning",
    ),
}
RESTS_ON = {
    "prices": Text(sv="priser i gränsen", en="prices of the bound"),
    "replanning": Text(sv="omplanering", en="replanning"),
}
NOTHING = Text(
    sv="Inget är knappt: en enhet till av kapacitet, timmar eller antal samtidigt ger inte mer.",
    en="Nothing is scarce: one more unit of capacity, hours or number at once gives no more.",
)
KINDS = {
    "capacity": Text(sv="kapacitet", en="capacity"),
    "role": Text(sv="timmar i veckan", en="hours a week"),
    "limit": Text(sv="antal samtidigt", en="number at once"),
}
COLUMNS = (
    Column("kind", Text(sv="Slag", en="Kind")),
    Column("name", Text(sv="Enhet eller roll", en="Unit or role")),
    Column("period", Text(sv="Tid", en="Time")),
    Column("worth", Text(sv="Värt", en="Worth"), "number"),
    Column("by", Text(sv="Vilar på", en="Rests on")),
)


def worth_of_capacity(plan: Plan, *, by: Grain = "year") -> CapacityWorth:
    """Return what one more unit of each scarce thing would be worth, the most first.

    Ours: a plan with at most 60 initiatives to place, one that is proven to be the best, and one
    without prices are tried by replanning: one more unit in every week, with everything else where
    it is or earlier. Other plans take the prices of the bound.

    Args:
        plan: The plan as it is.
        by: `year` or `week`, for prices; replanning tells of the whole time of the plan.

    Raises:
        UnknownNameError: There is no such `by`.
    """
    if by not in ("year", "week"):
        raise UnknownNameError("period", by, known=("year", "week"))
    prices = None if _replanned(plan) else plan.prices
    found = _by_replanning(plan) if prices is None else _by_prices(plan, prices, by)
    items = sorted(
        (item for item in found if item.worth > 0),
        key=lambda item: (-item.worth, item.kind, item.subject, item.period),
    )
    return CapacityWorth(
        items=tuple(items), by="replanning" if prices is None else "prices",
        notice=plan.notice, language=plan.language,
    )  # fmt: skip


def _replanned(plan: Plan) -> bool:
    """Return whether replanning says it better than the prices, whatever is installed."""
    proven = plan.status == "optimal" or plan.gap == 0
    return proven or len(Schedule(plan.compiled.model).free) <= SMALL


def _by_prices(plan: Plan, prices: Figures, by: Grain) -> Iterator[Worth]:
    calendar = plan.compiled.calendar
    periods = [
        str((calendar.start(week) + dt.timedelta(3)).year)
        if by == "year"
        else calendar.label(week)
        for week in range(calendar.count)
    ]
    names = sorted(set(periods))
    order = {name: at for at, name in enumerate(names)}
    column = np.array([order[name] for name in periods], dtype=np.int64)
    for at, resource in enumerate(plan.compiled.model.resources):
        sums = np.bincount(column, weights=prices[at], minlength=len(names))
        for name, worth in zip(names, sums.tolist(), strict=True):
            yield Worth(
                kind=resource.kind, subject=resource.subject,
                name=resource_name(plan.compiled.municipality, resource), period=name,
                weeks=periods.count(name) if by == "year" else 1, worth=worth,
                by="prices",
            )  # fmt: skip


def _by_replanning(plan: Plan) -> Iterator[Worth]:
    compiled = plan.compiled
    calendar = compiled.calendar
    weeks = max(0, calendar.count - compiled.model.first)
    tried = [c for c in candidates(plan.places.values()) if c.type in KINDS][:TRIED]
    for item in tried:
        one = attrs.evolve(item, amount=1.0)
        made = relaxed(plan, one)
        at = compiled.shared.index.get((item.type, item.subject))
        if made is None or at is None or not weeks:
            continue
        resource = compiled.shared.resources[at]
        first, last = calendar.label(compiled.model.first), calendar.label(calendar.count - 1)
        yield Worth(
            kind=resource.kind, subject=resource.subject,
            name=resource_name(compiled.municipality, resource), period=f"{first}/{last}",
            weeks=weeks, worth=freed(plan, made[1]).value,
            by="replanning",
        )  # fmt: skip
