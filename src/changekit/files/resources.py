"""The catalogue and the examples that come with changekit: in the wheel, or in the checkout."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from changekit.errors import UnknownNameError, UnreadableFileError
from changekit.files.pack_reading import PackReading, read_pack

__all__ = ["catalog_folder", "example_folder", "examples_folder", "read_catalogue"]

_PACKAGE_FOLDER = Path(str(resources.files("changekit")))
_CHECKOUT = Path(__file__).resolve().parents[3]


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


def read_catalogue() -> PackReading:
    """Return the concepts and needs of the pack that comes with changekit."""
    return read_pack(catalog_folder(), installed=True)


def _bundled(name: str, in_checkout: str) -> Path:
    packed = _PACKAGE_FOLDER / "_bundled" / name
    for folder in (packed, _CHECKOUT / in_checkout):
        if folder.is_dir():
            return folder
    raise UnreadableFileError(str(packed), "this installation of changekit is not complete")
