"""Functions that read well-written nodes, made once for each shape from the shape itself."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from changekit.errors import InvalidValueError
from changekit.model import shapes
from changekit.model.fields import ID_PATTERN
from changekit.model.frozen import frozen_map
from changekit.model.gist import FieldMarks, Gist, mark_number
from changekit.model.nodes import NULLS
from changekit.model.quantities import Amount
from changekit.model.quick.making import MISSING, OffError, maker
from changekit.model.reading import Log
from changekit.model.records import RecordShape, record_shape
from changekit.text import UNDETERMINED, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.findings import Place
    from changekit.model.reading import Path

__all__ = ["OffError", "quick_reader", "quick_text"]

Node: TypeAlias = Any  # a node of either origin: see changekit.model.nodes
Read: TypeAlias = "Callable[[Node, Path, Gist], Any]"
"""Returns the value of a node, or raises OffError, or what Python raises for odd nodes."""

_ODD = (OffError, InvalidValueError, AttributeError, KeyError, TypeError, ValueError)
_DIGITS = re.compile(r"[0-9]{6}").search
_ID = re.compile(ID_PATTERN).fullmatch
_LANGUAGE = re.compile(shapes.LANGUAGE_PATTERN).fullmatch
_LANGUAGES_SEEN = {"sv", "en"}  # a cache: two threads would put in equal codes
_MOST_LANGUAGES = 200


def quick_reader(cls: type[Any]) -> Callable[[Node, Callable[[Any], Place]], Gist]:
    """Return what reads a mapping node as a record, with what others have to know of it.

    Args:
        cls: The class of the record.

    What it returns raises OffError where anything is off.
    """
    read = _READERS.get(cls)
    if read is None:
        read = _READERS[cls] = _record(record_shape(cls))
    known: Read = read

    def gist(node: Node, place: Callable[[Any], Place]) -> Gist:
        result = Gist(place)
        try:
            result.record = known(node, None, result)
        except _ODD as error:
            raise OffError from error
        return result

    return gist


_READERS: dict[type[Any], Read] = {}  # a cache: two threads would put in equal functions


def _reader(shape: Any) -> Read:  # Any: shapes of every kind
    make = _MAKERS.get(type(shape))
    if make is not None:
        return make(shape)
    return _amount() if shape is Amount.shape else _as_the_shape_does(shape)


def _string(value: Any, node: Node) -> str:  # Any: whatever a node holds
    if (
        value.__class__ is not str
        or not value
        or (value in NULLS and not node.style)
        or value.isspace()
        or (_DIGITS(value) and shapes.looks_like_personal_number(value))
    ):
        raise OffError
    return value


def _is_none(value: Any, node: Node) -> bool:  # Any: whatever a node holds
    return value.__class__ is str and value in NULLS and not node.style


def _strings(shape: shapes.StringShape) -> Read:
    pattern = re.compile(shape.pattern).fullmatch if shape.pattern else None
    refers = shape.refers

    def read(node: Node, path: Path, gist: Gist) -> str:
        value = _string(node.value, node)
        if pattern and not pattern(value):
            raise OffError
        if refers:
            gist.referred.append((refers, value, mark_number(node.start_mark), path))
        return value

    return read if pattern or refers else _plain_string


def _plain_string(node: Node, _: Path, __: Gist) -> str:
    return _string(node.value, node)


def _ids(shape: shapes.IdShape) -> Read:
    refers, versioned = shape.refers, shape.versioned
    version = re.compile(shapes.VERSION_PATTERN).fullmatch

    def read(node: Node, path: Path, gist: Gist) -> str:
        value = name = _string(node.value, node)
        if versioned and "@" in value:
            name, _, wanted = value.partition("@")
            if not version(wanted):
                raise OffError
        if not _ID(name):
            raise OffError
        if refers:
            gist.referred.append((refers, name, mark_number(node.start_mark), path))
        return value

    return read


def _choices(shape: shapes.ChoiceShape) -> Read:
    choices = {choice: choice for choice in shape.choices if choice not in NULLS}

    def read(node: Node, _: Path, __: Gist) -> str:
        return choices[node.value]

    return read


def _numbers(shape: shapes.NumberShape) -> Read:
    limits, parse = shape.limits, shape.parse

    def read(node: Node, _: Path, __: Gist) -> float:
        number = parse(node)
        if number is None or (limits and not limits.low <= number <= limits.high):
            raise OffError
        return number

    return read


def _dates(_: shapes.DateShape) -> Read:
    def read(node: Node, _: Path, __: Gist) -> dt.date:
        if not shapes.DATE.fullmatch(node.value):
            raise OffError
        return dt.date.fromisoformat(node.value)

    return read


def _truths(_: shapes.BoolShape) -> Read:
    known = {"true": True, "false": False}

    def read(node: Node, _: Path, __: Gist) -> bool:
        if node.style:
            raise OffError
        return known[node.value.lower()]

    return read


_new_text, _set_entries = Text.__new__, Text.__dict__["entries"].__set__


def quick_text(entries: tuple[tuple[str, str], ...]) -> Text:
    """Return the text of wordings that are sorted by their language codes."""
    text = _new_text(Text)
    _set_entries(text, entries)
    return text


def _text(node: Node, _: Path, __: Gist) -> Text:
    inside = node.value
    if inside.__class__ is str:
        return quick_text(((UNDETERMINED, _string(inside, node)),))
    if node.id != "mapping" or not inside:
        raise OffError
    if len(inside) == 2:
        (first, one), (second, other) = inside
        if first.value == "sv" and second.value == "en":
            english = _string(other.value, other)
            return quick_text((("en", english), ("sv", _string(one.value, one))))
    wordings = {_language(key.value): _string(item.value, item) for key, item in inside}
    if len(wordings) != len(inside):
        raise OffError
    return quick_text(tuple(sorted(wordings.items())))


def _language(code: Any) -> str:  # Any: whatever stands for a key
    if code not in _LANGUAGES_SEEN:
        if not _LANGUAGE(code):
            raise OffError
        if len(_LANGUAGES_SEEN) < _MOST_LANGUAGES:
            _LANGUAGES_SEEN.add(code)
    return str(code)


def _lists(shape: shapes.ListShape) -> Read:
    item = _reader(shape.item)

    def read(node: Node, path: Path, gist: Gist) -> tuple[Any, ...]:
        if node.id == "sequence":
            return tuple([item(child, (path, at), gist) for at, child in enumerate(node.value)])
        if _is_none(node.value, node):
            return ()
        raise OffError

    return read


def _maybe(shape: shapes.MaybeShape) -> Read:
    inner = _reader(shape.inner)

    def read(node: Node, path: Path, gist: Gist) -> Any:  # Any: a value of any kind, or None
        return None if _is_none(node.value, node) else inner(node, path, gist)

    return read


def _maps(shape: shapes.MapShape) -> Read:
    item, refers = _reader(shape.item), shape.refers
    pattern = re.compile(shape.key_pattern).fullmatch if shape.key_pattern else None

    def read(node: Node, path: Path, gist: Gist) -> Any:  # Any: values of any kind, by key
        if node.id != "mapping":
            if _is_none(node.value, node):
                return frozen_map({})
            raise OffError
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if key.__class__ is not str or key in values or (pattern and not pattern(key)):
                raise OffError
            if refers:
                mark = mark_number(key_node.start_mark)
                gist.referred.append((refers, key, mark, (path, key)))
            values[key] = item(value_node, (path, key), gist)
        return frozen_map(values)

    return read


def _record(shape: RecordShape) -> Read:
    entries = list(shape.entries.values())
    fields = {entry.key: (at, *_field(entry.shape)) for at, entry in enumerate(entries)}
    nothing, make, defines = [MISSING] * len(entries), maker(shape), shape.defines
    identity = next((at for at, entry in enumerate(entries) if entry.name == "id"), None)
    short = fields[shape.cls.shorthand] if shape.cls.shorthand else None

    def read(node: Node, path: Path, gist: Gist) -> Any:  # Any: a record
        inside = node.value
        values = nothing[:]
        if node.id == "mapping":
            for key_node, value_node in inside:
                key = key_node.value
                at, optional, inner = fields[key]
                if values[at] is not MISSING:
                    raise OffError
                if optional and _is_none(value_node.value, value_node):
                    values[at] = None
                else:
                    values[at] = inner(value_node, (path, key), gist)
        elif short and inside.__class__ is str and not _is_none(inside, node):
            at, _, inner = short
            values[at] = inner(node, path, gist)
        else:
            raise OffError
        if defines and identity is not None and node.id == "mapping":
            marks = [(key.value, mark_number(value.start_mark)) for key, value in inside]
            mark = mark_number(node.start_mark)
            gist.defined.append((defines, values[identity], mark, FieldMarks.of(marks)))
        return make(values)

    return read


def _field(shape: Any) -> tuple[bool, Read]:  # Any: shapes of every kind
    """Return whether a field may be null, and what reads it where it is not."""
    optional = isinstance(shape, shapes.MaybeShape)
    return optional, _reader(shape.inner if optional else shape)


def _amount() -> Read:
    """Return what reads an amount: a number, `unknown` or a mapping."""
    number = _numbers(shapes.NumberShape())
    mapping = _record(record_shape(Amount))

    def read(node: Node, path: Path, gist: Gist) -> Amount:
        if node.id == "mapping":
            return mapping(node, path, gist)  # type: ignore[no-any-return]  # as its shape says
        return Amount() if node.value == "unknown" else Amount(amount=number(node, path, gist))

    return read


def _as_the_shape_does(shape: Any) -> Read:  # Any: a shape of a class's own
    def read(node: Node, path: Path, gist: Gist) -> Any:  # Any: a value of any kind
        log = Log()
        log.place = gist.place
        value = shape.read(node, path, log)
        if log.findings or value is shapes.FAULTY:
            raise OffError
        log.hand_over(gist)
        return value

    return read


_MAKERS: dict[type[Any], Callable[[Any], Read]] = {
    RecordShape: _record,
    shapes.BoolShape: _truths,
    shapes.ChoiceShape: _choices,
    shapes.DateShape: _dates,
    shapes.IdShape: _ids,
    shapes.ListShape: _lists,
    shapes.MapShape: _maps,
    shapes.MaybeShape: _maybe,
    shapes.NumberShape: _numbers,
    shapes.StringShape: _strings,
    shapes.TextShape: lambda _: _text,
}
