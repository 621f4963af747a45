"""The broken plugin: named, switched off, and harmless."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import changekit as ck

if TYPE_CHECKING:
    import pytest

DATA = {"settings": {"name": "Exempel", "as_of": "2024-01-08"}}


def test_it_is_named_with_its_error_while_the_rest_works() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "changekit", "plugins", "--json"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    plugins = {item["name"]: item for item in json.loads(run.stdout)["plugins"]}
    assert plugins["broken"]["status"] == "broken"
    assert "broken on purpose" in plugins["broken"]["error"]
    for name in ("reach", "elections", "scoring", "planning"):
        assert plugins[name]["status"] == "ok"


def test_a_check_reports_it_and_still_checks() -> None:
    findings = ck.Workspace.from_dict(DATA).check()
    assert [finding.subject for finding in findings.of("CK501")] == ["broken"]


def test_it_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHANGEKIT_DISABLE", "broken")
    findings = ck.Workspace.from_dict(DATA).check()
    assert list(findings.of("CK501")) == []
