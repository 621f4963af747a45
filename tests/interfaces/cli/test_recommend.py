"""`changekit recommend`: three answers kept apart, and the reasons on asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import changekit as ck

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run


def test_lulea_is_told_what_answers_its_lead_times_and_why(
    run: Run, example: Callable[[str], Path]
) -> None:
    found = run("recommend", example("lulea"), "--need", "lead-time", "--json").json
    by_id = {item["id"]: item for item in found["recommendations"]}
    centre = by_id["changekit/municipal-contact-centre"]
    assert (centre["verdict"], centre["rule"]) == ("pilot", "measured")
    assert centre["evidence"]["level"] == 2
    assert 0 < centre["transferability"]["low"] < centre["transferability"]["high"] < 1
    assert centre["missing"]["verdict"] == "recommended"
    untried = by_id["changekit/frontline-empowerment"]
    assert (untried["verdict"], untried["evidence"]["level"]) == ("no-basis", 0)
    assert untried["track_record"]["adoptions"] == 0


def test_the_library_gives_what_the_command_gives(
    run: Run, example: Callable[[str], Path]
) -> None:
    told = run("recommend", example("lulea"), "--need", "lead-time", "--json").json
    found = ck.open(example("lulea")).recommend(need="lead-time")
    assert told["recommendations"] == found.to_dict()["recommendations"]


@pytest.mark.parametrize("way", ["--measure=ledtid", "--goal=g-ledtid", "--text=kortare ledtid"])
def test_measures_goals_and_words_lead_to_the_same_need(
    way: str, run: Run, example: Callable[[str], Path]
) -> None:
    found = run("recommend", example("lulea"), way, "--json").json
    assert found["asked"]["needs"] == ["lead-time"]
    assert "changekit/differentiate-cases" in [item["id"] for item in found["recommendations"]]


def test_a_low_value_of_a_rubric_leads_to_its_needs(
    run: Run, example: Callable[[str], Path]
) -> None:
    found = run("recommend", example("orebro"), "--value", "siq-13/skills", "--json").json
    assert found["asked"]["kind"] == "value"
    assert "skills" in found["asked"]["needs"]
    assert found["recommendations"]


def test_a_reading_that_meets_the_target_needs_nothing(
    run: Run, example: Callable[[str], Path]
) -> None:
    answer = run("recommend", example("lulea"), "--measure", "ledtid=20", "--json")
    assert answer.json["recommendations"] == []
    assert "målet är nått" in answer.json["advice"]


def test_one_concept_is_explained_in_text_and_json(
    run: Run, example: Callable[[str], Path]
) -> None:
    call = ("recommend", example("lulea"), "--need", "lead-time", "--language", "en")
    words = ("--explain", "municipal-contact-centre")
    text = run(*call, *words).out
    assert all(part in text for part in ("verdict", "evidence", "fits here", "met target"))
    (one,) = run(*call, *words, "--json").json["recommendations"]
    assert one["id"] == "changekit/municipal-contact-centre"
    assert "tried in SE" in text


def test_without_a_workspace_nothing_is_known_of_the_place(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run("recommend", "--need", "lead-time", "--json")
    assert answer.code == 0
    assert all(item["verdict"] != "recommended" for item in answer.json["recommendations"])
    assert {item["transferability"]["known"] for item in answer.json["recommendations"]} == {0}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--need", "leadtime"], "lead-time"),
        (["--measure", "ledtidd"], "did you mean 'ledtid'"),
        (["--measure", "ledtid=lång"], "must be a number"),
        (["--measure", "ledtid=nan"], "must be a number, got nan"),
        (["--goal", "g-ledtidd"], "did you mean 'g-ledtid'"),
        (["--value", "siq-99/helhet"], "siq-99"),
        (["--need", "lead-time", "--explain", "nej"], "unknown concept 'nej'"),
        ([], "exactly one of"),
        (["--need", "lead-time", "--text", "x"], "exactly one of"),
    ],
)
def test_what_cannot_be_answered_ends_with_2_and_says_why(
    words: list[str], said: str, run: Run, example: Callable[[str], Path]
) -> None:
    answer = run("recommend", example("lulea"), *words, "--language", "en")
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


@pytest.mark.parametrize("need", ["youth-safety", "stable-home"])
def test_a_need_that_nobody_says_is_there_is_no_recommendation(
    need: str, run: Run, example: Callable[[str], Path]
) -> None:
    found = run("recommend", example("lulea"), "--need", need, "--json").json["recommendations"]
    assert found
    assert all(item["verdict"] != "recommended" for item in found)
    for item in found:
        answers = {one["id"]: one["answer"] for one in item["transferability"]["criteria"]}
        assert answers["need-is-real"] == "unknown"


def test_an_answer_on_a_need_holds_for_all_that_answers_it(
    run: Run, example: Callable[[str], Path]
) -> None:
    found = run("recommend", example("lulea"), "--need", "lead-time", "--json").json
    for item in found["recommendations"]:
        answers = {one["id"]: one["answer"] for one in item["transferability"]["criteria"]}
        assert answers["need-is-real"] == "same"
        assert answers.get("baseline-data", "same") == "same"


@pytest.mark.parametrize("text", ["flygplan till månen", "the and of", "OR AND NOT", "?"])
def test_words_that_say_nothing_lead_to_nothing(
    text: str, run: Run, example: Callable[[str], Path]
) -> None:
    answer = run("recommend", example("lulea"), "--text", text, "--json")
    assert answer.code == 0
    assert answer.json["recommendations"] == []
    assert answer.json["advice"]


@pytest.mark.parametrize("value", ["skills", "siq-13/skills"])
def test_a_value_may_go_by_its_own_name(
    value: str, run: Run, example: Callable[[str], Path]
) -> None:
    found = run("recommend", example("orebro"), "--value", value, "--json").json
    assert "skills" in found["asked"]["needs"]
