"""Load against capacity as a heat map, month by month."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy

from changekit.figures import HeatCell, HeatMap, Saturation, SaturationPeriod
from changekit.services.load.runs import GO_LIVE, PREPARATION, SETTLING
from changekit.services.load.showing import WAY_NAMES, shown_rows
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from changekit.services.load.matrix import LoadMatrix
    from changekit.services.load.picture import LoadPicture

__all__ = ["heat_map", "picture_map", "saturation"]

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


MAP_TITLE = Text(sv="Belastning mot kapacitet", en="Load against capacity")
MAP_SUMMARY = Text(
    sv="Varje ruta visar periodens tyngsta vecka. {over} av {cells} rutor ligger över vad enheten "
    "orkar.{unknown}",
    en="Each square shows the heaviest week of the period. {over} of {cells} squares are over "
    "what the unit can carry.{unknown}",
)
MAP_UNKNOWN = Text(
    sv=" Enheter som inte sagt vad de orkar: {units}.",
    en=" Units that have not said what they can carry: {units}.",
)
WAY_SUMMARY = Text(
    sv="Varje ruta visar {way}; den hålls inte mot vad enheten orkar.",
    en="Each square shows {way}; it is not held against what the unit can carry.",
)
LINE_TITLE = Text(
    sv="{unit}: belastning mot vad enheten orkar", en="{unit}: load against what it can carry"
)
LINE_SUMMARY = Text(
    sv="Perioder med en vecka som är för mycket: {over} av {all}. Tyngst är {peak}.{score}",
    en="Periods with a week that is too much: {over} of {all}. The heaviest is {peak}.{score}",
)
LINE_SCORE = Text(
    sv=" Mättnad {score} av 100, där 50 är just fullt.",
    en=" Saturation {score} of 100, where 50 is just full.",
)
LINE_UNKNOWN = Text(
    sv=" Vad enheten orkar är inte känt i alla veckor.",
    en=" What it can carry is not known in every week.",
)


def picture_map(picture: LoadPicture) -> HeatMap:
    """Return units by period; a sum is held against capacity, other ways stand alone."""
    rows = shown_rows(picture)
    if picture.by == "sum":
        cells = tuple(tuple(_cells(picture, row)) for row in rows)
        over = sum((cell.share or 0) > 1 + 1e-9 for line in cells for cell in line)
        silent = sum(any(cell.capacity is None for cell in line) for line in cells)
        unknown = MAP_UNKNOWN.format(units=silent) if silent else Text()
        told = MAP_SUMMARY.format(
            over=over, cells=len(rows) * len(picture.periods), unknown=unknown
        )
    else:
        cells = tuple(
            tuple(HeatCell(load=value, capacity=None) for value in picture.values[row].tolist())
            for row in rows
        )
        told = WAY_SUMMARY.format(way=WAY_NAMES[picture.by])
    return HeatMap(
        title=MAP_TITLE, summary=told,
        rows=tuple(picture.named[picture.units[row]].name for row in rows),
        periods=picture.periods.labels, cells=cells,
    )  # fmt: skip


def _cells(picture: LoadPicture, row: int) -> Iterator[HeatCell]:
    """Give the week of each period that is most saturated; of equals the one with most load."""
    load, room = picture.loads[row].tolist(), picture.room[row].tolist()
    for first, weeks in zip(picture.periods.first, picture.periods.weeks, strict=True):
        inside = range(int(first), int(first + weeks))
        cells = [
            HeatCell(load=load[week], capacity=None if isnan(room[week]) else room[week])
            for week in inside
        ]
        yield max(cells, key=lambda cell: (cell.share or 0.0, cell.load))


def saturation(picture: LoadPicture, unit: str) -> Saturation:
    """Return the load of a unit against its saturation line, period by period."""
    row, means = picture.row(unit), picture.periods.means
    parts = [means(picture.phases[part, row]) for part in (PREPARATION, GO_LIVE, SETTLING)]
    columns = [means(picture.usual[row]), *parts, means(picture.stated[row])]
    over = picture.periods.heaviest(picture.excess[row]) > 0
    periods = tuple(
        SaturationPeriod(
            label=label, usual=usual, preparation=before, go_live=live, settling=after,
            capacity=None if numpy.isnan(line) else line, over=bool(much),
        )
        for label, usual, before, live, after, line, much in zip(
            picture.periods.labels, *(column.tolist() for column in columns), over, strict=True
        )
    )  # fmt: skip
    score = picture.score(unit)
    peak = max(periods, key=lambda item: item.total)
    told = LINE_SUMMARY.format(
        over=int(over.sum()), all=len(periods), peak=peak.label,
        score=LINE_UNKNOWN if score is None else LINE_SCORE.format(score=round(score)),
    )  # fmt: skip
    title = LINE_TITLE.format(unit=picture.named[unit].name)
    return Saturation(title=title, summary=told, periods=periods)
