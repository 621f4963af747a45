"""What differs between two records, field by field, and how to make the one of the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from changekit.services.catalogue.comparing.naming import are_named, names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["FieldChange", "How", "applied", "compared"]

How: TypeAlias = Literal["added", "removed", "changed", "order"]
Value: TypeAlias = Any
"""Plain data: None, a truth value, a number, a text, a list or a mapping of such."""
Path: TypeAlias = tuple[str, ...]

_MISSING: Final = object()


@attrs.frozen(kw_only=True)
class FieldChange:
    """One field that differs.

    Attributes:
        path: Keys, and names of the items of lists, from the record inwards.
        how: Added, removed, changed, or the same items in another order.
        old: What it was; None where it is added. Of an order, the names of the items.
        new: What it is; None where it is removed.
    """

    path: Path
    how: How
    old: Value = None
    new: Value = None

    @property
    def name(self) -> str:
        """The path as people write it, as in `implementation.steps.map-cases.text.sv`."""
        return ".".join(self.path)

    def to_dict(self) -> dict[str, Value]:
        """Return the change as JSON values."""
        return {"path": self.name, "change": self.how, "old": self.old, "new": self.new}


def compared(
    old: Mapping[str, Value], new: Mapping[str, Value], *, itemise: bool = True
) -> tuple[FieldChange, ...]:
    """Return what differs between two records as plain data.

    Args:
        old: What it was.
        new: What it is.
        itemise: Whether a list that is not there counts as one without items.

    >>> old = {"steps": [{"name": "a", "text": "x"}]}
    >>> new = {"steps": [{"name": "b"}, {"name": "a", "text": "y"}]}
    >>> [(change.name, change.how) for change in compared(old, new)]
    [('steps.a.text', 'changed'), ('steps.b', 'added'), ('steps', 'order')]
    """
    return tuple(_Comparing(itemise=itemise).mappings(old, new, ()))


@attrs.frozen(kw_only=True)
class _Comparing:
    itemise: bool

    def mappings(
        self, old: Mapping[str, Value], new: Mapping[str, Value], path: Path
    ) -> Iterator[FieldChange]:
        for key in dict.fromkeys([*old, *new]):
            yield from self._one(old.get(key, _MISSING), new.get(key, _MISSING), (*path, key))

    def _one(self, old: Value, new: Value, path: Path) -> Iterator[FieldChange]:
        if self.itemise:
            old = [] if old is _MISSING and isinstance(new, list) and are_named(new) else old
            new = [] if new is _MISSING and isinstance(old, list) and are_named(old) else new
        if old is _MISSING:
            yield FieldChange(path=path, how="added", new=new)
        elif new is _MISSING:
            yield FieldChange(path=path, how="removed", old=old)
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from self.mappings(old, new, path)
        elif isinstance(old, list) and isinstance(new, list) and are_named(old, new):
            yield from self._lists(old, new, path)
        elif old != new:
            yield FieldChange(path=path, how="changed", old=old, new=new)

    def _lists(
        self, old: Sequence[Value], new: Sequence[Value], path: Path
    ) -> Iterator[FieldChange]:
        before = dict(zip(names_of(old), old, strict=True))
        after = dict(zip(names_of(new), new, strict=True))
        yield from self.mappings(before, after, path)
        kept = [name for name in before if name in after]
        expected = [*kept, *(name for name in after if name not in before)]
        if expected != list(after):
            yield FieldChange(path=path, how="order", old=expected, new=list(after))


def applied(old: Mapping[str, Value], changes: Iterable[FieldChange]) -> dict[str, Value]:
    """Return a record as plain data after changes.

    >>> old = {"title": "x", "needs": ["lead-time"]}
    >>> new = {"title": "y", "needs": []}
    >>> applied(old, compared(old, new)) == new
    True
    """
    result: dict[str, Value] = _applied(old, [(change.path, change) for change in changes])
    return result


def _applied(value: Value, changes: Sequence[tuple[Path, FieldChange]]) -> Value:
    """Return a mapping or a list after the changes in it; the names are those from before."""
    listed = isinstance(value, list)
    parts = dict(zip(names_of(value), value, strict=True)) if listed else dict(value)
    inside: dict[str, list[tuple[Path, FieldChange]]] = defaultdict(list)
    order: list[str] | None = None
    for path, change in changes:
        if not path:
            order = change.new
        elif len(path) == 1 and change.how == "removed":
            parts.pop(path[0], None)
        elif len(path) == 1 and change.how != "order":
            parts[path[0]] = change.new
        else:
            inside[path[0]].append((path[1:], change))
    for key, below in inside.items():
        parts[key] = _applied(parts.get(key, []), below)
    if not listed:
        return parts
    return [parts[name] for name in (order or parts)]
