"""Which sheets and columns the workbook has, and what is said about each column."""

from __future__ import annotations

from typing import Any, Final

import attrs

from changekit.files.tables.fields import field_shape
from changekit.files.tables.headings import FIELDS
from changekit.files.tables.notation import NOTATIONS
from changekit.model import shapes
from changekit.model.quantities import Amount, Capacity
from changekit.text import Text

__all__ = ["ABOUT", "SHEETS", "SheetPlan", "columns_for", "note"]

WORKBOOK: Final = "changekit.xlsx"
"""The name of the workbook in a workspace."""

ABOUT: Final = Text(sv="Om", en="About")
"""The sheet of settings: a key and a value in each row."""

TIES = ("requires", "follows")


@attrs.frozen(kw_only=True)
class SheetPlan:
    """One sheet.

    Attributes:
        fields: The columns that it has even when they are empty.
    """

    holds: str
    title: Text
    fields: tuple[str, ...]


SHEETS: Final = (
    SheetPlan(
        holds="initiatives", title=Text(sv="Initiativ", en="Initiatives"),
        fields=(
            "id", "title", "kind", "owner.unit", "owner.role", "goals", "status", "started",
            "finished", "priority", "mode", "weeks", "earliest", "deadline", "mandatory", "load",
            "roles", "hours", "cost", "cost.unit", "value.per_week", "value.unit",
            "mandate.purpose", "mandate.scope", "mandate.owner", "mandate.decision",
            "requires", "follows", "start",
        ),
    ),
    SheetPlan(
        holds="units", title=Text(sv="Enheter", en="Units"),
        fields=("id", "name", "parent", "form", "committee", "headcount", "peaks", "limit"),
    ),
    SheetPlan(
        holds="capacity", title=Text(sv="Kapacitet", en="Capacity"), fields=("unit", "default"),
    ),
    SheetPlan(
        holds="goals", title=Text(sv="Mål", en="Goals"),
        fields=("id", "title", "parent", "unit", "decision", "measures"),
    ),
    SheetPlan(
        holds="roles", title=Text(sv="Roller", en="Roles"),
        fields=(
            "id", "title", "unit", "level", "reports_to", "enablers", "capacity_hours_per_week",
        ),
    ),
    SheetPlan(
        holds="freezes", title=Text(sv="Kalender", en="Calendar"),
        fields=("from", "to", "units", "why"),
    ),
)  # fmt: skip


def columns_for(plan: SheetPlan, used: set[str]) -> list[str]:
    """Return the fields of a sheet in order: the usual ones, and those that are used.

    A usual field that is empty gives way to its own parts, as `title` to `title.sv`.
    """
    order = {field: at for at, field in enumerate(FIELDS[plan.holds])}
    given = set(plan.fields) - used
    empty = {
        field for field in given if any(other.startswith(f"{field}.") for other in used)
    }  # fmt: skip
    wanted = (set(plan.fields) | used) - empty

    def place(field: str) -> tuple[int, str]:
        known = [at for name, at in order.items() if field == name or field.startswith(f"{name}.")]
        return max(known, default=len(order)), field

    return sorted(wanted, key=place)


_KINDS: tuple[tuple[type[Any], Text], ...] = (
    (shapes.DateShape, Text(sv="datum: åååå-mm-dd eller 2025-v36", en="date: yyyy-mm-dd")),
    (shapes.BoolShape, Text(sv="ja eller nej", en="yes or no")),
    (shapes.NumberShape, Text(sv="tal", en="number")),
    (shapes.TextShape, Text(sv="text", en="text")),
    (shapes.StringShape, Text(sv="text", en="text")),
)
_SHEET_OF = {
    "unit": Text(sv="id på bladet Enheter", en="id on the sheet Units"),
    "role": Text(sv="id på bladet Roller", en="id on the sheet Roles"),
    "goal": Text(sv="id på bladet Mål", en="id on the sheet Goals"),
    "initiative": Text(sv="id på bladet Initiativ", en="id on the sheet Initiatives"),
}
_SEVERAL = Text(sv="flera skiljs med |", en="several are separated by |")
_TIE = Text(
    sv="id (varför) på bladet Initiativ; flera skiljs med |",
    en="id (why) on the sheet Initiatives; several are separated by |",
)


def note(field: str, holds: str) -> Text:
    """Return what to write in a column.

    >>> note("goals", "initiatives").to("en")
    'id on the sheet Goals; several are separated by |'
    """
    if (holds, field) in NOTATIONS:
        return NOTATIONS[holds, field][1]
    if holds == "initiatives" and field in TIES:
        return _TIE
    shape = field_shape(field, holds)
    if isinstance(shape, shapes.ListShape):
        inner = _of(shape.item)
        return Text(
            sv=f"{inner.to('sv')}; {_SEVERAL.to('sv')}",
            en=f"{inner.to('en')}; {_SEVERAL.to('en')}",
        )
    return _of(shape)


def _of(shape: Any) -> Text:  # Any: shapes have no common base
    if isinstance(shape, shapes.IdShape):
        own = Text(sv="id: a-z, siffror och bindestreck", en="id: a-z, digits and hyphens")
        return _SHEET_OF.get(shape.refers or "", own)
    if isinstance(shape, shapes.ChoiceShape):
        return Text(sv="välj ur listan", en="choose from the list")
    if shape is Amount.shape:
        return Text(sv="tal, eller okänt", en="number, or unknown")
    if shape is Capacity.shape:
        return Text(sv="tal", en="number")
    for kind, words in _KINDS:
        if isinstance(shape, kind):
            return words
    return Text(sv="text", en="text")
