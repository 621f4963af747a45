"""Catalogues and what they answer show themselves, in their own language; wrong calls are told."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from changekit.errors import ChangekitError, InvalidValueError, UnknownNameError
from changekit.model.concept import Concept
from changekit.model.quantities import Amount
from changekit.model.rubric import Rubric
from changekit.services.catalogue import Catalogue, Filters
from changekit.services.catalogue.evidence import evidence_of
from changekit.workspace import Workspace


def concept(name: str, **fields: Any) -> Concept:
    title = {"sv": "Kortare brev", "en": "Shorter letters"}
    return Concept.from_dict({"id": f"se-1/{name}", "version": "1.0.0", "title": title, **fields})


CHEAP = concept("cheap", economics={"cost": {"amount": 300, "unit": "ksek"}})
CATALOGUE = Catalogue.of([CHEAP, concept("b"), concept("c")], language="sv")


def test_a_workspace_hands_its_language_to_its_catalogue() -> None:
    settings = {"name": "Alby", "language": "sv", "as_of": "2024-01-01"}
    data = {"settings": settings, "concepts": [CHEAP.to_dict()]}
    for language in ("sv", "en"):
        found = Workspace.from_dict(data, language=language).catalogue
        assert found.language == language
        assert found.search("brev").language == language
        assert found.facets().language == language
        assert found.page("se-1/cheap").language == language
        assert found.evidence("se-1/cheap").language == language


def test_everything_a_search_gives_is_shown_in_that_language() -> None:
    hits = CATALOGUE.search("brev")
    assert "Titel" in hits.table().to_text()
    assert hits.table().to_text("en") != hits.table().to_text()
    assert 'lang="sv"' in hits._repr_html_()
    assert hits[0].to_dict()["title"] == "Kortare brev"
    assert "Sammanhang" in str(hits[0])
    assert 'lang="sv"' in hits[0]._repr_html_()
    assert "Evidens: Kortare brev" in str(CATALOGUE.evidence("se-1/b"))
    assert (
        CATALOGUE.evidence("se-1/b").to_dict()["name"]
        == evidence_of(concept("b"), language="sv").to_dict()["name"]
    )
    assert "Katalogen: 3 koncept" in str(CATALOGUE)
    assert len(CATALOGUE.to_dict()["concepts"]) == 3
    assert all(len(repr(one)) < 160 for one in (hits[0], CATALOGUE, CATALOGUE.evidence("b")))


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: CATALOGUE.search(None), "a query is text, got None"),  # type: ignore[arg-type]  # as somebody may
        (lambda: CATALOGUE.search("x", limit="a"), "1 or more, got 'a'"),  # type: ignore[arg-type]  # the same
        (lambda: CATALOGUE.search("x", limit=0), "1 or more, got 0"),
        (lambda: CATALOGUE.search("x", filters={"need": "x"}), "must be Filters"),  # type: ignore[arg-type]  # the same
        (lambda: CATALOGUE.facets(5), "a query is text, got 5"),  # type: ignore[arg-type]  # the same
        (lambda: CATALOGUE.show(5), "by its id, a text, got 5"),  # type: ignore[arg-type]  # the same
        (lambda: evidence_of("x"), "that of a Concept, got 'x'"),  # type: ignore[arg-type]  # the same
    ],
)
def test_a_call_that_cannot_be_answered_says_what_is_allowed(call: Any, said: str) -> None:
    with pytest.raises(ChangekitError, match=said):
        call()


def test_hits_beyond_the_limit_are_counted() -> None:
    hits = CATALOGUE.search("brev", limit=2)
    assert (len(hits), hits.total) == (2, 3)
    assert "Visar 2 av 3 träffar." in str(hits)
    assert CATALOGUE.search("brev", limit=3).total == 3
    assert "Visar" not in str(CATALOGUE.search("brev", limit=3))


@pytest.mark.parametrize("query", ["", "brev"])
def test_what_is_not_known_is_counted_apart(query: str) -> None:
    cost = Filters(max_cost=Amount(amount=1, unit="msek"))
    hits = CATALOGUE.search(query, filters=cost)
    assert ([hit.id for hit in hits], hits.unknown["max_cost"]) == (["se-1/cheap"], 2)
    assert "För 2 koncept till är kostnaden okänd." in str(hits)
    size = CATALOGUE.search(query, filters=Filters(inhabitants=(1, 9)), language="en")
    assert size.unknown["inhabitants"] == 3
    assert "Of 3 more it is not known how large" in str(size)


def test_a_cost_is_asked_for_in_a_unit_that_there_is() -> None:
    with pytest.raises(UnknownNameError, match=r"unknown unit 'kronor'.*ksek"):
        CATALOGUE.search("x", filters=Filters(max_cost=Amount(amount=500, unit="kronor")))
    with pytest.raises(InvalidValueError, match="needs a unit, such as '500 ksek'"):
        CATALOGUE.search("x", filters=Filters(max_cost=Amount(amount=500)))


def test_a_value_that_two_rubrics_have_goes_by_its_full_name() -> None:
    def rubric(name: str, *needs: str) -> Rubric:
        value = {"id": "flow", "title": "Flow", "needs": list(needs)}
        scale = {"low": 1, "high": 5}
        return Rubric.from_dict({"id": name, "version": "1", "scale": scale, "values": [value]})

    own = concept("a", needs=["calm"])
    one = Catalogue.of([own], rubrics=[rubric("siq", "calm")])
    assert len(one.search(filters=Filters(value="flow"))) == 1
    two = Catalogue.of([own], rubrics=[rubric("siq", "calm"), rubric("other", "haste")])
    assert len(two.search(filters=Filters(value="siq/flow"))) == 1
    with pytest.raises(UnknownNameError, match="known: other/flow, siq/flow"):
        two.search(filters=Filters(value="flow"))


def test_hits_in_another_process_know_their_total_without_the_catalogue() -> None:
    hits = CATALOGUE.search("brev", limit=2)
    there = pickle.loads(pickle.dumps(hits))  # noqa: S301  # our own
    assert (there, there.total, there.counting) == (hits, 3, None)
