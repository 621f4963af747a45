"""Building a pack: one zip that is the same, byte for byte, wherever and whenever it is built."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from changekit.errors import CannotWriteError, ChangekitError, InvalidValueError
from changekit.files.contents import contents_digest, file_digests, read_contents
from changekit.files.contents.digests import ABOUT
from changekit.files.packs.changes import PackChange
from changekit.files.packs.finding import Packs
from changekit.files.packs.pinning import last_leaf
from changekit.files.packs.verifying import Inspect, verified
from changekit.files.writing import digest_of, write_bytes
from changekit.files.yaml import compose
from changekit.files.yaml_writing import plain, to_yaml
from changekit.model.reading import Log
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["archive_bytes", "build_pack", "with_digests"]

# Source: PKWARE APPNOTE.TXT 6.3.10, 4.4.6: MS-DOS dates begin with 1980.
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_MODE: Final = (stat.S_IFREG | 0o644) << 16


def build_pack(
    folder: str | Path,
    out: str | Path,
    *,
    packs: Packs | None = None,
    write_digests: bool = False,
    overwrite: bool = False,
    inspect: Inspect | None = None,
) -> PackChange:
    """Write a pack as one zip, with the digest of each file in its `pack.yaml`.

    Args:
        folder: The folder of the pack.
        out: The zip, outside of the folder.
        packs: Where the packs that it requires are found; by default those of the environment.
        write_digests: Whether `pack.yaml` in the folder gets the digests too.
        overwrite: Whether a file that is no build of this pack may be replaced.
        inspect: What looks at more than its files and records; its errors count too.

    Raises:
        UnreadableFileError: There is no such folder.
        InvalidDataError: The pack has errors; `findings` has all of them.
        CannotWriteError: The zip cannot be written, or something else stands there.
    """
    folder, out = Path(folder), Path(out)
    _refuse_inside(folder, out)
    whole = verified(folder, packs or Packs.found(), allow_stale=True).or_raise(inspect)
    pack = whole.reading.pack
    assert pack is not None  # noqa: S101  # it was verified
    files = dict(whole.contents.files)
    files[ABOUT] = with_digests(files, file=str(folder / ABOUT), by_hand=write_digests)
    _refuse_replacing(out, pack.id, overwrite=overwrite)
    if write_digests and files[ABOUT] != whole.contents.files[ABOUT]:
        write_bytes(folder / ABOUT, files[ABOUT], read_as=digest_of(folder / ABOUT))
    write_bytes(out, archive_bytes(files))
    changed = write_digests and files[ABOUT] != whole.contents.files[ABOUT]
    return PackChange(
        deed="built", pack=pack.id, version=pack.version, digest=contents_digest(files),
        files=(*([(folder / ABOUT).as_posix()] if changed else []), out.as_posix()),
        findings=whole.reading.findings, new=whole.reading,
    )  # fmt: skip


def archive_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files, the same for the same files.

    Ours: names are sorted, times and rights fixed, and nothing is compressed, because what
    deflate makes of the same bytes differs from one zlib to the next.

    >>> archive_bytes({"a": b"1", "b": b"2"}) == archive_bytes({"b": b"2", "a": b"1"})
    True
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, data)
    return out.getvalue()


def with_digests(files: Mapping[str, bytes], *, file: str = ABOUT, by_hand: bool = False) -> bytes:
    """Return a pack's `pack.yaml` with the digest of every other file in its list `files`.

    Everything else in it stays as it is, comments too, where that can be done.

    Args:
        files: All files of the pack.
        file: What `pack.yaml` is called in errors.
        by_hand: Whether it must stay as it is written, because it is the author's own.

    Raises:
        CannotWriteError: It must, and that cannot be done.
    """
    old, digests = files[ABOUT], file_digests(files)
    said = {key: value for key, value in plain(old).items() if key != "files"}
    wanted = {**said, **({"files": digests} if digests else {})}
    new = _rewritten(old, to_yaml({"files": digests}) if digests else "")
    try:
        if new is not None and plain(new) == wanted:
            return new
    except ValueError:
        pass
    if by_hand:
        why = Text(
            sv="den kan inte ändras utan att rubba resten; skriv den med en nyckel per rad",
            en="it cannot be changed without touching the rest; write it with one key on a line",
        )
        raise CannotWriteError(file, why)
    return to_yaml(wanted).encode()


def _rewritten(old: bytes, block: str) -> bytes | None:
    """Return a `pack.yaml` without the lines of its list of files, and with a new one below."""
    node = compose(old, ABOUT, Log()).node
    text = old.decode("utf-8-sig")
    if node is None or node.id != "mapping" or node.flow_style or re.search("\r(?!\n)", text):
        return None
    lines = text.splitlines(keepends=True)
    for key, value in reversed(node.value):
        if key.value == "files":
            del lines[key.start_mark.line : last_leaf(value).end_mark.line + 1]
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    newline = "\r\n" if "\r\n" in text else "\n"
    return ("".join(lines) + block.replace("\n", newline)).encode()


def _refuse_inside(folder: Path, out: Path) -> None:
    if out.resolve().is_relative_to(folder.resolve()):
        why = Text(
            sv="den skulle bli en fil i paketet; namnge en fil utanför dess mapp",
            en="it would become a file of the pack; name a file outside of its folder",
        )
        raise CannotWriteError(str(out), why)


def _refuse_replacing(out: Path, name: str, *, overwrite: bool) -> None:
    if out.exists() and not overwrite and _built_as(out) != name:
        why = Text(
            sv="där står något annat än ett bygge av paketet; välj ett annat namn, "
            "eller ersätt det med --overwrite",
            en="something else than a build of the pack stands there; choose another name, "
            "or replace it with --overwrite",
        )
        raise CannotWriteError(str(out), why)


def _built_as(out: Path) -> str | None:
    """Return the id of the pack that a zip holds, None where it holds none."""
    try:
        said = plain(read_contents(out, whole=True).files[ABOUT])
        return str(said["id"])
    except (ChangekitError, InvalidValueError, KeyError, TypeError, ValueError):
        return None
