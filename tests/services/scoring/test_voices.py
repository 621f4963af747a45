"""Group decisions: everybody's ranking apart, the group's beside them, dissent by name."""

from __future__ import annotations

import json
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.scoring import score
from changekit.services.scoring.voices import Voices, concordance
from tests.services.scoring.reasoned_towns import level, town

TWO = (level("quality", 1), level("cost", 1, less=True))
ROWS = {
    "a": {"quality": 5, "cost": 5},
    "b": {"quality": 3, "cost": 3},
    "c": {"quality": 1, "cost": 1},
}
CARE = {"id": "care", "weights": {"quality": 8, "cost": 2}}
MONEY = {"id": "money", "title": {"sv": "Ekonomi", "en": "Finance"}, "importance": 2,
         "weights": {"quality": 0.1, "cost": 0.9}}  # fmt: skip


def heard(*voices: dict[str, Any], method: str = "weighted-sum") -> Voices:
    return score(town(ROWS, *TWO, voices=list(voices), method=method)).voices()


def test_each_voice_ranks_by_its_own_weights_and_the_group_by_their_mean() -> None:
    found = heard(CARE, MONEY)
    care, money = found.voices
    assert [care.counts, money.counts] == pytest.approx([1 / 3, 2 / 3])
    assert care.weights == {"quality": 0.8, "cost": 0.2}
    assert dict(care.ranks) == {"a": 1, "b": 2, "c": 3}
    assert dict(money.ranks) == {"a": 3, "b": 2, "c": 1}
    assert dict(found.weights) == pytest.approx({"quality": 1 / 3, "cost": 2 / 3})
    assert [(item.id, item.rank, item.score) for item in found.items] == [
        ("c", 1, pytest.approx(2 / 3)), ("b", 2, 0.5), ("a", 3, pytest.approx(1 / 3)),
    ]  # fmt: skip


def test_borda_and_median_stand_beside_and_dissent_is_named() -> None:
    by_id = {item.id: item for item in heard(CARE, MONEY).items}
    # points by hand: a has 2 of the first voice and 0 of the second, which counts twice
    assert by_id["a"].borda == pytest.approx(2 / 3)
    assert by_id["c"].borda == pytest.approx(4 / 3)
    assert [by_id[name].borda_rank for name in "abc"] == [3, 2, 1]
    assert [by_id[name].median for name in "abc"] == [3, 2, 1]
    assert [by_id[name].dissent for name in "abc"] == [("care",), (), ("care",)]
    assert [by_id[name].spread for name in "abc"] == [2, 0, 2]


def test_ties_share_bordas_points_and_an_even_median_lies_between() -> None:
    even = {"id": "even", "weights": {"quality": 1, "cost": 1}}
    by_id = {item.id: item for item in heard(CARE, even).items}
    assert by_id["a"].borda == pytest.approx((2 + 1) / 2)
    assert by_id["c"].median == 2


def test_a_voice_without_weights_has_those_of_the_profile() -> None:
    found = heard({"id": "silent"}, CARE)
    assert dict(found.voices[0].weights) == {"quality": 0.5, "cost": 0.5}


def test_a_criterion_that_one_voice_gives_no_weight_still_counts_for_the_others() -> None:
    found = heard({"id": "one", "weights": {"quality": 1, "cost": 0}}, CARE)
    assert dict(found.voices[0].ranks) == {"a": 1, "b": 2, "c": 3}


def test_one_voice_scores_alone_and_says_so() -> None:
    municipality = town(ROWS, *TWO, voices=[CARE, MONEY])
    ranking = score(municipality, voice="money")
    assert [item.id for item in ranking] == ["c", "b", "a"]
    assert "the voice money" in ranking.table().to_text("en")
    assert ranking.to_dict()["voice"] == "money"
    assert "voice" not in score(municipality).to_dict()


@pytest.mark.parametrize(
    ("voices", "error", "message"),
    [
        ([], InvalidValueError, "has no voices"),
        ([{"id": "v", "weights": {"quality": 1}}], InvalidValueError, "does not weigh 'cost'"),
        ([{"id": "v", "weights": {"qality": 1}}], UnknownNameError, "did you mean 'quality'"),
        ([{"id": "v", "weights": {"quality": -1, "cost": 1}}], InvalidValueError, "0 or more"),
        ([{"id": "v", "weights": {"quality": 0, "cost": 0}}], InvalidValueError, "all weights"),
        ([{**CARE, "importance": 0}], InvalidValueError, "no voice counts"),
    ],
)
def test_voices_that_cannot_be_heard_are_named(
    voices: list[dict[str, Any]], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        heard(*voices)


def test_an_unknown_voice_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'money'"):
        score(town(ROWS, *TWO, voices=[MONEY]), voice="mony")


def test_an_assumed_profile_has_neither_voices_nor_scenarios() -> None:
    ranking = score(town(ROWS, *TWO), profile="priority")
    with pytest.raises(InvalidValueError, match=r"is not in scoring\.yaml"):
        ranking.voices()


def test_concordance_is_as_published() -> None:
    # Kendall & Babington Smith by hand: sums 4, 7, 7; mean 6; W = 12 * 6 / (9 * 24)
    table = numpy.array([[1, 2, 3], [1, 3, 2], [2, 2, 2]])
    tied = 12 * float(((numpy.array([1 + 1 + 2, 2 + 3 + 2, 3 + 2 + 2]) - 6.0) ** 2).sum())
    assert concordance(table) == pytest.approx(tied / (9 * 24 - 3 * 24))
    assert concordance(numpy.array([[1, 2, 3]])) is None
    assert concordance(numpy.array([[1, 1], [1, 1]])) is None


@given(st.permutations(range(1, 6)), st.integers(2, 4))
def test_voices_that_agree_are_wholly_concordant(order: list[int], voices: int) -> None:
    assert concordance(numpy.array([order] * voices)) == pytest.approx(1)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("method", ["weighted-sum", "topsis", "promethee2"])
def test_every_method_hears_voices_in_both_languages(method: str, language: str) -> None:
    found = heard(CARE, MONEY, method=method)
    text = found.table().to_text(language)
    assert {"sv": "Ekonomi", "en": "Finance"}[language] in text
    told = json.loads(found.to_json())
    assert [item["id"] for item in told["voices"]] == ["care", "money"]
    assert told["initiatives"][0]["dissent"] == ["care"]
