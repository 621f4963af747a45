"""Building packs: the same bytes wherever and whenever, and nothing lost on the way."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import CannotWriteError, InvalidDataError
from changekit.files.contents import contents_digest, pack_digest, read_contents
from changekit.files.packs import Packs
from changekit.files.packs.building import archive_bytes, build_pack, with_digests
from changekit.files.packs.verifying import verified
from changekit.files.yaml_writing import plain
from tests.files.packs.conftest import every_file, write_pack

NAMES = st.from_regex(
    r"[a-zåäö][a-z0-9åäö-]{0,8}(/[a-zåäö][a-z0-9]{0,8})?\.(yaml|md|txt)", fullmatch=True
)


def told(path: Path) -> list[str]:
    return [item.code for item in verified(path, Packs(())).reading.findings]


@given(st.dictionaries(NAMES, st.binary(max_size=80), max_size=6), st.randoms())
def test_a_pack_built_twice_is_byte_identical(files: dict[str, bytes], random: object) -> None:
    names = list(files)
    random.shuffle(names)  # type: ignore[attr-defined]  # a Random
    assert archive_bytes(files) == archive_bytes({name: files[name] for name in names})
    with zipfile.ZipFile(io.BytesIO(archive_bytes(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files


@given(st.dictionaries(NAMES, st.binary(max_size=80), max_size=6))
def test_a_built_pack_reads_back_as_its_files(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    whole = {**files, "pack.yaml": b"id: a\n"}
    path = tmp_path_factory.mktemp("built") / "x.zip"
    path.write_bytes(archive_bytes(whole))
    contents = read_contents(path)
    assert {item.code for item in contents.findings} <= {"CK511", "CK512"}
    if not contents.findings:
        assert dict(contents.files) == whole


def test_neither_times_nor_rights_nor_the_locale_show_in_a_build(
    ours: Path, tmp_path: Path
) -> None:
    (ours / "materials").mkdir()
    (ours / "materials/åäö.txt").write_text("å", encoding="utf-8")
    build_pack(ours, tmp_path / "a.zip")
    first = (tmp_path / "a.zip").read_bytes()
    for at, path in enumerate(sorted(ours.rglob("*"))):
        os.utime(path, (at * 1e6, at * 1e6))
        path.chmod(0o700 if path.is_dir() else 0o600)
    program = (
        "import os, sys; os.umask(0o077)\n"
        "from changekit.files.packs.building import build_pack; build_pack(*sys.argv[1:])"
    )
    for locale in ("C", "sv_SE.UTF-8"):
        subprocess.run(
            [sys.executable, "-c", program, str(ours), str(tmp_path / "b.zip")],
            check=True, env={**os.environ, "LC_ALL": locale, "TZ": "Pacific/Auckland"},
        )  # fmt: skip
        assert (tmp_path / "b.zip").read_bytes() == first


def test_a_build_holds_the_digest_of_each_file_and_leaves_the_folder_alone(
    ours: Path, tmp_path: Path
) -> None:
    for name in (".git/config", "concepts/x.yaml~", "__pycache__/x.pyc", ".changekit/cache"):
        (ours / name).parent.mkdir(exist_ok=True)
        (ours / name).write_text("x", encoding="utf-8")
    before = every_file(ours)
    change = build_pack(ours, tmp_path / "x.zip")
    assert every_file(ours) == before
    assert change.files == ((tmp_path / "x.zip").as_posix(),)
    held = read_contents(tmp_path / "x.zip").files
    assert list(held) == ["concepts/x.yaml", "pack.yaml"]
    assert held["pack.yaml"].startswith(before["pack.yaml"])
    assert list(plain(held["pack.yaml"])["files"]) == ["concepts/x.yaml"]
    assert told(tmp_path / "x.zip") == []
    assert pack_digest(tmp_path / "x.zip") == pack_digest(ours) == change.digest


def test_the_folder_gets_the_digests_where_that_is_asked_for(ours: Path, tmp_path: Path) -> None:
    change = build_pack(ours, tmp_path / "x.zip", write_digests=True)
    assert change.files == ((ours / "pack.yaml").as_posix(), (tmp_path / "x.zip").as_posix())
    assert (ours / "pack.yaml").read_bytes() == read_contents(tmp_path / "x.zip").files[
        "pack.yaml"
    ]
    (ours / "concepts/y.yaml").write_text(
        "schema: 1\nid: a/y\nversion: 1.0.0\ntitle: y\n", "utf-8"
    )
    assert told(ours) == ["CK518"]
    build_pack(ours, tmp_path / "x.zip", write_digests=True)
    assert told(ours) == []


ENDS = st.sampled_from(["", "source: {document: x}\n", "# a remark\nsource: {document: x}\n"])
LISTS = st.sampled_from([
    "", "files: {a.md: 'sha256:00'}\n", "files:\n  a.md: sha256:00\n  b.md: 'sha256:11' # old\n",
    "files: {\n  a.md: 'sha256:00'}\n",
])  # fmt: skip


@given(LISTS, ENDS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_the_list_of_files_is_made_anew_and_all_else_is_kept(
    listed: str, end: str, newline: str, last: bool
) -> None:
    start = "schema: 1 # a remark\nid: a/one\n"
    text = (start + listed + end) if last else (listed + start + end)
    files = {"pack.yaml": text.replace("\n", newline).encode(), "b.md": b"1"}
    new = with_digests(files, by_hand=True)
    assert new.startswith((start + end).replace("\n", newline).encode())
    assert list(plain(new)["files"]) == ["b.md"]
    assert contents_digest({**files, "pack.yaml": new}) == contents_digest(files)
    assert with_digests({**files, "pack.yaml": new}) == new


def test_a_pack_yaml_in_brackets_is_written_anew_in_the_build_alone(ours: Path) -> None:
    files = {"pack.yaml": b"{schema: 1, id: a/one}\n", "b.md": b"1"}
    assert list(plain(with_digests(files))["files"]) == ["b.md"]
    with pytest.raises(CannotWriteError, match="one key on a line"):
        with_digests(files, by_hand=True)


def test_what_is_wrong_is_not_built(ours: Path, tmp_path: Path) -> None:
    write_pack(ours, more="colour: red\n")
    with pytest.raises(InvalidDataError, match="unknown key 'colour'"):
        build_pack(ours, tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists()


def test_a_build_replaces_builds_alone(ours: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="it would become a file of the pack"):
        build_pack(ours, ours / "x.zip")
    out = tmp_path / "x.zip"
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(CannotWriteError, match="something else than a build"):
        build_pack(ours, out)
    build_pack(ours, out, overwrite=True)
    build_pack(ours, out)
    assert Path(out).read_bytes()[:2] == b"PK"
