"""Units, roles and overhead, with the figures of the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import UnknownNameError
from changekit.files.folder import read_folder
from changekit.model.goal import Goals
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.settings import Settings
from changekit.services.organisation import gini, overhead, role_matrix, unit_picture

if TYPE_CHECKING:
    from pathlib import Path


def town(
    rows: list[dict[str, Any]],
    organisation: dict[str, Any] | None = None,
    goals: dict[str, Any] | None = None,
) -> Municipality:
    return Municipality(
        settings=Settings.from_dict({"name": "Kommunen"}),
        organisation=Organisation.from_dict(organisation or {}),
        goals=Goals.from_dict(goals or {}),
        initiatives=tuple(Initiative.from_dict({"title": row["id"], **row}) for row in rows),
    )


def test_requirement_02_the_secretariat_is_one_of_seven_offices_and_serves_three_groups(
    checkout: Path,
) -> None:
    municipality = read_folder(checkout / "docs/examples/lulea").municipality
    kansli = unit_picture(municipality, "kansli")
    assert kansli.headcount == 24
    assert (kansli.parent, len(kansli.siblings)) == ("kommunledning", 7)
    assert kansli.recipients == (
        "board-and-council",
        "elected-representatives",
        "other-administrations",
    )
    assert kansli.internal == kansli.recipients
    assert kansli.load_per_head == pytest.approx(kansli.load / 24)
    assert kansli.load > 0


def test_load_per_head_counts_open_initiatives_at_their_mean_with_units_below() -> None:
    organisation = {
        "units": [
            {"id": "soc", "name": "Soc", "headcount": 10,
             "services": [{"id": "s", "title": "S", "recipients": ["residents", "bad"]}]},
            {"id": "bad", "name": "Bad", "parent": "soc"},
        ]
    }  # fmt: skip
    rows = [
        {"id": "a", "load": [{"unit": "soc", "profile": [1, 1, 4]}]},
        {"id": "b", "load": [{"unit": "bad", "amount": 3}], "status": "running"},
        {"id": "c", "load": [{"unit": "soc", "amount": 9}], "status": "done"},
    ]
    picture = unit_picture(town(rows, organisation), "soc")
    assert (picture.load, picture.load_per_head) == (5, 0.5)
    assert picture.initiatives == ("a", "b")
    assert picture.internal == ("bad",)
    unknown = unit_picture(town(rows, organisation), "bad")
    assert (unknown.headcount, unknown.load_per_head) == (None, None)
    assert "–" in str(unknown)
    with pytest.raises(UnknownNameError, match="unknown unit 'sos', did you mean 'soc'"):
        unit_picture(town(rows, organisation), "sos")


def leaders() -> Municipality:
    """Return eight leaders and five focus areas; the first leader sits in all, and leads two."""
    roles = [f"ledare-{at}" for at in range(1, 9)]
    owner = ["ledare-1", "ledare-1", "ledare-2", "ledare-3", "ledare-4"]
    return town(
        [
            {"id": f"i{at}", "goals": [f"g{at}"], "owner": {"unit": "stad", "role": owner[at]},
             "roles": [{"role": "ledare-1", "hours_per_week": 4},
                       {"role": roles[at + 3], "hours_per_week": 2}]}
            for at in range(5)
        ],
        {"units": [{"id": "stad", "name": "Staden"}], "roles": [{"id": role} for role in roles]},
        {
            "goals": [{"id": f"g{at}", "title": f"G{at}"} for at in range(5)],
            "groupings": [{"id": f"w{at}", "title": f"W{at}", "goals": [f"g{at}"]}
                          for at in range(5)],
        },
    )  # fmt: skip


def test_requirement_14_the_leader_in_all_five_wholes_leaves_two_without_owner() -> None:
    matrix = role_matrix(leaders())
    assert (len(matrix.items), len(matrix.wholes)) == (8, 5)
    assert matrix.in_everything == ("ledare-1",)
    first = matrix.by_role["ledare-1"]
    assert (len(first.wholes), first.hours_per_week) == (5, 20)
    assert first.sole_owner_of == ("w0", "w1")
    assert set(matrix.single_points_of_failure) == {"ledare-1", "ledare-2", "ledare-3", "ledare-4"}
    # Hours 0 0 2 2 2 2 2 20, by hand: ((-3 - 1 + 1 + 3 + 5) * 2 + 7 * 20) / (8 * 30).
    assert matrix.gini == 150 / 240


def test_requirement_14_holds_in_lovisa(checkout: Path) -> None:
    matrix = role_matrix(read_folder(checkout / "docs/examples/lovisa").municipality)
    assert (len(matrix.items), len(matrix.wholes)) == (8, 5)
    assert matrix.in_everything == ("stadsdirektor",)
    assert len(matrix.by_role["stadsdirektor"].sole_owner_of) == 2
    assert matrix.gini is not None
    assert 0 < matrix.gini < 1


def test_unknown_hours_are_counted_and_not_taken_for_none() -> None:
    rows = [{"id": "a", "roles": ["chef", {"role": "controller", "hours_per_week": 3}]}]
    matrix = role_matrix(town(rows, {"roles": [{"id": "chef"}, {"id": "controller"}]}))
    assert matrix.hours["chef", "a"] is None
    assert matrix.unknown_hours == 1
    assert matrix.to_dict()["unknown_hours"] == 1


def test_one_who_is_alone_in_an_initiative_is_a_single_point_of_failure() -> None:
    rows = [{"id": "a", "roles": ["chef"]}, {"id": "b", "roles": ["x", "y"]}]
    roles = {"roles": [{"id": name} for name in ("chef", "x", "y")]}
    assert role_matrix(town(rows, roles)).single_points_of_failure == ("chef",)


def test_requirement_15_twenty_hours_of_two_hundred_are_ten_percent() -> None:
    rows: list[dict[str, Any]] = [
        {"id": "a", "mode": "integrated", "hours": 200, "overhead_hours": 20},
        {"id": "b", "mode": "project", "hours": 300},
        {"id": "c"},
    ]
    found = overhead(town(rows))
    assert found.share == 0.1
    assert found.by_initiative == {"a": 0.1}
    integrated, project, unsaid = found.modes
    assert (integrated.mode, integrated.share) == ("integrated", 0.1)
    assert (project.mode, project.count, project.counted, project.share) == ("project", 1, 0, None)
    assert unsaid.mode is None
    assert "10\u00a0%" in found.table().to_text("sv")


def test_without_any_hours_no_share_is_given() -> None:
    assert overhead(town([])).share is None
    assert role_matrix(town([])).gini is None


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=12), st.floats(0.01, 100))
def test_gini_lies_between_even_and_all_on_one_whatever_the_unit(
    amounts: list[float], factor: float
) -> None:
    found = gini(amounts)
    if found is None:
        assert sum(amounts) == 0
        return
    count = len(amounts)
    assert -1e-9 <= found <= (count - 1) / count + 1e-9
    pairs = sum(abs(a - b) for a in amounts for b in amounts)
    assert found == pytest.approx(pairs / (2 * count * sum(amounts)), abs=1e-9)
    if min(a for a in amounts if a) > 1e-200:
        assert gini(a * factor for a in amounts) == pytest.approx(found, abs=1e-9)
