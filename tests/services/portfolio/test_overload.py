"""Overload: more than a unit or a role can carry, with who causes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from changekit.services.portfolio import check

if TYPE_CHECKING:
    import datetime as dt

    from tests.services.portfolio.conftest import Maker

SOC = {"units": [{"id": "soc", "name": "Soc", "capacity": 3}]}
PERIOD = {"period": {"start": "2011-05-30", "count": 20}}


def running(name: str, **fields: Any) -> dict[str, Any]:
    load = [{"unit": "soc", "amount": 1}]
    return {
        "id": name, "status": "running", "started": "2011-05-30", "weeks": 4, "load": load,
        **fields,
    }  # fmt: skip


def test_four_loads_of_one_against_three_are_found_with_their_causes(
    make: Maker, today: dt.date
) -> None:
    town = make(*(running(name) for name in "abcd"), organisation=SOC, settings=PERIOD)
    (found,) = check(town, as_of=today).of("CK313")
    assert found.subject == "soc"
    assert found.message.to("en") == (
        "carries more than it can in 2011-W22–2011-W25: at most 4 against 3 (2011-W22), "
        "caused by a (1), b (1), c (1) and d (1)"
    )


@pytest.mark.parametrize(
    ("fourth", "over"),
    [
        ({"status": "decided", "started": None, "earliest": "2011-06-06"}, True),
        ({"status": "decided", "started": None}, False),
        ({"status": "proposed", "started": None, "earliest": "2011-06-06"}, False),
        ({"status": "proposed", "started": None, "start": "2011-06-06"}, True),
        (
            {
                "status": "proposed", "started": None, "earliest": "2011-06-06",
                "deadline": "2011-07-03",
            },
            True,
        ),
        ({"status": "paused"}, False),
        ({"status": "done", "finished": "2011-05-31"}, False),
        ({"started": "2011-01-03"}, True),
        ({"weeks": None}, True),
        ({"load": [{"unit": "soc", "amount": 0}]}, False),
    ],
    ids=[
        "decided-dated", "decided-open", "proposed-open", "pinned", "no-choice", "paused", "done",
        "late-but-running", "unknown-length", "no-load",
    ],
)  # fmt: skip
def test_what_has_dates_counts(
    make: Maker, today: dt.date, fourth: dict[str, Any], over: bool
) -> None:
    items = [*(running(name) for name in "abc"), running("d", **fourth)]
    town = make(*items, organisation=SOC, settings=PERIOD)
    assert bool(check(town, as_of=today).of("CK313")) is over


def test_weeks_that_have_passed_and_unknown_capacity_are_no_findings(
    make: Maker, today: dt.date
) -> None:
    over = [running(name, started="2010-01-04", status="done") for name in "abcd"]
    assert not check(make(*over, organisation=SOC), as_of=today).of("CK313")
    unknown = {"units": [{"id": "soc", "name": "Soc"}]}
    assert not check(make(*map(running, "abcd"), organisation=unknown), as_of=today).of("CK313")


def test_two_peaks_apart_are_two_findings(make: Maker, today: dt.date) -> None:
    peaks = [{"from": day, "to": day, "load": 3} for day in ("2011-06-01", "2011-06-15")]
    organisation = {"units": [{**SOC["units"][0], "peaks": peaks}]}
    town = make(running("a"), organisation=organisation)
    found = check(town, as_of=today).of("CK313")
    assert [item.path for item in found] == ["capacity 2011-W22", "capacity 2011-W24"]


def test_a_role_with_more_hours_than_it_has_is_found(make: Maker, today: dt.date) -> None:
    organisation = {**SOC, "roles": [{"id": "chef", "capacity_hours_per_week": 6}]}
    roles = [{"role": "chef", "hours_per_week": 3.5}]
    town = make(*(running(n, roles=roles) for n in "ab"), organisation=organisation)
    (found,) = check(town, as_of=today).of("CK328")
    assert "som mest 7 h mot 6 h" in found.message.to("sv")
    assert "a (3,5 h)" in found.message.to("sv")


def test_what_units_carry_counts_above_them_as_in_plans(make: Maker, today: dt.date) -> None:
    tree = {
        "units": [
            {"id": "kommun", "name": "Kommunen", "capacity": 1, "headcount": 100},
            {"id": "soc", "name": "Soc", "parent": "kommun", "headcount": 50},
        ]
    }
    town = make(*(running(name) for name in "abc"), organisation=tree, settings=PERIOD)
    (found,) = check(town, as_of=today).of("CK313")
    assert found.subject == "kommun"
    assert "at most 1.5 against 1" in found.message.to("en")
