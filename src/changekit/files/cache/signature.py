"""Whether a file is the one that was read, as far as the file system can tell without reading it.

Source: git, Documentation/technical/racy-git.txt: a file that was changed shortly before it was
read can be changed again without a trace in its times, so that its times prove nothing.
"""

from __future__ import annotations

import os
import sys
import tempfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Clock", "signature"]

MARGIN_NS: Final = 2_500_000_000
"""Ours: FAT keeps times in steps of 2 s, the coarsest of all; half a second more to be safe."""


def signature(stat: os.stat_result) -> str:
    """Return what changes when somebody writes to a file, or puts another in its place.

    The time of the last change of state cannot be set back by programs, unlike the time of the
    last change of content. Where a system has no such time, there is no signature.
    """
    if sys.platform == "win32":
        return ""
    return (
        f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino} {stat.st_dev}"
    )  # fmt: skip


class Clock:
    """What time it was on the file system of a folder, before anything in it was read."""

    def __init__(self, folder: Path) -> None:
        self._now, self._device = 0, -1
        try:
            with tempfile.TemporaryFile(dir=folder) as file:
                stat = os.fstat(file.fileno())
                self._now, self._device = stat.st_mtime_ns, stat.st_dev
        except OSError:
            pass  # a folder that nobody may write in: no time is known, nothing is proven

    def signature(self, stat: os.stat_result) -> str:
        """Return the signature of a file that is read from now on, empty where it proves nothing.

        Args:
            stat: What the file system says of the file, asked before its bytes are read.
        """
        last = max(stat.st_mtime_ns, stat.st_ctime_ns)
        proves = stat.st_dev == self._device and last + MARGIN_NS < self._now
        return signature(stat) if proves else ""
