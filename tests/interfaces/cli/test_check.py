"""`changekit check`: its forms, its baseline, its exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run


def misspell(small: Path) -> None:
    with (small / "initiatives/a.yaml").open("a", encoding="utf-8") as file:
        file.write("goals: [nara]\n")


def test_errors_end_with_1_and_warnings_only_with_strict(
    run: Run, small: Path, example: Callable[[str], Path]
) -> None:
    assert run("check", small).code == 0
    misspell(small)
    assert run("check", small).code == 1
    assert run("check", example("lulea")).code == 0
    assert run("check", example("lulea"), "--strict").code == 1


def test_a_line_has_place_subject_code_message_and_hint(run: Run, small: Path) -> None:
    misspell(small)
    told = [line for line in run("check", small).out.splitlines() if "CK201" in line]
    assert told[0].startswith("fel: initiatives/a.yaml:6:9: ")


def test_counts_are_told_in_words_of_the_right_number(run: Run, small: Path) -> None:
    misspell(small)
    assert "\n1 error, 2 warnings, " in run("check", small, "--language", "en").out
    assert "\n1 fel, 2 varningar, " in run("check", small).out


def test_a_baseline_leaves_what_is_new(
    run: Run, small: Path, tmp_path: Path, example: Callable[[str], Path]
) -> None:
    known = tmp_path / "known.json"
    known.write_text(run("check", small, "--json").out, "utf-8")
    misspell(small)
    new = run("check", small, "--baseline", known, "--json")
    assert [item["code"] for item in new.json["findings"]] == ["CK201"]
    assert new.code == 1
    known.write_text(run("check", example("lulea"), "--json").out, "utf-8")
    again = run("check", example("lulea"), "--baseline", known, "--json", "--strict")
    assert (again.code, again.json["findings"]) == (0, [])


def test_a_baseline_of_something_else_is_refused(run: Run, small: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    known.write_text('{"initiatives": []}', "utf-8")
    answer = run("check", small, "--baseline", known)
    assert (answer.code, answer.out) == (2, "")
    assert "changekit check --json" in answer.err


@pytest.mark.parametrize("place", ["here", "above"])
def test_code_hosts_get_files_as_seen_from_where_one_stands(
    place: str, run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    misspell(small)
    monkeypatch.chdir(small if place == "here" else small.parent)
    words = () if place == "here" else ("liten",)
    before = "" if place == "here" else "liten/"
    github = run("check", *words, "--format", "github")
    assert f"::error file={before}initiatives/a.yaml,line=6,col=9,title=CK201::" in github.out
    assert github.code == 1
    sarif = json.loads(run("check", *words, "--format", "sarif").out)
    results = sarif["runs"][0]["results"]
    where = [
        place["physicalLocation"]["artifactLocation"]["uri"]
        for item in results
        if item["ruleId"] == "CK201"
        for place in item["locations"]
    ]
    assert where == [f"{before}initiatives/a.yaml"]


def test_a_summary_counts_each_code(run: Run, example: Callable[[str], Path]) -> None:
    findings = run("check", example("eskilstuna"), "--json").json["findings"]
    rows = run("check", example("eskilstuna"), "--format", "summary").out.splitlines()
    counted = {row.split()[0]: int(row.split()[2]) for row in rows if row.startswith("CK")}
    assert counted == {
        code: sum(item["code"] == code for item in findings)
        for code in {item["code"] for item in findings}
    }


def test_format_json_is_the_same_as_the_option(run: Run, small: Path) -> None:
    assert run("check", small, "--format", "json").json == run("check", small, "--json").json
