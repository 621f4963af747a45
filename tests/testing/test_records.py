"""Drawn records are valid, say nothing that is not known, and there is one for every class."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from changekit.errors import InvalidDataError
from changekit.model.goal import Goal
from changekit.model.initiative import Initiative
from changekit.testing import record_classes, strategies_for

if TYPE_CHECKING:
    from changekit.model.records import Record

CLASSES = record_classes()


def test_the_classes_are_those_of_the_model() -> None:
    names = {cls.__name__ for cls in CLASSES}
    assert {"Concept", "Goal", "Initiative", "Measure", "Pack", "Profile", "Unit"} <= names
    assert "Record" not in names


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
@settings(max_examples=8)
@given(data=st.data())
def test_every_class_has_a_strategy_for_records_that_read_back(
    cls: type[Record], data: st.DataObject
) -> None:
    record = data.draw(strategies_for(cls))
    assert cls.from_dict(record.to_dict()) == record


@settings(max_examples=30)
@given(goal=strategies_for(Goal, known={"goal": ["a", "b"], "unit": []}))
def test_references_name_what_is_known_or_nothing(goal: Goal) -> None:
    assert goal.parent in {None, "a", "b"}
    assert goal.unit is None
    assert goal.measures == ()


def test_a_record_that_has_to_refer_to_what_is_not_there_is_never_drawn() -> None:
    strategy = strategies_for(Initiative, known={"role": ["chef"]})
    with pytest.raises(NoSuchExample, match="No examples found"):
        find(strategy, lambda item: item.owner is not None, settings=settings(max_examples=200))


@settings(max_examples=30)
@given(data=st.data())
def test_fields_and_days_can_be_chosen(data: st.DataObject) -> None:
    day = dt.date(2024, 1, 8)
    fields: dict[str, st.SearchStrategy[Any]] = {"id": st.just("x"), "weeks": st.just(4)}
    item = data.draw(strategies_for(Initiative, dates=st.just(day), fields=fields))
    assert (item.id, item.weeks) == ("x", 4)
    assert {item.started, item.deadline, item.earliest} <= {None, day}


def test_a_field_that_cannot_be_is_still_refused() -> None:
    with pytest.raises(InvalidDataError, match="Goal: "):
        Goal.from_dict({"id": "a b", "title": "A"})
