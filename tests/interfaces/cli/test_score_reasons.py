"""`changekit score` on reasons, voices and scenarios, by command as by library."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import changekit as ck
from tests.interfaces.cli.conftest import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run

LULEA = EXAMPLES / "lulea"
OWN, BUY = "egen-forandringskompetens", "bestallarkompetens"
TWO_WAYS: list[str | Path] = ["score", LULEA, "--profile", "two-ways"]


def test_requirement_11_holds_in_lulea_by_command(run: Run) -> None:
    found = run(*TWO_WAYS, "--compare", OWN, BUY, "--json").json["comparison"]
    assert (found["a"]["level"], found["b"]["level"]) == (pytest.approx(3.6), pytest.approx(3.4))
    (cost,) = [flip for flip in found["flips"] if flip["criterion"] == "cost"]
    assert cost["at"] == pytest.approx(11 / 32)
    assert (cost["favours"], cost["exact"]) == (BUY, True)
    text = run(*TWO_WAYS, "--compare", OWN, BUY, "--language", "sv").out
    assert "(nivå 3,6)" in text
    assert "ligger före om Kostnad väger mer än 34,4\u00a0% av allt (nu 30\u00a0%)." in text


def test_an_explanation_comes_with_its_steps(run: Run) -> None:
    found = run("score", LULEA, "--explain", OWN, "--steps", "--json").json
    assert found["explanation"]["id"] == OWN
    assert [step["columns"].get("id") for step in found["steps"]] == [None, [OWN], [OWN], [OWN]]
    assert len(found["ranking"]) == 15
    text = run("score", LULEA, "--explain", OWN, "--steps", "--language", "en").out
    assert "Place on the declared scale" in text


def test_steps_of_all_are_shown_without_an_id(run: Run) -> None:
    found = run("score", LULEA, "--steps", "--method", "topsis", "--json").json
    assert len(found["steps"][-1]["columns"]["id"]) == 15


def test_the_best_few_are_asked_for_their_weights_and_unknown_values(run: Run) -> None:
    found = run(*TWO_WAYS, "--top", "3", "--json").json
    ranking = ck.open(LULEA).score("two-ways")
    assert found["flips"] == json.loads(ranking.flips(3).to_json())
    assert found["unknowns"] == json.loads(ranking.unknowns(3).to_json())
    assert found["unknowns"]["changes"]


def test_voices_and_scenarios_stand_apart(run: Run) -> None:
    found = run(*TWO_WAYS, "--voices", "--scenarios", "--top", "2", "--json").json
    ranking = ck.open(LULEA).score("two-ways")
    assert found["voices"] == json.loads(ranking.voices().to_json())
    assert found["scenarios"] == json.loads(ranking.scenarios(2).to_json())
    text = run(*TWO_WAYS, "--voices", "--scenarios", "--language", "en").out
    for word in ("Management group", "Tighter budget", "Regret in every future"):
        assert word in text


def test_one_voice_or_one_scenario_can_be_ranked_by(run: Run) -> None:
    assert run(*TWO_WAYS, "--voice", "ekonomi", "--json").json["ranking"][0]["id"] == BUY
    assert (
        run(*TWO_WAYS, "--scenario", "snavare-ekonomi", "--json").json["ranking"][0]["id"] == BUY
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--compare", OWN, "bestalarkompetens"], f"did you mean '{BUY}'"),
        (["--voice", "ekonomin"], "did you mean 'ekonomi'"),
        (["--scenario", "snavare"], "unknown scenario"),
        (["--top", "15"], "must be 1 to 14"),
        (["--profile", "default", "--voices"], "has no voices"),
        (["--profile", "default", "--scenarios"], "has no scenarios"),
    ],
)
def test_what_cannot_be_answered_is_named(run: Run, options: list[str], message: str) -> None:
    answer = run(*TWO_WAYS, *options, "--language", "en")
    assert (answer.code, message in answer.err) == (2, True)
