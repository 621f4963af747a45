"""Following: what lies still, is late, or ended without a result to see."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from changekit.services.portfolio import check

if TYPE_CHECKING:
    from tests.services.portfolio.conftest import Maker


def codes(make: Maker, today: dt.date, row: dict[str, Any], **fields: Any) -> set[str]:
    found = check(make({"id": "x", **row}, **fields), as_of=today)
    return {item.code for item in found} & {"CK316", "CK317", "CK318", "CK319", "CK320"}


def noted(day: dt.date, status: str = "running") -> dict[str, Any]:
    return {
        "status": status,
        "started": day.isoformat(),
        "history": [{"date": day.isoformat(), "status": status}],
    }


def test_requirement_24_ninety_days_without_update_are_found(make: Maker, today: dt.date) -> None:
    still = noted(today - dt.timedelta(90))
    assert codes(make, today, still) == {"CK316"}
    assert codes(make, today, noted(today - dt.timedelta(89))) == set()
    (found,) = check(make({"id": "x", **still}), as_of=today).of("CK316")
    assert found.message.to("en") == "has lain still for 90 days, since 2011-03-03"


def test_requirement_24_an_overdue_review_is_found(make: Maker, today: dt.date) -> None:
    row = {**noted(today), "follow_up": {"every_weeks": 4, "last": "2011-05-03"}}
    (found,) = check(make({"id": "x", **row}), as_of=today).of("CK317")
    assert found.message.to("en") == "the follow-up was due on 2011-05-31, 1 day ago"
    due_today = {**row, "follow_up": {"every_weeks": 4, "last": "2011-05-04"}}
    assert codes(make, today, due_today) == set()


def test_running_work_has_a_day_of_start(make: Maker, today: dt.date) -> None:
    assert codes(make, today, {"status": "running"}) == {"CK318"}


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ({"status": "running", "started": "2011-06-02"}, ["started"]),
        ({"status": "running", "started": "2011-06-01"}, []),
        ({"status": "done", "started": "2011-01-03", "finished": "2012-01-02"}, ["finished"]),
        (
            {"status": "done", "started": "2011-12-01", "finished": "2012-01-02"},
            ["finished", "started"],
        ),
        ({"status": "decided", "started": "2011-06-02"}, []),
    ],
    ids=["starts-tomorrow", "starts-today", "ends-later", "all-later", "not-begun"],
)
def test_work_that_runs_or_is_done_has_no_day_in_the_future(
    make: Maker, today: dt.date, row: dict[str, Any], fields: list[str]
) -> None:
    found = check(make({"id": "x", **row}), as_of=today).of("CK329")
    assert sorted(item.path for item in found) == fields


def test_a_day_in_the_future_is_told_in_both_languages(make: Maker, today: dt.date) -> None:
    row = {"id": "x", "status": "running", "started": "2011-06-02"}
    (found,) = check(make(row), as_of=today).of("CK329")
    assert found.severity == "warning"
    assert found.place == make(row).place("initiative", "x", "started")
    assert found.message.to("en") == (
        "started is 2011-06-02, after 2011-06-01 which counts as today, but it is running"
    )
    assert found.message.to("sv") == (
        "started är 2011-06-02, efter 2011-06-01 som räknas som idag, men det är pågående"
    )


@pytest.mark.parametrize(
    ("row", "late"),
    [
        ({"deadline": "2011-05-31"}, True),
        ({"deadline": "2011-06-01"}, False),
        ({"mandate": {"deadline": "2011-05-31"}}, True),
        ({"deadline": "2011-12-31", "mandate": {"deadline": "2011-05-31"}}, False),
        ({"deadline": "2011-05-31", "status": "done"}, False),
        ({"deadline": "2011-05-31", "status": "paused"}, True),
    ],
    ids=["yesterday", "today", "mandate", "own-goes-first", "done", "paused"],
)
def test_a_deadline_that_passed_is_found(
    make: Maker, today: dt.date, row: dict[str, Any], late: bool
) -> None:
    assert ("CK320" in codes(make, today, row)) is late


DONE = {
    "status": "done", "started": "2010-09-01", "finished": "2010-12-01",
    "mandate": {"measure": "svarstid"},
}  # fmt: skip


def svarstid(*readings: tuple[str, float | None]) -> list[dict[str, Any]]:
    observations = [{"date": day, "value": value} for day, value in readings]
    return [
        {
            "id": "svarstid", "title": "Svarstid", "unit": "days", "better": "down",
            "observations": observations,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "readings", "found"),
    [
        (DONE, [("2011-01-31", 4)], False),
        (DONE, [("2010-11-30", 4)], True),
        (DONE, [("2011-01-31", None)], True),
        ({**DONE, "finished": "2011-03-04"}, [], False),
        ({**DONE, "finished": "2011-03-03"}, [], True),
        ({**DONE, "finished": None}, [("2011-01-31", 4)], True),
        ({**DONE, "mandate": None}, [("2011-01-31", 4)], True),
        ({**DONE, "mandate": None, "goals": ["g"]}, [("2011-01-31", 4)], False),
    ],
    ids=[
        "read-after", "read-before-alone", "not-collected", "just-done", "long-done",
        "no-day-of-end", "no-measure", "measure-of-the-goal",
    ],
)  # fmt: skip
def test_done_work_has_a_reading_after_its_end(
    make: Maker,
    today: dt.date,
    row: dict[str, Any],
    readings: list[tuple[str, float | None]],
    found: bool,
) -> None:
    goals = {"goals": [{"id": "g", "title": "Mål", "measures": ["svarstid"]}]}
    found_codes = codes(make, today, row, goals=goals, measures=svarstid(*readings))
    assert ("CK319" in found_codes) is found
