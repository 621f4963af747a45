"""Where packs are looked for, and what is met there that is no pack."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import changekit as ck
from changekit.errors import InvalidDataError
from changekit.files.contents import pack_digest
from changekit.files.packs import Packs
from changekit.files.packs.adding import add_pack
from changekit.files.packs.building import build_pack
from changekit.files.packs.verifying import verified
from tests.files.packs.conftest import every_file, write_pack

if TYPE_CHECKING:
    from pathlib import Path


def test_the_workspace_comes_before_named_folders_and_these_before_others(
    tmp_path: Path, town: Path
) -> None:
    for at, folder in enumerate([town / "packs/a/one", tmp_path / "b", tmp_path / "c/one"]):
        write_pack(folder, f"1.{at}.0")
    environ = {"CHANGEKIT_PACKS": os.pathsep.join([str(tmp_path / "b"), str(tmp_path / "c")])}
    packs = Packs.found(environ, folder=town)
    found = [(it.item.found_in, it.about.pack.version) for it in packs.by_id["a/one"]
             if it.about.pack]  # fmt: skip
    assert found == [("workspace", "1.0.0"), ("folder", "1.1.0"), ("folder", "1.2.0")]
    assert packs.all[-1].item.found_in == "built-in"


def test_a_zip_that_is_put_into_packs_is_a_pack(ours: Path, town: Path) -> None:
    (town / "packs").mkdir()
    build_pack(ours, town / "packs/any-name.zip")
    text = "schema: 1\nname: X\npacks: [changekit/core, a/one@^1]\n"
    (town / "changekit.yaml").write_text(text, encoding="utf-8")
    opened = ck.open(town)
    assert "a/x" in opened.municipality.concepts_by_id
    assert not [item for item in opened.findings if item.code.startswith("CK5")]
    (town / "packs/any-name.zip").write_bytes(b"PK\x03\x04 torn")
    codes = [item.code for item in ck.open(town).findings if item.code.startswith("CK5")]
    assert codes == ["CK504", "CK505"]


def test_hidden_folders_and_links_in_packs_are_passed_by(ours: Path, town: Path) -> None:
    (town / "packs/b").mkdir(parents=True)
    (town / "packs/b/link").symlink_to(ours)
    write_pack(town / "packs/b/.one.0123456789abcdef.new")
    (town / "packs/readme.txt").write_text("x", encoding="utf-8")
    assert "a/one" not in Packs.found({}, folder=town).by_id


def test_a_folder_that_is_named_in_vain_is_told_by_its_status(tmp_path: Path) -> None:
    packs = Packs.found({"CHANGEKIT_PACKS": str(tmp_path / "none")})
    (status,) = [item for item in packs.status() if item.name == str(tmp_path / "none")]
    assert (status.status, status.error) == ("broken", "its folder is not there")


MATERIALS = st.dictionaries(
    st.from_regex(r"materials/m[a-zåäö0-9-]{0,9}\.(md|txt|pdf)", fullmatch=True),
    st.text(max_size=60).map(str.encode), max_size=4,
)  # fmt: skip


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from("uvwxyz"), min_size=1, unique=True), MATERIALS)
def test_what_is_built_and_added_is_what_was_there(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], materials: dict[str, bytes]
) -> None:
    top = tmp_path_factory.mktemp("p")
    folder = write_pack(top / "ours", "1.0.0", *names)
    for name, data in materials.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"# " + data)
    (top / "town").mkdir()
    (top / "town/changekit.yaml").write_text("schema: 1\nname: X\n", encoding="utf-8")
    built = build_pack(folder, top / "x.zip")
    add_pack(top / "x.zip", top / "town")
    copy = top / "town/packs/a/one"
    assert pack_digest(copy) == pack_digest(folder) == built.digest
    left, right = every_file(copy), every_file(folder)
    assert {**left, "pack.yaml": b""} == {**right, "pack.yaml": b""}
    assert build_pack(copy, top / "y.zip").digest == built.digest
    assert (top / "x.zip").read_bytes() == (top / "y.zip").read_bytes()


PIECES = st.sampled_from([
    "schema: 1\n", "id: a/one\n", "version: 1.0.0\n", "files: {x: 1}\n", "files: [\n",
    "title: T\n", "requires: {packs: [a/one]}\n", "namespace: [a]\n", "licence: MIT\n", "\t",
    "\x00", "? [a]: b\n", "files: {../../etc/passwd: 'sha256:00'}\n", "- x\n", "&a *a\n",
    "å: {{{\n", "files:\n  /: x\n",
])  # fmt: skip


@given(st.lists(PIECES, max_size=9).map("".join).map(str.encode) | st.binary(max_size=60))
def test_any_pack_yaml_ends_in_findings_or_is_good(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "pack.yaml").write_bytes(data)
    whole = verified(folder, Packs(()))
    assert whole.reading.pack is not None or whole.reading.findings.errors
    if whole.reading.findings.errors:
        with pytest.raises(InvalidDataError, match="CK"):
            whole.or_raise()
