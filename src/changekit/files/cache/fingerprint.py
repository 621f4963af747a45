"""What a cached row depends on besides the bytes of its file: how files are read and checked."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs
import yaml

import changekit
from changekit.model.quick import packer

if TYPE_CHECKING:
    from changekit.model.records import Record

__all__ = ["fingerprint"]

FORMAT: Final = 1
"""The version of the tables and rows."""

# Whatever takes part in turning bytes into records. A changed line there may change what is right.
_SOURCES: Final = (
    "model", "rules", "files/cache", "files/kinds.py", "files/quick_reading.py", "files/yaml.py",
    "files/yaml_events.py", "text.py",
)  # fmt: skip


@cache
def fingerprint(cls: type[Record]) -> bytes:
    """Return 32 bytes that differ wherever a row of one changekit may not serve another.

    They come from the shapes of the record, from the source code that reads and checks it, and
    from the versions of what that code rests on.
    """
    versions = (FORMAT, metadata.version("changekit"), yaml.__version__, sys.version)
    digest = hashlib.sha256(repr((versions, attrs.__name__, packer(cls).form)).encode())
    root = Path(changekit.__file__).parent
    for name in _SOURCES:
        path = root / name
        for source in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(f"{source.relative_to(root).as_posix()}\0".encode())
            digest.update(source.read_bytes() if source.is_file() else b"")
    return digest.digest()
