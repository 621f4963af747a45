"""Finding the place that a path means in the plain data of a concept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from changekit.model.concept import Concept
from changekit.model.quantities import Amount
from changekit.model.records import RecordShape, record_shape
from changekit.model.shapes import ListShape, MapShape, MaybeShape, TextShape
from changekit.services.catalogue.tailoring.fields import Value, item_names, name_of
from changekit.text import Text, closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["MISSING", "Found", "PathError", "find", "value_at"]

MISSING: Final = object()
"""Stands for a value that is not there."""


class PathError(Exception):
    """A path that means nothing in a concept, with the reason and what to write instead."""

    def __init__(self, why: Text, advice: Text) -> None:
        super().__init__(why.to("en"))
        self.why, self.advice = why, advice


@attrs.frozen(kw_only=True)
class Found:
    """Where a path leads.

    Attributes:
        holder: The mapping or list that the value stands in, None where that is missing too.
        key: Its key there, or its position in a list.
        kind: The path without the names of items.
        is_list: Whether a list belongs there.
        named: The lists on the way: the list, the position, its kind, and the item's name.
        missing: The keys of the mappings that would have to be made above it.
        ground: The mapping in which the first of these would be made.
    """

    holder: Any  # Any: a mapping or a list of plain data
    key: str | int
    kind: str
    is_list: bool = False
    named: tuple[tuple[list[Value], int, str, str], ...] = ()
    missing: tuple[str, ...] = ()
    ground: Any = None  # Any: a mapping of plain data

    @property
    def value(self) -> Value:
        """What stands there, MISSING where nothing does."""
        if self.missing:
            return MISSING
        if isinstance(self.holder, list):
            return self.holder[int(self.key)]
        return self.holder.get(self.key, MISSING)

    def renamed(self) -> bool:
        """Tell whether an item on the way is now called something else."""
        return any(
            at >= len(items) or name_of(items[at], kind) != name
            for items, at, kind, name in self.named
        )


def value_at(plain: Value, path: str) -> Value:
    """Return what stands at a path, None where nothing does."""
    try:
        found = find(plain, path).value
    except PathError:
        return None
    return None if found is MISSING else found


def find(plain: Value, path: str) -> Found:
    """Return where a path leads in the plain data of a concept.

    Raises:
        PathError: No concept has such a field, or this one has no such item.
    """
    return _Walk(plain).to(path)


class _Walk:
    """One walk down a path; the names of lists and fields are matched as long as they fit."""

    def __init__(self, plain: Value) -> None:
        self._node: Any = plain  # Any: plain data
        self._shape: Any = record_shape(Concept)  # Any: shapes of every kind
        self._kind = ""
        self._named: list[tuple[list[Value], int, str, str]] = []
        self._missing: list[str] = []
        self._ground: Any = None  # Any: a mapping of plain data

    def to(self, path: str) -> Found:
        rest = path
        key: str | int
        while True:
            if isinstance(self._shape, ListShape):
                holder, key, rest = self._item(rest, path)
            else:
                holder, key, rest = self._key(rest, path)
            if not rest:
                return Found(
                    holder=holder, key=key, kind=self._kind,
                    is_list=isinstance(self._shape, ListShape), named=tuple(self._named),
                    missing=tuple(self._missing), ground=self._ground,
                )  # fmt: skip
            if self._missing or (isinstance(holder, dict) and key not in holder):
                self._ground = self._ground if self._missing else holder
                self._missing.append(str(key))
            self._node = MISSING if self._missing else holder[key]

    def _key(self, rest: str, path: str) -> tuple[Any, str, str]:
        """Go one key down in a mapping; what is no field of a concept is refused."""
        shape = self._shape
        if isinstance(shape, MapShape | TextShape):
            if self._node is not MISSING and not isinstance(self._node, Mapping):
                raise _whole(path, rest)
            self._shape = shape.item if isinstance(shape, MapShape) else None
            self._kind = f"{self._kind}.{rest}"
            return self._node, rest, ""
        entries = _entries(shape)
        if entries is None:
            raise _whole(path, rest)
        if self._node is not MISSING and not isinstance(self._node, Mapping):
            raise _whole(path, rest)
        key, left = _longest(rest, entries)
        if key is None:
            raise _no_such(
                Text(sv="det finns inget sådant fält", en="there is no such field"),
                rest, entries, path,
            )  # fmt: skip
        self._shape = _unwrapped(entries[key].shape)
        self._kind = f"{self._kind}.{key}" if self._kind else key
        return self._node, key, left

    def _item(self, rest: str, path: str) -> tuple[Any, int, str]:
        """Go into the item of a list that has the name."""
        items = [] if self._node is MISSING else self._node
        if not isinstance(items, list):
            raise _whole(path, rest)
        names = item_names(items, self._kind)
        if names is None:
            why = Text(
                sv="listans delar går inte att skilja åt med namn",
                en="the items of the list cannot be told apart by names",
            )
            raise PathError(why, _REPLACE_LIST)
        name, left = _longest(rest, names)
        if name is None:
            why = Text(sv="listan har inget sådant namn", en="the list has no such name")
            raise _no_such(why, rest, names, path)
        at = names.index(name)
        self._named.append((items, at, self._kind, name))
        self._shape = _unwrapped(self._shape.item)
        return items, at, left


_REPLACE_LIST = Text(sv="ersätt hela listan", en="replace the whole list")


def _unwrapped(shape: Any) -> Any:  # Any: shapes of every kind
    return shape.inner if isinstance(shape, MaybeShape) else shape


def _entries(shape: Any) -> Mapping[str, Any] | None:  # Any: shapes, and entries
    """Return the fields of a record's shape; None where there are no fields below."""
    if isinstance(shape, type(Amount.shape)):
        shape = record_shape(Amount)
    return shape.entries if isinstance(shape, RecordShape) else None


def _longest(rest: str, names: Iterable[str]) -> tuple[str | None, str]:
    """Return the longest name that a path begins with, and what is left of the path."""
    fitting = [name for name in names if rest == name or rest.startswith(f"{name}.")]
    if not fitting:
        return None, rest
    name = max(fitting, key=len)
    return name, rest[len(name) + 1 :]


def _whole(path: str, rest: str) -> PathError:
    above = path.removesuffix(rest).rstrip(".")
    return PathError(
        Text(sv=f"{above!r} är ett enda värde", en=f"{above!r} is one single value"),
        Text(sv=f"skriv {above!r}", en=f"write {above!r}"),
    )


def _no_such(why: Text, rest: str, known: Iterable[str], path: str) -> PathError:
    names: Sequence[str] = sorted(known)
    first = rest.partition(".")[0]
    near = closest(first, names) or closest(rest, names)
    if near:
        matched = first if closest(first, names) else rest
        better = f"{path.removesuffix(rest)}{near}{rest.removeprefix(matched)}"
        return PathError(why, Text(sv=f"menade du {better!r}?", en=f"did you mean {better!r}?"))
    shown = ", ".join(names) or "–"
    return PathError(why, Text(sv=f"det som finns: {shown}", en=f"known: {shown}"))
