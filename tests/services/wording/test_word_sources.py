"""Where words come from: texts, the own list, and the extra, each with its licence."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.errors import MissingExtraError
from changekit.files.word_lists import VOUCHED, core_words
from changekit.services.wording import InstalledWords, Splitter, text_words, word_sources
from changekit.services.wording.word_rules import SHORT, base_forms, heads


def test_every_source_names_its_licence_and_the_extra_its_version() -> None:
    own, extra = word_sources(extra=True)
    assert (own.name, own.licence) == ("changekit", "MIT")
    assert (extra.name, extra.licence) == ("wordfreq", "CC BY-SA 4.0")
    assert extra.version
    assert word_sources() == (own, extra)


def test_without_the_extra_the_own_words_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.delitem(sys.modules, "wordfreq", raising=False)
    monkeypatch.setattr("changekit.optional.swedish.find_spec", lambda _: None)
    assert [source.name for source in word_sources()] == ["changekit"]
    with pytest.raises(MissingExtraError, match=r"changekit\[swedish\]"):
        word_sources(extra=True)


def test_no_counted_word_weighs_as_much_as_one_that_is_vouched_for() -> None:
    weights = InstalledWords().words.values()
    assert min(weights) >= 1
    assert max(weights) < VOUCHED


def test_a_splitter_reads_no_words_before_it_needs_them() -> None:
    class Late:
        name, version, licence = "sen", "", "MIT"
        whole: frozenset[str] = frozenset()
        read = False

        @property
        def words(self) -> dict[str, float]:
            type(self).read = True
            return {}

    late = Late()
    splitter = Splitter.of(late)
    assert not Late.read
    splitter.parts("skolskjuts")
    assert Late.read


@given(st.lists(st.text(max_size=30), max_size=6), st.integers(1, 3))
def test_words_of_texts_do_not_depend_on_the_order_of_texts(texts: list[str], least: int) -> None:
    words = text_words(texts, least=least).words
    assert words == text_words(reversed(texts), least=least).words
    assert all(word.isalpha() and 1 <= weight <= 14 for word, weight in words.items())


def test_the_own_list_is_large_and_its_words_are_whole_words() -> None:
    words = core_words().words
    assert len(words) >= 2500
    assert set(words.values()) == {VOUCHED}
    assert all(word == word.casefold() for word in words)
    assert core_words().whole <= set(words)
    assert all(2 <= len(word) <= 3 for word in SHORT)


@given(st.text("abdeknrstloåä", min_size=2, max_size=15))
def test_all_forms_of_a_word_begin_alike(word: str) -> None:
    for form in base_forms(word):
        if len(form) > 3:
            assert word.startswith(tuple(head[:4] for head in heads(form)))
