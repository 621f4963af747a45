"""What moved between two plans draws itself: an arrow each, furthest first, the rest counted."""

from __future__ import annotations

from changekit.services.planning.changes.replanning import replan
from tests.services.planning.changes.test_replanning import MONDAY, made, town
from tests.services.planning.changes.test_what_if import result


def test_a_what_if_is_drawn_as_arrows_from_then_to_now() -> None:
    before = result(a={"value": {"per_week": 3}}, b={}, c={"value": {"per_week": 2}})
    difference = before.compare(before.what_if(drop=["a"]))
    chart = difference.figure()
    assert {(row.label.to("en"), row.kind) for row in chart.shifts} == {
        ("a", "gone"), ("b", "earlier"), ("c", "earlier"),
    }  # fmt: skip
    assert chart.summary == difference.summary
    assert [row[0] for row in chart.table().rows][-1] == chart.shifts[-1].label
    assert chart.shifts[-1].kind == "gone"  # what is out stands last


def test_what_is_too_much_to_draw_is_counted_and_the_largest_is_kept() -> None:
    before = result(a={"value": {"per_week": 3}}, b={}, c={"value": {"per_week": 2}})
    chart = before.compare(before.what_if(drop=["a"])).figure(limit=1)
    assert [row.kind for row in chart.shifts] == ["gone"]
    assert "De 1 som flyttas mest, av 3" in chart.to_svg("sv")


def test_equal_plans_are_a_chart_without_rows() -> None:
    before = result(a={})
    assert before.compare(before.what_if()).figure().shifts == ()


def test_a_new_plan_beside_an_earlier_one_draws_each_move_with_its_cause() -> None:
    old = town(a={}, b={}, c={})
    found = replan(town(capacity=1, a={}, b={}, c={}), made(old), as_of=MONDAY, moves=20)
    chart = found.figure()
    assert len(chart.shifts) == len(found.moves) > 0
    assert all(row.why.to("sv") in chart.to_svg("sv") for row in chart.shifts)
    assert chart.table().columns[-1].id == "why"
