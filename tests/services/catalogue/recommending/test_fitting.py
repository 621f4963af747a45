"""Whether a concept fits here: what is looked up, what is asked, and what stays open."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.model.concept import Concept
from changekit.model.transfer import ContextAnswer, TransferCriterion
from changekit.services.catalogue.recommending import (
    Facts,
    Judgement,
    Transferability,
    transferability,
)
from changekit.services.catalogue.recommending.fitting import SCORES, Answer
from changekit.services.catalogue.recommending.result import fit_words
from changekit.text import Text

HERE = Facts(
    country="SE", inhabitants=78_000, languages=("sv",), enablers=frozenset({"responsibility"})
)


def concept(**fields: Any) -> Concept:
    title = {"sv": "En väg in", "en": "One way in"}
    return Concept.from_dict({"id": "se-1/x", "version": "1.0.0", "title": title, **fields})


def criteria(*items: dict[str, Any]) -> list[TransferCriterion]:
    base = {"title": "asked", "group": "transfer"}
    return [TransferCriterion.from_dict({**base, **item}) for item in items]


def answers(facts: Facts = HERE, asked: Any = (), **fields: Any) -> dict[str, str]:
    found = transferability(concept(**fields), facts, asked)
    return {item.id: item.answer for item in found.judgements}


def on(criterion: str = "size", **fields: Any) -> list[dict[str, Any]]:
    return [{"criterion": criterion, **fields}]


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        ({"countries": ["SE", "FI"]}, "same"),
        ({"countries": ["FI"]}, "unmet"),
        ({"countries": ["FI"], "blocking": True}, "blocking"),
        ({"inhabitants": [50_000, 100_000]}, "same"),
        ({"inhabitants": [0, 10_000]}, "unmet"),
        ({"enabler": "responsibility"}, "same"),
        ({"enabler": "authority", "blocking": True}, "blocking"),
        ({"enabler": "responsibility", "countries": ["FI"]}, "unmet"),
        ({"text": "somebody wants it"}, "unknown"),
    ],
)
def test_a_condition_is_held_against_the_facts(condition: dict[str, Any], answer: str) -> None:
    assert answers(conditions=on(**condition))["size"] == answer


@pytest.mark.parametrize(
    "condition", [{"countries": ["SE"]}, {"inhabitants": [0, 9]}, {"enabler": "authority"}]
)
def test_what_nobody_says_stays_unknown(condition: dict[str, Any]) -> None:
    asked = on(**condition, blocking=True)
    assert answers(Facts(), conditions=asked)["size"] == "unknown"


def test_the_municipality_answers_what_files_cannot() -> None:
    said = ContextAnswer(criterion="size", answer="adaptable")
    facts = attrs.evolve(HERE, answers=(said,))
    assert answers(facts, conditions=on(text="it is wanted"))["size"] == "adaptable"
    assert answers(facts, conditions=on(enabler="authority"))["size"] == "unmet"
    own = ContextAnswer(criterion="size", concept="se-1/x@1", answer="same")
    sure = attrs.evolve(HERE, answers=(said, own))
    assert answers(sure, conditions=on(enabler="authority"))["size"] == "same"


def test_an_answer_for_another_concept_is_none() -> None:
    other = ContextAnswer(criterion="size", concept="se-1/y", answer="same")
    facts = attrs.evolve(HERE, answers=(other,))
    assert answers(facts, conditions=on(text="it is wanted"))["size"] == "unknown"


def test_of_two_answers_the_worst_counts_in_any_order() -> None:
    one = ContextAnswer(criterion="size", answer="same")
    two = ContextAnswer(criterion="size", answer="blocking")
    for given_ in ((one, two), (two, one)):
        facts = attrs.evolve(HERE, answers=given_)
        assert answers(facts, conditions=on())["size"] == "blocking"


def test_several_conditions_on_one_criterion_are_all_judged() -> None:
    found = answers(conditions=[*on(countries=["SE"]), *on(countries=["FI"])])
    assert sorted(found[name] for name in ("size", "size#2")) == ["same", "unmet"]


def test_criteria_are_asked_where_they_always_are_or_are_answered() -> None:
    asked = criteria({"id": "a", "always": True}, {"id": "b"}, {"id": "c"})
    facts = attrs.evolve(HERE, answers=(ContextAnswer(criterion="c", answer="same"),))
    found = answers(facts, asked)
    assert {name: found.get(name) for name in "abc"} == {"a": "unknown", "b": None, "c": "same"}


def test_enablers_required_concepts_language_and_country_are_looked_up() -> None:
    fields = {
        "implementation": {"enablers": ["responsibility", "authority"]},
        "relations": [
            {"kind": "requires", "to": "se-1/done@1"},
            {"kind": "requires", "to": "se-1/begun"},
            {"kind": "requires", "to": "se-1/not"},
            {"kind": "enhances", "to": "se-1/else"},
        ],
        "provenance": {"municipality": {"name": "Lovisa", "country": "FI"}, "licence": "CC0-1.0"},
    }
    facts = attrs.evolve(HERE, concepts={"se-1/done": "done", "se-1/begun": "under-way"})
    assert answers(facts, **fields) == {
        "country": "adaptable",
        "enabler-authority": "adaptable",
        "enabler-responsibility": "same",
        "language": "same",
        "requires-se-1/begun": "adaptable",
        "requires-se-1/done": "same",
        "requires-se-1/not": "unmet",
    }
    assert set(answers(Facts(), **fields).values()) == {"unknown"}


def test_a_concept_in_another_language_has_to_be_adapted() -> None:
    assert answers(title={"fi": "Yksi ovi"})["language"] == "adaptable"
    assert answers(title="One door")["language"] == "unknown"


def test_nothing_asked_is_nothing_known() -> None:
    empty = Transferability()
    assert (empty.fit, empty.low, empty.high, empty.coverage) == (None, 0, 1, None)


ANSWERS: list[Answer] = ["same", "adaptable", "unmet", "blocking", "unknown"]
JUDGEMENTS = st.lists(
    st.tuples(st.floats(0, 9), st.sampled_from(ANSWERS)),
    min_size=1,
    max_size=8,
).map(
    lambda pairs: Transferability(
        judgements=tuple(
            Judgement(
                id=f"c{at}", title=Text.plain("c"), weight=weight, answer=answer, why=Text(),
                asked_by="catalogue",
            )
            for at, (weight, answer) in enumerate(pairs)
        )
    )
)  # fmt: skip


@given(JUDGEMENTS, st.data())
def test_the_interval_holds_the_fit_of_every_way_it_may_turn_out(
    open_: Transferability, data: st.DataObject
) -> None:
    known = {
        item.id: data.draw(st.sampled_from(sorted(SCORES)), label=item.id)
        for item in open_.unknown
    }
    closed = open_.answered(known)
    if closed.fit is not None:
        assert open_.low - 1e-9 <= closed.fit <= open_.high + 1e-9
        assert closed.low == pytest.approx(closed.fit)
        assert closed.high == pytest.approx(closed.fit)


@given(JUDGEMENTS, st.sampled_from(sorted(SCORES)))
def test_one_more_answer_never_widens_the_interval(open_: Transferability, answer: Any) -> None:
    if open_.unknown:
        after = open_.answered({open_.unknown[0].id: answer})
        assert after.low >= open_.low - 1e-9
        assert after.high <= open_.high + 1e-9


@given(JUDGEMENTS)
def test_the_fit_of_what_is_known_lies_in_the_interval(open_: Transferability) -> None:
    assert 0 <= open_.low <= open_.high + 1e-9 <= 1 + 2e-9
    if open_.fit is not None:
        assert open_.low - 1e-9 <= open_.fit <= open_.high + 1e-9


def test_an_answer_for_some_needs_counts_for_those_alone() -> None:
    said = ContextAnswer(criterion="size", needs=("lead-time",), answer="same")
    facts = attrs.evolve(HERE, answers=(said,))
    condition = {"conditions": on(enabler="authority")}
    assert answers(facts.about(["lead-time"]), **condition)["size"] == "same"
    assert answers(facts.about(["calm"]), **condition)["size"] == "unmet"


def test_a_need_that_is_real_says_which() -> None:
    asked = criteria({"id": "real", "always": True, "per_need": True})
    for fields, answer in (({}, "unknown"), ({"needs": ("calm",)}, "same")):
        said = ContextAnswer(criterion="real", answer="same", **fields)  # type: ignore[arg-type]  # one of two
        assert answers(attrs.evolve(HERE, answers=(said,)), asked)["real"] == answer


def test_a_fit_with_one_end_is_told_as_one_number() -> None:
    found = transferability(concept(conditions=on(countries=["SE"])), HERE, ())
    fit = attrs.evolve(
        found, judgements=tuple(one for one in found.judgements if one.answer == "same")
    )
    assert fit_words(fit).to("en") == "100% (2/2)"
