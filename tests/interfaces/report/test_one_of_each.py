"""One of a thing is told as one, in both languages and on both pages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from changekit.interfaces.report.material import Material
from changekit.interfaces.report.writing import management_html, report_html
from changekit.workspace import Workspace

MANY = {
    "sv": r"\b1 (?:\w+heter|\w+gifter|rader|veckor|varningar|klara|pausade|roller|grupper)\b",
    "en": r"\b1 (?:rows|weeks|units|roles|groups|figures|findings|errors|warnings"
    r"|assumed figures|start|run|wait|are|have|do)\b",
}


def row(name: str, **values: Any) -> dict[str, Any]:  # Any: plain data
    return {
        "id": name, "title": f"Förändringen {name}", "status": "proposed", "weeks": 5,
        "owner": {"unit": "soc"}, "load": [{"unit": "soc", "amount": 1}], "priority": "high",
        "value": {"per_week": 5, "unit": "ksek"}, **values,
    }  # fmt: skip


def town(rows: list[dict[str, Any]], language: str) -> Workspace:  # Any: plain data
    settings = {"name": "Provstad", "period": {"start": "2011-01-03", "count": 40}}
    unit = {"id": "soc", "name": "Socialkontoret", "capacity": 1}
    data = {
        "settings": {**settings, "as_of": "2011-01-03"},
        "organisation": {"units": [unit]},
        "initiatives": rows,
    }
    return Workspace.from_dict(data, language=language, plugins={})


ROWS = [
    row("a"),
    row("b", links=[{"kind": "requires", "to": "a", "why": "bygger"}], value={}),
    row("c", status="done", started="2010-09-06", finished="2010-12-03"),
    row("d", status="paused"),
    row("e", load=[{"unit": "soc", "amount": 2}]),
]


def texts(page: str) -> list[str]:
    page = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    page = re.sub(r"<dt>(.*?)</dt><dd>(.*?)</dd>", r"<p>\2 \1</p>", page)
    return re.sub(r"<[^>]*>", "\n", page).split("\n")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("rows", [ROWS, ROWS[:1]], ids=["one-in-each-state", "one-in-all"])
def test_one_is_told_as_one(language: str, rows: list[dict[str, Any]]) -> None:  # Any: data
    opened = town(rows, language)
    known = Material(workspace=opened, plan=opened.plan())
    for page in (report_html(known), management_html(known)):
        assert [words for words in texts(page) if re.search(MANY[language], words)] == []


def test_no_table_is_announced_with_two_colons(data: dict[str, Any]) -> None:  # Any: data
    opened = Workspace.from_dict(data, plugins={})
    assert "::" not in " ".join(texts(report_html(Material(workspace=opened, plan=opened.plan()))))
