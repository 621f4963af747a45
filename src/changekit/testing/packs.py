"""What a pack of data has to keep to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from changekit.extension.packs import InstalledPack, installed_packs
from changekit.files.pack_reading import read_pack_file
from changekit.files.packs import Packs

if TYPE_CHECKING:
    from changekit.findings import Findings

__all__ = ["check_pack"]


def check_pack(folder: str | Path) -> Findings:
    """Check a pack as a workspace that names it would meet it, and return what was found.

    It can be read with no finding of severity error: its `pack.yaml` with a version, a namespace
    and a licence, every concept within the namespace, every reference to something that is there,
    files as their digests say. It holds something, and what its concepts say of their licence
    does not contradict the pack.

    Args:
        folder: The folder with `pack.yaml`; packs that it requires have to be installed.

    Raises:
        AssertionError: It does not keep to that; the message holds every error in its place.

    >>> from changekit.files.resources import catalog_folder
    >>> len(check_pack(catalog_folder()).errors)
    0
    """
    path = Path(folder).resolve()
    about = read_pack_file(path)
    if about.pack is None:
        raise AssertionError(_told(path, about.findings))
    ours = InstalledPack(name=path.name, folder=path)
    others = (it for it in installed_packs() if it.folder is None or it.folder.resolve() != path)
    reading = Packs((ours, *others)).read(about.pack.id)
    if reading is None or reading.folder.resolve() != path:
        msg = f"{path}: the id {about.pack.id!r} belongs to another pack"
        raise AssertionError(msg)
    if reading.findings.errors:
        raise AssertionError(_told(path, reading.findings))
    if not (reading.concepts or reading.needs):
        msg = f"{path}: it holds neither concepts nor needs"
        raise AssertionError(msg)
    other = {
        concept.id: concept.provenance.licence
        for concept in reading.concepts
        if concept.provenance and concept.provenance.licence != about.pack.licence
    }
    if other:
        msg = f"{path}: the pack has licence {about.pack.licence!r}, and its concepts {other}"
        raise AssertionError(msg)
    return reading.findings


def _told(path: Path, findings: Findings) -> str:
    return "\n".join([f"{path}:", *(item.line() for item in findings.errors)])
