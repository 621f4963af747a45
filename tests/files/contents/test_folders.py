"""Folders of packs: links that lead out, devices and code are refused before anything is read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from changekit.errors import InvalidDataError, UnreadableFileError
from changekit.files.contents import guarded, pack_digest, read_contents
from changekit.files.contents import reading as module

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = "schema: 1\nid: a/one\nversion: 1.0.0\ntitle: P\nnamespace: a\nlicence: MIT\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small pack."""
    (tmp_path / "p/concepts").mkdir(parents=True)
    (tmp_path / "p/pack.yaml").write_text(ABOUT, encoding="utf-8")
    (tmp_path / "p/concepts/x.yaml").write_text("x", encoding="utf-8")
    return tmp_path / "p"


def said(folder: Path) -> str:
    contents = read_contents(folder)
    assert guarded(folder).findings.to_text() == contents.findings.to_text()
    return contents.findings.to_text()


def test_a_link_that_leads_out_is_refused_and_not_read(folder: Path) -> None:
    secret = folder.parent / "secret.yaml"
    secret.write_text("secret", encoding="utf-8")
    (folder / "concepts/y.yaml").symlink_to(secret)
    assert "the link leads out of the pack" in said(folder)
    assert not read_contents(folder).files
    assert guarded(folder).refused
    with pytest.raises(InvalidDataError, match="the link leads out of the pack"):
        pack_digest(folder)


def test_links_within_the_pack_are_files_and_links_to_folders_are_refused(folder: Path) -> None:
    (folder / "concepts/y.yaml").symlink_to("x.yaml")
    assert read_contents(folder).files["concepts/y.yaml"] == b"x"
    (folder / "concepts/round").symlink_to("..")
    assert "it is a link to a folder" in said(folder)
    (folder / "concepts/round").unlink()
    (folder / "gone.yaml").symlink_to("nowhere")
    assert "the link leads nowhere" in said(folder)


def test_a_pipe_is_refused_without_waiting_for_it(folder: Path) -> None:
    os.mkfifo(folder / "concepts/z.yaml")
    assert "neither a file nor a folder" in said(folder)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("run.py", b"print()"), ("run.PYC", b"x"), ("lib/x.so", b"x"), ("start", b"#!/bin/sh"),
        ("tool", b"\x7fELF..."), ("tool.dat", b"MZ..."), ("a.bat", b""), ("__init__.py", b"1"),
    ],
)  # fmt: skip
def test_code_is_an_error_that_names_the_file(folder: Path, name: str, data: bytes) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    assert f"{name}: CK512 '{name}' is code" in said(folder)


def test_an_empty_init_hidden_files_and_copies_of_editors_are_no_matter(folder: Path) -> None:
    before = pack_digest(folder)
    for name in (".hidden.py", "concepts/x.yaml~", "__pycache__/x.pyc", ".changekit/x"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x")
    assert said(folder) == ""
    assert pack_digest(folder) == before
    (folder / "__init__.py").write_bytes(b"")
    assert said(folder) == ""


def test_names_that_are_one_file_elsewhere_are_refused(folder: Path) -> None:
    (folder / "concepts/X.yaml").write_text("x", encoding="utf-8")
    assert "are one file on some machines" in said(folder)


@pytest.mark.parametrize("limit", ["FILES", "FILE_BYTES", "TOTAL_BYTES"])
def test_limits_hold_for_folders_too(
    folder: Path, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, limit, 2)
    assert "CK513" in said(folder)
    assert not read_contents(folder).files


def test_nothing_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no such file or folder"):
        read_contents(tmp_path / "none")
