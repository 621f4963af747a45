"""The catalogue: words find concepts, and every hit says why."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import UnknownNameError
from changekit.model.concept import Concept
from changekit.model.initiative import Initiative
from changekit.model.need import Need
from changekit.services.catalogue import Catalogue


def concept(name: str, title: object, **fields: object) -> Concept:
    return Concept.from_dict(
        {"id": f"changekit/{name}", "version": "1.0.0", "title": title, **fields}
    )


NEEDS = (
    Need.from_dict(
        {"id": "lead-time", "title": {"sv": "Kortare ledtid", "en": "Shorter lead time"}}
    ),
    Need.from_dict({"id": "overload", "title": {"sv": "För mycket på en gång", "en": "Too much"}}),
)
CONCEPTS = (
    concept(
        "frontline",
        {"sv": "Mandat i mötet", "en": "Frontline empowerment"},
        needs=["lead-time"],
        problem={"sv": "Enkla ärenden väntar på beslut", "en": "Simple cases wait for a decision"},
        evidence=[
            {
                "outcome": "first-contact",
                "design": "before-after",
                "reported_by": "supplier",
                "before": 0.4,
                "after": 0.6,
                "unit": "share",
                "source": "example",
            }
        ],
    ),
    concept(
        "limit",
        {"sv": "Gräns för samtidiga förändringar", "en": "A limit on concurrent change"},
        needs=["overload"],
        mechanism={"sv": "Beslut om ordning", "en": "Order is decided"},
    ),
    concept(
        "tracks",
        "Handläggningstid i tre spår",
        relations=[{"kind": "derived-from", "to": "changekit/frontline@1"}],
    ),
    concept(
        "old",
        {"sv": "Mandat förr", "en": "Mandates before"},
        status="withdrawn",
        reason="nobody used it",
    ),
)
CATALOGUE = Catalogue.of(CONCEPTS, NEEDS)


def found(query: str) -> list[str]:
    return [hit.id.split("/")[1] for hit in CATALOGUE.search(query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("kortare ledtid", "frontline"),
        ("ledtider", "frontline"),
        ("shorter lead times", "frontline"),
        ("förändring", "limit"),
        ("handläggning", "tracks"),
        ("mandaet", "frontline"),
        ("lead-time", "frontline"),
    ],
    ids=["need", "other-ending", "english", "stem", "first-part", "misspelt", "need-id"],
)
def test_words_in_either_language_and_any_form_find(query: str, first: str) -> None:
    assert found(query)[0] == first


def test_a_word_in_the_title_counts_more_than_one_in_the_text() -> None:
    texts = Catalogue.of(
        [
            concept("a-text", "Något annat", mechanism="Ledtiden blir kort"),
            concept("b-title", "Ledtid", mechanism="Något annat blir kort"),
        ]
    )
    assert [hit.id for hit in texts.search("ledtid")] == ["changekit/b-title", "changekit/a-text"]


def test_a_hit_says_which_word_was_found_where_and_how() -> None:
    hit = CATALOGUE.search("handläggning")[0]
    (match,) = hit.matched
    assert (match.word, match.found) == ("handläggning", "handläggningstid")
    assert (match.field, match.how) == ("title", "part")


def test_what_is_withdrawn_is_not_found_but_can_be_shown() -> None:
    assert "old" not in found("mandat")
    assert CATALOGUE.show("changekit/old").status == "withdrawn"


def test_the_output_has_the_agreed_keys_and_the_evidence_level() -> None:
    data = json.loads(CATALOGUE.search("ledtid", language="sv").to_json())
    assert set(data["hits"][0]) == {"id", "title", "score", "matched", "evidence_level"}
    assert data["hits"][0]["evidence_level"] == 1  # the supplier alone says so
    assert data["hits"][0]["title"] == "Mandat i mötet"
    assert CATALOGUE.page("frontline").to_dict()["evidence"]["level"] == 1
    assert "1 av 5" in str(CATALOGUE.page("frontline", language="sv"))


def test_nothing_found_says_what_to_try() -> None:
    hits = CATALOGUE.search("xqzw", language="sv")
    assert len(hits) == 0
    assert "Kortare ledtid" in str(hits)
    assert "Did you mean 'mandat'?" in str(CATALOGUE.search("mxndxt"))
    assert "Write a word" in str(CATALOGUE.search("  "))


def test_an_empty_catalogue_finds_nothing() -> None:
    assert len(Catalogue.of([]).search("ledtid")) == 0


def test_a_concept_is_shown_by_id_version_or_name() -> None:
    for name in ("changekit/limit", "changekit/limit@1", "limit"):
        assert CATALOGUE.show(name).id == "changekit/limit"


def test_an_unknown_concept_names_the_closest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'changekit/limit'"):
        CATALOGUE.show("changekit/limitt")


def test_a_name_that_two_packs_have_is_refused() -> None:
    two = Catalogue.of([concept("x", "A"), attrs_named("se-1880/x")])
    with pytest.raises(UnknownNameError, match="changekit/x, se-1880/x"):
        two.show("x")


def attrs_named(name: str) -> Concept:
    return Concept.from_dict({"id": name, "version": "1.0.0", "title": "B"})


def test_reuse_counts_initiatives_that_are_not_stopped_and_concepts_that_derive() -> None:
    rows = [
        {"id": "a", "title": "A", "reuses": "changekit/frontline@1"},
        {"id": "b", "title": "B", "reuses": "changekit/frontline", "status": "stopped"},
    ]
    catalogue = Catalogue.of(
        CONCEPTS, NEEDS, initiatives=[Initiative.from_dict(row) for row in rows]
    )
    assert catalogue.reused_by("changekit/frontline") == ("a", "changekit/tracks")
    assert "a, changekit/tracks" in catalogue.page("frontline").to_markdown("en")


def test_a_page_says_who_reports_what_was_observed() -> None:
    page = CATALOGUE.page("frontline", language="sv")
    assert "40 % → 60 % (säger leverantören)" in str(page).replace("\xa0", " ")
    assert "Kortare ledtid" in page.to_markdown()
    assert page.to_dict()["concept"]["id"] == "changekit/frontline"


def test_a_page_without_evidence_says_so() -> None:
    assert "nothing yet" in CATALOGUE.page("limit").to_markdown()


@given(st.text(max_size=40))
def test_any_query_is_answered(query: str) -> None:
    hits = CATALOGUE.search(query)
    assert (len(hits) == 0) == (hits.advice is not None)
    assert all(hit.matched and hit.score > 0 for hit in hits)


@given(st.permutations(CONCEPTS), st.sampled_from(["ledtid beslut", "mandat", "order"]))
def test_the_order_of_the_concepts_changes_nothing(concepts: list[Concept], query: str) -> None:
    assert Catalogue.of(concepts, NEEDS).search(query) == CATALOGUE.search(query)
