"""Rows for lists and searches over the concepts of a folder, without reading unchanged files."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, Final

import attrs

from changekit.files.cache.concepts import ConceptCache
from changekit.files.cache.listing import IndexRow, index_row, index_rows_of
from changekit.files.cache.signature import signature
from changekit.files.kinds import KINDS
from changekit.files.quick_reading import read_quickly
from changekit.files.whole import read_whole
from changekit.files.yaml import compose
from changekit.model.reading import Log

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from changekit.files.cache.rows import Head
    from changekit.model.gist import Gist

__all__ = ["Index", "index_rows"]

_KIND: Final = KINDS["concept"]


@attrs.frozen
class Index:
    """What a list or a search needs of the concepts of a folder.

    Attributes:
        rows: One row for each file that is one concept without a fault in itself, by file name.
        others: The files that hold something else, or in which something is wrong.
    """

    rows: tuple[IndexRow, ...]
    others: tuple[str, ...]


def index_rows(root: Path, environ: Mapping[str, str] | None = None) -> Index:
    """Return what a list needs of the concepts in a folder.

    A file whose size and times are those of when it was read is not read again; where they prove
    nothing, its bytes are compared, and only new bytes are understood anew.

    Args:
        root: The folder that holds `concepts/`.
        environ: Says where caches lie; the variables of the process by default.
    """
    cache = ConceptCache.open(root, environ)
    heads = cache.heads() if cache else {}
    proven: list[Head] = []
    read: list[IndexRow] = []
    others: list[str] = []
    stats = _listed(root / _KIND.where)
    for file, stat in stats.items():
        head = heads.get(file)
        if head is not None and head.signature and head.signature == signature(stat):
            proven.append(head)
            continue
        data = _bytes(root / file)
        sha = hashlib.sha256(data).digest()
        if head is not None and head.sha == sha:
            proven.append(head)
            if cache:
                cache.prove(head, stat)
            continue
        gist = _gist(file, data)
        if gist is None:
            others.append(file)
        else:
            read.append(index_row(file, gist.record))
            if cache:
                cache.put(file, sha, gist)
    if cache:
        cache.close(stats)
    read += index_rows_of([head.file for head in proven], [head.body for head in proven])
    return Index(tuple(sorted(read, key=lambda row: row.file)), tuple(others))


def _listed(folder: Path) -> dict[str, os.stat_result]:
    """Return the files of a folder in order, with what the file system says of each."""
    try:
        with os.scandir(folder) as entries:
            found = {item.name: item for item in entries if _is_read(item.name)}
            return {f"{folder.name}/{name}": found[name].stat() for name in sorted(found)}
    except OSError:
        return {}


def _is_read(name: str) -> bool:
    return name.endswith(".yaml") and not name.startswith(".")


def _bytes(path: Path) -> bytes:
    try:
        return read_whole(str(path))
    except OSError:  # it is one of the others, and whoever reads them all says why
        return b""


def _gist(file: str, data: bytes) -> Gist | None:
    log = Log()
    composed = compose(data, file, log)
    if not composed.whole or log.findings:
        return None
    return read_quickly(_KIND, composed.node, log.place)
