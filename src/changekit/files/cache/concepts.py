"""The cache of the concepts of one folder, and rows for lists made without building concepts."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Self

from changekit.files.cache.database import PAGE, Database
from changekit.files.cache.fingerprint import fingerprint
from changekit.files.cache.listing import head_body
from changekit.files.cache.place import cache_file
from changekit.files.cache.rows import Head, Row, Rows
from changekit.files.cache.signature import Clock
from changekit.model.concept import Concept

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from changekit.model.gist import Gist

__all__ = ["ConceptCache"]


class ConceptCache:
    """What the concept files of a folder said when they were last read without a finding.

    Files are asked for in the order of their names. Not safe to share between threads; close it
    when all files have been asked for.
    """

    def __init__(self, root: Path, database: Database) -> None:
        self._root, self._database = root, database
        self._rows = Rows(Concept, fingerprint(Concept))
        self._clock = Clock(database.folder)
        self._page: dict[str, Row] = {}
        self._last, self._more = "", True
        self._new: list[tuple[Row, Head]] = []
        self._proven: list[Head] = []

    @classmethod
    def open(cls, root: Path, environ: Mapping[str, str] | None = None) -> Self | None:
        """Return the cache of a folder, None where it has none and can have none.

        Args:
            root: The folder that holds `concepts/`.
            environ: Says where caches lie; the variables of the process by default.
        """
        path = cache_file(root, environ)
        database = Database(path, fingerprint(Concept)) if path else None
        return cls(root, database) if database and database.usable else None

    def get(self, file: str, sha: bytes) -> Gist | None:
        """Return what a file says that has these bytes, None where that is not known.

        Args:
            file: Its name relative to the folder.
            sha: The SHA-256 of its bytes.
        """
        try:
            row = self._row(file)
            return self._rows.gist(row) if row is not None and row.sha == sha else None
        except Exception:  # noqa: BLE001  # whatever damage does, the file itself can be read
            self._throw_away()
            return None

    def put(self, file: str, sha: bytes, gist: Gist) -> None:
        """Keep what a file says in which nothing was found."""
        row = self._rows.row(file, sha, gist)  # None for what is no JSON in UTF-8
        if row is not None:
            proof = self._signature(file, sha)
            self._new.append((row, self._rows.head(file, sha, proof, head_body(gist.record))))
        if len(self._new) >= PAGE:
            self._write()

    def heads(self) -> dict[str, Head]:
        """Return what lists need of each file, by its name."""
        try:
            heads = self._database.heads()
            whole = all(map(self._rows.is_whole, heads))
        except Exception:  # noqa: BLE001  # as above
            whole = False
        if not whole:
            self._throw_away()
            return {}
        return {head.file: head for head in heads}

    def prove(self, head: Head, stat: os.stat_result) -> None:
        """Keep the signature of a file that still had the same bytes when it was read again.

        Args:
            stat: What the file system said of it before that.
        """
        proof = self._clock.signature(stat)
        if proof:
            self._proven.append(self._rows.head(head.file, head.sha, proof, head.body))

    def close(self, files: Iterable[str]) -> None:
        """Write what is new, forget files that are gone, and close.

        Args:
            files: All files that there are.
        """
        self._write()
        self._database.keep_only(set(files))
        self._database.close()

    def _row(self, file: str) -> Row | None:
        while self._more and file > self._last:
            page = self._database.rows_after(self._last)
            self._more = bool(page)
            if page:
                if page[-1].file <= self._last:
                    raise ValueError(file)  # the order of the rows is damaged
                self._page = {row.file: row for row in page}
                self._last = page[-1].file
        return self._page.get(file)

    def _signature(self, file: str, sha: bytes) -> str:
        """Return the signature of a file if it still has those bytes."""
        path = self._root / file
        try:
            proof = self._clock.signature(path.stat())
            same = bool(proof) and hashlib.sha256(path.read_bytes()).digest() == sha
        except OSError:
            return ""
        return proof if same else ""

    def _write(self) -> None:
        new, self._new = self._new, []
        proven, self._proven = self._proven, []
        if new or proven:
            heads = [*proven, *(head for _, head in new)]
            self._database.write([row for row, _ in new], heads)

    def _throw_away(self) -> None:
        self._database.discard()
        self._page, self._more = {}, False
