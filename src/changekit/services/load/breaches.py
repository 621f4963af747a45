"""Breaches: where more is asked for than there is, ranked, with who causes how much of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs
import numpy

from changekit.services.load.matrix import TOLERANCE, Kind
from changekit.services.load.runs import MILLION, first_of
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.services.load.picture import LoadPicture
    from changekit.services.load.runs import Figures, Flags, Runs

__all__ = ["Breach", "Breaches", "Cause", "breaches_of"]

NAMED = 3
"""Ours: as many causes are named in a table as people take in; the others are counted."""
MORE = Text(sv="{names} och {n} till", en="{names} and {n} more")


@attrs.frozen(kw_only=True)
class Cause:
    """What one initiative has to do with a breach.

    Attributes:
        load: What it asks for in the weeks of the breach, in load x weeks (hours for roles).
        part: Its part of the excess. Ours: in proportion to its load in each week, so that the
            parts of all sum to the excess and none depends on the order in which they are named.
        freed: How much of the excess would go if it alone were not there.
    """

    initiative: str
    load: float
    part: float
    freed: float


@attrs.frozen(kw_only=True)
class Breach:
    """A unit or key role of which more is asked in a period than it can carry.

    Attributes:
        period: Such as `2011-09`.
        weeks: How many weeks of the period are too much.
        worst: The ISO week with the largest excess; `load` and `capacity` are those of it.
        over: The excess of all these weeks, in load x weeks (hours for roles).
        causes: Those who cause it, the largest part first.
    """

    kind: Kind
    subject: str
    period: str
    weeks: int
    worst: str
    load: float
    capacity: float
    over: float
    causes: tuple[Cause, ...]

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the breach as JSON values."""
        return {**attrs.asdict(self), "causes": [attrs.asdict(cause) for cause in self.causes]}


@attrs.frozen(kw_only=True, eq=False, slots=False, repr=False)
class Breaches(Shown):
    """All breaches: units before roles, the largest excess first; of equals the earlier."""

    items: tuple[Breach, ...]
    language: str = "en"
    notice: Text | None = None

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.items)

    def __iter__(self) -> Iterator[Breach]:
        """Return the breaches, in order."""
        return iter(self.items)

    def __getitem__(self, at: int) -> Breach:
        """Return a breach by its place."""
        return self.items[at]

    def of(self, kind: Kind) -> tuple[Breach, ...]:
        """Return those of units, or those of key roles."""
        return tuple(item for item in self.items if item.kind == kind)

    @cached_property
    def causers(self) -> tuple[tuple[str, float], ...]:
        """Initiatives by their part of all that is too much for units, the most first."""
        sums: dict[str, float] = {}
        for item in self.of("unit"):
            for cause in item.causes:
                sums[cause.initiative] = sums.get(cause.initiative, 0.0) + cause.part
        return tuple(sorted(sums.items(), key=lambda pair: (-round(pair[1], 9), pair[0])))

    def by_cause(self) -> Table:
        """Return one row for each initiative that causes something, the most first."""
        total = sum(part for _, part in self.causers)
        touched: dict[str, dict[str, None]] = {}
        freed: dict[str, float] = {}
        for item in self.of("unit"):
            for cause in item.causes:
                touched.setdefault(cause.initiative, {})[item.subject] = None
                freed[cause.initiative] = freed.get(cause.initiative, 0.0) + cause.freed
        columns = (
            Column("initiative", Text(sv="Förändringsinitiativ", en="Initiative")),
            Column("part", Text(sv="Del av det som är för mycket", en="Part of the excess"),
                   "number", 2),
            Column("share", Text(sv="Andel", en="Share"), "share"),
            Column("freed", Text(sv="Försvinner utan det", en="Gone without it"), "number", 2),
            Column("units", Text(sv="Enheter", en="Units")),
        )  # fmt: skip
        rows = tuple(
            (name, part, part / total, freed[name], ", ".join(sorted(touched[name])))
            for name, part in self.causers
        )
        title = Text(sv="Vem som orsakar överbelastningen", en="Who causes the overload")
        return Table(
            title=title, columns=columns, rows=rows, notice=self.notice, language=self.language
        )

    def table(self) -> Table:
        """Return one row for each breach."""
        columns = (
            Column("subject", Text(sv="Enhet eller roll", en="Unit or role")),
            Column("period", Text(sv="Period", en="Period")),
            Column("weeks", Text(sv="Veckor", en="Weeks"), "number"),
            Column("worst", Text(sv="Värsta vecka", en="Worst week")),
            Column("load", Text(sv="Belastning då", en="Load then"), "number", 2),
            Column("capacity", Text(sv="Orkar då", en="Can carry then"), "number", 2),
            Column("over", Text(sv="För mycket i allt", en="Excess in all"), "number", 2),
            Column("causes", Text(sv="Orsakas av", en="Caused by")),
        )
        rows = tuple(
            (item.subject, item.period, item.weeks, item.worst, item.load, item.capacity,
             item.over, _named(item))
            for item in self.items
        )  # fmt: skip
        title = Text(sv="Överbelastning, den största först", en="Overload, the largest first")
        return Table(
            title=title, columns=columns, rows=rows, notice=self.notice, language=self.language
        )

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the breaches and who causes them as JSON values."""
        return {
            "breaches": [item.to_dict() for item in self.items],
            "causers": [{"initiative": name, "part": part} for name, part in self.causers],
        }


def _named(item: Breach) -> str | Text:
    names = ", ".join(cause.initiative for cause in item.causes[:NAMED])
    more = len(item.causes) - NAMED
    return MORE.format(names=names, n=more) if more > 0 else names


def breaches_of(picture: LoadPicture) -> Breaches:
    """Return the breaches of each unit's own line, and of each key role's hours."""
    hours = picture.asked_hours.figures(len(picture.roles), picture.calendar.count).sum(axis=0)
    every_week = numpy.broadcast_to(picture.role_hours[:, None], hours.shape)
    found = [
        *_found(picture, "unit", picture.counted, picture.counted_loads, picture.lines.room),
        *_found(picture, "role", picture.asked_hours, hours, every_week),
    ]
    order = {label: at for at, label in enumerate(picture.periods.labels)}
    found.sort(
        key=lambda item: (
            item.kind == "role", -round(item.over, 9), order[item.period], item.subject,
        )
    )  # fmt: skip
    return Breaches(items=tuple(found), language=picture.language, notice=picture.notice)


def _found(
    picture: LoadPicture, kind: Kind, runs: Runs, load: Figures, room: Figures
) -> Iterator[Breach]:
    # Comparing with NaN is false: what is not known cannot be too little.
    over = load > room + TOLERANCE
    if not over.any():
        return
    excess = numpy.where(over, load - numpy.nan_to_num(room), 0.0)
    names = picture.units if kind == "unit" else picture.roles
    causes = _causes(picture, runs, load, excess, over)
    periods = picture.periods
    weeks, sums = periods.sums(over), periods.sums(excess)
    for row, period in numpy.argwhere(weeks > 0).tolist():
        begin = int(periods.first[period])
        inside = excess[row, begin : begin + int(periods.weeks[period])]
        worst = begin + int(inside.argmax())
        yield Breach(
            kind=kind, subject=names[row], period=periods.labels[period],
            weeks=int(weeks[row, period]), worst=picture.calendar.label(worst),
            load=float(load[row, worst]), capacity=float(room[row, worst]),
            over=float(sums[row, period]), causes=causes[row, period],
        )  # fmt: skip


def _causes(
    picture: LoadPicture, runs: Runs, load: Figures, excess: Figures, over: Flags
) -> dict[tuple[int, int], tuple[Cause, ...]]:
    """Return by row and period who causes how much, the largest part first."""
    item, row, week, amount = runs.entries(over)
    asked, much = amount / MILLION, excess[row, week]
    figures = (asked, much * asked / load[row, week], numpy.minimum(asked, much))
    period = picture.periods.of_week[week]
    order = numpy.lexsort((week, item, period, row))
    row, period, item = row[order], period[order], item[order]
    first = first_of(row, period, item)
    sums = (numpy.add.reduceat(column[order], first).tolist() for column in figures)
    keys = (column[first].tolist() for column in (row, period, item))
    who = zip(*keys, *sums, strict=True)
    found: dict[tuple[int, int], list[Cause]] = {}
    for at, when, number, asks, part, freed in who:
        cause = Cause(initiative=picture.initiatives[number], load=asks, part=part, freed=freed)
        found.setdefault((at, when), []).append(cause)
    return {
        key: tuple(sorted(causes, key=lambda it: (-round(it.part, 9), it.initiative)))
        for key, causes in found.items()
    }
