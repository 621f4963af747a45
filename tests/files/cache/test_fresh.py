"""A cache says what the files say now, whatever became of them since it was written."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

import pytest

from changekit.files.cache import signature as signatures
from changekit.files.cache.index import index_rows
from changekit.files.cache.listing import index_row
from changekit.files.folder import read_folder
from tests.files.cache.conftest import concept

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def rewritten(root: Path, name: str, text: str) -> None:
    """Write other text of whatever size, and set the time of its change back."""
    path = root / "concepts" / name
    before = path.stat()
    path.write_text(text, "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def same_size(root: Path) -> None:
    old = (root / "concepts/c004.yaml").read_text("utf-8")
    rewritten(root, "c004.yaml", old.replace("Title", "Words"))


def truncated(root: Path) -> None:
    os.truncate(root / "concepts/c004.yaml", 100)


def skewed(root: Path) -> None:
    """Change a file whose clock is two days ahead, and one whose clock is years behind."""
    for name, days in (("c004.yaml", 2), ("c005.yaml", -5000)):
        path = root / "concepts" / name
        path.write_text(path.read_text("utf-8").replace("Titel", "Rubrik"), "utf-8")
        when = time.time_ns() + days * 86_400 * 10**9
        os.utime(path, ns=(when, when))


def swapped(root: Path) -> None:
    one, other = root / "concepts/c004.yaml", root / "concepts/c005.yaml"
    one.rename(root / "third")
    other.rename(one)
    (root / "third").rename(other)


def broken(root: Path) -> None:
    (root / "concepts/c004.yaml").write_text(concept(4, more="no-such-key: 1\n"), "utf-8")


def listed(root: Path) -> None:
    """Put two concepts into one file."""
    lines = [f"  {line}" for line in concept(4).splitlines()[1:]]
    both = ["schema: 1", "concepts:", "- " + "\n".join(lines)[2:]]
    (root / "concepts/c004.yaml").write_text("\n".join([*both, ""]), "utf-8")


def a_folder(root: Path) -> None:
    (root / "concepts/c004.yaml").unlink()
    (root / "concepts/c004.yaml").mkdir()


CHANGES: dict[str, Callable[[Path], Any]] = {
    "nothing": lambda root: root,
    "changed": lambda root: (root / "concepts/c004.yaml").write_text(concept(900), "utf-8"),
    "the same size, its time set back": same_size,
    "truncated": truncated,
    "emptied": lambda root: (root / "concepts/c004.yaml").write_bytes(b""),
    "deleted": lambda root: (root / "concepts/c004.yaml").unlink(),
    "added": lambda root: (root / "concepts/a.yaml").write_text(concept(901), "utf-8"),
    "renamed": lambda root: (root / "concepts/c004.yaml").rename(root / "concepts/z.yaml"),
    "two swapped": swapped,
    "clocks that are wrong": skewed,
    "a fault put in": broken,
    "a list put in": listed,
    "a folder in its place": a_folder,
    "lines moved": lambda root: (root / "concepts/c001.yaml").write_text(
        "# moved\n\n" + concept(1, to="t/nothing"), "utf-8"
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_is_read_anew(
    root: Path, same: Callable[[Path], dict[str, Any]], change: Callable[[Path], Any]
) -> None:
    same(root)
    assert (root / ".changekit/cache.sqlite").exists()
    change(root)
    same(root)
    same(root)


def rows_of_files(root: Path) -> set[object]:
    """Return the rows of all files that hold one concept without a fault in itself."""
    concepts = {it.id: it for it in read_folder(root).municipality.concepts}
    return {index_row(f"concepts/c{n:03}.yaml", concepts[f"t/c{n}"]) for n in range(20, 40)}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_rows_of_a_list_are_those_of_the_files(
    root: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], Any]
) -> None:
    # Times prove something at once, so that what is tested is whether they are looked at.
    monkeypatch.setattr(signatures, "MARGIN_NS", -(10**12))
    index_rows(root)
    time.sleep(0.05)  # more than a tick of the clock that stamps files
    change(root)
    for _ in range(2):
        found = index_rows(root)
        monkeypatch.setenv("CHANGEKIT_CACHE", "off")
        assert found == index_rows(root)
        assert rows_of_files(root) <= set(found.rows)
        monkeypatch.delenv("CHANGEKIT_CACHE")


def test_faults_are_named_every_time(root: Path, same: Callable[[Path], dict[str, Any]]) -> None:
    broken(root)
    codes = [item.code for item, _ in same(root)["findings"]]
    assert codes == [item.code for item, _ in same(root)["findings"]]
    assert {"CK109", "CK201", "CK202"} <= set(codes)


def test_the_time_of_a_file_just_written_proves_nothing(root: Path) -> None:
    clock = signatures.Clock(root)
    assert clock.signature((root / "concepts/c004.yaml").stat()) == ""


def test_a_time_long_past_proves_that_a_file_is_the_same(root: Path) -> None:
    clock = signatures.Clock(root)
    clock._now += 10**10  # ten seconds later
    stat = (root / "concepts/c004.yaml").stat()
    assert clock.signature(stat) == signatures.signature(stat) != ""
