"""Plans keep every rule, and say which rule put each initiative where it stands."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from changekit.errors import PluginError, UnknownNameError
from changekit.extension.protocols.planning import Draft
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.settings import Settings
from changekit.services.planning import Plan, plan

MONDAY = dt.date(2011, 1, 3)
UNIT = {"id": "soc", "name": "Socialkontoret", "capacity": 3}
Facts = dict[str, Any]  # Any: fields of a record as they stand in a file


def town(
    initiatives: dict[str, Facts],
    *,
    units: list[Facts] | None = None,
    weeks: int = 52,
    **organisation: Any,  # Any: fields of the organisation
) -> Municipality:
    records = [
        {
            "id": name, "title": name, "owner": "soc", "weeks": 4,
            "load": [{"unit": "soc", "amount": 1}], "value": {"per_week": 1}, **facts,
        }
        for name, facts in initiatives.items()
    ]  # fmt: skip
    return Municipality(
        settings=Settings.from_dict(
            {"name": "Kommunen", "period": {"start": MONDAY.isoformat(), "count": weeks}}
        ),
        organisation=Organisation.from_dict({"units": units or [UNIT], **organisation}),
        initiatives=tuple(Initiative.from_dict(record) for record in records),
    )


def planned(municipality: Municipality, **options: Any) -> Plan:  # Any: options of plan
    result = plan(municipality, as_of=options.pop("as_of", MONDAY), moves=50, **options)
    assert result.checked, result.findings.of("CK413")
    return result


def week(result: Plan, name: str) -> int:
    return result.starts[name]


def types(result: Plan, name: str) -> set[str]:
    return {reason.type for reason in result.explain(name).why}


def test_requirement_01_a_fourth_change_of_four_moves_to_the_next_period() -> None:
    loads = (1, 1, 1, 1)
    capacity = 3
    assert sum(loads) - capacity == 1  # the overload
    result = planned(town({name: {} for name in "abcd"}))
    assert sorted(result.starts.values()) == [0, 0, 0, 4]
    (waiting,) = result.in_state("waits")
    assert waiting.waits_weeks == 4
    assert [(reason.type, reason.subject) for reason in waiting.blocked_by] == [
        ("capacity", "soc")
    ]
    assert waiting.released_by is not None
    (change,) = waiting.released_by.changes
    assert (change.type, change.subject, change.amount) == ("capacity", "soc", 1)


def test_what_is_worth_more_for_its_load_goes_first() -> None:
    result = planned(
        town({"a": {"load": [{"unit": "soc", "amount": 3}]},
              "b": {"load": [{"unit": "soc", "amount": 3}], "value": {"per_week": 5}}})
    )  # fmt: skip
    assert (week(result, "b"), week(result, "a")) == (0, 4)
    assert result.objective == 5 * 48 + 44


def test_a_required_initiative_is_done_before_with_its_lag() -> None:
    links = [{"kind": "requires", "to": "b", "lag_weeks": 2}]
    result = planned(town({"a": {"links": links, "value": {"per_week": 9}}, "b": {}}))
    assert (week(result, "b"), week(result, "a")) == (0, 6)
    assert types(result, "a") == {"precedence"}


def test_what_requires_something_left_out_is_left_out() -> None:
    links = [{"kind": "requires", "to": "b"}]
    result = planned(town({"a": {"links": links}, "b": {"load": [{"unit": "soc", "amount": 4}]}}))
    assert result.starts == {}
    assert result.explain("a").blocked_by[0].subject == "b"
    assert [finding.code for finding in result.findings] == ["CK404"]


def test_follows_holds_only_where_the_other_is_planned() -> None:
    links = [{"kind": "follows", "to": "b"}]
    both = planned(town({"a": {"links": links}, "b": {}}))
    assert week(both, "a") == 4
    alone = planned(town({"a": {"links": links}, "b": {"status": "stopped"}}))
    assert week(alone, "a") == 0


def test_those_in_conflict_run_one_after_the_other() -> None:
    result = planned(town({"a": {"links": [{"kind": "conflicts", "to": "b"}]}, "b": {}}))
    assert sorted(result.starts.values()) == [0, 4]
    assert {r.type for p in result.in_state("waits") for r in p.why} == {"conflict"}


def test_of_two_alternatives_one_is_planned_and_the_other_says_so() -> None:
    links = [{"kind": "alternative-to", "to": "b"}]
    result = planned(town({"a": {"links": links}, "b": {"value": {"per_week": 2}}}))
    assert list(result.starts) == ["b"]
    assert result.explain("a").blocked_by[0].subject == "b"


def test_nothing_goes_live_in_a_freeze_of_its_units_unless_exempt() -> None:
    units: list[Facts] = [{"id": "kommun", "name": "K"}, {**UNIT, "parent": "kommun"}]
    freezes = [{"from": "2011-01-24", "to": "2011-02-06", "units": ["kommun"]}]
    result = planned(town({"a": {}, "b": {"blackout": "none"}}, units=units, freezes=freezes))
    assert (week(result, "a"), week(result, "b")) == (2, 0)
    assert types(result, "a") == {"freeze"}
    assert result.explain("a").blocked_by[0].period == "2011-W05"


def test_a_peak_in_daily_work_is_named_as_such() -> None:
    unit = {**UNIT, "peaks": [{"from": "2011-01-03", "to": "2011-01-16", "load": 2.5}]}
    result = planned(town({"a": {}}, units=[unit]))
    assert week(result, "a") == 2
    assert types(result, "a") == {"peak"}


def test_hours_of_a_key_role_are_a_limit() -> None:
    roles = [{"id": "chef", "capacity_hours_per_week": 8}]
    facts = {"roles": [{"role": "chef", "hours_per_week": 5}]}
    result = planned(town({"a": facts, "b": facts}, roles=roles))
    assert sorted(result.starts.values()) == [0, 4]
    assert types(result, "b") == {"role"}


@pytest.mark.parametrize("over_all", [True, False])
def test_a_limit_on_initiatives_at_once_holds(over_all: bool) -> None:
    units = [UNIT] if over_all else [{**UNIT, "limit": 1}]
    organisation = {"limit": 1} if over_all else {}
    result = planned(town({"a": {}, "b": {}}, units=units, **organisation))
    assert sorted(result.starts.values()) == [0, 4]
    assert types(result, "b") == {"limit"}


def test_a_cost_waits_for_the_year_that_has_money() -> None:
    budget = [{"year": 2011, "amount": 100, "unit": "ksek"},
              {"year": 2012, "amount": 1, "unit": "msek"}]  # fmt: skip
    facts = {"cost": {"amount": 80, "unit": "ksek"}}
    result = planned(town({"a": facts, "b": facts}, budget=budget, weeks=104))
    assert [start < 52 for start in sorted(result.starts.values())] == [True, False]
    assert types(result, "b") == {"budget"}
    freed = result.explain("b").released_by
    assert freed is not None
    assert freed.changes[0].amount == 60


@pytest.mark.parametrize(("deadline", "later"), [("2010-12-03", 8), ("2011-01-14", 2)])
def test_a_deadline_that_has_passed_says_by_how_much_it_would_have_to_move(
    deadline: str, later: int
) -> None:
    result = planned(town({"a": {"deadline": deadline}}))
    freed = result.explain("a").released_by
    assert freed is not None
    assert [(change.type, change.amount) for change in freed.changes] == [("deadline", later)]
    assert f"{later} weeks later" in freed.text.to("en")


def test_a_deadline_that_cannot_be_met_leaves_the_initiative_out() -> None:
    facts = {"deadline": "2011-01-28", "value": {"per_week": 1}}
    full = {"load": [{"unit": "soc", "amount": 3}], "value": {"per_week": 9}, "weeks": 2}
    result = planned(town({"a": facts, "b": full}), engine="greedy")
    assert list(result.starts) == ["b"]
    assert {"capacity", "deadline"} == types(result, "a")
    in_time = planned(town({"a": facts}))
    assert in_time.explain("a").end == dt.date(2011, 1, 28)


def test_something_mandatory_that_does_not_fit_is_an_error_that_names_the_clash() -> None:
    facts = {"deadline": "2011-02-25", "mandatory": True, "load": [{"unit": "soc", "amount": 2}]}
    result = planned(town(dict.fromkeys("abc", facts)))
    (finding,) = result.findings.of("CK401")
    assert "Socialkontoret cannot carry more" in finding.message.to("en")
    assert "2011-02-25" in finding.message.to("sv")
    assert len(result.starts) == 2


def test_what_runs_keeps_its_start_and_what_is_left_of_it_uses_capacity() -> None:
    facts = {"status": "running", "started": "2010-12-22", "weeks": 4,
             "load": [{"unit": "soc", "profile": [3, 1]}]}  # fmt: skip
    result = planned(town({"a": facts, "b": {"load": [{"unit": "soc", "amount": 2}]}}))
    assert (result.starts["a"], week(result, "b")) == (-2, 0)
    place = result.explain("a")
    assert (place.state, place.start, place.end) == (
        "running", dt.date(2010, 12, 22), dt.date(2011, 1, 14),
    )  # fmt: skip


def test_a_running_one_past_its_end_is_assumed_to_end_this_week() -> None:
    facts = {"status": "running", "started": "2010-06-07", "load": [{"unit": "soc", "amount": 3}]}
    result = planned(town({"a": facts, "b": {}}))
    assert week(result, "b") == 1
    assert "assumed" in types(result, "a")
    assert result.assumed == 1


def test_a_pin_is_honoured_whatever_it_breaks_and_others_yield() -> None:
    pin = {"start": "2011-02-07", "load": [{"unit": "soc", "amount": 5}]}
    result = planned(town({"a": pin, "b": {"weeks": 8, "load": [{"unit": "soc", "amount": 1}]}}))
    assert (week(result, "a"), week(result, "b")) == (5, 9)
    assert [finding.code for finding in result.findings] == ["CK412"]
    assert types(result, "a") == {"frozen"}


def test_a_pin_in_the_past_starts_now_and_is_a_finding() -> None:
    result = planned(town({"a": {"start": "2010-05-03"}}))
    assert week(result, "a") == 0
    assert [finding.code for finding in result.findings] == ["CK408"]


def test_a_paused_one_ends_on_the_day_it_was_paused_or_today_where_nobody_noted_it() -> None:
    paused = {"status": "paused", "started": "2010-11-01"}
    history = [{"date": "2010-12-13", "status": "paused"}]
    result = planned(town({"a": {**paused, "history": history}, "b": paused}))
    assert result.explain("a").end == dt.date(2010, 12, 13)
    assert result.explain("b").end == result.as_of


def test_a_paused_one_takes_no_room_until_it_is_pinned() -> None:
    full = {"load": [{"unit": "soc", "amount": 3}]}
    paused = {"status": "paused", "started": "2010-11-01", **full}
    result = planned(town({"a": paused, "b": full}))
    assert (result.explain("a").state, week(result, "b")) == ("paused", 0)
    pinned = planned(town({"a": {**paused, "start": "2011-01-03"}, "b": full}))
    assert (pinned.explain("a").state, week(pinned, "b")) == ("paused", 4)


def test_done_satisfies_what_requires_it_and_stopped_does_not() -> None:
    links = [{"kind": "requires", "to": "b", "lag_weeks": 4}]
    done = {"status": "done", "started": "2010-09-06", "finished": "2010-12-31"}
    result = planned(town({"a": {"links": links}, "b": done}))
    assert week(result, "a") == 4
    assert result.explain("b").state == "done"
    stopped = planned(town({"a": {"links": links}, "b": {"status": "stopped"}}))
    assert stopped.explain("a").left_out
    assert [finding.code for finding in stopped.findings] == ["CK406"]


def test_a_circle_of_requires_is_named_and_the_rest_is_planned() -> None:
    result = planned(
        town({"a": {"links": [{"kind": "requires", "to": "b"}]},
              "b": {"links": [{"kind": "requires", "to": "a"}]},
              "c": {"links": [{"kind": "requires", "to": "b"}]}, "d": {}})
    )  # fmt: skip
    assert list(result.starts) == ["d"]
    (finding,) = result.findings
    assert (finding.code, "a -> b -> a" in finding.message.to("en")) == ("CK402", True)


def test_a_circle_of_follows_is_dropped_with_a_finding() -> None:
    result = planned(
        town({"a": {"links": [{"kind": "follows", "to": "b"}]},
              "b": {"links": [{"kind": "requires", "to": "a"}]}})
    )  # fmt: skip
    assert (week(result, "a"), week(result, "b")) == (0, 4)
    assert [finding.code for finding in result.findings] == ["CK403"]


def test_without_values_the_priority_decides_and_is_marked_assumed() -> None:
    full: Facts = {"load": [{"unit": "soc", "amount": 3}], "value": {}}
    facts = {"a": {**full, "priority": "low"}, "b": {**full, "priority": "high"}, "c": full}
    result = planned(town(facts))
    assert [week(result, name) for name in "bca"] == [0, 4, 8]
    assert result.assumed == 3
    assert result.places_on_assumptions == ("a", "b", "c")


def test_without_capacity_a_limit_is_assumed_and_the_facts_to_find_are_named() -> None:
    units = [{"id": "soc", "name": "Socialkontoret"}, {"id": "bad", "name": "Badhuset"}]
    facts: dict[str, Facts] = {name: {} for name in "abcde"}
    facts["f"] = {"owner": "bad", "load": [], "weeks": 4}
    result = planned(town(facts, units=units))
    assert sorted(week(result, name) for name in "abcde") == [0, 0, 0, 4, 4]
    first = result.facts_to_find()
    assert [(fact.kind, fact.subject, len(fact.places)) for fact in first] == [
        ("limit", "soc", 5), ("limit", "bad", 1), ("load", "bad", 1),
    ]  # fmt: skip
    assert first[0].text.to("en") == (
        "What Socialkontoret can carry: the places of 5 initiatives rest on it"
    )
    assert "Vad Socialkontoret orkar" in result.summary().to("sv")


def test_an_unknown_length_is_the_median_of_the_known_ones() -> None:
    municipality = town({"a": {"weeks": 4}, "b": {"weeks": 8}, "c": {"weeks": 30}})
    record = municipality.initiatives[0].to_dict()
    record.pop("weeks")
    changed = Municipality(
        settings=municipality.settings, organisation=municipality.organisation,
        initiatives=(*municipality.initiatives, Initiative.from_dict({**record, "id": "d"})),
    )  # fmt: skip
    result = planned(changed)
    assert result.intervals()["d"].weeks == 8
    assert "assumed" in types(result, "d")


def test_the_output_has_its_keys_and_no_unknown_printed_as_zero() -> None:
    data = town({"a": {}, "b": {"load": [{"unit": "soc", "amount": 9}]}})
    result = planned(data, engine="greedy", language="sv")
    shown = json.loads(result.to_json())
    assert {"initiatives", "status", "objective", "bound", "gap", "seconds", "seed", "engine",
            "checked", "as_of", "repeatable", "assumed"} <= set(shown)  # fmt: skip
    assert (shown["bound"], shown["gap"]) == (None, None)
    assert all(item["why"] for item in shown["initiatives"])
    left_out = shown["initiatives"][1]
    assert (left_out["state"], left_out["start"], left_out["end"]) == ("left-out", None, None)
    assert len(result.table()) == 2
    assert "orkar inte mer" in str(result)


def test_the_end_of_the_period_before_today_is_a_finding_and_leaves_all_out() -> None:
    result = planned(town({"a": {}}), as_of=dt.date(2013, 1, 7))
    assert result.starts == {}
    assert result.findings.of("CK409")


def test_after_the_last_week_that_alone_is_said() -> None:
    loads = [{"unit": "soc", "amount": 1}]
    result = planned(town({"a": {"load": loads}, "b": {"load": loads}}), as_of=dt.date(2013, 1, 7))
    assert [finding.code for finding in result.findings] == ["CK409"]


def test_findings_write_figures_as_each_language_does() -> None:
    result = planned(town({"a": {"load": [{"unit": "soc", "amount": 4.5}]}}))
    [finding] = result.findings.of("CK404")
    assert "kräver 4,5 av" in finding.message.to("sv")
    assert "needs 4.5 of" in finding.message.to("en")


def test_an_unknown_engine_names_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="unknown engine 'greed', did you mean 'greedy'"):
        planned(town({}), engine="greed")


def test_a_draft_that_breaks_a_rule_is_flagged_and_one_of_another_model_refused() -> None:
    def bad(*_: object, **__: object) -> Draft:
        return Draft(starts=(0, 0, 0, 0))

    result = plan(town({name: {} for name in "abcd"}), as_of=MONDAY, engine="bad",
                  engines={"bad": bad})  # fmt: skip
    assert not result.checked
    assert result.findings.of("CK413")
    with pytest.raises(PluginError, match="gave 4 starts for 1 initiatives"):
        plan(town({"a": {}}), as_of=MONDAY, engine="bad", engines={"bad": bad})


def test_cancel_stops_at_once_and_progress_is_told() -> None:
    told: list[float] = []
    result = plan(town({"a": {}, "b": {}}), as_of=MONDAY, moves=10_000,
                  progress=lambda share, _: told.append(share), cancel=lambda: True)  # fmt: skip
    assert len(told) == 1
    assert result.moves < 10_000
    assert result.checked


def test_a_time_limit_makes_a_plan_unrepeatable() -> None:
    assert not plan(town({"a": {}}), as_of=MONDAY, seconds=0.01).repeatable


def test_many_threads_can_ask_one_plan_and_it_can_be_sent_to_another_process() -> None:
    result = planned(town({f"i{at:02}": {"weeks": 3 + at % 4} for at in range(40)}))
    serial = {name: result.explain(name) for name in result.compiled.items}
    with ThreadPoolExecutor(8) as pool:
        found = dict(zip(serial, pool.map(result.explain, serial), strict=True))
    assert found == serial
    sent = pickle.loads(pickle.dumps(result))  # noqa: S301  # our own bytes
    assert sent == result
    assert sent.explain("i39") == serial["i39"]
    assert sent.what_if().starts == result.starts
