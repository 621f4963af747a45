"""A concept's page says whom it touches, what it needs, who saw what and where to read it."""

from __future__ import annotations

from changekit.files.resources import read_catalogue
from changekit.model.concept import Concept, Evidence
from changekit.services.catalogue import Catalogue, page_parts

EXAMPLE = Concept.from_dict(
    {
        "id": "changekit/x", "version": "1.0.0", "title": "X",
        "implementation": {
            "enablers": [
                "responsibility",
                {"kind": "authority", "text": {"sv": "Rätt att besluta.", "en": "May decide."}},
            ]
        },
        "touches": ["managers", {"group": "staff", "how": {"sv": "Kortare väg.", "en": "Less."}}],
        "conditions": [
            {"criterion": "a", "text": {"sv": "Lagen medger det.", "en": "The law allows it."},
             "blocking": True},
            {"criterion": "b", "text": {"sv": "Tid finns.", "en": "There is time."}},
            {"criterion": "c"},
        ],
        "parameters": [{"name": "share", "unit": "share", "range": [0, 1], "default": 0.7}],
        "materials": [{"title": "Mall", "url": "https://example.org/mall"}],
        "evidence": [
            {
                "outcome": "lead-time", "title": {"sv": "Väntan", "en": "The wait"},
                "text": {"sv": "Kortare.", "en": "Shorter."}, "design": "randomised", "n": 1200,
                "before": 8, "after": 1, "unit": "days", "reported_by": "independent",
                "effect": {"estimate": -7, "low": -8, "high": -6},
                "source": {"document": "A report", "publisher": "A", "url": "https://a.org"},
            },
            {
                "outcome": "told", "design": "testimony", "reported_by": "supplier",
                "source": "example",
            },
        ],
        "adoptions": [
            {
                "municipality": {"name": "Exempelby"}, "target_met": False,
                "reach": {"sv": "Alla enheter.", "en": "All units."}, "source": "example",
            },
            {"municipality": {"name": "Exempelvik"}, "source": "example"},
        ],
    }
)  # fmt: skip


def test_what_has_to_be_there_is_named_and_then_explained() -> None:
    assert EXAMPLE.implementation
    rows = [(what.to("en"), text.to("en")) for what, text in
            page_parts.enablers(EXAMPLE.implementation.enablers)]  # fmt: skip
    assert rows == [
        ("what has to be there", "responsibility and authority"),
        ("authority", "May decide."),
    ]
    assert list(page_parts.enablers(())) == []


def test_a_condition_that_blocks_says_that_it_fails_otherwise() -> None:
    rows = [text.to("sv") for _, text in page_parts.conditions(EXAMPLE)]
    assert rows == ["Lagen medger det. Annars går det inte.", "Tid finns."]


def test_whom_it_touches_what_can_be_set_and_materials_are_told() -> None:
    rows = [(what.to("en"), text.to("en")) for what, text in page_parts.around(EXAMPLE)]
    assert rows == [
        ("touches", "managers"),
        ("touches", "staff: Less."),
        ("can be set", "share: 70%"),
        ("materials", "Mall <https://example.org/mall>"),
    ]


def test_an_observation_gives_its_figures_its_number_and_who_says_so() -> None:
    first, second = EXAMPLE.evidence
    assert page_parts.observed(first).to("en") == (
        "The wait: Shorter. 8 → 1, \u22127 [\u22128; \u22126] days; n = 1200 "
        "(says somebody independent)"
    )
    assert page_parts.observed(first).to("sv") == (
        "Väntan: Kortare. 8 → 1, \u22127 [\u22128; \u22126] dagar; n = 1200 "
        "(säger någon oberoende)"
    )
    assert page_parts.observed(second).to("sv") == "told (säger leverantören)"


def test_a_share_is_told_as_a_percentage_and_its_change_in_percentage_points() -> None:
    given = EXAMPLE.evidence[0].to_dict()
    told = {"before": 0.4, "after": 0.6, "unit": "share", "text": None, "n": None}
    effect = {"estimate": 0.2, "low": 0.1, "high": 0.3}
    item = Evidence.from_dict(
        {key: value for key, value in {**given, **told, "effect": effect}.items() if value}
    )
    assert page_parts.observed(item).to("sv").replace("\u00a0", " ") == (
        "Väntan 40 % → 60 %, +20 procentenheter [10; 30] (säger någon oberoende)"
    )


def test_an_adoption_says_whom_it_reached_and_whether_the_target_was_met() -> None:
    first, second = EXAMPLE.adoptions
    assert page_parts.adopted(first).to("sv") == "Exempelby: målet inte nått. Alla enheter."
    assert page_parts.adopted(second).to("en") == "Exempelvik"


def test_each_source_is_named_once_and_what_is_invented_is_not() -> None:
    rows = [text.to("en") for _, text in page_parts.sources(EXAMPLE)]
    assert rows == ["A report, A <https://a.org>"]


def test_a_page_number_of_a_source_is_told_in_the_readers_language() -> None:
    source = {"document": "A report", "page": "p. 3"}
    concept = Concept.from_dict({"id": "a/b", "version": "1.0.0", "title": "X", "source": source})
    (row,) = page_parts.sources(concept)
    assert (row[1].to("sv"), row[1].to("en")) == ("A report, s. 3", "A report, p. 3")


def test_every_page_of_the_catalogue_reads_in_both_languages() -> None:
    reading = read_catalogue()
    catalogue = Catalogue.of(reading.concepts, reading.needs)
    for concept in reading.concepts:
        page = catalogue.page(concept.id)
        for language, heading in (("sv", "## berör"), ("en", "## touches")):
            assert heading in page.to_markdown(language)
