"""Certainty by outcome: each of GRADE's reasons fires at its own figure."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.services.catalogue.evidence import OutcomeCertainty, evidence_of
from tests.services.catalogue.evidence.test_levels import ITEMS, concept, item

STRONG = {"n": 500, "kind": "study", "effect": {"estimate": -5, "low": -7, "high": -3}}


def only(*items: dict[str, Any], **fields: Any) -> OutcomeCertainty:
    (outcome,) = evidence_of(concept(*items, **fields)).outcomes
    return outcome


def grounds(outcome: OutcomeCertainty) -> dict[str, int]:
    return {reason.ground: reason.steps for reason in outcome.reasons}


def test_a_sound_randomised_study_is_high_and_a_sound_comparison_low() -> None:
    randomised = only(item("randomised", "independent", **{**STRONG, "before": 20, "after": 15}))
    assert (randomised.certainty, randomised.reasons) == ("high", ())
    compared = only(item("comparison", "independent", **{**STRONG, "before": 20, "after": 15}))
    assert (compared.start, compared.certainty) == ("low", "low")


@pytest.mark.parametrize(
    ("items", "ground", "steps", "figure"),
    [
        ((item(by="supplier"),), "risk-of-bias", -2, "0 of 1 from somebody independent"),
        ((item(),), "risk-of-bias", -1, "0 of 1 from somebody independent"),
        (
            (item(by="independent", confounding="inflates"),),
            "risk-of-bias", -1, "1 of 1 inflated by what else happened",
        ),
        ((item(), item(after=30)), "inconsistency", -1, "1 for the better, 1 not"),
        (
            (
                item(effect={"estimate": -12, "low": -13, "high": -11}),
                item(effect={"estimate": -2, "low": -3, "high": -1}),
            ),
            "inconsistency", -1, "I² = 99%",
        ),
        ((item("survey", n=900),), "indirectness", -1, "1 of 1 are survey answers"),
        ((item(municipality=None),), "indirectness", -1, "0 of 1 from a known municipality"),
        ((item(n=399),), "imprecision", -1, "n = 399"),
        ((item(),), "imprecision", -1, "n unknown"),
        (
            (item(n=20, effect={"estimate": -2, "low": -9, "high": 5}),),
            "imprecision", -2, "n = 20; the interval holds 0",
        ),
        ((item(),), "publication-bias", -1, "0 failures among 1"),
    ],
)  # fmt: skip
def test_what_lowers_the_certainty_says_its_figure(
    items: tuple[dict[str, Any], ...], ground: str, steps: int, figure: str
) -> None:
    (reason,) = [one for one in only(*items).reasons if one.ground == ground]
    assert (reason.steps, reason.figure.to("en")) == (steps, figure)


@pytest.mark.parametrize(
    ("items", "ground", "reached"),
    [
        ((item("comparison", "independent", n=500, kind="study"),), "large-effect", "moderate"),
        (
            (item("comparison", "independent", n=500, kind="study", after=2),),
            "large-effect", "high",
        ),
        (
            (
                item(
                    "comparison", "independent", n=500, kind="study", after=15,
                    confounding="hides",
                ),
            ),
            "confounding", "moderate",
        ),
        (
            tuple(
                item("comparison", "independent", n=500, kind="study", after=20 - dose, dose=dose)
                for dose in (1, 2, 3)
            ),
            "dose-response", "moderate",
        ),
    ],
    ids=["large", "very large", "hidden", "dose"],
)  # fmt: skip
def test_what_raises_the_certainty_does_so_where_nothing_lowers_it(
    items: tuple[dict[str, Any], ...], ground: str, reached: str
) -> None:
    outcome = only(*items)
    assert list(grounds(outcome)) == [ground]
    assert outcome.certainty == reached


def test_a_large_effect_raises_nothing_where_something_lowers() -> None:
    assert "large-effect" not in grounds(only(item(after=1, n=5000)))


def test_two_doses_show_no_order() -> None:
    items = [
        item("comparison", "independent", n=500, kind="study", after=20 - dose, dose=dose)
        for dose in (1, 2)
    ]
    assert grounds(only(*items)) == {}


def test_a_listed_failure_takes_away_the_doubt_about_missing_ones() -> None:
    failed = [{"municipality": {"name": "Berga"}, "target_met": False, "source": "example"}]
    assert "publication-bias" in grounds(only(item()))
    assert "publication-bias" not in grounds(only(item(), adoptions=failed))


def test_outcomes_are_judged_apart_and_a_lower_claim_is_followed() -> None:
    items = (item("randomised", "independent", **STRONG), item("testimony", outcome="calm"))
    evidence = evidence_of(concept(*items, claim={"certainty": {"lead-time": "moderate"}}))
    assert [(o.outcome, o.certainty, o.shown) for o in evidence.outcomes] == [
        ("calm", "very-low", "very-low"), ("lead-time", "high", "moderate"),
    ]  # fmt: skip


@given(st.lists(ITEMS, min_size=1, max_size=5))
def test_every_reason_has_a_figure_and_steps_that_lead_to_the_certainty(
    items: list[dict[str, Any]],
) -> None:
    order = ("very-low", "low", "moderate", "high")
    for outcome in evidence_of(concept(*items)).outcomes:
        assert all(reason.figure.to("sv") and reason.steps for reason in outcome.reasons)
        reached = order.index(outcome.start) + sum(reason.steps for reason in outcome.reasons)
        assert order.index(outcome.certainty) == min(max(reached, 0), 3)
