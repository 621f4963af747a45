"""A section of the report: the units that meet most change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.extension.protocols.showing import Section
from changekit.tables import Column, Table
from changekit.text import Text
from changekit_reach.reach import load_on_units

if TYPE_CHECKING:
    import datetime as dt

    from changekit.model.municipality import Municipality

__all__ = ["most_met"]

SHOWN = 10
"""Ours: more rows than a page holds are not read."""


def most_met(municipality: Municipality, as_of: dt.date) -> Section | None:
    """Return the units with the largest sum of loads, each initiative by its heaviest week.

    Args:
        municipality: What is reported on.
        as_of: The day of the report; what was done or stopped by then meets nobody any more.
    """
    met: dict[str, list[float]] = {}
    for item in municipality.initiatives:
        over = item.status in ("done", "stopped") or (item.finished and item.finished <= as_of)
        for unit, load in ({} if over else load_on_units(item)).items():
            met.setdefault(unit, []).append(load)
    if not met:
        return None
    names = {unit.id: unit.name for unit in municipality.organisation.units}
    ranked = sorted(met, key=lambda unit: (-sum(met[unit]), unit))[:SHOWN]
    table = Table(
        title=Text(sv="Enheter som möter mest förändring", en="Units that meet most change"),
        columns=(
            Column("unit", Text(sv="Enhet", en="Unit")),
            Column("initiatives", Text(sv="Initiativ", en="Initiatives")),
            Column("load", Text(sv="Belastning", en="Load")),
        ),
        rows=tuple(
            (names.get(unit, Text.plain(unit)), len(met[unit]), sum(met[unit])) for unit in ranked
        ),
    )
    words = Text(
        sv="Summan av varje initiativs belastning i dess tyngsta vecka, oavsett när den infaller.",
        en="The sum of each initiative's load in its heaviest week, whenever that falls.",
    )
    return Section(title=table.title, words=(words,), tables=(table,))
