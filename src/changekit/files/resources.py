"""The catalogue and the examples that come with changekit: in the wheel, or in the checkout."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import attrs

from changekit.errors import UnknownNameError, UnreadableFileError
from changekit.files.folder import FolderReader
from changekit.files.joining import Joint
from changekit.files.kinds import KINDS
from changekit.findings import Findings
from changekit.model.concept import Concept, Need
from changekit.model.reading import Log

__all__ = [
    "CatalogueReading", "catalog_folder", "example_folder", "examples_folder", "read_catalogue",
]  # fmt: skip

_PACKAGE_FOLDER = Path(str(resources.files("changekit")))
_CHECKOUT = Path(__file__).resolve().parents[3]


@attrs.frozen(kw_only=True)
class CatalogueReading:
    """What a pack of concepts holds, and what is wrong in it."""

    concepts: tuple[Concept, ...]
    needs: tuple[Need, ...]
    findings: Findings


def catalog_folder() -> Path:
    """Return the folder of the built-in concepts and needs."""
    return _bundled("catalog", "catalog")


def examples_folder() -> Path:
    """Return the folder of the example workspaces."""
    return _bundled("examples", "docs/examples")


def example_folder(name: str) -> Path:
    """Return the folder of one example.

    Raises:
        UnknownNameError: There is no such example; the closest is named.
    """
    known = {path.parent.name: path.parent for path in examples_folder().glob("*/changekit.yaml")}
    if name not in known:
        raise UnknownNameError("example", name, known=known)
    return known[name]


def read_catalogue(folder: Path | None = None) -> CatalogueReading:
    """Return the concepts and needs of a pack's folder, the built-in catalogue by default."""
    return _read_pack(catalog_folder() if folder is None else folder)


@cache
def _read_pack(folder: Path) -> CatalogueReading:
    """Read a pack once: what it holds is frozen, and packs do not change while they are used."""
    log = Log()
    joint = Joint(log, (), ())
    reader = FolderReader(folder, joint)
    reader.read_kind(KINDS["needs"])
    reader.read_kind(KINDS["concept"])
    log.settle()
    return CatalogueReading(
        concepts=joint.sorted("concept"),
        needs=joint.sorted("need"),
        findings=Findings.in_order(log.findings),
    )


def _bundled(name: str, in_checkout: str) -> Path:
    packed = _PACKAGE_FOLDER / "_bundled" / name
    for folder in (packed, _CHECKOUT / in_checkout):
        if folder.is_dir():
            return folder
    raise UnreadableFileError(str(packed), "this installation of changekit is not complete")
