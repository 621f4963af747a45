"""Filters narrow a search, lists come without words, and counts agree with both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.model.concept import Concept
from changekit.model.need import Need
from changekit.model.quantities import Amount, Range
from changekit.model.rubric import Rubric
from changekit.services.catalogue import Catalogue, Filters
from changekit.text import Text

BEFORE_AFTER = {
    "outcome": "lead-time", "design": "before-after", "reported_by": "adopter",
    "before": 20, "after": 8, "unit": "days", "better": "down", "source": "example",
}  # fmt: skip


def adopted(inhabitants: int | None) -> list[dict[str, object]]:
    town = {"name": "Ort", "inhabitants": inhabitants}
    return [{"municipality": town, "source": "example"}]


def concept(name: str, **fields: object) -> Concept:
    plain = {"id": name, "version": "1.0.0", "title": f"Ledtid {name[-1]}"}
    return Concept.from_dict({**plain, **fields})


CONCEPTS = (
    concept("changekit/a", needs=["lead-time"], adoptions=adopted(75_000), tags=["queue"],
            economics={"cost": {"amount": 0.4, "unit": "msek"}}),
    concept("changekit/b", needs=["overload"], evidence=[BEFORE_AFTER], status="draft",
            economics={"cost": {"unknown": {"low": 300, "high": 900}, "unit": "ksek"}},
            materials=[{"title": "Mall", "language": "sv"}]),
    concept("se-1880/c", needs=["lead-time", "overload"], adoptions=adopted(9_000),
            economics={"cost": {"amount": 20, "unit": "person_days"}}, tags=["queue", "desk"]),
    concept("se-1880/d", status="withdrawn", reason="nobody used it"),
    concept("se-1880/e", adoptions=adopted(None),
            economics={"cost": {"amount": 1, "unit": "keur"}}),
)  # fmt: skip
NEEDS = tuple(
    Need(id=name, title=Text.plain(f"Need {name}")) for name in ("lead-time", "overload", "unused")
)
RUBRIC = Rubric.from_dict(
    {
        "id": "siq", "version": "1", "scale": {"low": 1, "high": 5},
        "values": [{"id": "flow", "title": "Flöde", "needs": ["overload"]}],
    }
)  # fmt: skip
CATALOGUE = Catalogue.of(CONCEPTS, NEEDS, rubrics=[RUBRIC])


def found(query: str = "", **filters: object) -> str:
    hits = CATALOGUE.search(query, filters=Filters(**filters))  # type: ignore[arg-type]  # cases
    return "".join(sorted(hit.id[-1] for hit in hits))


@pytest.mark.parametrize(
    ("filters", "fitting"),
    [
        ({"need": "lead-time"}, "ac"),
        ({"need": ("lead-time", "overload")}, "abc"),
        ({"value": "flow"}, "bc"),
        ({"value": "siq/flow", "need": "lead-time"}, "c"),
        ({"min_evidence": 2}, "b"),
        ({"max_cost": Amount(amount=500, unit="ksek")}, "a"),
        ({"max_cost": Amount(amount=1, unit="msek")}, "ab"),
        ({"max_cost": Amount(amount=20, unit="person_days")}, "c"),
        ({"max_cost": Amount(amount=2000, unit="eur")}, "e"),
        ({"inhabitants": (50_000, 100_000)}, "a"),
        ({"status": "withdrawn"}, "d"),
        ({"status": ("draft", "withdrawn")}, "bd"),
        ({"tag": "queue"}, "ac"),
        ({"namespace": "se-1880"}, "ce"),
        ({"material_language": "sv"}, "b"),
    ],
    ids=str,
)
@pytest.mark.parametrize("query", ["", "ledtid"])
def test_a_filter_lets_through_what_is_known_to_fit(
    query: str, filters: dict[str, object], fitting: str
) -> None:
    assert found(query, **filters) == fitting


def test_without_words_the_best_supported_come_first() -> None:
    hits = CATALOGUE.search(filters=Filters(need=("lead-time", "overload")))
    assert [hit.id[-1] for hit in hits] == ["b", "a", "c"]
    assert hits.to_dict()["filters"] == {"need": ["lead-time", "overload"]}
    assert "Search: –" in str(hits)


def test_nothing_left_says_that_the_filters_are_why() -> None:
    assert "filters" in str(CATALOGUE.search("ledtid", filters=Filters(tag="none")))
    assert "filters" in str(CATALOGUE.search(filters=Filters(tag="none")))
    assert "No concept fits 'xqzw'" in str(CATALOGUE.search("xqzw", filters=Filters(tag="queue")))


def test_an_unknown_need_value_or_status_names_the_closest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'lead-time'"):
        found(need="lead-tim")
    with pytest.raises(UnknownNameError, match="unknown value 'flw'"):
        found(value="flw")
    with pytest.raises(UnknownNameError, match="did you mean 'draft'"):
        found(status="draf")


def test_numbers_that_make_no_sense_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="0 to 5, got 6"):
        Filters(min_evidence=6)
    with pytest.raises(InvalidValueError, match="in order, got 9-2"):
        Filters(inhabitants=(9, 2))
    with pytest.raises(InvalidValueError, match="must be a number"):
        Filters(max_cost=Amount(unknown=Range(low=1, high=2)))


def test_counts_cover_all_that_is_found() -> None:
    facets = CATALOGUE.facets("ledtid", language="sv")
    counted = facets.to_dict()["facets"]
    assert facets.total == 4
    assert counted["need"] == {"lead-time": 2, "overload": 2}
    assert counted["value"] == {"siq/flow": 2}
    assert counted["tag"] == {"queue": 2, "desk": 1}
    assert counted["status"] == {"active": 3, "draft": 1}
    assert sum(counted["evidence"].values()) == 4
    assert "behov" in str(facets)
    assert len(facets) == len(list(facets))


@given(st.sampled_from(["", "ledtid"]), st.sampled_from(["lead-time", "overload"]))
def test_a_count_is_what_its_filter_finds(query: str, need: str) -> None:
    counts = {item.name: item.count for item in CATALOGUE.facets(query) if item.filter == "need"}
    assert counts[need] == len(found(query, need=need))


def test_a_word_of_few_concepts_also_stands_for_longer_and_shorter_ones() -> None:
    titles = {"a": "Bygglov", "b": "Bygglovshandläggning", "c": "Handläggning av bygglov"}
    found = Catalogue.of(
        Concept.from_dict({"id": f"x/{name}", "version": "1.0.0", "title": {"sv": title}})
        for name, title in titles.items()
    )
    hits = {hit.id[-1]: hit.matched[0] for hit in found.search("bygglovshandläggning")}
    assert [hits[name].how for name in "bca"] == ["word", "part", "part"]
    assert found.search("bygglovshandläggning")[0].id == "x/b"
    assert {hit.id[-1] for hit in found.search("handläggning")} == {"b", "c"}
    assert {m.how for hit in found.search("bygglvo") for m in hit.matched} == {"similar"}
    assert {hit.matched[0].how for hit in found.search("bygg")} <= {"part", "prefix"}


def test_a_match_shows_the_passage_that_it_stands_in() -> None:
    text = "Ord " * 30 + "mitt i texten <b> står köerna " + "och mera " * 30
    one = Catalogue.of([concept("x/a", problem={"sv": text})])
    ((match,),) = (hit.matched for hit in one.search("köerna"))
    assert match.passage.startswith("… ")
    assert match.passage.endswith(" …")
    assert "<b> står köerna och" in match.passage
    assert len(match.passage) < 130
    assert "&lt;b&gt;" not in match.passage


def test_no_text_of_a_concept_is_markup_in_a_page() -> None:
    bad = Catalogue.of([concept("x/a", title="<script>ledtid</script>")])
    shown = bad.search("ledtid")._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
