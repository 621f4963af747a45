"""Adding and updating packs: the copy and the pin together, or neither."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import changekit as ck
from changekit.errors import (
    CannotWriteError,
    FileChangedError,
    InvalidDataError,
    UnknownNameError,
    UnreadableFileError,
)
from changekit.files import writing
from changekit.files.contents import pack_digest
from changekit.files.packs import adding
from changekit.files.packs.adding import add_pack, update_pack
from changekit.files.packs.building import build_pack
from changekit.files.packs.pinning import pins
from tests.files.packs.conftest import every_file, write_pack

if TYPE_CHECKING:
    from pathlib import Path


def codes(town: Path) -> list[str]:
    return [item.code for item in ck.open(town).findings if item.code.startswith("CK5")]


def test_a_pack_is_copied_and_pinned_and_its_concepts_are_there(ours: Path, town: Path) -> None:
    change = add_pack(ours, town)
    assert change.files == (
        "packs/a/one/concepts/x.yaml", "packs/a/one/pack.yaml", "changekit.yaml",
    )  # fmt: skip
    assert (town / "changekit.yaml").read_text("utf-8") == (
        "schema: 1\nname: Town # ours\npacks:\n  - changekit/core # the core\n"
        f"  - id: a/one\n    version: 1.2.0\n    digest: {pack_digest(ours)}\nlanguage: en\n"
    )
    assert every_file(town / "packs") == {
        f"a/one/{name}": data for name, data in every_file(ours).items()
    }
    assert "a/x" in ck.open(town).municipality.concepts_by_id
    assert codes(town) == []


def test_adding_the_same_again_changes_nothing_and_says_so(ours: Path, town: Path) -> None:
    add_pack(ours, town)
    before = every_file(town)
    change = add_pack(ours, town)
    assert (change.deed, change.files) == ("nothing", ())
    assert "nothing changed" in str(change)
    assert every_file(town) == before


def test_what_is_built_and_added_is_what_the_folder_holds(
    ours: Path, town: Path, tmp_path: Path
) -> None:
    build_pack(ours, tmp_path / "ours.zip")
    change = add_pack(tmp_path / "ours.zip", town)
    assert change.digest == pack_digest(ours) == pack_digest(town / "packs/a/one")
    assert add_pack(ours, town).deed == "nothing"
    assert update_pack(ours, town).deed == "nothing"


def test_changekit_s_own_pack_is_pinned_where_it_is(town: Path) -> None:
    change = add_pack("changekit/core", town)
    assert (change.deed, change.files) == ("pinned", ("changekit.yaml",))
    (use,) = pins((town / "changekit.yaml").read_bytes())
    assert (use.id, use.digest) == ("changekit/core", change.digest)
    assert not (town / "packs").exists()
    assert codes(town) == []


def test_a_pack_in_a_folder_that_is_named_is_added_by_its_id(
    ours: Path, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHANGEKIT_PACKS", str(ours.parent))
    assert add_pack("a/one", town).deed == "added"
    write_pack(ours, "1.3.0")
    assert update_pack("a/one", town).version == "1.3.0"
    with pytest.raises(UnknownNameError, match="did you mean 'a/one'"):
        add_pack("a/onne", town)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("requires: {packs: [b/none@^1]}\n", "there is no pack 'b/none'"),
        ("requires: {changekit: '>=99'}\n", "needs changekit >=99"),
        ("colour: red\n", "unknown key 'colour'"),
        ("files: {concepts/x.yaml: 'sha256:00'}\n", "its content differs"),
    ],
)
def test_a_pack_with_errors_is_refused_and_nothing_is_written(
    ours: Path, town: Path, more: str, why: str
) -> None:
    write_pack(ours, more=more)
    before = every_file(town)
    with pytest.raises(InvalidDataError, match=re.escape(why)):
        add_pack(ours, town)
    assert every_file(town) == before


def test_a_pack_that_calls_itself_changekit_s_own_is_refused(ours: Path, town: Path) -> None:
    text = (ours / "pack.yaml").read_text("utf-8").replace("a/one", "changekit/core")
    (ours / "pack.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidDataError, match="CK516"):
        add_pack(ours, town)
    write_pack(town / "packs/changekit/core", names := "1.0.0")
    (town / "packs/changekit/core/pack.yaml").write_text(text, encoding="utf-8")
    assert names == "1.0.0"
    assert codes(town) == ["CK516"]


def test_a_list_of_packs_that_cannot_be_edited_is_left_alone(ours: Path, town: Path) -> None:
    (town / "changekit.yaml").write_text("{schema: 1, name: Town}\n", encoding="utf-8")
    before = every_file(town)
    with pytest.raises(CannotWriteError, match="add this"):
        add_pack(ours, town)
    assert every_file(town) == before


def test_another_version_is_updated_and_not_added(ours: Path, town: Path) -> None:
    add_pack(ours, town)
    write_pack(ours, "1.3.0", "x", "y")
    with pytest.raises(CannotWriteError, match=r"version 1\.2\.0 is there already"):
        add_pack(ours, town)
    change = update_pack(ours, town)
    assert (change.deed, change.before, change.version) == ("updated", "1.2.0", "1.3.0")
    assert [len(it.concepts) for it in (change.old, change.new) if it] == [1, 2]
    assert "a/y" in ck.open(town).municipality.concepts_by_id
    assert codes(town) == []
    write_pack(ours, "1.1.0")
    before = every_file(town)
    with pytest.raises(CannotWriteError, match=r"1\.1\.0 is lower than 1\.3\.0"):
        update_pack(ours, town)
    assert every_file(town) == before
    assert update_pack(ours, town, allow_downgrade=True).version == "1.1.0"


def test_what_was_not_added_cannot_be_updated(ours: Path, town: Path) -> None:
    with pytest.raises(CannotWriteError, match="add it with: changekit pack add"):
        update_pack(ours, town)
    with pytest.raises(UnreadableFileError, match=r"no changekit\.yaml here"):
        add_pack(ours, ours)


def test_a_copy_that_somebody_changed_is_found_by_its_digest(ours: Path, town: Path) -> None:
    add_pack(ours, town)
    path = town / "packs/a/one/concepts/x.yaml"
    path.write_text(path.read_text("utf-8").replace("title: x", "title: y"), encoding="utf-8")
    (finding,) = ck.open(town).findings
    assert (finding.code, str(finding.place)) == ("CK510", "changekit.yaml:5:5")
    assert "'a/one' is pinned to 1.2.0 sha256:" in finding.line()
    assert "but what is there is 1.2.0 sha256:" in finding.line()


def test_a_version_that_is_pinned_alone_is_held_to_as_well(ours: Path, town: Path) -> None:
    add_pack(ours, town)
    text = "schema: 1\nname: X\npacks: [{id: a/one, version: 1.1.0}]\n"
    (town / "changekit.yaml").write_text(text, encoding="utf-8")
    assert "is pinned to 1.1.0, but what is there is 1.2.0" in ck.open(town).findings[0].line()


def test_a_change_of_the_settings_meanwhile_leaves_all_as_it_was(
    ours: Path, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = writing.write_bytes

    def late(path: Path, data: bytes, *, read_as: str) -> None:
        path.write_text("schema: 1\nname: Other\n", encoding="utf-8")
        written(path, data, read_as=read_as)

    monkeypatch.setattr(adding, "write_bytes", late)
    with pytest.raises(FileChangedError, match="the file changed since it was read"):
        add_pack(ours, town)
    assert every_file(town) == {"changekit.yaml": b"schema: 1\nname: Other\n"}
    monkeypatch.undo()
    add_pack(ours, town)
    before = every_file(town)
    write_pack(ours, "2.0.0")
    monkeypatch.setattr(adding, "write_bytes", late)
    with pytest.raises(FileChangedError, match="the file changed since it was read"):
        update_pack(ours, town)
    kept = {name: data for name, data in before.items() if name != "changekit.yaml"}
    assert kept.items() <= every_file(town).items()


def test_two_processes_that_add_at_once_both_succeed(tmp_path: Path, town: Path) -> None:
    program = (
        "import sys; from changekit.files.packs.adding import add_pack; add_pack(*sys.argv[1:])"
    )
    folders = [write_pack(tmp_path / f"p{at}") for at in range(3)]
    for at, folder in enumerate(folders[1:]):
        text = (folder / "pack.yaml").read_text("utf-8").replace("a/one", f"a/n{at}")
        (folder / "pack.yaml").write_text(text, encoding="utf-8")
        path = folder / "concepts/x.yaml"
        path.write_text(path.read_text("utf-8").replace("a/x", f"a/y{at}"), encoding="utf-8")
    calls = [folders[0], *folders]
    running = [
        subprocess.Popen([sys.executable, "-c", program, str(folder), str(town)])
        for folder in calls
    ]
    assert [process.wait() for process in running] == [0] * 4
    named = [use.id for use in pins((town / "changekit.yaml").read_bytes())]
    assert sorted(named) == ["a/n0", "a/n1", "a/one", "changekit/core"]
    assert codes(town) == []


STOPS = ("write", "rename-old", "rename-new", "pin")
PROGRAM = """
import os, signal, sys
from pathlib import Path
from changekit.files.packs import adding, exchanging
stop, count = sys.argv[3], 0
def end(*args, **more): os.kill(os.getpid(), signal.SIGKILL)
if stop == "write": exchanging.os.fsync = end
if stop == "pin": adding.write_bytes = end
old = Path.rename
def rename(self, target):
    if (stop == "rename-old") == str(target).endswith(".old"): end()
    return old(self, target)
if stop.startswith("rename"): Path.rename = rename
adding._take(sys.argv[1], Path(sys.argv[2]), update=sys.argv[4] == "update")
"""


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("what", ["add", "update"])
def test_a_process_that_is_killed_leaves_the_old_or_the_new(
    ours: Path, town: Path, stop: str, what: str
) -> None:
    if what == "update":
        add_pack(ours, town)
        write_pack(ours, "1.3.0")
    before = (town / "changekit.yaml").read_bytes()
    call = [sys.executable, "-c", PROGRAM, str(ours), str(town), stop, what]
    ended = subprocess.run(call, check=False).returncode
    assert ended == (0 if (stop, what) == ("rename-old", "add") else -signal.SIGKILL)
    if ended:
        assert (town / "changekit.yaml").read_bytes() == before
        assert what == "update" or codes(town) == []
    # The next call mends what was left behind, and finishes.
    change = update_pack(ours, town) if what == "update" else add_pack(ours, town)
    assert change.version == ("1.3.0" if what == "update" else "1.2.0")
    assert codes(town) == []
    assert [it.name for it in (town / "packs/a").iterdir()] == ["one"]
    assert "a/x" in ck.open(town).municipality.concepts_by_id
