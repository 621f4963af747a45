"""Functions that put records together from lists of values, written once for each class.

They do what the `__init__` of attrs does, apart from checks that a shape has made before.
"""

from __future__ import annotations

from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.model import shapes
from changekit.model.fields import ID_PATTERN, Between, Matches

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from changekit.model.records import Entry, RecordShape

__all__ = ["MISSING", "OffError", "builder", "maker"]

MISSING: Final = type("Missing", (), {"__repr__": lambda _: "MISSING"})()
"""Stands for a field that a file does not name."""


class OffError(Exception):
    """Something is off, so that the careful way has to be taken."""


def maker(shape: RecordShape) -> Callable[[Sequence[Any]], Any]:  # Any: values and records
    """Return what makes a record of values in the order of its fields, as a file gave them.

    What it returns raises OffError where a field that is needed is MISSING, and what the
    validators raise that no shape stands for.
    """
    code = _Code(shape.cls)
    for at, field in enumerate(code.fields):
        if field.default is attrs.NOTHING:
            code.line(f"if a{at} is missing: raise off")
        else:
            code.line(f"if a{at} is missing: a{at} = {code.default(at, field.default)}")
    code.make({entry.name: entry for entry in shape.entries.values()})
    return code.function()


def builder(
    shape: RecordShape,
    unpack: Mapping[str, Callable[[Any], Any] | None],  # Any: packed and plain values
    defaults: Sequence[Any],  # Any: packed values
) -> Callable[[list[Any]], Any]:  # Any: packed values and records
    """Return what makes a record of packed values, which were valid when they were packed.

    Args:
        shape: How the record is read.
        unpack: By field: what makes a value of a packed one; None where both are the same.
        defaults: The packed defaults, for fields at the end that were left out.
    """
    code = _Code(shape.cls, defaults=defaults)
    for at, field in enumerate(code.fields):
        if unpack[field.name] is not None:
            code.names[f"u{at}"] = unpack[field.name]
            code.line(f"if a{at} is not None: a{at} = u{at}(a{at})")
    code.make(None)
    return code.function()


class _Code:
    """The text of a function, and the values that it names."""

    def __init__(self, cls: type[Any], defaults: Sequence[Any] | None = None) -> None:
        self.cls, self.fields = cls, attrs.fields(cls)
        self.names: dict[str, Any] = {
            "cls": cls, "new": object.__new__, "missing": MISSING, "off": OffError,
        }  # fmt: skip
        names = "".join(f"a{at}, " for at in range(len(self.fields)))
        self.lines = ["def make(values):"]
        if defaults is not None:
            self.names["defaults"] = list(defaults)
            self.line(f"if len(values) != {len(defaults)}: values += defaults[len(values):]")
        if names:
            self.line(f"{names} = values")

    def line(self, text: str) -> None:
        """Add a line to the function."""
        self.lines.append(f"    {text}")

    def default(self, at: int, default: Any) -> str:  # Any: the default of a field
        """Return the words for the default of a field."""
        made = hasattr(default, "factory")
        self.names[f"d{at}"] = default.factory if made else default
        return f"d{at}()" if made else f"d{at}"

    def make(self, entries: Mapping[str, Entry] | None) -> None:
        """Add what makes the record; with entries, also the checks that no shape stands for."""
        if not all(_is_plain(self.cls, field) for field in self.fields):
            given = ", ".join(f"{field.alias}=a{at}" for at, field in enumerate(self.fields))
            self.line(f"return cls({given})")
            return
        self.line("self = new(cls)")
        for at, field in enumerate(self.fields):
            self.names[f"s{at}"] = getattr(self.cls, field.name).__set__
            value = f"a{at}"
            if field.converter is not None:
                self.names[f"c{at}"] = field.converter
                value = f"c{at}(a{at})"
            self.line(f"s{at}(self, {value})")
        for at, field in enumerate(self.fields):
            if entries and field.validator and not _shape_stands_for(entries[field.name], field):
                self.names |= {f"v{at}": field.validator, f"f{at}": field}
                self.line(f"v{at}(self, f{at}, self.{field.name})")
        if hasattr(self.cls, "__attrs_post_init__"):
            self.line("self.__attrs_post_init__()")
        self.line("return self")

    def function(self) -> Callable[[Any], Any]:  # Any: values and records
        """Return the function; attrs writes the `__init__` of the same class in this way."""
        exec("\n".join(self.lines), self.names)  # noqa: S102  # made of numbers and names of fields
        made: Callable[[Any], Any] = self.names["make"]
        return made


def _is_plain(cls: type[Any], field: attrs.Attribute[Any]) -> bool:
    """Tell whether a field lies in a slot, and attrs would put there what it is given."""
    slot = isinstance(getattr(cls, field.name, None), MemberDescriptorType)
    return slot and field.init and not isinstance(field.converter, attrs.Converter)


def _shape_stands_for(entry: Entry, field: attrs.Attribute[Any]) -> bool:
    """Tell whether the shape of a field refuses everything that its validator refuses.

    Validators let None pass, as optional shapes do.
    """
    shape, validator = entry.shape, field.validator
    if isinstance(shape, shapes.MaybeShape):
        shape = shape.inner
    if isinstance(validator, Matches) and isinstance(shape, shapes.StringShape):
        return shape.pattern == validator.pattern
    if isinstance(validator, Matches) and isinstance(shape, shapes.IdShape):
        return validator.pattern == ID_PATTERN and not shape.versioned
    if isinstance(validator, Between) and isinstance(shape, shapes.NumberShape):
        return shape.limits == validator
    return False
