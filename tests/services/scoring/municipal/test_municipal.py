"""Scorers that look at the municipality: worked by hand, and unknown never counted as nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from changekit.errors import InvalidValueError
from changekit.services.scoring import Ranking, score
from changekit.workspace import Workspace

if TYPE_CHECKING:
    from changekit.model.municipality import Municipality

TOWN: dict[str, Any] = {
    "settings": {"name": "Kommunen", "period": {"start": "2024-01-01", "count": 8}},
    "organisation": {
        "units": [
            {"id": "kommun", "name": "Kommunen", "headcount": 1000},
            {
                "id": "soc", "name": "Socialkontoret", "parent": "kommun", "headcount": 300,
                "capacity": 2,
                "services": [{"id": "stod", "title": "Stöd", "recipients": ["adults", "young"]}],
            },
            {"id": "mottag", "name": "Mottagningen", "parent": "soc", "headcount": 40},
            {
                "id": "skola", "name": "Skolkontoret", "parent": "kommun",
                "services": [{"id": "skola-x", "title": "Skola", "recipients": ["pupils"]}],
            },
        ],
        "roles": [
            {"id": "chef", "enablers": ["responsibility", "authority", "resources"]},
            {"id": "ny"},
        ],
    },
    "goals": {
        "goals": [
            {"id": "g-top", "title": "Nära", "decision": "KF 12", "measures": ["svarstid"]},
            {"id": "g-sub", "title": "Snabbt", "parent": "g-top"},
            {"id": "g-alone", "title": "Eget"},
            {"id": "g-broken", "title": "Brutet", "parent": "g-gone"},
        ],
        "groupings": [{"id": "helhet", "title": "Helhet", "goals": ["g-top", "g-sub"]}],
    },
    "scoring": [
        {
            "id": "default", "method": "weighted-sum",
            "criteria": [{"id": "benefit", "best": 10, "worst": 0}],
        }
    ],
}  # fmt: skip


def town(**initiatives: dict[str, Any]) -> Municipality:
    """Return the municipality with initiatives."""
    rows = [{"id": name, "title": name, **facts} for name, facts in initiatives.items()]
    return Workspace.from_dict({**TOWN, "initiatives": rows}).municipality


def ranked(method: str, **initiatives: dict[str, Any]) -> Ranking:
    """Return a ranking of initiatives in the municipality."""
    return score(town(**initiatives), method=method)


def ends(ranking: Ranking, name: str) -> tuple[float | None, float | None, float | None]:
    """Return the interval and the score of an initiative."""
    item = ranking.by_id[name]
    return item.low, item.score, item.high


def test_goal_alignment_follows_the_thread_up_to_a_decision() -> None:
    found = ranked(
        "goal-alignment",
        whole={"goals": ["g-sub"]}, loose={"goals": ["g-alone"]}, cut={"goals": ["g-broken"]},
        none={}, best={"goals": ["g-alone", "g-top"]},
    )  # fmt: skip
    assert ends(found, "whole") == ends(found, "best") == (1, 1, 1)
    # A goal that stands alone: in no focus area; decision and measure are not known.
    assert ends(found, "loose") == (0.25, 0.5, 0.75)
    assert found.by_id["loose"].unknown == ("decision", "measure")
    assert ends(found, "cut") == (0, 0.25, 0.5)
    assert ends(found, "none") == (0, None, 1)
    assert found.by_id["none"].unknown == ("goals",)


def test_readiness_is_half_mandate_and_half_enablers() -> None:
    mandate = {"purpose": "x", "scope": "y", "owner": "chef"}  # three of six
    found = ranked(
        "readiness",
        both={"mandate": mandate}, half={"mandate": {"purpose": "x"}, "roles": ["ny"]},
        none={}, mixed={"mandate": mandate, "roles": ["ny"]},
    )  # fmt: skip
    assert ends(found, "both") == pytest.approx((0.55, 0.55, 0.55))  # 3/6 and 3/5, halved
    assert ends(found, "half") == pytest.approx((1 / 12, 1 / 12 + 0.25, 1 / 12 + 0.5))
    assert found.by_id["half"].unknown == ("enablers of ny",)
    # chef holds 3 of 5, ny nobody knows: between 0.3 and 0.8 of a half.
    assert ends(found, "mixed") == pytest.approx((0.4, 0.525, 0.65))
    assert ends(found, "none") == (0, None, 1)


def test_reach_counts_staff_once_and_the_groups_that_are_served() -> None:
    found = ranked(
        "people-reach",
        soc={"load": [{"unit": "soc", "amount": 1}, {"unit": "mottag", "amount": 1}]},
        owner={"owner": "kommun"}, school={"owner": "skola"}, small={"owner": "mottag"}, none={},
    )  # fmt: skip
    # 300 of 1000, and two of three groups.
    assert ends(found, "soc") == pytest.approx((0.15 + 1 / 3,) * 3)
    assert ends(found, "owner") == (1, 1, 1)
    assert found.by_id["school"].unknown == ("headcount of skola",)
    assert ends(found, "school") == pytest.approx((1 / 6, 1 / 6 + 0.25, 1 / 6 + 0.5))
    assert ends(found, "small") == pytest.approx((0.02, 0.27, 0.52))
    assert ends(found, "none") == (0, None, 1)


def test_leverage_is_the_value_of_what_waits_and_is_not_over() -> None:
    found = ranked(
        "dependency-leverage",
        base={"criteria": {"benefit": 1}},
        near={"links": [{"kind": "requires", "to": "base"}], "criteria": {"benefit": 5}},
        far={"links": [{"kind": "follows", "to": "near"}]},
        over={"links": [{"kind": "requires", "to": "base"}], "status": "stopped"},
    )  # fmt: skip
    assert ends(found, "base") == pytest.approx((0.5, 1.0, 1.5))
    assert found.by_id["base"].unknown == ("value of far",)
    assert ends(found, "near") == (0, 0.5, 1)
    assert ends(found, "far") == (0, 0, 0)


def test_saturation_is_the_load_that_goes_beyond_capacity() -> None:
    running = {"status": "running", "started": "2024-01-01", "weeks": 4,
               "load": [{"unit": "soc", "amount": 1.5}]}  # fmt: skip
    found = ranked(
        "saturation-risk",
        running=running,
        more={"weeks": 6, "load": [{"unit": "soc", "amount": 1}]},
        later={"weeks": 2, "earliest": "2024-02-05", "load": [{"unit": "soc", "amount": 2}]},
        silent={"weeks": 2, "load": [{"unit": "skola", "amount": 1}]},
        none={"load": [{"unit": "soc", "amount": 1}]},
    )  # fmt: skip
    # Capacity 2; 1.5 runs for 4 weeks; 1 more is 0.5 too much in each of these.
    assert ends(found, "more") == (-2, -2, -2)
    assert found.by_id["more"].group == "soc"
    assert found.by_id["later"].group is None
    assert ends(found, "later") == ends(found, "running") == (0, 0, 0)
    # Nobody said what skola can carry: nothing or all of 2 load weeks may be too much.
    assert ends(found, "silent") == (-2, -1, 0)
    assert ends(found, "none") == (None, None, 0)
    assert found.by_id["none"].unknown == ("weeks",)


def test_saturation_needs_weeks_to_look_at() -> None:
    bare = Workspace.from_dict(
        {**TOWN, "settings": {"name": "K"}, "initiatives": [{"id": "a", "title": "A"}]}
    )
    with pytest.raises(InvalidValueError, match=r"needs a period in changekit\.yaml"):
        score(bare.municipality, method="saturation-risk")


def test_evidence_is_that_of_the_concept_and_nothing_known_is_no_score() -> None:
    seen = {
        "outcome": "lead-time", "design": "before-after", "reported_by": "adopter",
        "source": "example", "before": 20, "after": 8, "better": "down", "unit": "days",
        "text": "as seen", "municipality": {"name": "Alby", "country": "SE", "code": "0001"},
    }  # fmt: skip
    concept = {"id": "x/tested", "version": "1.0.0", "title": "Prövat", "evidence": [seen]}
    bare = {"id": "x/bare", "version": "1.0.0", "title": "Oprövat"}
    rows = [
        {"id": "a", "title": "A", "reuses": "x/tested@1"},
        {"id": "b", "title": "B", "reuses": "x/bare@1"},
        {"id": "c", "title": "C"},
    ]
    data = {**TOWN, "concepts": [concept, bare], "initiatives": rows}
    found = score(Workspace.from_dict(data).municipality, method="concept-evidence")
    assert ends(found, "a") == (2, 2, 2)
    assert ends(found, "b") == ends(found, "c") == (0, None, 5)
    assert found.by_id["b"].unknown == ("evidence",)
    assert found.by_id["c"].unknown == ("reuses",)
