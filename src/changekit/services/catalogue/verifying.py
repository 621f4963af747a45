"""Verifying a pack before anybody uses it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from changekit.files.packs import Packs
from changekit.files.packs.verifying import verified
from changekit.services.catalogue.inspecting import inspect_pack

if TYPE_CHECKING:
    from changekit.findings import Findings

__all__ = ["verify_pack"]


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
    return inspect_pack(verified(Path(path), packs or Packs.found()))
