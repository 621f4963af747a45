"""Step tables: the numbers on the way, and scores as values for plans."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from changekit.extension.protocols.scoring import StepScorer
from changekit.services.planning import plan
from changekit.services.scoring import BUILT_IN, Ranking, score, scorer
from changekit.services.scoring.steps import one_of
from tests.services.scoring.reasoned_towns import TWO_WAYS, level, town

if TYPE_CHECKING:
    from changekit.model.initiative import Initiative

AS_OF = dt.date(2016, 5, 2)

POSITIVE = (level("quality", 3), level("employer", 1, less=True) | {"best": 0})


def column(ranking: Ranking, table: int, name: str) -> list[object]:
    return ranking.steps()[table].to_columns()[name]


def test_a_weighted_sum_shows_values_places_and_parts() -> None:
    ranking = score(town(TWO_WAYS))
    titles = [table.title.to("en") for table in ranking.steps()]
    assert titles[0] == "Scales and weights"
    assert [len(table) for table in ranking.steps()] == [4, 2, 2, 2]
    assert column(ranking, 0, "share") == pytest.approx([0.25, 0.25, 0.2, 0.3])
    assert column(ranking, 1, "cost") == [4, 1]
    assert column(ranking, 2, "cost") == [0.25, 1]
    assert column(ranking, 3, "score") == pytest.approx([0.65, 0.6])


def test_a_ratio_shows_what_is_divided_by_what() -> None:
    ranking = score(town(TWO_WAYS, *POSITIVE, method="value-effort"))
    assert column(ranking, 2, "gain") == [12, 9]
    assert column(ranking, 2, "effort") == [5, 2]
    assert column(ranking, 2, "ratio") == pytest.approx([2.4, 4.5])


def test_what_has_no_score_has_dashes_and_no_zero() -> None:
    ranking = score(town({**TWO_WAYS, "nothing": {}}))
    assert column(ranking, 3, "score")[2] is None


def test_steps_of_one_initiative_keep_what_is_about_criteria() -> None:
    tables = one_of(score(town(TWO_WAYS)).steps(), "buy")
    assert [len(table) for table in tables] == [4, 1, 1, 1]


def test_a_function_shows_its_parts_alone() -> None:
    @scorer
    def long_name(initiative: Initiative) -> float:
        return float(len(initiative.id))

    ranking = score(town(TWO_WAYS), method="long-name", scorers={"long-name": long_name})
    assert column(ranking, -1, "score") == [3, 3]
    assert not isinstance(long_name, StepScorer)


@pytest.mark.parametrize("method", sorted(BUILT_IN))
def test_every_method_ends_in_its_scores(method: str) -> None:
    try:
        ranking = score(town(TWO_WAYS, *POSITIVE, method=method))
    except ValueError:
        return
    tables = ranking.steps()
    assert tables
    for table in tables:
        assert table.to_text("sv")
        assert table.to_text("en")


def test_scores_become_values_of_a_plan_and_what_has_none_is_left_out() -> None:
    municipality = town({**TWO_WAYS, "nothing": {}})
    values = score(municipality).as_values()
    assert values == pytest.approx({"buy": 0.6, "own": 0.65})
    assert plan(municipality, as_of=AS_OF, values=values).to_dict()["initiatives"]


def test_scores_below_zero_are_raised_together() -> None:
    ranking = score(town(TWO_WAYS, method="promethee2"))
    values = ranking.as_values()
    assert min(values.values()) == 0
    scores = [item.score or 0.0 for item in ranking]
    assert max(values.values()) == pytest.approx(max(scores) - min(scores))
