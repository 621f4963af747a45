"""The fields that a column can hold, by dotted path, and how each field's cells are written."""

from __future__ import annotations

import typing
from functools import cache
from typing import Any

from changekit.files.tables.headings import FIELDS
from changekit.model import shapes
from changekit.model.goal import Goal, Goals
from changekit.model.initiative import Initiative, LinkKind
from changekit.model.organisation import Freeze, Organisation, Role, Unit
from changekit.model.quantities import Amount, Capacity
from changekit.model.records import RecordShape, record_shape
from changekit.model.settings import Settings

__all__ = ["LINKS", "field_shape", "known_fields", "whole_and_parts"]

LINKS: tuple[str, ...] = typing.get_args(LinkKind)
"""Columns that hold ties to other initiatives, one column for each kind."""
_CLASSES: dict[str, type[Any]] = {
    "initiatives": Initiative, "units": Unit, "roles": Role, "goals": Goal, "freezes": Freeze,
    "settings": Settings, "organisation": Organisation, "groupings": Goals,
}  # fmt: skip
_LOAD = shapes.NumberShape(unit="load")


def field_shape(field: str, holds: str) -> Any:  # Any: shapes have no common base
    """Return the shape of a field by its dotted path, None where there is no such field.

    >>> field_shape("cost.amount", "initiatives").words.to("en")
    'a number'
    """
    if holds == "capacity":
        return _capacity_shape(field)
    if holds == "initiatives" and field in LINKS:
        return shapes.ListShape(shapes.IdShape(refers="initiative"))
    shape: Any = record_shape(_CLASSES[holds])
    for part in field.split("."):
        shape = _step(bare(shape), part)
        if shape is None:
            return None
    return bare(shape)


def _capacity_shape(field: str) -> Any:  # Any: as in field_shape
    if field == "unit":
        return shapes.IdShape(refers="unit")
    if field == "period":
        return shapes.StringShape()
    return _LOAD if field in ("default", "amount") or is_period(field) else None


def is_period(text: str) -> bool:
    """Tell whether a text is a month or an ISO week, as `2011-08` or `2011-W33`."""
    year, dash, rest = text.partition("-")
    number = rest.removeprefix("W")
    right = len(year) == 4 and year.isdecimal() and len(number) == 2 and number.isdecimal()
    return bool(right and dash and 1 <= int(number) <= (53 if rest.startswith("W") else 12))


def bare(shape: Any) -> Any:  # Any: as in field_shape
    """Return a shape without its being optional."""
    return shape.inner if isinstance(shape, shapes.MaybeShape) else shape


def _step(shape: Any, part: str) -> Any:  # Any: as in field_shape
    if shape is Amount.shape:
        shape = record_shape(Amount)
    if isinstance(shape, RecordShape):
        return shape.entries[part].shape if part in shape.entries else None
    if isinstance(shape, shapes.MapShape):
        return shape.item
    if isinstance(shape, shapes.TextShape):
        return shapes.StringShape() if part.isalpha() and part.islower() else None
    if shape is Capacity.shape and (part == "default" or is_period(part)):
        return _LOAD
    return None


def whole_and_parts(field: str, holds: str) -> str | None:
    """Return the part that a column holds when others hold further parts of its field.

    >>> whole_and_parts("title", "initiatives"), whole_and_parts("owner", "initiatives")
    ('und', 'unit')
    """
    shape = field_shape(field, holds)
    if isinstance(shape, shapes.TextShape):
        return "und"
    if shape is Amount.shape:
        return "amount"
    if shape is Capacity.shape:
        return "default"
    return shape.cls.shorthand if isinstance(shape, RecordShape) else None


@cache
def known_fields(holds: str) -> tuple[str, ...]:
    """Return the fields that have a heading of their own, for advice."""
    return tuple(FIELDS[holds])
