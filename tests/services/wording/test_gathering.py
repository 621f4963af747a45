"""Lists of words from a municipality's texts: counted, without names, pruned of compounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from changekit.files.word_lists import core_words
from changekit.services.wording import Splitter, gather_words
from changekit.services.wording.word_sources import TextWords

TEXTS = st.lists(
    st.lists(
        st.sampled_from(["zirbel", "kvarn", "zirbelkvarn", "avgift", "zirbelavgift", "Kvarn"]),
        max_size=12,
    ).map(" ".join),
    max_size=4,
)


def test_names_and_rare_words_stay_out() -> None:
    words = gather_words(["Astrid mal mal mal zirbel"], least=2)
    assert list(words) == ["mal"]


def test_a_long_word_that_common_ones_explain_stays_out() -> None:
    text = "zirbel zirbel zirbel zirbelavgift zirbelavgift"
    assert list(gather_words([text], least=2)) == ["zirbel"]


def test_a_long_word_that_is_more_common_than_its_parts_stays() -> None:
    text = "zirbel zirbel kvarn kvarn " + "zirbelkvarn " * 9
    assert set(gather_words([text], least=2)) == {"zirbel", "kvarn", "zirbelkvarn"}


@given(TEXTS, st.integers(1, 3))
def test_what_is_left_out_is_found_by_what_is_kept(texts: list[str], least: int) -> None:
    kept = gather_words(texts, least=least)
    every = TextWords(name="alla", counts=dict.fromkeys(kept, 100))
    splitter = Splitter.of(core_words(), every)
    seen = {word for text in texts for word in text.split() if text.split().count(word) >= least}
    for word in seen - set(kept):
        assert not word.islower() or len(splitter.parts(word)) > 1


@given(TEXTS)
def test_the_order_of_texts_does_not_matter(texts: list[str]) -> None:
    assert gather_words(texts, least=1) == gather_words(texts[::-1], least=1)
