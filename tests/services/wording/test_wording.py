"""Stems, and texts that are nearly equal: found by index exactly as by comparing all."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.services.wording import (
    NEAR,
    Stemmer,
    near_duplicates,
    nearly_equal,
    similarity,
    tokens,
)

STEMS = st.lists(
    st.sampled_from(["kort", "ledtid", "bygglov", "handläggning", "beslut", "brev", "skola", "2"]),
    max_size=5,
)
TEXTS = st.dictionaries(st.sampled_from("abcdefghij"), STEMS, max_size=10)


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("Klarspråk i beslutsbrev", "Klarspråk i beslutsbreven", "sv"),
        ("Kortare ledtid för bygglov", "Kortare ledtider för bygglov", "sv"),
        ("Digitala ansökningar", "Digital ansökning", "sv"),
        ("Shorter lead times", "Shorter lead time", "en"),
        ("Introduktion av nyanställda chefer", "Chefer: introduktion av nyanställda", "sv"),
    ],
)
def test_another_ending_or_order_is_nearly_equal(first: str, second: str, language: str) -> None:
    stems = Stemmer().stems
    assert nearly_equal(stems(first, language=language), stems(second, language=language))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Klarspråk om bygglov", "Klarspråk om försörjningsstöd"),
        ("Etapp 1 av skolan", "Etapp 2 av skolan"),
        ("Lägre kostnad för hemtjänst", "Lägre kostnad för skolskjuts"),
        ("Ny organisation: förskola", "Ny organisation: äldreboende"),
        ("Kortare ledtid", "Längre öppettider"),
        ("Klarspråk i beslutsbrev", "Klarspråk i beslut"),
        ("Kartläggning av deltagare", "Lönekartläggning"),
        ("Förbättringstavla: hem", "Förbättringstavla: bad"),
    ],
)
def test_the_same_pattern_on_another_subject_is_not(first: str, second: str) -> None:
    stems = Stemmer().stems
    assert not nearly_equal(stems(first, language="sv"), stems(second, language="sv"))


def test_words_are_cut_at_everything_that_is_no_letter_or_digit() -> None:
    assert tokens("IT-stöd: 24/7_drift") == ("it", "stöd", "24", "7", "drift")


def test_a_text_of_small_words_keeps_them() -> None:
    assert Stemmer().stems("Vi och de", language="sv") == ("vi", "och", "de")


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert Stemmer().stems("Lyhyempi käsittelyaika", language="fi") == (
        "lyhyempi",
        "käsittelyaika",
    )


def test_equal_texts_are_paired_with_the_first_alone() -> None:
    near = near_duplicates({key: ["nytt", "intranät"] for key in "dbca"})
    assert [(pair.first, pair.second) for pair in near] == [("a", "b"), ("a", "c"), ("a", "d")]


def test_texts_without_words_are_like_nothing() -> None:
    assert near_duplicates({"a": [], "b": []}) == ()


@given(TEXTS, st.sampled_from([0.5, NEAR, 0.95]))
def test_the_index_finds_what_comparing_all_finds(
    texts: dict[str, list[str]], least: float
) -> None:
    by_words: dict[tuple[str, ...], str] = {}
    for key in sorted(texts):
        if texts[key]:
            by_words.setdefault(tuple(sorted(texts[key])), key)
    firsts = sorted(by_words.values())
    slow = {
        (a, b)
        for a, b in itertools.combinations(firsts, 2)
        if nearly_equal(texts[a], texts[b], least=least)
    }
    found = near_duplicates(texts, least=least)
    assert {(n.first, n.second) for n in found if n.first in firsts and n.second in firsts} == slow


@given(STEMS, STEMS)
def test_similarity_is_symmetric_and_full_for_the_same_words(
    first: list[str], second: list[str]
) -> None:
    assert similarity(first, second) == similarity(second, first)
    assert similarity(first, list(reversed(first))) == 1


@given(TEXTS)
def test_the_order_of_the_texts_changes_nothing(texts: dict[str, list[str]]) -> None:
    assert near_duplicates(dict(reversed(texts.items()))) == near_duplicates(texts)
