"""`changekit bench planning` on a folder of published scheduling problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run

PSPLIB = ("bench", "planning", "--seconds", "0.2", "--psplib")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tree.rcp").write_text("4 1\n2\n0 0 2 2 3\n3 2 1 4\n2 1 1 4\n0 0 0\n", "utf-8")
    (tmp_path / "alone.rcp").write_text("1 0\n7 0\n", "utf-8")
    (tmp_path / "best-known.csv").write_text("instance,makespan\ntree,5\n", "utf-8")
    return tmp_path


def test_each_problem_is_told_as_the_format_says(run: Run, folder: Path) -> None:
    answer = run(*PSPLIB, folder, "--seed", "4", "--json", "--strict")
    assert answer.code == 0
    first, second = answer.json["instances"]
    assert (first["instance"], first["makespan"], first["best_known"]) == ("alone", 7, None)
    assert (second["makespan"], second["best_known"], second["bound"]) == (5, 5, 5)
    assert second["proved"] is True
    assert second["seed"] == 4
    assert len(second["starts"]) == 4
    assert second["seconds"] >= 0
    assert answer.json["average_gap"] == 0
    assert answer.json["share_proved"] == 1


def test_the_table_speaks_swedish(run: Run, folder: Path) -> None:
    out = run(*PSPLIB, folder, "--language", "sv").out
    assert "Kortaste schema" in out
    assert "alla" in out


def test_a_bad_file_is_a_finding_and_does_not_end_the_run(run: Run, folder: Path) -> None:
    (folder / "bad.rcp").write_text("1 1\n", "utf-8")
    answer = run(*PSPLIB, folder, "--json")
    assert [item["instance"] for item in answer.json["instances"]] == ["alone", "tree"]
    assert [item["code"] for item in answer.json["findings"]] == ["CK471"]


def test_what_is_wrong_with_a_file_is_said_beside_the_table(run: Run, folder: Path) -> None:
    (folder / "bad.rcp").write_text("1 1\n", "utf-8")
    answer = run(*PSPLIB, folder, "--language", "sv")
    assert answer.code == 0
    assert "bad.rcp" in answer.err
    assert "CK471" in answer.err
    assert "CK471" not in answer.out


@pytest.mark.parametrize(
    ("option", "name"), [("--psplib", "bad.rcp"), ("--portfolio", "bad.json.gz")]
)
def test_a_folder_of_nothing_but_junk_cannot_be_answered(
    run: Run, tmp_path: Path, option: str, name: str
) -> None:
    (tmp_path / name).write_text("junk\n", "utf-8")
    answer = run("bench", "planning", "--seconds", "0.2", option, tmp_path)
    assert answer.code == 2
    assert name in answer.err
    assert "none of its files could be read" in answer.err


def test_no_such_folder_cannot_be_answered(run: Run, tmp_path: Path) -> None:
    answer = run(*PSPLIB, tmp_path / "nowhere")
    assert answer.code == 2
    assert "nowhere" in answer.err
