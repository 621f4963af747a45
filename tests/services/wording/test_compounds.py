"""Compounds: enough parts found, few simple words split, and splits that behave like splits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from changekit.files.word_lists import VOUCHED, WordList, core_words, read_words
from changekit.model.frozen import FrozenMap
from changekit.services.wording import (
    Splitter,
    Stemmer,
    WordSource,
    split_words,
    text_words,
    word_sources,
)

DATA = Path(__file__).parent / "data"
KNOWN = sorted(word for word in core_words().words if len(word) > 3)
LETTERS = st.text("abdefghijklmnoprstuvyåäö", min_size=1, max_size=30)
WORDS = st.one_of(
    LETTERS,
    st.text(max_size=40),
    st.builds(
        lambda words, links: "".join(map("".join, zip(words, links, strict=False))),
        st.lists(st.sampled_from(KNOWN), min_size=1, max_size=4),
        st.lists(st.sampled_from(["", "s", "-", "e"]), min_size=4, max_size=4),
    ),
)


@cache
def splitter(*, extra: bool) -> Splitter:
    return Splitter.of(*word_sources(extra=extra))


def compounds() -> dict[str, list[str]]:
    lines = (DATA / "compounds.csv").read_text("utf-8").splitlines()
    rows = [line.split(",") for line in lines if not line.startswith("#")]
    return {word: parts.split() for word, parts in rows}


def share_found(found: Splitter) -> float:
    """Return the share of parts that are among those found, compared by their stems."""
    stem = Stemmer().stem
    hits = []
    for word, parts in compounds().items():
        stems = {stem(part, language="sv") for part in found.parts(word)}
        hits += [stem(part, language="sv") in stems for part in parts]
    return sum(hits) / len(hits)


def share_split(found: Splitter) -> float:
    simple = read_words(DATA / "simple.txt")
    return sum(len(found.parts(word)) > 1 for word in simple) / len(simple)


def test_the_words_to_measure_by_are_many_and_none_is_in_the_list() -> None:
    assert len(compounds()) >= 60
    assert len(read_words(DATA / "simple.txt")) >= 60
    assert set(compounds()) & set(core_words().words) == set()


@pytest.mark.parametrize(("extra", "least"), [(True, 0.9), (False, 0.65)], ids=["with", "without"])
def test_enough_parts_are_found(extra: bool, least: float) -> None:
    assert share_found(splitter(extra=extra)) >= least


@pytest.mark.parametrize("extra", [True, False], ids=["with", "without"])
def test_few_simple_words_are_taken_apart(extra: bool) -> None:
    assert share_split(splitter(extra=extra)) <= 0.05


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("bygglovshandläggningen", ("bygglov", "handläggning")),
        ("Skolskjutsansökningarna", ("skolskjuts", "ansökning")),
        ("arbetsmarknadsenhet", ("arbetsmarknad", "enhet")),
        ("gatubelysning", ("gata", "belysning")),
        ("busstation", ("buss", "station")),
        ("regelverken", ("regelverken",)),
        ("kommunalisering", ("kommunalisering",)),
        ("IT-stöd", ("it", "stöd")),
        ("överklagande", ("överklagande",)),
    ],
)
def test_parts_are_base_forms_without_what_links_them(word: str, parts: tuple[str, ...]) -> None:
    assert splitter(extra=False).parts(word) == parts


def test_a_prefix_between_two_words_belongs_to_the_second() -> None:
    words = WordList(name="ord", words=FrozenMap({"finger": VOUCHED, "tryck": VOUCHED}))
    assert Splitter.of(words).parts("fingeravtryck") == ("finger", "avtryck")


def test_a_word_is_found_by_its_parts_their_parts_and_neighbours_joined() -> None:
    found = set(splitter(extra=False).index_terms("Samhällsbyggnadsförvaltningens"))
    assert {"samhällsbyggnadsförvaltningens", "samhällsbyggnad", "förvaltning"} <= found
    assert {"samhälle", "byggnad", "byggnadsförvaltning"} <= found


def test_a_word_said_to_be_whole_is_never_taken_apart_in_any_form() -> None:
    words = FrozenMap({"skola": VOUCHED, "skjuts": VOUCHED, "skolskjuts": VOUCHED})
    kept = WordList(name="ord", words=words, whole=frozenset({"skolskjuts"}))
    assert Splitter.of(kept).parts("skolskjutsen") == ("skolskjutsen",)
    assert Splitter.of(WordList(name="ord", words=words)).parts("skolskjutsen") == (
        "skola",
        "skjuts",
    )


def test_more_words_find_more_parts() -> None:
    word = "zirbelgaffelsnurp"
    assert splitter(extra=False).parts(word) == (word,)
    more = text_words(["zirbel gaffel snurp"] * 50)
    assert Splitter.of(core_words(), more).parts(word) == ("zirbel", "gaffel", "snurp")


def test_letters_composed_in_two_ways_are_the_same_word() -> None:
    assert splitter(extra=False).parts("ba\u030atplats") == splitter(extra=False).parts("båtplats")


@given(WORDS)
@example("")
@example("-")
@example("ss")
@example("bygg-")
@example("ﬁskevård")
@example("STRAẞE")
def test_text_and_links_of_all_pieces_are_the_whole_word(word: str) -> None:
    pieces = splitter(extra=False).pieces(word)
    whole = splitter(extra=False).index_terms(word)[0]
    assert "".join(piece.text + piece.link for piece in pieces) == whole
    assert whole.casefold() == whole or not word.isalpha()


@given(WORDS)
def test_no_part_is_empty_and_a_word_is_found_by_each(word: str) -> None:
    found = splitter(extra=False)
    parts, terms = found.parts(word), found.index_terms(word)
    assert all(parts) or not word
    assert len(parts) == 1 or set(parts) <= set(terms)
    assert len(set(terms)) == len(terms)


@given(WORDS)
def test_a_compound_without_hyphens_has_two_to_four_parts_and_one_of_them_is_known(
    word: str,
) -> None:
    found = splitter(extra=False)
    pieces = found.pieces(word)
    if len(pieces) > 1 and "-" not in word:
        assert len(pieces) <= 4
        assert {piece.base for piece in pieces} & set(core_words().words)


@given(LETTERS)
def test_without_words_every_word_stays_whole(word: str) -> None:
    assert Splitter.of().parts(word) == (word,)


@given(st.text("qwxzc", min_size=1, max_size=25))
def test_an_unknown_simple_word_stays_whole(word: str) -> None:
    assert splitter(extra=False).parts(word) == (word,)


@given(st.lists(WORDS, max_size=5))
def test_the_order_of_sources_does_not_matter(words: list[str]) -> None:
    for order in ORDERS:
        assert [order.parts(word) for word in words] == [ORDERS[0].parts(word) for word in words]


THREE: tuple[WordSource, ...] = (
    core_words(),
    text_words(["förskolekö skolskjutsar avgift", "kvarn kvarn"]),
    WordList(name="mer", words=FrozenMap({"kvarn": 3.0, "avgift": 2.0, "zirbel": VOUCHED})),
)
ORDERS = [Splitter.of(*order) for order in permutations(THREE)]


def test_many_threads_get_the_same_parts() -> None:
    words = [*compounds(), *read_words(DATA / "simple.txt")]
    shared = Splitter.of(*word_sources(extra=False))
    with ThreadPoolExecutor(8) as pool:
        runs = list(pool.map(lambda _: [shared.parts(word) for word in words], range(8)))
    assert runs == [[splitter(extra=False).parts(word) for word in words]] * 8


def test_splits_show_themselves_with_their_sources() -> None:
    splits = split_words(["Skolskjuts", "kommun"], splitter(extra=False), language="sv")
    assert "skola + skjuts" in str(splits)
    told = splits.to_dict()
    assert told["words"][1] == {"word": "kommun", "parts": ["kommun"], "split": ["kommun"]}
    assert [source["licence"] for source in told["sources"]] == ["MIT"]
    assert told["sources"][0]["words"] >= 1500
