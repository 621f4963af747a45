"""A mapping that cannot change, can be compared, hashed and sent to another process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FrozenMap", "frozen_map"]

K = TypeVar("K")
V_co = TypeVar("V_co", covariant=True)


class FrozenMap(Mapping[K, V_co], Generic[K, V_co]):
    """A read-only mapping.

    >>> FrozenMap({"a": 1}) == {"a": 1}
    True
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[K, V_co] | None = None) -> None:
        self._items = dict(items or {})

    def __getitem__(self, key: K) -> V_co:
        """Return the value of a key."""
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        """Go through the keys, in the order they were given."""
        return iter(self._items)

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self._items)

    def __hash__(self) -> int:
        """Return a hash that does not depend on the order of the keys."""
        return hash(frozenset(self._items.items()))

    def __repr__(self) -> str:
        """Return the call that makes this mapping."""
        return f"FrozenMap({self._items!r})"


def frozen_map(items: Mapping[K, V_co]) -> Mapping[K, V_co]:
    """Return a mapping that cannot change any more, in the same order."""
    return items if isinstance(items, FrozenMap) else FrozenMap(items)
