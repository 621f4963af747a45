"""Which unknown value could change the best few, and from where on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.services.scoring import Ranking, score
from changekit.services.scoring import unknowns as module
from tests.services.scoring.reasoned_towns import level, town

if TYPE_CHECKING:
    from tests.services.scoring.reasoned_towns import Rows

TWO = (level("quality", 1), level("effect", 1))
CELL = st.one_of(st.integers(1, 5), st.just("unknown"))
ROWS = st.lists(st.tuples(CELL, CELL), min_size=3, max_size=5)


def ranking(rows: Rows, method: str = "weighted-sum") -> Ranking:
    return score(town(rows, *TWO, method=method))


def unsure(low: float, high: float) -> dict[str, Any]:
    return {"unknown": {"low": low, "high": high}}


def test_the_value_at_which_an_outsider_comes_in_is_worked_out_as_by_hand() -> None:
    rows: Rows = {"a": {"quality": 4, "effect": 4}, "b": {"quality": unsure(1, 5), "effect": 4}}
    found = ranking(rows).unknowns(1)
    (change,) = found.changes
    (turn,) = change.turns
    assert (turn.initiative, turn.criterion, turn.more) == ("b", "quality", True)
    assert turn.at == pytest.approx(4)
    assert (change.enters, change.leaves) == (("b",), ("a",))
    assert change.text.to("en") == "If quality of b is above 4, b comes in instead of a."
    assert change.text.to("sv") == "Om quality för b är över 4 kommer b in i stället för a."


def test_the_value_at_which_the_best_falls_out_is_found_below() -> None:
    rows: Rows = {"a": {"quality": unsure(1, 5), "effect": 5}, "b": {"quality": 2, "effect": 5}}
    ((turn,),) = [change.turns for change in ranking(rows).unknowns(1).changes]
    assert (turn.initiative, turn.more) == ("a", False)
    assert turn.at == pytest.approx(2)


def test_pairs_are_tried_only_where_no_value_alone_changes_anything() -> None:
    rows: Rows = {"a": {"quality": 4, "effect": 4.5},
            "b": {"quality": unsure(2, 5), "effect": unsure(2, 5)}}  # fmt: skip
    found = ranking(rows).unknowns(1)
    (change,) = found.changes
    assert [turn.criterion for turn in change.turns] == ["quality", "effect"]
    # both go from 3.5 towards 5 alike, and pass 8.5 together at 4.25
    assert [turn.at for turn in change.turns] == pytest.approx([4.25, 4.25])
    assert " and " in change.text.to("en")
    single: Rows = {**rows} | {"b": {"quality": unsure(4, 5), "effect": unsure(3, 4.5)}}
    assert all(len(change.turns) == 1 for change in ranking(single).unknowns(1).changes)


def test_an_end_that_only_ties_changes_nothing() -> None:
    rows: Rows = {"b": {"quality": 5, "effect": 5}, "a": {"quality": unsure(1, 5), "effect": 5}}
    found = ranking(rows).unknowns(1)
    assert (found.changes, found.tried) == ((), 1)
    assert found.text.to("en") == "No unknown value, and no pair of them, changes the best 1"


def test_where_everything_is_known_it_says_so() -> None:
    rows: Rows = {"a": {"quality": 4, "effect": 4}, "b": {"quality": 1, "effect": 4}}
    found = ranking(rows).unknowns(1)
    assert found.text.to("sv") == "Inget är okänt som kan ändra de 1 främsta"
    assert len(found.table()) == 0


def test_what_has_no_score_can_come_in_once_something_is_known() -> None:
    rows: Rows = {"a": {"quality": 1, "effect": 1}, "b": {"quality": 3, "effect": 3}, "c": {}}
    entering = {change.enters for change in ranking(rows).unknowns(1).changes}
    assert ("c",) in entering


def test_what_is_left_out_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    rows: Rows = {"a": {"quality": 5, "effect": 5}, "b": {"quality": "unknown", "effect": 1},
            "c": {"quality": "unknown", "effect": 1}}  # fmt: skip
    found = ranking(rows).unknowns(1)
    assert (found.tried, found.left_out) == (1, 1)
    assert "(1 values were not tried)" in found.text.to("en")


@pytest.mark.parametrize("method", ["weighted-sum", "topsis"])
@settings(max_examples=20)
@given(rows=ROWS)
def test_a_change_happens_beyond_its_value_and_not_before(
    method: str, rows: list[tuple[Any, Any]]
) -> None:
    named = {f"i{at}": {"quality": q, "effect": e} for at, (q, e) in enumerate(rows)}
    before = ranking(named, method)
    if sum(item.score is not None for item in before) < 3:
        return
    found = before.unknowns(2)
    for change in found.changes:
        if len(change.turns) > 1:
            continue
        turn = change.turns[0]
        end = turn.high if turn.more else turn.low
        beyond = turn.at + (end - turn.at) * 1e-3
        then: dict[str, Any] = named[turn.initiative] | {turn.criterion: beyond}
        after = ranking(named | {turn.initiative: then}, method)
        top = {item.id for item in after.items[:2]}
        assert set(change.enters) <= top
        assert not set(change.leaves) & top
