"""Reach: what a change is felt as, unit by unit."""

from __future__ import annotations

import changekit as ck

DATA = {
    "settings": {"name": "Exempel", "as_of": "2024-01-08", "plugins": ["reach"]},
    "organisation": {
        "units": [{"id": "soc", "name": "Social"}, {"id": "skola", "name": "Skola"}],
    },
    "initiatives": [
        {
            "id": "wide",
            "title": "A",
            "load": [{"unit": "soc", "amount": 1}, {"unit": "skola", "amount": 1}],
        },
        {"id": "heavy", "title": "B", "load": [{"unit": "soc", "profile": [1, 3]}]},
        {"id": "unknown", "title": "C"},
    ],
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
