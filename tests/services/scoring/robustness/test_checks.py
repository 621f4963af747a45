"""Trials of a method: what claims to stand alone does, and what does not is found out."""

from __future__ import annotations

import json
from typing import Any

import attrs
import numpy
import pytest

from changekit.errors import InvalidValueError
from changekit.extension.protocols.scoring import ScoreMatrix, Scores
from changekit.services.scoring import Ranking, score
from changekit.services.scoring.robustness import check_method
from changekit.text import LANGUAGES, Text
from tests.services.scoring.robustness.conftest import town

VALUES: list[list[Any]] = [[1.0, 0.1], [0.2, 1.0], [0.5, 0.5], [0.4, 0.1], [0.0, 0.2]]


@attrs.frozen(kw_only=True)
class Odd:
    """A scorer made to break what can be broken, by how many initiatives there are."""

    name: str = "odd"
    title: Text = Text(sv="Udda", en="Odd")
    formula: Text = Text(sv="udda", en="odd")
    source: str = "made for this test"
    rounds: bool = False

    def score(self, matrix: ScoreMatrix) -> Scores:
        """Return scores that turn round when the number of initiatives is even."""
        values = matrix.middle[:, 0]
        if len(values) == 2 and self.rounds:
            # Stone, paper, scissors: what is a third above wins, two thirds above loses.
            ahead = (values[0] - values[1]) % 1
            values = numpy.array([float(ahead < 0.5), float(ahead > 0.5)])
        elif len(values) % 2 == 0:
            values = -values
        return Scores(
            score=values, low=values, high=values, scored=numpy.ones(len(values), numpy.bool_),
            parts=("all",), contributions=values[:, None], unknown=((),) * len(values),
        )  # fmt: skip


def ranked(values: list[list[Any]], scorer: Odd) -> Ranking:
    return score(town(values, method="odd"), scorers={"odd": scorer})


@pytest.mark.parametrize("method", ["weighted-sum", "topsis", "spotis"])
def test_methods_with_declared_scales_hold_together(method: str) -> None:
    found = check_method(score(town(VALUES, method=method)))
    assert found.violations == ()
    assert dict(found.tried) == {"dropping": 5, "twins": 5, "pairs": 10}
    assert len(found.table()) == 0
    assert found.text.to("en").startswith("Dropping an initiative never changed the order")


def test_a_method_that_turns_round_is_found_out() -> None:
    found = check_method(ranked(VALUES, Odd()))
    assert len(found.of("dropping")) == 5
    assert set(found.of("dropping")[0].moved) == {"b", "c", "d", "e"}
    assert len(found.of("twins")) == 5
    assert len(found.of("pairs")) == 10
    assert found.of("pairs")[0].text.to("sv").startswith("a och b har en annan ordning")
    assert found.text.missing(LANGUAGES) == ()
    assert len(json.loads(json.dumps(found.to_dict()))["violations"]) == 20


def test_what_goes_in_a_circle_is_told_once() -> None:
    found = check_method(ranked([[0.0], [1 / 3], [2 / 3]], Odd(rounds=True)))
    circles = [item for item in found.of("pairs") if len(item.subjects) == 3]
    assert [set(item.subjects) for item in circles] == [{"a", "b", "c"}]
    assert "circle" in circles[0].text.to("en")


def test_of_many_some_are_chosen_by_seed() -> None:
    ranking = score(town([[at / 30, 0.5] for at in range(26)]))
    found = check_method(ranking, most=5)
    assert dict(found.tried) == {"dropping": 5, "twins": 5, "pairs": 190}
    assert found == check_method(ranking, most=5)


def test_one_alone_and_what_is_unknown_break_nothing() -> None:
    assert check_method(score(town([[0.5, 0.5]]))).violations == ()
    unknown = "unknown"
    values: list[list[Any]] = [[unknown, unknown], [0.2, unknown], [0.3, 0.3]]
    assert check_method(score(town(values))).violations == ()


def test_no_trial_at_all_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="most must be 1 or more, got 0"):
        check_method(score(town(VALUES)), most=0)
