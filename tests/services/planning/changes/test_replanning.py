"""Replanning: what can stay stays, and every move has its cause."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from changekit.errors import InvalidValueError
from changekit.model.earlier import EarlierPlan
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.settings import Settings
from changekit.services.planning import Plan, plan
from changekit.services.planning.changes.replanning import Replan, as_earlier, replan
from tests.services.planning.test_laws import municipalities

if TYPE_CHECKING:
    from pathlib import Path

MONDAY = dt.date(2011, 1, 3)
Facts = dict[str, Any]  # Any: fields of a record


def town(capacity: object = 2, **facts: Facts) -> Municipality:
    records = [
        Initiative.from_dict(
            {"id": name, "title": name.upper(), "owner": "soc", "weeks": 4,
             "load": [{"unit": "soc", "amount": 1}], "value": {"per_week": 1}, **fields}
        )
        for name, fields in facts.items()
    ]  # fmt: skip
    return Municipality(
        settings=Settings.from_dict({"name": "K", "period": {"start": "2011-01-03", "count": 30}}),
        organisation=Organisation.from_dict(
            {"units": [{"id": "soc", "name": "Socialkontoret", "capacity": capacity}]}
        ),
        initiatives=tuple(records),
    )


def made(municipality: Municipality, as_of: dt.date = MONDAY) -> Plan:
    return plan(municipality, as_of=as_of, moves=20)


def again(before: Municipality, after: Municipality, as_of: dt.date = MONDAY) -> Replan:
    found = replan(after, made(before), as_of=as_of, moves=20)
    assert found.plan.checked
    return found


def causes(found: Replan) -> dict[str, tuple[str, str]]:
    return {move.id: (move.cause.type, move.cause.because) for move in found.moves}


def test_feature_F8_what_runs_late_moves_only_what_it_touches() -> None:  # noqa: N802  # its name
    before = town(a={"status": "running", "started": "2011-01-03"}, b={"weeks": 8},
                  c={"links": [{"kind": "requires", "to": "a"}]}, d={})  # fmt: skip
    late = {"status": "running", "started": "2011-01-03", "weeks": 7}
    after = town(a=late, b={"weeks": 8}, c={"links": [{"kind": "requires", "to": "a"}]}, d={})
    found = again(before, after)
    assert set(causes(found)) <= {"a", "c", "d"}
    assert causes(found)["a"] == ("longer", "")
    assert causes(found)["c"] == ("precedence", "a")
    assert "Runs until 2011-02-18, not until 2011-01-28" in str(found.moves[0].cause.text.to("en"))
    assert found.plan.starts["b"] == made(before).starts["b"]


def test_less_capacity_is_named_where_no_other_move_explains_it() -> None:
    found = again(town(a={}, b={}), town(1, a={}, b={}))
    (move,) = found.moves
    assert (move.cause.type, move.cause.subject, move.weeks) == ("capacity", "soc", 4)
    assert move.cause.text.to("sv").startswith("Socialkontoret orkar inte mer i 2011-W01")
    assert move.cause.text.to("sv").endswith("det finns mindre än förut")


def test_a_move_because_of_another_names_it() -> None:
    pinned = {"start": "2011-01-03", "load": [{"unit": "soc", "amount": 2}]}
    found = again(town(a={}, b={}), town(a={}, b={}, new=pinned))
    assert causes(found) == {
        "a": ("capacity", "new"), "b": ("capacity", "new"), "new": ("decision", ""),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "cause", "text"),
    [
        ({"status": "stopped"}, "decision", "Is stopped"),
        ({"status": "paused"}, "decision", "Is paused"),
        ({"start": "2011-02-07"}, "decision", "The start is fixed to 2011-02-07"),
        ({"earliest": "2011-02-07"}, "earliest", "May not start before 2011-02-07"),
        (
            {"status": "running", "started": "2011-01-10"},
            "started",
            "Really started on 2011-01-10",
        ),
        ({"deadline": "2011-01-14"}, "deadline", "Has to be done by 2011-01-14"),
    ],
)
def test_every_kind_of_fact_that_changed_is_told(fields: Facts, cause: str, text: str) -> None:
    found = again(town(a={}), town(a=fields))
    (move,) = found.moves
    assert (move.cause.type, move.cause.text.to("en")) == (cause, text)


def test_what_has_not_started_is_late_and_what_is_gone_or_new_is_said() -> None:
    before = town(a={}, b={}, c={"earliest": "2011-05-02"})
    after = town(a={}, c={"earliest": "2011-05-02"}, d={})
    found = again(before, after, dt.date(2011, 1, 12))
    assert causes(found) == {"a": ("late", ""), "b": ("gone", ""), "d": ("new", "")}
    assert found.moves[0].weeks == 1
    assert "1 of 3 stay as in the plan of 2011-01-03; 3 changes." in found.summary.to("en")


def test_a_plan_of_another_town_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="of another municipality"):
        replan(town(x={}), made(town(a={})), as_of=MONDAY)


def test_what_is_no_plan_is_refused_and_a_path_may_be_text(tmp_path: Path) -> None:
    before = town(a={})
    file = tmp_path / "p.json"
    file.write_text(json.dumps({"command": "plan", **made(before).to_dict()}), "utf-8")
    assert replan(before, str(file), as_of=MONDAY, moves=20).moves == ()
    wrong: Any = {}
    with pytest.raises(InvalidValueError, match="has to be a plan, or a file with one, not dict"):
        replan(before, wrong, as_of=MONDAY)


@settings(max_examples=30)
@given(municipalities())
def test_with_unchanged_data_nothing_moves(municipality: Municipality) -> None:
    before = plan(municipality, as_of=dt.date(2011, 1, 19), moves=20)
    found = replan(municipality, before, as_of=before.as_of, moves=20)
    assert [move.to_dict() for move in found.moves] == []
    assert dict(found.plan.starts) == dict(before.starts)


@settings(max_examples=30)
@given(municipalities(), municipalities())
def test_every_move_has_its_cause_and_the_checker_agrees(
    first: Municipality, second: Municipality
) -> None:
    before = as_earlier(plan(first, as_of=dt.date(2011, 1, 19), moves=5))
    assert EarlierPlan.from_dict(before.to_dict()) == before
    if not set(first.initiatives_by_id) & set(second.initiatives_by_id):
        return
    found = replan(second, before, as_of=dt.date(2011, 2, 2), moves=5)
    assert found.plan.checked
    assert all(move.cause.text.missing() == () for move in found.moves)
    fixed = plan(second, as_of=dt.date(2011, 2, 2), moves=5).compiled.fixed
    for name, week in fixed.items():
        assert found.plan.starts.get(name, week) == week
    assert len({move.id for move in found.moves}) == len(found.moves)
