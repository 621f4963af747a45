"""How much load an initiative adds to units that cannot carry more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy

from changekit.model.calendar import Calendar
from changekit.services.scoring.municipal.judging import Ends, Judged, as_scores, known, town_of
from changekit.services.scoring.options import Options
from changekit.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from changekit.extension.protocols.scoring import ScoreMatrix, Scores
    from changekit.model.initiative import Initiative
    from changekit.services.load import LoadMatrix

    Numbers = NDArray[numpy.float64]

__all__ = ["SATURATION_RISK", "SaturationRisk"]

PARTS = ("overload",)


@attrs.frozen(kw_only=True)
class SaturationRisk:
    """Minus the load that goes beyond capacity if an initiative starts in the first free week.

    It is put where it starts if anything says so (`started`, `start`, `earliest`), else in the
    first week of the period, beside what is running, and only the excess that it adds counts.
    """

    name: str = "saturation-risk"
    title: Text = Text(sv="Risk för mättnad", en="Risk of saturation")
    formula: Text = Text(
        sv="minus den belastning över enheternas kapacitet som initiativet lägger till utöver det "
        "som pågår, i belastning × veckor; vikterna används inte",
        en="minus the load beyond the units' capacity that the initiative adds to what is "
        "running, in load × weeks; weights are not used",
    )
    source: str = "Ours: load against capacity less peaks, as in plans"
    claims: frozenset[str] = frozenset({"alone", "monotone", "rescaling", "zero-weight", "ties"})

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores of 0 (nothing is too much) or less, in load times weeks.

        The group of an initiative is the unit to which it surely adds most beyond capacity.

        Raises:
            InvalidValueError: The matrix holds numbers alone, or there is no period.
        """
        # Only this scorer needs loads, which take a while to load themselves.
        from changekit.services.load import load_matrix

        town = town_of(matrix, self.name)
        period = town.settings.period
        if period is None:
            Options(matrix, self.name).refuse("it needs a period in changekit.yaml")
        calendar = Calendar.of(period.start, period.count)
        running = {
            item.id: (_first(item, calendar), int(item.weeks))
            for item in town.initiatives
            if item.status == "running" and item.weeks is not None
        }
        base = load_matrix(town, running, calendar=calendar)
        judged = []
        for item in matrix.initiatives:
            slot = {item.id: (_first(item, calendar), int(item.weeks or 1))}
            own = load_matrix(town, slot, calendar=calendar).loads
            before = base.loads - own if item.id in running else base.loads
            judged.append(_judged(item, own, before, base))
        return as_scores(judged, PARTS)


def _first(item: Initiative, calendar: Calendar) -> int:
    day = item.started or item.start or item.earliest
    return calendar.index(day) if day else 0


def _judged(item: Initiative, own: Numbers, before: Numbers, base: LoadMatrix) -> Judged:
    missing = [name for name in ("weeks", "load") if not getattr(item, name)]
    if item.owner:
        missing = [name for name in missing if name != "load"]  # one ordinary change, as in plans
    if missing:
        worst = Ends(-numpy.inf, 0.0, 0.0)
        return Judged(parts={"overload": worst}, unknown=tuple(missing), scored=False)
    parts: dict[str, Ends] = {}
    unsure = []
    for row in numpy.flatnonzero(own.any(axis=1)).tolist():
        unit, room = base.units[row], base.capacities[row]
        if numpy.isnan(room).any():
            unsure.append(f"capacity of {unit}")
        parts[unit] = _added(own[row], before[row], room)
    worst_hit = min(parts, key=lambda unit: (parts[unit].high, unit), default=None)
    over = worst_hit is not None and parts[worst_hit].high < 0
    sums = Ends(*(sum(it[at] for it in parts.values()) for at in range(3)))
    return Judged(
        parts={"overload": sums}, unknown=tuple(unsure), group=worst_hit if over else None
    )


def _added(own: Numbers, before: Numbers, room: Numbers) -> Ends:
    """Return minus what is added beyond the room; where nobody said the room, between its ends."""
    silent = numpy.isnan(room)
    there = numpy.where(silent, numpy.inf, room)
    over = numpy.maximum(before + own - there, 0) - numpy.maximum(before - there, 0)
    sure, most = float(over.sum()), float(own[silent].sum())
    if not most:
        return known(0.0 - sure)
    return Ends(-(sure + most), -(sure + most / 2), 0.0 - sure)


SATURATION_RISK = SaturationRisk()
