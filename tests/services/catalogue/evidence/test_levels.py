"""Evidence levels: what each item counts for, and laws that the level keeps."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.model.concept import Adoption, Claim, Concept, Evidence
from changekit.services.catalogue.evidence import ConceptEvidence, evidence_of

TOWNS = {
    "a": {"name": "Alby", "country": "SE", "code": "0001"},
    "b": {"name": "Berga", "country": "SE", "code": "0002"},
    "c": {"name": "Cedra", "country": "FI", "code": "0001"},
}


def item(design: str = "before-after", by: str = "adopter", **fields: Any) -> dict[str, Any]:
    change = {"before": 20, "after": 8, "better": "down", "unit": "days", "text": "as seen"}
    told = {"text": "it became better"}
    figures = told if design in ("testimony", "count", "survey") else change
    town = TOWNS[fields.pop("town", "a")]
    return {
        "outcome": "lead-time", "design": design, "reported_by": by, "source": "example",
        "municipality": town, **figures, **fields,
    }  # fmt: skip


def kept(town: str = "c", **fields: Any) -> dict[str, Any]:
    return {
        "municipality": TOWNS[town], "kept": True, "target_met": True,
        "verified_by": "independent", "source": "example", **fields,
    }  # fmt: skip


def concept(*items: dict[str, Any], **fields: Any) -> Concept:
    return Concept.from_dict(
        {
            "id": "se-1/one-door", "version": "1.0.0", "title": "One door",
            "evidence": list(items), **fields,
        }
    )  # fmt: skip


def found(*items: dict[str, Any], **fields: Any) -> ConceptEvidence:
    return evidence_of(concept(*items, **fields))


REPLICATED = (item("comparison"), item("before-after", "independent", town="b"))


@pytest.mark.parametrize(
    ("items", "level", "rule"),
    [
        ((), 0, None),
        ((item("testimony"),), 1, "account"),
        ((item("count", n=400),), 1, "no-change-measured"),
        ((item("survey", n=400, after=4.7),), 1, "no-change-measured"),
        ((item(before=None),), 1, "figures-missing"),
        ((item(by="supplier"),), 1, "supplier-alone"),
        ((item("randomised", "supplier"),), 1, "supplier-alone"),
        ((item(after=30),), 0, "no-benefit"),
        ((item(after=20),), 0, "no-benefit"),
        ((item(text=None, before=None, after=None),), 0, "says-nothing"),
        ((item(),), 2, "before-after"),
        ((item("time-series", "independent"),), 2, "before-after"),
        ((item(better=None),), 2, "before-after"),
        ((item(effect={"estimate": -12, "low": -30, "high": 6}),), 1, "may-be-none"),
        ((item("comparison"),), 3, "comparison"),
        ((item("randomised", effect={"estimate": -5, "low": -9, "high": -1}),), 3, "comparison"),
        (REPLICATED, 4, "replication"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_item_counts_for_what_its_design_and_reporter_allow(
    items: tuple[dict[str, Any], ...], level: int, rule: str | None
) -> None:
    evidence = found(*items)
    assert evidence.level == level
    assert (evidence.reasons[0].rule if evidence.reasons else None) == rule


@pytest.mark.parametrize(
    "second",
    [
        item("before-after", "independent", town="a"),
        item("before-after", "adopter", town="b"),
        item("testimony", "independent", town="b"),
        item("before-after", "independent", town="b", outcome="cost"),
        item("before-after", "independent", town="b", municipality=None),
        item("comparison", "supplier", town="b"),
    ],
    ids=["same town", "not independent", "told of", "other outcome", "place unknown", "supplier"],
)
def test_a_replication_is_independent_elsewhere_and_of_the_same_outcome(
    second: dict[str, Any],
) -> None:
    assert found(item("comparison"), second).level == 3


@pytest.mark.parametrize(
    ("adoption", "level"),
    [
        (kept(), 5),
        (kept("b"), 4),
        (kept(kept=None), 4),
        (kept(target_met=None), 4),
        (kept(verified_by="adopter"), 4),
    ],
    ids=["third town", "same town", "maybe kept", "target unknown", "its own word"],
)
def test_scaled_is_kept_in_a_third_place_by_an_independent_word(
    adoption: dict[str, Any], level: int
) -> None:
    assert found(*REPLICATED, adoptions=[adoption]).level == level


def test_an_adoption_that_tells_of_a_benefit_is_an_account_and_no_more() -> None:
    assert found(adoptions=[kept()]).level == 1
    assert found(adoptions=[kept(target_met=None)]).level == 0
    assert found(adoptions=[kept(target_met=False)]).level == 0


def test_towns_of_one_code_in_two_countries_are_two() -> None:
    items = (item("comparison", town="a"), item("before-after", "independent", town="c"))
    assert found(*items).level == 4


def test_a_lower_claim_is_followed_and_a_higher_one_ignored() -> None:
    assert found(item(), claim={"level": 1}).shown == 1
    assert found(item(), claim={"level": 4}).shown == 2
    assert found(item(), claim={"level": 4}).level == 2


@pytest.mark.parametrize(
    ("items", "do"),
    [
        ((), "tell"),
        ((item("testimony"),), "measure"),
        ((item(before=None),), "figures"),
        ((item(by="supplier"),), "confirm"),
        ((item(),), "compare"),
        ((item("comparison"),), "replicate"),
        (REPLICATED, "scale"),
    ],
    ids=["tell", "measure", "figures", "confirm", "compare", "replicate", "scale"],
)
def test_the_next_step_is_the_smallest_thing_missing(
    items: tuple[dict[str, Any], ...], do: str
) -> None:
    evidence = found(*items)
    assert evidence.next_step is not None
    assert (evidence.next_step.do, evidence.next_step.level) == (do, evidence.level + 1)


def test_the_next_step_names_the_adoption_that_only_lacks_a_word() -> None:
    step = found(*REPLICATED, adoptions=[kept(verified_by="adopter")]).next_step
    assert step is not None
    assert "Cedra" in step.text.to("sv")
    assert found(*REPLICATED, adoptions=[kept()]).next_step is None


ITEMS = st.builds(
    item,
    st.sampled_from(
        ["testimony", "count", "survey", "before-after", "time-series", "comparison", "randomised"]
    ),
    st.sampled_from(["adopter", "supplier", "independent"]),
    town=st.sampled_from("abc"),
    outcome=st.sampled_from(["lead-time", "cost"]),
    after=st.sampled_from([8, 20, 25, None]),
)
ADOPTIONS = st.builds(
    kept,
    st.sampled_from("abc"),
    kept=st.sampled_from([True, False, None]),
    target_met=st.sampled_from([True, False, None]),
    verified_by=st.sampled_from(["adopter", "supplier", "independent", None]),
)
CONCEPTS = st.builds(
    lambda items, adoptions: concept(*items, adoptions=adoptions),
    st.lists(ITEMS, max_size=5),
    st.lists(ADOPTIONS, max_size=3),
)


@given(CONCEPTS, ITEMS)
def test_one_more_item_never_lowers_the_level(start: Concept, more: dict[str, Any]) -> None:
    longer = attrs.evolve(start, evidence=(*start.evidence, Evidence.from_dict(more)))
    assert evidence_of(longer).level >= evidence_of(start).level


@given(CONCEPTS, ADOPTIONS)
def test_one_more_adoption_never_lowers_the_level(start: Concept, more: dict[str, Any]) -> None:
    longer = attrs.evolve(start, adoptions=(*start.adoptions, Adoption.from_dict(more)))
    assert evidence_of(longer).level >= evidence_of(start).level


@given(CONCEPTS, st.sampled_from(["adopter", "supplier"]))
def test_taking_away_independence_never_raises_the_level(start: Concept, by: Any) -> None:
    own = attrs.evolve(
        start,
        evidence=tuple(
            attrs.evolve(e, reported_by=by) if e.reported_by == "independent" else e
            for e in start.evidence
        ),
        adoptions=tuple(attrs.evolve(a, verified_by=by) for a in start.adoptions),
    )
    assert evidence_of(own).level <= evidence_of(start).level


@given(CONCEPTS, st.randoms(use_true_random=False))
def test_the_order_of_items_does_not_matter(start: Concept, random: Any) -> None:
    items, adoptions = list(start.evidence), list(start.adoptions)
    random.shuffle(items)
    random.shuffle(adoptions)
    other = attrs.evolve(start, evidence=tuple(items), adoptions=tuple(adoptions))
    assert evidence_of(other).to_dict() == evidence_of(start).to_dict()


@given(CONCEPTS, st.integers(0, 5))
def test_a_claim_never_raises_what_is_shown(start: Concept, level: int) -> None:
    claimed = attrs.evolve(start, claim=Claim(level=level))
    assert evidence_of(claimed).level == evidence_of(start).level
    assert evidence_of(claimed).shown == min(level, evidence_of(start).level)


@given(st.lists(ITEMS, max_size=5))
def test_the_supplier_alone_never_gets_past_an_account(items: list[dict[str, Any]]) -> None:
    assert found(*({**one, "reported_by": "supplier"} for one in items)).level <= 1


@given(CONCEPTS)
def test_the_level_is_that_of_its_first_reason(start: Concept) -> None:
    evidence = evidence_of(start)
    assert evidence.level == max((reason.level for reason in evidence.reasons), default=0)
