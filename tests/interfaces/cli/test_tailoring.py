"""`changekit explain`, `tailor` and `layers`."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.interfaces.cli.conftest import Run

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
FIELD = "changekit/differentiate-cases.parameters.share-simple.value"


@pytest.fixture
def lulea(tmp_path: Path) -> Path:
    copy = tmp_path / "lulea"
    shutil.copytree(EXAMPLES / "lulea", copy)
    return copy


def test_explain_says_which_layer_set_a_field(run: Run, lulea: Path) -> None:
    answer = run("explain", FIELD, lulea, "--json")
    told = answer.json["explanation"]
    assert (told["layer"], told["field"], told["value"]) == (
        "kansliet", "parameters.share-simple.value", 0.5,
    )  # fmt: skip
    assert told["set_by"][-1]["place"] == "overlays/kansliet.yaml:10:49"
    assert answer.code == 0
    assert "overlays/kansliet.yaml:10:49" in run("explain", FIELD, lulea).out


def test_explain_has_the_decimal_mark_of_the_language(run: Run, lulea: Path) -> None:
    field = "changekit/differentiate-cases.parameters.share-simple.value"
    assert " 0,5 " in run("explain", field, lulea, "--language", "sv").out
    assert " 0.5 " in run("explain", field, lulea, "--language", "en").out


def test_explain_tells_all_tailored_fields_of_a_concept(run: Run, lulea: Path) -> None:
    told = run("explain", "differentiate-cases", lulea, "--json").json["explanation"]
    fields = {item["field"]: item["layer"] for item in told["fields"]}
    assert fields["tags.kansliet"] == "kansliet"
    assert "title.sv" not in fields


def test_explain_works_outside_a_workspace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = run("explain", "changekit/siq-puzzle.title.sv", "--json").json["explanation"]
    assert told["layer"].startswith("changekit/core@")
    assert told["set_by"][0]["place"].startswith("concepts/siq-puzzle.yaml:")


def test_explain_of_an_unknown_field_names_the_closest(run: Run, lulea: Path) -> None:
    answer = run("explain", "changekit/differentiate-cases.titel.sv", lulea, "--language", "en")
    assert answer.code == 2
    assert "did you mean 'title.sv'?" in answer.err


def test_show_shows_the_tailored_concept(run: Run, lulea: Path) -> None:
    shown = run("show", "differentiate-cases", "--workspace", lulea, "--json").json["concept"]
    assert shown["parameters"][0]["value"] == 0.5
    assert "ask-lawyers" in [step["name"] for step in shown["implementation"]["steps"]]
    text = run("show", "differentiate-cases", "--workspace", lulea, "--language", "en").out
    assert "tailored by\n  kansliet" in text


def test_tailor_shows_what_changed_and_records_the_base(run: Run, lulea: Path) -> None:
    file = lulea / "overlays" / "kansliet.yaml"
    before = file.read_text(encoding="utf-8")
    first = run("tailor", lulea, "--json").json
    assert first["tailored"][0]["concept"] == "changekit/differentiate-cases"
    assert first["unrecorded"] == ["kansliet"]
    made = run("tailor", lulea, "--record", "kansliet", "--json")
    assert made.json["recorded"]["written"], made.err
    assert file.read_text(encoding="utf-8").startswith(before)
    then = run("tailor", lulea, "--json").json
    assert (then["unrecorded"], then["drift"], then["findings"]) == ([], [], [])


def test_tailor_tells_base_theirs_and_ours_when_upstream_changed(run: Run, lulea: Path) -> None:
    run("tailor", lulea, "--record", "kansliet")
    file = lulea / "overlays" / "kansliet.yaml"
    text = file.read_text(encoding="utf-8").replace("digest: sha256:", "digest: sha256:0", 1)
    start = text.index("digest: sha256:0") + len("digest: sha256:")
    text = text[: start + 64] + text[start + 65 :]
    old = "implementation.steps.draw-tracks.text.sv: Bestäm"
    assert text.count(old) == 1
    file.write_text(text.replace(old, f"{old} förr"), encoding="utf-8")
    answer = run("tailor", lulea, "--json").json
    verdicts = {item["field"]: item["verdict"] for item in answer["drift"]}
    assert verdicts.pop("implementation.steps.draw-tracks.text.sv") == "conflict"
    assert set(verdicts.values()) == {"untouched"}
    assert [item["code"] for item in answer["findings"]] == ["CK837"]
    assert run("tailor", lulea, "--strict").code == 1
    assert run("check", lulea, "--json").json["findings"] != []


def test_a_file_that_cannot_be_changed_safely_gets_a_block_to_paste(run: Run, lulea: Path) -> None:
    file = lulea / "overlays" / "kort.yaml"
    text = "{schema: 1, patch: [{at: changekit/siq-puzzle, replace: {title.sv: Pussel}}]}\n"
    file.write_text(text, encoding="utf-8")
    answer = run("tailor", lulea, "--record", "kort", "--language", "en")
    assert "paste this:\n\nbases:\n  changekit/siq-puzzle:" in answer.out
    assert file.read_text(encoding="utf-8") == text


def test_an_overlay_that_is_not_there_names_the_closest(run: Run, lulea: Path) -> None:
    answer = run("tailor", lulea, "--record", "kansli", "--language", "en")
    assert answer.code == 2
    assert "did you mean 'kansliet'?" in answer.err


def test_layers_stand_beside_each_other(run: Run, lulea: Path) -> None:
    answer = run("layers", lulea, "--combine", "max", "--json").json
    scores = {item["id"]: item["score"] for item in answer["combined"]}
    assert scores["changekit/frontline-empowerment"] == 5
    assert scores["changekit/daily-improvement"] is None
    one = run("layers", lulea, "--layer", "ledningsgruppen", "--language", "en").out
    assert "Management group" in one
    assert "Heads of administration" not in one


def test_layers_are_written_as_csv_and_picture(run: Run, lulea: Path, tmp_path: Path) -> None:
    table, picture = tmp_path / "skikt.csv", tmp_path / "skikt.svg"
    assert run("layers", lulea, "--out", table).code == 0
    assert run("layers", lulea, "--out", picture).code == 0
    assert "changekit/differentiate-cases" in table.read_text(encoding="utf-8")
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    assert run("layers", lulea, "--out", table).code == 2, "changekit does not know it as its own"
    assert run("layers", lulea, "--out", table, "--overwrite").code == 0
    assert run("layers", lulea, "--out", tmp_path / "skikt.pdf").code == 2


def test_a_workspace_without_layers_says_so(run: Run, lulea: Path) -> None:
    shutil.rmtree(lulea / "layers")
    answer = run("layers", lulea, "--language", "en")
    assert answer.code == 2
    assert "no layers to combine" in answer.err
