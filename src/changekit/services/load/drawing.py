"""Load against capacity as a heat map, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

from changekit.figures import HeatCell, HeatMap
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.services.load.matrix import LoadMatrix

__all__ = ["heat_map"]

TITLE = Text(
    sv="Belastning mot kapacitet, månad för månad", en="Load against capacity, month by month"
)
SUMMARY = Text(
    sv="Varje ruta visar månadens tyngsta vecka: förändringarnas belastning och vad enheten "
    "orkar. {over} av {cells} rutor ligger över vad enheten orkar.",
    en="Each square shows the heaviest week of the month: the load of changes and what the unit "
    "can carry. {over} of {cells} squares are over what the unit can carry.",
)

UNKNOWN = Text(
    sv="{told} Vad {units} av {all} enheter orkar är inte känt; där står bara belastningen.",
    en="{told} What {units} of {all} units can carry is not known; only the load stands there.",
)


def heat_map(matrix: LoadMatrix) -> HeatMap:
    """Return units by month; those that carry nothing and said nothing are left out."""
    calendar = matrix.calendar
    labels = [calendar.month(week) for week in range(calendar.count)]
    months = tuple(dict.fromkeys(labels))
    weeks = [[week for week, label in enumerate(labels) if label == month] for month in months]
    names = {unit.id: unit.name for unit in matrix.organisation.units}
    rows = [
        row
        for row in range(len(matrix.units))
        if matrix.loads[row].any() or not numpy.isnan(matrix.capacities[row]).all()
    ]
    cells = tuple(tuple(_heaviest(matrix, row, inside) for inside in weeks) for row in rows)
    over = sum((cell.share or 0) > 1 + 1e-9 for line in cells for cell in line)
    unknown = sum(any(cell.capacity is None for cell in line) for line in cells)
    told = SUMMARY.format(over=over, cells=len(rows) * len(months))
    if unknown:
        told = UNKNOWN.format(told=told, units=unknown, all=len(rows))
    return HeatMap(
        title=TITLE,
        summary=told,
        rows=tuple(names[matrix.units[row]] for row in rows),
        periods=months,
        cells=cells,
    )


def _heaviest(matrix: LoadMatrix, row: int, weeks: list[int]) -> HeatCell:
    """Return the week with the largest share of its capacity; of equals the largest load."""
    cells = []
    for week in weeks:
        room = float(matrix.capacities[row, week])
        known = None if numpy.isnan(room) else room
        cells.append(HeatCell(load=float(matrix.loads[row, week]), capacity=known))
    return max(cells, key=lambda cell: (cell.share or 0.0, cell.load))
