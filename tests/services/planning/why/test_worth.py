"""What one more unit of capacity is worth: by replanning, or by prices where that is much."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from changekit.errors import UnknownNameError
from changekit.services.planning import Plan, plan
from changekit.services.planning.why.worth import SMALL
from tests.services.planning.changes.test_replanning import MONDAY, town


def made() -> Plan:
    fields = {"load": [{"unit": "soc", "amount": 2}]}
    return plan(town(2, a=fields, b=fields, c=fields), as_of=MONDAY, moves=20)


def test_without_prices_one_more_unit_is_tried_and_its_gain_told() -> None:
    found = plan(town(1, a={}, b={}), as_of=MONDAY, engine="greedy").worth_of_capacity()
    (item,) = found.items
    assert (item.subject, item.kind, item.worth) == ("soc", "capacity", 4.0)
    assert item.period == "2011-W01/2011-W30"
    assert found.to_dict()["by"] == "replanning"
    assert "at least" in found.table().to_text("en")


def priced(result: Plan) -> Plan:
    prices = np.zeros((len(result.compiled.model.resources), result.compiled.model.horizon))
    prices[0, :3] = [1.0, 2.0, 0.5]
    return attrs.evolve(result, prices=prices, status="feasible", bound=None)


def many() -> Plan:
    fields = {"load": [{"unit": "soc", "amount": 2}]}
    rows = {f"i{at}": fields for at in range(SMALL + 1)}
    return priced(plan(town(2, **rows), as_of=MONDAY, engine="greedy"))


def test_prices_of_a_large_plan_are_summed_over_the_weeks_of_each_year() -> None:
    found = many().worth_of_capacity()
    (year,) = found.items
    assert (year.period, year.worth, year.weeks, year.by) == ("2011", 3.5, 30, "prices")
    weeks = many().worth_of_capacity(by="week")
    assert [(item.period, item.worth) for item in weeks.items] == [
        ("2011-W02", 2.0), ("2011-W01", 1.0), ("2011-W03", 0.5),
    ]  # fmt: skip
    assert "an upper estimate" in weeks.to_dict()["text"]
    assert "priser i gränsen" in weeks.table().to_text("sv")


def test_a_small_plan_is_replanned_whether_or_not_the_bound_has_prices() -> None:
    bare = plan(town(1, a={}, b={}), as_of=MONDAY, engine="greedy")
    found = priced(bare).worth_of_capacity()
    assert found == bare.worth_of_capacity()
    assert [(item.worth, item.by) for item in found.items] == [(4.0, "replanning")]


def test_a_large_plan_that_is_proven_is_replanned() -> None:
    proven = attrs.evolve(many(), status="optimal")
    assert proven.worth_of_capacity().by == "replanning"
    reached = attrs.evolve(many(), bound=many().objective)
    assert reached.worth_of_capacity().by == "replanning"


def test_where_nothing_is_scarce_nothing_more_is_worth_anything() -> None:
    assert len(plan(town(9, a={}), as_of=MONDAY, moves=5).worth_of_capacity()) == 0


def test_an_unknown_time_is_named() -> None:
    wrong: object = "month"
    with pytest.raises(UnknownNameError, match="unknown period 'month'"):
        made().worth_of_capacity(by=wrong)  # type: ignore[arg-type]  # what is tested
