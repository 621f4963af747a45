"""What a workspace accepts, and how it refuses what cannot be answered."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import changekit as ck
from changekit.errors import InvalidValueError, PluginError
from changekit.extension.hookspecs import hookimpl

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLE = Path(__file__).parents[1] / "docs/examples/eskilstuna"


@pytest.fixture(scope="module")
def ws() -> ck.Workspace:
    return ck.open(EXAMPLE, language="en")


@pytest.mark.parametrize("given", [[lambda _: 1.0], lambda _: 1.0], ids=["in-a-list", "alone"])
def test_a_plain_function_as_scorer_is_told_of_the_decorator(ws: ck.Workspace, given: Any) -> None:
    with pytest.raises(InvalidValueError, match=r"is no scorer: write @ck\.scorer") as info:
        ws.score(scorers=given)
    assert "är ingen metod" in info.value.text.to("sv")


def test_one_scorer_needs_no_list(ws: ck.Workspace) -> None:
    @ck.scorer
    def short_first(initiative: ck.Initiative) -> float | None:
        return -initiative.weeks if initiative.weeks else None

    alone: Any = short_first
    assert ws.score(scorers=alone) == ws.score(scorers=[short_first])


def exporting(function: Callable[[Any], Any]) -> ck.Workspace:
    class Plugin:
        @hookimpl
        def register_exporters(self) -> Any:
            return {"odd": function}

    return ck.open(EXAMPLE, language="en", plugins={"mine": Plugin()})


def raises(_graph: Any) -> str:
    raise SystemExit(3)


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (lambda _: 1 / 0, "plugin 'odd': ZeroDivisionError: division by zero"),
        (raises, "plugin 'odd': SystemExit: 3"),
        (lambda _: 7, "plugin 'odd': the exporter has to return text, got 7"),
    ],
    ids=["fails", "leaves", "no-text"],
)
def test_an_exporter_that_breaks_its_promise_is_named(
    function: Callable[[Any], Any], message: str
) -> None:
    with pytest.raises(PluginError, match=message):
        exporting(function).export("odd")


@pytest.fixture(scope="module")
def plan(ws: ck.Workspace) -> ck.Plan:
    return ws.plan(moves=0)


def test_a_day_may_be_written_as_text(ws: ck.Workspace) -> None:
    assert ws.day("2011-03-01") == dt.date(2011, 3, 1)
    assert ws.day(dt.datetime(2011, 3, 1, 12, 30)) == dt.date(2011, 3, 1)  # noqa: DTZ001  # local
    assert ck.open(EXAMPLE, as_of="2011-03-01").as_of == dt.date(2011, 3, 1)
    assert ck.Workspace.from_dict(ws.to_dict(), as_of="2011-03-01").day() == dt.date(2011, 3, 1)


@pytest.mark.parametrize("day", ["2011-13-01", "i dag", "", 20110101])
def test_what_is_no_day_is_refused_with_an_example(ws: ck.Workspace, day: Any) -> None:
    for call in (ws.day, lambda it: ws.plan(as_of=it), lambda it: ck.open(EXAMPLE, as_of=it)):
        with pytest.raises(InvalidValueError, match="as_of has to be a day, such as 2011-01-03"):
            call(day)


@pytest.mark.parametrize("language", ["klingonska!", "fi", ""])
def test_a_language_is_one_of_those_there_are(language: str) -> None:
    with pytest.raises(InvalidValueError, match=r"no language '.*'; there are sv, en"):
        ck.open(EXAMPLE, language=language)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"moves": -1}, "moves has to be a number, at least 0, not -1"),
        ({"moves": 1.5}, "moves has to be a whole number, not 1.5"),
        ({"moves": True}, "moves has to be a number, at least 0, not True"),
        ({"seconds": 0}, "seconds has to be a number above 0, not 0"),
        ({"seconds": float("nan")}, "seconds has to be a number above 0, not nan"),
        ({"seed": "7"}, "seed has to be a number, not '7'"),
        ({"seed": 1.5}, "seed has to be a whole number, not 1.5"),
    ],
)
def test_a_plan_is_asked_for_with_numbers_that_can_be(
    ws: ck.Workspace, asked: Any, message: str
) -> None:
    with pytest.raises(InvalidValueError, match=re.escape(message)):
        ws.plan(**asked)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"delay": {"it-stod": 521}}, "delay of 'it-stod' has to be a number from -520 to 520"),
        ({"delay": {"it-stod": 0.5}}, "delay of 'it-stod' has to be a whole number"),
        ({"delay": ["it-stod"]}, "delay has to be values by id, such as {'it-stod': 4}"),
        ({"capacity": {"vuxen": -1}}, "capacity of 'vuxen' has to be a number, at least 0"),
        ({"move": {"it-stod": "snart"}}, "move of 'it-stod' has to be a day"),
    ],
)
def test_what_if_is_asked_with_what_can_be(plan: ck.Plan, asked: Any, message: str) -> None:
    with pytest.raises(InvalidValueError, match=re.escape(message)):
        plan.what_if(**asked)


def test_one_id_is_dropped_as_one_and_a_day_to_move_to_may_be_text(plan: ck.Plan) -> None:
    assert plan.what_if(drop="it-stod").starts == plan.what_if(drop=["it-stod"]).starts
    moved: Any = {"it-stod": "2011-05-02"}
    by_date = plan.what_if(move={"it-stod": dt.date(2011, 5, 2)})
    assert plan.what_if(move=moved).starts == by_date.starts


def test_plans_of_two_municipalities_are_not_compared(plan: ck.Plan) -> None:
    town = ck.Workspace.from_dict({"settings": {"name": "Malmö stad"}}, as_of="2011-01-03")
    with pytest.raises(InvalidValueError, match="within one municipality, these are of Eskils"):
        plan.compare(town.plan())


def test_a_load_of_what_is_no_plan_is_refused(ws: ck.Workspace) -> None:
    wrong: Any = "x"
    with pytest.raises(InvalidValueError, match="plan has to be a plan, not str"):
        ws.load(wrong)
