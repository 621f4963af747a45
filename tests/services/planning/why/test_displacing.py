"""What an initiative that is left out would displace: a plan that holds, and its honest price."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings

from changekit.errors import UnknownNameError
from changekit.services.planning import Plan, Slot, plan, violations
from changekit.services.planning.why.displacing import displacement
from tests.services.planning.changes.test_replanning import MONDAY, town
from tests.services.planning.test_laws import municipalities

if TYPE_CHECKING:
    from changekit.model.municipality import Municipality


def full(**facts: dict[str, Any]) -> Plan:  # Any: fields of a record
    period = {"load": [{"unit": "soc", "amount": 2}], "weeks": 15}
    every = {name: {**period, **fields} for name, fields in facts.items()}
    return plan(town(2, **every), as_of=MONDAY, engine="greedy", moves=50)


def test_feature_F9_what_is_left_out_says_who_would_leave_and_what_is_lost() -> None:  # noqa: N802
    result = full(a={"value": {"per_week": 9}}, b={"value": {"per_week": 5}, "weeks": 14}, c={})
    place = result.explain("c")
    assert place.left_out
    assert place.displaces is not None
    assert place.displaces.leaves == ("b",)
    assert place.displaces.loss > 0
    assert "without a place: b" in str(place)
    assert place.to_dict()["displaces"]["leaves"] == ["b"]
    assert result.explain("a").displaces is None


def test_what_is_required_comes_along() -> None:
    out = {"value": {"per_week": 0.1}}
    result = full(a={"value": {"per_week": 9}}, b={"value": {"per_week": 8}},
                  c={**out, "weeks": 5},
                  d={**out, "weeks": 5, "links": [{"kind": "requires", "to": "c"}]})  # fmt: skip
    found = result.displacement("d")
    assert found is not None
    assert [name for name, _ in found.enters] == ["c"]
    assert "comes along: c" in found.text.to("en")


def test_what_cannot_be_let_in_displaces_nothing() -> None:
    result = full(a={"status": "running", "started": "2011-01-03", "weeks": 30}, b={})
    assert result.explain("b").displaces is None
    with pytest.raises(UnknownNameError, match="unknown initiative 'x'"):
        result.displacement("x")


def test_prices_say_how_much_more_the_capacity_is_worth_to_others() -> None:
    result = full(a={"value": {"per_week": 9}}, b={"value": {"per_week": 5}, "weeks": 14}, c={})
    model = result.compiled.model
    starts = [result.starts.get(name) for name in model.ids]
    prices = np.full((len(model.resources), model.horizon), 1.0)
    found = displacement(result.compiled, starts, "c", prices=prices)
    assert found is not None
    assert found.price == 2 * 15 - 1 * (30 - 15)
    assert "worth 15 more to others" in found.text.to("en")


@settings(max_examples=40)
@given(municipalities())
def test_the_plan_that_would_follow_holds(municipality: Municipality) -> None:
    result = plan(municipality, as_of=dt.date(2011, 1, 19), moves=20)
    compiled = result.compiled
    for place in result.in_state("left-out"):
        found = result.displacement(place.id)
        if found is None:
            continue
        starts = {**result.starts, place.id: compiled.calendar.index(found.start)}
        starts.update({name: compiled.calendar.index(day) for name, day in found.enters})
        for name, weeks in found.moves:
            starts[name] += weeks
        for name in found.leaves:
            del starts[name]
        made = tuple(starts.get(name) for name in compiled.model.ids)
        assert compiled.model.objective(made) == pytest.approx(result.objective - found.loss)
        assert not broken(result, starts)


def broken(result: Plan, starts: dict[str, int]) -> list[str]:
    compiled = result.compiled
    slots = {
        name: Slot(start=start, weeks=compiled.items[name].weeks, fixed=name in compiled.fixed)
        for name, start in starts.items()
    }
    return violations(
        compiled.municipality, slots, calendar=compiled.calendar, as_of=compiled.as_of,
        ignored=frozenset(compiled.ties.dropped),
    )  # fmt: skip
