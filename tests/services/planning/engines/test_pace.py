"""Compiled loops are used where they pay."""

import pytest

from changekit.optional import fast
from changekit.services.planning.bounds.steps import walk
from changekit.services.planning.engines import pace
from changekit.services.planning.engines.pace import compiled_pays


def test_a_tiny_plan_of_few_moves_is_made_in_plain_python() -> None:
    assert not compiled_pays(pace.TINY, 500, seconds=None)


@pytest.mark.parametrize(
    ("cells", "moves", "seconds"),
    [(pace.SHORT + 1, 500, None), (10, pace.USUAL_MOVES + 1, None), (10, 500, 2.0)],
    ids=["large", "many-moves", "seconds"],
)
def test_where_there_is_much_to_do_loops_are_compiled(
    cells: int, moves: int, seconds: float | None
) -> None:
    assert compiled_pays(cells, moves, seconds=seconds) is fast.AVAILABLE


def test_a_short_plan_uses_loops_that_are_kept_and_compiles_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept: list[bool] = []
    monkeypatch.setattr(pace, "kept", lambda: bool(kept))
    assert not compiled_pays(pace.SHORT, 500, seconds=None)
    kept.append(True)
    assert compiled_pays(pace.SHORT, 500, seconds=None) is fast.AVAILABLE


def test_what_is_no_loop_is_not_ready() -> None:
    assert not fast.ready(test_what_is_no_loop_is_not_ready)
    assert fast.ready(walk) in {True, False}
