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
    GoodItems,
    ListShape,
    MapShape,
    MaybeShape,
    TextShape,
)
from changekit.model.shapes._numbers import BoolShape, DateShape, NumberShape
from changekit.model.shapes._personal import looks_like_personal_number
from changekit.model.shapes._words import ChoiceShape, IdShape, StringShape

__all__ = [
    "FAULTY", "BoolShape", "ChoiceShape", "DateShape", "GoodItems", "IdShape", "ListShape",
    "MapShape", "MaybeShape", "Node", "NumberShape", "Schemas", "Shape", "StringShape",
    "TextShape", "described", "found", "looks_like_personal_number", "read_key", "wrong_kind",
]  # fmt: skip
