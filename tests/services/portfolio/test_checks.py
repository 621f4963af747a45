"""Checks together: broken ones are isolated, baselines cover what is known, SARIF is sound."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from changekit.errors import InvalidDataError
from changekit.findings import Finding, Findings, Place
from changekit.rules import all_rules
from changekit.rules.portfolio import NO_GOAL
from changekit.services.portfolio import BUILT_IN, baseline_keys, check, to_sarif
from changekit.text import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from changekit.model.municipality import Municipality
    from tests.services.portfolio.conftest import Maker


def breaks_half_way(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:
    yield Finding(code="MY001", severity="info", subject="kept", message=Text.plain("odd"))
    msg = "disk full"
    raise RuntimeError(msg)


def gives_text(municipality: Municipality, as_of: dt.date) -> Any:
    return ["not a finding"]


def test_a_check_that_breaks_is_named_and_the_others_go_on(make: Maker, today: dt.date) -> None:
    checks = {**BUILT_IN, "half": breaks_half_way, "text": gives_text}
    found = check(make({"id": "a"}), as_of=today, checks=checks)
    assert [item.subject for item in found.of("CK503")] == ["half", "text"]
    assert "RuntimeError: disk full" in found.of("CK503")[0].message.to("en")
    assert "which is no finding" in found.of("CK503")[1].message.to("en")
    assert {item.subject for item in found.of("CK301", "MY001")} == {"a", "kept"}


def own(**fields: Any) -> Any:
    return lambda _town, _day: [
        Finding(**{"code": "MY001", "severity": "info", "message": Text.plain("odd"), **fields})
    ]


def leaves(municipality: Municipality, as_of: dt.date) -> Any:
    raise SystemExit(0)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (own(severity="fatal"), "severity 'fatal', which is none of error, warning, info"),
        (own(severity=["error"]), "severity \\['error'\\], which is none of"),
        (own(code=7), "code 7, which is no text"),
        (own(code="CK301"), "codes that begin with CK are changekit's own"),
        (own(message="text"), "a message or hint that is no Text"),
        (own(hint="text"), "a message or hint that is no Text"),
        (own(place="goals.yaml"), "a place that is no Place"),
        (own(subject=None), "a subject that is no text"),
        (leaves, "SystemExit: 0"),
    ],
)
def test_a_check_that_gives_what_nobody_can_show_is_a_finding_itself(
    make: Maker, today: dt.date, broken: Any, why: str
) -> None:
    found = check(make({"id": "a"}), as_of=today, checks={**BUILT_IN, "broken": broken})
    (failed,) = found.of("CK503")
    assert failed.subject == "broken"
    assert re.search(why, failed.message.to("en"))
    assert found.of("CK301")
    assert found.counts()
    assert found.to_json()


def test_an_empty_municipality_has_no_findings(make: Maker, today: dt.date) -> None:
    assert list(check(make(), as_of=today)) == []


def test_the_order_of_the_checks_changes_nothing(make: Maker, today: dt.date) -> None:
    town = make({"id": "a"}, {"id": "b", "status": "running"})
    turned = dict(reversed(list(BUILT_IN.items())))
    assert check(town, as_of=today, checks=turned) == check(town, as_of=today)


def test_every_portfolio_rule_speaks_both_languages() -> None:
    rules = [rule for code, rule in all_rules().items() if code.startswith("CK3")]
    texts = [text for rule in rules for text in (rule.message, rule.hint) if text]
    assert len(rules) == 31
    assert all(text.languages == ("en", "sv") for text in texts)


def test_a_baseline_covers_what_is_known_and_lets_the_new_through(
    make: Maker, today: dt.date
) -> None:
    before = check(make({"id": "a"}), as_of=today)
    printed = json.loads(before.to_json())
    after = check(make({"id": "a"}, {"id": "b"}), as_of=today)
    new = after.new_since(baseline_keys(printed))
    assert {item.subject for item in new} == {"b"}
    assert not before.new_since(baseline_keys(printed["findings"]))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"ranking": []}, "holds no list of findings"),
        ("text", "holds no list of findings"),
        ([{"subject": "a"}], "finding 1 has no code"),
        ([{"code": "CK301"}, 7], "finding 2 has no code"),
    ],
)
def test_a_baseline_of_another_shape_is_refused(data: object, message: str) -> None:
    with pytest.raises(InvalidDataError, match=message):
        baseline_keys(data)


FOUND = Findings.in_order(
    [
        Finding.of(NO_GOAL, subject="a", place=Place("initiatives/å b.yaml", 5, 8), path="goals"),
        Finding.of(NO_GOAL, subject="b", place=Place("r.xlsx!Initiativ!F12", 12, 6, cell=True)),
        Finding.of(NO_GOAL, subject="c", place=Place("#/initiatives/0")),
        Finding(code="MY001", severity="error", message=Text(en="Own rule", sv="Egen regel")),
    ],
    language="sv",
)


def test_sarif_has_what_the_standard_requires() -> None:
    log = to_sarif(FOUND, "0.1.0")
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("changekit", "0.1.0")
    assert [rule["id"] for rule in driver["rules"]] == ["CK301", "MY001"]
    assert len(run["results"]) == len(FOUND)
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in {"error", "warning", "note"}
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert json.loads(json.dumps(log, allow_nan=False)) == log


def test_sarif_says_where_in_the_way_the_place_allows() -> None:
    results = to_sarif(FOUND, "0.1.0")["runs"][0]["results"]
    by_subject = {r["partialFingerprints"]["changekit/v1"].split("|")[1]: r for r in results}
    file = by_subject["a"]["locations"][0]["physicalLocation"]
    assert file["artifactLocation"]["uri"] == "initiatives/%C3%A5%20b.yaml"
    assert file["region"] == {"startLine": 5, "startColumn": 8}
    cell = by_subject["b"]["locations"][0]
    assert cell["physicalLocation"] == {"artifactLocation": {"uri": "r.xlsx"}}
    names = [item["fullyQualifiedName"] for item in cell["logicalLocations"]]
    assert names == ["r.xlsx!Initiativ!F12", "b"]
    assert "physicalLocation" not in by_subject["c"]["locations"][0]
    assert "locations" not in by_subject[""]


def test_sarif_speaks_the_language_of_the_findings_and_keeps_the_other() -> None:
    rule = to_sarif(FOUND, "0.1.0")["runs"][0]["tool"]["driver"]["rules"][0]
    assert rule["shortDescription"]["text"] == "tjänar inget mål"
    assert rule["properties"]["message"] == {"sv": "tjänar inget mål", "en": "serves no goal"}


def test_sarif_shows_no_places_to_fill_in() -> None:
    rules = [rule for code, rule in all_rules().items() if code.startswith("CK3")]
    every = Findings(
        items=tuple(Finding(code=r.code, severity=r.severity, message=Text(en="x")) for r in rules)
    )
    shown = json.dumps(to_sarif(every, "0.1.0")["runs"][0]["tool"]["driver"]["rules"])
    assert not re.search(r"\{[a-z_]+\}", shown)
