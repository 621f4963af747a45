"""Plain data that is kept as it was written, to be understood later."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import attrs

from changekit.model.frozen import frozen_map
from changekit.model.nodes import is_null
from changekit.model.shapes import FAULTY, NumberShape, StringShape
from changekit.text import Text

if TYPE_CHECKING:
    from changekit.findings import Place
    from changekit.model.reading import Log, Path
    from changekit.model.shapes import Node, Schemas, Shape

__all__ = ["Plain", "PlainNumber", "PlainText", "PlainValue"]

PlainValue: TypeAlias = Any
"""None, a truth value, a number, a text, a tuple of such values, or a mapping of them."""

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_TRUTH = {"true": True, "false": False}


class _PlainShape:
    """Any value: nothing is refused here."""

    words = Text(sv="ett värde", en="a value")

    def read(self, node: Node, path: Path, log: Log) -> Plain:  # noqa: ARG002  # as every shape
        """Return the value of a node with its mark."""
        return Plain(value=_value(node), mark=node.start_mark, where=log.place)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # noqa: ARG002  # as every shape
        """Return the schema that allows everything."""
        return {}


@attrs.frozen(kw_only=True)
class Plain:
    """A value as it stands in a file.

    Attributes:
        value: The value; mappings are read-only, lists are tuples.
        mark: Where it stands, for `where`.
        where: Gives the place of a mark.
    """

    shape: ClassVar[_PlainShape] = _PlainShape()

    value: PlainValue
    mark: Any = attrs.field(default=None, eq=False, repr=False)  # a mark of the file
    where: Any = attrs.field(default=None, eq=False, repr=False)  # a function of the log

    @property
    def place(self) -> Place | None:
        """Where it stands; None where it was made in Python."""
        return None if self.where is None else self.where(self.mark)

    def to_dict(self) -> PlainValue:
        """Return the value as plain lists and mappings."""
        return _thawed(self.value)

    def __reduce__(self) -> tuple[object, ...]:
        """Go to another process with the place worked out, because marks of files cannot go."""
        where = None if self.where is None else _same
        return _made, (type(self), self.value, self.place, where)


class _PlacedShape:
    """A value of a shape, with its place."""

    def __init__(self, inner: Shape) -> None:
        self._inner = inner
        self.words = inner.words

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: the value, or FAULTY
        """Return the value of a node with its mark, or FAULTY after a finding."""
        value = self._inner.read(node, path, log)
        if value is FAULTY:
            return FAULTY
        cls = PlainNumber if isinstance(self._inner, NumberShape) else PlainText
        return cls(value=value, mark=node.start_mark, where=log.place)

    def schema(self, defs: Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return the schema of the value."""
        return self._inner.schema(defs)


class _PlacedNumberShape(_PlacedShape):
    """A number with its place."""

    def __init__(self) -> None:
        super().__init__(NumberShape())


class _PlacedTextShape(_PlacedShape):
    """A text with its place."""

    def __init__(self) -> None:
        super().__init__(StringShape())


@attrs.frozen(kw_only=True)
class PlainNumber(Plain):
    """A number, and where it stands."""

    shape: ClassVar[Any] = _PlacedNumberShape()  # Any: a shape, as in Plain


@attrs.frozen(kw_only=True)
class PlainText(Plain):
    """A word of one language, and where it stands."""

    shape: ClassVar[Any] = _PlacedTextShape()  # Any: a shape, as in Plain


def _made(cls: type[Plain], value: PlainValue, mark: object, where: object) -> Plain:
    return cls(value=value, mark=mark, where=where)


def _same(place: Place) -> Place:
    return place


def _value(node: Any) -> PlainValue:  # Any: a node of either origin
    """Return what a node holds, as YAML 1.2's core schema reads it; dates stay texts."""
    if node.id == "mapping":
        return frozen_map(
            {str(key.value): _value(item) for key, item in node.value if key.id == "scalar"}
        )
    if node.id == "sequence":
        return tuple(_value(item) for item in node.value)
    if node.id != "scalar" or is_null(node):
        return None
    if node.style or not isinstance(node.value, str):
        return node.value
    return _scalar(node.value)


def _scalar(text: str) -> PlainValue:
    if text in _TRUTH:
        return _TRUTH[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def _thawed(value: PlainValue) -> PlainValue:
    if isinstance(value, tuple):
        return [_thawed(item) for item in value]
    if hasattr(value, "items"):
        return {key: _thawed(item) for key, item in value.items()}
    return value
