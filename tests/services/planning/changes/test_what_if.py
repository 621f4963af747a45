"""What changes when something is dropped, delayed, moved or made room for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from changekit.errors import InvalidDataError, InvalidValueError, UnknownNameError
from changekit.model.concept import Concept
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.settings import Settings
from changekit.model.what_if import WhatIf, WhatIfChange
from changekit.services.planning import Plan, plan

if TYPE_CHECKING:
    from pathlib import Path

MONDAY = dt.date(2011, 1, 3)
CONCEPT: dict[str, Any] = {  # Any: fields of a record
    "id": "changekit/modigt", "version": "1.0.0", "title": "Modigt ledarskap",
}  # fmt: skip


def result(**facts: dict[str, Any]) -> Plan:  # Any: fields of a record
    records = [
        Initiative.from_dict(
            {"id": name, "title": name, "owner": "soc", "weeks": 4,
             "load": [{"unit": "soc", "amount": 2}], "value": {"per_week": 1}, **fields}
        )
        for name, fields in facts.items()
    ]  # fmt: skip
    settings = {"name": "K", "period": {"start": "2011-01-03", "count": 30}}
    organisation: dict[str, Any] = {  # Any: fields of records
        "units": [
            {"id": "soc", "name": "Socialkontoret", "capacity": 2}, {"id": "bad", "name": "Bad"},
        ],
        "roles": [{"id": "chef", "capacity_hours_per_week": 5}, {"id": "annan"}],
    }  # fmt: skip
    municipality = Municipality(
        settings=Settings.from_dict(settings),
        organisation=Organisation.from_dict(organisation), initiatives=tuple(records),
        concepts=(Concept.from_dict(CONCEPT),),
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


def test_feature_F7_every_kind_of_change_can_be_tried() -> None:  # noqa: N802  # its name
    before = result(a={"deadline": "2011-02-04"}, b={"roles": [{"role": "chef"}]}, c={})
    assert before.what_if(add={"id": "d", "title": "D", "owner": "soc"}).explain("d").start
    assert before.what_if(add=["changekit/modigt"]).explain("modigt").id == "modigt"
    assert before.what_if(pause="b").explain("b").state == "paused"
    paused = before.what_if(pause="b")
    assert paused.what_if(resume={"b": "2011-05-02"}).explain("b").start == dt.date(2011, 5, 2)
    assert set(paused.what_if(resume="b").starts) == {"a", "b", "c"}
    early = before.what_if(deadline={"c": "2011-01-28", "a": None})
    assert (early.starts["c"], early.compiled.items["a"].initiative.deadline) == (0, None)
    assert before.what_if(limit={"all": 1}).compiled.municipality.organisation.limit == 1
    assert before.what_if(limit={"soc": {"amount": 2}}).compiled.shared.index["limit", "soc"] >= 0
    hours = before.what_if(hours={"chef": {"more": 2}}).compiled.municipality.roles_by_id["chef"]
    assert (hours.capacity_hours_per_week or 0) == 5 + 2


def test_more_capacity_for_some_weeks_holds_in_those_alone() -> None:
    asked = {"more": 2, "from": "2011-01-03", "to": "2011-01-30"}
    after = result(a={}, b={}, c={}).what_if(capacity={"soc": asked})
    supply = after.compiled.shared.supply[after.compiled.shared.index["capacity", "soc"]]
    assert supply[:6].tolist() == [4, 4, 4, 4, 2, 2]
    assert sorted(after.starts.values()) == [0, 0, 4]
    less = result(a={}).what_if(capacity={"soc": {"more": -2}})
    assert dict(less.starts) == {}


def test_changes_are_taken_in_order_and_may_build_on_each_other() -> None:
    changes: list[Any] = [
        {"add": {"id": "c", "title": "C", "owner": "soc", "weeks": 2}},
        WhatIfChange(move="c", start=dt.date(2011, 3, 7)),
    ]
    after = result(a={}).what_if(changes=changes)
    assert after.explain("c").start == dt.date(2011, 3, 7)
    with pytest.raises(InvalidValueError, match="'a' exists already"):
        result(a={}).what_if(add=Initiative.from_dict({"id": "a", "title": "A"}))
    with pytest.raises(InvalidDataError, match="CK460"):
        result(a={}).what_if(changes={"changes": [{"add": {"id": "a", "title": "A"}}]})


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"hours": {"annan": {"more": 1}}}, "how much 'annan' has is not known"),
        ({"limit": {"soc": 0}}, "limit of 'soc' has to be a number, at least 1"),
        ({"limit": {"all": {"more": 1}}}, "how much 'all' has is not known"),
        ({"capacity": {"bad": {"more": 1}}}, "how much 'bad' has is not known"),
        ({"capacity": {"bad": {"amount": 1, "from": "2011-01-03"}}}, "give amount without from"),
        ({"capacity": {"soc": {"more": -5}}}, "'soc' has 2, and -5 makes that less than nothing"),
    ],
)
def test_what_nobody_counted_cannot_become_more(asked: Any, message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        result(a={}).what_if(**asked)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"move": {"a": "2011-01-02"}}, "on 2011-01-02, before the week .* from .2011-01-03."),
        ({"move": {"a": "2012-01-02"}}, "cannot start on 2012-01-02, the plan ends on 2011-07-31"),
        ({"resume": "a"}, "'a' is not paused, stopped or done"),
        ({"changes": [{"drop": "a"}, {"delay": "a", "weeks": 1}]}, "'a' is stopped, paused or"),
        ({"changes": [{"pause": "a"}, {"move": "a", "start": "2011-02-07"}]}, "give resume first"),
    ],
)
def test_what_would_come_to_something_else_than_was_said_is_refused(
    asked: Any, message: str
) -> None:
    with pytest.raises(InvalidValueError, match=message):
        result(a={}, b={}).what_if(**asked)


def test_a_file_can_be_given_instead(tmp_path: Path) -> None:
    file = tmp_path / "what.yaml"
    file.write_text("schema: 1\nscenarios: [{name: x, changes: [{drop: a}]}]\n", "utf-8")
    before = result(a={}, b={})
    assert before.scenarios(file).difference("x").left == ("a",)
    file.write_text("schema: 1\nchanges: [{drop: a}]\n", "utf-8")
    assert set(before.what_if(changes=file).starts) == {"b"}


def test_what_is_no_plan_and_no_scenario_is_refused_in_words() -> None:
    before = result(a={})
    wrong: Any = 3
    with pytest.raises(InvalidValueError, match="compared with another plan, not with int"):
        before.compare(wrong)
    wrong = [{"drop": "a"}]
    with pytest.raises(InvalidValueError, match="changes by name, or as a file, not as list"):
        before.scenarios(wrong)


def test_faults_speak_the_language_of_the_plan() -> None:
    swedish = attrs.evolve(result(a={}), language="sv")
    with pytest.raises(InvalidDataError, match=r"CK201 .*förändringsinitiativet 'x'"):
        swedish.what_if(changes=[{"drop": "x"}])
    with pytest.raises(InvalidDataError, match=r"CK201 .*förändringsinitiativet 'x'"):
        swedish.scenarios({"one": [{"drop": "x"}]})


def test_what_if_of_nothing_is_the_plan_itself() -> None:
    before = result(a={}, b={})
    assert before.what_if() is before
    assert before.what_if(drop=[], delay={}, changes=WhatIf()) is before


def test_a_comparison_the_other_way_round_says_the_opposite() -> None:
    before = result(a={"value": {"per_week": 3}}, b={}, c={})
    after = before.what_if(drop="a", capacity={"soc": 4})
    there, back = before.compare(after), after.compare(before)
    assert there.objective == -back.objective
    assert (there.entered, there.left) == (back.left, back.entered)
    assert (there.before, there.after) == (back.after, back.before)
    turned = [
        (item.id, item.after, item.before, item.weeks and -item.weeks) for item in back.moved
    ]
    assert turned == [(item.id, item.before, item.after, item.weeks) for item in there.moved]


def test_a_comparison_says_what_would_break_if_nothing_moved() -> None:
    before = result(a={}, b={}).what_if(capacity={"soc": 4})
    difference = before.compare(before.what_if(capacity={"soc": 2}))
    (broken,) = difference.kept_breaches
    assert (broken.subject, broken.weeks, broken.over) == ("soc", 4, 2.0)
    assert broken.period == "2011-W01/2011-W04"
    assert difference.before.breached_weeks == difference.after.breached_weeks == 0
    assert "1 later, 0 earlier, 0 new in the plan" in difference.summary.to("en")
    assert difference.to_dict()["kept_breaches"][0]["subject"] == "soc"


def test_scenarios_stand_side_by_side_with_the_plan_as_it_is() -> None:
    before = result(a={}, b={}, c={})
    found = before.scenarios({"more": [{"capacity": "soc", "more": 2}], "fewer": [{"drop": "c"}]})
    table = found.table()
    assert [row[0].to("en") for row in table.rows] == ["As it is", "more", "fewer"]  # type: ignore[union-attr]  # titles
    assert found["more"].objective > before.objective > found["fewer"].objective
    assert found.difference("fewer").left == ("c",)
    told = found.to_dict()
    assert [item["name"] for item in told["scenarios"]] == ["more", "fewer"]
    assert told["base"]["gap"] == before.gap
    with pytest.raises(UnknownNameError, match="unknown scenario 'mor', did you mean 'more'"):
        found["mor"]
