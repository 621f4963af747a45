"""Reach: what a change is felt as, unit by unit, scored, reported and exported."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from changekit_reach.reach import ReachScorer
from changekit_reach.section import most_met

import changekit as ck
from changekit.interfaces.report import write_report
from changekit.testing import check_scorer

if TYPE_CHECKING:
    from pathlib import Path

INITIATIVES = [
    {
        "id": "wide",
        "title": "A",
        "load": [{"unit": "soc", "amount": 1}, {"unit": "skola", "amount": 1}],
    },
    {"id": "heavy", "title": "B", "load": [{"unit": "soc", "profile": [1, 3]}]},
    {"id": "unknown", "title": "C"},
]
DATA = {
    "settings": {"name": "Exempel", "as_of": "2024-01-08", "plugins": ["reach"]},
    "organisation": {
        "units": [{"id": "soc", "name": "Social"}, {"id": "skola", "name": "Skola"}],
    },
    "initiatives": INITIATIVES,
}


def test_the_widest_and_heaviest_change_comes_first() -> None:
    ranking = ck.Workspace.from_dict(DATA).score(method="reach").to_dict()["ranking"]
    assert [item["id"] for item in ranking] == ["heavy", "wide", "unknown"]
    assert ranking[0]["score"] == 3
    assert ranking[1]["contributions"] == {"skola": 1, "soc": 1}


def test_a_change_that_names_no_unit_is_not_scored_as_zero() -> None:
    ranking = ck.Workspace.from_dict(DATA).score(method="reach").to_dict()["ranking"]
    assert ranking[-1]["score"] is None
    assert ranking[-1]["unknown"] == ["load"]


def test_it_keeps_to_what_every_scorer_has_to() -> None:
    check_scorer(ReachScorer(), examples=20)


def test_the_report_shows_the_units_that_meet_most_change(tmp_path: Path) -> None:
    workspace = ck.Workspace.from_dict(DATA, language="en")
    (page,) = write_report(workspace, tmp_path / "report.html")
    assert "Units that meet most change" in page.read_text(encoding="utf-8")
    section = most_met(workspace.municipality, dt.date(2024, 1, 8))
    assert section is not None
    assert [row[1:] for row in section.tables[0].rows] == [(2, 4), (1, 1)]


def test_a_municipality_without_loads_has_no_such_section() -> None:
    town = ck.Workspace.from_dict({**DATA, "initiatives": []}).municipality
    assert most_met(town, dt.date(2024, 1, 8)) is None


def test_the_links_are_exported_as_lines_that_start_no_formula() -> None:
    links = [{"kind": "requires", "to": "heavy", "why": "=1+1"}]
    data = {**DATA, "initiatives": [{"id": "a", "title": "A", "links": links}, *INITIATIVES]}
    assert ck.Workspace.from_dict(data).export("edges") == (
        "source,target,kind,reason\na,heavy,requires,'=1+1\n"
    )
