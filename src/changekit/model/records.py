"""Records: attrs classes that read themselves from nodes and write themselves as mappings.

How a record is read is worked out once for each class from the types of its fields.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

import attrs

from changekit.errors import InvalidDataError, InvalidValueError
from changekit.findings import Findings
from changekit.model import shapes
from changekit.model.fields import About, Between, Matches
from changekit.model.nodes import as_node, is_null
from changekit.model.reading import Log
from changekit.rules import reading as rules
from changekit.text import Text, closest

if TYPE_CHECKING:
    from changekit.model.reading import Path

__all__ = ["Record", "RecordShape", "record_shape", "shape_at", "to_plain"]

FAULTY = shapes.FAULTY
Node = Any  # a node of either origin: see changekit.model.nodes


_SCALARS = frozenset({str, int, float, bool})


class Record:
    """A noun of the model that reads from plain mappings and writes them.

    Attributes:
        shorthand: The field that is meant where a scalar stands instead of a mapping.
        named: The kind of record, where its id is worked out from its fields.
        placed: The same, of records whose place is kept although two may be alike.
    """

    __slots__ = ()
    shorthand: ClassVar[str | None] = None
    named: ClassVar[str | None] = None
    placed: ClassVar[str | None] = None

    @classmethod
    def from_dict(cls, data: Mapping[str, object] | str) -> Self:
        """Return the record that plain data describes; references are not looked up.

        Raises:
            InvalidDataError: Something is wrong; its `findings` say what and where, all at once,
                with JSON pointers as places.
        """
        log = Log()
        shape: shapes.Shape = getattr(cls, "shape", None) or record_shape(cls)
        record = shape.read(as_node(data), None, log)
        if record is FAULTY:
            findings = Findings.in_order(log.findings)
            msg = f"{cls.__name__}: {findings[0].line()}"
            more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
            raise InvalidDataError(msg + more, findings=findings)
        return typing.cast("Self", record)  # the shape of a class makes that class

    def to_dict(self) -> dict[str, Any]:  # Any: plain data
        """Return the record as plain data; fields that have their default are left out."""
        plain: dict[str, Any] = {}
        for entry in record_shape(type(self)).entries.values():
            value = getattr(self, entry.name)
            if entry.required or value != entry.default:
                plain[entry.key] = to_plain(value)
        return plain


def to_plain(value: object) -> Any:  # Any: plain data
    """Return a value as plain data: dates as ISO text, tuples as lists."""
    if value is None or value.__class__ in _SCALARS:  # by far the most
        return value
    # Not isinstance with a protocol, which would take most of the time there is.
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        return to_dict()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [to_plain(item) for item in value]
    return value


@attrs.frozen(kw_only=True)
class Entry:
    """One field of a record: its name in Python, its key in files, and its shape."""

    name: str
    key: str
    shape: shapes.Shape
    about: About
    required: bool
    default: Any  # Any: the default of the field, whatever its type


@attrs.frozen
class RecordShape:
    """How one class of record is read and described."""

    cls: type[Any]  # Any: a class of any fields
    entries: Mapping[str, Entry] = attrs.field(eq=False)
    defines: str | None = None

    @property
    def words(self) -> Text:
        """What is expected."""
        keys = ", ".join(key for key, entry in self.entries.items() if entry.required)
        if not keys:
            return Text(sv="en grupp av nycklar", en="a mapping")
        return Text(sv=f"en grupp med nycklarna {keys}", en=f"a mapping with the keys {keys}")

    def read(self, node: Node, path: Path, log: Log) -> Any:  # Any: the record, or FAULTY
        """Return the record of a mapping node, or FAULTY after noting every fault in it."""
        if node.id == "scalar" and self.cls.shorthand and not is_null(node):
            return self._short(node, path, log)
        if node.id != "mapping":
            return shapes.wrong_kind(self, node, path, log)
        values, complete = self._values(node, path, log)
        complete = self._all_there(values, node, path, log) and complete
        return self._make(values, node, path, log) if complete else FAULTY

    def read_parts(
        self, node: Node, path: Path, log: Log
    ) -> dict[str, Any]:  # Any: values of any field
        """Return what can be read of a mapping, by field; one bad item spoils no list.

        For records that hold a whole file: everything good in them can be used. A field that
        could not be read at all is FAULTY; nothing is known of one that is not there.
        """
        if node.id != "mapping":
            shapes.wrong_kind(self, node, path, log)
            return {entry.name: FAULTY for entry in self.entries.values()}
        parts = {
            key: attrs.evolve(entry, shape=shapes.GoodItems(entry.shape))
            if isinstance(entry.shape, shapes.ListShape)
            else entry
            for key, entry in self.entries.items()
        }
        values, _ = self._values(node, path, log, parts)
        self._all_there(values, node, path, log)
        return values

    def _short(self, node: Node, path: Path, log: Log) -> Any:  # Any: the record, or FAULTY
        entry = self.entries[str(self.cls.shorthand)]
        value = entry.shape.read(node, path, log)
        return FAULTY if value is FAULTY else self._make({entry.name: value}, node, path, log)

    def _values(
        self, node: Node, path: Path, log: Log, entries: Mapping[str, Entry] | None = None
    ) -> tuple[dict[str, Any], bool]:  # Any: values of any field
        entries = entries or self.entries
        values: dict[str, Any] = {}
        seen: dict[str, Node] = {}
        marks: dict[str, Any] = {}
        complete = True
        for key_node, value_node in node.value:
            key: str | None = key_node.value if key_node.id == "scalar" else None
            if key.__class__ is str and key not in seen:  # by far the most
                seen[key] = key_node
            else:
                key = shapes.read_key(key_node, path, log, seen)
            entry = entries.get(key) if key is not None else None
            if entry is None:
                complete = False
                if key is not None:
                    self._unknown(key, key_node, path, log)
                continue
            marks[entry.key] = value_node.start_mark
            values[entry.name] = entry.shape.read(value_node, (path, entry.key), log)
            complete = complete and values[entry.name] is not FAULTY
        if self.defines and isinstance(values.get("id"), str):
            log.define(self.defines, values["id"], node, marks)
        return values, complete

    def _unknown(self, key: str, node: Node, path: Path, log: Log) -> None:
        near = closest(key, self.entries)
        known = ", ".join(self.entries)
        advice = (
            Text(sv=f"menade du {near!r}?", en=f"did you mean {near!r}?")
            if near
            else Text(sv=f"nycklarna är {known}", en=f"the keys are {known}")
        )
        if key.isdigit():  # what {amount: 1,5} says in YAML
            advice = Text(
                sv="decimaler skrivs med punkt, som i 1.5",
                en="decimals are written with a point, as in 1.5",
            )
        log.add(rules.UNKNOWN_KEY, node, (path, key), key=key, advice=advice)

    def _all_there(self, values: dict[str, Any], node: Node, path: Path, log: Log) -> bool:
        missing = [
            entry for entry in self.entries.values() if entry.required and entry.name not in values
        ]
        if missing and any(key.id == "refused" for key, _ in node.value):
            return False  # what a merge key would have brought is not known
        for entry in missing:
            log.add(
                rules.MISSING_KEY, node, (path, entry.key), key=entry.key, what=entry.shape.words
            )
        return not missing

    def _make(
        self, values: dict[str, Any], node: Node, path: Path, log: Log
    ) -> Any:  # Any: record
        try:
            record = self.cls(**values)
        except InvalidValueError as error:
            log.add(rules.INVALID, node, path, what=error.text)
            return FAULTY
        if self.cls.named:
            marks = {key.value: value.start_mark for key, value in node.value}
            log.define(self.cls.named, record.id, node, marks)
        if self.cls.placed:
            log.stand(self.cls.placed, record.id, node)
        return record

    def schema(self, defs: shapes.Schemas) -> dict[str, Any]:  # Any: JSON Schema
        """Return a reference to the schema of the record, which is put into `defs`."""
        name = self.cls.__name__
        if name not in defs:
            defs[name] = {}
            properties = {}
            for key, entry in self.entries.items():
                unit = f" Unit: {entry.about.unit}." if entry.about.unit else ""
                properties[key] = {
                    **entry.shape.schema(defs), "description": entry.about.doc + unit,
                }  # fmt: skip
            required = [key for key, entry in self.entries.items() if entry.required]
            defs[name].update(shapes.described(properties, required))
            defs[name]["description"] = (self.cls.__doc__ or "").strip().split("\n")[0]
        reference = {"$ref": f"#/$defs/{name}"}
        if not self.cls.shorthand:
            return reference
        short = self.entries[self.cls.shorthand].shape.schema(defs)
        return {"anyOf": [reference, short]}


def record_shape(cls: type[Any]) -> RecordShape:
    """Return how a record class is read, worked out once from its fields."""
    known = _SHAPES.get(cls)
    if known is None:
        known = _SHAPES[cls] = _worked_out(cls)
    return known


_SHAPES: dict[type[Any], RecordShape] = {}  # a cache: two threads would put in equal shapes


def _worked_out(cls: type[Any]) -> RecordShape:
    attrs.resolve_types(cls, include_extras=True)
    entries: dict[str, Entry] = {}
    defines = None
    for field in attrs.fields(cls):
        about: About = field.metadata["about"]
        defines = about.defines or defines
        default = field.default
        entries[about.key or field.name] = Entry(
            name=field.name,
            key=about.key or field.name,
            shape=_shape(field.type, about, field.validator),
            about=about,
            required=default is attrs.NOTHING,
            default=default.factory() if hasattr(default, "factory") else default,
        )
    return RecordShape(cls, entries, defines)


def shape_at(cls: type[Any], dotted: str) -> shapes.Shape | None:
    """Return the shape of a field by its dotted path, None where there is no such field."""
    shape: Any = record_shape(cls)
    for part in dotted.split("."):
        shape = _inside(shape)
        if isinstance(shape, RecordShape) and part in shape.entries:
            shape = shape.entries[part].shape
        elif isinstance(shape, shapes.MapShape):
            shape = shape.item
        elif isinstance(shape, shapes.TextShape):
            shape = shapes.StringShape()
        else:
            return None
    return typing.cast("shapes.Shape", shape)


def _inside(shape: Any) -> Any:  # Any: shapes of every kind
    while isinstance(shape, shapes.MaybeShape | shapes.ListShape):
        shape = shape.inner if isinstance(shape, shapes.MaybeShape) else shape.item
    return shape


def _shape(kind: Any, about: About, validator: object) -> Any:  # Any: types and shapes of any kind
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        (only,) = (part for part in inside if part is not types.NoneType)
        return shapes.MaybeShape(_shape(only, about, validator))
    if origin is tuple:
        return shapes.ListShape(_shape(inside[0], about, validator))
    if origin is Mapping:
        item = _shape(inside[1], attrs.evolve(about, refers=None), validator)
        return shapes.MapShape(item, refers=about.refers)
    if origin is typing.Literal:
        return shapes.ChoiceShape(inside)
    return _plain_shape(getattr(kind, "__supertype__", kind), about, validator)


def _plain_shape(kind: Any, about: About, validator: object) -> Any:  # Any: types and shapes
    if hasattr(kind, "shape"):  # a class that reads itself in a way of its own
        return kind.shape
    if kind is str:
        return _string_shape(about, validator)
    if kind in (int, float):
        limits = validator if isinstance(validator, Between) else None
        return shapes.NumberShape(whole=kind is int, limits=limits, unit=about.unit)
    simple = {bool: shapes.BoolShape, dt.date: shapes.DateShape, Text: shapes.TextShape}
    return simple[kind]() if kind in simple else record_shape(kind)


def _string_shape(about: About, validator: object) -> Any:  # Any: shapes of two classes
    if about.defines or about.refers:
        return shapes.IdShape(refers=about.refers, versioned=about.versioned)
    if isinstance(validator, Matches):
        return shapes.StringShape(pattern=validator.pattern, what=validator.what)
    return shapes.StringShape()
