"""`changekit pack`: what each command answers, prints and leaves behind."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from tests.files.packs.conftest import every_file, write_pack

if TYPE_CHECKING:
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """Return the folder of a pack."""
    return write_pack(tmp_path / "ours")


def about_packs(run: Run, town: Path) -> list[dict[str, Any]]:  # Any: JSON values
    found: list[dict[str, Any]] = run("check", town, "--json").json["findings"]
    return [item for item in found if item["code"].startswith("CK5")]


def test_a_pack_goes_from_folder_to_zip_to_workspace_and_is_listed(
    run: Run, ours: Path, small: Path, tmp_path: Path
) -> None:
    out = tmp_path / "ours.zip"
    built = run("pack", "build", ours, "--out", out, "--json").json
    assert (built["command"], built["done"]) == ("pack", "built")
    assert [item["file"] for item in built["written"]] == [out.as_posix()]
    verified = run("pack", "verify", out).out
    assert "CK538 the concept does not say which needs it answers" in verified
    assert verified.endswith("0 errors, 0 warnings, 1 note\n")
    added = run("pack", "add", out, small, "--json").json
    assert added["written"][-1] == {"file": "changekit.yaml", "guessed": []}
    assert added["pack"] == {**built["pack"], "before": None}
    listed = run("pack", "list", small, "--json").json["packs"]
    assert [(it["id"], it["from"], it["used"], it["pin_ok"]) for it in listed] == [
        ("a/one", "workspace", True, True), ("changekit/core", "built-in", True, None),
    ]  # fmt: skip
    assert next((it["licence"], it["concepts"], it["place"]) for it in listed) == (
        "MIT", 1, "packs/a/one",
    )  # fmt: skip
    assert run("check", small).code == 0
    assert run("search", "x", "--json").code == 0
    assert "inget ändrat" in run("pack", "add", out, small).out  # the workspace is Swedish
    assert "nothing changed" in run("pack", "add", out, small, "--language", "en").out


def test_a_pack_with_faults_is_refused_with_each_of_them(
    run: Run, ours: Path, small: Path
) -> None:
    write_pack(ours, more="requires: {packs: [b/none]}\ncolour: red\n")
    (ours / "run.py").write_text("raise SystemExit('code was run')\n", encoding="utf-8")
    told = run("pack", "verify", ours, "--json")
    assert told.code == 1
    assert [(it["code"], it["file"]) for it in told.json["findings"]] == [
        ("CK538", "concepts/x.yaml"), ("CK201", "pack.yaml"), ("CK109", "pack.yaml"),
        ("CK512", "run.py"),
    ]  # fmt: skip
    before = every_file(small)
    refused = run("pack", "add", ours, small, "--language", "en")
    assert (refused.code, refused.out) == (2, "")
    assert "there is no pack 'b/none'" in refused.err
    assert "'run.py' is code" in refused.err
    assert every_file(small) == before


def test_an_update_says_what_differs(run: Run, ours: Path, small: Path) -> None:
    run("pack", "add", ours, small)
    write_pack(ours, "1.3.0", "x", "y")
    answer = run("pack", "update", ours, small, "--json").json
    assert (answer["done"], answer["pack"]["before"]) == ("updated", "1.2.0")
    assert [(it["id"], it["change"]) for it in answer["changes"]] == [("a/y", "added")]
    write_pack(ours, "1.1.0")
    refused = run("pack", "update", ours, small)
    assert (refused.code, "--allow-downgrade" in refused.err) == (2, True)
    words = run("pack", "update", ours, small, "--allow-downgrade", "--language", "sv").out
    assert "1.3.0 -> 1.1.0" in words
    assert "uppdaterat" in words


def test_an_update_shows_versions_that_do_not_fit_as_diff_does(
    run: Run, ours: Path, small: Path
) -> None:
    run("pack", "add", ours, small)
    write_pack(ours, "1.2.1", "x", "y")  # a new concept calls for a minor step
    asked = run("pack", "update", ours, small, "--strict", "--language", "en")
    assert asked.code == 1
    assert "CK811" in asked.out
    small_steps = write_pack(ours, "1.2.2", "x", "y", "z")
    told = run("pack", "update", small_steps, small, "--json").json
    assert [it["code"] for it in told["findings"] if it["severity"] == "error"] == ["CK811"]


def test_a_pin_that_does_not_hold_is_listed_and_found(run: Run, ours: Path, small: Path) -> None:
    run("pack", "add", ours, small)
    write_pack(small / "packs/a/one", "1.2.0", "x", "z")
    first = run("pack", "list", small, "--json").json["packs"][0]
    assert (first["pin_ok"], first["status"], first["used"]) == (False, "off-pin", False)
    assert "differs, not used" in run("pack", "list", small, "--language", "en").out
    assert "differs from 1.2.0" in run("pack", "list", small, "--language", "en").out
    assert [it["code"] for it in about_packs(run, small)] == ["CK510"]


def test_packs_that_hide_others_and_packs_that_are_missing_are_listed(
    run: Run, ours: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("pack", "add", ours, small)
    write_pack(ours, "1.9.0")
    monkeypatch.setenv("CHANGEKIT_PACKS", str(ours))
    with (small / "changekit.yaml").open("a", encoding="utf-8") as file:
        file.write("  - b/gone@^1\n")
    listed = run("pack", "list", small, "--json").json["packs"]
    assert [(it["id"], it["version"], it["status"]) for it in listed] == [
        ("a/one", "1.2.0", "ok"), ("a/one", "1.9.0", "hidden"), listed_core(listed),
        ("b/gone@^1", None, "missing"),
    ]  # fmt: skip


def listed_core(listed: list[dict[str, object]]) -> tuple[object, ...]:
    return next((it["id"], it["version"], "ok") for it in listed if it["id"] == "changekit/core")


def test_two_packs_of_one_id_are_both_named_where_no_pin_says_which(
    run: Run, ours: Path, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write_pack(tmp_path / "other", "1.9.0")
    monkeypatch.setenv("CHANGEKIT_PACKS", f"{ours}:{other}")
    with (small / "changekit.yaml").open("a", encoding="utf-8") as file:
        file.write("packs: [changekit/core, a/one]\n")
    (finding,) = about_packs(run, small)
    assert (finding["code"], finding["file"], finding["line"]) == ("CK515", "changekit.yaml", 5)
    assert str(ours) in finding["message"]
    assert str(other) in finding["message"]
    run("pack", "add", other, small)
    assert about_packs(run, small) == []


def test_hostile_zips_are_refused_and_leave_nothing(run: Run, small: Path, tmp_path: Path) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pack.yaml", "schema: 1\n")
        archive.writestr("../../evil.yaml", "x")
    before = every_file(tmp_path)
    for name, *more in (("verify", path), ("add", path, small), ("update", path, small)):
        answer = run("pack", str(name), *more, "--language", "en")
        assert answer.code == (1 if name == "verify" else 2)
        assert "leads out of the pack" in answer.out + answer.err
    assert every_file(tmp_path) == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["add", "none"], "unknown pack 'none'"),
        (["verify", "none"], "no such file or folder"),
        (["list", "none"], "no such folder"),
        (["build", ".", "--out", "x.zip"], "it would become a file of the pack"),
    ],
)
def test_what_cannot_be_answered_ends_with_2(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], why: str
) -> None:
    monkeypatch.chdir(small)
    answer = run("pack", *words, "--language", "en")
    assert (answer.code, answer.out) == (2, "")
    assert why in answer.err


def test_a_list_that_cannot_be_edited_is_refused_with_the_lines(
    run: Run, ours: Path, small: Path
) -> None:
    text = "{schema: 1, name: Liten}\n"
    (small / "changekit.yaml").write_text(text, encoding="utf-8")
    answer = run("pack", "add", ours, small, "--language", "en")
    assert answer.code == 2
    assert "add this:\n  - id: a/one\n    version: 1.2.0\n    digest: sha256:" in answer.err
    assert (small / "changekit.yaml").read_text("utf-8") == text
    assert not (small / "packs").exists()
