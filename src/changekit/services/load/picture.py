"""The load of changes as a whole: matrix, saturation, breaches, collisions, key roles, seasons."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs
import numpy

from changekit.errors import UnknownNameError
from changekit.figures import Drawn
from changekit.model.calendar import Calendar
from changekit.model.municipality import Municipality
from changekit.services.load import showing
from changekit.services.load.asking import Asked
from changekit.services.load.breaches import Breaches, breaches_of
from changekit.services.load.impact import Impact, Way, dominance, weighted
from changekit.services.load.lines import Lines, scores
from changekit.services.load.matrix import TOLERANCE
from changekit.services.load.periods import Period, Periods
from changekit.services.load.runs import Figures, Runs
from changekit.services.organisation import Roll
from changekit.tables import Shown, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.figures import HeatMap, Saturation
    from changekit.model.organisation import Unit
    from changekit.services.load.collisions import Collisions
    from changekit.services.load.comparing import LoadDifference
    from changekit.services.load.inventory import Inventory
    from changekit.services.load.key_roles import KeyRoles
    from changekit.services.load.seasons import Season
    from changekit.text import Text

__all__ = ["LoadPicture"]


@attrs.frozen(kw_only=True, eq=False, slots=False, repr=False)
class LoadPicture(Drawn, Shown):
    """What initiatives ask of units and key roles, week by week, against what there is.

    Ours: a cell of the matrix is the mean of its weeks, so that it can be held against what a
    unit can carry in a week, and so that cells add up over units and time. What is too much is
    counted week by week before: a calm week makes no room for a hard one.

    Attributes:
        initiatives: Those that are counted, in the order of their ids.
        units: The rows of the matrix, in the order of the organisation.
        own: What is put on each unit itself.
        asked_hours: What is asked of each key role, in hours.
        lines: What each unit can carry.
        role_hours: What each key role has for change in a week, NaN where nobody said.
        asked: When each initiative runs, and which are not counted because they say too little.
    """

    municipality: Municipality
    calendar: Calendar
    periods: Periods
    period: Period
    by: Way
    roll: Roll
    impact: Impact
    initiatives: tuple[str, ...]
    asked: Asked
    units: tuple[str, ...]
    roles: tuple[str, ...]
    own: Runs
    asked_hours: Runs
    shares: tuple[tuple[tuple[int, float], ...], ...]
    lines: Lines
    role_hours: Figures
    language: str = "en"

    @property
    def notice(self) -> Text | None:
        """What every output on an example says."""
        return self.municipality.notice

    @property
    def assumed(self) -> tuple[str, ...]:
        """Initiatives whose load nobody said, counted as 1 on the owner's unit."""
        known = self.municipality.initiatives_by_id
        return tuple(
            name
            for name in self.initiatives
            if known[name].owner and not known[name].load and known[name].status != "done"
        )

    @property
    def unknown_hours(self) -> tuple[tuple[str, str], ...]:
        """(initiative, role) pairs whose hours nobody said; they are not counted."""
        known = self.municipality.initiatives_by_id
        return tuple(
            (name, key.role)
            for name in self.initiatives
            for key in known[name].roles
            if key.hours_per_week is None
        )

    def row(self, unit: str) -> int:
        """Return the row of a unit.

        Raises:
            UnknownNameError: There is no such unit.
        """
        if unit not in self.units:
            raise UnknownNameError("unit", unit, known=self.units)
        return self.units.index(unit)

    @cached_property
    def named(self) -> Mapping[str, Unit]:
        """The units by id."""
        return {unit.id: unit for unit in self.municipality.organisation.units}

    # What is counted against each unit's own line, and what its row of the matrix shows.

    @cached_property
    def counted(self) -> Runs:
        """What counts against each unit's own capacity."""
        return self.own.rolled(self.shares) if self.roll == "headcount" else self.own

    @cached_property
    def shown(self) -> Runs:
        """What the rows of the matrix hold."""
        return self.own if self.roll == "none" else self.own.rolled(self.shares)

    @cached_property
    def phases(self) -> Figures:
        """Load before go-live, at go-live and settling, by row and week (3 x units x weeks)."""
        return self.shown.figures(len(self.units), self.calendar.count)

    @cached_property
    def loads(self) -> Figures:
        """Load in all, by row and week."""
        found: Figures = self.phases.sum(axis=0)
        return found

    @cached_property
    def counted_loads(self) -> Figures:
        """What counts against each unit's own capacity, by row and week."""
        if self.counted is self.shown:
            return self.loads
        found: Figures = self.counted.figures(len(self.units), self.calendar.count).sum(axis=0)
        return found

    @cached_property
    def excess(self) -> Figures:
        """How much of the load is more than there is, by row and week; 0 where unknown.

        A row that is rolled up by sum shows what is too much in all units of it.
        """
        over = numpy.nan_to_num(self.counted_loads - self.lines.room, nan=0.0)
        own: Figures = numpy.where(over > TOLERANCE, over, 0.0)
        return self._upwards(own) if self.roll == "sum" else own

    @property
    def over(self) -> float:
        """All that is too much for units, in load x weeks; each unit's own is counted once."""
        return sum(item.over for item in self.breaches.of("unit"))

    @cached_property
    def room(self) -> Figures:
        """What there is for change by row and week, NaN where that is not known."""
        return self._line(self.lines.room)

    @cached_property
    def stated(self) -> Figures:
        """The same before business as usual has taken its part."""
        return self._line(self.lines.stated)

    @cached_property
    def usual(self) -> Figures:
        """What peaks of business as usual take, by row and week."""
        return self._upwards(self.lines.usual) if self.roll == "sum" else self.lines.usual

    def _line(self, own: Figures) -> Figures:
        """Return lines of rows: their own, or the sum of those below that carry anything.

        Ours: a unit that carries nothing and has said nothing does not make a sum unknown.
        """
        if self.roll != "sum":
            return own
        known = ~numpy.isnan(own)
        silent = ~known & (self.counted_loads > 0)
        said: Figures = numpy.where(known, own, 0.0)
        summed = self._upwards(said)
        unsure = (self._upwards(silent.astype(float)) > 0) | (
            self._upwards(known.astype(float)) == 0
        )
        return numpy.where(unsure, numpy.nan, summed)

    def _upwards(self, own: Figures) -> Figures:
        below = [row for row, above in enumerate(self.shares) for _ in above]
        above = [there for pairs in self.shares for there, _ in pairs]
        found = numpy.zeros_like(own)
        numpy.add.at(found, above, own[below])
        return found

    @cached_property
    def weekly_scores(self) -> Figures:
        """How saturated each row is in each week, 0 to 100; NaN where that is not known."""
        return scores(self.loads, self.room)

    @cached_property
    def values(self) -> Figures:
        """The matrix in the way it was asked for: by row and period."""
        shape = (len(self.units), self.calendar.count)
        if self.by == "dominance":
            return dominance(self.shown, shape, self.periods)
        if self.by == "weighted":
            own = weighted(self.own, shape, self.periods, self.impact)
            return own if self.roll == "none" else self._weighted_upwards(own)
        return self.periods.means(self.loads)

    def _weighted_upwards(self, own: Figures) -> Figures:
        found = numpy.zeros_like(own)
        for row, pairs in enumerate(self.shares):
            for above, part in pairs:
                found[above] += part * own[row]
        return found

    def score(self, unit: str) -> float | None:
        """Return how saturated a unit is over all weeks, 0 to 100; None where nobody knows."""
        found = float(self.weekly_scores[self.row(unit)].mean())
        return None if numpy.isnan(found) else found

    @cached_property
    def breaches(self) -> Breaches:
        """Where more is asked for than there is, with who causes it."""
        return breaches_of(self)

    def causers(self) -> tuple[tuple[str, float], ...]:
        """Return initiatives by their part of all that is too much for units, the most first."""
        return self.breaches.causers

    @cached_property
    def inventory(self) -> Inventory:
        """Every initiative with what it asks of each unit, phase by phase."""
        from changekit.services.load.inventory import inventory_of

        return inventory_of(self)

    def collisions(self, *, near: int = 2, limit: int = 200) -> Collisions:
        """Return pairs of initiatives that meet the same people at the same time.

        Args:
            near: Go-lives at most so many weeks apart are close; such pairs come first.
            limit: How many pairs are listed; all are counted.
        """
        from changekit.services.load.collisions import collisions_of

        return collisions_of(self, near=near, limit=limit)

    @cached_property
    def key_roles(self) -> KeyRoles:
        """What is asked of each key role, and what would stand without anybody."""
        from changekit.services.load.key_roles import key_roles_of

        return key_roles_of(self)

    def season(self, unit: str) -> Season:
        """Return how the load of a unit varies over the year."""
        from changekit.services.load.seasons import season_of

        return season_of(self, unit)

    def compare(self, other: LoadPicture) -> LoadDifference:
        """Return what another picture of the same weeks and units shows differently.

        Raises:
            InvalidValueError: The other is of other weeks or units.
        """
        from changekit.services.load.comparing import compared

        return compared(self, other)

    def saturation(self, unit: str) -> Saturation:
        """Return the load of a unit against its saturation line, period by period, as a chart."""
        from changekit.services.load.drawing import saturation

        return saturation(self, unit)

    def figure(self) -> HeatMap:
        """Return units by period as a heat map."""
        from changekit.services.load.drawing import picture_map

        return picture_map(self)

    def overview(self) -> Table:
        """Return one row for each unit that carries something: how saturated, when most."""
        return showing.overview(self)

    def cells(self) -> Table:
        """Return one row for each unit and period, with all its figures."""
        return showing.cells(self)

    def unit(self, name: str) -> Table:
        """Return the periods of one unit, with all their figures.

        Raises:
            UnknownNameError: There is no such unit.
        """
        return showing.cells(self, [self.row(name)])

    def table(self) -> Table:
        """Return the matrix: a row for each unit that carries something, a column a period."""
        return showing.matrix(self)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the picture as JSON values; null is unknown."""
        return showing.plain(self)

    def _repr_html_(self) -> str:
        return self.figure().to_svg(self.language) + self.overview().to_html(self.language)
