"""Putting a folder in the place of another, so that a failure leaves the old one or the new."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
from typing import TYPE_CHECKING, Final

from changekit.errors import CannotWriteError, ChangekitError
from changekit.files.contents import pack_digest
from changekit.files.packs.places import PACKS
from changekit.files.writing import make_folder
from changekit.text import Text

try:
    import fcntl
except ImportError:  # not a system with POSIX locks
    fcntl = None  # type: ignore[assignment]  # what stands there tells that there are none

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from changekit.model.settings import PackUse

__all__ = ["exchanged", "locked", "mend"]

_LEFT: Final = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{16}\.(?P<kind>new|old)")


@contextlib.contextmanager
def locked(workspace: Path) -> Iterator[None]:
    """Let one process at a time change the packs of a workspace; a process that ends lets go."""
    if fcntl is None:
        yield
        return
    descriptor = os.open(workspace, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def exchanged(target: Path, files: Mapping[str, bytes] | None) -> Iterator[None]:
    """Put files in the place of a folder while something is done; if that fails, put it back.

    Args:
        target: The folder, which need not be there.
        files: What it is to hold, by path; None: it stays as it is.

    Raises:
        CannotWriteError: They cannot be written; what stood there is untouched.
    """
    if files is None:
        yield
        return
    token = secrets.token_hex(8)
    new = target.with_name(f".{target.name}.{token}.new")
    old = target.with_name(f".{target.name}.{token}.old")
    placed = False
    try:
        _write(new, files)
        if target.exists():
            target.rename(old)
        new.rename(target)
        placed = True
        yield
    except BaseException as error:
        _undo(target, new, old, placed=placed)
        if isinstance(error, OSError) and not isinstance(error, ChangekitError):
            raise CannotWriteError(str(target), _reason(error)) from error
        raise
    shutil.rmtree(old, ignore_errors=True)


def mend(workspace: Path, pins: Iterable[PackUse]) -> None:
    """Finish what a process left behind that was ended in the middle, by what is pinned.

    Args:
        workspace: The folder, which is locked.
        pins: The packs that its settings name.
    """
    digests = {use.digest for use in pins}
    for path in sorted((workspace / PACKS).glob("*/.*")):
        left = _LEFT.fullmatch(path.name)
        if left is None or path.is_symlink() or not path.is_dir():
            continue
        target = path.with_name(left["name"])
        if left["kind"] == "old" and _digest(path) in digests - {_digest(target)}:
            shutil.rmtree(target, ignore_errors=True)
        if left["kind"] == "old" and not target.exists():
            path.rename(target)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    make_folder(folder.parent)
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())


def _undo(target: Path, new: Path, old: Path, *, placed: bool) -> None:
    if old.exists():
        shutil.rmtree(target, ignore_errors=True)
        old.rename(target)
    elif placed:
        shutil.rmtree(target, ignore_errors=True)
    shutil.rmtree(new, ignore_errors=True)
    for folder in (target.parent, target.parent.parent):
        with contextlib.suppress(OSError):  # something else is in it
            folder.rmdir()


def _digest(folder: Path) -> str:
    try:
        return pack_digest(folder)
    except ChangekitError:
        return ""


def _reason(error: OSError) -> Text:
    if isinstance(error, PermissionError):
        return Text(sv="du får inte skriva där", en="you may not write there")
    return Text.plain(error.strerror or type(error).__name__)
