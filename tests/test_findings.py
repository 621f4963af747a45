"""Findings: in the order of files, compared with a baseline, shown to people and tools."""

from __future__ import annotations

from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.findings import Finding, Findings, Place
from changekit.rules import SEVERITIES, all_rules
from changekit.rules.reading import TAB, UNKNOWN_KEY
from changekit.text import Text


def finding(file: str = "a.yaml", line: int = 1, subject: str = "x") -> Finding:
    return Finding.of(TAB, subject=subject, place=Place(file, line, 1))


places = st.builds(finding, st.sampled_from(["a.yaml", "b.yaml"]), st.integers(1, 99), st.text())


@given(st.lists(places))
def test_findings_stand_in_the_order_of_files_and_lines(items: list[Finding]) -> None:
    ordered = Findings.in_order(items)
    keys = [(item.place.file, item.place.line) for item in ordered if item.place]
    assert keys == sorted(keys)
    assert list(Findings.in_order(reversed(items))) == list(ordered)


@given(st.lists(places), st.lists(places))
def test_only_what_a_baseline_lacks_is_new(known: list[Finding], more: list[Finding]) -> None:
    findings = Findings.in_order([*known, *more])
    new = findings.new_since(item.key for item in known)
    assert len(new) == len(more)
    assert not findings.new_since(item.key for item in findings)


def test_a_finding_that_moved_to_another_line_is_not_new() -> None:
    moved = Findings.in_order([finding(line=7)])
    assert not moved.new_since([finding(line=3).key])


def test_a_finding_reads_as_place_path_code_message_and_hint() -> None:
    advice = Text(sv="menade du 'title'?", en="did you mean 'title'?")
    item = Finding.of(
        UNKNOWN_KEY, {"key": "titel", "advice": advice}, place=Place("a.yaml", 3, 5), path="titel"
    )
    assert item.line() == ("a.yaml:3:5: titel: CK109 unknown key 'titel' (did you mean 'title'?)")
    assert "okänd nyckel 'titel' (menade du 'title'?)" in item.line("sv")
    assert item.rule is UNKNOWN_KEY


def test_a_cell_is_named_as_the_spreadsheet_names_it() -> None:
    assert str(Place("r.xlsx!Initiativ!F12", 12, 6, cell=True)) == "r.xlsx!Initiativ!F12"


def test_annotations_for_a_code_host_escape_their_text() -> None:
    item = Finding(
        code="X1",
        severity="warning",
        place=Place("a.yaml", 2, 3),
        message=Text.plain("50 %\nfull"),
    )
    annotated = Findings.in_order([item]).to_text("github")
    assert annotated == "::warning file=a.yaml,line=2,col=3,title=X1::50 %25%0Afull"


def test_severities_are_counted_and_chosen() -> None:
    info = Finding(code="X2", severity="info", message=Text.plain("by the way"))
    findings = Findings.in_order([finding(), info])
    assert findings.counts() == {"error": 1, "warning": 0, "info": 1}
    assert [item.code for item in findings.at_least("warning")] == ["CK103"]
    assert [item.code for item in findings.of("X2")] == ["X2"]


@pytest.mark.parametrize("code", all_rules(), ids=str)
def test_every_rule_speaks_both_languages_with_the_same_gaps(code: str) -> None:
    rule = all_rules()[code]
    texts = [rule.message] + ([rule.hint] if rule.hint else [])
    for text in texts:
        assert text.languages == ("en", "sv")
        gaps = [{name for _, name, _, _ in Formatter().parse(wording) if name} for wording in text]
        assert gaps[0] == gaps[1]
    assert rule.severity in SEVERITIES


def test_codes_and_slugs_are_each_used_once() -> None:
    rules = list(all_rules().values())
    assert len({rule.slug for rule in rules}) == len(rules)
