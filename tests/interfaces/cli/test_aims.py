"""`changekit plan --aim`: several aims, the first counting most."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.interfaces.cli.conftest import Run


def test_aims_are_told_with_what_the_plan_reaches(
    run: Run, example: Callable[[str], Path]
) -> None:
    told = run("plan", example("lulea"), "--aim", "value", "--aim", "levelled", "--language", "en")
    assert told.code == 0
    assert "Aims, the first most: value 6,0" in " ".join(told.out.split())
    both = run("plan", example("lulea"), "--aim", "value", "--aim", "levelled", "--json").json
    assert [item["aim"] for item in both["aims"]] == ["value", "levelled"]
    alone = run("plan", example("lulea"), "--json").json
    assert alone["aims"] == [{"aim": "value", "reached": alone["objective"]}]
    assert both["objective"] >= alone["objective"]


def test_an_even_load_costs_value_where_it_comes_first(
    run: Run, example: Callable[[str], Path]
) -> None:
    level = run("plan", example("lulea"), "--aim", "levelled", "--json").json
    value = run("plan", example("lulea"), "--aim", "value", "--aim", "levelled", "--json").json
    assert level["aims"][0]["reached"] < value["aims"][1]["reached"]
    assert level["objective"] < value["objective"]
    assert level["checked"]


def test_discounted_value_is_less_and_an_unknown_aim_is_refused(
    run: Run, example: Callable[[str], Path]
) -> None:
    plain = run("plan", example("lulea"), "--json").json["objective"]
    assert run("plan", example("lulea"), "--discount", "0.05", "--json").json["objective"] < plain
    assert run("plan", example("lulea"), "--aim", "speed").code == 2
