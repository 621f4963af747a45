"""The concepts of the catalogue: whole, honest about what is known, and tied to the rest."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest

from changekit.files.resources import read_catalogue
from changekit.services.catalogue.evidence import evidence_of

if TYPE_CHECKING:
    from changekit.model.concept import Concept
    from changekit.model.source import Source

CATALOGUE = read_catalogue()
CONCEPTS = CATALOGUE.concepts
SEED = re.compile(r"00[0-4]_[0-9a-f]{16}\.txt")
UNTRIED = ("mentioned", "planned")
# What the seeds say was done, and what they only mention or plan.
FROM_SEEDS = {
    "whole-team-first", "mixed-team-cohorts", "practice-between-blocks", "develop-in-daily-work",
    "focus-areas", "manager-meetings-as-exchange", "siq-puzzle", "common-process-model",
    "question-sprint", "ideas-apart-from-cases", "managers-road-map", "sponsors-take-part",
    "tools-carried-over", "top-down-meets-bottom-up", "frontline-empowerment",
    "differentiate-cases", "limit-concurrent-change", "larger-units", "leader-coaching",
    "daily-improvement", "process-map-tool",
}  # fmt: skip


def of(concept: Concept) -> str:
    return concept.id.partition("/")[2]


each = pytest.mark.parametrize("concept", CONCEPTS, ids=of)


def can_be_opened(source: Source | None) -> bool:
    """Tell whether a reader can find a source: a published text, or an address to read it at."""
    if source is None:
        return False
    return bool(SEED.fullmatch(source.document)) or bool(source.publisher and source.url)


def test_the_catalogue_is_read_without_a_finding_and_holds_what_was_promised() -> None:
    assert [item.line() for item in CATALOGUE.findings] == []
    names = {of(item) for item in CONCEPTS}
    assert len(CONCEPTS) >= 44
    assert names >= FROM_SEEDS
    assert len(names - FROM_SEEDS) >= 12


@each
def test_a_concept_that_is_in_use_says_all_five_headings(concept: Concept) -> None:
    assert concept.status == "active"
    assert concept.problem
    assert concept.effect
    assert concept.mechanism
    assert concept.moderators
    assert concept.implementation is not None
    assert len(concept.implementation.steps) >= 3
    assert concept.implementation.enablers
    assert concept.economics is not None
    assert concept.economics.text


@each
def test_a_concept_says_whom_it_touches_and_what_has_to_be_so_elsewhere(
    concept: Concept,
) -> None:
    assert concept.touches
    assert any(item.how for item in concept.touches)
    assert concept.conditions
    assert all(item.text for item in concept.conditions)
    assert len(concept.tags) >= 4
    assert concept.applies_to is not None
    assert concept.applies_to.processes


@each
def test_every_observation_can_be_read_where_it_comes_from(concept: Concept) -> None:
    assert can_be_opened(concept.source)
    assert [item.outcome for item in concept.evidence if not can_be_opened(item.source)] == []
    assert [item for item in concept.adoptions if not can_be_opened(item.source)] == []
    assert concept.provenance is not None
    assert can_be_opened(concept.provenance.source)


@each
def test_an_observation_has_a_name_of_its_own_and_says_what_it_is(concept: Concept) -> None:
    names = [item.name for item in concept.evidence]
    assert None not in names
    assert len(set(names)) == len(names)
    assert all(item.kind and item.title and item.text for item in concept.evidence)
    assert all(item.verified_by for item in concept.adoptions)


@each
def test_what_is_only_mentioned_or_planned_has_been_taken_up_by_nobody(concept: Concept) -> None:
    assert concept.seed_support is not None
    assert (concept.seed_support in UNTRIED) == (not concept.evidence)
    if concept.seed_support in UNTRIED:
        assert concept.adoptions == ()
        assert evidence_of(concept).level == 0
        words = str(concept.effect) + str(concept.economics)
        assert re.search(r"[Ss]ource|[Kk]äll|[Ee]xpected|[Vv]äntas", words)


@each
def test_what_only_a_supplier_reports_stays_at_the_first_level(concept: Concept) -> None:
    reporters = {item.reported_by for item in concept.evidence}
    if reporters == {"supplier"}:
        assert evidence_of(concept).level <= 1


@each
def test_every_tie_between_concepts_has_its_reason_and_its_source(concept: Concept) -> None:
    assert [item.to for item in concept.relations if not (item.why and item.source)] == []
    assert concept.id not in {item.to.partition("@")[0] for item in concept.relations}


def test_every_level_from_nothing_known_to_replicated_occurs() -> None:
    levels = defaultdict(list)
    for concept in CONCEPTS:
        levels[evidence_of(concept).level].append(of(concept))
    assert set(levels) == {0, 1, 2, 3, 4}
    assert "municipal-contact-centre" in levels[2]
    assert "individual-placement-support" in levels[4]
    # The small city is one of the five, so it does not count as a second trial.
    assert "housing-first" in levels[3]


def test_a_comparison_without_gain_claims_no_more_than_that_it_was_tried() -> None:
    (concept,) = (item for item in CONCEPTS if of(item) == "one-door-welfare")
    assert evidence_of(concept).level == 1
    assert [item.target_met for item in concept.adoptions] == [False]


def test_every_need_is_answered_by_a_concept() -> None:
    answered = {need for concept in CONCEPTS for need in concept.needs}
    assert {need.id for need in CATALOGUE.needs} == answered


def test_a_text_that_concepts_were_built_from_has_one_digest() -> None:
    digests = defaultdict(set)
    for concept in CONCEPTS:
        about = concept.provenance
        if about and about.source and about.source_digest:
            digests[about.source.document].add(about.source_digest)
    assert len(digests) == 5
    assert all(len(found) == 1 for found in digests.values())
    assert all(SEED.fullmatch(document) for document in digests)
