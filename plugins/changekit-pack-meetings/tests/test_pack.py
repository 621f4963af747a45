"""The pack: read as data, its module never imported."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import changekit as ck
from changekit.testing import check_pack

FOLDER = Path(__file__).parents[1] / "src/changekit_pack_meetings/pack"


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


def test_it_keeps_to_what_every_pack_has_to() -> None:
    assert list(check_pack(FOLDER)) == []


def test_it_is_listed_and_searched_without_a_workspace(tmp_path: Path) -> None:
    def ask(*words: str) -> dict[str, list[dict[str, object]]]:
        run = subprocess.run(
            [sys.executable, "-m", "changekit", *words, "--json"],
            capture_output=True, check=True, text=True, cwd=tmp_path,
        )  # fmt: skip
        answer: dict[str, list[dict[str, object]]] = json.loads(run.stdout)
        return answer

    (listed,) = [item for item in ask("plugins")["plugins"] if item["name"] == "meetings"]
    assert (listed["status"], listed["hooks"]) == ("ok", ["changekit.packs"])
    assert "meetings/decision-log" in [item["id"] for item in ask("search", "beslutslogg")["hits"]]
