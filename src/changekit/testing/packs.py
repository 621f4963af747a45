"""What a pack of data has to keep to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from changekit.files.packs import Packs
from changekit.files.packs.verifying import verified
from changekit.services.catalogue.inspecting import inspect_pack

if TYPE_CHECKING:
    from changekit.findings import Findings

__all__ = ["check_pack"]


def check_pack(path: str | Path) -> Findings:
    """Check a pack as a workspace that takes it in would meet it, and return what was found.

    It can be read with no finding of severity error: safe files without code, a `pack.yaml` with
    a version, a namespace and a licence, every concept within the namespace, every reference to
    something that is there, files as their digests say, relations that do not contradict each
    other, no claim above the evidence, overlays that fit. It holds something, and what its
    concepts say of their licence does not contradict the pack.

    Args:
        path: The folder with `pack.yaml`, or a zip of it; packs that it requires have to be
            installed.

    Raises:
        AssertionError: It does not keep to that; the message holds every error in its place.

    >>> from changekit.files.resources import catalog_folder
    >>> len(check_pack(catalog_folder()).errors)
    0
    """
    path = Path(path).resolve()
    packs = Packs.found()
    looked = verified(path, packs)
    reading = looked.reading
    if reading.pack is not None and _taken(reading.pack.id, path, packs):
        msg = f"{path}: the id {reading.pack.id!r} belongs to another pack"
        raise AssertionError(msg)
    findings = inspect_pack(looked)
    if findings.errors or reading.pack is None:
        raise AssertionError(_told(path, findings))
    if not any(reading.records.values()):
        msg = f"{path}: it holds neither concepts nor needs"
        raise AssertionError(msg)
    other = {
        concept.id: concept.provenance.licence
        for concept in reading.concepts
        if concept.provenance and concept.provenance.licence != reading.pack.licence
    }
    if other:
        msg = f"{path}: the pack has licence {reading.pack.licence!r}, and its concepts {other}"
        raise AssertionError(msg)
    return findings


def _told(path: Path, findings: Findings) -> str:
    return "\n".join([f"{path}:", *(item.line() for item in findings.errors)])


def _taken(name: str, path: Path, packs: Packs) -> bool:
    """Tell whether a pack elsewhere is called so."""
    there = [Path(found.about.folder).resolve() for found in packs.by_id.get(name, ())]
    return bool(there) and path not in there
