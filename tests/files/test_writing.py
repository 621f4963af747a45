"""Writing leaves the old file or the new one, and what is written reads back as it was."""

from __future__ import annotations

import random
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import CannotWriteError, FileChangedError, InvalidValueError
from changekit.files.writing import digest_of, to_yaml, write_bytes, write_text, write_yaml
from changekit.files.yaml_writing import plain

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.one_of(
    TEXTS,
    st.booleans(),
    st.none(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
)
PLAIN = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20
)
ODD_TEXTS = [
    "no", "yes", "0650", "1.10", "1e3", "089", "0x1F", "2010-01-01", "2010-01-01T10:00", "null",
    "~", "", " x ", "a: b", "a #b", "- a", "? a", "[a]", "{a}", "&a", "*a", "!a", "%a", "@a", "`a",
    "|", ">", "'", '"', "a\nb", "a\n", "\na", "a\n\n b\n", "tab\there", "å ä ö", "=", "<<",
    "---", "...", "12:30:45", "1_000", ".5", "+1", "-", "1,5", "\x07", "\x85", "\u2028",
    "\ufeff", "x" * 300,
]  # fmt: skip

WRITER = """
import sys
from pathlib import Path
from changekit.files.writing import write_text
path = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for letter in "ab":
        write_text(path, letter * 200_000)
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@given(PLAIN)
def test_plain_data_reads_back_as_it_was_written(data: Any) -> None:
    assert plain(to_yaml(data).encode()) == data


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_odd_texts_stay_texts_as_keys_and_as_values(text: str) -> None:
    data = {text: text, "list": [text, {"deep": text}]}
    assert plain(to_yaml(data).encode()) == data


@pytest.mark.parametrize(
    "data", [{1: 2}, {"a": {1, 2}}, {"a": float("nan")}, {"a": b"x"}, ["\ud800"]], ids=repr
)
def test_what_a_file_cannot_hold_is_refused(data: object) -> None:
    with pytest.raises(InvalidValueError, match="would not read back"):
        to_yaml(data)


def test_data_that_holds_itself_is_refused() -> None:
    data: list[Any] = []
    data.append(data)
    with pytest.raises(InvalidValueError, match="would not read back"):
        to_yaml(data)


def test_a_new_file_is_written_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_yaml(tmp_path / "a.yaml", {"title": "Må bättre", "code": "0650"})
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "title: Må bättre\ncode: '0650'\n"
    assert names(tmp_path) == ["a.yaml"]


def test_a_file_that_changekit_wrote_may_be_written_again(tmp_path: Path) -> None:
    write_yaml(tmp_path / "a.yaml", {"a": [1, {"b": "no"}]})
    write_yaml(tmp_path / "a.yaml", {"a": 2})
    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "a: 2\n"


@pytest.mark.parametrize("text", ["# mine\na: 1\n", "{a: 1}\n", "a: &x 1\n", "a: [\n", "a:   1\n"])
def test_a_file_written_by_hand_is_never_rewritten(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CannotWriteError, match="written by hand"):
        write_yaml(path, {"a": 2})
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_changed_since_it_was_read_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("read", encoding="utf-8")
    read_as = digest_of(path)
    path.write_text("changed", encoding="utf-8")
    with pytest.raises(FileChangedError, match="changed since it was read"):
        write_text(path, "new", read_as=read_as)
    assert path.read_text(encoding="utf-8") == "changed"
    write_text(path, "new", read_as=digest_of(path))
    assert path.read_text(encoding="utf-8") == "new"
    assert names(tmp_path) == ["a.txt"]


def test_a_file_that_was_not_there_must_still_not_be_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert digest_of(path) == ""
    write_text(path, "new", read_as="")
    with pytest.raises(FileChangedError, match="changed since it was read"):
        write_text(path, "newer", read_as="")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="its folder is not there"):
        write_text(tmp_path / "none" / "a.txt", "x")


def test_a_folder_in_the_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(CannotWriteError, match="a folder stands there"):
        write_text(tmp_path / "a", "x")
    assert names(tmp_path) == ["a"]


def test_a_target_that_cannot_be_replaced_is_an_error_and_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")

    def in_use(_: Path, __: Path) -> Path:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", in_use)
    with pytest.raises(CannotWriteError, match="is it open in another program"):
        write_text(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["a.txt"]


def test_rights_stay_and_links_are_followed(tmp_path: Path) -> None:
    path, link = tmp_path / "a.txt", tmp_path / "link.txt"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("seed", range(6))
def test_a_writer_killed_at_any_moment_leaves_a_whole_file(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        for _ in range(random.Random(seed).randrange(400)):
            path.read_bytes()
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    text = path.read_text(encoding="utf-8")
    assert text == "old" or text in ("a" * 200_000, "b" * 200_000)
