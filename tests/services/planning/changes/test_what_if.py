"""What changes when something is dropped, delayed, moved or made room for."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from changekit.errors import UnknownNameError
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.settings import Settings
from changekit.services.planning import Plan, plan

MONDAY = dt.date(2011, 1, 3)


def result(**facts: dict[str, Any]) -> Plan:  # Any: fields of a record
    records = [
        Initiative.from_dict(
            {"id": name, "title": name, "owner": "soc", "weeks": 4,
             "load": [{"unit": "soc", "amount": 2}], "value": {"per_week": 1}, **fields}
        )
        for name, fields in facts.items()
    ]  # fmt: skip
    settings = {"name": "K", "period": {"start": "2011-01-03", "count": 30}}
    organisation = {"units": [{"id": "soc", "name": "Socialkontoret", "capacity": 2}]}
    municipality = Municipality(
        settings=Settings.from_dict(settings),
        organisation=Organisation.from_dict(organisation), initiatives=tuple(records),
    )  # fmt: skip
    return plan(municipality, as_of=MONDAY, moves=20)


def test_dropping_one_lets_the_next_start_and_the_difference_says_so() -> None:
    before = result(a={"value": {"per_week": 3}}, b={})
    after = before.what_if(drop=["a"])
    assert dict(after.starts) == {"b": 0}
    difference = before.compare(after)
    assert [(item.id, item.weeks) for item in difference.moved] == [("a", None), ("b", -4)]
    assert difference.objective == 26 - (3 * 26 + 22)
    assert difference.to_dict()["moved"][1]["after"] == "2011-01-03"
    assert "Veckor senare" in difference.table().to_text("sv")


def test_more_capacity_lets_both_run_at_once() -> None:
    after = result(a={}, b={}).what_if(capacity={"soc": 4})
    assert sorted(after.starts.values()) == [0, 0]


def test_a_delay_moves_what_requires_it() -> None:
    before = result(a={}, b={"links": [{"kind": "requires", "to": "a"}]})
    after = before.what_if(delay={"a": 3})
    assert dict(after.starts) == {"a": 3, "b": 7}
    running = result(a={"status": "running", "started": "2011-01-03"}, b={})
    assert running.what_if(delay={"a": 2}).starts["b"] == 6


def test_a_move_pins_a_start() -> None:
    after = result(a={}).what_if(move={"a": dt.date(2011, 2, 8)})
    assert after.explain("a").start == dt.date(2011, 2, 7)


def test_a_name_that_is_not_known_is_an_error() -> None:
    with pytest.raises(UnknownNameError, match="unknown initiative 'x'"):
        result(a={}).what_if(drop=["x"])
    with pytest.raises(UnknownNameError, match="unknown unit 'sox', did you mean 'soc'"):
        result(a={}).what_if(capacity={"sox": 4})
    with pytest.raises(UnknownNameError, match="unknown initiative 'x'"):
        result(a={}).explain("x")
