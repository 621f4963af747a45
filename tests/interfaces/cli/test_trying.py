"""`changekit plan --what-if` and `--against`: what they answer, for people and as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from changekit.interfaces.cli.trying import change_words, listed
from changekit.model.what_if import WhatIfChange
from changekit.services.planning.why.worth import NOTHING, CapacityWorth

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run

CHANGES = """\
schema: 1
changes:
  - {drop: mandat-i-motet}
  - {capacity: kansli, amount: 1, from: 2016-06-01, to: 2016-09-30}
"""
SCENARIOS = """\
schema: 1
changes: [{capacity: kansli, more: 1}]
scenarios:
  - {name: stop, title: {sv: Utan det, en: Without it}, changes: [{drop: mandat-i-motet}]}
  - {name: later, changes: [{delay: mandat-i-motet, weeks: 8}]}
"""


def test_feature_F7_changes_of_a_file_are_tried_and_compared(  # noqa: N802  # its name
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    file = tmp_path / "what.yaml"
    file.write_text(CHANGES, "utf-8")
    told = run("plan", example("lulea"), "--what-if", file, "--language", "en")
    assert told.code == 0
    assert "Tried: mandat-i-motet is stopped; the capacity of kansli is 1 (2016-06-01" in told.out
    assert "1 no longer in it. Weeks over a limit: " in told.out
    found = run("plan", example("lulea"), "--what-if", file, "--json").json["what_if"]
    assert found["left"] == ["mandat-i-motet"]
    assert found["changes"][0] == {"drop": "mandat-i-motet"}
    assert found["before"]["value"] + found["objective"] == pytest.approx(found["after"]["value"])


def test_scenarios_of_a_file_stand_side_by_side(
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    file = tmp_path / "what.yaml"
    file.write_text(SCENARIOS, "utf-8")
    told = run("plan", example("lulea"), "--what-if", file, "--language", "en")
    rows = [line.split("  ")[0] for line in told.out.splitlines()]
    assert rows[0] == "Scenarios side by side"
    assert {"As it is", "Without it", "later"} <= set(rows)
    found = run("plan", example("lulea"), "--what-if", file, "--json").json["what_if"]
    assert [item["name"] for item in found["scenarios"]] == ["stop", "later"]


def test_faults_of_the_file_are_told_with_their_lines(
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    file = tmp_path / "what.yaml"
    file.write_text("schema: 1\nchanges:\n  - {drop: mandat-i-mote}\n  - {dorp: x}\n", "utf-8")
    told = run("plan", example("lulea"), "--what-if", file, "--language", "en")
    assert told.code == 2
    assert "what.yaml:3:12" in told.err
    assert "did you mean 'mandat-i-motet'?" in told.err
    assert "what.yaml:4:6" in told.err


def test_feature_F8_against_an_earlier_plan_every_move_is_listed_with_its_cause(  # noqa: N802
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    file = tmp_path / "before.json"
    file.write_text(run("plan", example("lulea"), "--json").out, "utf-8")
    same = run("plan", example("lulea"), "--against", file, "--language", "en")
    assert "13 of 13 stay as in the plan of 2016-05-02; 0 changes. Nothing moves." in same.out
    later = run("plan", example("lulea"), "--against", file, "--json", "--as-of", "2016-06-20")
    moves = later.json["against"]["moves"]
    assert moves
    assert {move["cause"]["type"] for move in moves} >= {"late"}
    by_id = {item["id"]: item["start"] for item in later.json["initiatives"]}
    assert all(by_id[move["id"]] == move["after"] for move in moves)
    told = run("plan", example("lulea"), "--against", file, "--as-of", "2016-06-20", "--language",
               "en")  # fmt: skip
    assert "but has not started" in " ".join(told.out.split())


def test_a_file_that_is_no_plan_is_refused(
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    file = tmp_path / "before.json"
    file.write_text(json.dumps({"command": "score", "as_of": "x"}), "utf-8")
    told = run("plan", example("lulea"), "--against", file, "--language", "en")
    assert told.code == 2
    assert "CK461" in told.err
    assert "CK110" in told.err


def test_feature_F13_the_gap_is_said_in_words_and_never_as_zero_where_it_is_unknown(  # noqa: N802
    run: Run, example: Callable[[str], Path]
) -> None:
    told = run("plan", example("lulea"), "--engine", "greedy", "--seconds", "0.1", "--language",
               "en")  # fmt: skip
    flat = " ".join(told.out.split())
    assert "How far it is from the best possible is not known. It took 0." in flat
    body = run("plan", example("lulea"), "--engine", "greedy", "--json").json
    assert (body["gap"], body["bound"], body["bound_by"]) == (None, None, "")
    assert body["seconds"] >= 0


@pytest.mark.parametrize(("language", "words"), [("sv", "Inget är knappt"), ("en", "Nothing is")])
def test_where_nothing_is_scarce_that_is_said_instead_of_an_empty_table(
    language: str, words: str
) -> None:
    none = CapacityWorth(items=(), by="replanning", language=language)
    told, text = listed(none, "worth", NOTHING)
    assert told == []
    assert text.startswith(words)


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Planen följer inga beslut"), ("en", "obeys no decisions")]
)
def test_where_nothing_is_decided_that_is_said_instead_of_an_empty_table(
    run: Run, example: Callable[[str], Path], language: str, words: str
) -> None:
    told = run("plan", example("lulea"), "--overrides", "--moves", "0", "--language", language)
    assert words in told.out
    assert "----" not in told.out


def test_a_size_is_told_apart_from_a_change_of_size() -> None:
    more = change_words(WhatIfChange(capacity="soc", more=-1.5))
    assert more.to("sv") == "kapaciteten för soc ändras med \N{MINUS SIGN}1,5"
    assert more.to("en") == "the capacity of soc changes by -1.5"
    assert change_words(WhatIfChange(limit="soc", amount=2)).to("sv") == "gränsen för soc blir 2"


def test_a_loss_has_the_minus_sign_of_the_tables_in_swedish(
    run: Run, example: Callable[[str], Path], tmp_path: Path
) -> None:
    file = tmp_path / "what.yaml"
    file.write_text("schema: 1\nchanges: [{drop: mandat-i-motet}]\n", "utf-8")
    told = run("plan", example("lulea"), "--what-if", file, "--moves", "0", "--language", "sv")
    (line,) = (line for line in told.out.splitlines() if "senare, " in line)
    assert "\N{MINUS SIGN}" in line
    assert " -" not in line
    assert "(-" not in line
