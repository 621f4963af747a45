"""Impact, cost and security: three dials, each in its own measure."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from changekit.services.catalogue.evidence import evidence_of
from tests.services.catalogue.evidence.test_levels import ITEMS, concept, found, item


def test_the_impact_is_the_largest_effect_of_each_outcome_in_its_own_unit() -> None:
    items = (item(), item(after=15), item(outcome="calm", unit="points", before=3, after=2))
    calm, lead = found(*items).impact
    assert (lead.estimate, lead.unit, lead.direction, lead.of) == (-12, "days", "better", 2)
    assert (calm.outcome, calm.estimate, calm.unit) == ("calm", -1, "points")
    assert lead.words("sv") == "\u221212 dagar (bättre)"


def test_a_suppliers_own_figures_are_no_impact() -> None:
    assert found(item(by="supplier")).impact == ()


def test_an_unknown_cost_says_unknown() -> None:
    assert found().cost.words("en") == "unknown"
    assert not found(economics={"text": "It takes time"}).cost.known
    priced = found(economics={"cost": {"unknown": {"low": 5, "high": 20}, "unit": "ksek"}})
    assert (priced.cost.known, priced.cost.words()) == (True, "5\u201320 ksek")


def test_accounts_alone_are_insufficient() -> None:
    assert found(item("testimony"), item("survey", n=900)).security.padlocks == 0


def test_each_padlock_has_its_ground() -> None:
    assert found(item()).security.padlocks == 1
    many = (
        item("comparison", "independent"), item(by="independent", town="b"), item(town="b"),
    )  # fmt: skip
    assert found(*many).security.padlocks == 5
    assert found(*many, item(after=30)).security.padlocks == 4


@given(st.lists(ITEMS, max_size=5))
def test_there_are_padlocks_only_from_level_two(items: list[dict[str, Any]]) -> None:
    evidence = evidence_of(concept(*items))
    assert (evidence.security.padlocks > 0) == (evidence.level >= 2)
