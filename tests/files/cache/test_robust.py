"""Whatever is done to a cache, reading gives what the files say."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from changekit.files.cache import database
from changekit.files.cache.concepts import ConceptCache
from changekit.files.cache.index import index_rows
from changekit.files.cache.place import LEAST_FILES, cache_file
from tests.files.cache.conftest import COUNT, concept, read_few, said, write_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Same = "Callable[[Path], dict[str, Any]]"


@pytest.fixture(scope="module")
def few() -> Iterator[tuple[Path, bytes, list[Any]]]:
    """Return a small workspace, the bytes of its cache, and what its files say."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_workspace(Path(folder) / "few", count=12)
        records, _ = read_few(root, ConceptCache.open(root, {}))
        yield root, (root / ".changekit/cache.sqlite").read_bytes(), records


@pytest.mark.parametrize("listed_first", [True, False])
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=40)),
             min_size=1, max_size=5),
    st.floats(0, 1.2),
)  # fmt: skip
def test_damage_is_found_and_the_cache_made_anew(
    few: tuple[Path, bytes, list[Any]],
    listed_first: bool,
    damage: list[tuple[float, bytes]],
    left: float,
) -> None:
    root, whole, records = few
    data = bytearray(whole[: int(left * len(whole)) + 1])
    for at, put in damage:
        index = int(at * len(data))
        data[index : index + len(put)] = put
    (root / ".changekit/cache.sqlite").write_bytes(data)
    if listed_first:
        assert index_rows(root, {}) == index_rows(root, {"CHANGEKIT_CACHE": "off"})
    assert read_few(root, ConceptCache.open(root, {}))[0] == records
    assert read_few(root, ConceptCache.open(root, {}))[0] == records


def test_what_was_read_once_is_known(few: tuple[Path, bytes, list[Any]]) -> None:
    root, whole, records = few
    (root / ".changekit/cache.sqlite").write_bytes(whole)
    assert read_few(root, ConceptCache.open(root, {})) == (records, 0)


def foreign(path: Path) -> None:
    """Put a database of somebody else there, with a view in the place of a table."""
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE about (fingerprint BLOB)")
        connection.execute("CREATE VIEW rows AS SELECT 'concepts/c001.yaml' AS file")
    connection.close()


def of_another_version(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE about SET fingerprint = ?", (b"another",))
    connection.close()


def rows_exchanged(path: Path) -> None:
    """Give each file what another said, with all digests as they were."""
    with sqlite3.connect(path) as connection:
        bodies = connection.execute("SELECT file, body, digest FROM rows ORDER BY file").fetchall()
        for (file, *_), (_, body, digest) in zip(bodies, bodies[1:] + bodies[:1], strict=True):
            connection.execute(
                "UPDATE rows SET body = ?, digest = ? WHERE file = ?", (body, digest, file)
            )
    connection.close()


def heads_exchanged(path: Path) -> None:
    """Give each file what lists show of another."""
    with sqlite3.connect(path) as connection:
        heads = connection.execute("SELECT file, body FROM heads ORDER BY file").fetchall()
        for (file, _), (_, body) in zip(heads, heads[1:] + heads[:1], strict=True):
            connection.execute("UPDATE heads SET body = ? WHERE file = ?", (body, file))
    connection.close()


def of_other_types(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE rows SET body = 7")
        connection.execute("UPDATE heads SET signature = 7, digest = 'x'")
    connection.close()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


CHANGES: dict[str, Callable[[Path], Any]] = {
    "deleted": Path.unlink,
    "empty": lambda path: path.write_bytes(b""),
    "no database": lambda path: path.write_bytes(b"no database at all" * 400),
    "foreign": foreign,
    "of another version": of_another_version,
    "rows exchanged": rows_exchanged,
    "heads exchanged": heads_exchanged,
    "of other types": of_other_types,
    "a folder": a_folder,
    "a journal that fits nothing": lambda path: Path(f"{path}-journal").write_bytes(b"\xd9" * 999),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_cache_that_is_not_ours_serves_nothing(
    root: Path, same: Callable[[Path], Any], change: Callable[[Path], Any]
) -> None:
    same(root)
    change(root / ".changekit/cache.sqlite")
    same(root)
    rows = index_rows(root)
    assert rows == index_rows(root, {"CHANGEKIT_CACHE": "off"})


def test_rows_of_files_that_are_gone_are_forgotten(
    root: Path, same: Callable[[Path], Any]
) -> None:
    same(root)
    (root / "concepts/c050.yaml").unlink()
    same(root)
    with sqlite3.connect(root / ".changekit/cache.sqlite") as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
            for table in ("rows", "heads")
        ]
    connection.close()
    assert counts == [(COUNT,), (COUNT,)]  # one more is the twin


def test_a_cache_that_another_holds_is_done_without(
    root: Path, same: Callable[[Path], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    same(root)
    holder = sqlite3.connect(root / ".changekit/cache.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    (root / "concepts/c004.yaml").write_text(concept(905), "utf-8")
    same(root)
    holder.execute("ROLLBACK")
    holder.close()
    same(root)


def test_a_folder_that_leads_elsewhere_is_not_written_to(
    root: Path, same: Callable[[Path], Any], tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / ".changekit").symlink_to(tmp_path / "elsewhere")
    same(root)
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_place_where_no_cache_can_be_is_read_without(
    root: Path, same: Callable[[Path], Any]
) -> None:
    (root / ".changekit").write_text("a file", "utf-8")
    same(root)


def test_a_cache_that_cannot_be_written_is_read(
    root: Path, same: Callable[[Path], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    same(root)
    data = (root / ".changekit/cache.sqlite").read_bytes()
    (root / "concepts/c004.yaml").write_text(concept(906), "utf-8")
    monkeypatch.setattr(os, "access", lambda *_: False)  # as root, all can be written
    same(root)
    assert (root / ".changekit/cache.sqlite").read_bytes() == data


def test_few_files_get_no_cache(tmp_path: Path, same: Callable[[Path], Any]) -> None:
    root = write_workspace(tmp_path / "small", count=LEAST_FILES - 2)
    same(root)
    assert not (root / ".changekit").exists()


def test_a_cache_lies_where_it_may(tmp_path: Path) -> None:
    root = write_workspace(tmp_path / "here", count=1)
    (root / "packs/one").mkdir(parents=True)
    (tmp_path / "pack").mkdir()
    assert cache_file(root, {}) == root / ".changekit/cache.sqlite"
    assert cache_file(root / "packs/one", {}) == root / ".changekit/pack-one.sqlite"
    assert cache_file(tmp_path / "pack", {}) is None
    assert cache_file(root, {"CHANGEKIT_CACHE": "OFF"}) is None
    named = cache_file(tmp_path / "pack", {"CHANGEKIT_CACHE": str(tmp_path / "all")})
    assert named is not None
    assert named.parent == tmp_path / "all"
    assert named != cache_file(root, {"CHANGEKIT_CACHE": str(tmp_path / "all")})


READER = """
import sys
from pathlib import Path
from changekit.files.folder import read_folder
print("begun", flush=True)
reading = read_folder(Path(sys.argv[1]))
print(len(reading.municipality.concepts), len(reading.findings))
"""


def reader(root: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", READER, str(root)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_processes_that_build_it_at_once_all_succeed(
    tmp_path: Path, same: Callable[[Path], dict[str, Any]]
) -> None:
    root = write_workspace(tmp_path / "both", count=500)
    both = [reader(root), reader(root), reader(root)]
    answers = {process.communicate(timeout=120)[0] for process in both}
    assert [process.returncode for process in both] == [0, 0, 0]
    assert len(answers) == 1
    same(root)


@pytest.mark.parametrize("delay", [0.0, 0.1, 0.2, 0.4])
def test_one_that_is_killed_while_writing_leaves_no_harm(
    tmp_path: Path, same: Callable[[Path], dict[str, Any]], delay: float
) -> None:
    root = write_workspace(tmp_path / "killed", count=500)
    process = reader(root)
    assert process.stdout
    process.stdout.readline()
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    same(root)
    shutil.rmtree(root / ".changekit")
    assert said(root) == same(root)
