"""What a list or a search needs of concepts, without building them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from changekit.model.concept import Concept
from changekit.model.quick import shape_packer
from changekit.model.records import record_shape
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


__all__ = ["IndexRow", "head_body", "index_row", "index_rows_of"]

_decoder: Any = json.JSONDecoder()  # Any: its stubs leave out scan_once
_scan = _decoder.scan_once  # without the search for white space around the value


@attrs.frozen
class IndexRow:
    """What a list or a search needs of a concept.

    Attributes:
        file: The file that it stands in, relative to the folder.
    """

    file: str
    id: str
    version: str
    status: str
    title: Text
    needs: tuple[str, ...]
    tags: tuple[str, ...]


LISTED: Final = ("id", "version", "status", "title", "needs", "tags")
_SHAPES: Final = record_shape(Concept).entries
_PACK: Final = {name: shape_packer(_SHAPES[name].shape).pack for name in LISTED}
_TITLE: Final = shape_packer(_SHAPES["title"].shape).unpack


def index_row(file: str, concept: Concept) -> IndexRow:
    """Return the row of a concept that stands in a file."""
    return IndexRow(file, *(getattr(concept, name) for name in LISTED))


def head_body(concept: Concept) -> bytes:
    """Return what the row of a concept says, as JSON."""
    values = []
    for name, pack in _PACK.items():
        value = getattr(concept, name)
        values.append(pack(value) if pack else value)
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def index_rows_of(files: Iterable[str], bodies: Iterable[bytes]) -> list[IndexRow]:
    """Return the rows of files from what `head_body` gave for each."""
    text = (b"[" + b",".join(bodies) + b"]").decode()
    values, _ = _scan(text, 0)
    title = cast("Callable[[Any], Text]", _TITLE)
    return [
        IndexRow(file, name, version, status, title(words), tuple(needs), tuple(tags))
        for file, (name, version, status, words, needs, tags) in zip(files, values, strict=True)
    ]
