"""Load by unit and week: what is asked, what there is, who asks too much."""

from __future__ import annotations

import json
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.settings import Settings
from changekit.services.load import LoadMatrix, load_matrix

WEEKS = {"start": "2011-08-01", "count": 12}
UNITS = [
    {"id": "kommun", "name": "Kommunen", "capacity": 10},
    {"id": "soc", "name": "Socialkontoret", "parent": "kommun", "capacity": 3},
    {"id": "bad", "name": "Badhuset", "parent": "soc"},
]
ROLES = [{"id": "soc-chef", "capacity_hours_per_week": 8}, {"id": "controller"}]


def town(
    initiatives: dict[str, dict[str, Any]], units: list[dict[str, Any]] | None = None
) -> Municipality:
    return Municipality(
        settings=Settings.from_dict({"name": "Kommunen", "period": WEEKS}),
        organisation=Organisation.from_dict({"units": units or UNITS, "roles": ROLES}),
        initiatives=tuple(
            Initiative.from_dict({"id": name, "title": name, **facts})
            for name, facts in initiatives.items()
        ),
    )


def on(unit: str, amount: float = 1) -> dict[str, Any]:
    return {"load": [{"unit": unit, "amount": amount}]}


def loads(matrix: LoadMatrix, unit: str, **how: Any) -> list[float]:
    return [cell.load for cell in matrix.unit(unit, **how)]


def test_requirement_01_four_loads_of_one_on_a_capacity_of_three_are_one_too_much() -> None:
    municipality = town({name: on("soc") for name in "abcd"})
    matrix = load_matrix(municipality, dict.fromkeys("abcd", (5, 1)))
    (found,) = matrix.overloads
    assert (found.kind, found.subject, found.period) == ("unit", "soc", "2011-W36")
    assert (found.load, found.capacity, found.over) == (4, 3, 1)
    assert found.causes == (("a", 1), ("b", 1), ("c", 1), ("d", 1))
    moved = load_matrix(municipality, {"a": (5, 1), "b": (5, 1), "c": (5, 1), "d": (6, 1)})
    assert moved.overloads == ()


def test_a_profile_is_stretched_and_weeks_outside_the_calendar_are_left_out() -> None:
    municipality = town({"a": {"load": [{"unit": "soc", "profile": [1, 2]}]}})
    matrix = load_matrix(municipality, {"a": (-2, 4)})
    assert loads(matrix, "soc") == [2, 2] + [0] * 10
    assert loads(load_matrix(municipality, {"a": (11, 4)}), "soc") == [0] * 11 + [1]
    assert loads(load_matrix(municipality, {"a": (40, 4)}), "soc") == [0] * 12


def test_loads_are_rolled_up_over_the_tree_when_asked_for() -> None:
    municipality = town({"a": on("soc"), "b": on("bad", 0.5), "c": on("kommun")})
    matrix = load_matrix(municipality, dict.fromkeys("abc", (0, 1)))
    assert loads(matrix, "soc")[0] == 1
    assert loads(matrix, "soc", rolled_up=True)[0] == 1.5
    assert loads(matrix, "kommun", rolled_up=True)[0] == 2.5


def test_peaks_and_months_lower_what_a_unit_can_carry_but_never_below_nothing() -> None:
    peak = {"from": "2011-08-15", "to": "2011-08-24", "load": 1.5}
    more = {"from": "2011-08-22", "to": "2011-08-28", "load": 9}
    unit = {
        "id": "soc", "name": "Soc", "capacity": {"default": 3, "2011-09": 1},
        "peaks": [peak, more],
    }  # fmt: skip
    cells = load_matrix(town({}, [unit]), {}).unit("soc")
    # The week of 29 August has its Thursday in September.
    assert [cell.capacity for cell in cells[:6]] == [3, 3, 1.5, 0, 1, 1]


def test_an_unknown_capacity_is_neither_zero_nor_passed() -> None:
    matrix = load_matrix(town({"a": on("bad", 99)}), {"a": (0, 1)})
    cell = matrix.unit("bad")[0]
    assert (cell.load, cell.capacity, cell.over) == (99, None, 0)
    assert matrix.overloads == ()
    assert "NaN" not in matrix.to_json()
    assert json.loads(matrix.to_json())["units"][2]["capacity"][0] is None


def test_a_load_that_nobody_said_is_one_on_the_owners_unit_and_is_listed() -> None:
    matrix = load_matrix(town({"a": {"owner": "soc"}, "b": {}}), {"a": (0, 2), "b": (0, 2)})
    assert loads(matrix, "soc")[:3] == [1, 1, 0]
    assert matrix.assumed == ("a",)


def test_key_roles_are_counted_in_hours_and_unknown_hours_are_listed() -> None:
    municipality = town(
        {
            "a": {"roles": [{"role": "soc-chef", "hours_per_week": 6}, "controller"]},
            "b": {"roles": [{"role": "soc-chef", "hours_per_week": 4}]},
        }
    )
    matrix = load_matrix(municipality, {"a": (0, 2), "b": (1, 2)})
    assert [cell.load for cell in matrix.role("soc-chef")[:4]] == [6, 10, 4, 0]
    (found,) = matrix.overloads
    assert (found.kind, found.subject, found.week, found.over) == ("role", "soc-chef", 1, 2)
    assert found.causes == (("a", 6), ("b", 4))
    assert matrix.unknown_hours == (("a", "controller"),)


def test_the_worst_overload_comes_first_and_the_one_who_adds_most() -> None:
    municipality = town({"a": on("soc", 4), "b": on("soc", 2), "c": on("kommun", 11)})
    matrix = load_matrix(municipality, {"a": (0, 2), "b": (1, 1), "c": (0, 1)})
    assert [(item.subject, item.week, item.over) for item in matrix.overloads] == [
        ("soc", 1, 3),
        ("soc", 0, 1),
        ("kommun", 0, 1),
    ]
    assert dict(matrix.causers()) == {"a": 3, "b": 1, "c": 1}
    assert "Överbelastning" in matrix.table().to_text("sv")


def test_what_cannot_be_answered_is_refused_by_name() -> None:
    municipality = town({"a": on("soc")})
    with pytest.raises(UnknownNameError, match="unknown initiative 'b'"):
        load_matrix(municipality, {"b": (0, 1)})
    with pytest.raises(InvalidValueError, match="'a': it must take 1 week or more, got 0"):
        load_matrix(municipality, {"a": (0, 0)})
    with pytest.raises(UnknownNameError, match="unknown unit 'sos', did you mean 'soc'"):
        load_matrix(municipality, {}).unit("sos")
    with pytest.raises(UnknownNameError, match="unknown role 'chef', did you mean 'soc-chef'"):
        load_matrix(municipality, {}).role("chef")
    bare = Municipality(settings=Settings.from_dict({"name": "Kommunen"}))
    with pytest.raises(InvalidValueError, match="give a calendar, or a period in changekit"):
        load_matrix(bare, {})


INTERVALS = st.dictionaries(
    st.sampled_from("abcd"), st.tuples(st.integers(-5, 15), st.integers(1, 20))
)


@given(INTERVALS)
def test_every_cell_is_the_sum_of_what_runs_in_that_week(
    intervals: dict[str, tuple[int, int]],
) -> None:
    amounts = {"a": 1.0, "b": 0.5, "c": 2.0, "d": 4.0}
    municipality = town({name: on("soc", amount) for name, amount in amounts.items()})
    matrix = load_matrix(municipality, intervals)
    for week, cell in enumerate(matrix.unit("soc")):
        running = [n for n, (first, weeks) in intervals.items() if first <= week < first + weeks]
        assert cell.load == sum(amounts[name] for name in running)
    for item in matrix.overloads:
        assert sum(load for _, load in item.causes) == item.load > item.capacity


@given(INTERVALS)
def test_the_order_in_which_initiatives_are_given_does_not_matter(
    intervals: dict[str, tuple[int, int]],
) -> None:
    municipality = town({name: on("soc", 1 / 3) for name in "abcd"})
    turned = dict(reversed(intervals.items()))
    one, two = load_matrix(municipality, intervals), load_matrix(municipality, turned)
    assert numpy.array_equal(one.loads, two.loads)
    assert one.overloads == two.overloads


def test_what_a_unit_carries_counts_at_the_units_above_it_where_asked() -> None:
    units = [
        {"id": "kommun", "name": "Kommunen", "capacity": 1, "headcount": 200},
        {"id": "soc", "name": "Socialkontoret", "parent": "kommun", "headcount": 50},
    ]
    municipality = town({"a": on("soc", 2)}, units)
    alone = load_matrix(municipality, {"a": (5, 1)})
    assert (loads(alone, "kommun")[5], loads(alone, "soc")[5]) == (0, 2)
    rolled = load_matrix(municipality, {"a": (5, 1)}, roll="headcount")
    assert (loads(rolled, "kommun")[5], loads(rolled, "soc")[5]) == (0.5, 2)
