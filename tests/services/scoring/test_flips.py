"""The weight at which an order flips: where it is said to, and nowhere before."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.errors import InvalidValueError
from changekit.extension.protocols.scoring import LinearScorer, ScoreMatrix, Scores
from changekit.services.scoring import BUILT_IN, WEIGHTED_SUM, Ranking, score
from changekit.services.scoring.flips import pair_flips, weighed
from changekit.text import Text
from tests.services.scoring.reasoned_towns import LEVELS, TWO_WAYS, level, town

STEPS = st.integers(1, 5)
ROWS = st.lists(st.tuples(STEPS, STEPS, STEPS), min_size=3, max_size=6)
THREE = (level("quality", 3), level("effect", 2), level("cost", 1, less=True))
LINEAR = sorted(name for name, item in BUILT_IN.items() if isinstance(item, LinearScorer))


@attrs.frozen(kw_only=True)
class Searched:
    """The weighted sum, without the words that let its flips be worked out."""

    name: str = "searched"
    title: Text = Text.plain("Searched")
    formula: Text = Text.plain("As the weighted sum")
    source: str = "Ours: for this test"

    def score(self, matrix: ScoreMatrix) -> Scores:
        return WEIGHTED_SUM.score(matrix)


def rated(rows: list[tuple[int, int, int]], method: str = "weighted-sum") -> Ranking:
    names = [criterion["id"] for criterion in THREE]
    values = {f"i{at}": dict(zip(names, row, strict=True)) for at, row in enumerate(rows)}
    return score(town(values, *THREE, method=method), scorers={**BUILT_IN, "searched": Searched()})


def gap(ranking: Ranking, column: int, share: float) -> float:
    found = ranking.scorer.score(weighed(ranking.matrix, column, share)).score
    return float(found[0] - found[1])


def test_what_is_linear_in_the_weights_says_so() -> None:
    assert {"weighted-sum", "spotis", "promethee2"} <= set(LINEAR)


@pytest.mark.parametrize("method", LINEAR)
def test_utilities_times_shares_are_the_score(method: str) -> None:
    ranking = score(town(TWO_WAYS, method=method))
    scorer = ranking.scorer
    assert isinstance(scorer, LinearScorer)
    sums = (scorer.utilities(ranking.matrix) * ranking.matrix.shares).sum(axis=1)
    assert sums == pytest.approx(scorer.score(ranking.matrix).score, abs=1e-12)


@pytest.mark.parametrize("method", ["weighted-sum", "spotis", "promethee2"])
@settings(max_examples=20)
@given(rows=ROWS)
def test_a_pair_ties_at_the_flip_and_is_turned_beyond_it(
    method: str, rows: list[tuple[int, int, int]]
) -> None:
    ranking = rated(rows, method)
    for at, flip in enumerate(pair_flips(ranking.scorer, ranking.matrix, 0, 1)):
        ends = gap(ranking, at, 1e-9), gap(ranking, at, 1 - 1e-9)
        if flip.at is None:
            assert ends[0] * ends[1] >= -1e-8
            continue
        assert flip.exact
        assert gap(ranking, at, flip.at) == pytest.approx(0, abs=1e-12)
        favours = 1 if flip.favours == "i0" else -1
        assert ends[1] * favours > 0 > ends[0] * favours


@settings(max_examples=20)
@given(rows=ROWS)
def test_searching_finds_what_can_be_worked_out(rows: list[tuple[int, int, int]]) -> None:
    exact, searched = rated(rows), rated(rows, "searched")
    pairs = zip(
        pair_flips(exact.scorer, exact.matrix, 0, 1),
        pair_flips(searched.scorer, searched.matrix, 0, 1),
        strict=True,
    )
    for one, other in pairs:
        assert (one.favours, other.exact) == (other.favours, False)
        assert one.at == (None if other.at is None else pytest.approx(other.at, abs=1e-9))
        assert one.weight == (None if other.weight is None else pytest.approx(other.weight))


@pytest.mark.parametrize("method", ["weighted-sum", "searched", "topsis"])
@settings(max_examples=20)
@given(rows=ROWS)
def test_the_best_stay_the_same_between_the_edges_and_change_beyond(
    method: str, rows: list[tuple[int, int, int]]
) -> None:
    ranking = rated(rows, method)
    for at, flip in enumerate(ranking.flips(2).flips):
        for edge, step in ((flip.below, -1e-6), (flip.above, 1e-6)):
            if edge is None:
                continue
            within = flip.share + (edge.at - flip.share) * 0.999
            assert beaten(ranking, at, within) <= 1e-9
            assert beaten(ranking, at, edge.at + step) >= -1e-9
            assert set(edge.leaves) <= {item.id for item in ranking.items[:2]}
            assert not set(edge.enters) & {item.id for item in ranking.items[:2]}


def beaten(ranking: Ranking, column: int, share: float) -> float:
    """Return by how much the best of the others is above the last of the best two."""
    found = ranking.scorer.score(weighed(ranking.matrix, column, share)).score
    top = [ranking.matrix.ids.index(item.id) for item in ranking.items[:2]]
    rest = [at for at in range(len(found)) if at not in top]
    return float(max(found[rest]) - min(found[top]))


def test_the_edges_of_the_two_ways_are_where_the_pair_flips() -> None:
    flips = score(town(TWO_WAYS)).flips()
    cost = next(item for item in flips.flips if item.criterion == "cost")
    assert cost.above is not None
    assert cost.above.at == pytest.approx(11 / 32)
    assert (cost.above.enters, cost.above.leaves, cost.below) == (("buy",), ("own",), None)
    assert "34%" in flips.table().to_text("en")
    assert flips.to_dict()["flips"][3]["above"]["enters"] == ("buy",)


def test_one_criterion_has_no_share_to_move() -> None:
    ranking = score(town({"a": {"quality": 1}, "b": {"quality": 2}}, level("quality", 1)))
    assert ranking.flips().flips == ()
    assert ranking.why("a", "b").flips == ()


def test_more_than_are_scored_cannot_be_the_best_few() -> None:
    ranking = score(town({**TWO_WAYS, "nothing": {}}))
    for count in (0, 2):
        with pytest.raises(InvalidValueError, match=f"must be 1 to 1 .*, got {count}"):
            ranking.flips(count)


def test_moving_one_share_keeps_the_others_in_proportion() -> None:
    matrix = score(town(TWO_WAYS, *LEVELS)).matrix
    moved = weighed(matrix, 3, 0.65)
    assert moved.shares == pytest.approx([0.125, 0.125, 0.1, 0.65])
