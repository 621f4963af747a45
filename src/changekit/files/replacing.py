"""Which files may be replaced: what changekit wrote itself, never what a workspace reads."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Final

from changekit.errors import CannotWriteError
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["refuse_replacing", "written_by_changekit"]

_START: Final = 4096
"""Ours: bytes of a file in which what it is made by has to be said."""
_PAGE: Final = b'<meta name="generator" content="changekit">'
_FIGURE: Final = re.compile(rb'^<svg [^>]*aria-labelledby="f[0-9a-f]{10}t f[0-9a-f]{10}d"')
_PLAN_KEYS: Final = frozenset({"engine", "seed", "checked", "objective", "initiatives"})
_MAKERS: Final = (
    b"<dc:creator>changekit</dc:creator>",
    b"<cp:lastModifiedBy>changekit</cp:lastModifiedBy>",
)
"""Whoever saves the workbook in another program becomes the one who modified it last."""


def refuse_replacing(
    paths: Iterable[Path],
    *,
    inputs: Iterable[Path] = (),
    headings: Iterable[Sequence[str]] = (),
    overwrite: bool = False,
) -> None:
    """Refuse to replace files that somebody else wrote, and always those that were read.

    Args:
        paths: The files that are to be written; those that are not there are no matter.
        inputs: Files that the workspace reads, or would read if they were there.
        headings: First rows of the CSV files that changekit writes.
        overwrite: Whether files that changekit did not write may go.

    Raises:
        CannotWriteError: One of the files is to stay as it is; none has been touched.
    """
    read = {path.resolve() for path in inputs}
    headings = tuple(map(tuple, headings))
    for path in paths:
        if path.resolve() in read or any(_same(path, other) for other in read):
            reason = Text(
                sv="arbetsmappen läser den filen, så den skrivs aldrig över; välj ett annat namn",
                en="the workspace reads that file, so it is never written over; "
                "choose another name",
            )
            raise CannotWriteError(str(path), reason)
        if not overwrite and path.is_file() and not written_by_changekit(path, headings=headings):
            reason = Text(
                sv="filen finns och är inte skriven av changekit; välj ett annat namn, "
                "eller ersätt den med --overwrite",
                en="it is there and was not written by changekit; choose another name, "
                "or replace it with --overwrite",
            )
            raise CannotWriteError(str(path), reason)


def _same(path: Path, other: Path) -> bool:
    """Return whether two names are one file: a hard link, or letters that do not differ there."""
    try:
        return path.samefile(other)
    except OSError:
        return False


def written_by_changekit(path: Path, *, headings: Iterable[Sequence[str]] = ()) -> bool:
    """Return whether a file is a report, plan or figure of changekit's, or empty.

    Args:
        path: The file; a picture is known by the drawing of the same name beside it.
        headings: First rows of the CSV files that changekit writes.
    """
    try:
        data = path.read_bytes()
        if data.startswith(b"\x89PNG"):
            data = path.with_suffix(".svg").read_bytes()
    except OSError:
        return False
    start = data[:_START]
    if data.startswith(b"PK"):
        return _own_workbook(data)
    if data.startswith(b"{"):
        return _own_json(data)
    return not data or _PAGE in start or bool(_FIGURE.match(start)) or _own_csv(data, headings)


def _own_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            about = archive.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError):
        return False
    return all(maker in about for maker in _MAKERS)


def _own_json(data: bytes) -> bool:
    try:
        return set(json.loads(data)) >= _PLAN_KEYS
    except ValueError:
        return False


def _own_csv(data: bytes, headings: Iterable[Sequence[str]]) -> bool:
    first = data.decode("utf-8-sig", "replace").partition("\n")[0].strip()
    rows = [row for mark in ",;" for row in csv.reader([first], delimiter=mark)]
    return any(list(row) in rows for row in headings)
