"""How large a pack may be: what a machine takes in without harm, far above what packs need."""

from __future__ import annotations

from typing import Final

__all__ = [
    "DIRECTORY_BYTES",
    "FILES",
    "FILE_BYTES",
    "FREE_BYTES",
    "NAME_BYTES",
    "PART_BYTES",
    "RATIO",
    "TOTAL_BYTES",
]

FILES: Final = 20_000
"""Ours: files and folders in a pack; twice the 10,000 concepts that a catalogue is built for."""
FILE_BYTES: Final = 50_000_000
"""Ours: one file; slides with many pictures are smaller."""
TOTAL_BYTES: Final = 200_000_000
"""Ours: all files together, packed or unpacked; 10,000 concepts of 3 KB take 30 MB."""
RATIO: Final = 100
"""Ours: how many times larger a file may become when it is unpacked. YAML is packed to between a
third and a twentieth; deflate can do 1,032 times, which only a bomb does."""
FREE_BYTES: Final = 1_000_000
"""Ours: up to this size no ratio is looked at, because a short run of equal bytes is harmless."""
NAME_BYTES: Final = 200
"""Ours: a path in a pack; Windows takes 260 characters with the workspace's own path before it."""
PART_BYTES: Final = 120
"""Ours: one part of a path; file systems take 255 bytes, of which writing needs some."""
DIRECTORY_BYTES: Final = FILES * (46 + NAME_BYTES + 200)
"""Ours: the list of names at the end of a zip, with 46 bytes, a name and 200 bytes of extra fields
for each file; more is not read, since only a bomb has more."""
