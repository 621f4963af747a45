"""Queries as people put them find the concept they mean, in Swedish and in English.

The queries were written from what the concepts are about, before any of them was tried, in other
words than their titles where people would use others. What is missed stays in the list.
"""

from __future__ import annotations

import sys
from functools import cache

import pytest

from changekit.files.packs import Packs
from changekit.services.catalogue import Catalogue

JUDGED = (
    ("kortare handläggningstid", "differentiate-cases automate-simple-decisions"),
    ("sortera ärenden efter hur svåra de är", "differentiate-cases"),
    ("handläggare får besluta direkt vid första kontakten", "frontline-empowerment"),
    ("hela ledningsgruppen går utbildning tillsammans", "whole-team-first"),
    ("kursgrupp med flera ledningsgrupper", "mixed-team-cohorts"),
    ("öva hemma mellan kurstillfällena", "practice-between-blocks"),
    ("utveckling i vardagen", "develop-in-daily-work daily-improvement"),
    ("för många förändringar på en gång", "limit-concurrent-change"),
    ("röd tråd från nämndens mål", "goal-chain-to-team"),
    ("gruppera mål i helheter", "focus-areas"),
    ("självskattning verksamhetsutveckling siq", "siq-puzzle"),
    ("processkartor i ett verktyg", "process-map-tool"),
    ("gemensam processmodell", "common-process-model"),
    ("chefsmöten med mindre information", "manager-meetings-as-exchange"),
    ("coachning av ledare", "leader-coaching"),
    ("otydliga uppdrag", "mandate-agreement"),
    ("kontaktcenter", "municipal-contact-centre"),
    ("klarspråk i beslutsbrev", "plain-letters"),
    ("medborgarbudget", "participatory-budgeting"),
    ("idéhantering", "ideas-apart-from-cases"),
    ("beställarkompetens", "commissioning-competence"),
    ("återanvända lyckade förändringar", "reuse-successful-changes"),
    ("större enheter och enhetliga roller", "larger-units"),
    ("hemtjänst rehabilitering", "reablement"),
    ("shorter lead times", "differentiate-cases automate-simple-decisions frontline-empowerment"),
    ("categorise cases by difficulty", "differentiate-cases"),
    ("let front line staff decide", "frontline-empowerment"),
    ("whole management team trained together", "whole-team-first"),
    ("limit work in progress of change", "limit-concurrent-change"),
    ("goal chain from council to team", "goal-chain-to-team"),
    ("process map software", "process-map-tool"),
    ("self-assessment of quality", "siq-puzzle"),
    ("collect development questions quickly", "question-sprint"),
    ("manager road map", "managers-road-map"),
    ("sponsors attend the programme", "sponsors-take-part"),
    ("coaching for managers", "leader-coaching"),
    ("measure benefits after the project", "benefit-steering steady-follow-up"),
    ("contact center", "municipal-contact-centre"),
    ("participatory budget", "participatory-budgeting"),
    ("appointment reminder text message", "appointment-reminders"),
    ("meeting effectivness", "focused-management-meetings"),
    ("housing for homeless people", "housing-first"),
)  # fmt: skip
SWEDISH = 24
TOP = 3


@cache
def catalogue() -> Catalogue:
    packs = Packs.found({"CHANGEKIT_DISABLE": ""}).every()
    own = [concept for concept in packs.concepts if concept.namespace == "changekit"]
    return Catalogue.of(own, packs.needs)


def rank(query: str, meant: str) -> int | None:
    """Return the place of the first concept that is meant, from 1; None where it is not found."""
    hits = catalogue().search(query)
    places = [at for at, hit in enumerate(hits, 1) if hit.id.split("/")[1] in meant.split()]
    return min(places, default=None)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_nine_of_ten_queries_find_what_is_meant_among_the_first_three(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    judged = JUDGED[:SWEDISH] if language == "sv" else JUDGED[SWEDISH:]
    ranks = {query: rank(query, meant) for query, meant in judged}
    missed = [query for query, at in ranks.items() if at is None or at > TOP]
    recall = 1 - len(missed) / len(judged)
    mean = sum(1 / at for at in ranks.values() if at) / len(judged)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{language}: {recall:.0%} of {len(judged)} queries in the first {TOP}, mean "
            f"reciprocal rank {mean:.2f}; missed: {missed}\n"
        )
    assert recall >= 0.9
