"""Reading a folder of very many files: with a cache of what was read before, where it pays."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from changekit.files.cache.place import LEAST_FILES
from changekit.files.collector import collector_paused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from changekit.files.cache.concepts import ConceptCache
    from changekit.files.kinds import FileKind

__all__ = ["kept"]


@contextmanager
def kept(root: Path, kind: FileKind, files: Sequence[str]) -> Iterator[ConceptCache | None]:
    """Open the cache of a folder while its files of a kind are read; None where it has none.

    Args:
        root: The folder.
        kind: What the files hold.
        files: All files of that kind, in the order of reading.
    """
    if len(files) < LEAST_FILES:
        yield None
        return
    with collector_paused():
        if kind.name != "concept" or not isinstance(root, Path):  # a zip is held in memory
            yield None
            return
        from changekit.files.cache.concepts import ConceptCache  # few need a database

        cache = ConceptCache.open(root)
        try:
            yield cache
        finally:
            if cache:
                cache.close(files)
