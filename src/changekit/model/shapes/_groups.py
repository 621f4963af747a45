"""Shapes of what holds other values: lists, mappings, texts in several languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs

from changekit.model.frozen import frozen_map
from changekit.model.nodes import is_null
from changekit.model.shapes._ground import FAULTY, Shape, read_key, wrong_kind
from changekit.model.shapes._words import StringShape
from changekit.rules import reading as rules
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.model.reading import Log, Path
    from changekit.model.shapes._ground import Node, Schemas

__all__ = ["LANGUAGE_PATTERN", "GoodItems", "ListShape", "MapShape", "MaybeShape", "TextShape"]

LANGUAGE_PATTERN = r"[a-z]{2,3}(-[A-Za-z0-9]+)*"


@attrs.frozen
class MaybeShape:
    """A value that may be left out: null gives None."""

    inner: Shape

    @property
    def words(self) -> Text:
        """What is expected when there is a value."""
        return self.inner.words

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a value, None or FAULTY
        """Return None for null, else what the inner shape reads."""
        return None if is_null(node) else self.inner.read(node, path, log)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema of the inner shape or null."""
        return {"anyOf": [self.inner.schema(defs), {"type": "null"}]}


@attrs.frozen
class ListShape:
    """A list of values of one shape, read as a tuple."""

    item: Shape

    @property
    def words(self) -> Text:
        """What is expected."""
        return Text(sv="en lista", en="a list")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a tuple, or FAULTY
        """Return the items; all faults of all items are noted."""
        if is_null(node):
            return ()
        if node.id != "sequence":
            advice = Text(sv="skriv [ ] omkring", en="write [ ] around it")
            return wrong_kind(self, node, path, log, advice)
        items = [self.item.read(child, (path, at), log) for at, child in enumerate(node.value)]
        return FAULTY if any(item is FAULTY for item in items) else tuple(items)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema; null is an empty list."""
        return {"type": ["array", "null"], "items": self.item.schema(defs)}


@attrs.frozen
class GoodItems:
    """A list of which the items that cannot be read are left out, each with its findings."""

    all_items: ListShape

    @property
    def words(self) -> Text:
        """What is expected."""
        return self.all_items.words

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a tuple, or FAULTY
        """Return the items that could be read."""
        if node.id != "sequence":
            return self.all_items.read(node, path, log)
        read = self.all_items.item.read
        items = [read(child, (path, at), log) for at, child in enumerate(node.value)]
        return tuple(item for item in items if item is not FAULTY)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema of the whole list."""
        return self.all_items.schema(defs)


@attrs.frozen
class MapShape:
    """Values of one shape under keys that the municipality chooses."""

    item: Shape
    key_pattern: str | None = None
    keys: Text | None = None
    refers: str | None = None
    _key: re.Pattern[str] | None = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        """Compile the pattern of the keys once."""
        compiled = re.compile(self.key_pattern) if self.key_pattern else None
        object.__setattr__(self, "_key", compiled)

    @property
    def words(self) -> Text:
        """What is expected."""
        return Text(sv="en grupp av nycklar", en="a mapping")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a mapping, or FAULTY
        """Return the values by key; a key that stands twice is a finding."""
        if is_null(node):
            return frozen_map({})
        values = self.read_plain(node, path, log)
        return values if values is FAULTY else frozen_map(values)

    def read_plain(self, node: Node, path: Path, log: Log) -> Any:  # Any: a dict, or FAULTY
        """Return the values by key, not yet frozen."""
        if node.id != "mapping":
            return wrong_kind(self, node, path, log)
        result: dict[str, Any] = {}
        faulty = False
        lines: dict[str, Node] = {}
        for key_node, value_node in node.value:
            key = read_key(key_node, path, log, lines)
            if key is None or not self._allowed(key, key_node, path, log):
                faulty = True
                continue
            value = self.item.read(value_node, (path, key), log)
            faulty = faulty or value is FAULTY
            result[key] = value
        return FAULTY if faulty else result

    def _allowed(self, key: str, node: Node, path: Path, log: Log) -> bool:
        if self._key and not self._key.fullmatch(key):
            pattern = Text.plain(self._key.pattern)
            advice = Text(sv="skriv {keys}", en="write {keys}").format(keys=self.keys or pattern)
            log.add(rules.UNKNOWN_KEY, node, (path, key), key=key, advice=advice)
            return False
        if self.refers:
            log.refer(self.refers, key, node, (path, key))
        return True

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema."""
        result: dict[str, Any] = {
            "type": ["object", "null"], "additionalProperties": self.item.schema(defs),
        }  # fmt: skip
        if self.key_pattern:
            result["propertyNames"] = {"pattern": f"^({self.key_pattern})$"}
        return result


_WORDING = StringShape()
_WORDINGS = MapShape(
    _WORDING,
    key_pattern=LANGUAGE_PATTERN,
    keys=Text(sv="språkkoder, som sv eller en", en="language codes, such as sv or en"),
)


@attrs.frozen
class TextShape:
    """Text for readers: one wording, or one for each language code."""

    words: Text = Text(sv="text", en="text")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: a Text, or FAULTY
        """Return the text; a scalar is a wording whose language is not named."""
        if node.id == "scalar":
            value = _WORDING.read(node, path, log)
            return value if value is FAULTY else Text.plain(value)
        if node.id != "mapping":
            return wrong_kind(self, node, path, log)
        wordings = _WORDINGS.read_plain(node, path, log)
        if wordings is FAULTY:
            return FAULTY
        if not wordings:
            log.add(rules.EMPTY_TEXT, node, path)
            return FAULTY
        return Text(wordings)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema: a scalar, or scalars by language code."""
        scalar = _WORDING.schema(defs)
        defs["text"] = {
            "description": "A text, or one wording for each language code.",
            "anyOf": [
                scalar,
                {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": {"pattern": f"^({LANGUAGE_PATTERN})$"},
                    "additionalProperties": scalar,
                },
            ],
        }
        return {"$ref": "#/$defs/text"}
