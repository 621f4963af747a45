"""Function words ask for nothing, and a slip of the pen is no compound."""

from __future__ import annotations

import pytest

from changekit.model.concept import Concept
from changekit.services.catalogue import Catalogue
from changekit.services.wording import Stemmer


def concept(name: str, title: str, **fields: object) -> Concept:
    base = {"id": f"se-1/{name}", "version": "1.0.0", "title": {"sv": title, "en": name}}
    return Concept.from_dict({**base, **fields})


CATALOGUE = Catalogue.of(
    [
        concept("centre", "Kommunalt kontaktcenter", tags=["kundtjänst"]),
        concept("sent", "Möten som kommer för sent", mechanism={"sv": "De kunde vara kortare"}),
        concept("contacts", "Fler kontakter varje månad"),
        concept("service", "Service för medborgare, and of the many"),
    ]
)


def found(query: str) -> list[str]:
    return [hit.id.split("/")[1] for hit in CATALOGUE.search(query)]


@pytest.mark.parametrize("query", ["the and of", "OR AND NOT", "hur gör vi för att få"])
def test_function_words_alone_ask_for_nothing(query: str) -> None:
    hits = CATALOGUE.search(query)
    assert len(hits) == 0
    assert hits.advice is not None
    assert "Write a word that does" in hits.advice.to("en")
    assert CATALOGUE.facets(query).total == 0


def test_a_word_that_nobody_holds_is_first_taken_for_a_slip_of_the_pen() -> None:
    assert found("kontaktsenter") == ["centre"]


def test_the_last_part_of_a_compound_may_be_misspelt() -> None:
    assert "service" in found("medborgarservise")


def test_a_customer_is_not_what_could_be() -> None:
    assert found("kundtjänst") == ["centre"]


def test_the_moon_is_no_month() -> None:
    stemmer = Stemmer()
    assert stemmer.stem("månen", language="sv") != stemmer.stem("månaden", language="sv")
    same = {stemmer.stem(word, language="sv") for word in ("månad", "månaden", "månader")}
    assert len(same) == 1
