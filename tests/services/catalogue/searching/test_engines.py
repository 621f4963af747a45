"""SQLite's full-text index finds and ranks what plain Python does, and no text is a command."""

from __future__ import annotations

import pickle
import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from changekit.model.concept import Concept
from changekit.services.catalogue import Catalogue
from changekit.services.catalogue.searching import index
from changekit.services.catalogue.searching.fields import wordings
from changekit.services.catalogue.searching.full_text import FullTextIndex, has_fts5
from changekit.services.catalogue.searching.keys import Keys
from changekit.services.catalogue.searching.matching import Explainer
from changekit.services.catalogue.searching.plain import PlainIndex
from changekit.services.catalogue.searching.query import phrases
from changekit.services.wording import tokens
from changekit.services.wording.compounds import Splitter
from changekit.services.wording.word_sources import word_sources

SPLITTER = Splitter.of(*word_sources(extra=False))
WORDS = [
    "bygglov",
    "handläggning",
    "bygglovshandläggning",
    "handläggningstid",
    "ledningsgrupp",
    "ledning",
    "grupp",
    "chef",
    "chefer",
    "mål",
    "målen",
    "arbete",
    "arbetslag",
    "skola",
    "skolan",
    "förskola",
    "förskolor",
    "kommun",
    "kommunal",
    "kommunen",
    "case",
    "cases",
    "lead",
    "time",
    "process",
    "processes",
    "dying",
    "die",
    "early",
    "over",
    "över",
    "om",
    "IT",
    "året",
    "år",
    "väg",
    "vägar",
    "vägunderhåll",
    "museum",
    "museibesök",
    "STRASSE",
    "straße",
    "İstanbul",
    "naïve",
    "2024",
    "e-tjänst",
    "om-skolan",
    "och/eller",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
ANY_TEXT = st.one_of(
    TEXTS,
    st.fixed_dictionaries({"sv": TEXTS, "en": TEXTS}),
    st.fixed_dictionaries({"fi": TEXTS}),
)


@st.composite
def concepts(draw: st.DrawFn) -> list[Concept]:
    rows = draw(st.lists(st.fixed_dictionaries({"title": ANY_TEXT, "problem": ANY_TEXT,
        "mechanism": ANY_TEXT, "tags": st.lists(st.sampled_from(WORDS), max_size=2)}),
        min_size=1, max_size=12))  # fmt: skip
    return [
        Concept.from_dict({"id": f"a/c{at:02}", "version": "1.0.0", **row})
        for at, row in enumerate(rows)
    ]


def both(found: list[Concept]) -> tuple[Keys, PlainIndex, FullTextIndex]:
    keys = Keys(SPLITTER)
    documents = [list(wordings(concept, {})) for concept in found]
    return keys, PlainIndex(documents, keys), FullTextIndex(documents, Keys(SPLITTER))


@settings(deadline=None, max_examples=60)
@given(concepts(), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.integers(1, 12))
def test_the_fast_index_equals_the_plain_one(
    found: list[Concept], asked: list[str], limit: int
) -> None:
    keys, plain, fast = both(found)
    words = keys.asked(" ".join(asked))
    wanted = phrases(words, keys, plain)
    assert phrases(words, keys, fast) == wanted
    everything = range(len(found))
    slow, quick = (engine.rank(wanted, limit, everything) for engine in (plain, fast))
    assert [score for _, score in quick] == pytest.approx([score for _, score in slow])
    assert set(plain.matching(wanted)) == set(fast.matching(wanted))
    scores = dict(plain.rank(wanted, len(found), everything))
    for place, score in quick:
        assert score == pytest.approx(scores[place])
    reasons = [Explainer(words, wanted, engine.words) for engine in (plain, fast)]
    for place in scores:
        why = [reason.why(wordings(found[place], {})) for reason in reasons]
        assert why[0] == why[1] != ()


@settings(deadline=None, max_examples=60)
@given(concepts(), st.sampled_from(WORDS), st.sets(st.integers(0, 11)))
def test_only_what_is_allowed_is_found(found: list[Concept], asked: str, places: set[int]) -> None:
    keys, plain, fast = both(found)
    wanted = phrases(keys.asked(asked), keys, plain)
    allowed = {place for place in places if place < len(found)}
    first = range(len(found) // 2)
    for some in (allowed, first):
        slow, quick = (dict(engine.rank(wanted, 12, some)) for engine in (plain, fast))
        assert slow == pytest.approx(quick)
        assert set(quick) <= set(some)
        assert plain.count(wanted, some) == fast.count(wanted, some) == len(quick)


def large(count: int = index.SMALL + 20) -> Catalogue:
    dice = random.Random(3)
    return Catalogue.of(
        Concept.from_dict(
            {
                "id": f"a/c{at:03}", "version": "1.0.0",
                "title": {"sv": " ".join(dice.choices(WORDS, k=4))},
                "problem": {"sv": " ".join(dice.choices(WORDS, k=20))},
                "status": "active" if at % 5 else "draft",
            }
        )
        for at in range(count)
    )  # fmt: skip


LARGE = large()
LARGE.search("chef")


def test_a_large_catalogue_is_searched_with_sqlite() -> None:
    assert isinstance(LARGE._finder._index._engine, FullTextIndex)
    hits = LARGE.search("bygglov handläggningstid", limit=5)
    assert len(hits) == 5
    assert hits[0].score >= hits[4].score > 0


def test_of_equal_concepts_the_first_by_id_are_found() -> None:
    title = {"sv": "Bygglov på en dag"}
    same = [
        Concept.from_dict({"id": f"a/c{at:03}", "version": "1.0.0", "title": title})
        for at in range(index.SMALL + 200)
    ]
    hits = Catalogue.of(reversed(same)).search("bygglov", limit=7)
    assert [hit.id for hit in hits] == [f"a/c{at:03}" for at in range(7)]


NASTY = (
    '"', "''", '"a" OR', "NEAR(a b)", "chef*", "title:chef", "- chef", "^chef", "{title}: x", ")",
    "chef AND NOT mål", "a + b", "\\", "\x00chef", ";DROP TABLE concepts;--", "chef\nmål", "%_",
)  # fmt: skip


@pytest.mark.parametrize("query", NASTY)
def test_what_fts5_reads_as_a_command_is_text_here(query: str) -> None:
    hits = LARGE.search(query)
    plain = LARGE.search(" ".join(tokens(query)))
    assert [hit.id for hit in hits] == [hit.id for hit in plain]


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet=st.sampled_from("chef mål\"'*:^-+(){}NEARORAND\x00\\%_,."), max_size=30))
def test_any_mixture_of_signs_is_answered(query: str) -> None:
    hits = LARGE.search(query)
    assert (len(hits) == 0) == (hits.advice is not None)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60))
def test_any_text_is_answered_by_a_large_catalogue(query: str) -> None:
    hits = LARGE.search(query)
    assert (len(hits) == 0) == (hits.advice is not None)
    assert all(hit.matched and hit.score > 0 for hit in hits)


def test_many_threads_get_what_one_gets() -> None:
    shared = large()
    queries = [f"{one} {other}" for one in WORDS[:12] for other in WORDS[12:18]]
    alone = [LARGE.search(query).to_dict() for query in queries]
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(lambda query: shared.search(query).to_dict(), queries)) == alone


def test_a_catalogue_that_was_searched_can_be_sent_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(LARGE))  # noqa: S301  # our own bytes
    assert again.search("chef").to_dict() == LARGE.search("chef").to_dict()


class WithoutFts5:
    """What SQLite is where it was built without its full-text index."""

    def __init__(self, name: str) -> None:
        self.name = name

    def execute(self, statement: str) -> None:  # noqa: ARG002  # as SQLite has it
        raise sqlite3.OperationalError("no such module: fts5")


def test_without_fts5_plain_python_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert has_fts5()
    monkeypatch.setattr(sqlite3, "connect", WithoutFts5)
    assert not has_fts5()
    slow = large()
    assert slow.search("kommun mål").to_dict() == LARGE.search("kommun mål").to_dict()
    assert isinstance(slow._finder._index._engine, PlainIndex)


def test_an_index_of_nothing_finds_nothing() -> None:
    keys, plain, fast = both([])
    for engine in (plain, fast):
        assert phrases(keys.asked("chef"), keys, engine) == ()
        assert engine.rank((), 10, range(0)) == []
        assert list(engine.matching(())) == []
