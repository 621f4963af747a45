"""What all shapes share: what a shape is, and the words for a value of the wrong kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from changekit.model.nodes import is_null
from changekit.rules import reading as rules
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.model.reading import Log, Path

__all__ = ["FAULTY", "Node", "Schemas", "Shape", "described", "found", "read_key", "wrong_kind"]

FAULTY: Final = type("Faulty", (), {"__repr__": lambda _: "FAULTY"})()
"""Stands for a value that could not be read."""

Node = Any  # a node of either origin: see changekit.model.nodes
Schemas = dict[str, Any]  # JSON Schema definitions by name


class Shape(Protocol):
    """How one kind of value is read and described."""

    @property
    def words(self) -> Text:
        """What is expected, for messages."""

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: the value, or FAULTY
        """Return the value of a node, or FAULTY after noting why."""

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the JSON Schema of the value; named parts go to `defs`."""


def found(node: Node) -> Text:
    """Return what a node is, for a message."""
    if is_null(node):
        return Text(sv="ingenting", en="nothing")
    if node.id == "sequence":
        return Text(sv="en lista", en="a list")
    if node.id == "mapping":
        return Text(sv="en grupp av nycklar", en="a mapping")
    shown = repr(node.value if len(str(node.value)) <= 40 else f"{str(node.value)[:37]}...")
    return Text(sv=f"texten {shown}", en=f"the text {shown}")


def wrong_kind(
    shape: Shape, node: Node, path: Path, log: Log, advice: Text | None = None
) -> Any:  # Any: FAULTY
    """Note that a node is of the wrong kind, unless it was refused before."""
    if node.id == "refused":
        return FAULTY
    log.add(
        rules.WRONG_KIND, node, path, expected=shape.words, found=found(node),
        advice=advice or Text(sv="", en=""),
    )  # fmt: skip
    return FAULTY


def read_key(node: Node, path: Path, log: Log, seen: dict[str, Node]) -> str | None:
    """Return a key, or None after noting that it is no text or stands twice."""
    if node.id == "refused":
        return None
    if node.id != "scalar":
        log.add(
            rules.WRONG_KIND, node, path, expected=Text(sv="en nyckel", en="a key"),
            found=found(node), advice=Text(sv="", en=""),
        )  # fmt: skip
        return None
    key = str(node.value)
    if key in seen:
        first = log.place(seen[key].start_mark).line or "?"
        log.add(rules.DUPLICATE_KEY, node, (path, key), key=key, first=first)
        return None
    seen[key] = node
    return key


def described(
    fields: Mapping[str, Any], required: list[str]
) -> dict[str, Any]:  # Any: JSON Schema
    """Return the schema of a record from the schemas of its fields."""
    result: dict[str, Any] = {
        "type": "object", "properties": dict(fields), "additionalProperties": False,
    }  # fmt: skip
    if required:
        result["required"] = required
    return result
