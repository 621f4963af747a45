"""At a prompt everything takes one line, and in a notebook it is a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import changekit as ck
from changekit.tables import Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLE = Path(__file__).parents[1] / "docs/examples/eskilstuna"


@pytest.fixture(scope="module")
def ws() -> ck.Workspace:
    return ck.open(EXAMPLE, language="en")


@pytest.mark.parametrize(
    "make",
    [
        lambda ws: ws,
        lambda ws: ws.municipality,
        lambda ws: ws.catalogue,
        lambda ws: ws.catalogue.search("IT"),
        lambda ws: ws.check(),
        lambda ws: ws.score(),
        lambda ws: ws.score().table(),
        lambda ws: ws.score().explain("it-stod"),
        lambda ws: ws.graph(),
        lambda ws: ws.plan(moves=1),
        lambda ws: ws.plugins.status(),
    ],
)
def test_a_prompt_shows_one_short_line_with_class_and_counts(
    ws: ck.Workspace, make: Callable[[ck.Workspace], object]
) -> None:
    thing = make(ws)
    shown = repr(thing)
    assert shown.startswith(f"<{type(thing).__name__} ")
    assert len(shown) <= 250
    assert "\n" not in shown


def test_a_workspace_says_its_name_and_how_much_it_holds(ws: ck.Workspace) -> None:
    assert repr(ws).startswith("<Workspace 'eskilstuna', units: 42, roles: 39, goals: 12, ")
    assert "initiatives: 400" in repr(ws)
    assert "Initiatives            400\n" in str(ws)
    assert '<th scope="row">Initiatives</th><td class="number">400</td>' in ws._repr_html_()


def test_the_place_of_an_initiative_shows_itself_in_a_notebook(ws: ck.Workspace) -> None:
    place = ws.plan(moves=1).explain("mottagning-soc")
    shown = place._repr_html_()
    assert shown.startswith('<p lang="en">mottagning-soc: ')
    assert shown.count("<li>") == str(place).count("\n- ")


def test_a_long_text_is_cut_at_the_prompt() -> None:
    table = Table(title=Text(), columns=(), rows=())
    assert repr(table) == "<Table columns: 0, rows: 0>"
    hits = ck.open(EXAMPLE).catalogue.search("x" * 500)
    assert len(repr(hits)) < 150
