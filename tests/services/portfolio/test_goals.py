"""Goals: chains that hold or break, and focus areas that part them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.services.portfolio import check, focus_areas, goal_chain

if TYPE_CHECKING:
    import datetime as dt

    from tests.services.portfolio.conftest import Maker


def political(count: int) -> list[dict[str, str]]:
    return [{"id": f"p{n}", "title": f"Mål {n}", "decision": f"KF {n}"} for n in range(count)]


def own(count: int) -> list[dict[str, str]]:
    return [
        {"id": f"e{n}", "title": f"Enhetsmål {n}", "parent": f"p{n}", "unit": "soc"}
        for n in range(count)
    ]


def work(goal: str, **fields: object) -> dict[str, object]:
    return {"id": f"i-{goal}", "owner": "soc", "goals": [goal], **fields}


def test_requirement_21_ten_of_twelve_political_goals_reach_a_team(
    make: Maker, today: dt.date
) -> None:
    goals = {"goals": political(12) + own(11)}
    town = make(*(work(f"e{n}") for n in range(10)), goals=goals)
    chain = goal_chain(town)
    assert (len(chain.unbroken), len(chain.lines)) == (10, 12)
    assert chain.coverage == pytest.approx(10 / 12)
    found = check(town, as_of=today)
    assert [item.subject for item in found.of("CK303")] == ["p10", "p11"]
    assert "10 of 12 political goals (83%)" in found.of("CK304")[0].message.to("en")


@pytest.mark.parametrize(
    ("row", "broken"),
    [
        (work("p0"), None),
        (work("p0", status="done"), None),
        (work("p0", status="stopped"), "no-work"),
        (work("p0", status="idea"), "no-work"),
        ({"id": "i", "goals": ["p0"]}, "no-unit"),
    ],
    ids=["served", "done", "stopped", "idea", "no-owner"],
)
def test_a_chain_holds_when_a_unit_works_for_the_goal(
    make: Maker, row: dict[str, object], broken: str | None
) -> None:
    (line,) = goal_chain(make(row, goals={"goals": political(1)})).lines
    assert line.broken == broken


def test_without_decisions_the_goals_at_the_top_are_the_political_ones(make: Maker) -> None:
    goals = {"goals": [{"id": "p0", "title": "A"}, {"id": "b", "title": "B", "parent": "p0"}]}
    assert [line.goal for line in goal_chain(make(goals=goals)).lines] == ["p0"]


def test_a_goal_that_leads_to_no_decision_is_found(make: Maker, today: dt.date) -> None:
    goals = {"goals": [*political(1), {"id": "lost", "title": "Eget"}]}
    found = check(make(work("p0"), goals=goals), as_of=today).of("CK305")
    assert [item.subject for item in found] == ["lost"]


def test_a_municipality_without_goals_has_no_coverage(make: Maker) -> None:
    assert goal_chain(make()).coverage is None


def test_goals_in_a_circle_still_end(make: Maker) -> None:
    goals = {
        "goals": [
            {"id": "a", "title": "A", "parent": "b", "decision": "KF 1"},
            {"id": "b", "title": "B", "parent": "a"},
        ]
    }
    assert goal_chain(make(goals=goals)).lines[0].goals == 1


SIZES = [4, 3, 4, 3, 3]


def parted(sizes: list[int]) -> dict[str, object]:
    names = iter(range(sum(sizes)))
    areas = [[f"g{next(names)}" for _ in range(size)] for size in sizes]
    return {
        "goals": [{"id": f"g{n}", "title": f"Mål {n}"} for n in range(sum(sizes))],
        "groupings": [
            {"id": f"w{n}", "title": f"Helhet {n}", "goals": goals}
            for n, goals in enumerate(areas)
        ],
    }


def test_requirement_12_seventeen_goals_in_five_wholes_each_in_exactly_one(
    make: Maker, today: dt.date
) -> None:
    town = make(goals=parted(SIZES))
    areas = focus_areas(town)
    assert (sum(areas.sizes.values()), len(areas.sizes)) == (17, 5)
    assert (areas.is_partition, areas.unassigned, areas.balance) == (True, (), 0.75)
    assert not check(town, as_of=today).of("CK306", "CK307", "CK308")


def test_a_goal_in_two_wholes_or_none_is_found(make: Maker, today: dt.date) -> None:
    goals = {
        "goals": [{"id": name, "title": name} for name in "abc"],
        "groupings": [
            {"id": "one", "title": "Ett", "goals": ["a", "b"]},
            {"id": "two", "title": "Två", "goals": ["b"]},
        ],
    }
    found = check(make(goals=goals), as_of=today)
    assert [(item.code, item.subject) for item in found.of("CK306", "CK307")] == [
        ("CK306", "c"),
        ("CK307", "b"),
    ]
    assert "one and two" in found.of("CK307")[0].message.to("en")


def test_no_focus_areas_at_all_is_said_once(make: Maker, today: dt.date) -> None:
    goals = {"goals": [{"id": name, "title": name} for name in "abc"]}
    found = check(make(goals=goals), as_of=today).of("CK306", "CK308")
    assert [item.code for item in found] == ["CK308"]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=5))
def test_any_partition_is_one(make: Maker, sizes: list[int]) -> None:
    areas = focus_areas(make(goals=parted(sizes)))
    assert areas.is_partition
    assert areas.balance == min(sizes) / max(sizes)
