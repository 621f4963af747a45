"""The days that a plan shows: new work starts today at the earliest, and ends no day before."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from changekit.services.scoring import score
from tests.services.planning.test_plan import MONDAY, UNIT, Facts, planned, town


def test_nothing_new_starts_before_today_in_the_week_of_today() -> None:
    sunday = MONDAY + dt.timedelta(6)
    facts: dict[str, Facts] = {
        "new": {"weeks": 2},
        "short": {"weeks": 1},
        "pinned": {"status": "decided", "start": MONDAY.isoformat()},
        "later": {"earliest": (MONDAY + dt.timedelta(14)).isoformat()},
        "runs": {"status": "running", "started": MONDAY.isoformat()},
    }
    units = [{**UNIT, "capacity": 9}]
    result = planned(town(facts, units=units), as_of=sunday)
    starts = {name: place.start for name, place in result.places.items()}
    assert starts == {
        "new": sunday, "short": sunday, "pinned": sunday,
        "later": MONDAY + dt.timedelta(14), "runs": MONDAY,
    }  # fmt: skip
    assert result.starts["new"] == 0
    assert result.places["new"].end == MONDAY + dt.timedelta(11)
    assert result.places["short"].end == sunday
    assert {bar.start for bar in result.figure().bars} == set(starts.values())
    (moved,) = result.compare(result.what_if(drop="new")).moved
    assert moved.before == sunday


@given(day=st.integers(0, 20), weeks=st.integers(1, 3), pinned=st.booleans())
def test_no_place_ends_before_it_starts(day: int, weeks: int, pinned: bool) -> None:
    as_of = MONDAY + dt.timedelta(day)
    start: Facts = {"start": as_of.isoformat()} if pinned else {}
    result = planned(town({"a": {"weeks": weeks, **start}, "b": {}}), as_of=as_of)
    for place in result.in_state("starts", "waits"):
        assert place.start is not None
        assert place.end is not None
        assert as_of <= place.start <= place.end


def test_one_of_something_is_told_in_the_singular() -> None:
    facts: dict[str, Facts] = {
        "a": {"weeks": None, "value": None},
        "b": {"weeks": 1, "deadline": MONDAY.isoformat()},
        "c": {"status": "paused"},
        "d": {"status": "done"},
    }
    result = planned(town(facts))
    told = [fact.text.to("en") for fact in result.facts_to_find()]
    assert told == [
        "What benefit 1 initiative of Socialkontoret gives",
        "How long 1 initiative of Socialkontoret takes",
    ]
    assert "1 pausat, 1 klart" in result.summary().to("sv")
    assert "takes 1 week and cannot" in result.findings.of("CK405")[0].message.to("en")
    assert "tar 1 vecka och kan" in result.findings.of("CK405")[0].message.to("sv")


def test_tables_go_by_the_numbers_in_ids() -> None:
    facts: dict[str, Facts] = {str(number): {} for number in range(1, 12)}
    units = [{**UNIT, "capacity": 99}]
    result = planned(town(facts, units=units))
    inside = [int(place.id) for place in result.in_state("starts")]
    assert [int(str(row[0])) for row in result.table().rows] == inside == list(range(1, 12))
    ranking = score(town(facts))
    assert [int(item.id) for item in ranking] == list(range(1, 12))
