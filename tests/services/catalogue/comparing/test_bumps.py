"""Version rules: each sort of change needs its step, and a step that does not fit is found."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.model.concept import Concept
from changekit.services.catalogue.comparing import diff, required_bump
from changekit.services.catalogue.comparing.bumps import made_bump, next_version

STEPS: list[dict[str, Any]] = [  # Any: plain data
    {"name": "map", "text": "M", "roles": ["manager"]},
    {"name": "rate", "text": "R"},
]
PARAMETER: dict[str, Any] = {"name": "share", "range": [0, 1], "unit": "share", "default": 0.5}
SOURCE = {"document": "example"}
SEEN: dict[str, Any] = {
    "outcome": "time",
    "design": "count",
    "reported_by": "adopter",
    "source": SOURCE,
}
ADOPTED: dict[str, Any] = {"municipality": {"name": "Luleå"}, "source": SOURCE}
BASE: dict[str, Any] = {  # Any: plain data
    "id": "a/x", "version": "1.2.3", "title": {"sv": "T", "en": "T"}, "problem": "P",
    "needs": ["lead-time"], "tags": ["x"],
    "implementation": {"steps": STEPS, "enablers": ["responsibility"]},
    "parameters": [PARAMETER],
    "relations": [{"kind": "requires", "to": "a/y@1"}, {"kind": "enhances", "to": "a/z"}],
    "conditions": [
        {"criterion": "size", "inhabitants": [1000, 90000], "blocking": True},
        {"criterion": "will", "text": "W"},
    ],
    "evidence": [SEEN], "adoptions": [ADOPTED],
    "contact": {"function": "F"}, "provenance": {"licence": "CC0-1.0"}, "source": SOURCE,
}  # fmt: skip
CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "none"),
    "version alone": ({"version": "2.0.0"}, "none"),
    "id": ({"id": "a/w"}, "major"),
    "step away": ({"implementation": {**BASE["implementation"], "steps": STEPS[:1]}}, "major"),
    "all steps away": ({"implementation": None}, "major"),
    "enabler away": ({"implementation": {"steps": STEPS}}, "major"),
    "enabler new": (
        {"implementation": {"steps": STEPS, "enablers": ["responsibility", "authority"]}}, "major",
    ),
    "parameter away": ({"parameters": []}, "major"),
    "range tighter": ({"parameters": [{**PARAMETER, "range": [0.1, 1]}]}, "major"),
    "range new": ({"parameters": [PARAMETER, {"name": "n", "range": [0, 2]}]}, "minor"),
    "range wider": ({"parameters": [{**PARAMETER, "range": [0, 2]}]}, "minor"),
    "unit": ({"parameters": [{**PARAMETER, "unit": "percent"}]}, "major"),
    "default": ({"parameters": [{**PARAMETER, "default": 0.6}]}, "minor"),
    "parameter wording": ({"parameters": [{**PARAMETER, "title": "Share"}]}, "minor"),
    "requires new": (
        {"relations": [*BASE["relations"], {"kind": "requires", "to": "a/w"}]}, "major",
    ),
    "requires version": (
        {"relations": [{"kind": "requires", "to": "a/y@2"}, BASE["relations"][1]]}, "major",
    ),
    "requires dropped": ({"relations": [BASE["relations"][1]]}, "minor"),
    "relation new": (
        {"relations": [*BASE["relations"], {"kind": "part-of", "to": "a/w"}]}, "minor",
    ),
    "relation reason": (
        {"relations": [{**BASE["relations"][0], "why": {"sv": "V"}}, BASE["relations"][1]]},
        "minor",
    ),
    "blocking new": (
        {"conditions": [*BASE["conditions"], {"criterion": "law", "blocking": True}]}, "major",
    ),
    "blocking now": (
        {"conditions": [BASE["conditions"][0], {**BASE["conditions"][1], "blocking": True}]},
        "major",
    ),
    "blocking stricter": (
        {"conditions": [
            {"criterion": "size", "inhabitants": [5000, 90000], "blocking": True},
            BASE["conditions"][1],
        ]},
        "major",
    ),
    "blocking in one country": (
        {"conditions": [{**BASE["conditions"][0], "countries": ["SE"]}, BASE["conditions"][1]]},
        "major",
    ),
    "blocking no more": (
        {"conditions": [{**BASE["conditions"][0], "blocking": False}, BASE["conditions"][1]]},
        "minor",
    ),
    "condition new": ({"conditions": [*BASE["conditions"], {"criterion": "law"}]}, "minor"),
    "step new": (
        {"implementation": {
            **BASE["implementation"], "steps": [*STEPS, {"name": "end", "text": "E"}],
        }},
        "minor",
    ),
    "steps in another order": (
        {"implementation": {**BASE["implementation"], "steps": STEPS[::-1]}}, "minor",
    ),
    "step wording": (
        {"implementation": {
            **BASE["implementation"], "steps": [{**STEPS[0], "text": "Map"}, STEPS[1]],
        }},
        "patch",
    ),
    "step roles": (
        {"implementation": {
            **BASE["implementation"], "steps": [{**STEPS[0], "roles": ["staff"]}, STEPS[1]],
        }},
        "minor",
    ),
    "evidence new": ({"evidence": [SEEN, {**SEEN, "outcome": "cost"}]}, "minor"),
    "evidence away": ({"evidence": []}, "minor"),
    "adoption new": (
        {"adoptions": [ADOPTED, {**ADOPTED, "municipality": {"name": "Lovisa"}}]}, "minor",
    ),
    "need new": ({"needs": ["lead-time", "overload"]}, "minor"),
    "field new": ({"mechanism": "M"}, "minor"),
    "wording": ({"title": {"sv": "Titel", "en": "T"}}, "patch"),
    "plain wording": ({"problem": "Another"}, "patch"),
    "a language more": ({"title": {"sv": "T", "en": "T", "fi": "T"}}, "patch"),
    "source": ({"source": {"document": "other"}}, "patch"),
    "contact": ({"contact": {"function": "G", "mailbox": "g@example.org"}}, "patch"),
    "tags": ({"tags": ["y"]}, "patch"),
    "licence": ({"provenance": {"licence": "CC-BY-4.0"}}, "major"),
    "superseded": ({"status": "superseded", "superseded_by": "a/y"}, "minor"),
    "withdrawn": ({"status": "withdrawn", "reason": "R"}, "minor"),
}  # fmt: skip


def made(change: dict[str, object]) -> Concept:
    facts = {key: value for key, value in {**BASE, **change}.items() if value is not None}
    return Concept.from_dict(facts)


@pytest.mark.parametrize(("change", "level"), CHANGES.values(), ids=CHANGES)
def test_each_change_needs_its_step(change: dict[str, object], level: str) -> None:
    bump = required_bump(made({}), made(change))
    assert bump.level == level
    assert (level == "none") == (bump.reasons == ())
    for reason in bump.reasons:
        for language in ("sv", "en"):
            assert "{" not in reason.why.to(language)


def codes(old: str, new: str, change: dict[str, object]) -> list[str]:
    found = diff([made({"version": old})], [made({**change, "version": new})])
    return [f"{item.code} {item.severity}" for item in found.findings]


STEP_AWAY = CHANGES["step away"][0]


@pytest.mark.parametrize(
    ("old", "new", "change", "said"),
    [
        ("1.2.3", "2.0.0", STEP_AWAY, []),
        ("1.2.3", "1.3.0", STEP_AWAY, ["CK811 error"]),
        ("1.2.3", "1.2.3", STEP_AWAY, ["CK813 error"]),
        ("1.2.3", "1.2.2", STEP_AWAY, ["CK812 error"]),
        ("1.2.3", "1.2.2", {}, ["CK812 error"]),
        ("1.2.3", "2.0.0", {"tags": ["y"]}, ["CK814 info"]),
        ("1.2.3", "1.2.4", {"tags": ["y"]}, []),
        ("0.2.3", "0.3.0", STEP_AWAY, []),
        ("0.2.3", "0.2.4", STEP_AWAY, ["CK811 error"]),
        ("0.2.3", "1.0.0", {"tags": ["y"]}, []),
    ],
    ids=[
        "fits", "too-small", "none", "down", "down-alone", "too-large", "patch", "early",
        "early-small", "first-release",
    ],
)  # fmt: skip
def test_a_step_that_does_not_fit_is_found(
    old: str, new: str, change: dict[str, object], said: list[str]
) -> None:
    assert codes(old, new, change) == said


def test_a_finding_says_which_step_is_needed_why_and_to_what() -> None:
    found = diff([made({})], [made({**STEP_AWAY, "version": "1.3.0"})], language="sv")
    line = found.findings[0].line("sv")
    assert "ett större steg (major): steget rate har tagits bort" in line
    assert "höj den till 2.0.0" in line


VERSIONS = st.tuples(*[st.integers(0, 9)] * 3).map(lambda it: ".".join(map(str, it)))


@given(VERSIONS, st.sampled_from(["patch", "minor", "major"]))
def test_the_next_version_takes_the_step_that_it_is_asked_for(version: str, level: str) -> None:
    assert made_bump(version, next_version(version, level)) == level  # type: ignore[arg-type]  # drawn
    assert made_bump(next_version(version, level), version) == "down"  # type: ignore[arg-type]  # drawn


def test_table_changelog_and_finding_name_the_same_step_below_one() -> None:
    old, new = (
        Concept.from_dict({**BASE, "version": "0.2.3", **step}) for step in ({}, STEP_AWAY)
    )
    found = diff([old], [new])
    assert found["a/x"].needed == "minor"
    assert found["a/x"].change == "minor"
    told = found.table().to_text("en")
    assert "minor" in told
    assert "major" not in told
    assert "## Minor changes" in found.changelog("en")
    assert found.to_dict()["changes"][0]["bump"]["needed"] == "minor"
    assert "raise it to 0.3.0" in found.findings[0].line("en")
