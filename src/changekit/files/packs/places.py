"""Where packs are looked for: in the workspace, in folders that are named, and installed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from changekit.extension.packs import InstalledPack, installed_packs
from changekit.files.contents.digests import ABOUT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from changekit.extension.packs import FoundIn

__all__ = ["PACKS", "candidates", "folder_of", "is_pack"]

PACKS: Final = "packs"
"""The folder of a workspace that holds its copies of packs."""
_VARIABLE: Final = "CHANGEKIT_PACKS"


def candidates(folder: Path | None, environ: Mapping[str, str]) -> tuple[InstalledPack, ...]:
    """Return the packs beside changekit's own, in the order in which they count.

    Args:
        folder: The workspace, whose `packs` come first.
        environ: The environment: `CHANGEKIT_PACKS` names packs, or folders of them.
    """
    found: list[InstalledPack] = []
    if folder is not None:
        found += _inside(folder / PACKS, folder, "workspace")
    for name in environ.get(_VARIABLE, "").split(os.pathsep):
        if name.strip():
            found += _named(Path(name.strip()))
    return (*found, *installed_packs())


def folder_of(folder: Path, name: str) -> Path:
    """Return the folder in a workspace that holds its copy of a pack.

    >>> folder_of(Path("x"), "se-1880/siq").as_posix(), folder_of(Path("x"), "siq").as_posix()
    ('x/packs/se-1880/siq', 'x/packs/siq/siq')
    """
    namespace, _, rest = name.rpartition("/")
    return folder / PACKS / (namespace or rest) / rest


def is_pack(path: Path) -> bool:
    """Tell whether something looks like a pack: a folder with `pack.yaml`, or a zip."""
    return (path / ABOUT).exists() or (path.suffix.lower() == ".zip" and path.is_file())


def _named(path: Path) -> list[InstalledPack]:
    if not path.exists():
        return [InstalledPack(name=str(path), folder=None, found_in="folder")]
    if is_pack(path) or path.is_file():
        return [InstalledPack(name=path.name, folder=path, found_in="folder")]
    return list(_inside(path, path, "folder"))


def _inside(folder: Path, root: Path, found_in: FoundIn) -> Iterator[InstalledPack]:
    """Give the packs in a folder, and in its folders that are no packs; links are not followed."""
    for path in _listed(folder):
        below = [path] if is_pack(path) else [it for it in _listed(path) if is_pack(it)]
        for found in below:
            name = found.relative_to(root).as_posix()
            yield InstalledPack(name=name, folder=found, found_in=found_in)


def _listed(folder: Path) -> list[Path]:
    try:
        found = sorted(folder.iterdir())
    except OSError:  # not there, or no folder
        return []
    return [it for it in found if not it.name.startswith(".") and not it.is_symlink()]
