"""Elections: a missing decision matters when nobody can take it."""

from __future__ import annotations

import datetime as dt

import pytest
from changekit_elections.elections import near_an_election

import changekit as ck
from changekit.testing import check_check


def codes(deadline: str, *, decision: str | None = None, country: str = "SE") -> list[str]:
    initiative = {"id": "a", "title": "A", "deadline": deadline, "mandate": {"decision": decision}}
    workspace = ck.Workspace.from_dict(
        {
            "settings": {
                "name": "Exempel", "as_of": "2022-01-10", "country": country,
                "plugins": ["elections"],
            },
            "initiatives": [initiative],
        }
    )  # fmt: skip
    return [finding.code for finding in workspace.check() if finding.code == "EL001"]


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [("2022-08-13", 0), ("2022-08-14", 1), ("2022-10-23", 1), ("2022-10-24", 0)],
    ids=["before", "first-day", "last-day", "after"],
)
def test_deadlines_near_the_election_are_noted(deadline: str, expected: int) -> None:
    assert len(codes(deadline)) == expected


def test_with_a_decision_all_is_well() -> None:
    assert codes("2022-09-20", decision="KF 2022/14") == []


def test_another_country_has_other_elections() -> None:
    assert codes("2022-09-20", country="FI") == []


def test_it_keeps_to_what_every_check_has_to() -> None:
    initiative = {"id": "a", "title": "A", "deadline": "2022-09-20"}
    data = {"settings": {"name": "Exempel"}, "initiatives": [initiative]}
    town = ck.Workspace.from_dict(data).municipality
    day = dt.date(2022, 1, 10)
    assert check_check(near_an_election, also=[town], as_of=day, examples=20) == {"EL001"}
