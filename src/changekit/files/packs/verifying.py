"""Verifying a pack as a workspace that adds it would meet it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from changekit.errors import InvalidDataError, UnknownNameError
from changekit.extension.packs import InstalledPack
from changekit.files.contents import Contents, contents_digest, read_contents
from changekit.files.pack_notes import note_reserved
from changekit.files.pack_reading import PackReading, read_held
from changekit.files.packs.places import is_pack
from changekit.files.resources import catalog_folder
from changekit.findings import Findings
from changekit.model.reading import Log
from changekit.rules import plugins as rules

if TYPE_CHECKING:
    from changekit.files.packs.finding import Packs

__all__ = ["Inspect", "Verified", "sought", "verified"]


@attrs.frozen(kw_only=True, eq=False)
class Verified:
    """A pack whose files are at hand, and what is wrong with it.

    Attributes:
        contents: Its files.
        reading: What it says and holds, with every finding.
        others: The packs that it may refer to.
    """

    contents: Contents
    reading: PackReading
    others: tuple[PackReading, ...] = ()

    @property
    def digest(self) -> str:
        """The digest of all its files."""
        return contents_digest(self.contents.files)

    def or_raise(self, inspect: Inspect | None = None) -> Verified:
        """Return itself, with what an inspection found, where nothing is wrong.

        Raises:
            InvalidDataError: It has an error; `findings` has all of them.
        """
        findings = inspect(self) if inspect else self.reading.findings
        if findings.errors or self.reading.pack is None:
            first = next(iter(findings.errors), None)
            msg = f"{self.contents.path}: {first.line() if first else 'no pack'}"
            raise InvalidDataError(msg, findings=findings.errors)
        return attrs.evolve(self, reading=attrs.evolve(self.reading, findings=findings))


Inspect: TypeAlias = Callable[[Verified], Findings]
"""What returns all findings of a pack: those of reading it, and more."""


def verified(
    path: Path,
    packs: Packs,
    *,
    item: InstalledPack | None = None,
    allow_stale: bool = False,
) -> Verified:
    """Return a pack's files with what is wrong with it.

    Args:
        path: The folder or zip.
        packs: Where the packs that it requires are found.
        item: Where it was found, for one that is not just a path.
        allow_stale: Whether its list of files may be out of date, because it is made anew.

    Raises:
        UnreadableFileError: There is nothing there, or it may not be read.
    """
    contents = read_contents(path, links=item is not None and item.trusted)
    about = read_held(contents)
    beside = packs.beside(about)
    reading = read_held(contents, beside.others, mutual=beside.mutual)
    if reading.pack is not None and path.resolve() != catalog_folder().resolve():
        log = Log()
        note_reserved(reading.pack, reading.places, log)
        findings = Findings.in_order([*reading.findings, *log.findings])
        reading = attrs.evolve(reading, findings=findings)
    if allow_stale:
        kept = [it for it in reading.findings if it.code not in _STALE]
        reading = attrs.evolve(reading, findings=Findings.in_order(kept))
    return Verified(contents=contents, reading=reading, others=beside.others)


_STALE: Final = (rules.PACK_FILE.code, rules.PACK_UNLISTED.code)


def sought(name: str, packs: Packs) -> InstalledPack:
    """Return the pack that is meant by a path, or by the id of one that is found.

    Raises:
        UnknownNameError: There is no such file, folder or pack.
    """
    path = Path(name)
    if path.exists() and (is_pack(path) or "/" not in name or name not in packs.by_id):
        return InstalledPack(name=name, folder=path, found_in="folder")
    if name in packs.by_id:
        found = packs.by_id[name]
        return next((it for it in found if it.item.found_in != "workspace"), found[0]).item
    raise UnknownNameError("pack", name, known=packs.by_id)
