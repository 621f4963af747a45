"""How each kind of value is read from a node, with every fault placed, and described as a schema.

A shape reads one node and returns the value, or FAULTY after noting findings in the log. The
same shapes give the JSON Schemas, so that reader and schema say the same.
"""

from __future__ import annotations

from changekit.model.shapes._ground import (
    FAULTY,
    Node,
    Schemas,
    Shape,
    described,
    found,
    read_key,
    wrong_kind,
)
from changekit.model.shapes._groups import (
    LANGUAGE_PATTERN,
    GoodItems,
    ListShape,
    MapShape,
    MaybeShape,
    TextShape,
)
from changekit.model.shapes._numbers import DATE, BoolShape, DateShape, NumberShape
from changekit.model.shapes._personal import looks_like_personal_number
from changekit.model.shapes._words import VERSION_PATTERN, ChoiceShape, IdShape, StringShape

__all__ = [
    "DATE", "FAULTY", "LANGUAGE_PATTERN", "VERSION_PATTERN", "BoolShape", "ChoiceShape",
    "DateShape", "GoodItems", "IdShape", "ListShape",
    "MapShape", "MaybeShape", "Node", "NumberShape", "Schemas", "Shape", "StringShape",
    "TextShape", "described", "found", "looks_like_personal_number", "read_key", "wrong_kind",
]  # fmt: skip
