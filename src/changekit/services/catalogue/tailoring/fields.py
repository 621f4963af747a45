"""The fields of a concept: plain data, and a path of keys and names for each value in it.

A path never counts positions. An item of a list is called by its name: a step by `name`, a
relation by `kind:to`, a word by itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from changekit.model.fields import good_id
from changekit.model.frozen import FrozenMap
from changekit.model.records import Record, record_shape, to_plain
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from changekit.model.concept import Concept

__all__ = [
    "Value", "below", "digest", "fields_of", "filled", "frozen", "item_names", "name_of",
    "pruned", "related",
]  # fmt: skip

Value: TypeAlias = Any
"""Plain data: None, a truth value, a number, a text, or lists and mappings of them."""


def filled(value: object) -> Value:
    """Return a record as plain data with everything that it says, defaults included.

    Only what says nothing is left out: None, and what is empty.
    """
    if isinstance(value, Record) and type(value).to_dict is Record.to_dict:
        entries = record_shape(type(value)).entries.values()
        parts = {entry.key: filled(getattr(value, entry.name)) for entry in entries}
        return {key: part for key, part in parts.items() if part not in (None, {}, [])}
    if isinstance(value, Mapping):
        return {key: filled(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [filled(part) for part in value]
    return to_plain(value)


def pruned(value: Value) -> Value:
    """Return plain data without what says nothing: None, and what holds nothing else.

    >>> pruned({"title": {"sv": "Kö"}, "economics": {"text": None}, "tags": []})
    {'title': {'sv': 'Kö'}}
    """
    if isinstance(value, Mapping):
        parts = {key: pruned(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part not in (None, {}, [])}
    if isinstance(value, list):
        return [pruned(part) for part in value]
    return value


def frozen(value: Value) -> Value:
    """Return plain data that cannot change: lists as tuples, mappings read-only."""
    if isinstance(value, Mapping):
        return FrozenMap({key: frozen(item) for key, item in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str):
        return tuple(frozen(item) for item in value)
    return value


def digest(concept: Concept) -> str:
    """Return `sha256:` and the digest of what a concept says, whatever the layout of its file.

    Ours: over JSON with sorted keys and without white space.
    """
    text = json.dumps(concept.to_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def fields_of(concept: Concept) -> dict[str, Value]:
    """Return every value of a concept by its path, in the order of the file.

    >>> from changekit.model.concept import Concept
    >>> said = {"id": "x/y", "version": "1.0.0", "title": {"sv": "Kö"}, "tags": ["kö"]}
    >>> list(fields_of(Concept.from_dict(said)))
    ['id', 'version', 'status', 'title.sv', 'tags.kö']
    """
    return dict(_leaves(filled(concept), "", ""))


def _leaves(value: Value, path: str, kind: str) -> Iterator[tuple[str, Value]]:
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            yield from _leaves(item, _joined(path, key), _joined(kind, key))
        return
    names = item_names(value, kind) if isinstance(value, list) else None
    if names is None:
        yield path, frozen(value)
        return
    for name, item in zip(names, value, strict=True):
        yield from _leaves(item, _joined(path, name), kind)


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def item_names(items: Sequence[Value], kind: str) -> list[str] | None:
    """Return what the items of a list are called; None where names do not tell them apart.

    Args:
        items: The items.
        kind: The path of the list, without the names of items on the way.
    """
    names = [name_of(item, kind) for item in items]
    known = [name for name in names if name is not None]
    apart = len(set(known)) == len(items) and not any(
        below(one, other) for one in known for other in known
    )
    return known if apart else None


def name_of(item: Value, kind: str) -> str | None:
    """Return what an item of a list is called, None where nothing says so."""
    if isinstance(item, str):
        return item
    if not isinstance(item, Mapping) or kind not in _NAMES:
        return None
    return _NAMES[kind](item)


def below(path: str, other: str) -> bool:
    """Tell whether a path lies inside another."""
    return path.startswith(f"{other}.")


def related(path: str, other: str) -> bool:
    """Tell whether two paths mean the same field, or one a part of the other."""
    return path == other or below(path, other) or below(other, path)


def _by(*keys: str) -> Callable[[Mapping[str, Value]], str | None]:
    def name(item: Mapping[str, Value]) -> str | None:
        return next((str(item[key]) for key in keys if item.get(key) is not None), None)

    return name


def _tie(item: Mapping[str, Value]) -> str | None:
    if item.get("kind") is None or item.get("to") is None:
        return None
    return f"{item['kind']}:{str(item['to']).partition('@')[0]}"


def _material(item: Mapping[str, Value]) -> str | None:
    return _by("file", "url")(item) or _slug(item.get("title"))


def _adopter(item: Mapping[str, Value]) -> str | None:
    town = item.get("municipality")
    if not isinstance(town, Mapping):
        return None
    if town.get("code") is not None:
        return f"{town.get('country') or 'SE'}-{town['code']}"
    return _slug(town.get("name"))


def _slug(title: Value) -> str | None:
    """Return an id made of a title, the Swedish one where there are several."""
    if isinstance(title, Mapping):
        title = Text({str(key): str(words) for key, words in title.items()}).to("sv")
    return good_id(title) if isinstance(title, str) else None


_NAMES: Final[Mapping[str, Callable[[Mapping[str, Value]], str | None]]] = FrozenMap(
    {
        "implementation.steps": _by("name"),
        "implementation.enablers": _by("kind"),
        "parameters": _by("name"),
        "touches": _by("group"),
        "conditions": _by("criterion"),
        "evidence": _by("name", "outcome"),
        "relations": _tie,
        "materials": _material,
        "adoptions": _adopter,
    }
)
"""By list: what its items are called. Ours: what a reader would say, and what seldom changes."""
