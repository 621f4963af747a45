"""Why one initiative stands above another: differences that sum, and what would turn them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.services.scoring import BUILT_IN, score
from tests.services.scoring.reasoned_towns import LEVELS, TWO_WAYS, level, town

if TYPE_CHECKING:
    from changekit.services.scoring import Ranking
    from changekit.services.scoring.comparing import Needed
    from tests.services.scoring.reasoned_towns import Rows

VALUES = st.floats(1, 5, allow_nan=False, width=32)
ROWS = st.fixed_dictionaries(
    {name: st.fixed_dictionaries({c["id"]: VALUES for c in LEVELS}) for name in ("a", "b", "c")}
)
METHODS = ["weighted-sum", "spotis", "topsis", "vikor", "promethee2"]


def with_cost_share(share: float) -> Ranking:
    """Return the two ways with another share for cost, the others in proportion."""
    rest = [{**item, "weight": item["weight"] / 0.7 * (1 - share)} for item in LEVELS[:3]]
    return score(town(TWO_WAYS, *rest, {**LEVELS[3], "weight": share}))


def test_requirement_11_own_competence_against_commissioning_flips_at_a_cost_weight() -> None:
    ranking = score(town(TWO_WAYS))
    why = ranking.why("own", "buy")
    assert why.a.level == pytest.approx(3.6)
    assert why.b.level == pytest.approx(3.4)
    assert ranking.levels() == pytest.approx({"own": 3.6, "buy": 3.4})
    flip = next(flip for flip in why.flips if flip.criterion == "cost")
    # by hand: without cost (3.6 - 0.3 * 2) / 0.7 against (3.4 - 0.3 * 5) / 0.7, with cost 2 to 5
    assert flip.at == pytest.approx(11 / 32)
    assert flip.share == pytest.approx(0.3)
    assert (flip.favours, flip.exact) == ("buy", True)
    assert flip.weight == pytest.approx(0.7 * 11 / 21)
    told = [item for item in why.sentences if (item.kind, item.subject) == ("flip", "cost")]
    assert told[0].text.to("en") == "BUY leads if cost weighs more than 34.4% of all (now 30%)."
    for share, first in ((0.34, "own"), (0.345, "buy")):
        assert with_cost_share(share).items[0].id == first
    even = with_cost_share(11 / 32)
    assert [item.rank for item in even] == [1, 1]


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=20)
@given(rows=ROWS)
def test_differences_sum_to_the_difference_in_score(method: str, rows: Rows) -> None:
    ranking = score(town(rows, method=method))
    why = ranking.why("a", "b")
    own = ranking.by_id["a"].score, ranking.by_id["b"].score
    assert own[0] is not None
    assert own[1] is not None
    assert why.difference == pytest.approx(own[0] - own[1], abs=1e-12)
    assert sum(part.difference or 0 for part in why.parts) == pytest.approx(
        why.difference, abs=1e-9
    )
    sizes = [abs(part.difference or 0) for part in why.parts]
    assert sizes == sorted(sizes, reverse=True)


def gap_at(rows: Rows, need: Needed, value: float, method: str) -> float:
    """Return how far `b` is above `a` when it has another value."""
    then = {**rows, "b": {**rows["b"], need.criterion: value}}
    by_id = score(town(then, method=method)).by_id
    return (by_id["b"].score or 0) - (by_id["a"].score or 0)


@pytest.mark.parametrize("method", METHODS)
def test_beyond_what_is_needed_the_order_is_the_other_way(method: str) -> None:
    rows: Rows = {"a": {"quality": 4, "effect": 4, "employer": 4, "cost": 2},
            "b": {"quality": 3.5, "effect": 4, "employer": 4, "cost": 2.2},
            "c": {"quality": 1, "effect": 2, "employer": 2, "cost": 5}}  # fmt: skip
    why = score(town(rows, method=method)).why("a", "b")
    assert why.behind == "b"
    reached = [need for need in why.needs if need.value is not None]
    assert reached
    for need in reached:
        assert need.value is not None
        step = 0.01 if need.more else -0.01
        assert gap_at(rows, need, need.value + step, method) > 0
        assert gap_at(rows, need, need.value - step, method) < 0
    if method in {"weighted-sum", "spotis"}:
        assert all(need.exact for need in reached)


def test_what_the_best_value_does_not_turn_is_said_to_be_out_of_reach() -> None:
    rows: Rows = {"a": {"quality": 5, "effect": 5}, "b": {"quality": 2, "effect": 2}}
    why = score(town(rows, level("quality", 1), level("effect", 1))).why("a", "b")
    assert [need.value for need in why.needs] == [None, None]
    assert [flip.at for flip in why.flips] == [None, None]
    told = {item.kind: item.text.to("sv") for item in why.sentences}
    assert told["need"] == "Inget värde på ett enda kriterium räcker för att B ska gå om."
    assert told["flip"] == "Ingen vikt på ett enda kriterium vänder ordningen."


def test_an_ideal_within_the_scale_is_found_although_the_best_end_is_not_enough() -> None:
    rows: Rows = {"a": {"quality": 3.2, "effect": 3}, "b": {"quality": 1, "effect": 3}}
    criteria = (level("quality", 1), level("effect", 1))
    ideal = town(rows, *criteria, method="spotis", options={"ideal": {"quality": 3}})
    need = next(n for n in score(ideal).why("a", "b").needs if n.criterion == "quality")
    assert need.value == pytest.approx(2.8)


def test_the_one_with_the_lower_score_is_behind_whichever_is_named_first() -> None:
    ranking = score(town(TWO_WAYS))
    one, other = ranking.why("own", "buy"), ranking.why("buy", "own")
    assert one.behind == other.behind == "buy"
    assert one.needs == other.needs
    assert [flip.at for flip in one.flips] == pytest.approx([flip.at for flip in other.flips])
    assert one.text == other.text


def test_a_tie_says_so_and_needs_next_to_nothing() -> None:
    same = {"quality": 3, "effect": 3, "employer": 3, "cost": 3}
    why = score(town({"a": same, "b": same})).why("a", "b")
    assert why.difference == 0
    assert why.sentences[0].text.to("en") == "A and B have the same score: 0.5 (level 3)."
    assert {need.value for need in why.needs} == {3.0}


def test_without_a_score_there_is_no_difference_and_it_is_said_of_whom() -> None:
    why = score(town({**TWO_WAYS, "nothing": {}})).why("nothing", "own")
    assert (why.difference, why.behind, why.needs, why.flips) == (None, "nothing", (), ())
    assert [(item.kind, item.subject) for item in why.sentences] == [("unknown", "nothing")]
    assert why.to_dict()["parts"][0]["a"] == [1, 5]


def test_unknown_values_show_as_ranges() -> None:
    rows: Rows = {**TWO_WAYS, "half": {"quality": {"unknown": {"low": 2, "high": 4}}, "effect": 3,
                                 "employer": 3, "cost": 3}}  # fmt: skip
    text = score(town(rows)).why("own", "half").table().to_text("en")
    assert "2–4" in text


def test_methods_whose_parts_are_no_criteria_compare_too() -> None:
    why = score(town(TWO_WAYS, method="promethee1")).why("own", "buy")
    assert {"plus", "minus"} < {part.criterion for part in why.parts}
    assert next(part for part in why.parts if part.criterion == "plus").a is None


def test_scales_that_differ_have_no_common_level() -> None:
    wide = {"id": "reach", "best": 100, "worst": 0, "weight": 1}
    ranking = score(town({"a": {"quality": 3, "reach": 4}}, level("quality", 1), wide))
    assert ranking.levels() == {}


def test_flows_on_one_scale_are_no_levels() -> None:
    assert score(town(TWO_WAYS, method="promethee2")).levels() == {}


def test_comparing_names_two_that_are_there() -> None:
    ranking = score(town(TWO_WAYS))
    with pytest.raises(UnknownNameError, match="did you mean 'own'"):
        ranking.why("owm", "buy")
    with pytest.raises(InvalidValueError, match="cannot be compared with itself"):
        ranking.why("own", "own")


@pytest.mark.parametrize("method", sorted(BUILT_IN))
def test_every_built_in_scorer_says_why_or_what_it_lacks(method: str) -> None:
    ends = level("employer", 1, less=True) | {"best": 0}
    municipality = town(TWO_WAYS, level("quality", 2), ends, method=method)
    try:
        ranking = score(municipality)
    except InvalidValueError:
        return
    first, second = ranking.items
    why = ranking.why(first.id, second.id)
    assert why.text.to("sv")
    assert why.text.to("en")
    assert attrs.evolve(why, language="sv").to_json()
