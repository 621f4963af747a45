"""Inventory: every initiative with what it asks of each unit before, at and after go-live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy

from changekit.services.load.runs import GO_LIVE, MILLION, PREPARATION, SETTLING, first_of
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.services.load.picture import LoadPicture

__all__ = ["Impacted", "Inventory", "inventory_of"]

LEVELS = {
    "low": Text(sv="låg", en="low"),
    "medium": Text(sv="medel", en="medium"),
    "high": Text(sv="hög", en="high"),
}


@attrs.frozen(kw_only=True)
class Impacted:
    """What one initiative asks of one unit within the weeks that are looked at.

    Attributes:
        first: The first ISO week in which it asks for something, and `last` the last.
        preparation: Its load in all weeks before go-live, in load x weeks.
        go_live: The same in the week of go-live.
        settling: The same in the weeks after go-live.
        heaviest: Its heaviest week.
        level: `low`, `medium` or `high`, by the heaviest week.
        assumed: Whether nobody said its load.
    """

    initiative: str
    unit: str
    first: str
    last: str
    preparation: float
    go_live: float
    settling: float
    heaviest: float
    level: str
    assumed: bool

    @property
    def load(self) -> float:
        """What it asks for in all, in load x weeks."""
        return self.preparation + self.go_live + self.settling


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Inventory(Shown):
    """Every initiative with what it asks of each unit, by initiative and unit."""

    items: tuple[Impacted, ...]
    language: str = "en"
    notice: Text | None = None

    def __len__(self) -> int:
        """Return how many pairs of initiative and unit there are."""
        return len(self.items)

    def __iter__(self) -> Iterator[Impacted]:
        """Return the pairs, by initiative and then unit."""
        return iter(self.items)

    def table(self) -> Table:
        """Return one row for each initiative and unit."""
        columns = (
            Column("initiative", Text(sv="Förändringsinitiativ", en="Initiative")),
            Column("unit", Text(sv="Enhet", en="Unit")),
            Column("first", Text(sv="Från", en="From")),
            Column("last", Text(sv="Till", en="To")),
            Column("preparation", Text(sv="Före driftsättning", en="Before go-live"), "number"),
            Column("go_live", Text(sv="Vid driftsättning", en="At go-live"), "number"),
            Column("settling", Text(sv="Efter driftsättning", en="Settling in"), "number"),
            Column("heaviest", Text(sv="Tyngsta vecka", en="Heaviest week"), "number", 2),
            Column("level", Text(sv="Påverkan", en="Impact")),
            Column("assumed", Text(sv="Antaget", en="Assumed")),
        )
        rows = tuple(
            (item.initiative, item.unit, item.first, item.last, item.preparation, item.go_live,
             item.settling, item.heaviest, LEVELS[item.level], item.assumed)
            for item in self.items
        )  # fmt: skip
        title = Text(sv="Vad varje förändring kräver av vem", en="What each change asks of whom")
        return Table(
            title=title, columns=columns, rows=rows, notice=self.notice, language=self.language
        )

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the inventory as JSON values."""
        return {"inventory": [attrs.asdict(item) for item in self.items]}


def inventory_of(picture: LoadPicture) -> Inventory:
    """Return what each initiative puts on each unit itself."""
    runs = picture.own
    totals = numpy.zeros((3, len(runs.item)), dtype=numpy.int64)
    totals[runs.phase, numpy.arange(len(runs.item))] = runs.amount * (runs.stop - runs.start)
    order = numpy.lexsort((runs.row, runs.item))
    item, row = runs.item[order], runs.row[order]
    first = first_of(item, row)
    if not len(first):
        return Inventory(items=(), language=picture.language, notice=picture.notice)
    phases = [numpy.add.reduceat(totals[phase][order], first) / MILLION
              for phase in (PREPARATION, GO_LIVE, SETTLING)]  # fmt: skip
    begins = numpy.minimum.reduceat(runs.start[order], first)
    ends = numpy.maximum.reduceat(runs.stop[order], first) - 1
    columns = (item[first], row[first], begins, ends, *phases, _heaviest(picture))
    assumed = set(picture.assumed)
    labels = [picture.calendar.label(week) for week in range(picture.calendar.count)]
    items = tuple(
        Impacted(
            initiative=picture.initiatives[who], unit=picture.units[where], first=labels[begin],
            last=labels[end], preparation=before, go_live=live, settling=after, heaviest=most,
            level=picture.impact.level(most), assumed=picture.initiatives[who] in assumed,
        )
        for who, where, begin, end, before, live, after, most in zip(
            *(column.tolist() for column in columns), strict=True
        )
    )  # fmt: skip
    return Inventory(items=items, language=picture.language, notice=picture.notice)


def _heaviest(picture: LoadPicture) -> numpy.ndarray:
    """Return the heaviest week of each initiative and unit, by initiative and then unit."""
    item, row, _, amount = picture.own.entries()
    order = numpy.lexsort((row, item))
    item, row, amount = item[order], row[order], amount[order]
    found: numpy.ndarray = numpy.maximum.reduceat(amount, first_of(item, row)) / MILLION
    return found
