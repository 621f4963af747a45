"""Follow-up: due days, still work, and measures before and after."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.model.initiative import Initiative
from changekit.model.measure import Measure
from changekit.services.followup import (
    days_silent,
    evaluate_measure,
    follow_up_due,
    is_dormant,
    trend,
)

TODAY = dt.date(2011, 6, 1)


def initiative(**fields: object) -> Initiative:
    return Initiative.from_dict({"id": "x", "title": "X", **fields})


def measure(*readings: tuple[str, float | None], **fields: object) -> Measure:
    observations = [{"date": day, "value": value} for day, value in readings]
    base = {"id": "svarstid", "title": "Svarstid", "unit": "days", "better": "down"}
    return Measure.from_dict({**base, "observations": observations, **fields})


def last_seen(days: int, status: str = "running") -> Initiative:
    day = TODAY - dt.timedelta(days)
    return initiative(status=status, history=[{"date": day.isoformat(), "status": status}])


@pytest.mark.parametrize(("days", "dormant"), [(89, False), (90, True), (400, True)])
def test_requirement_24_no_update_in_90_days_is_dormant(days: int, dormant: bool) -> None:
    assert is_dormant(last_seen(days), as_of=TODAY) is dormant


@pytest.mark.parametrize("status", ["idea", "paused", "done", "stopped"])
def test_what_may_rest_is_never_dormant(status: str) -> None:
    assert not is_dormant(last_seen(400, status), as_of=TODAY)


def test_an_unknown_last_update_is_not_called_dormant() -> None:
    assert days_silent(initiative(), as_of=TODAY) is None
    assert not is_dormant(initiative(status="running"), as_of=TODAY)


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"follow_up": {"every_weeks": 13, "last": "2011-01-03"}}, dt.date(2011, 4, 4)),
        ({"follow_up": {"every_weeks": 2}, "started": "2011-05-02"}, dt.date(2011, 5, 16)),
        (
            {
                "follow_up": {"every_weeks": 2},
                "history": [{"date": "2011-05-09", "status": "running"}],
            },
            dt.date(2011, 5, 23),
        ),
        ({"follow_up": {"every_weeks": 2}}, None),
        ({}, None),
    ],
    ids=["from-last", "from-start", "from-history", "no-day-known", "no-rhythm"],
)
def test_the_next_follow_up_is_counted_from_the_best_known_day(
    fields: dict[str, object], due: dt.date | None
) -> None:
    assert follow_up_due(initiative(status="running", **fields)) == due


def test_what_does_not_run_has_no_follow_up_due() -> None:
    proposed = initiative(follow_up={"every_weeks": 1, "last": "2000-01-01"})
    assert follow_up_due(proposed) is None


DONE = {"status": "done", "started": "2011-02-01", "finished": "2011-03-31"}


def test_a_measure_is_compared_before_the_start_and_after_the_end() -> None:
    days = measure(
        ("2010-12-31", 9), ("2011-01-31", 11), ("2011-02-28", 99), ("2011-04-30", 4), target=5
    )
    result = evaluate_measure(days, initiative(**DONE))
    assert (result.before.mean, result.after.mean, result.change) == (10, 4, -6)
    assert (result.direction, result.target_reached) == ("better", True)
    assert result.to_dict()["before"]["count"] == 2
    assert "better" in str(result)


def test_a_missing_reading_is_no_zero() -> None:
    days = measure(("2011-01-31", 8), ("2011-04-30", None))
    result = evaluate_measure(days, initiative(**DONE))
    assert (result.after.mean, result.after.not_collected) == (None, 1)
    assert (result.change, result.direction, result.target_reached) == (None, None, None)
    assert "–" in str(result)


def test_work_that_is_not_finished_has_no_after() -> None:
    days = measure(("2011-01-31", 8), ("2011-04-30", 4))
    result = evaluate_measure(days, initiative(status="running", started="2011-02-01"))
    assert (result.before.count, result.after.count) == (1, 0)


def test_what_a_reading_rests_on_is_only_summed_when_all_say_it() -> None:
    some = {"observations": [{"date": "2011-01-01", "value": 1, "n": 5}]}
    both = {"observations": [*some["observations"], {"date": "2011-01-02", "value": 2}]}
    done = initiative(**DONE)
    assert evaluate_measure(measure(**some), done).before.n == 5
    assert evaluate_measure(measure(**both), done).before.n is None


def test_a_trend_compares_the_oldest_and_the_newest_reading() -> None:
    days = measure(("2011-03-01", 4), ("2010-01-01", 9), ("2011-04-01", None), target=5)
    found = trend(days)
    assert (found.direction, found.target_reached, found.not_collected) == ("better", True, 1)
    assert trend(days, as_of=dt.date(2010, 6, 1)).direction is None


def test_a_measure_never_read_has_no_trend() -> None:
    found = trend(measure(("2011-01-01", None), target=5))
    assert (found.first, found.direction, found.target_reached) == (None, None, None)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1), st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_turning_better_around_turns_the_verdict_around(
    before: list[float], after: list[float]
) -> None:
    readings = [("2011-01-01", v) for v in before] + [("2011-05-01", v) for v in after]
    down = evaluate_measure(measure(*readings), initiative(**DONE)).direction
    up = evaluate_measure(measure(*readings, better="up"), initiative(**DONE)).direction
    opposite = {"better": "worse", "worse": "better", "unchanged": "unchanged"}
    assert up == opposite[str(down)]
