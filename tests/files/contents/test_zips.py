"""Zips that nobody vouches for: each trick is refused by name, and nothing outside is touched."""

from __future__ import annotations

import io
import stat
import warnings
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from changekit.files.contents import limits, pack_digest, read_contents
from changekit.files.contents.zips import read_zip

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = b"schema: 1\nid: a/one\nversion: 1.0.0\ntitle: P\nnamespace: a\nlicence: MIT\n"


def zipped(path: Path, *files: tuple[str | zipfile.ZipInfo, bytes], more: bytes = b"") -> Path:
    """Write a zip with entries as they are given, and bytes behind its end."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of names that stand twice, which is the point
        for name, data in files:
            archive.writestr(name, data)
    path.write_bytes(path.read_bytes() + more)
    return path


def said(path: Path) -> str:
    contents = read_zip(path)
    assert not contents.files
    return contents.findings.to_text()


def of_kind(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = mode << 16
    return entry


NAMES = {
    "../out.yaml": "leads out of the pack",
    "concepts/../../out.yaml": "leads out of the pack",
    "/etc/out.yaml": "the path is absolute",
    "C:/out.yaml": "the path is absolute",
    "c:out.yaml": "the path is absolute",
    "concepts\\out.yaml": "has a backslash",
    "..\\out.yaml": "has a backslash",
    "//host/out.yaml": "the path is absolute",
    "concepts//x.yaml": "a part of the path is empty",
    "./x.yaml": "a part of the path is empty",
    "concepts/nul": "the name of a device on Windows",
    "COM1.yaml": "the name of a device on Windows",
    "concepts/x.yaml.": "ends with a space or a full stop",
    "concepts/x.yaml ": "ends with a space or a full stop",
    "concepts/a\nb.yaml": "may not have everywhere",
    "concepts/\u202eyaml.x": "may not have everywhere",
    "concepts/what?.yaml": "may not have everywhere",
    f"{'a' * 121}.yaml": "the name is too long",
    f"{'a/' * 120}x.yaml": "the name is too long",
}


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_that_could_do_harm_is_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "x.zip", ("pack.yaml", ABOUT), (name, b"x"))
    assert NAMES[name] in said(path)
    assert "CK511" in said(path)
    assert [it.name for it in tmp_path.iterdir()] == ["x.zip"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a.yaml", "a.yaml"),
        ("a.yaml", "A.YAML"),
        ("caf\u00e9.yaml", "cafe\u0301.yaml"),
        ("a", "a/b.yaml"),
        ("a/b.yaml", "a"),
        ("Concepts/a.yaml", "concepts/b.yaml"),
    ],
    ids=ascii,
)
def test_two_names_that_are_one_file_somewhere_are_refused(
    tmp_path: Path, first: str, second: str
) -> None:
    assert "are one file on some machines" in said(
        zipped(tmp_path / "x.zip", (first, b"1"), (second, b"2"))
    )


@pytest.mark.parametrize(
    ("mode", "why"),
    [
        (stat.S_IFLNK | 0o777, "it is a link"),
        (stat.S_IFIFO | 0o644, "neither a file nor a folder"),
        (stat.S_IFCHR | 0o644, "neither a file nor a folder"),
    ],
)
def test_a_link_or_device_is_refused(tmp_path: Path, mode: int, why: str) -> None:
    path = zipped(tmp_path / "x.zip", ("pack.yaml", ABOUT), (of_kind("x", mode), b"/etc/passwd"))
    assert why in said(path)


def patched(data: bytes, sign: bytes, at: int, value: bytes) -> bytes:
    """Return a zip with bytes changed after each record that begins with a sign."""
    parts = data.split(sign)
    return sign.join(
        [parts[0], *(it[: at - 4] + value + it[at - 4 + len(value) :] for it in parts[1:])]
    )


def test_encrypted_and_oddly_packed_and_unmarked_names_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("pack.yaml", ABOUT), ("x.yaml", b"x"))
    data = path.read_bytes()
    path.write_bytes(patched(data, b"PK\x01\x02", 8, b"\x01\x00"))
    assert "it is encrypted" in said(path)
    path.write_bytes(patched(data, b"PK\x01\x02", 10, b"\x0e\x00"))
    assert "packed in an unusual way" in said(path)
    zipped(path, ("å.yaml", b"x"))
    path.write_bytes(patched(path.read_bytes(), b"PK\x01\x02", 8, b"\x00\x00"))
    assert "not marked as UTF-8" in said(path)
    zipped(path, ("åå.yaml", b"x"))
    path.write_bytes(path.read_bytes().replace("åå".encode(), b"\xff\xfe\xff\xff"))
    assert "a name in it is not UTF-8" in said(path)


def test_a_bomb_is_refused_by_what_it_becomes_not_by_what_it_claims(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("pack.yaml", ABOUT), ("x.yaml", bytes(3_000_000)))
    assert "when unpacked is" in said(path)
    data = patched(path.read_bytes(), b"PK\x01\x02", 24, (500).to_bytes(4, "little"))
    path.write_bytes(data)  # the list at the end claims 500 bytes
    assert "CK511" in said(path)


def test_what_is_small_may_be_packed_well(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("pack.yaml", ABOUT), ("x.yaml", bytes(900_000)))
    assert set(read_zip(path).files) == {"pack.yaml", "x.yaml"}


def test_sizes_and_counts_have_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from changekit.files.contents import zips

    files = [(f"{at}.yaml", b"12345") for at in range(20)]
    path = zipped(tmp_path / "x.zip", *files)
    assert len(read_zip(path).files) == 20
    for limit, least in {"FILES": 19, "FILE_BYTES": 4, "DIRECTORY_BYTES": 99}.items():
        with monkeypatch.context() as patch:
            patch.setattr(zips, limit, least)
            assert "error" in said(path)
    with monkeypatch.context() as patch:
        patch.setattr(zips, "TOTAL_BYTES", path.stat().st_size - 1)
        assert "the file is" in said(path)
    assert limits.FILES * 3_000 <= limits.TOTAL_BYTES


@pytest.mark.parametrize("keep", [0, 3, 40, 200, -1])
def test_what_is_cut_off_or_no_zip_is_refused(tmp_path: Path, keep: int) -> None:
    path = zipped(tmp_path / "x.zip", ("pack.yaml", ABOUT), ("x.yaml", b"x" * 500))
    path.write_bytes(path.read_bytes()[:keep])
    assert "CK514" in said(path)
    path.write_text("schema: 1\n", encoding="utf-8")
    assert "it is no zip file" in said(path)


def test_a_zip_hidden_behind_a_program_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("pack.yaml", ABOUT))
    path.write_bytes(b"MZ" + path.read_bytes())
    assert "it is no zip file" in said(path)


def test_a_zip_in_a_zip_is_a_file_like_others(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", ("../out.yaml", b"x")).read_bytes()
    path = zipped(tmp_path / "x.zip", ("pack.yaml", ABOUT), ("materials/inner.zip", inner))
    contents = read_zip(path)
    assert list(contents.findings) == []
    assert contents.files["materials/inner.zip"] == inner


def test_a_folder_around_everything_and_what_desktops_add_is_left_out(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "x.zip", ("ours/", b""), ("ours/pack.yaml", ABOUT), ("ours/.DS_Store", b"x"),
        ("__MACOSX/ours/._pack.yaml", b"x"), ("ours/a/b.yaml", b"x"), ("ours/a/b.yaml~", b"x"),
    )  # fmt: skip
    assert list(read_zip(path).files) == ["a/b.yaml", "pack.yaml"]


@given(st.binary(max_size=400))
@example(b"PK\x05\x06" + bytes(18))
@example(b"PK\x03\x04" + b"PK\x05\x06" + bytes(18))
@example(b"PK\x03\x04" + b"PK\x05\x06" + b"\xff" * 18)
def test_any_bytes_end_in_findings_alone(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.zip"
    path.write_bytes(data)
    contents = read_zip(path)
    assert not contents.files
    assert [it.name for it in path.parent.iterdir()] == ["x.zip"]


def whole() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pack.yaml", ABOUT)
        archive.writestr("concepts/å.yaml", b"x" * 300)
        archive.writestr("b/", b"")
    return out.getvalue()


@given(
    st.lists(st.tuples(st.integers(0, len(whole()) - 1), st.integers(0, 255)), max_size=6),
    st.integers(0, 60),
)
def test_a_zip_with_bytes_changed_is_read_whole_or_refused(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(whole())
    for at, value in changes:
        data[at] = value
    path = tmp_path_factory.mktemp("torn") / "x.zip"
    path.write_bytes(data[: len(data) - cut])
    contents = read_zip(path)
    assert not (contents.findings and contents.files)
    assert [it.name for it in path.parent.iterdir()] == ["x.zip"]


def test_a_folder_and_its_zip_have_one_digest(tmp_path: Path) -> None:
    (tmp_path / "p/concepts").mkdir(parents=True)
    (tmp_path / "p/pack.yaml").write_bytes(ABOUT)
    (tmp_path / "p/concepts/x.yaml").write_bytes(b"x")
    path = zipped(tmp_path / "x.zip", ("concepts/x.yaml", b"x"), ("pack.yaml", ABOUT))
    assert pack_digest(path) == pack_digest(tmp_path / "p")
    listed = ABOUT + b"# a remark\nfiles: {concepts/x.yaml: 'sha256:00'}\n"
    (tmp_path / "p/pack.yaml").write_bytes(listed)
    assert pack_digest(path) == pack_digest(tmp_path / "p")
    (tmp_path / "p/pack.yaml").write_bytes(ABOUT.replace(b"1.0.0", b"1.0.1"))
    assert pack_digest(path) != pack_digest(tmp_path / "p")


def test_the_files_of_a_zip_are_read_like_a_folder(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", ("concepts/x.yaml", b"x"), ("pack.yaml", ABOUT))
    folder = read_contents(path).folder
    assert [it.name for it in (folder / "concepts").glob("*.yaml")] == ["x.yaml"]
    assert [it.name for it in folder.glob("*.yaml")] == ["pack.yaml"]
    assert (folder / "concepts").is_dir()
    assert not (folder / "none").exists()
    with pytest.raises(FileNotFoundError, match="no such file"):
        (folder / "none").read_bytes()
