"""What the items of a list are called, so that they are told apart by name, not by position."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from changekit.services.catalogue.heirs import plain_id

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["are_named", "names_of"]

NAMES: Final = ("name", "id", "criterion", "group", "at", "outcome", "file", "url", "kind")
"""Keys whose text names the mapping that holds it, the most telling first."""


def are_named(*lists: Sequence[Any]) -> bool:  # Any: plain data
    """Tell whether lists hold texts and mappings alone, so that their items have names."""
    return all(isinstance(item, str | Mapping) for items in lists for item in items)


def names_of(items: Sequence[Any]) -> tuple[str, ...]:  # Any: plain data
    """Return what each item of a list is called; of several with one name each has a number.

    >>> names_of([{"name": "map-cases"}, {"kind": "requires", "to": "a/b@1"}, "x", "x"])
    ('map-cases', 'requires a/b', 'x', 'x #2')
    """
    found: dict[str, None] = {}
    for item in items:
        name = first = _name(item)
        number = 1
        while not name or name in found:
            number += bool(name)
            name = f"{first} #{number}".strip()
        found[name] = None
    return tuple(found)


def _name(item: Any) -> str:  # Any: plain data
    if isinstance(item, str):
        return item
    if isinstance(item.get("kind"), str) and isinstance(item.get("to"), str):
        return f"{item['kind']} {plain_id(item['to'])}"
    name = next((item[key] for key in NAMES if isinstance(item.get(key), str)), "")
    place = item.get("municipality")
    parts = [name, _wording(place.get("name")) if isinstance(place, Mapping) else ""]
    if not any(parts):
        parts = [_wording(item.get("title")), str(item.get("from") or "")]
    return " ".join(filter(None, parts))


def _wording(text: Any) -> str:  # Any: plain data
    if isinstance(text, Mapping):
        return next((str(wording) for _, wording in sorted(text.items(), reverse=True)), "")
    return str(text or "")
