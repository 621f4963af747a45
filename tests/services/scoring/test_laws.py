"""Laws of scoring: equal to a plain reference, monotone, and blind to what should not matter."""

from __future__ import annotations

import attrs
import numpy
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from changekit.extension.protocols.scoring import ScoreMatrix, Scorer
from changekit.services.scoring import COST_OF_DELAY, VALUE_EFFORT, WEIGHTED_SUM, WSJF
from changekit.services.scoring.ranking import ranked

SCORERS = [COST_OF_DELAY, VALUE_EFFORT, WEIGHTED_SUM, WSJF]
ALL = pytest.mark.parametrize("scorer", SCORERS, ids=lambda item: item.name)
MANY = st.integers(1, 6)


@st.composite
def matrices(draw: st.DrawFn, rows: st.SearchStrategy[int] = MANY) -> ScoreMatrix:
    """Draw a matrix with one or more criteria of each direction, on scales from 0 up."""
    count, gains, efforts = draw(rows), draw(st.integers(1, 3)), draw(st.integers(1, 2))
    columns = gains + efforts
    bottom = numpy.array(draw(st.lists(st.floats(0, 50), min_size=columns, max_size=columns)))
    length = draw(st.lists(st.floats(0.5, 1e4), min_size=columns, max_size=columns))
    top = bottom + numpy.array(length)
    cell = st.tuples(st.floats(0, 1), st.floats(0, 1), st.booleans())
    cells = draw(st.lists(cell, min_size=count * columns, max_size=count * columns))
    ends = numpy.array([sorted(pair[:2]) for pair in cells]).reshape(count, columns, 2)
    known = numpy.array([flag for _, _, flag in cells]).reshape(count, columns)
    ends[..., 1] = numpy.where(known, ends[..., 0], ends[..., 1])
    low, high = (numpy.clip(bottom + ends[..., at] * (top - bottom), bottom, top) for at in (0, 1))
    more = numpy.arange(columns) < gains
    return ScoreMatrix(
        profile="law",
        ids=tuple(f"i{at}" for at in range(count)),
        criteria=tuple(f"c{at}" for at in range(columns)),
        low=low, high=high, known=known, stated=numpy.ones_like(known),
        best=numpy.where(more, top, bottom), worst=numpy.where(more, bottom, top),
        weights=draw(st.lists(st.floats(0.01, 10), min_size=columns, max_size=columns)),
        units=(None,) * columns,
    )  # fmt: skip


def plain_sum(matrix: ScoreMatrix, row: int, values: numpy.typing.NDArray[numpy.float64]) -> float:
    """Return a weighted sum the slow way."""
    total = sum(float(weight) for weight in matrix.weights)
    score = 0.0
    for at, weight in enumerate(matrix.weights.tolist()):
        best, worst = float(matrix.best[at]), float(matrix.worst[at])
        score += weight / total * (float(values[row, at]) - worst) / (best - worst)
    return score


def plain_ratio(
    matrix: ScoreMatrix, row: int, values: numpy.typing.NDArray[numpy.float64]
) -> float:
    """Return a ratio the slow way, small denominators counted as a thousandth of the worst."""
    gain = effort = least = 0.0
    for at, weight in enumerate(matrix.weights.tolist()):
        if matrix.best[at] > matrix.worst[at]:
            gain += weight * float(values[row, at])
        else:
            effort += weight * float(values[row, at])
            least += weight * float(matrix.worst[at]) / 1000
    return gain / max(effort, least)


@ALL
@given(matrix=matrices())
def test_scores_and_intervals_equal_a_plain_reference(scorer: Scorer, matrix: ScoreMatrix) -> None:
    plain = plain_sum if scorer is WEIGHTED_SUM else plain_ratio
    scores = scorer.score(matrix)
    for row in range(len(matrix.ids)):
        wanted = [
            plain(matrix, row, values)
            for values in (matrix.middle, matrix.worse_ends, matrix.better_ends)
        ]
        found = [scores.score[row], scores.low[row], scores.high[row]]
        assert found == pytest.approx(wanted, rel=1e-9, abs=1e-12)


@given(matrix=matrices())
def test_the_fast_kernel_gives_the_scores_of_the_weighted_sum(matrix: ScoreMatrix) -> None:
    size = float(numpy.abs(matrix.worst / (matrix.best - matrix.worst)).max()) + 1
    fast = WEIGHTED_SUM.kernel(matrix)
    assert numpy.allclose(fast, WEIGHTED_SUM.score(matrix).score, rtol=0, atol=1e-12 * size)


@ALL
@given(matrix=matrices())
def test_contributions_sum_to_the_score(scorer: Scorer, matrix: ScoreMatrix) -> None:
    for item in ranked(matrix, scorer.score(matrix)):
        assert item.score is not None
        size = 1 + abs(item.score)
        assert sum(item.contributions.values()) == pytest.approx(item.score, abs=1e-12 * size)


@ALL
@given(matrix=matrices(), data=st.data())
def test_a_better_value_never_lowers_a_score(
    scorer: Scorer, matrix: ScoreMatrix, data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, len(matrix.ids) - 1))
    column = data.draw(st.integers(0, len(matrix.criteria) - 1))
    best, worst = float(matrix.best[column]), float(matrix.worst[column])
    places = sorted(data.draw(st.lists(st.floats(0, 1), min_size=2, max_size=2)))
    poor, good = (worst + place * (best - worst) for place in places)
    before = scorer.score(matrix.with_value(row, column, poor)).score[row]
    after = scorer.score(matrix.with_value(row, column, good)).score[row]
    assert after >= before - 1e-12 * (1 + abs(before))


@ALL
@given(matrix=matrices(), data=st.data())
def test_the_order_of_the_input_does_not_matter(
    scorer: Scorer, matrix: ScoreMatrix, data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(matrix.ids))))
    moved = matrix.rows(order)
    assert ranked(moved, scorer.score(moved)) == ranked(matrix, scorer.score(matrix))


@ALL
@given(matrix=matrices(), factor=st.floats(0.01, 100))
def test_weights_in_another_scale_give_the_same_scores(
    scorer: Scorer, matrix: ScoreMatrix, factor: float
) -> None:
    scaled = attrs.evolve(matrix, weights=matrix.weights * factor)
    before, after = scorer.score(matrix).score, scorer.score(scaled).score
    assert numpy.allclose(before, after, rtol=1e-9, atol=1e-12)


@ALL
@given(matrix=matrices(st.integers(2, 6)), data=st.data())
def test_dropping_an_initiative_never_reorders_the_rest(
    scorer: Scorer, matrix: ScoreMatrix, data: st.DataObject
) -> None:
    dropped = data.draw(st.integers(0, len(matrix.ids) - 1))
    fewer = matrix.rows([row for row in range(len(matrix.ids)) if row != dropped])
    before = [item.id for item in ranked(matrix, scorer.score(matrix))]
    after = [item.id for item in ranked(fewer, scorer.score(fewer))]
    assert after == [name for name in before if name != matrix.ids[dropped]]


@ALL
@given(matrix=matrices())
def test_duplicates_tie(scorer: Scorer, matrix: ScoreMatrix) -> None:
    rows = [*range(len(matrix.ids)), 0]
    twins = attrs.evolve(matrix.rows(rows), ids=(*matrix.ids, "twin"))
    items = {item.id: item for item in ranked(twins, scorer.score(twins))}
    assert items["twin"].rank == items["i0"].rank
    assert items["twin"].score == items["i0"].score


@ALL
@given(matrix=matrices(), data=st.data())
def test_the_interval_holds_whatever_the_unknown_turns_out_to_be(
    scorer: Scorer, matrix: ScoreMatrix, data: st.DataObject
) -> None:
    assume(not matrix.known.all())
    scores = scorer.score(matrix)
    places = data.draw(st.lists(st.floats(0, 1), min_size=1, max_size=1))
    turned_out = matrix
    for row, column in zip(*numpy.nonzero(~matrix.known), strict=True):
        low, high = float(matrix.low[row, column]), float(matrix.high[row, column])
        value = min(high, low + places[0] * (high - low))
        turned_out = turned_out.with_value(int(row), int(column), value)
    found = scorer.score(turned_out).score
    slack = 1e-12 * (1 + numpy.abs(found))
    assert (found >= scores.low - slack).all()
    assert (found <= scores.high + slack).all()
