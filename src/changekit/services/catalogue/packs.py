"""Packs are inspected before they are taken in or sent out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from changekit.files.packs import Packs, adding, building
from changekit.files.packs.verifying import verified
from changekit.services.catalogue.inspecting import inspect_pack

if TYPE_CHECKING:
    from changekit.files.packs.changes import PackChange
    from changekit.findings import Findings

__all__ = ["add_pack", "build_pack", "update_pack", "verify_pack"]


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


def add_pack(source: str | Path, workspace: str | Path) -> PackChange:
    """Inspect a pack, copy it under `packs` and pin it in `changekit.yaml`.

    Args:
        source: A folder, a zip, or the id of a pack that is installed.
        workspace: The folder with `changekit.yaml`.

    Raises:
        UnreadableFileError: There is no such pack or workspace.
        UnknownNameError: No pack of that id is found.
        InvalidDataError: The pack has errors; `findings` has all of them.
        CannotWriteError: Another version is there, or the list of packs cannot be edited safely.
        FileChangedError: Somebody changed `changekit.yaml` meanwhile.
    """
    return adding.add_pack(source, workspace, inspect=inspect_pack)


def update_pack(
    source: str | Path, workspace: str | Path, *, allow_downgrade: bool = False
) -> PackChange:
    """Inspect another version of a pack that was added, and put it in its place.

    Args:
        source: A folder, a zip, or the id of a pack that is installed.
        workspace: The folder with `changekit.yaml`.
        allow_downgrade: Whether the new version may be a lower one.

    Raises:
        CannotWriteError: The pack was not added before, its version is lower, or as in `add_pack`.
        UnreadableFileError: As in `add_pack`, and likewise all else.
    """
    return adding.update_pack(
        source, workspace, allow_downgrade=allow_downgrade, inspect=inspect_pack
    )


def build_pack(
    folder: str | Path,
    out: str | Path,
    *,
    packs: Packs | None = None,
    write_digests: bool = False,
    overwrite: bool = False,
) -> PackChange:
    """Inspect a pack and write it as one zip, the same bytes wherever and whenever it is built.

    Args:
        folder: The folder of the pack.
        out: The zip, outside of the folder.
        packs: Where the packs that it requires are found; by default those of the environment.
        write_digests: Whether `pack.yaml` in the folder gets the digests of its files too.
        overwrite: Whether a file that is no build of this pack may be replaced.

    Raises:
        UnreadableFileError: There is no such folder.
        InvalidDataError: The pack has errors; `findings` has all of them.
        CannotWriteError: The zip cannot be written, or something else stands there.
    """
    return building.build_pack(
        folder, out, packs=packs, write_digests=write_digests, overwrite=overwrite,
        inspect=inspect_pack,
    )  # fmt: skip
