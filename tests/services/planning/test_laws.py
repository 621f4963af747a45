"""What holds for every plan of every municipality."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.model.decision import Decision
from changekit.model.initiative import Initiative
from changekit.model.municipality import Municipality
from changekit.model.organisation import Organisation
from changekit.model.quantities import Capacity, HoursPerWeek
from changekit.model.settings import Settings
from changekit.services.planning import Change, Placed, Plan, plan

FIRST = dt.date(2011, 1, 3)
TODAY = dt.date(2011, 1, 19)
STATUSES = ["proposed"] * 6 + ["running", "paused", "done", "stopped"]
CAPACITIES = [1, 2, {"default": 2, "2011-03": 0.5}, {"2011-02": 1}]
PEAKS = [[], [{"from": "2011-02-07", "to": "2011-02-20", "load": 1}]]
WEEKS = 40
UNITS = ("kommun", "soc", "bad")
Facts = dict[str, Any]  # Any: fields of a record as they stand in a file

days = st.integers(-10, 45).map(lambda week: (FIRST + dt.timedelta(7 * week + 2)).isoformat())
amounts = st.sampled_from([0, 0.5, 1, 1 / 3, 2])


WAYS = (
    st.fixed_dictionaries({"amount": amounts}),
    st.fixed_dictionaries({"profile": st.lists(amounts, min_size=1, max_size=3)}),
    st.builds(
        lambda before, live, after, weeks: {
            "phases": {"preparation": before, "go_live": live, "settling": after},
            "settling_weeks": weeks if after else 0,
        },
        amounts, amounts, amounts, st.integers(1, 6),
    ),
)  # fmt: skip


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def loads(draw: st.DrawFn) -> list[Facts]:
    units = draw(st.lists(st.sampled_from(UNITS), max_size=3))
    return [{"unit": unit, **draw(st.one_of(WAYS))} for unit in units]


@st.composite
def initiatives(draw: st.DrawFn, names: list[str], name: str) -> Initiative:
    links = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["requires", "follows", "conflicts", "alternative-to"]),
            "to": st.sampled_from(names),
            "lag_weeks": st.integers(0, 3),
        }
    )
    facts: Facts = {
        "id": name,
        "title": name,
        "owner": draw(maybe(st.sampled_from(UNITS))),
        "status": draw(st.sampled_from(STATUSES)),
        "weeks": draw(maybe(st.integers(1, 9))),
        "load": draw(loads()),
        "links": draw(st.lists(links, max_size=2)),
        "mandatory": draw(st.booleans()),
        "priority": draw(maybe(st.sampled_from(["high", "medium", "low"]))),
        "roles": draw(st.lists(st.sampled_from([
            {"role": "chef", "hours_per_week": 3}, {"role": "chef"},
        ]), max_size=1)),
        "value": draw(maybe(st.fixed_dictionaries(
            {"per_week": st.integers(0, 9)},
            optional={"decay": st.fixed_dictionaries(
                {"from": days, "per_week": st.sampled_from([0.01, 0.2, 1])})},
        ))),
        "late": draw(maybe(st.fixed_dictionaries({"per_week": st.sampled_from([0, 2, 50])}))),
        "cost": draw(maybe(st.fixed_dictionaries(
            {"amount": st.integers(0, 90), "unit": st.sampled_from(["ksek", "keur"])}))),
        "blackout": draw(st.sampled_from(["default", "none"])),
        "start": draw(st.none() | st.none() | days),
    }  # fmt: skip
    dates = sorted(draw(st.tuples(days, days)))
    if facts["status"] in ("running", "done"):
        facts["started"], facts["finished"] = dates[0], None
        if facts["status"] == "done":
            facts["finished"] = dates[1]
    elif draw(st.booleans()):
        facts["earliest"], facts["deadline"] = dates
    return Initiative.from_dict({key: value for key, value in facts.items() if value is not None})


@st.composite
def decisions(draw: st.DrawFn, names: list[str]) -> tuple[Decision, ...]:
    found: dict[object, Decision] = {}
    for _ in range(draw(st.integers(0, 3))):
        do = draw(st.sampled_from(["start", "pause", "stop", "pin"]))
        facts = {"date": draw(days), "body": "Ledning", "initiative": draw(st.sampled_from(names)),
                 "do": do}  # fmt: skip
        decision = Decision.from_dict({**facts, "start": draw(days)} if do == "pin" else facts)
        found.setdefault(decision.id, decision)
    return tuple(found.values())


@st.composite
def municipalities(draw: st.DrawFn) -> Municipality:
    names = [f"i{at}" for at in range(draw(st.integers(1, 9)))]
    units = [
        {
            "id": unit, "name": unit, "parent": None if unit == "kommun" else "kommun",
            "capacity": draw(maybe(st.sampled_from(CAPACITIES))),
            "limit": draw(maybe(st.integers(1, 3))),
            "peaks": draw(st.sampled_from(PEAKS)),
            "headcount": draw(maybe(st.sampled_from([0, 10, 40]))),
        }
        for unit in UNITS
    ]  # fmt: skip
    organisation: Facts = {
        "units": [{k: v for k, v in unit.items() if v is not None} for unit in units],
        "roles": [{"id": "chef", "capacity_hours_per_week": 4}],
        "freezes": [{"from": "2011-03-01", "to": "2011-03-12", "units": ["soc"]},
                    {"from": "2011-05-02", "to": "2011-05-04"}],
        "budget": draw(st.sampled_from([[], [{"year": 2011, "amount": 100, "unit": "ksek"}]])),
    }  # fmt: skip
    if draw(st.booleans()):
        organisation["limit"] = draw(st.integers(1, 4))
    return Municipality(
        settings=Settings.from_dict(
            {
                "name": "K", "period": {"start": FIRST.isoformat(), "count": WEEKS},
                "planning": {"discount_per_year": draw(st.sampled_from([0, 0, 0.1]))},
            }
        ),
        organisation=Organisation.from_dict(organisation),
        initiatives=tuple(draw(initiatives(names, name)) for name in names),
        decisions=draw(decisions(names)),
    )  # fmt: skip


def planned(municipality: Municipality, moves: int = 40) -> Plan:
    return plan(municipality, as_of=TODAY, moves=moves)


@settings(max_examples=50)
@given(municipalities())
def test_the_checker_confirms_every_plan(municipality: Municipality) -> None:
    result = planned(municipality)
    assert result.checked, [item.message.to("en") for item in result.findings.of("CK413")]


@settings(max_examples=20)
@given(municipalities(), st.randoms(use_true_random=False))
def test_the_order_of_the_data_plays_no_part(municipality: Municipality, dice: Any) -> None:
    mixed = list(municipality.initiatives)
    dice.shuffle(mixed)
    first, second = (
        planned(municipality),
        planned(attrs.evolve(municipality, initiatives=tuple(mixed))),
    )
    assert dict(first.starts) == dict(second.starts)
    assert first.to_dict()["initiatives"] == second.to_dict()["initiatives"]


@settings(max_examples=20)
@given(municipalities())
def test_equal_seed_and_moves_give_equal_plans_and_what_if_of_nothing_changes_nothing(
    municipality: Municipality,
) -> None:
    first = planned(municipality)
    assert first == planned(municipality)
    assert first.compare(first.what_if()).moved == ()


@settings(max_examples=25)
@given(municipalities())
def test_every_place_has_its_reasons_and_its_state(municipality: Municipality) -> None:
    result = planned(municipality)
    assert len(result.places) == len(municipality.initiatives)
    for name, place in result.places.items():
        assert place.why
        assert all(reason.text.missing() == () for reason in place.why)
        planned_state = place.state in ("running", "starts", "waits")
        assert (name in result.starts) or not planned_state
        assert place.left_out == (place.state == "left-out")
        if place.state == "waits" and name not in result.compiled.fixed:
            assert place.blocked_by
            assert (place.waits_weeks or 0) > 0


@settings(max_examples=25)
@given(municipalities())
def test_what_is_fixed_stays_where_it_is(municipality: Municipality) -> None:
    result = planned(municipality)
    calendar = result.compiled.calendar
    for decided in result.compiled.items.values():
        item = decided.initiative
        if item.status == "running" and item.started:
            assert result.starts[item.id] == calendar.index(item.started)
        elif item.start and item.start > TODAY and item.status in ("proposed", "paused"):
            assert result.starts[item.id] == calendar.index(item.start)


def pinned(result: Plan, free: str) -> Municipality:
    """Return the data in which everything stands where the plan has it, but for one."""
    municipality, calendar = result.compiled.municipality, result.compiled.calendar
    kept = []
    for decided in result.compiled.items.values():
        item = decided.initiative
        if item.id == free or item.status != "proposed":
            kept.append(item)
        elif item.id in result.starts:
            kept.append(attrs.evolve(item, start=calendar.start(result.starts[item.id])))
        else:
            kept.append(attrs.evolve(item, status="stopped"))
    return attrs.evolve(municipality, initiatives=tuple(kept), decisions=())


def with_change(municipality: Municipality, place: Placed) -> Municipality:
    """Return the data with the changes that release an initiative, made to the letter."""
    organisation = municipality.organisation
    units = {unit.id: unit for unit in organisation.units}
    roles = {role.id: role for role in organisation.roles}
    limit = organisation.limit
    assert place.released_by is not None
    for change in place.released_by.changes:
        more = change.amount or 0
        if change.type == "role":
            role = roles[change.subject]
            hours = HoursPerWeek((role.capacity_hours_per_week or 0) + more)
            roles[role.id] = attrs.evolve(role, capacity_hours_per_week=hours)
        elif change.type == "limit" and not change.subject:
            limit = (limit or 3) + round(more)
        elif change.type == "limit":
            unit = units[change.subject]
            units[unit.id] = attrs.evolve(unit, limit=(unit.limit or 3) + round(more))
        else:
            unit = units[change.subject]
            assert unit.capacity is not None
            known = [load for _, load in unit.capacity.periods]
            low = unit.capacity.default or sorted(known)[(len(known) - 1) // 2]
            periods = tuple((key, load + more + 1e-3) for key, load in unit.capacity.periods)
            # A peak that leaves nothing hides part of what is lacking: lift the floor with it.
            capacity = Capacity(default=low + more + 1e-3, periods=periods)
            units[unit.id] = attrs.evolve(unit, capacity=capacity)
    changed = attrs.evolve(
        organisation, units=tuple(units.values()), roles=tuple(roles.values()), limit=limit
    )
    return attrs.evolve(municipality, organisation=changed)


def can_be_made(change: Change, municipality: Municipality) -> bool:
    """Tell whether data can say the change: not so for the assumed limit of those without unit."""
    without_unit = not change.subject and municipality.organisation.limit is None
    return change.type in ("capacity", "role") or (change.type == "limit" and not without_unit)


@settings(max_examples=50)
@given(municipalities())
def test_the_change_that_releases_an_initiative_does_so(municipality: Municipality) -> None:
    result = planned(municipality)
    for name, place in result.places.items():
        freed = place.released_by
        if freed is None or not all(can_be_made(c, municipality) for c in freed.changes):
            continue
        if place.start is not None:
            assert freed.start < place.start
        again = planned(with_change(pinned(result, name), place), moves=0)
        assert name in again.starts
        assert again.compiled.calendar.start(again.starts[name]) <= freed.start
