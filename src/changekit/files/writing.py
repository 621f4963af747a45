"""Writing files whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
from typing import TYPE_CHECKING

from changekit.errors import CannotWriteError, FileChangedError
from changekit.files.yaml_writing import by_hand, to_yaml
from changekit.text import Text

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["digest_of", "make_folder", "to_yaml", "write_bytes", "write_text", "write_yaml"]


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits, empty where there is no file."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def write_bytes(path: Path, data: bytes, *, read_as: str | None = None) -> None:
    """Write a file so that at any moment the old or the new one stands there, whole.

    Args:
        path: The file; its folder has to be there. A link is followed.
        data: What it is to hold.
        read_as: The SHA-256 of the file when it was read, as in `Reading.digests`, or an empty
            text where there was none; if something else stands there by now, it is left alone.
            None: whatever stands there is replaced.

    Raises:
        FileChangedError: The file is not what it was when it was read.
        CannotWriteError: It cannot be written; what stood there is untouched.
    """
    target = path.resolve()
    try:
        _refuse_changed(target, read_as)
        temporary = target.with_name(f".{target.name}.{secrets.token_hex(8)}.tmp")
        try:
            _write_new(temporary, data, like=target)
            _refuse_changed(target, read_as)
            temporary.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        _settle(target.parent)
    except FileChangedError:
        raise
    except OSError as error:
        raise CannotWriteError(str(path), _reason(error)) from error


def write_text(path: Path, text: str, *, read_as: str | None = None) -> None:
    """Write a text as UTF-8 as it is, in the way of `write_bytes`."""
    write_bytes(path, text.encode(), read_as=read_as)


def write_yaml(path: Path, data: object, *, read_as: str | None = None) -> None:
    """Write plain data as YAML, to a new file or over one that changekit wrote.

    A file with comments or a layout of its own is never rewritten: what people wrote beside the
    data would be lost.

    Args:
        path: The file.
        data: Mappings, lists, texts, numbers, truth values, dates, None.
        read_as: As in `write_bytes`.

    Raises:
        CannotWriteError: The file was written by hand, or cannot be written.
        FileChangedError: The file is not what it was when it was read.
        InvalidValueError: The data would not read back as it is.
    """
    text = to_yaml(data)
    try:
        old = path.read_bytes()
    except FileNotFoundError:
        old, stood = b"", ""
    except OSError as error:
        raise CannotWriteError(str(path), _reason(error)) from error
    else:
        stood = hashlib.sha256(old).hexdigest()
    if read_as in (None, stood) and by_hand(old):
        reason = Text(
            sv="den är skriven för hand; kommentarer och layout skulle gå förlorade, ändra där",
            en="it was written by hand; its comments and layout would be lost, so edit it there",
        )
        raise CannotWriteError(str(path), reason)
    write_text(path, text, read_as=stood if read_as is None else read_as)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where they are not there yet.

    Raises:
        CannotWriteError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        reason = Text(sv="där står en fil", en="a file stands there")
        raise CannotWriteError(str(folder), reason) from error
    except PermissionError as error:
        reason = Text(
            sv="mappen kan inte göras: du får inte skriva där; namnge en annan",
            en="the folder cannot be made: you may not write there; name another one",
        )
        raise CannotWriteError(str(folder), reason) from error
    except OSError as error:
        raise CannotWriteError(str(folder), _reason(error)) from error


def _refuse_changed(target: Path, read_as: str | None) -> None:
    if read_as is not None and digest_of(target) != read_as:
        raise FileChangedError(
            Text(
                sv=f"{target}: filen har ändrats sedan den lästes; läs den igen, försök på nytt",
                en=f"{target}: the file changed since it was read; read it again and try anew",
            )
        )


def _write_new(file: Path, data: bytes, *, like: Path) -> None:
    """Write a file that was not there, down to the disk, with the rights of another if it is."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(file, flags, 0o666), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    with contextlib.suppress(OSError):
        file.chmod(stat.S_IMODE(like.stat().st_mode))


def _settle(folder: Path) -> None:
    """Bring the new name down to the disk, where the system can do that for folders."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: OSError) -> Text:
    if isinstance(error, PermissionError):
        return Text(
            sv="den kan inte ersättas; är den öppen i ett program, eller mappen skrivskyddad?",
            en="it cannot be replaced; is it open in another program, or the folder read-only?",
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Text(sv="dess mapp finns inte", en="its folder is not there")
    if isinstance(error, IsADirectoryError):
        return Text(sv="där står en mapp", en="a folder stands there")
    if error.errno == errno.ENOSPC:
        return Text(sv="disken är full", en="the disk is full")
    return Text.plain(error.strerror or type(error).__name__)
