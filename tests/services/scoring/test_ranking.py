"""Rankings: what is read, what is shown, what is unknown, and what is refused."""

from __future__ import annotations

import json
from itertools import permutations
from typing import Any

import pytest

from changekit.errors import (
    InvalidDataError,
    InvalidValueError,
    PluginError,
    UnknownNameError,
)
from changekit.extension.protocols.scoring import ScoreMatrix, Scorer, Scores
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.profile import Profile
from changekit.model.settings import Settings
from changekit.services.scoring import BUILT_IN, score, scorer, value_findings
from changekit.text import Text

BENEFIT = {"id": "benefit", "best": 5, "worst": 1, "weight": 3}
EFFORT = {"id": "effort", "direction": "min", "best": 0, "worst": 400, "unit": "person_days"}


def town(
    rows: dict[str, dict[str, Any]], *criteria: dict[str, Any], method: str = "weighted-sum"
) -> Municipality:
    profile = Profile.from_dict({"id": "default", "method": method, "criteria": list(criteria)})
    return Municipality(
        settings=Settings(name=Text.plain("Kommunen")),
        initiatives=tuple(
            Initiative.from_dict({"id": name, "title": name.upper(), **facts})
            for name, facts in rows.items()
        ),
        profiles=(profile,) if criteria else (),
    )


def judged(**values: Any) -> dict[str, Any]:
    return {"criteria": values}


def test_a_weighted_sum_is_worked_out_as_by_hand() -> None:
    ranking = score(town({"a": judged(benefit=4, effort=100)}, BENEFIT, EFFORT))
    (item,) = ranking.items
    # 3/4 of the weight times (4 - 1) / (5 - 1), and 1/4 times (100 - 400) / (0 - 400)
    assert item.contributions == pytest.approx({"benefit": 0.5625, "effort": 0.1875})
    assert (item.score, item.low, item.high) == (0.75, 0.75, 0.75)
    assert item.unknown == ()


def test_an_unknown_value_counts_as_the_middle_and_shows_as_an_interval() -> None:
    rows = {
        "scale": judged(benefit="unknown", effort=400),
        "range": judged(benefit={"unknown": {"low": 4, "high": 5}}, effort=400),
        "left-out": judged(effort=400),
    }
    by_id = score(town(rows, BENEFIT, EFFORT)).by_id
    for name in ("scale", "left-out"):
        item = by_id[name]
        assert (item.low, item.score, item.high) == (0, 0.375, 0.75)
        assert item.unknown == ("benefit",)
    narrow = by_id["range"]
    assert (narrow.low, narrow.score, narrow.high) == (0.5625, 0.65625, 0.75)


def test_where_everything_is_unknown_there_is_no_score_and_the_rank_is_last() -> None:
    rows = {"b": {}, "a": {}, "c": judged(benefit=1, effort=400)}
    ranking = score(town(rows, BENEFIT, EFFORT))
    assert [(item.id, item.rank, item.score) for item in ranking] == [
        ("c", 1, 0.0),
        ("a", 2, None),
        ("b", 2, None),
    ]
    nothing = ranking.by_id["a"]
    assert (nothing.low, nothing.high, dict(nothing.contributions)) == (0.0, 1.0, {})
    assert nothing.unknown == ("benefit", "effort")


def test_ties_share_a_rank_and_stand_in_the_order_of_their_ids() -> None:
    same = judged(benefit=3, effort=0)
    ranking = score(
        town({"b": same, "a": same, "c": judged(benefit=1, effort=0)}, BENEFIT, EFFORT)
    )
    assert [(item.id, item.rank) for item in ranking] == [("a", 1), ("b", 1), ("c", 3)]
    assert ranking.explain("a").tied_with == ("b",)


def test_without_a_profile_the_priority_of_the_register_counts_and_is_marked_assumed() -> None:
    ranking = score(town({"a": {"priority": "medium"}, "b": {"priority": "high"}, "c": {}}))
    assert [(item.id, item.score) for item in ranking] == [("b", 1.0), ("a", 0.5), ("c", None)]
    assert (ranking.profile, ranking.assumed) == ("priority", True)
    assert "Antaget" in ranking.table().to_text("sv")


def test_value_hours_weeks_and_priority_are_read_from_the_initiative_itself() -> None:
    own = [
        {"id": "value", "best": 100, "worst": 0, "unit": "ksek"},
        {"id": "hours", "direction": "min", "best": 0, "worst": 1000},
        {"id": "weeks", "direction": "min", "best": 1, "worst": 101},
        {"id": "priority", "best": 3, "worst": 1},
    ]
    facts = {"value": {"per_week": 0.05, "unit": "msek"}, "hours": 500, "weeks": 51,
             "priority": "medium"}  # fmt: skip
    (item,) = score(town({"a": facts}, *own))
    assert dict(item.contributions) == {name["id"]: 0.125 for name in own}


def test_a_value_outside_its_scale_is_an_error_that_names_every_place() -> None:
    rows = {"a": judged(benefit=6), "b": judged(effort={"unknown": {"low": 0, "high": 500}})}
    municipality = town(rows, BENEFIT, EFFORT)
    with pytest.raises(
        InvalidDataError, match=r"CK701 benefit: 6 lies outside.*and 1 more"
    ) as info:
        score(municipality)
    found = [(item.code, item.subject) for item in value_findings(municipality)]
    assert found == [("CK701", "a"), ("CK701", "b")]
    assert info.value.findings == value_findings(municipality)


def test_a_value_in_another_unit_is_an_error_but_money_is_converted() -> None:
    with pytest.raises(InvalidDataError, match="in 'weeks' but the profile 'default' counts in"):
        score(town({"a": judged(effort={"amount": 3, "unit": "weeks"})}, EFFORT))


def test_what_cannot_be_answered_is_refused_by_name() -> None:
    rows = {"a": judged(benefit=3)}
    with pytest.raises(InvalidValueError, match="no initiatives to score"):
        score(town({}, BENEFIT))
    with pytest.raises(UnknownNameError, match="unknown profile 'defalt', did you mean 'default'"):
        score(town(rows, BENEFIT), profile="defalt")
    with pytest.raises(UnknownNameError, match="unknown method 'wsfj', did you mean 'wsjf'"):
        score(town(rows, BENEFIT), method="wsfj")
    with pytest.raises(InvalidValueError, match="no criterion has a weight above 0"):
        score(town(rows, {**BENEFIT, "weight": 0}))
    with pytest.raises(InvalidValueError, match="criterion 'benefit' stands twice"):
        score(town(rows, BENEFIT, BENEFIT))
    with pytest.raises(InvalidValueError, match="no criterion with direction min"):
        score(town(rows, BENEFIT), method="wsjf")
    with pytest.raises(InvalidValueError, match="scale of 'benefit' goes below 0"):
        score(town(rows, {**BENEFIT, "worst": -1}, EFFORT), method="wsjf")
    with pytest.raises(UnknownNameError, match="unknown initiative 'b'"):
        score(town(rows, BENEFIT)).explain("b")


def test_a_criterion_without_weight_is_as_if_it_were_not_there() -> None:
    rows = {"a": judged(benefit=4, effort=9999)}
    (item,) = score(town(rows, BENEFIT, {**EFFORT, "weight": 0}))
    assert (item.score, dict(item.contributions)) == (0.75, {"benefit": 0.75})


def test_wsjf_divides_the_sum_of_what_should_be_high_by_the_job_size() -> None:
    rows = {"a": judged(benefit=4, urgency=2, effort=60), "b": judged(benefit=4, urgency=5)}
    urgency = {"id": "urgency", "best": 5, "worst": 1}
    town_ = town(rows, {**BENEFIT, "weight": 1}, urgency, EFFORT, method="wsjf")
    by_id = score(town_).by_id
    assert by_id["a"].score == pytest.approx(0.1)
    assert dict(by_id["a"].contributions) == pytest.approx({"benefit": 4 / 60, "urgency": 2 / 60})
    # An unknown effort counts as the middle, 200; at its best end as a thousandth of the worst.
    unsure = by_id["b"]
    assert (unsure.low, unsure.score, unsure.high) == pytest.approx((9 / 400, 9 / 200, 9 / 0.4))


def test_quadrants_agree_with_the_numbers_and_stay_open_where_the_unknown_decides() -> None:
    rows = {
        "quick": judged(benefit=5, effort=10),
        "bet": judged(benefit=5, effort=390),
        "fill": judged(benefit=1, effort=10),
        "drop": judged(benefit=1, effort=390),
        "open": judged(benefit=5),
    }
    ranking = score(town(rows, BENEFIT, EFFORT), method="value-effort")
    assert {item.id: item.group for item in ranking} == {
        "quick": "quick-win",
        "bet": "big-bet",
        "fill": "fill-in",
        "drop": "avoid",
        "open": None,
    }
    assert "snabb vinst" in ranking.table().to_text("sv")


def test_cost_of_delay_over_weeks_is_the_order_that_loses_least() -> None:
    # Source: Smith (1956), Naval Research Logistics Quarterly 3, 59-66; all 5! orders are tried.
    facts = {"a": (12, 20), "b": (30, 10), "c": (8, 4), "d": (50, 40), "e": (5, 9)}
    rows = {
        name: {"value": {"per_week": value, "unit": "ksek"}, "weeks": weeks}
        for name, (value, weeks) in facts.items()
    }
    own = [{"id": "value", "best": 100, "worst": 0},
           {"id": "weeks", "direction": "min", "best": 1, "worst": 104}]  # fmt: skip
    found = [item.id for item in score(town(rows, *own), method="cost-of-delay")]

    def lost(order: tuple[str, ...]) -> int:
        done = cost = 0
        for name in order:
            done += facts[name][1]
            cost += done * facts[name][0]
        return cost

    assert tuple(found) == min(permutations(facts), key=lost)


def test_an_explanation_says_what_an_unknown_value_could_do_to_the_rank() -> None:
    rows = {
        "a": judged(benefit=5, effort=200),
        "b": judged(benefit="unknown", effort=200),
        "c": judged(benefit=2, effort=200),
    }
    ranking = score(town(rows, BENEFIT, EFFORT), language="sv")
    why = ranking.explain("b")
    assert (why.rank, why.ranks, why.count) == (2, (1, 3), 3)
    (effect,) = why.unknown
    assert (effect.criterion, effect.low, effect.high) == ("benefit", 1, 5)
    assert effect.scores == (0.125, 0.875)
    assert effect.ranks == (3, 1)
    assert "kan ge plats 1 till 3" in str(why)
    assert sum(part.contribution or 0 for part in why.parts) == why.score
    assert ranking.explain("a").ranks == (1, 1)
    assert "har plats 1 av 3 med 0,875 poäng" in str(ranking.explain("a"))


def test_an_initiative_without_a_score_is_explained_as_such() -> None:
    why = score(town({"a": {}, "b": judged(benefit=2)}, BENEFIT)).explain("a")
    assert (why.score, why.rank, why.ranks) == (None, 2, (1, 2))
    assert "cannot be scored" in str(why)
    assert json.loads(why.to_json())["contributions"][0]["contribution"] is None


def test_a_ranking_writes_the_keys_that_were_agreed() -> None:
    ranking = score(town({"a": judged(benefit=3, effort=0)}, BENEFIT, EFFORT))
    data = json.loads(ranking.to_json())
    assert set(data) == {"profile", "method", "assumed", "ranking"}
    wanted = {"id", "rank", "score", "low", "high", "contributions", "unknown"}
    assert wanted <= set(data["ranking"][0])


def test_a_plain_function_is_a_scorer_and_none_from_it_is_unknown() -> None:
    @scorer
    def short_first(initiative: Initiative) -> float | None:
        """Minus the weeks."""
        return -initiative.weeks if initiative.weeks else None

    assert isinstance(short_first, Scorer)
    assert "short-first" not in BUILT_IN
    municipality = town({"a": {"weeks": 20}, "b": {}, "c": {"weeks": 10}})
    ranking = score(municipality, method="short-first", scorers={"short-first": short_first})
    assert [(item.id, item.score) for item in ranking] == [("c", -10), ("a", -20), ("b", None)]
    assert dict(ranking.by_id["c"].contributions) == {"short-first": -10}
    unknown = ranking.by_id["b"]
    assert (unknown.low, unknown.high, unknown.unknown) == (None, None, ("short-first",))
    assert ranking.explain("b").score is None
    assert "NaN" not in ranking.to_json()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "7", True, 11])
def test_a_function_that_gives_no_number_on_its_scale_is_named(value: Any) -> None:
    mine = scorer(name="mine", low=0, high=10)(lambda _: value)
    with pytest.raises(PluginError, match="plugin 'mine': initiative 'a': the score has to be"):
        score(town({"a": {}}), method="mine", scorers={"mine": mine})


def test_a_scorer_that_fails_is_named_with_its_reason() -> None:
    @scorer
    def broken(initiative: Initiative) -> float | None:
        return 1 / (initiative.weeks or 0)

    with pytest.raises(PluginError, match="plugin 'broken': initiative 'a': ZeroDivisionError"):
        score(town({"a": {}}), method="broken", scorers={"broken": broken})


class ShortScorer:
    """A scorer of a stranger that forgets an initiative."""

    name = "short"
    title = formula = Text.plain("short")
    source = "Ours: a test"

    def score(self, matrix: ScoreMatrix) -> Scores:
        return BUILT_IN["weighted-sum"].score(matrix.rows([0]))


def test_a_scorer_that_forgets_an_initiative_is_named() -> None:
    rows = {"a": {"priority": "high"}, "b": {}}
    with pytest.raises(PluginError, match="plugin 'short': it has to return Scores of 2"):
        score(town(rows), method="short", scorers={"short": ShortScorer()})


class UnsoundScorer(ShortScorer):
    """A scorer of a stranger whose scores do not hold together."""

    def __init__(self, **wrong: Any) -> None:
        self.wrong = wrong

    def score(self, matrix: ScoreMatrix) -> Scores:
        ones = [1.0] * len(matrix.ids)
        right: dict[str, Any] = {
            "score": ones, "low": ones, "high": ones, "scored": [True] * len(ones),
            "parts": ("p",), "contributions": [[one] for one in ones],
            "unknown": ((),) * len(ones),
        }  # fmt: skip
        return Scores(**{**right, **self.wrong})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"score": [float("nan"), 1.0]}, "a score is a finite number"),
        ({"contributions": [[2.0], [1.0]]}, "the contributions do not sum to the score"),
        ({"low": [1.0]}, "2 scores need as many intervals"),
        ({"score": [[1.0], [1.0]]}, "2 scores need as many intervals"),
        ({"groups": ("a",)}, "2 scores need as many intervals"),
        ({"score": ["x", 1.0]}, "ValueError: could not convert"),
    ],
    ids=["nan", "wrong-sum", "short", "two-dimensions", "groups", "text"],
)
def test_scores_that_do_not_hold_together_are_the_fault_of_the_named_scorer(
    wrong: dict[str, Any], message: str
) -> None:
    rows = {"a": judged(benefit=3), "b": judged(benefit=4)}
    with pytest.raises(PluginError, match=f"plugin 'odd': {message}"):
        score(town(rows, BENEFIT), method="odd", scorers={"odd": UnsoundScorer(**wrong)})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"score": [float("nan")]}, "finite number between"),
        ({"low": [2.0]}, "finite number between"),
        ({"contributions": [[0.5]]}, "do not sum to the score"),
        ({"unknown": ()}, "need as many intervals"),
    ],
)
def test_scores_that_break_their_promise_cannot_be_made(
    change: dict[str, Any], message: str
) -> None:
    right: dict[str, Any] = {
        "score": [1.0], "low": [1.0], "high": [1.0], "scored": [True], "parts": ("a",),
        "contributions": [[1.0]], "unknown": ((),),
    }  # fmt: skip
    Scores(**right)
    with pytest.raises(InvalidValueError, match=message):
        Scores(**{**right, **change})


def test_the_arrays_of_a_matrix_cannot_be_written_to() -> None:
    matrix = score(town({"a": judged(benefit=3)}, BENEFIT)).matrix
    with pytest.raises(ValueError, match="read-only"):
        matrix.low[0, 0] = 9
