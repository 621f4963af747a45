"""The checker sees every kind of broken plan."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from changekit.model.calendar import Calendar
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.settings import Settings
from changekit.services.planning import Slot, violations

FIRST = dt.date(2011, 1, 3)
ORGANISATION = {
    "units": [
        {"id": "kommun", "name": "K"},
        {"id": "soc", "name": "S", "parent": "kommun", "capacity": 2, "limit": 3,
         "peaks": [{"from": "2011-03-07", "to": "2011-03-07", "load": 1.5}]},
        {"id": "bad", "name": "B"},
    ],
    "roles": [{"id": "chef", "capacity_hours_per_week": 4}],
    "freezes": [{"from": "2011-04-04", "to": "2011-04-05", "units": ["kommun"]}],
    "budget": [{"year": 2011, "amount": 10, "unit": "ksek"}],
    "limit": 5,
}  # fmt: skip
LOAD = [{"unit": "soc", "amount": 1}]


def faults(
    facts: dict[str, dict[str, Any]],  # Any: fields of a record
    starts: dict[str, int],
    weeks: dict[str, int] | None = None,
    limits: dict[str, int] | None = None,
) -> list[str]:
    records = [
        Initiative.from_dict({"id": name, "title": name, "weeks": 2, **fields})
        for name, fields in facts.items()
    ]
    municipality = Municipality(
        settings=Settings.from_dict({"name": "K"}),
        organisation=Organisation.from_dict(ORGANISATION), initiatives=tuple(records),
    )  # fmt: skip
    slots = {
        name: Slot(start=start, weeks=(weeks or {}).get(name, 2), fixed=False)
        for name, start in starts.items()
    }
    return violations(
        municipality, slots, calendar=Calendar.of(FIRST, 52), as_of=FIRST, limits=limits
    )


def test_a_plan_that_holds_has_no_faults() -> None:
    assert faults({"a": {"load": LOAD}, "b": {"load": LOAD}}, {"a": 0, "b": 1}) == []


REQUIRES = [{"kind": "requires", "to": "b"}]
CASES: dict[str, tuple[dict[str, Any], dict[str, int], str]] = {  # Any: fields of a record
    "unknown": ({}, {"a": 0}, "a is not in the data"),
    "done": ({"a": {"status": "done"}}, {"a": 0}, "a is done and cannot be planned"),
    "paused": ({"a": {"status": "paused"}}, {"a": 0}, "a is paused and has no start"),
    "too-early": ({"a": {}}, {"a": -1}, "a starts on 2010-12-27, before today"),
    "too-late": ({"a": {}}, {"a": 51}, "a ends after the last week of the plan"),
    "earliest": ({"a": {"earliest": "2011-01-04"}}, {"a": 0},
                 "a starts on 2011-01-03, before 2011-01-04"),
    "deadline": ({"a": {"deadline": "2011-01-13"}}, {"a": 0},
                 "a ends on 2011-01-14, after 2011-01-13"),
    "pin": ({"a": {"start": "2011-01-10"}}, {"a": 0}, "a is fixed to 2011-01-10 and was moved"),
    "running": ({"a": {"status": "running", "started": "2011-01-03"}}, {"a": 1},
                "a runs since 2011-01-03 and was moved"),
    "freeze": ({"a": {"load": LOAD}}, {"a": 12},
               "a goes live in the week of 2011-04-04, in a change freeze"),
    "order": ({"a": {"links": REQUIRES}, "b": {}}, {"a": 1, "b": 0},
              "a starts before b is done"),
    "missing": ({"a": {"links": REQUIRES}, "b": {}}, {"a": 0},
                "a requires b, which is not in the plan"),
    "conflict": ({"a": {"links": [{"kind": "conflicts", "to": "b"}]}, "b": {}},
                 {"a": 0, "b": 1}, "a runs at the same time as b"),
    "alternative": ({"a": {"links": [{"kind": "alternative-to", "to": "b"}]}, "b": {}},
                    {"a": 0, "b": 9}, "a is planned beside b"),
    "alternative-done": ({"a": {"links": [{"kind": "alternative-to", "to": "b"}]},
                          "b": {"status": "done"}}, {"a": 0}, "a is planned although b is done"),
    "capacity": ({n: {"load": [{"unit": "soc", "profile": [0, 1.5]}]} for n in "ab"},
                 {"a": 0, "b": 0}, "soc carries 3 of 2 in 2011-W02"),
    "peak": ({"a": {"load": LOAD}}, {"a": 8}, "soc carries 1 of 0.5 in 2011-W10"),
    "role": ({"a": {"roles": [{"role": "chef", "hours_per_week": 5}]}}, {"a": 0},
             "chef works 5 of 4 hours in 2011-W01"),
    "limit": ({n: {"load": [{"unit": "soc", "amount": 0}]} for n in "abcd"},
              dict.fromkeys("abcd", 0), "soc: 4 at once, 3 allowed, in 2011-W01"),
    "over-all": ({n: {} for n in "abcdef"}, dict.fromkeys("abcdef", 0),
                 "all: 6 at once, 5 allowed, in 2011-W01"),
    "budget": ({n: {"cost": {"amount": 6, "unit": "ksek"}} for n in "ab"}, {"a": 0, "b": 9},
               "the plan spends 12000 of 10000 in 2011"),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "starts", "fault"), CASES.values(), ids=CASES)
def test_a_broken_plan_is_seen(
    facts: dict[str, Any],  # Any: fields of a record
    starts: dict[str, int],
    fault: str,
) -> None:
    assert fault in faults(facts, starts)


def test_a_length_that_is_not_the_initiatives_own_is_seen() -> None:
    assert faults({"a": {}}, {"a": 0}, weeks={"a": 1}) == ["a takes 2 weeks, not 1"]


def test_an_assumed_limit_is_checked_too() -> None:
    facts: dict[str, Any] = {name: {"owner": "bad"} for name in "ab"}  # Any: fields
    found = faults(facts, {"a": 0, "b": 0}, limits={"bad": 1})
    assert found[0] == "bad: 2 at once, 1 allowed, in 2011-W01"
