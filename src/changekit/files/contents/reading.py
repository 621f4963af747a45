"""Reading a pack's folder or zip: checked first, and nothing outside of it is ever read."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from changekit.errors import InvalidDataError, UnreadableFileError
from changekit.files.contents.held import Contents
from changekit.files.contents.limits import FILE_BYTES, FILES, TOTAL_BYTES
from changekit.files.contents.names import is_left_out, name_key, refusal
from changekit.files.contents.noting import CODE_FOUND, note_code, note_size, note_unsafe, twice
from changekit.files.contents.zips import read_zip
from changekit.findings import Findings
from changekit.model.reading import Log
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Guard", "guarded", "read_contents"]

_START = 8
"""Ours: bytes at the beginning of a file that show a program."""


def read_contents(path: Path, *, whole: bool = False, links: bool = False) -> Contents:
    """Return what a pack's folder or zip holds, or what in it is refused.

    Args:
        path: The folder or the zip.
        whole: Whether a pack of which something is refused is an error.
        links: Whether links may lead out of a folder, as in what an installer laid out.

    Raises:
        UnreadableFileError: There is nothing there, or it may not be read.
        InvalidDataError: Something is refused, and the whole was asked for.
    """
    if not path.exists():
        why = Text(sv="det finns ingen sådan fil eller mapp", en="no such file or folder")
        raise UnreadableFileError(str(path), why)
    try:
        contents = _read_folder(path, links=links) if path.is_dir() else read_zip(path)
    except OSError as error:
        raise UnreadableFileError(str(path), error.strerror or type(error).__name__) from error
    log = Log()
    for name, data in contents.files.items():
        note_code(log, name, data[:_START])
    findings = contents.findings.joined(log.findings)
    if whole and findings.errors:
        msg = f"{path}: {findings.errors[0].line()}"
        raise InvalidDataError(msg, findings=findings)
    return attrs.evolve(contents, findings=findings)


@attrs.frozen(kw_only=True)
class Guard:
    """What a look at a pack's folder or zip showed before any of it was read.

    Two that are equal mean that nothing has been written there in between.

    Attributes:
        mark: The names, sizes and times of its files.
        names: The files that belong to the pack.
        findings: What is refused in it.
    """

    mark: str
    names: tuple[str, ...] = attrs.field(default=(), eq=False)
    findings: Findings = attrs.field(default=Findings(), eq=False)

    @property
    def refused(self) -> bool:
        """Whether nothing of it may be read."""
        return any(item.code != CODE_FOUND for item in self.findings)


def guarded(path: Path) -> Guard:
    """Return what a look at a pack shows: nothing of it is read but the first bytes of code."""
    if not path.is_dir():
        try:
            about = path.stat()
        except OSError:
            return Guard(mark="nothing")
        return Guard(mark=f"{about.st_size} {about.st_mtime_ns} {about.st_ino}")
    log, seen = Log(), hashlib.sha256()
    names = []
    for name, file, about in _walked(path, log):
        seen.update(f"{name}\t{about.st_size}\t{about.st_mtime_ns}\t{about.st_ino}\n".encode())
        names.append(name)
        if not name.endswith(".yaml"):
            with Path(file).open("rb") as stream:
                note_code(log, name, stream.read(_START))
    findings = Findings.in_order(log.findings)
    mark = f"{seen.hexdigest()} {len(findings)}"
    return Guard(mark=mark, names=tuple(sorted(names)), findings=findings)


def _read_folder(folder: Path, *, links: bool) -> Contents:
    log = Log()
    found = {name: file for name, file, _ in _walked(folder, log, links=links)}
    files: dict[str, bytes] = {}
    left = TOTAL_BYTES
    for name in sorted(found) if not _refused(log) else ():
        with Path(found[name]).open("rb") as stream:
            data = stream.read(min(FILE_BYTES, left) + 1)
        left -= len(data)
        if len(data) > FILE_BYTES or left < 0:  # it grew since it was walked
            note_size(log, name, Text.plain(name), len(data), FILE_BYTES)
            break
        files[name] = data
    findings = Findings.in_order(log.findings)
    return Contents(path=folder, files={} if _refused(log) else files, findings=findings)


def _refused(log: Log) -> bool:
    return any(item.code != CODE_FOUND for item in log.findings)


def _walked(
    folder: Path, log: Log, *, links: bool = False
) -> Iterator[tuple[str, str, os.stat_result]]:
    """Give the files that belong to a pack; what is refused goes to the log instead."""
    root = folder.resolve()
    keys: dict[str, str] = {}
    total = 0
    for count, (name, entry) in enumerate(_entries(root)):
        if count >= FILES:
            what = Text(sv="antalet filer", en="the number of files")
            note_size(log, "", what, count + 1, FILES)
            return
        about = _about(root, name, entry, log, links=links)
        first = keys.setdefault(name_key(name), name)
        if first != name:
            note_unsafe(log, name, twice(first))
        if about is None:
            continue
        total += about.st_size
        if total > TOTAL_BYTES:
            note_size(log, "", Text(sv="paketet", en="the pack"), total, TOTAL_BYTES)
            return
        yield name, entry.path, about


def _entries(root: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Give every file and folder below, without following links and without what is left out."""
    waiting = [("", str(root))]
    while waiting:
        above, folder = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda it: it.name):
                name = f"{above}{entry.name}"
                if is_left_out(name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{name}/", entry.path))
                yield name, entry


def _about(
    root: Path, name: str, entry: os.DirEntry[str], log: Log, *, links: bool
) -> os.stat_result | None:
    """Return the size and times of a file, None for a folder and for what is refused."""
    why = refusal(name)
    if why is None and entry.is_symlink():
        why = None if links else _link_refusal(root, entry)
    if why is not None:
        note_unsafe(log, name, why)
        return None
    try:
        about = entry.stat()
    except OSError:
        note_unsafe(log, name, Text(sv="länken leder ingenstans", en="the link leads nowhere"))
        return None
    if stat.S_ISDIR(about.st_mode):
        return None
    if not stat.S_ISREG(about.st_mode):
        why = Text(sv="den är varken fil eller mapp", en="it is neither a file nor a folder")
        note_unsafe(log, name, why)
        return None
    if about.st_size > FILE_BYTES:
        note_size(log, name, Text.plain(name), about.st_size, FILE_BYTES)
        return None
    return about


def _link_refusal(root: Path, entry: os.DirEntry[str]) -> Text | None:
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):
        return Text(sv="länken leder ingenstans", en="the link leads nowhere")
    if target.is_dir():
        return Text(sv="den är en länk till en mapp", en="it is a link to a folder")
    if not target.is_relative_to(root):
        return Text(sv="länken leder ut ur paketet", en="the link leads out of the pack")
    inside = target.relative_to(root).as_posix()
    if is_left_out(inside):
        return Text(
            sv="länken leder till en fil som inte hör till paketet",
            en="the link leads to a file that does not belong to the pack",
        )
    return None
