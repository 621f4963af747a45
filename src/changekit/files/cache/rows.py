"""Rows of the cache: what a file said, as bytes, with a digest over all of it."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from changekit.files.yaml import FilePlace
from changekit.model.gist import FieldMarks, Gist
from changekit.model.quick import packer

if TYPE_CHECKING:
    from changekit.model.records import Record

__all__ = ["Head", "Row", "Rows"]

_decoder: Any = json.JSONDecoder()  # Any: its stubs leave out scan_once
_scan = _decoder.scan_once  # without the search for white space around the value


class Row(NamedTuple):
    """All that one file said."""

    file: str
    sha: bytes
    body: bytes
    digest: bytes


class Head(NamedTuple):
    """What a list shows of the record in one file.

    Attributes:
        signature: What the file system said of the file when it held these bytes; empty where
            another change could leave it the same.
    """

    file: str
    sha: bytes
    signature: str
    body: bytes
    digest: bytes


class Rows:
    """Turns what was read into rows and back, for one class of records."""

    def __init__(self, cls: type[Record], key: bytes) -> None:
        self._packer, self._key = packer(cls), key

    def row(self, file: str, sha: bytes, gist: Gist) -> Row | None:
        """Return the row of a file, None where it says what no row can hold."""
        pack = self._packer.pack
        try:
            packed = pack(gist.record) if pack else gist.record
            defined = [(*names, marks.text) for *names, marks in gist.defined]
            body = _json([packed, gist.referred, defined])
        except (TypeError, ValueError):
            return None
        return Row(file, sha, body, self._digest(file, sha, body))

    def gist(self, row: Row) -> Gist:
        """Return what a row says.

        Raises:
            ValueError: It is damaged, or was written by another changekit.
        """
        if self._digest(row.file, row.sha, row.body) != row.digest:
            raise ValueError(row.file)
        result = Gist(FilePlace(row.file))
        (packed, result.referred, defined), _ = _scan(row.body.decode(), 0)
        unpack = self._packer.unpack
        result.record = unpack(packed) if unpack else packed
        result.defined = [(*names, FieldMarks(text)) for *names, text in defined]
        return result

    def head(self, file: str, sha: bytes, signature: str, body: bytes) -> Head:
        """Return the head of a file, which has what `body` says in its list."""
        return Head(file, sha, signature, body, self._digest(file, sha, body, signature))

    def is_whole(self, head: Head) -> bool:
        """Tell whether a head says what was written."""
        return head.digest == self._digest(head.file, head.sha, head.body, head.signature)

    def _digest(self, file: str, sha: bytes, body: bytes, signature: str = "") -> bytes:
        digest = blake2b(sha, digest_size=16, key=self._key)
        digest.update(f"{file}\0{signature}\0".encode())
        digest.update(body)
        return digest.digest()


def _json(value: Any) -> bytes:  # Any: plain values
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
