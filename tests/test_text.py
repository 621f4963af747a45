"""Texts in several languages: what is asked for, or the nearest thing there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.text import UNDETERMINED, Text, closest, join_words, sort_key

wordings = st.dictionaries(st.sampled_from(["sv", "en", "fi", UNDETERMINED]), st.text(min_size=1))


@given(wordings, st.sampled_from(["sv", "en", "fi"]))
def test_a_language_that_is_there_is_what_you_get(entries: dict[str, str], language: str) -> None:
    if language in entries:
        assert Text(entries).to(language) == entries[language]


@given(wordings)
def test_some_wording_is_given_whenever_there_is_one(entries: dict[str, str]) -> None:
    assert Text(entries).to("xx") in (entries.values() or [""])


@given(wordings, wordings)
def test_texts_are_equal_when_their_wordings_are(
    one: dict[str, str], other: dict[str, str]
) -> None:
    assert (Text(one) == Text(other)) == (one == other)
    assert Text(one) != Text(other) or hash(Text(one)) == hash(Text(other))


def test_filling_in_uses_the_language_of_each_wording() -> None:
    unit = Text(sv="enheten", en="the unit")
    text = Text(sv="{what} är full", en="{what} is full").format(what=unit)
    assert (text.to("sv"), text.to("en")) == ("enheten är full", "the unit is full")


def test_white_space_alone_is_no_text() -> None:
    assert not Text(sv="  \n")
    assert Text(sv=" ", en="x")


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")],
    ids=["none", "one", "two", "three"],
)
def test_words_are_joined_as_in_running_text(words: list[str], expected: str) -> None:
    assert join_words(words, language="sv") == expected


def test_the_closest_word_is_the_one_meant_or_none() -> None:
    assert closest("priorty", ["priority", "owner"]) == "priority"
    assert closest("zzz", ["priority", "owner"]) is None


def test_swedish_letters_come_last_in_their_own_order() -> None:
    words = ["Öl", "zebra", "äpple", "Ål", "abborre"]
    assert sorted(words, key=sort_key) == ["abborre", "zebra", "Ål", "äpple", "Öl"]


def test_numbers_in_ids_sort_as_numbers() -> None:
    ids = ["10", "2", "1", "a-10", "a-9", "11"]
    assert sorted(ids, key=sort_key) == ["1", "2", "10", "11", "a-9", "a-10"]
