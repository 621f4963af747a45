"""What a workspace accepts, and how it refuses what cannot be answered."""

from __future__ import annotations

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
