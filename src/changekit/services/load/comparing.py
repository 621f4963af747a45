"""Before and after: what two pictures of the same weeks and units show differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy

from changekit.errors import InvalidValueError
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.services.load.picture import LoadPicture

__all__ = ["LoadDifference", "UnitDifference", "compared"]


@attrs.frozen(kw_only=True)
class UnitDifference:
    """One unit before and after: load and excess in load x weeks, scores where they are known."""

    unit: str
    load: tuple[float, float]
    over: tuple[float, float]
    weeks_over: tuple[int, int]
    score: tuple[float | None, float | None]


@attrs.frozen(kw_only=True, repr=False)
class LoadDifference(Shown):
    """What changes between two pictures.

    Attributes:
        items: The units in which something differs, in the order of the organisation.
        over: All that is too much for units, before and after, each unit's own counted once.
        counted: How many initiatives are counted before and after.
    """

    items: tuple[UnitDifference, ...]
    over: tuple[float, float]
    counted: tuple[int, int]
    language: str = "en"
    notice: Text | None = None

    def table(self) -> Table:
        """Return one row for each unit in which something differs."""
        columns = (
            Column("unit", Text(sv="Enhet", en="Unit")),
            Column("load", Text(sv="Belastning", en="Load"), "number"),
            Column("load_after", Text(sv="sedan", en="then"), "number"),
            Column("over", Text(sv="För mycket", en="Excess"), "number"),
            Column("over_after", Text(sv="sedan", en="then"), "number"),
            Column("weeks", Text(sv="Veckor över", en="Weeks over"), "number"),
            Column("weeks_after", Text(sv="sedan", en="then"), "number"),
            Column("score", Text(sv="Mättnad", en="Saturation"), "number", 0),
            Column("score_after", Text(sv="sedan", en="then"), "number", 0),
        )
        rows = tuple(
            (item.unit, *item.load, *item.over, *item.weeks_over, *item.score)
            for item in self.items
        )
        title = Text(sv="Belastning före och efter", en="Load before and after")
        return Table(
            title=title, columns=columns, rows=rows, notice=self.notice, language=self.language
        )

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the difference as JSON values; null is unknown."""
        return {
            "units": [attrs.asdict(item) for item in self.items],
            "over": list(self.over),
            "counted": list(self.counted),
        }


def compared(before: LoadPicture, after: LoadPicture) -> LoadDifference:
    """Return what differs from one picture to the other.

    Raises:
        InvalidValueError: They are of other weeks or units, or are rolled up in another way.
    """
    for name in ("calendar", "units", "roll"):
        if getattr(before, name) != getattr(after, name):
            msg = f"the two pictures are of other {name}: both have to look at the same"
            raise InvalidValueError(msg)
    items = []
    for row, unit in enumerate(before.units):
        if numpy.array_equal(before.loads[row], after.loads[row]):
            continue
        items.append(
            UnitDifference(
                unit=unit, score=(before.score(unit), after.score(unit)),
                load=(float(before.loads[row].sum()), float(after.loads[row].sum())),
                over=(float(before.excess[row].sum()), float(after.excess[row].sum())),
                weeks_over=(int((before.excess[row] > 0).sum()),
                            int((after.excess[row] > 0).sum())),
            )
        )  # fmt: skip
    return LoadDifference(
        items=tuple(items), over=(before.over, after.over),
        counted=(len(before.initiatives), len(after.initiatives)),
        language=before.language, notice=before.notice,
    )  # fmt: skip
