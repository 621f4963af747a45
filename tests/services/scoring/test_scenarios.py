"""Scenarios: a ranking for each, what is regretted, and what holds in all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.scoring import score
from changekit.services.scoring.scenarios import AS_IT_IS, Scenarios
from tests.services.scoring.reasoned_towns import level, town

TWO = (level("quality", 1), level("cost", 1, less=True))
ROWS = {
    "a": {"quality": 5, "cost": 5},
    "b": {"quality": 4, "cost": 3},
    "c": {"quality": 1, "cost": 1},
}
TIGHT = {"id": "tight", "title": {"sv": "Snävt", "en": "Tight"}, "weights": {"cost": 3}}
DEAR = {"id": "dear", "values": {"b": {"cost": 5}}}


def looked(*scenarios: dict[str, Any], top: int = 1) -> Scenarios:
    return score(town(ROWS, *TWO, scenarios=list(scenarios))).scenarios(top)


def test_every_future_has_its_own_ranking_and_the_first_is_as_it_is() -> None:
    found = looked(TIGHT, DEAR)
    assert [future.id for future in found.futures] == [AS_IT_IS, "tight", "dear"]
    assert dict(found.futures[0].ranks) == {"a": 2, "b": 1, "c": 2}
    assert dict(found.futures[1].scores) == {"a": 0.25, "b": 0.5625, "c": 0.75}
    assert dict(found.futures[2].ranks) == {"a": 1, "b": 3, "c": 1}


def test_regret_is_what_the_best_would_have_given_more() -> None:
    found = looked(TIGHT)
    by_id = {item.id: item for item in found.items}
    assert dict(by_id["a"].regrets) == {AS_IT_IS: 0.125, "tight": 0.5}
    assert dict(by_id["b"].regrets) == {AS_IT_IS: 0.0, "tight": 0.1875}
    assert dict(by_id["c"].regrets) == {AS_IT_IS: 0.125, "tight": 0.0}
    # Savage: c has the least to regret at most, although b is first as it is
    assert [(item.id, item.most, item.regret_rank) for item in found.items] == [
        ("c", 0.125, 1), ("b", 0.1875, 2), ("a", 0.5, 3),
    ]  # fmt: skip
    assert "0.188" in found.regrets().to_text("en")


def test_what_is_among_the_best_in_every_future_holds() -> None:
    assert looked(TIGHT).holds == ()
    found = looked(TIGHT, top=2)
    assert found.holds == ("b",)
    assert found.text.to("sv") == "Bland de 2 främsta i alla framtider: b."
    assert [future.top for future in found.futures] == [("b", "a"), ("c", "b")]


def test_what_has_no_score_in_some_future_has_no_largest_regret() -> None:
    rows = {**ROWS, "d": {}}
    found = score(town(rows, *TWO, scenarios=[{"id": "known", "values": {"d": {"cost": 1}}}]))
    by_id = {item.id: item for item in found.scenarios().items}
    assert by_id["d"].most is None
    assert by_id["d"].regrets[AS_IT_IS] is None
    assert by_id["d"].regrets["known"] is not None
    assert by_id["d"].regret_rank == 4


def test_one_scenario_scores_alone_and_says_so() -> None:
    ranking = score(town(ROWS, *TWO, scenarios=[TIGHT]), scenario="tight")
    assert ranking.items[0].id == "c"
    assert "the scenario tight" in ranking.table().to_text("en")
    assert ranking.to_dict()["scenario"] == "tight"


@pytest.mark.parametrize(
    ("scenario", "error", "message"),
    [
        ({"values": {"bb": {"cost": 1}}}, UnknownNameError, "unknown initiative 'bb'"),
        ({"values": {"b": {"cots": 1}}}, UnknownNameError, "did you mean 'cost'"),
        ({"values": {"b": {"cost": 6}}}, InvalidValueError, "cost must be 1 to 5, got 6"),
        ({"weights": {"cots": 1}}, UnknownNameError, "did you mean 'cost'"),
        ({"weights": {"cost": 0, "quality": 0}}, InvalidValueError, "all weights are 0"),
    ],
)
def test_scenarios_that_cannot_be_used_are_named(
    scenario: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        looked({"id": "s", **scenario})


def test_a_value_on_a_criterion_that_counts_for_nothing_changes_nothing() -> None:
    found = looked({"id": "s", "weights": {"cost": 0}, "values": {"b": {"cost": 5}}})
    assert dict(found.futures[1].ranks) == {"a": 1, "b": 2, "c": 3}


def test_without_scenarios_or_best_few_there_is_nothing_to_show() -> None:
    with pytest.raises(InvalidValueError, match="has no scenarios"):
        looked()
    with pytest.raises(InvalidValueError, match="at least 1, got 0"):
        looked(TIGHT, top=0)
    with pytest.raises(UnknownNameError, match="did you mean 'tight'"):
        score(town(ROWS, *TWO, scenarios=[TIGHT]), scenario="tihgt")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_futures_show_in_both_languages(language: str) -> None:
    found = looked(TIGHT)
    assert {"sv": "Snävt", "en": "Tight"}[language] in found.table().to_text(language)
    told = json.loads(found.to_json())
    assert told["futures"][1]["top"] == ["c"]
    assert told["initiatives"][0]["regrets"] == {AS_IT_IS: 0.125, "tight": 0.0}
