"""Units: where they sit, whom they serve, and what changes ask of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import UnknownNameError
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.initiative import Initiative, UnitLoad
    from changekit.model.municipality import Municipality
    from changekit.model.organisation import Organisation

__all__ = ["INTERNAL", "UnitPicture", "unit_picture"]

INTERNAL = (
    "administrations", "board-and-council", "committees", "elected-representatives", "managers",
    "other-administrations", "staff",
)  # fmt: skip
"""Ours: recipients inside the municipality, as services name them; ids of units are, too."""

OVER = ("done", "stopped")
USUAL_WEEKS = 12
"""Ours: how long an initiative takes where nobody says: a quarter of a year, as in plans."""


@attrs.frozen(kw_only=True, repr=False)
class UnitPicture(Shown):
    """One unit: where it sits, whom it serves, and what changes ask of it.

    Attributes:
        siblings: Units of the same form under the same parent, itself included.
        recipients: Groups that its services have, in order.
        internal: Those of them that are inside the municipality.
        load: Change load of its open initiatives, each at its mean over its weeks, as if all
            ran at once; the units below it included.
        load_per_head: The same for each employee, None where the headcount is not known.
    """

    id: str
    name: Text
    headcount: int | None
    parent: str | None
    siblings: tuple[str, ...]
    services: tuple[str, ...]
    recipients: tuple[str, ...]
    internal: tuple[str, ...]
    initiatives: tuple[str, ...]
    load: float
    load_per_head: float | None
    language: str = "en"
    notice: Text | None = None

    def table(self) -> Table:
        """Return one row for each figure."""
        rows = (
            (Text(sv="Anställda", en="Employees"), self.headcount),
            (Text(sv="Enheter i samma led", en="Units at its level"), len(self.siblings)),
            (Text(sv="Tjänster", en="Services"), len(self.services)),
            (Text(sv="Mottagargrupper", en="Groups served"), len(self.recipients)),
            (Text(sv="varav inom kommunen", en="of them internal"), len(self.internal)),
            (Text(sv="Initiativ som berör den", en="Initiatives"), len(self.initiatives)),
            (Text(sv="Belastning", en="Load"), self.load),
            (Text(sv="Belastning per anställd", en="Load per employee"), self.load_per_head),
        )
        columns = (
            Column("figure", Text(sv="Vad", en="Figure")),
            Column("value", Text(sv="Antal", en="Value"), "number", 3),
        )
        return Table(title=self.name, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the picture as JSON values."""
        skipped = ("language", "notice", "name")
        plain = attrs.asdict(self, filter=lambda field, _: field.name not in skipped)
        return {**plain, "name": self.name.to(self.language)}


def unit_picture(
    municipality: Municipality,
    unit: str,
    *,
    internal: Iterable[str] = INTERNAL,
    language: str = "en",
) -> UnitPicture:
    """Return where a unit sits, whom it serves, and what changes ask of it.

    Args:
        municipality: Whose unit it is.
        unit: Its id.
        internal: Recipients that are inside the municipality, beside its units.
        language: The language in which the result shows itself.

    Raises:
        UnknownNameError: There is no such unit.
    """
    known = municipality.units_by_id
    if unit not in known:
        raise UnknownNameError("unit", unit, known=known)
    item = known[unit]
    below = municipality.organisation.below(unit)
    recipients = sorted({name for service in item.services for name in service.recipients})
    inside = {*internal, *known}
    touching = {
        initiative.id: _mean_load(initiative, below)
        for initiative in municipality.initiatives
        if initiative.status not in OVER
    }
    loads = {name: load for name, load in touching.items() if load is not None}
    total = sum(loads.values())
    return UnitPicture(
        id=unit, name=item.name, headcount=item.headcount, parent=item.parent,
        siblings=_siblings(municipality.organisation, unit),
        services=tuple(service.id for service in item.services),
        recipients=tuple(recipients),
        internal=tuple(name for name in recipients if name in inside),
        initiatives=tuple(sorted(loads)), load=total,
        load_per_head=total / item.headcount if item.headcount else None,
        language=language, notice=municipality.notice,
    )  # fmt: skip


def _siblings(organisation: Organisation, unit: str) -> tuple[str, ...]:
    (item,) = (other for other in organisation.units if other.id == unit)
    return tuple(
        other.id
        for other in organisation.units
        if other.parent == item.parent and other.form == item.form
    )


def _mean_load(initiative: Initiative, units: frozenset[str]) -> float | None:
    """Return an initiative's mean load on units, None where it does not touch them."""
    loads = [load for load in initiative.load if load.unit in units]
    if not loads:
        return None
    return sum(_mean(load, initiative.weeks or USUAL_WEEKS) for load in loads)


def _mean(load: UnitLoad, weeks: int) -> float:
    """Return the mean of a load until go-live; that of a profile is the mean of its steps."""
    if load.profile:
        return sum(load.profile) / len(load.profile)
    return sum(load.over(weeks)[:weeks]) / weeks
