"""Where the cache of a folder lies, if it may have one."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CACHE_FOLDER", "CACHE_VARIABLE", "LEAST_FILES", "cache_file"]

CACHE_VARIABLE: Final = "CHANGEKIT_CACHE"
"""Says `off`, or names the folder in which all caches lie."""
CACHE_FOLDER: Final = ".changekit"
LEAST_FILES: Final = 100
"""Ours: fewer files are read in less than a tenth of a second, which is not worth a cache."""


def cache_file(root: Path, environ: Mapping[str, str] | None = None) -> Path | None:
    """Return the file in which the cache of a folder lies, None where it is to have none.

    A workspace keeps its cache in itself, under `.changekit`, and so do the packs under its
    `packs`. Any other pack has one only in the folder that `CHANGEKIT_CACHE` names, because
    nothing is written into folders of others.

    >>> cache_file(Path("/nowhere"), {"CHANGEKIT_CACHE": "off"}) is None
    True
    """
    environ = os.environ if environ is None else environ
    wanted = environ.get(CACHE_VARIABLE, "").strip()
    if wanted.lower() == "off":
        return None
    if wanted:
        name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:32]
        return Path(wanted) / f"{name}.sqlite"
    if (root / "changekit.yaml").exists():
        return root / CACHE_FOLDER / "cache.sqlite"
    for above in root.parents[:2]:  # packs/name, or packs/namespace/name
        if above.name == "packs" and (above.parent / "changekit.yaml").exists():
            name = "-".join(("pack", *root.relative_to(above).parts))
            return above.parent / CACHE_FOLDER / f"{name}.sqlite"
    return None
