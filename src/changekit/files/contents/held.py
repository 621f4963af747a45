"""Files that are held in memory and read like a folder."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from changekit.findings import Findings
from changekit.model.frozen import frozen_map

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Contents", "HeldFolder"]


def _frozen(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return frozen_map(files)


@attrs.frozen(kw_only=True, eq=False)
class Contents:
    """Everything that a pack is: its files by path with forward slashes, and what is wrong.

    Attributes:
        path: The folder or zip that it was read from.
        files: What belongs to the pack, sorted; empty where something had to be refused.
        findings: Why it is refused, and files that are code.
    """

    path: Path
    files: Mapping[str, bytes] = attrs.field(factory=dict, converter=_frozen, repr=False)
    findings: Findings = Findings()

    @property
    def folder(self) -> HeldFolder:
        """The files, to be read like a folder."""
        return HeldFolder(self.files)


@attrs.frozen
class HeldFolder:
    """A folder in memory, with as much of `pathlib.Path` as reading a workspace needs."""

    files: Mapping[str, bytes] = attrs.field(repr=False)
    at: str = ""

    def __truediv__(self, name: str) -> HeldFolder:
        """Return what is called so in the folder, whether it is there or not."""
        return HeldFolder(self.files, f"{self.at}/{name}".strip("/"))

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.at.rpartition("/")[2]

    def exists(self) -> bool:
        """Tell whether there is such a file or folder."""
        return self.is_file() or self.is_dir()

    def is_file(self) -> bool:
        """Tell whether there is such a file."""
        return self.at in self.files

    def is_dir(self) -> bool:
        """Tell whether there is something in it."""
        return any(name.startswith(f"{self.at}/") for name in self.files) or not self.at

    def glob(self, pattern: str) -> Iterator[HeldFolder]:
        """Give the files right in the folder whose names follow a pattern."""
        start = f"{self.at}/" if self.at else ""
        for name in self.files:
            inside = name.removeprefix(start)
            fits = name.startswith(start) and "/" not in inside
            if fits and fnmatch.fnmatchcase(inside, pattern):
                yield HeldFolder(self.files, name)

    def read_bytes(self) -> bytes:
        """Return what a file holds.

        Raises:
            FileNotFoundError: There is none of that name.
        """
        try:
            return self.files[self.at]
        except KeyError:
            raise FileNotFoundError(2, "no such file", self.at) from None
