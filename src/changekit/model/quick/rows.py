"""Records as rows of plain values without keys, from which they are built without being checked.

A row is what the values of a record's fields pack to, in their order, without those at the end
that have their default. Only what was valid when it was packed may be built again.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.model import shapes
from changekit.model.frozen import frozen_map
from changekit.model.quantities import Amount
from changekit.model.quick.making import builder
from changekit.model.quick.nodes import quick_text
from changekit.model.records import RecordShape, record_shape
from changekit.text import UNDETERMINED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.text import Text

__all__ = ["Packer", "UnpackableError", "packer"]

_BOTH: Final = ("en", "sv")
_AS_THEY_ARE: Final = (
    shapes.BoolShape, shapes.ChoiceShape, shapes.IdShape, shapes.NumberShape, shapes.StringShape,
)  # fmt: skip


class UnpackableError(TypeError):
    """A value has no packed form."""


@attrs.frozen
class Packer:
    """How values of one shape are packed, and built again.

    Attributes:
        pack: Gives the packed form of a value; None where it is the value itself.
        unpack: Gives the value of a packed form; None where it is the value itself.
        form: What the packed form depends on, so that two forms never pass for one.
    """

    pack: Callable[[Any], Any] | None  # Any: a value of the shape, plain values
    unpack: Callable[[Any], Any] | None
    form: str


def packer(cls: type[Any]) -> Packer:
    """Return how records of a class are packed."""
    known = _PACKERS.get(cls)
    if known is None:
        known = _PACKERS[cls] = _record(record_shape(cls))
    return known


_PACKERS: dict[type[Any], Packer] = {}  # a cache: two threads would put in equal packers


def shape_packer(shape: Any) -> Packer:  # Any: shapes of every kind
    """Return how values of a shape are packed."""
    if isinstance(shape, _AS_THEY_ARE):
        return Packer(None, None, repr(shape))
    make = _MAKERS.get(type(shape))
    if make is not None:
        return make(shape)
    if shape is Amount.shape:
        return _record(record_shape(Amount))
    return Packer(_refuse, _refuse, type(shape).__qualname__)


def _refuse(value: object) -> Any:  # Any: never
    raise UnpackableError(type(value).__name__)


def _maybe(shape: shapes.MaybeShape) -> Packer:
    inner = shape_packer(shape.inner)
    pack, unpack = inner.pack, inner.unpack
    return Packer(
        pack and (lambda value: None if value is None else pack(value)),
        unpack and (lambda value: None if value is None else unpack(value)),
        f"maybe({inner.form})",
    )


def _text(_: shapes.TextShape) -> Packer:
    return Packer(_pack_text, _unpack_text, "text")


def _pack_text(text: Text) -> str | list[str] | dict[str, str]:
    if text.languages == _BOTH:
        return [wording for _, wording in text.entries]
    if text.languages == (UNDETERMINED,):
        return text.entries[0][1]
    return dict(text.entries)


def _unpack_text(packed: Any) -> Text:  # Any: what _pack_text gives
    if packed.__class__ is list:
        english, swedish = packed
        return quick_text((("en", english), ("sv", swedish)))
    if packed.__class__ is str:
        return quick_text(((UNDETERMINED, packed),))
    return quick_text(tuple(packed.items()))


def _dates(_: shapes.DateShape) -> Packer:
    return Packer(dt.date.isoformat, dt.date.fromisoformat, "date")


def _lists(shape: shapes.ListShape) -> Packer:
    item = shape_packer(shape.item)
    pack, unpack = item.pack, item.unpack
    return Packer(
        list if pack is None else lambda values: [pack(value) for value in values],
        tuple if unpack is None else lambda packed: tuple([unpack(value) for value in packed]),
        f"list({item.form})",
    )


def _maps(shape: shapes.MapShape) -> Packer:
    item = shape_packer(shape.item)
    pack, unpack = item.pack, item.unpack

    def packed(values: Mapping[str, Any]) -> dict[str, Any]:  # Any: values, packed values
        return {key: pack(value) if pack else value for key, value in values.items()}

    def plain(values: dict[str, Any]) -> Mapping[str, Any]:  # Any: packed values, values
        return frozen_map({key: unpack(it) if unpack else it for key, it in values.items()})

    return Packer(packed, plain, f"map({shape!r}: {item.form})")


def _record(shape: RecordShape) -> Packer:
    entries = list(shape.entries.values())
    inner = [shape_packer(entry.shape) for entry in entries]
    parts = [(entry.name, each.pack) for entry, each in zip(entries, inner, strict=True)]
    defaults = [
        None if entry.required or entry.default is None
        else each.pack(entry.default) if each.pack else entry.default
        for entry, each in zip(entries, inner, strict=True)
    ]  # fmt: skip
    least = max((at + 1 for at, entry in enumerate(entries) if entry.required), default=0)
    cls = shape.cls

    def pack(record: Any) -> list[Any]:  # Any: a record of the class
        if record.__class__ is not cls:
            raise UnpackableError(type(record).__name__)
        row = []
        for name, inside in parts:
            value = getattr(record, name)
            row.append(value if inside is None or value is None else inside(value))
        while len(row) > least and _same(row[-1], defaults[len(row) - 1]):
            row.pop()
        return row

    unpack = {entry.name: each.unpack for entry, each in zip(entries, inner, strict=True)}
    fields = "; ".join(
        f"{entry.name} {entry.key} {entry.required} {entry.default!r} {each.form}"
        for entry, each in zip(entries, inner, strict=True)
    )
    form = f"{cls.__qualname__}({hashlib.sha256(fields.encode()).hexdigest()})"
    return Packer(pack, builder(shape, unpack, defaults), form)


def _same(packed: object, default: object) -> bool:
    """Tell whether a packed value is the default, and not another number that equals it."""
    return packed == default and packed.__class__ is default.__class__


_MAKERS: dict[type[Any], Callable[[Any], Packer]] = {
    RecordShape: _record,
    shapes.DateShape: _dates,
    shapes.ListShape: _lists,
    shapes.MapShape: _maps,
    shapes.MaybeShape: _maybe,
    shapes.TextShape: _text,
}
