"""Breaches: where more is asked for than there is, ranked, with who causes how much of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs
import numpy

from changekit.services.load.matrix import TOLERANCE, Kind
from changekit.services.load.runs import MILLION, Figures, Whole, first_of
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.services.load.picture import LoadPicture
    from changekit.services.load.runs import Flags, Runs

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


@attrs.frozen(kw_only=True, eq=False)
class Causes:
    """Who causes how much: columns of equal length, breach by breach, the largest part first.

    Attributes:
        names: The initiatives by number.
        row: The number of the unit or role, and `period` that of the period.
        item: The number of the initiative.
    """

    names: tuple[str, ...]
    row: Whole
    period: Whole
    item: Whole
    load: Figures
    part: Figures
    freed: Figures

    def within(self, low: int, high: int) -> tuple[Cause, ...]:
        """Return a stretch of them as causes."""
        columns = (self.item, self.load, self.part, self.freed)
        return tuple(
            Cause(initiative=self.names[item], load=load, part=part, freed=freed)
            for item, load, part, freed in zip(
                *(column[low:high].tolist() for column in columns), strict=True
            )
        )

    def sums(self, figures: Figures) -> Figures:
        """Return the sum of figures for each initiative."""
        sums = numpy.zeros(len(self.names))
        numpy.add.at(sums, self.item, figures)
        return sums


@attrs.frozen(kw_only=True, slots=False)
class Breach:
    """A unit or key role of which more is asked in a period than it can carry.

    Attributes:
        period: Such as `2011-09`.
        weeks: How many weeks of the period are too much.
        worst: The ISO week with the largest excess; `load` and `capacity` are those of it.
        over: The excess of all these weeks, in load x weeks (hours for roles).
    """

    kind: Kind
    subject: str
    period: str
    weeks: int
    worst: str
    load: float
    capacity: float
    over: float
    _all: Causes = attrs.field(eq=False, repr=False)
    _span: tuple[int, int] = attrs.field(eq=False, repr=False)

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """Those who cause it, the largest part first."""
        return self._all.within(*self._span)

    @property
    def first_causes(self) -> tuple[str, ...]:
        """The initiatives that cause most of it, no more than a table names."""
        low, high = self._span
        inside = self._all.item[low : min(high, low + NAMED)].tolist()
        return tuple(self._all.names[item] for item in inside)

    @property
    def cause_count(self) -> int:
        """How many cause it."""
        return self._span[1] - self._span[0]

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the breach as JSON values."""
        plain = attrs.asdict(self, filter=lambda field, _: not field.name.startswith("_"))
        return {**plain, "causes": [attrs.asdict(cause) for cause in self.causes]}


@attrs.frozen(kw_only=True, eq=False, slots=False, repr=False)
class Breaches(Shown):
    """All breaches: units before roles, the largest excess first; of equals the earlier.

    Attributes:
        units: All units, in the order of the organisation.
        by_unit: Who causes the breaches of units; None where there are none.
    """

    items: tuple[Breach, ...]
    units: tuple[str, ...]
    by_unit: Causes | None
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
        if self.by_unit is None:
            return ()
        sums = self.by_unit.sums(self.by_unit.part).tolist()
        pairs = ((name, part) for name, part in zip(self.by_unit.names, sums, strict=True) if part)
        return tuple(sorted(pairs, key=lambda pair: (-round(pair[1], 9), pair[0])))

    def by_cause(self) -> Table:
        """Return one row for each initiative that causes something, the most first."""
        total = sum(part for _, part in self.causers)
        touched: dict[str, set[str]] = {}
        freed: dict[str, float] = {}
        if self.by_unit is not None:
            who = self.by_unit
            freed = dict(zip(who.names, who.sums(who.freed).tolist(), strict=True))
            for item, row in set(zip(who.item.tolist(), who.row.tolist(), strict=True)):
                touched.setdefault(who.names[item], set()).add(self.units[row])
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
    names = ", ".join(item.first_causes)
    more = item.cause_count - NAMED
    return MORE.format(names=names, n=more) if more > 0 else names


def breaches_of(picture: LoadPicture) -> Breaches:
    """Return the breaches of each unit's own line, and of each key role's hours."""
    hours = picture.asked_hours.figures(len(picture.roles), picture.calendar.count).sum(axis=0)
    every_week = numpy.broadcast_to(picture.role_hours[:, None], hours.shape)
    of_units = _found(picture, "unit", picture.counted, picture.counted_loads, picture.lines.room)
    of_roles = _found(picture, "role", picture.asked_hours, hours, every_week)
    order = {label: at for at, label in enumerate(picture.periods.labels)}
    found = sorted(
        (*of_units[0], *of_roles[0]),
        key=lambda item: (
            item.kind == "role", -round(item.over, 9), order[item.period], item.subject,
        ),
    )  # fmt: skip
    return Breaches(
        items=tuple(found), units=picture.units, by_unit=of_units[1], language=picture.language,
        notice=picture.notice,
    )  # fmt: skip


def _found(
    picture: LoadPicture, kind: Kind, runs: Runs, load: Figures, room: Figures
) -> tuple[list[Breach], Causes | None]:
    # Comparing with NaN is false: what is not known cannot be too little.
    over = load > room + TOLERANCE
    if not over.any():
        return [], None
    excess = numpy.where(over, load - numpy.nan_to_num(room), 0.0)
    causes = _causes(picture, runs, load, excess, over)
    begins = first_of(causes.row, causes.period)
    ends = numpy.append(begins[1:], len(causes.row))
    made = [
        _breach(picture, kind, causes, (low, high), load, room, excess)
        for low, high in zip(begins.tolist(), ends.tolist(), strict=True)
    ]
    return made, causes


def _breach(  # the numbers of one breach, out of those of all
    picture: LoadPicture,
    kind: Kind,
    causes: Causes,
    span: tuple[int, int],
    load: Figures,
    room: Figures,
    excess: Figures,
) -> Breach:
    row, period = int(causes.row[span[0]]), int(causes.period[span[0]])
    begin, count = int(picture.periods.first[period]), int(picture.periods.weeks[period])
    inside = excess[row, begin : begin + count]
    worst = begin + int(inside.argmax())
    return Breach(
        kind=kind, subject=(picture.units if kind == "unit" else picture.roles)[row],
        period=picture.periods.labels[period], weeks=int(numpy.count_nonzero(inside)),
        worst=picture.calendar.label(worst), load=float(load[row, worst]),
        capacity=float(room[row, worst]), over=float(inside.sum()), all=causes, span=span,
    )  # fmt: skip


def _causes(
    picture: LoadPicture, runs: Runs, load: Figures, excess: Figures, over: Flags
) -> Causes:
    """Return who causes how much, by row, period and part."""
    item, row, week, amount = runs.entries(over)
    asked, much = amount / MILLION, excess[row, week]
    figures = (asked, much * asked / load[row, week], numpy.minimum(asked, much))
    period = picture.periods.of_week[week]
    order = numpy.lexsort((week, item, period, row))
    row, period, item = row[order], period[order], item[order]
    first = first_of(row, period, item)
    asks, part, freed = (numpy.add.reduceat(column[order], first) for column in figures)
    row, period, item = row[first], period[first], item[first]
    ranked = numpy.lexsort((item, -numpy.round(part, 9), period, row))
    return Causes(
        names=picture.initiatives, row=row[ranked], period=period[ranked], item=item[ranked],
        load=asks[ranked], part=part[ranked], freed=freed[ranked],
    )  # fmt: skip
