"""What the concepts stand on: criteria of transferability, norms and rubrics."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from changekit.files.resources import read_catalogue
from changekit.model.norm import Norm
from changekit.model.rubric import Rubric
from changekit.model.transfer import TransferCriterion

RECORDS = read_catalogue().records
NORMS: list[Norm] = [item for item in RECORDS["norm"] if isinstance(item, Norm)]
RUBRICS = {item.id: item for item in RECORDS["rubric"] if isinstance(item, Rubric)}
CRITERIA = [item for item in RECORDS["transfer-criterion"] if isinstance(item, TransferCriterion)]


def norm(name: str) -> Norm:
    return next(item for item in NORMS if item.id == name)


def test_the_criteria_cover_the_four_groups_and_weigh_the_same() -> None:
    groups = Counter(item.group for item in CRITERIA)
    assert set(groups) == {"population", "intervention", "environment", "transfer"}
    assert min(groups.values()) >= 5
    assert len(CRITERIA) >= 20
    assert {item.weight for item in CRITERIA} == {1.0}
    assert all(item.description and item.source for item in CRITERIA)


@pytest.mark.parametrize("item", NORMS, ids=lambda item: item.id)
def test_a_norm_says_where_it_stands_and_holds_once_a_day(item: Norm) -> None:
    assert item.values
    for value in item.values:
        assert value.source.document
        assert value.source.page or value.source.url
        assert value.text or value.scale
        assert value.from_ is None or value.to is None or value.from_ <= value.to
        assert (value.amount is None) or item.unit
        days = [day for day in (value.from_, value.to) if day]
        assert all(sum(other.holds_on(day) for other in item.values) == 1 for day in days)


@pytest.mark.parametrize(
    ("name", "day", "amount"),
    [
        ("building-permit-decision", "2018-12-31", 10),
        ("building-permit-decision", "2019-01-01", 10),
        ("building-permit-decision", "2011-05-01", None),
        ("building-permit-decision", "2026-03-01", 10),
        ("building-notification-start", "2024-06-01", 4),
        ("building-notification-start", "2018-12-31", None),
        ("building-fee-reduction", "2026-03-01", 0.2),
        ("delay-request-after", "2018-06-30", None),
        ("delay-request-after", "2026-01-01", 6),
        ("delay-request-answer", "2020-02-29", 4),
        ("appeal-time", "2020-01-01", 3),
        ("child-welfare-start", "2025-06-30", 14),
        ("child-welfare-start", "2025-07-01", 14),
        ("child-welfare-start", "2012-12-31", None),
        ("child-welfare-investigation", "2010-01-01", 4),
        ("child-welfare-investigation", "2025-07-01", None),
        ("serving-permit-decision", "2015-01-01", 4),
    ],
)
def test_a_deadline_holds_between_its_days(name: str, day: str, amount: float | None) -> None:
    value = norm(name).on(dt.date.fromisoformat(day))
    assert (value.amount if value else None) == amount


def test_a_value_that_ends_with_its_act_says_what_was_not_checked() -> None:
    ended = [item.values[-1] for item in NORMS if item.values[-1].to]
    assert len(ended) == 2
    for value in ended:
        assert value.source.note is not None
        assert "not been checked" in value.source.note.to("en")


def test_delegation_to_automation_came_four_years_after_the_general_rule() -> None:
    day = dt.date(2022, 6, 30)
    assert norm("automated-decision-general").on(day)
    assert norm("automated-decision-delegation").on(day) is None
    assert norm("automated-decision-delegation").on(dt.date(2022, 7, 1))


def test_the_puzzle_has_thirteen_values_with_five_steps_each() -> None:
    rubric = RUBRICS["siq-13"]
    assert (rubric.version, rubric.scale.low, rubric.scale.high) == ("2016.1", 1, 5)
    assert len(rubric.values) == 13
    for value in rubric.values:
        assert sorted(value.levels) == ["1", "2", "3", "4", "5"]
        assert value.description
        assert value.needs
    scale = norm("siq-values-scale").values[0].scale
    assert scale == rubric.scale


def test_the_second_rubric_has_nine_criteria() -> None:
    rubric = RUBRICS["caf-2020"]
    assert len(rubric.values) == 9
    assert norm("caf-criterion-scale").values[0].scale == rubric.scale
