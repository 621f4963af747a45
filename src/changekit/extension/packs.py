"""Packs of data that are installed as distributions, found without running any of their code."""

from __future__ import annotations

from importlib import metadata
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["PACK_GROUP", "FoundIn", "InstalledPack", "installed_packs"]

FoundIn: TypeAlias = Literal["workspace", "folder", "installed", "built-in"]
"""Where a pack is: in the workspace, in a folder of `CHANGEKIT_PACKS`, installed, or changekit's
own."""

PACK_GROUP = "changekit.packs"
"""The entry-point group whose values name the package folder that holds a pack."""


@attrs.frozen(kw_only=True)
class InstalledPack:
    """A folder with `pack.yaml` or a zip of one, and where it comes from.

    Attributes:
        name: The name of the entry point, or of the folder; the id stands in its `pack.yaml`.
        distribution: The distribution that brought it, if one did.
        version: The version of the distribution.
        folder: The folder or zip; None where what names it names a folder that is not there.
        found_in: Where it was found.
    """

    name: str
    distribution: str = ""
    version: str = ""
    folder: Path | None
    found_in: FoundIn = "installed"

    @property
    def trusted(self) -> bool:
        """Whether an installer laid it out, so that its files do not change and may be links."""
        return self.found_in in ("installed", "built-in")

    def is_one_of(self, names: Collection[str]) -> bool:
        """Tell whether it is named, alone or as `distribution:name`."""
        return self.name in names or f"{self.distribution}:{self.name}" in names


def installed_packs() -> tuple[InstalledPack, ...]:
    """Return the installed packs, sorted by distribution and name.

    The value of the entry point is a dotted path of folders, such as `se_1880_pack.data`. Its
    first part is looked up as a package without importing it, the rest as folders below.
    """
    found = {}
    for point in metadata.entry_points(group=PACK_GROUP):
        distribution = point.dist.name if point.dist else ""
        found[distribution, point.name] = InstalledPack(
            name=point.name,
            distribution=distribution,
            version=point.dist.version if point.dist else "",
            folder=_folder(point.value),
        )
    return tuple(found[key] for key in sorted(found))


def _folder(value: str) -> Path | None:
    top, *below = value.replace(":", ".").split(".")
    # Not importlib.util.find_spec, which asks a module that is loaded already for what it says.
    spec = PathFinder.find_spec(top)
    for root in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(root).joinpath(*below)
        if folder.is_dir():
            return folder
    return None
