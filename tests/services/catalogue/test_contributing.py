"""Plain answers become a concept: nothing is made up, and what would raise it is said."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.model.answers import Answers
from changekit.model.concept import Concept, MunicipalityName
from changekit.services.catalogue.contributing import draft_concept
from changekit.testing import strategies_for
from changekit.text import Text

WHO = MunicipalityName(name=Text(sv="Kommunen"), country="SE", code="9999")


def drafted(**answers: Any) -> Concept:  # Any: plain data
    told = Answers.from_dict({"title": "En väg in", **answers})
    return draft_concept(told, namespace="se-9999", municipality=WHO).concept


def test_words_alone_are_an_account_by_the_adopter() -> None:
    (item,) = drafted(changed="Färre ringer igen").evidence
    assert (item.design, item.reported_by, item.kind) == ("testimony", "adopter", "account")


def test_values_before_and_after_are_a_measurement() -> None:
    told = Answers.from_dict(
        {"title": "En väg in", "changed": "Snabbare", "measured": "Svarstid", "before": 12,
         "after": 4, "unit": "dagar", "n": 50, "better": "down"}
    )  # fmt: skip
    found = draft_concept(told, namespace="se-9999", municipality=WHO)
    (item,) = found.concept.evidence
    assert (item.outcome, item.design, item.n) == ("svarstid", "before-after", 50)
    assert found.level == 2
    assert found.raises is not None


def test_one_language_is_enough_and_is_named() -> None:
    concept = drafted(problem="Svaren dröjer")
    assert concept.problem is not None
    assert concept.problem.languages == ("sv",)
    assert concept.title.languages == ("sv",)


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [
        ("Chefen fick befogenhet och ett nytt it-stöd", ["authority", "it-support"]),
        ("Det krävde ingenting", []),
    ],
)
def test_enablers_are_guessed_from_words_and_said_to_be(answer: str, kinds: list[str]) -> None:
    told = Answers.from_dict({"title": "A", "took": answer, "licence": "CC0-1.0"})
    found = draft_concept(told, namespace="se-9999")
    how = found.concept.implementation
    assert [item.kind for item in (how.enablers if how else ())] == kinds
    assert ("implementation.enablers" in found.guessed) == bool(kinds)


def test_what_was_not_answered_is_optional_and_said() -> None:
    found = draft_concept(Answers.from_dict({"title": "A"}), namespace="se-9999")
    assert found.level == 0
    assert not found.concept.evidence
    assert {"problem", "implementation.steps", "contact"} <= {field for field, _ in found.optional}


def test_steps_are_named_by_their_first_words() -> None:
    how = drafted(done=["Ringde alla", "Satte upp en skylt vid dörren", "Ringde alla"])
    assert how.implementation is not None
    assert [step.name for step in how.implementation.steps] == [
        "ringde-alla", "satte-upp-en-skylt", "ringde-alla-2",
    ]  # fmt: skip


@given(strategies_for(Answers), st.sampled_from(["sv", "en"]))
def test_every_answer_gives_a_concept_that_reads_back(told: Answers, language: str) -> None:
    found = draft_concept(told, namespace="se-9999", municipality=WHO, language=language)
    assert Concept.from_dict(found.concept.to_dict()) == found.concept
    assert found.concept.status == "draft"
    assert len(found.table().rows) == len(found.optional) + bool(found.raises)
