"""Verifying a pack before anybody uses it: its files, its records, and its concepts as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from changekit.files.packs import Packs
from changekit.files.packs.verifying import verified
from changekit.services.catalogue.checks import check_catalogue

if TYPE_CHECKING:
    from changekit.files.packs.verifying import Verified
    from changekit.findings import Findings

__all__ = ["verify_pack", "verify_read"]


def verify_pack(path: str | Path, *, packs: Packs | None = None) -> Findings:
    """Return everything that is wrong with a pack; nothing of it is run, nothing is written.

    Args:
        path: Its folder, or a zip of it.
        packs: Where the packs that it requires are found; by default those of the environment.

    Raises:
        UnreadableFileError: There is nothing there, or it may not be read.

    >>> from changekit.files.resources import catalog_folder
    >>> len(verify_pack(catalog_folder()).errors)
    0
    """
    return verify_read(verified(Path(path), packs or Packs.found()))


def verify_read(whole: Verified) -> Findings:
    """Return everything that is wrong with a pack whose files are at hand."""
    reading = whole.reading
    own = {item.id for kind in ("concept", "tombstone") for item in reading.records.get(kind, ())}
    every = (reading, *whole.others)
    found = check_catalogue(
        [concept for it in every for concept in it.concepts],
        tombstones=[stone for it in every for stone in it.records.get("tombstone", ())],
        places=reading.places,
        own=own.__contains__,
        dangling=False,
    )
    return reading.findings.joined(found)
