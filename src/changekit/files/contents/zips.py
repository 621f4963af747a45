"""Reading a zip that nobody vouches for: in memory, counted while it is unpacked."""

from __future__ import annotations

import stat
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Final

from changekit.files.contents.held import Contents
from changekit.files.contents.limits import (
    DIRECTORY_BYTES,
    FILE_BYTES,
    FILES,
    FREE_BYTES,
    RATIO,
    TOTAL_BYTES,
)
from changekit.files.contents.names import is_left_out, name_key, refusal
from changekit.files.contents.noting import note_archive, note_size, note_unsafe, twice
from changekit.findings import Findings
from changekit.model.reading import Log
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["read_zip"]

_CHUNK: Final = 65_536
# Source: PKWARE APPNOTE.TXT 6.3.10, 4.3.16: 22 bytes and a comment of up to 65,535 end a zip.
_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_MOST_COMMENT: Final = 65_535
_LOCATOR: Final = b"PK\x06\x07"
_LOCATOR_BYTES: Final = 20
# 4.4.4: bit 0 encrypted, 6 strong encryption, 13 names encrypted, 11 the name is UTF-8, 5 patched.
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_UTF8: Final = 0x800
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_TORN: Final = Text(sv="den är avklippt eller trasig", en="it is cut off or torn")
_NOT_A_ZIP: Final = Text(sv="den är ingen zip-fil", en="it is no zip file")
# What the standard library raises for archives that somebody broke on purpose.
_FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, IndexError, KeyError, MemoryError,
    NotImplementedError, OverflowError, RuntimeError, ValueError, OSError,
)  # fmt: skip


def read_zip(path: Path) -> Contents:
    """Return what a zip holds; with anything in it refused, nothing but the reasons.

    A single folder around everything, as desktops put it there, is left out of the paths.
    """
    log, name = Log(), path.name
    files: dict[str, bytes] = {}
    try:
        with path.open("rb") as stream:
            if _may_be_zip(stream, log, name):
                with zipfile.ZipFile(stream) as archive:
                    files = _unpacked(archive, log)
    except UnicodeDecodeError:
        note_archive(
            log, name, Text(sv="ett namn i den är inte UTF-8", en="a name in it is not UTF-8")
        )
    except _FAULTS:
        note_archive(log, name, _TORN)
    findings = Findings.in_order(log.findings)
    return Contents(path=path, files={} if findings else _without_top(files), findings=findings)


def _may_be_zip(stream: IO[bytes], log: Log, name: str) -> bool:
    """Tell whether a file begins and ends as a zip of a size that is read."""
    start = stream.read(4)
    size = stream.seek(0, 2)
    if size > TOTAL_BYTES:
        note_size(log, "", Text(sv="filen", en="the file"), size, TOTAL_BYTES)
        return False
    stream.seek(max(0, size - _END_BYTES - _MOST_COMMENT - _LOCATOR_BYTES))
    tail = stream.read()
    end = _end_of(tail)
    if start[:2] != b"PK" or end < 0:
        note_archive(log, name, _TORN if start == b"PK\x03\x04" else _NOT_A_ZIP)
        return False
    directory = int.from_bytes(tail[end + 12 : end + 16], "little")
    large = tail[max(0, end - _LOCATOR_BYTES) : end].startswith(_LOCATOR)
    if large or directory > DIRECTORY_BYTES:
        note_archive(log, name, Text(sv="den har för många filer", en="it has too many files"))
        return False
    return True


def _end_of(tail: bytes) -> int:
    """Return where the record stands that ends a zip, sought as the standard library does."""
    last = len(tail) - _END_BYTES
    if last >= 0 and tail.startswith(_END, last) and tail.endswith(b"\0\0"):
        return last
    found = tail.rfind(_END)
    return found if 0 <= found <= last else -1


def _unpacked(archive: zipfile.ZipFile, log: Log) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > FILES:
        what = Text(sv="antalet filer", en="the number of files")
        note_size(log, "", what, len(entries), FILES)
        return {}
    _note_names(entries, log)
    if log.findings:
        return {}
    files: dict[str, bytes] = {}
    left = TOTAL_BYTES
    for entry in entries:
        if not entry.is_dir() and not is_left_out(entry.filename):
            data = _data(archive, entry, left, log)
            if data is None:
                return {}
            files[entry.filename] = data
            left -= len(data)
    return files


def _note_names(entries: Iterable[zipfile.ZipInfo], log: Log) -> None:
    """Note every entry that is refused for its name or kind, before anything is unpacked."""
    names = _Names()
    for entry in entries:
        name = entry.orig_filename.removesuffix("/")
        why = _entry_refusal(entry) or refusal(name) or names.take(name, folder=entry.is_dir())
        if why is not None:
            note_unsafe(log, entry.orig_filename, why)


class _Names:
    """The names in a zip so far, of which no two may be one file on any machine."""

    def __init__(self) -> None:
        self._spelt: dict[str, str] = {}
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def take(self, name: str, *, folder: bool) -> Text | None:
        """Return why a name cannot stand beside those before it, None where it can."""
        parts = name.split("/")
        paths = ["/".join(parts[:at]) for at in range(1, len(parts) + 1)]
        keys = [name_key(path) for path in paths]
        for path, key in zip(paths, keys, strict=True):
            if self._spelt.setdefault(key, path) != path or key in self._files:
                return twice(self._spelt[key])
        if not folder:
            if keys[-1] in self._folders:
                return twice(name)
            self._files.add(keys.pop())
        self._folders.update(keys)
        return None


def _entry_refusal(entry: zipfile.ZipInfo) -> Text | None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    marked = entry.orig_filename.isascii() or entry.flag_bits & _UTF8
    reasons = (
        (entry.flag_bits & _ENCRYPTED, Text(sv="den är krypterad", en="it is encrypted")),
        (stat.S_ISLNK(kind), Text(sv="den är en länk", en="it is a link")),
        (
            kind not in (0, stat.S_IFREG, stat.S_IFDIR, stat.S_IFLNK),
            Text(sv="den är varken fil eller mapp", en="it is neither a file nor a folder"),
        ),
        (
            entry.compress_type not in _METHODS,
            Text(sv="den är packad på ett ovanligt sätt", en="it is packed in an unusual way"),
        ),
        (
            not marked,
            Text(sv="namnet är inte märkt som UTF-8", en="the name is not marked as UTF-8"),
        ),
        (entry.file_size > FILE_BYTES, Text(sv="den är för stor", en="it is too large")),
    )
    return next((why for holds, why in reasons if holds), None)


def _data(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, log: Log) -> bytes | None:
    """Return what a file holds, None after a finding; what the header claims is not trusted."""
    most = min(FILE_BYTES, left, max(FREE_BYTES, RATIO * entry.compress_size))
    data = bytearray()
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                data += chunk
                if len(data) > most:
                    what = Text(
                        sv=f"{entry.filename} uppackad", en=f"{entry.filename} when unpacked"
                    )
                    note_size(log, entry.filename, what, len(data), most)
                    return None
    except _FAULTS:
        note_unsafe(log, entry.filename, _TORN)
        return None
    if len(data) != entry.file_size:
        note_unsafe(log, entry.filename, _TORN)
        return None
    return bytes(data)


def _without_top(files: dict[str, bytes]) -> dict[str, bytes]:
    tops = {name.partition("/")[0] for name in files}
    if len(tops) != 1 or any("/" not in name for name in files):
        return dict(sorted(files.items()))
    (top,) = tops
    if f"{top}/pack.yaml" not in files:
        return dict(sorted(files.items()))
    return {name.removeprefix(f"{top}/"): data for name, data in sorted(files.items())}
