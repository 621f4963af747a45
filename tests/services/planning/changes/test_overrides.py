"""What a management group decided: who said it stands in the reason, and what it costs is told."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from changekit.model.decision import Decision
from changekit.services.planning import Plan, plan
from changekit.services.planning.changes.replanning import replan
from tests.services.planning.changes.test_replanning import MONDAY, town

PIN: dict[str, Any] = {  # Any: fields of a record
    "date": "2011-01-01", "body": {"sv": "Ledningsgruppen", "en": "The management group"},
    "reference": "KS 2011/7", "initiative": "a", "do": "pin", "start": "2011-03-07",
}  # fmt: skip


def made(*decisions: dict[str, Any]) -> Plan:  # Any: as above
    fields = {"load": [{"unit": "soc", "amount": 2}]}
    municipality = town(2, a={**fields, "value": {"per_week": 5}}, b=fields)
    records = tuple(Decision.from_dict(item) for item in decisions)
    return plan(attrs.evolve(municipality, decisions=records), as_of=MONDAY, moves=20)


def test_a_decision_costs_the_value_that_the_plan_would_have_without_it() -> None:
    result = made(PIN)
    assert dict(result.starts) == {"a": 9, "b": 0}
    (item,) = result.overrides().items
    free = made()
    assert item.cost == free.objective - result.objective > 0
    assert item.moved == 1
    assert item.to_dict()["reference"] == "KS 2011/7"
    assert "start on 2011-03-07" in result.overrides().table().to_text("en")
    assert len(free.overrides()) == 0


def test_the_reason_names_who_decided_when_and_where_it_is_written() -> None:
    told = made(PIN).explain("a").why[0]
    assert told.type == "decision"
    assert told.text.to("en") == (
        "The management group decided on 2011-01-01 (KS 2011/7): start on 2011-03-07"
    )
    stopped = {**PIN, "do": "stop", "start": None, "reference": None}
    place = made(stopped).explain("a")
    assert place.left_out
    assert place.why[0].text.to("sv") == "Ledningsgruppen beslutade 2011-01-01: stoppa"
    paused = made({**stopped, "do": "pause"}).explain("a")
    assert (paused.state, paused.why[0].text.to("en")) == (
        "paused", "The management group decided on 2011-01-01: pause",
    )  # fmt: skip


def test_a_what_if_may_try_what_was_not_decided() -> None:
    result = made(PIN)
    assert result.what_if(move={"a": dt.date(2011, 1, 3)}).starts["a"] == 0
    assert set(result.what_if(drop="a").starts) == {"b"}
    assert set(made({**PIN, "do": "stop", "start": None}).what_if(resume="a").starts) == {"a", "b"}


def test_a_move_by_decision_names_the_decision() -> None:
    before, after = made(), made(PIN)
    found = replan(after.compiled.municipality, before, as_of=MONDAY, moves=20)
    move = next(item for item in found.moves if item.id == "a")
    assert move.cause.type == "decision"
    assert "The management group decided on 2011-01-01" in move.cause.text.to("en")
