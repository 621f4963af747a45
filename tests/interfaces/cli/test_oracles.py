"""`changekit bench scoring` and `bench statistics` on folders of published answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.interfaces.cli.conftest import Run

BY_HAND = Path(__file__).parents[2] / "services/scoring/by_hand"
SCORING = ("bench", "scoring", "--oracles")


def test_each_file_is_told_as_the_format_says(run: Run) -> None:
    answer = run(*SCORING, BY_HAND, "--json", "--strict")
    files = {item["id"]: item for item in answer.json["files"]}
    item = files["cost-of-delay-tie"]
    assert answer.code == 0
    assert (item["reproduced"], item["total"], item["largest_error"]) == (4, 4, 0.0)
    assert item["computed"] == {"order": [2, 0, 1], "total_weighted_completion": 59.0}


def test_a_bad_file_is_a_finding_and_does_not_end_the_run(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("id: a\nmethod: magic\n", "utf-8")
    (tmp_path / "b.yaml").write_bytes((BY_HAND / "choquet-students.yaml").read_bytes())
    answer = run(*SCORING, tmp_path, "--json")
    assert answer.code == 0
    assert [item["reproduced"] for item in answer.json["files"]] == [0, 6]
    assert "CK741" in [item["code"] for item in answer.json["findings"]]
    assert "CK741" in [item["code"] for item in answer.json["files"][0]["findings"]]
    assert run(*SCORING, tmp_path, "--strict").code == 1


def test_the_table_speaks_swedish(run: Run) -> None:
    assert "Publicerade svar" in run(*SCORING, BY_HAND, "--language", "sv").out


def test_no_such_folder_cannot_be_answered(run: Run, tmp_path: Path) -> None:
    answer = run(*SCORING, tmp_path / "nowhere")
    assert answer.code == 2
    assert "nowhere" in answer.err
    assert run("bench", "statistics", "--oracles", tmp_path).code == 2
