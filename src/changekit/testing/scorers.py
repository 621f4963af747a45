"""What every scorer has to keep to."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

import numpy
from hypothesis import strategies as st

from changekit.errors import InvalidValueError
from changekit.extension.protocols.scoring import ScoreMatrix, Scorer, Scores, claims_of
from changekit.services.scoring import compile_matrix
from changekit.testing._given import for_all
from changekit.testing._laws import LAWS
from changekit.testing.towns import PROFILE, municipalities

if TYPE_CHECKING:
    from collections.abc import Sequence

    from changekit.model.profile import Profile

__all__ = ["check_scorer", "matrices"]

# Ours: rows are summed in other orders where there are other rows, so the last digits may differ.
CLOSE = 1e-9


@st.composite
def matrices(draw: st.DrawFn, profile: Profile = PROFILE) -> ScoreMatrix:
    """Draw what a scorer is given, from a small municipality of 1 to 6 initiatives."""
    town = draw(municipalities(initiatives=(1, 6), profile=profile))
    return compile_matrix(town, profile)


def check_scorer(
    scorer: Scorer,
    *,
    profile: Profile = PROFILE,
    examples: int = 30,
    alone: bool | None = None,
) -> None:
    """Check a scorer against many small municipalities.

    It says its name, title, formula and source; answers the same when asked again; gives numbers,
    never NaN, between their own ends; its contributions sum to the score; another order of the
    initiatives changes no score; what is unknown is named, and once it is known the score lies
    within the interval that was given; where nothing is unknown, the interval is one number. What
    it says of itself in `claims` (see `changekit.extension.protocols.scoring.CLAIMS`) is held
    against the same municipalities.

    Args:
        scorer: The scorer.
        profile: The criteria that it is given, where it needs other ones than these: `benefit`
            and `urgency`, of which more is better, and `effort`, of which less is.
        examples: How many municipalities are drawn.
        alone: Whether a score rests on its own row alone, so that dropping other initiatives
            changes nothing: as `claims` says, and true where a scorer makes no claims. A scorer
            that says otherwise in its formula gives False.

    Raises:
        AssertionError: It does not keep to that; the message says to what.

    >>> from changekit.services.scoring import WEIGHTED_SUM
    >>> check_scorer(WEIGHTED_SUM, examples=10)
    """
    _require(isinstance(scorer, Scorer), "a scorer has name, title, formula, source and score")
    for part in ("name", "title", "formula", "source"):
        _require(bool(getattr(scorer, part)), f"its {part} is empty")
    claims = claims_of(scorer)
    laws = [LAWS[name] for name in sorted(LAWS) if name in (claims or ())]
    apart = (claims is None or "alone" in claims) if alone is None else alone
    answered = [0]

    def holds(drawn: tuple[ScoreMatrix, list[int], int]) -> None:
        matrix, order, end = drawn
        try:
            scores = _ask(scorer, matrix)
        except InvalidValueError:
            return  # the criteria do not fit the method, which it may say
        answered[0] += 1
        _are_numbers(scores)
        _say_what_is_unknown(scores)
        _are_equal(_ask(scorer, matrix), scores, "asked twice, it gives different scores")
        rows = _ask(scorer, matrix.rows(order))
        _are_equal(rows, _rows(scores, order), "the order of the initiatives changes scores")
        if apart:
            first = _ask(scorer, matrix.rows(order[:1]))
            _are_equal(first, _rows(scores, order[:1]), "other initiatives change a score")
        _stay_inside(scorer, matrix, scores, end)
        for law in laws:
            law(partial(_ask, scorer), matrix, scores)

    for_all(matrices(profile).flatmap(_with_order), holds, examples=examples)
    _require(bool(answered[0]), "it refuses every matrix: give a profile whose criteria it takes")


def _with_order(matrix: ScoreMatrix) -> st.SearchStrategy[tuple[ScoreMatrix, list[int], int]]:
    order = st.permutations(range(len(matrix.ids)))
    return st.tuples(st.just(matrix), order, st.sampled_from([0, 1]))


def _ask(scorer: Scorer, matrix: ScoreMatrix) -> Scores:
    try:
        scores: object = scorer.score(matrix)
    except InvalidValueError as error:
        _require("contributions" not in str(error), str(error))
        _require("finite number" not in str(error), str(error))
        _require("as many intervals" not in str(error), str(error))
        raise
    if not isinstance(scores, Scores):
        msg = f"score returns Scores, got {type(scores).__name__}"
        raise AssertionError(msg)  # noqa: TRY004  # the kit's one kind of complaint
    count = len(matrix.ids)
    _require(len(scores.score) == count, f"{count} initiatives got {len(scores.score)} scores")
    return scores


def _are_numbers(scores: Scores) -> None:
    for name in ("score", "low", "high", "contributions"):
        _require(not numpy.isnan(getattr(scores, name)).any(), f"{name} holds NaN")
    done = scores.scored
    for name in ("score", "contributions"):
        _require(bool(numpy.isfinite(getattr(scores, name)[done]).all()), f"{name} is endless")
    _require(bool((scores.low <= scores.high).all()), "low is above high")


def _say_what_is_unknown(scores: Scores) -> None:
    for at, names in enumerate(scores.unknown):
        _require(
            bool(names) or bool(scores.scored[at]),
            "an initiative without a score does not say what is unknown of it",
        )
        _require(
            bool(names) or scores.low[at] == scores.high[at],
            "nothing is said to be unknown, and yet low and high differ",
        )


def _stay_inside(scorer: Scorer, matrix: ScoreMatrix, before: Scores, end: int) -> None:
    """See that one unknown value, turned out at an end of its range, keeps within the interval."""
    for row, column in zip(*numpy.nonzero(~matrix.known), strict=True):
        value = (matrix.low, matrix.high)[end][row, column]
        after = _ask(scorer, matrix.with_value(int(row), int(column), float(value)))
        if before.scored[row] and after.scored[row]:
            slack = 1e-9 * (1 + abs(float(after.score[row])))
            inside = before.low[row] - slack <= after.score[row] <= before.high[row] + slack
            _require(bool(inside), "a value that became known takes the score out of its interval")


def _rows(scores: Scores, order: Sequence[int]) -> Scores:
    at = numpy.asarray(order, dtype=numpy.intp)
    return Scores(
        score=scores.score[at], low=scores.low[at], high=scores.high[at],
        scored=scores.scored[at], parts=scores.parts, contributions=scores.contributions[at],
        unknown=tuple(scores.unknown[row] for row in order),
        groups=tuple(scores.groups[row] for row in order) if scores.groups else (),
    )  # fmt: skip


def _are_equal(one: Scores, other: Scores, claim: str) -> None:
    _require(bool((one.scored == other.scored).all()), claim)
    done = one.scored
    for name in ("score", "low", "high"):
        first, second = getattr(one, name)[done], getattr(other, name)[done]
        _require(bool(numpy.isclose(first, second, rtol=CLOSE, atol=CLOSE).all()), claim)
    _require(list(map(set, one.unknown)) == list(map(set, other.unknown)), claim)
    _require(one.groups == other.groups, claim)
    for row in numpy.flatnonzero(done).tolist():
        first, second = _parts(one, row), _parts(other, row)
        for part in first.keys() | second.keys():
            one_part, other_part = first.get(part, 0.0), second.get(part, 0.0)
            _require(math.isclose(one_part, other_part, rel_tol=CLOSE, abs_tol=CLOSE), claim)


def _parts(scores: Scores, row: int) -> dict[str, float]:
    return dict(zip(scores.parts, scores.contributions[row].tolist(), strict=True))


def _require(kept: bool, claim: str) -> None:  # noqa: FBT001  # reads as a sentence
    if not kept:
        raise AssertionError(claim)
