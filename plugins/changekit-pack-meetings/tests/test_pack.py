"""The pack: read as data, its module never imported."""

from __future__ import annotations

import sys

import changekit as ck


def workspace(*packs: str) -> ck.Workspace:
    settings = {"name": "Exempel", "as_of": "2024-01-08", "packs": list(packs)}
    return ck.Workspace.from_dict({"settings": settings})


def test_its_concepts_are_found_by_a_workspace_that_uses_it() -> None:
    opened = workspace("changekit/core", "meetings/short")
    assert opened.catalogue.show("meetings/decision-log").title.to("sv") == "Beslutslogg"
    assert list(opened.findings) == []
    assert "changekit_pack_meetings" not in sys.modules


def test_a_workspace_that_does_not_use_it_has_none_of_it() -> None:
    assert "meetings/decision-log" not in workspace("changekit/core").municipality.concepts_by_id
