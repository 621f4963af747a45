"""check_scorer lets good scorers pass, and names what is wrong with each bad one."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs
import numpy
import pytest

import changekit as ck
from changekit.errors import InvalidValueError
from changekit.extension.protocols.scoring import ScoreMatrix, Scores
from changekit.services.scoring import BUILT_IN
from changekit.testing import check_scorer
from changekit.text import Text
from tests.services.scoring.profiles import fitting

if TYPE_CHECKING:
    from changekit.model.initiative import Initiative

GOOD = BUILT_IN["weighted-sum"]


@attrs.frozen
class Spoilt:
    """The weighted sum, with something done to its answer."""

    spoil: Callable[[ScoreMatrix, Scores], Any]  # Any: an answer of any kind
    name: str = "spoilt"
    title: Text = Text(sv="Förstörd", en="Spoilt")
    formula: Text = Text(sv="fel", en="wrong")
    source: str = "Ours: an example"

    def score(self, matrix: ScoreMatrix) -> Scores:
        answer: Scores = self.spoil(matrix, GOOD.score(matrix))
        return answer


def moved(scores: Scores, by: Any) -> Scores:  # Any: a number or an array
    """Return scores moved, with one more part that says so."""
    return attrs.evolve(
        scores, score=scores.score + by, low=scores.low + by, high=scores.high + by,
        parts=(*scores.parts, "moved"),
        contributions=numpy.column_stack(
            [scores.contributions, numpy.broadcast_to(by, scores.score.shape)]
        ),
    )  # fmt: skip


CALLS = itertools.count()


def restless(_: ScoreMatrix, scores: Scores) -> Scores:
    return moved(scores, float(next(CALLS)))


def by_place(_: ScoreMatrix, scores: Scores) -> Scores:
    return moved(scores, numpy.arange(len(scores.score), dtype=float))


def by_company(_: ScoreMatrix, scores: Scores) -> Scores:
    return moved(scores, float(len(scores.score)))


def with_nan(_: ScoreMatrix, scores: Scores) -> Scores:
    low = numpy.where(scores.scored, scores.low, numpy.nan)
    return attrs.evolve(scores, low=low, high=numpy.where(scores.scored, scores.high, numpy.nan))


def unknown_as_known(_: ScoreMatrix, scores: Scores) -> Scores:
    return attrs.evolve(scores, low=scores.score, high=scores.score)


def unknown_without_a_word(_: ScoreMatrix, scores: Scores) -> Scores:
    return attrs.evolve(scores, unknown=tuple(() for _ in scores.unknown))


def half_the_parts(_: ScoreMatrix, scores: Scores) -> Scores:
    return attrs.evolve(scores, contributions=scores.contributions / 2 + 0.1)


def too_few(matrix: ScoreMatrix, _: Scores) -> Scores:
    return GOOD.score(matrix.rows([0])) if len(matrix.ids) > 1 else GOOD.score(matrix)


def a_list(_: ScoreMatrix, scores: Scores) -> list[float]:
    return list(scores.score)


def refuses(_: ScoreMatrix, __: Scores) -> Scores:
    raise InvalidValueError("no criterion 'colour'")


BAD = {
    "restless": (restless, "asked twice"),
    "by-place": (by_place, "the order of the initiatives changes scores"),
    "by-company": (by_company, "other initiatives change a score"),
    "with-nan": (with_nan, "NaN"),
    "unknown-as-known": (unknown_as_known, "takes the score out of its interval"),
    "unknown-without-a-word": (unknown_without_a_word, "is unknown|to be unknown"),
    "half-the-parts": (half_the_parts, "contributions do not sum"),
    "too-few": (too_few, "initiatives got 1 scores"),
    "a-list": (a_list, "returns Scores, got list"),
    "refuses": (refuses, "refuses every matrix"),
}


@pytest.mark.parametrize("name", BUILT_IN)
def test_changekit_s_own_scorers_pass(name: str) -> None:
    check_scorer(BUILT_IN[name], profile=fitting(name), examples=10)


def test_a_plain_function_passes() -> None:
    @ck.scorer
    def short_first(initiative: Initiative) -> float | None:
        return -initiative.weeks if initiative.weeks else None

    check_scorer(short_first, examples=20)


@pytest.mark.parametrize(("spoil", "why"), BAD.values(), ids=BAD)
def test_a_bad_scorer_is_caught(spoil: Callable[..., Any], why: str) -> None:
    with pytest.raises(AssertionError, match=why):
        check_scorer(Spoilt(spoil))


def test_a_scorer_that_looks_at_the_others_may_say_so() -> None:
    check_scorer(Spoilt(by_company), alone=False, examples=10)


@attrs.frozen
class Claiming(Spoilt):
    """A spoilt scorer that says which laws it keeps."""

    claims: frozenset[str] = frozenset()


def turned_round(_: ScoreMatrix, scores: Scores) -> Scores:
    less = -scores.contributions
    return attrs.evolve(
        scores, score=-scores.score, low=-scores.high, high=-scores.low, contributions=less
    )


def first_of_two(matrix: ScoreMatrix, scores: Scores) -> Scores:
    extra = [float(name in matrix.ids[:at]) for at, name in enumerate(matrix.ids)]
    return moved(scores, numpy.array(extra))


def by_size(matrix: ScoreMatrix, scores: Scores) -> Scores:
    return scores if matrix.best[0] == 5 else turned_round(matrix, scores)


def by_profile(matrix: ScoreMatrix, scores: Scores) -> Scores:
    town = matrix.municipality
    return moved(scores, float(len(town.profiles[0].criteria)) if town else 0.0)


BROKEN_CLAIMS = {
    "alone": (by_company, "other initiatives change a score"),
    "monotone": (turned_round, "claims 'monotone', and does not keep it: a better value never"),
    "ties": (first_of_two, "claims 'ties', and does not keep it"),
    "rescaling": (by_size, "claims 'rescaling', and does not keep it"),
    "zero-weight": (by_profile, "claims 'zero-weight', and does not keep it"),
}


@pytest.mark.parametrize("claim", BROKEN_CLAIMS)
def test_a_claim_that_is_not_kept_is_caught(claim: str) -> None:
    spoil, why = BROKEN_CLAIMS[claim]
    with pytest.raises(AssertionError, match=why):
        check_scorer(Claiming(spoil, claims=frozenset({claim})))


@pytest.mark.parametrize("claim", ["monotone", "ties", "zero-weight"])
def test_a_law_that_is_not_claimed_is_not_asked_for(claim: str) -> None:
    check_scorer(Claiming(BROKEN_CLAIMS[claim][0]), examples=8)


def test_a_claim_that_nobody_knows_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="claims 'fairness'; known claims: alone"):
        check_scorer(Claiming(by_place, claims=frozenset({"fairness"})))


def test_what_is_no_scorer_is_caught() -> None:
    with pytest.raises(AssertionError, match="a scorer has name"):
        check_scorer(object())  # type: ignore[arg-type]  # on purpose
    with pytest.raises(AssertionError, match="its source is empty"):
        check_scorer(Spoilt(by_place, source=""))
