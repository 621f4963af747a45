"""Aims: the first counts most, no later one takes anything from it, and all are measured."""

from __future__ import annotations

import itertools
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.extension.protocols.planning import FREE
from changekit.services.planning.aims import checked, reached, weighed
from changekit.services.planning.aims.levelling import levelled
from changekit.services.planning.aims.reaching import FINE, unevenness
from changekit.services.planning.aims.weighing import SEPARABLE
from changekit.services.planning.plan import plan
from tests.services.planning.test_laws import TODAY, municipalities

LESS_IS_BETTER = ("makespan", "tardiness", "levelled", "disturbance")


def amounts(result: Any) -> dict[str, float]:  # Any: a plan
    return {item.aim: item.amount for item in result.aims}


@settings(max_examples=25)
@given(municipalities(), st.permutations(["value", "makespan", "tardiness", "levelled"]))
def test_plans_for_any_aims_hold_and_measure_them_in_their_order(
    municipality: Any,  # Any: a municipality
    aims: list[str],
) -> None:
    result = plan(municipality, as_of=TODAY, moves=20, aims=aims[:2])
    assert result.checked, [item.message.to("en") for item in result.findings.of("CK413")]
    asked = [*aims[:2], *([] if "value" in aims[:2] else ["value"])]
    assert [item.aim for item in result.aims] == asked
    assert amounts(result)["value"] == pytest.approx(result.objective)


@settings(max_examples=25)
@given(municipalities(), st.sampled_from(["levelled", "makespan"]))
def test_a_later_aim_takes_nothing_from_value(municipality: Any, later: str) -> None:
    first = plan(municipality, as_of=TODAY, moves=20)
    second = plan(municipality, as_of=TODAY, moves=20, aims=["value", later])
    assert second.objective >= first.objective - 1e-9
    supply = first.compiled.shared.supply
    starts = [first.starts.get(name) for name in first.compiled.model.ids]
    (was,) = reached(first.compiled.model, starts, [later], supply=supply)  # type: ignore[list-item]  # names of aims
    assert amounts(second)[later] <= was.amount + 1e-9


@settings(max_examples=25)
@given(municipalities())
def test_levelling_leaves_nothing_out_and_only_ever_levels(municipality: Any) -> None:
    result = plan(municipality, as_of=TODAY, moves=0)
    model, supply = result.compiled.model, result.compiled.shared.supply
    starts = [result.starts.get(name) for name in model.ids]
    other = levelled(model, starts, supply=supply)
    assert [start is None for start in other] == [start is None for start in starts]
    assert unevenness(model, other, supply) <= unevenness(model, starts, supply)


@settings(max_examples=25)
@given(municipalities(), st.data())
def test_keeping_to_a_plan_moves_nothing_that_can_stay(municipality: Any, data: Any) -> None:
    first = plan(municipality, as_of=TODAY, moves=20)
    days = {name: first.compiled.calendar.start(week) for name, week in first.starts.items()}
    seed = data.draw(st.integers(0, 9))
    again = plan(
        municipality, as_of=TODAY, moves=20, seed=seed, aims=["disturbance"], earlier=days
    )
    assert amounts(again)["disturbance"] == 0
    assert dict(first.starts).items() <= dict(again.starts).items()


@settings(max_examples=25)
@given(municipalities(), st.permutations(SEPARABLE))
def test_weighed_gains_rank_pairs_of_starts_as_the_aims_do(
    municipality: Any,  # Any: a municipality
    aims: list[Any],  # Any: names of aims
) -> None:
    result = plan(municipality, as_of=TODAY, moves=0)
    model = attrs.evolve(result.compiled.model, worth=1.0 * result.compiled.model.worth.round())
    was = {name: week for name, week in result.starts.items() if week % 2}
    whole = weighed(model, aims, was).model
    free = [i for i in range(len(model)) if model.fixed[i] == FREE][:2]
    base = list(model.fixed.tolist())
    plain = [None if week == FREE else week for week in base]
    plans = []
    for pair in itertools.product([None, 2, 7, 20], repeat=len(free)):
        starts = list(plain)
        for i, week in zip(free, pair, strict=True):
            starts[i] = week
        found = reached(model, starts, aims, supply=result.compiled.shared.supply, was=was)
        signed = [r.amount if r.aim == "value" else -r.amount for r in found]
        plans.append(
            (tuple(round(amount, 3) for amount in signed), whole.objective(tuple(starts)))
        )
    for (first, one), (second, other) in itertools.combinations(plans, 2):
        if first[0] > second[0] + 1e-2:
            assert one > other
        elif first[0] < second[0] - 1e-2:
            assert one < other


def test_use_of_all_there_is_for_a_week_counts_one() -> None:
    municipality = _one_unit({"amount": 2})
    result = plan(municipality, as_of=TODAY, aims=["value", "levelled"])
    assert amounts(result)["levelled"] == pytest.approx(3)
    assert unevenness(result.compiled.model, [0], result.compiled.shared.supply) == 3 * FINE


def _one_unit(load: dict[str, Any]) -> Any:  # Any: fields of a record, a municipality
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.model.organisation import Organisation
    from changekit.model.settings import Settings

    return Municipality(
        settings=Settings.from_dict({"name": "K", "period": {"start": "2011-01-17", "count": 9}}),
        organisation=Organisation.from_dict(
            {"units": [{"id": "soc", "name": "S", "capacity": 2}]}
        ),
        initiatives=(
            Initiative.from_dict(
                {"id": "a", "title": "A", "weeks": 3, "load": [{"unit": "soc", **load}]}
            ),
        ),
    )


def test_aims_that_cannot_be_are_refused() -> None:
    with pytest.raises(UnknownNameError, match="levelled"):
        checked(["leveled"], earlier=False)
    with pytest.raises(InvalidValueError, match="each aim counts once"):
        checked(["value", "value"], earlier=False)
    with pytest.raises(InvalidValueError, match="needs an earlier plan"):
        checked(["disturbance"], earlier=False)
    assert checked("value", earlier=False) == ("value",)
