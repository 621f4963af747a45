"""`changekit diff`: folders, zips and packs are compared, and steps that do not fit are found."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from changekit.errors import InvalidDataError
from changekit.services.catalogue.comparing import diff

if TYPE_CHECKING:
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run

ABOUT = "schema: 1\nid: a/pack\nversion: {version}\ntitle: P\nnamespace: a\nlicence: MIT\n"
CONCEPT = "schema: 1\nid: a/{name}\nversion: {version}\ntitle: {title}\n"
STEPS = "implementation: {{steps: [{names}]}}\n"


def write(folder: Path, version: str, **concepts: tuple[str, str]) -> Path:
    """Write a pack; a concept is its version and title, with names of steps after a colon."""
    (folder / "concepts").mkdir(parents=True)
    (folder / "pack.yaml").write_text(ABOUT.format(version=version), "utf-8")
    for name, (own, words) in concepts.items():
        title, _, steps = words.partition(":")
        listed = ", ".join(f"{{name: {step}, text: T}}" for step in steps.split())
        text = CONCEPT.format(name=name, version=own, title=title) + STEPS.format(names=listed)
        (folder / "concepts" / f"{name}.yaml").write_text(text, "utf-8")
    return folder


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Return a pack as it was and as it is."""
    old = write(tmp_path / "old", "1.0.0", x=("1.0.0", "One: map rate"), y=("1.0.0", "Two"))
    new = write(tmp_path / "new", "1.1.0", x=("1.1.0", "One: rate"), z=("1.0.0", "Three"))
    return old, new


def test_the_answer_has_the_agreed_keys(run: Run, pair: tuple[Path, Path]) -> None:
    answer = run("diff", *pair, "--json")
    assert answer.code == 0
    changes = {item["id"]: item for item in answer.json["changes"]}
    assert {name: item["change"] for name, item in changes.items()} == {
        "a/x": "minor", "a/y": "deleted", "a/z": "added",
    }  # fmt: skip
    assert {"id", "change", "fields", "relations"} <= changes["a/x"].keys()
    assert [item["path"] for item in changes["a/x"]["fields"]] == [
        "version", "implementation.steps.map",
    ]  # fmt: skip
    assert answer.json["bump"]["needed"] == "major"
    codes = [(item["code"], item["subject"]) for item in answer.json["findings"]]
    assert codes == [("CK811", "a/pack"), ("CK811", "a/x"), ("CK815", "a/y")]


def test_steps_that_do_not_fit_end_a_check_with_1(run: Run, pair: tuple[Path, Path]) -> None:
    assert run("diff", *pair, "--check").code == 1
    assert run("diff", pair[0], pair[0], "--check").code == 0
    answer = run("diff", *pair)
    assert answer.code == 0
    assert "the step map is taken away" in answer.out


def test_people_read_it_in_swedish_with_every_field(run: Run, pair: tuple[Path, Path]) -> None:
    told = run("diff", *pair, "--language", "sv", "--fields").out
    assert "steget map har tagits bort" in told
    assert "implementation.steps.map" in told
    assert "borttagen" in told


def test_fields_are_told_in_words_and_a_status_left_out_is_the_one_it_stands_for(
    run: Run, tmp_path: Path
) -> None:
    old = write(tmp_path / "old", "1.0.0", x=("1.0.0", "One: map"))
    new = write(tmp_path / "new", "1.1.0", x=("1.1.0", "One: map rate"))
    file = old / "concepts" / "x.yaml"
    file.write_text(file.read_text("utf-8") + "status: draft\n", "utf-8")
    told = run("diff", old, new, "--language", "sv", "--fields").out
    row = next(line for line in told.splitlines() if "status " in line)
    assert row.split() == ["a/x", "status", "ändrat", "utkast", "aktiv"]
    assert "name: rate, text: T" in told
    assert "{" not in told


def test_the_changelog_is_markdown(run: Run, pair: tuple[Path, Path]) -> None:
    told = run("diff", *pair, "--changelog").out
    assert told.startswith("# Changes from a/pack 1.0.0 to a/pack 1.1.0\n")
    assert "## Added\n\n- **Three** (`a/z` 1.0.0)" in told
    assert run("diff", *pair, "--changelog", "--json").json["changelog"] == told


def test_a_zip_is_the_same_as_its_folder(
    run: Run, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    archive = tmp_path / "old.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for file in sorted(pair[0].rglob("*.yaml")):
            opened.write(file, file.relative_to(pair[0]))
    assert run("diff", archive, pair[0], "--json").json["changes"] == []


def test_a_version_chooses_among_packs_that_are_known(
    run: Run, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHANGEKIT_PACKS", str(pair[0].parent))
    answer = run("diff", "a/pack@1.0.0", "a/pack@^1.1", "--json")
    assert (answer.json["old"], answer.json["new"]) == ("a/pack 1.0.0", "a/pack 1.1.0")
    assert len(answer.json["changes"]) == 3
    missed = run("diff", "a/pack@3", "a/pack")
    assert missed.code == 2
    assert "a/pack@1.0.0" in missed.err


def test_workspaces_and_folders_of_concepts_are_compared_by_their_own_concepts(
    run: Run, pair: tuple[Path, Path], small: Path, tmp_path: Path
) -> None:
    shutil.copytree(pair[0] / "concepts", small / "concepts")
    (tmp_path / "bare").mkdir()
    shutil.copytree(pair[1] / "concepts", tmp_path / "bare" / "concepts")
    changes = run("diff", small, tmp_path / "bare", "--json").json["changes"]
    assert [item["id"] for item in changes] == ["a/x", "a/y", "a/z"]


def test_what_cannot_be_read_is_told_where_it_stands(run: Run, pair: tuple[Path, Path]) -> None:
    (pair[1] / "concepts" / "x.yaml").write_text("schema: 1\nid: a/x\ntitle: [\n", "utf-8")
    findings = run("diff", *pair, "--json").json["findings"]
    assert findings[0]["code"].startswith("CK1")
    assert findings[0]["file"].endswith("new/concepts/x.yaml")


@pytest.mark.parametrize(
    ("name", "said"),
    [("nowhere/atall", "unknown pack"), (".", "no pack.yaml, changekit.yaml or concepts here")],
    ids=["unknown", "empty-folder"],
)
def test_what_is_no_edition_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run("diff", name, "changekit/core")
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


def test_a_pack_of_which_nothing_can_be_read_is_refused(
    run: Run, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK no zip")
    assert run("diff", tmp_path / "bad.zip", pair[0]).code == 2
    with pytest.raises(InvalidDataError, match=r"bad\.zip"):
        diff(tmp_path / "bad.zip", pair[0])


def test_a_library_call_gives_the_same(run: Run, pair: tuple[Path, Path]) -> None:
    found = diff(*pair)
    assert found.to_dict()["changes"] == run("diff", *pair, "--json").json["changes"]
    assert found["a/x"].bump.level == "major"


def test_a_zip_that_is_not_there_or_is_none_is_named(
    run: Run, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    missing = run("diff", pair[0], tmp_path / "nosuch.zip", "--language", "en")
    assert missing.code == 2
    assert "nosuch.zip: no such file or folder" in missing.err
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"no zip at all")
    refused = run("pack", "verify", bad, "--language", "en")
    assert refused.code == 1
    assert "CK514 the zip 'bad.zip' is not read" in refused.out
