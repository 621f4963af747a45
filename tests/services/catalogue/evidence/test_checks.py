"""Findings about claims and observations."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from changekit.services.catalogue.evidence.checks import concept_findings
from changekit.workspace import Workspace
from tests.services.catalogue.evidence.test_levels import concept, item


def codes(*items: dict[str, Any], **fields: Any) -> list[str]:
    return [finding.code for finding in concept_findings(concept(*items, **fields))]


@pytest.mark.parametrize(
    ("items", "claim", "expected"),
    [
        ([item()], {"level": 2}, []),
        ([item()], {"level": 1}, []),
        ([item()], {"level": 3}, ["CK820"]),
        ([item()], {"certainty": {"lead-time": "high"}}, ["CK821"]),
        ([item()], {"certainty": {"cost": "low"}}, ["CK822"]),
        ([item(n=9)], None, ["CK823"]),
        ([item(scale={"low": 0, "high": 10}, after=8)], None, ["CK824"]),
        ([item(scale={"low": 0, "high": 20}, effect={"estimate": -21})], None, ["CK824", "CK827"]),
        ([item(before=None)], None, ["CK825"]),
        ([item(better=None)], None, ["CK826"]),
        ([item(effect={"estimate": -3})], None, ["CK827"]),
        ([item("comparison", effect={"estimate": -3})], None, []),
    ],
)
def test_each_fault_has_its_finding(
    items: list[dict[str, Any]], claim: dict[str, Any] | None, expected: list[str]
) -> None:
    assert codes(*items, claim=claim) == expected


def test_a_claim_that_is_too_high_says_what_would_make_it_true() -> None:
    (finding,) = concept_findings(concept(item(), claim={"level": 3}))
    assert finding.severity == "error"
    assert finding.hint is not None
    assert "without the concept" in finding.hint.to("en")


def test_check_finds_a_claim_of_ones_own_concept() -> None:
    data = {
        "settings": {"name": "Alby", "packs": ["changekit/core"], "as_of": "2024-01-01"},
        "concepts": [concept(item(), claim={"level": 5}).to_dict()],
    }
    workspace = Workspace.from_dict(data)
    found = [f for f in workspace.check() if f.code.startswith("CK82")]
    assert [(f.code, f.subject) for f in found] == [("CK820", "se-1/one-door")]
    assert workspace.day() == dt.date(2024, 1, 1)


@pytest.mark.parametrize(("named", "found"), [({}, 1), ({"needs": ["lead-time"]}, 0)])
def test_an_answer_that_has_to_name_a_need_and_names_none_is_said(
    named: dict[str, Any], found: int
) -> None:
    asked = {"id": "real", "title": "Real", "group": "population", "per_need": True}
    workspace = Workspace.from_dict(
        {
            "settings": {"name": "Alby", "as_of": "2024-01-01"},
            "needs": [{"id": "lead-time", "title": "Lead time"}],
            "criteria": [asked],
            "context": {"answers": [{"criterion": "real", "answer": "same", **named}]},
        }
    )
    codes = [finding.code for finding in workspace.check(as_of=dt.date(2024, 1, 1))]
    assert codes.count("CK828") == found
