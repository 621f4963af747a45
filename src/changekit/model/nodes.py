"""Plain data with places, before it is understood: scalars, lists and mappings.

A node has `id`, `value` and `start_mark`. That is the form in which PyYAML composes a file, so
YAML nodes are read as they are; tables and Python mappings are put into the classes below.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping as MappingABC
from collections.abc import Sequence as SequenceABC
from typing import TYPE_CHECKING, Any, ClassVar, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["NULLS", "ListNode", "MapNode", "Refused", "Scalar", "as_node", "is_null"]

_DEEPEST = 40  # Ours: no record nests deeper than about 10
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""How a value is written that is none, without quotes (YAML 1.1: null)."""


class Scalar:
    """One value: text from a file (no `style`: written without quotes), or a Python value."""

    __slots__ = ("start_mark", "style", "value")
    id: ClassVar[str] = "scalar"

    def __init__(self, value: Any, mark: Any, style: str | None = None) -> None:  # Any: plain data
        self.value, self.start_mark, self.style = value, mark, style


class ListNode:
    """A list of nodes."""

    __slots__ = ("start_mark", "value")
    id: ClassVar[str] = "sequence"

    def __init__(self, value: list[Any], mark: Any) -> None:  # Any: nodes of either origin
        self.value, self.start_mark = value, mark


class MapNode:
    """A mapping, as pairs of nodes in the order written."""

    __slots__ = ("start_mark", "value")
    id: ClassVar[str] = "mapping"

    def __init__(self, value: list[tuple[Any, Any]], mark: Any) -> None:  # Any: nodes
        self.value, self.start_mark = value, mark


class Refused:
    """A node that is not read, because a finding has already said what is wrong with it."""

    __slots__ = ("start_mark",)
    id: ClassVar[str] = "refused"

    def __init__(self, mark: Any) -> None:  # Any: a mark of the file
        self.start_mark = mark


def is_null(node: Any) -> bool:  # Any: a node of either origin
    """Tell whether a node says that there is no value."""
    return node.id == "scalar" and (node.value is None or (not node.style and node.value in NULLS))


def as_node(data: object, pointer: str = "") -> Scalar | ListNode | MapNode:
    """Return plain Python data as nodes whose marks are JSON pointers.

    Data that holds itself, or nests deeper than any record does, ends in the text `...` there.

    Source: RFC 6901 (JSON pointer): `~` is written `~0` and `/` is written `~1`.

    >>> as_node({"a": [1]}).value[0][1].value[0].start_mark
    '/a/0'
    """
    return _node(data, pointer, [])


def _node(data: object, pointer: str, above: list[int]) -> Scalar | ListNode | MapNode:
    is_mapping = isinstance(data, MappingABC)
    if not is_mapping and (isinstance(data, str | bytes) or not isinstance(data, SequenceABC)):
        return Scalar(data, pointer, style="'" if isinstance(data, str) else None)
    if len(above) > _DEEPEST or id(data) in above:
        return Scalar("...", pointer, style="'")
    above.append(id(data))
    node: ListNode | MapNode
    if isinstance(data, MappingABC):
        pairs = []
        for key, item in data.items():
            below = f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
            name = key.isoformat() if isinstance(key, dt.date) else str(key)
            pairs.append((Scalar(name, below), _node(item, below, above)))
        node = MapNode(pairs, pointer)
    else:
        items = cast("Sequence[object]", data)  # all else was sorted out above
        node = ListNode(
            [_node(item, f"{pointer}/{at}", above) for at, item in enumerate(items)], pointer
        )
    above.pop()
    return node
