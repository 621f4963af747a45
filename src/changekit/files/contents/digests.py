"""One digest for a pack, the same for its folder and for the zip that is built of it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from changekit.files.contents.reading import read_contents
from changekit.files.yaml import compose
from changekit.model.reading import Log

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["ABOUT", "contents_digest", "file_digests", "pack_digest"]

ABOUT: Final = "pack.yaml"
"""The file in which a pack says what it is."""


def pack_digest(folder: Path, *, links: bool = False) -> str:
    """Return `sha256:` and the digest of a pack, which is a folder or a zip.

    Ours: the SHA-256 of one line for each file, sorted by path: the path, a tab, the SHA-256 of
    its bytes, a line feed. What does not belong to the pack (hidden files, copies of editors) is
    left out. Of `pack.yaml` what it says is counted, as JSON with sorted keys and without its
    list `files`, because that list is made of the other digests: a pack keeps its digest when it
    is built, and when a comment in `pack.yaml` changes.

    Args:
        folder: The folder or the zip.
        links: Whether links may lead out of it, as in what an installer laid out.

    Raises:
        InvalidDataError: Something in it is refused (see `changekit.files.contents.reading`).

    >>> from changekit.files.resources import catalog_folder
    >>> pack_digest(catalog_folder())[:7]
    'sha256:'
    """
    return contents_digest(read_contents(folder, whole=True, links=links).files)


def contents_digest(files: Mapping[str, bytes]) -> str:
    """Return the digest of a pack whose files are at hand (see `pack_digest`)."""
    lines = [f"{name}\t{_digest(name, data)}\n" for name, data in sorted(files.items())]
    return f"sha256:{hashlib.sha256(''.join(lines).encode()).hexdigest()}"


def file_digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return what `files` in `pack.yaml` holds: by path, `sha256:` and the digest of each file."""
    return {
        name: f"sha256:{hashlib.sha256(data).hexdigest()}"
        for name, data in sorted(files.items())
        if name != ABOUT
    }


def _digest(name: str, data: bytes) -> str:
    said = _said(data) if name == ABOUT else None
    return hashlib.sha256(data if said is None else said).hexdigest()


def _said(data: bytes) -> bytes | None:
    """Return what `pack.yaml` says without its list of files, None where it is not readable."""
    log = Log()
    node = compose(data, ABOUT, log).node
    if log.findings or node is None or node.id != "mapping":
        return None
    try:
        said = {key: value for key, value in _plain(node).items() if key != "files"}
    except ValueError:
        return None
    return json.dumps(said, sort_keys=True).encode()


def _plain(node: Any) -> Any:  # Any: a node, and JSON values
    """Return a node as JSON values, in which every scalar is a text."""
    if node.id == "sequence":
        return [_plain(item) for item in node.value]
    if node.id == "mapping":
        if any(key.id != "scalar" for key, _ in node.value):
            msg = "a key is no scalar"
            raise ValueError(msg)
        return {str(key.value): _plain(value) for key, value in node.value}
    return str(node.value)
