"""What a plan takes from the data: phases, lateness, roll-up, alternatives, decisions."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.model.calendar import Calendar
from changekit.model.decision import Decision
from changekit.model.initiative import Initiative, Late
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.quantities import Capacity
from changekit.model.settings import Settings
from changekit.services.planning import Slot, plan, violations
from changekit.services.planning.compiling.benefits import worth_by_week
from changekit.services.planning.compiling.compile import compile_plan

FIRST = dt.date(2011, 1, 3)
Facts = dict[str, Any]  # Any: fields of a record as they stand in a file
TREE: Facts = {
    "units": [
        {"id": "kommun", "name": "K", "headcount": 100, "capacity": 1, "limit": 2},
        {"id": "soc", "name": "S", "parent": "kommun", "headcount": 50, "capacity": 3},
        {"id": "bad", "name": "B", "parent": "kommun", "headcount": 20, "capacity": 3},
    ]
}
SOC = [{"unit": "soc", "amount": 1}]


def town(
    facts: dict[str, Facts],
    *,
    weeks: int = 20,
    organisation: Facts | None = None,
    decisions: list[Facts] | None = None,
    planning: Facts | None = None,
) -> Municipality:
    return Municipality(
        settings=Settings.from_dict(
            {
                "name": "K", "period": {"start": FIRST.isoformat(), "count": weeks},
                "planning": planning or {},
            }
        ),
        organisation=Organisation.from_dict(organisation or {}),
        initiatives=tuple(
            Initiative.from_dict({"id": name, "title": name, "weeks": 2, **fields})
            for name, fields in facts.items()
        ),
        decisions=tuple(
            Decision.from_dict({"body": "Ledning", "reference": "KS 1", **item})
            for item in decisions or ()
        ),
    )  # fmt: skip


def starts(municipality: Municipality, **options: Any) -> dict[str, int]:  # Any: options of plan
    result = plan(municipality, as_of=FIRST, **options)
    assert result.checked, [item.message.to("en") for item in result.findings.of("CK413")]
    return dict(result.starts)


def codes(municipality: Municipality) -> list[str]:
    return sorted({item.code for item in plan(municipality, as_of=FIRST).findings})


def test_data_without_the_new_fields_compiles_to_what_it_always_did() -> None:
    model = compile_plan(town({"a": {"load": SOC}, "b": {}}), as_of=FIRST).model
    assert model.worth.tolist() == list(range(20, -1, -1))
    assert not any(
        costs.any() for costs in (model.decay, model.late_cost, model.move_cost, model.drop_cost)
    )
    assert [(use.kind, use.subject) for use in model.resources] == [
        ("limit", "soc"),
        ("limit", ""),
    ]


def test_a_unit_settles_in_after_go_live_and_past_the_plan() -> None:
    load = {"unit": "soc", "phases": {"preparation": 1, "go_live": 3, "settling": 2},
            "settling_weeks": 4}  # fmt: skip
    one = {"load": [load]}
    assert starts(town({"a": one}, organisation=TREE | {"units": TREE["units"][1:]})) == {"a": 0}
    both = starts(town({"a": one, "b": one}, organisation={"units": TREE["units"][1:]}))
    assert both == {"a": 0, "b": 5}
    short = town({"a": one}, weeks=2, organisation={"units": TREE["units"][1:]})
    assert starts(short) == {"a": 0}


def test_what_is_done_still_takes_up_units_that_settle_in() -> None:
    done: Facts = {
        "status": "done", "finished": "2011-01-07",
        "load": [{"unit": "soc", "phases": {"settling": 3}, "settling_weeks": 3}],
    }  # fmt: skip
    facts: dict[str, Facts] = {"a": done, "b": {"load": SOC}}
    assert starts(town(facts, organisation={"units": TREE["units"][1:]})) == {"b": 4}


def test_units_above_carry_what_is_put_below_by_their_share_of_the_employees() -> None:
    facts = {name: {"load": SOC} for name in "abc"}
    assert sorted(starts(town(facts, organisation=TREE)).values()) == [0, 0, 2]
    compiled = compile_plan(town(facts, organisation=TREE), as_of=FIRST)
    at = compiled.shared.index["capacity", "kommun"]
    assert compiled.model.use_amount[compiled.model.use_resource == at].tolist() == [0.5] * 3


def test_a_limit_counts_what_touches_the_units_below() -> None:
    small = [{"unit": "bad", "amount": 0}]
    facts = {name: {"load": small} for name in "abc"}
    assert sorted(starts(town(facts, organisation=TREE)).values()) == [0, 0, 2]


def test_only_one_of_several_alternatives_is_done() -> None:
    near = {"b": "a", "c": "b"}
    facts: dict[str, Facts] = {
        name: {"value": {"per_week": 1}, "links": [{"kind": "alternative-to", "to": near[name]}]}
        if name in near
        else {"value": {"per_week": 5}}
        for name in "abc"
    }
    assert starts(town(facts)) == {"a": 0}
    facts["b"]["status"] = "done"
    assert starts(town(facts)) == {}


def test_a_deadline_with_a_cost_may_be_passed_and_one_without_may_not() -> None:
    facts: dict[str, Facts] = {
        "a": {"weeks": 4, "deadline": "2011-01-14", "value": {"per_week": 9, "unit": "ksek"}}
    }
    assert starts(town(facts)) == {}
    facts["a"]["late"] = {"per_week": 2, "unit": "ksek"}
    result = plan(town(facts), as_of=FIRST)
    assert result.starts == {"a": 0}
    assert result.objective == 9 * 16 - 2 * 2
    facts["a"]["late"] = {"per_week": 0.002, "unit": "msek"}
    assert plan(town(facts), as_of=FIRST).objective == 9 * 16 - 2 * 2
    facts["a"]["late"] = {"per_week": 1000}
    assert starts(town(facts)) == {}
    why = plan(town(facts), as_of=FIRST).explain("a").why[0]
    assert why.text.to("en").startswith("Would be done after 2011-01-14, and being late would")


def test_a_value_decays_for_each_week_that_it_comes_late() -> None:
    value = {"per_week": 10, "decay": {"from": "2011-01-10", "per_week": 0.25}}
    result = plan(town({"a": {"weeks": 3, "value": value}}), as_of=FIRST)
    assert result.objective == 10 * 0.5 * 17


def test_discounting_by_nothing_changes_nothing_and_by_something_lowers_all_later_weeks() -> None:
    assert worth_by_week(30, 3, 0.0).tolist() == list(range(30, -1, -1))
    worth = worth_by_week(104, 0, 0.1)
    weeks = -np.diff(worth)
    assert weeks[0] == 1
    assert weeks[52] == pytest.approx(1 / 1.1)
    assert (np.diff(weeks) < 0).all()
    facts: dict[str, Facts] = {"a": {"value": {"per_week": 3}}}
    settings_ = plan(town(facts, planning={"discount_per_year": 0.1}), as_of=FIRST)
    assert settings_.objective == plan(town(facts), as_of=FIRST, discount=0.1).objective
    assert settings_.objective < plan(town(facts), as_of=FIRST).objective


def decided(*decisions: tuple[str, str, str | None], **facts: Any) -> Municipality:
    rows = [
        {"date": date, "initiative": "a", "do": do, **({"start": start} if start else {})}
        for date, do, start in decisions
    ]
    return town({"a": facts}, decisions=rows)


def test_the_latest_decision_until_today_holds() -> None:
    pin = ("2011-01-01", "pin", "2011-02-07")
    assert starts(decided(pin)) == {"a": 5}
    assert starts(decided(pin, ("2011-01-02", "pause", None))) == {}
    assert starts(decided(("2011-01-02", "stop", None))) == {}
    assert starts(decided(("2011-01-02", "pause", None), ("2011-01-03", "start", None))) == {
        "a": 0
    }
    assert starts(decided(pin, ("2011-03-02", "pause", None))) == {"a": 5}
    running = {"status": "running", "started": "2010-12-27"}
    assert starts(decided(("2011-01-02", "pause", None), **running)) == {}
    assert starts(decided(("2011-01-02", "start", None), **running)) == {"a": -1}


CLASHES: dict[str, tuple[Municipality, list[str]]] = {
    "done": (decided(("2011-01-02", "pause", None), status="done"), ["CK435"]),
    "runs": (
        decided(("2011-01-02", "pin", "2011-02-07"), status="running", started="2011-01-02"),
        ["CK435"],
    ),
    "mandatory": (decided(("2011-01-02", "stop", None), mandatory=True), ["CK436"]),
    "late-alone": (town({"a": {"late": {"per_week": 1}}}), ["CK431"]),
    "late-unit": (
        town({
            "a": {"deadline": "2011-03-01", "late": {"per_week": 1, "unit": "hours"},
                  "value": {"per_week": 1, "unit": "ksek"}},
        }),
        ["CK432"],
    ),
    "too-short": (town({"a": {"weeks": 30}}), ["CK433"]),
    "no-window": (
        town({"a": {"weeks": 3, "earliest": "2011-01-10", "deadline": "2011-01-20"}}),
        ["CK405"],
    ),
    "gaps": (
        town({"a": {"load": SOC}}, organisation={
            "units": [{"id": "soc", "name": "S", "capacity": {"2011-01": 2}}]}),
        ["CK434"],
    ),
    "for-ever": (
        town({"a": {"load": [{"unit": "soc", "amount": 9}]}}, organisation=TREE), ["CK404"],
    ),
    "circle": (
        town({"a": {"links": [{"kind": "requires", "to": "b"}]},
              "b": {"links": [{"kind": "requires", "to": "a"}]}}),
        ["CK402"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("municipality", "expected"), CLASHES.values(), ids=CLASHES)
def test_what_does_not_fit_is_a_finding_and_the_rest_is_planned(
    municipality: Municipality, expected: list[str]
) -> None:
    other = Initiative.from_dict({"id": "other", "title": "Other", "weeks": 1})
    with_other = attrs.evolve(municipality, initiatives=(*municipality.initiatives, other))
    assert codes(with_other) == expected
    assert starts(with_other)["other"] == 0


def faults(municipality: Municipality, where: dict[str, int]) -> list[str]:
    slots = {
        name: Slot(start=start, weeks=municipality.initiatives_by_id[name].weeks or 1, fixed=False)
        for name, start in where.items()
    }
    return violations(
        municipality, slots, calendar=Calendar.of(FIRST, 20), as_of=FIRST
    )  # fmt: skip


def test_the_checker_sees_the_new_rules_broken() -> None:
    three = town({name: {"load": SOC} for name in "abc"}, organisation=TREE)
    found = faults(three, {"a": 0, "b": 0, "c": 0})
    assert "kommun carries 1.5 of 1 in 2011-W01" in found
    assert "kommun: 3 at once, 2 allowed, in 2011-W01" in found
    phases = [{"unit": "soc", "phases": {"settling": 2}, "settling_weeks": 3}]
    settling = town({"a": {"load": phases}, "b": {"load": phases}}, organisation=TREE)
    assert "soc carries 4 of 3 in 2011-W03" in faults(settling, {"a": 0, "b": 0})
    stopped = decided(("2011-01-02", "stop", None))
    assert faults(stopped, {"a": 0}) == ["a is stopped and cannot be planned"]
    pinned = decided(("2011-01-02", "pin", "2011-02-07"))
    assert faults(pinned, {"a": 0}) == ["a is fixed to 2011-02-07 and was moved"]
    chain = town({
        "a": {"links": [{"kind": "alternative-to", "to": "b"}]}, "b": {"status": "stopped"},
        "c": {"links": [{"kind": "alternative-to", "to": "b"}]},
    })  # fmt: skip
    assert "a is planned beside c" in faults(chain, {"a": 0, "c": 9})


@st.composite
def tiny(draw: st.DrawFn) -> Municipality:
    facts: dict[str, Facts] = {}
    for name in "abc"[: draw(st.integers(1, 3))]:
        facts[name] = {
            "weeks": draw(st.integers(1, 3)),
            "value": {"per_week": draw(st.integers(0, 9))},
            "load": [{"unit": draw(st.sampled_from(["soc", "bad"])), "phases": {
                "preparation": 1, "go_live": draw(st.sampled_from([1, 2])),
                "settling": 1}, "settling_weeks": draw(st.integers(1, 3))}],
            "deadline": draw(st.sampled_from(["2011-01-14", "2011-01-28", "2011-02-11"])),
        }  # fmt: skip
    return town(facts, weeks=6, organisation=TREE)


def best(municipality: Municipality) -> float:
    """Return the value of the best plan, by trying all of them."""
    compiled = compile_plan(municipality, as_of=FIRST)
    model, most = compiled.model, 0.0
    for tried in itertools.product([None, *range(6)], repeat=len(model)):
        value = model.objective(tried)
        if value > most and not faults(
            municipality, {n: s for n, s in zip(model.ids, tried, strict=True) if s is not None}
        ):
            most = value
    return most


@settings(max_examples=15)
@given(tiny(), st.sampled_from([0, 1, 2]), st.sampled_from([0.5, 2]))
def test_more_capacity_never_lowers_the_best(
    municipality: Municipality, at: int, more: float
) -> None:
    units = list(municipality.organisation.units)
    was = units[at].capacity
    assert was is not None
    units[at] = attrs.evolve(units[at], capacity=Capacity(default=(was.default or 0) + more))
    organisation = attrs.evolve(municipality.organisation, units=tuple(units))
    assert best(attrs.evolve(municipality, organisation=organisation)) >= best(municipality)


@settings(max_examples=15)
@given(tiny())
def test_a_deadline_with_a_huge_cost_is_one_without(municipality: Municipality) -> None:
    soft = tuple(attrs.evolve(item, late=Late(per_week=1e6)) for item in municipality.initiatives)
    assert best(attrs.evolve(municipality, initiatives=soft)) == best(municipality)


@settings(max_examples=15)
@given(tiny())
def test_no_plan_passes_the_best_of_all(municipality: Municipality) -> None:
    assert plan(municipality, as_of=FIRST).objective <= best(municipality) + 1e-9
