"""A picture of the load as tables and as JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy

from changekit.services.load.periods import PERIODS
from changekit.services.load.runs import GO_LIVE, PREPARATION, SETTLING
from changekit.tables import Cell, Column, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from changekit.services.load.picture import LoadPicture
    from changekit.services.load.runs import Figures

__all__ = ["cells", "matrix", "overview", "plain", "shown_rows"]

WAY_NAMES = {
    "sum": Text(sv="summa", en="sum"),
    "dominance": Text(sv="den tyngsta ensam", en="the heaviest alone"),
    "weighted": Text(sv="viktad påverkan", en="weighted impact"),
}
FIGURES = (
    Column("value", Text(sv="Värde", en="Value"), "number", 2),
    Column("load", Text(sv="Belastning", en="Load"), "number", 2),
    Column("preparation", Text(sv="Före drift", en="Before"), "number", 2),
    Column("go_live", Text(sv="Driftsättning", en="At go-live"), "number", 2),
    Column("settling", Text(sv="Efter", en="After"), "number", 2),
    Column("usual", Text(sv="Vardag", en="Usual peaks"), "number", 2),
    Column("capacity", Text(sv="Orkar", en="Can carry"), "number", 2),
    Column("over", Text(sv="För mycket", en="Excess"), "number", 2),
    Column("weeks_over", Text(sv="Veckor", en="Weeks"), "number"),
    Column("score", Text(sv="Mättnad", en="Saturation"), "number", 0),
)
UNIT = Column("unit", Text(sv="Enhet", en="Unit"))


def shown_rows(picture: LoadPicture) -> list[int]:
    """Return the rows that carry something, or have said what they can carry."""
    busy = picture.loads.any(axis=1) | ~numpy.isnan(picture.lines.stated).all(axis=1)
    found: list[int] = numpy.flatnonzero(busy).tolist()
    return found


def matrix(picture: LoadPicture) -> Table:
    """Return one row for each unit, one column for each period."""
    kind = PERIODS[picture.period]
    columns = tuple(
        Column(label, Text.plain(label), "number", 2) for label in picture.periods.labels
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (picture.units[row], *picture.values[row].tolist()) for row in shown_rows(picture)
    )
    title = Text(
        sv="Belastning per enhet och {kind} ({way})", en="Load by unit and {kind} ({way})"
    ).format(
        kind=Text({code: words.lower() for code, words in kind.entries}),
        way=WAY_NAMES[picture.by],
    )
    return Table(
        title=title,
        columns=(UNIT, *columns),
        rows=rows,
        notice=picture.notice,
        language=picture.language,
    )


def overview(picture: LoadPicture) -> Table:
    """Return one row for each unit: how saturated it is and when most, the worst first."""
    columns = (
        UNIT,
        Column("score", Text(sv="Mättnad", en="Saturation"), "number", 0),
        Column("load", Text(sv="Snitt", en="Mean load"), "number", 2),
        Column("capacity", Text(sv="Orkar", en="Can carry"), "number", 2),
        Column("heaviest", Text(sv="Tyngst", en="Heaviest")),
        Column("peak", Text(sv="Topp/snitt", en="Peak/mean"), "number", 2),
        Column("weeks_over", Text(sv="Veckor över", en="Weeks over"), "number"),
        Column("over", Text(sv="För mycket", en="Excess"), "number"),
        Column("go_live", Text(sv="Driftsättning", en="At go-live"), "share"),
    )
    excess, score = picture.excess.sum(axis=1), picture.weekly_scores.mean(axis=1)
    order = sorted(
        shown_rows(picture),
        key=lambda row: (-round(excess[row], 9), -(_known(score[row]) or 0.0), row),
    )
    rows = tuple(_summed(picture, row) for row in order)
    title = Text(sv="Mättnad, den mest mättade enheten först",
                 en="Saturation, the most saturated unit first")  # fmt: skip
    return Table(
        title=title, columns=columns, rows=rows, notice=picture.notice, language=picture.language
    )


def _summed(picture: LoadPicture, row: int) -> tuple[Cell, ...]:
    load = picture.loads[row]
    means = picture.periods.means(load)
    most, mean, total = int(means.argmax()), float(load.mean()), float(load.sum())
    return (
        picture.units[row],
        _known(picture.weekly_scores[row].mean()),
        mean,
        _known(picture.room[row].mean()),
        picture.periods.labels[most] if mean else None,
        float(means[most]) / mean if mean else None,
        int((picture.excess[row] > 0).sum()),
        float(picture.excess[row].sum()),
        float(picture.phases[GO_LIVE, row].sum()) / total if total else None,
    )


def cells(picture: LoadPicture, rows: Iterable[int] | None = None) -> Table:
    """Return one row for each unit and period, with all figures: loads are means of the weeks."""
    columns = (UNIT, Column("period", PERIODS[picture.period]), *FIGURES)
    wanted = shown_rows(picture) if rows is None else list(rows)
    found: list[tuple[Cell, ...]] = []
    for row in wanted:
        figures = zip(*(_plain(column) for column in _figures(picture, row)), strict=True)
        found += [
            (picture.units[row], label, *values)
            for label, values in zip(picture.periods.labels, figures, strict=True)
        ]
    title = Text(sv="Belastning, cell för cell", en="Load, cell by cell")
    return Table(
        title=title,
        columns=columns,
        rows=tuple(found),
        notice=picture.notice,
        language=picture.language,
    )


def _figures(picture: LoadPicture, row: int) -> list[Figures]:
    periods, over = picture.periods, picture.excess[row]
    parts = (picture.loads[row], *(picture.phases[part, row] for part in _PARTS),
             picture.usual[row], picture.room[row])  # fmt: skip
    return [
        picture.values[row],
        *map(periods.means, parts),
        periods.sums(over),
        periods.sums(over > 0).astype(int),
        periods.means(picture.weekly_scores[row]),
    ]


_PARTS = (PREPARATION, GO_LIVE, SETTLING)


def _plain(figures: Figures) -> Sequence[float | None]:
    return [None if numpy.isnan(value) else value for value in figures.tolist()]


def _known(value: float) -> float | None:
    return None if numpy.isnan(value) else float(value)


def plain(picture: LoadPicture) -> dict[str, Any]:  # Any: JSON values
    """Return a picture as JSON values; null is unknown."""
    units = []
    for row in shown_rows(picture):
        names = [column.id for column in FIGURES]
        figures = (_plain(column) for column in _figures(picture, row))
        units.append(
            {
                "id": picture.units[row],
                "score_in_all": _known(picture.weekly_scores[row].mean()),
                **dict(zip(names, figures, strict=True)),
            }
        )
    return {
        "period": picture.period,
        "by": picture.by,
        "roll": picture.roll,
        "periods": list(picture.periods.labels),
        "units": units,
        "over": picture.over,
        "counted": len(picture.initiatives),
        "assumed": list(picture.assumed),
        "undated": list(picture.asked.undated),
        "without_weeks": list(picture.asked.without_weeks),
        "unknown_hours": [list(pair) for pair in picture.unknown_hours],
    }
