"""The section on how far the ranking holds: there where weights could be otherwise."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from changekit.interfaces.report.blocks import PageSection, Picture, Sheet, Words
from changekit.interfaces.report.material import Material
from changekit.interfaces.report.robustness import robustness
from changekit.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

CRITERIA = [
    {"id": "benefit", "best": 5, "worst": 1, "weight": 2},
    {"id": "effort", "direction": "min", "best": 0, "worst": 100},
]


def sections(data: dict[str, Any], **profile: Any) -> list[PageSection]:
    given = copy.deepcopy(data)
    made = {"id": "default", "method": "weighted-sum", "criteria": CRITERIA, **profile}
    given["scoring"] = [made]
    for at, item in enumerate(given["initiatives"]):
        item["criteria"] = {"benefit": 1 + at % 5, "effort": 5 * at}
    town = Workspace.from_dict(given, language="sv", plugins={})
    return list(robustness(Material(workspace=town, plan=town.plan(moves=0))))


def test_it_says_what_holds_by_weights_and_by_methods_with_a_map_and_everybody(
    data: dict[str, Any],
) -> None:
    (section,) = sections(data)
    kinds = [type(block) for block in section.blocks]
    assert kinds == [Words, Words, Words, Sheet, Picture, Sheet]
    everybody = section.blocks[-1]
    assert isinstance(everybody, Sheet)
    assert len(everybody.table) == len(data["initiatives"])
    ranks = [column.id for column in everybody.table.columns if column.id.startswith("rank-")]
    assert ranks == ["rank-weighted-sum", "rank-topsis", "rank-value-effort"]


def test_methods_that_do_not_fit_are_passed_over(data: dict[str, Any]) -> None:
    only = [CRITERIA[0], {"id": "effort", "best": 100, "worst": 0}]
    (section,) = sections(data, criteria=only)
    table = section.blocks[-1]
    assert isinstance(table, Sheet)
    ids = [column.id for column in table.table.columns]
    assert "rank-vikor" in ids
    assert "rank-value-effort" not in ids


def test_one_criterion_or_an_assumed_profile_has_no_such_section(
    town: Workspace, data: dict[str, Any]
) -> None:
    assert list(robustness(Material(workspace=town, plan=town.plan(moves=0)))) == []
    assert sections(data, criteria=CRITERIA[:1]) == []


def test_ranges_that_cannot_be_met_are_told_in_their_place(data: dict[str, Any]) -> None:
    held = [{**CRITERIA[0], "weight_range": [0, 0.2]}, {**CRITERIA[1], "weight_range": [0, 0.3]}]
    (section,) = sections(data, criteria=held)
    (told,) = section.blocks
    assert isinstance(told, Words)
    assert "no weights lie within all ranges" in str(told.text)


def test_four_hundred_initiatives_stand_in_one_report_by_three_methods(checkout: Path) -> None:
    town = Workspace.open(checkout / "docs/examples/eskilstuna", plugins={})
    (section,) = robustness(Material(workspace=town, plan=town.plan(moves=0)))
    table = section.blocks[-1]
    assert isinstance(table, Sheet)
    assert len(table.table) == 400
    robust = [words.text.to("sv") for words in section.blocks if isinstance(words, Words)]
    assert robust[0].startswith("Inget initiativ hör säkert till de 10 främsta av 400")
    assert robust[1].startswith("Säkert bland de 10 främsta av 400, om vikterna skiljer sig")
    assert robust[2].startswith("Bland de 10 främsta av 400 med alla 3 metoderna")


@pytest.mark.parametrize("method", ["topsis", "value-effort"])
def test_any_method_has_its_section(data: dict[str, Any], method: str) -> None:
    (section,) = sections(data, method=method)
    assert len(section.blocks) == 6
