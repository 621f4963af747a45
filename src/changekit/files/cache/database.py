"""The SQLite file of a cache: opened with suspicion, thrown away at the first sign of damage."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from changekit.files.cache.rows import Head, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Database"]

T = TypeVar("T")
PAGE: Final = 200
"""Rows that are fetched at a time: no lock is held in between."""
PATIENCE: Final = 2.0
"""Ours: seconds to wait for another process, after which the work goes on without the cache."""

_TABLES: Final = (
    "CREATE TABLE about (fingerprint BLOB NOT NULL)",
    ("CREATE TABLE heads (file TEXT PRIMARY KEY, sha BLOB NOT NULL, signature TEXT NOT NULL,"
    " body BLOB NOT NULL, digest BLOB NOT NULL) WITHOUT ROWID"),
    ("CREATE TABLE rows (file TEXT PRIMARY KEY, sha BLOB NOT NULL, body BLOB NOT NULL,"
    " digest BLOB NOT NULL)"),
)  # fmt: skip
_IGNORE_ALL: Final = "# caches of changekit, which can be deleted at any time\n*\n"


class Database:
    """Two tables with a row for each file; no call raises, whatever becomes of the file."""

    def __init__(self, path: Path, fingerprint: bytes) -> None:
        self._path, self._fingerprint = path, fingerprint
        self._open: sqlite3.Connection | None = None
        self.writable = False
        self._connect()

    @property
    def folder(self) -> Path:
        """Where the file lies."""
        return self._path.parent

    @property
    def usable(self) -> bool:
        """Whether there is a cache to read."""
        return self._open is not None

    def rows_after(self, file: str) -> list[Row]:
        """Return the next rows by the names of their files, none where there are no more."""
        found = self._fetch(
            "SELECT file, sha, body, digest FROM rows WHERE file > ? ORDER BY file LIMIT ?",
            (file, PAGE),
        )
        return [Row(*row) for row in found]

    def heads(self) -> list[Head]:
        """Return every head by the name of its file."""
        found = self._fetch("SELECT file, sha, signature, body, digest FROM heads")
        return [Head(*head) for head in found]

    def write(self, rows: Iterable[Row], heads: Iterable[Head]) -> None:
        """Put rows in, each in the place of the one that its file had."""

        def put(connection: sqlite3.Connection) -> None:
            connection.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?)", rows)
            connection.executemany("INSERT OR REPLACE INTO heads VALUES (?, ?, ?, ?, ?)", heads)

        self._change(put)

    def keep_only(self, files: set[str]) -> None:
        """Drop the rows of files that are gone."""
        known = {file for (file,) in self._fetch("SELECT file FROM rows")}
        gone = [(file,) for file in sorted(known - files)]

        def drop(connection: sqlite3.Connection) -> None:
            for table in ("rows", "heads"):
                connection.executemany(f"DELETE FROM {table} WHERE file = ?", gone)  # noqa: S608  # one of two names

        if gone:
            self._change(drop)

    def close(self) -> None:
        """Close the file."""
        if self._open is not None:
            with contextlib.suppress(sqlite3.Error):
                self._open.close()
        self._open, self.writable = None, False

    def discard(self) -> None:
        """Throw the file away, because something in it is not as it was written."""
        was_writable = self.writable
        self.close()
        if was_writable:
            for name in (self._path, Path(f"{self._path}-journal")):
                with contextlib.suppress(OSError):
                    name.unlink()

    def _connect(self) -> None:
        if self._path.is_symlink() or self._path.parent.is_symlink():
            return  # nobody knows where that leads
        for _ in range(2):  # what is damaged, foreign or outdated is made anew once
            self.writable = self._make_folder()
            try:
                self._open = self._connection()
                if self._is_ours(self._open):
                    return
            except sqlite3.Error as error:
                if _is_passing(error):
                    break
            self.discard()
        self.close()

    def _connection(self) -> sqlite3.Connection:
        mode = "rwc" if self.writable else "ro"
        uri = f"{self._path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "synchronous = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _make_folder(self) -> bool:
        folder = self._path.parent
        try:
            if not folder.exists():
                folder.mkdir(parents=True)
                (folder / ".gitignore").write_text(_IGNORE_ALL, "utf-8")
        except OSError:
            return False
        target = self._path if self._path.exists() else folder
        return os.access(target, os.W_OK) and os.access(folder, os.W_OK)

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        """Tell whether the tables are those of this changekit; an empty file gets them."""
        schema = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
        if self.writable and not connection.execute(schema).fetchall():
            connection.execute("BEGIN IMMEDIATE")
            if not connection.execute(schema).fetchall():  # no other process was faster
                for table in _TABLES:
                    connection.execute(table)
                connection.execute("INSERT INTO about VALUES (?)", (self._fingerprint,))
            connection.execute("COMMIT")
        tables = tuple(sql for (sql,) in connection.execute(schema))
        return tables == _TABLES and connection.execute("SELECT * FROM about").fetchall() == [
            (self._fingerprint,)
        ]

    def _fetch(self, sql: str, values: tuple[object, ...] = ()) -> list[Any]:  # Any: columns
        if self._open is None:
            return []
        try:
            return self._open.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            if _is_passing(error):
                self.close()
            else:
                self.discard()
        return []

    def _change(self, change: Callable[[sqlite3.Connection], None]) -> None:
        if self._open is None or not self.writable:
            return
        try:
            self._open.execute("BEGIN IMMEDIATE")
            change(self._open)
            self._open.execute("COMMIT")
        except sqlite3.Error as error:
            if not _is_passing(error):
                self.discard()
                return
            self.writable = False
            with contextlib.suppress(sqlite3.Error):
                self._open.execute("ROLLBACK")


_PASSING: Final = {
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY,
}  # fmt: skip


def _is_passing(error: sqlite3.Error) -> bool:
    """Tell whether an error says nothing about what is in the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING
