"""`changekit score` on how far a ranking holds, by command as by library."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import changekit as ck
from tests.interfaces.cli.conftest import EXAMPLES

if TYPE_CHECKING:
    from tests.interfaces.cli.conftest import Run

ESKILSTUNA = EXAMPLES / "eskilstuna"


def test_robustness_is_what_the_library_says(run: Run) -> None:
    options = ["--robustness", "--draws", "300", "--seed", "4", "--language", "en", "--json"]
    found = run("score", ESKILSTUNA, *options).json
    ranking = ck.open(ESKILSTUNA, language="en").score()
    own = json.loads(json.dumps(ranking.robustness(draws=300, seed=4).to_dict()))
    assert found["robustness"] == own
    assert len(found["ranking"]) == 400
    rows = found["robustness"]["initiatives"]
    assert {"first", "top", "expected_rank", "central_weights", "confidence"} <= set(rows[0])
    assert sum(row["first"] for row in rows) == pytest.approx(1)
    assert [row["central_weights"] is None for row in rows] == [row["first"] == 0 for row in rows]


def test_methods_are_compared_with_the_profiles_own(run: Run) -> None:
    found = run("score", ESKILSTUNA, "--methods", "topsis, value-effort", "--json").json["methods"]
    assert list(found["methods"]) == ["weighted-sum", "topsis", "value-effort"]
    assert len(found["agreement"]) == 3
    own = ck.open(ESKILSTUNA).compare_methods("weighted-sum", "topsis", "value-effort")
    assert found["robust"] == [item.id for item in own.robust]


def test_sentences_come_before_the_table(run: Run) -> None:
    told = run("score", ESKILSTUNA, "--robustness", "--draws", "50", "--language", "sv").out
    assert told.startswith("Inget initiativ hör säkert till de 10 främsta av 400")
    assert "Hur säker är rangordningen: profil default, Viktad summa" in told
    told = run("score", ESKILSTUNA, "--methods", "topsis", "--language", "en").out
    assert told.startswith("Among the first 10 of 400 by all 2 methods (Weighted sum and TOPSIS)")
    assert told.index("Rank by each method") < told.index("How far the methods agree")


def test_a_method_can_be_tried_for_rank_reversal(run: Run) -> None:
    found = run("score", ESKILSTUNA, "--check-method", "--json").json["checks"]
    assert (found["violations"], found["tried"]["dropping"]) == ([], 100)
    told = run("score", ESKILSTUNA, "--check-method", "--language", "en").out
    assert "never changed the order" in told


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--robustness", "--weights", "ranges"], "no criterion has a weight_range"),
        (["--robustness", "--weights", "unifrom"], "uniform"),
        (["--methods", "topsi"], "topsis"),
        (["--methods", "weighted-sum"], "two methods or more"),
    ],
)
def test_what_cannot_be_answered_ends_with_two(run: Run, options: list[str], words: str) -> None:
    answer = run("score", ESKILSTUNA, *options, "--language", "en")
    assert answer.code == 2
    assert words in answer.err
