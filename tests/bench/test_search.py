"""How fast searches are, beside plain FTS5 and tantivy over the same concepts in the same run."""

from __future__ import annotations

import random
import resource
import sqlite3
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING

import attrs
import pytest

from changekit.model.concept import Concept
from changekit.model.concept.doing import Implementation, Step
from changekit.services.catalogue import Catalogue
from changekit.services.catalogue.searching.fields import wordings
from changekit.services.wording import Stemmer, tokens
from changekit.text import LANGUAGES, Text
from tests.bench.made_catalogue import NEEDS, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

pytestmark = pytest.mark.bench

QUERIES, HITS = 300, 10
P95 = 3.0
"""Milliseconds at 10,000 concepts."""
BUILD, LARGE = 6.0, 1.5
"""Times the raw build at 10,000 concepts, and times the p95 of stemmed FTS5 at 100,000."""
LENGTHS = {"title": 5, "problem": 17, "effect": 13, "mechanism": 16, "moderators": 10, "step": 8}


@cache
def made(count: int) -> tuple[Concept, ...]:
    """Return concepts with as much text in each field as those of the other benches."""
    words, dice = words_of(), random.Random(count)

    def text(field: str) -> Text:
        return Text({c: " ".join(dice.choices(words[c], k=LENGTHS[field])) for c in LANGUAGES})

    steps = ("step-1", "step-2")
    return tuple(
        Concept(
            id=f"made/c{number:06}",
            version="1.0.0",
            title=text("title"),
            needs=tuple(dice.sample(NEEDS, 2)),
            tags=tuple(dice.sample(words["sv"], 3)),
            problem=text("problem"),
            effect=text("effect"),
            mechanism=text("mechanism"),
            moderators=text("moderators"),
            implementation=Implementation(
                steps=tuple(Step(name=name, text=text("step")) for name in steps)
            ),
        )
        for number in range(count)
    )


@attrs.frozen
class Timed:
    """How long single queries took, in milliseconds of one thread.

    None of the engines waits for anything, so that on an idle machine this is how long they take.
    """

    middle: float
    p95: float

    @classmethod
    def of(
        cls, queries: Sequence[Sequence[str]], *asks: Callable[[Sequence[str]], object]
    ) -> list[Timed]:
        """Ask each query of all, one after the other, so that the same disturbs all."""
        taken: list[list[float]] = [[] for _ in asks]
        for words in (queries[0], *queries):
            for ask, its in zip(asks, taken, strict=True):
                began = time.thread_time()
                ask(words)
                its.append(1000 * (time.thread_time() - began))
        ordered = [sorted(its[1:]) for its in taken]
        return [cls(its[len(its) // 2], its[int(0.95 * len(its))]) for its in ordered]


def asked() -> list[list[str]]:
    """Return queries of one to three words that the concepts hold."""
    known = sorted({w.casefold() for words in words_of().values() for w in words if len(w) > 3})
    dice = random.Random(7)
    return [dice.sample(known, dice.randint(1, 3)) for _ in range(QUERIES)]


def texts(concept: Concept) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the wordings of the title, and of all else, each after its language."""
    every = list(wordings(concept, {}))
    title = [(code, text) for field, code, text in every if field == "title"]
    return title, [(code, text) for field, code, text in every if field != "title"]


def stems(stemmer: Stemmer, code: str, wording: str) -> str:
    language = code if code in LANGUAGES else "sv"
    return " ".join(stemmer.stem(word, language=language) for word in tokens(wording))


def joined(
    parts: tuple[list[tuple[str, str]], list[tuple[str, str]]], told: Callable[[str, str], str]
) -> tuple[str, str]:
    """Return the wordings of the title, and of all else, each as one text."""
    title, body = (" ".join(told(*pair) for pair in pairs) for pairs in parts)
    return title, body


def filled(rows: Iterable[tuple[str, str]]) -> sqlite3.Connection:
    store = sqlite3.connect(":memory:")
    store.execute("CREATE VIRTUAL TABLE texts USING fts5(title, body)")
    store.executemany("INSERT INTO texts VALUES (?, ?)", rows)
    return store


def in_fts5(store: sqlite3.Connection, stemmer: Stemmer) -> Callable[[Sequence[str]], object]:
    """Return how to ask stemmed FTS5, in the fastest way to write it."""
    select = (
        "SELECT rowid, bm25(texts, 4.0, 1.0) AS score FROM texts WHERE texts MATCH ? "
        "ORDER BY score LIMIT 10"
    )

    def ask(words: Sequence[str]) -> object:
        stems = dict.fromkeys(stemmer.stem(w, language=c) for w in words for c in LANGUAGES)
        return store.execute(select, (" OR ".join(f'"{stem}"' for stem in stems),)).fetchall()

    return ask


def in_tantivy(concepts: Iterable[Concept]) -> tuple[float, Callable[[Sequence[str]], object]]:
    """Return the seconds that tantivy's index took, and how to ask it."""
    import tantivy

    schema = tantivy.SchemaBuilder()
    boosts = {"title_sv": 4.0, "title_en": 4.0}
    names = [f"{field}_{code}" for field in ("title", "body") for code in LANGUAGES]
    for name in names:
        schema.add_text_field(name, stored=False, tokenizer_name=f"{name[-2:]}_stem")
    schema.add_integer_field("place", stored=True)
    index = tantivy.Index(schema.build())
    for code in LANGUAGES:
        analyzer = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stemmer({"sv": "swedish", "en": "english"}[code]))
            .build()
        )
        index.register_tokenizer(f"{code}_stem", analyzer)
    began = time.perf_counter()
    writer = index.writer(50_000_000, 1)
    for place, concept in enumerate(concepts):
        held = tantivy.Document(place=place)
        for field, pairs in zip(("title", "body"), texts(concept), strict=True):
            for code, wording in pairs:
                held.add_text(f"{field}_{code if code in LANGUAGES else 'sv'}", wording)
        writer.add_document(held)
    writer.commit()
    writer.wait_merging_threads()
    seconds = time.perf_counter() - began
    index.reload()
    searcher = index.searcher()

    def ask(words: Sequence[str]) -> object:
        query = index.parse_query(" ".join(words), names, field_boosts=boosts)
        found = searcher.search(query, HITS).hits
        return [searcher.doc(address) for _, address in found]

    return seconds, ask


def print_row(say: Callable[[str], None], what: str, build: float, asked: Timed) -> None:
    say(f"{what:<46} {build:>8.2f} s {asked.middle:>8.2f} {asked.p95:>8.2f} ms")


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Return how to print a line."""

    def tell(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"{line}\n")

    return tell


def best(call: Callable[[], object], rounds: int) -> float:
    """Return the fewest seconds of this thread in some rounds, which others' work disturbs least.

    Lists of words are read in the first alone.
    """
    seconds = []
    for _ in range(rounds):
        began = time.thread_time()
        call()
        seconds.append(time.thread_time() - began)
    return min(seconds)


def builds(concepts: Sequence[Concept], rounds: int) -> tuple[float, float]:
    """Return the seconds that raw FTS5 and our index take, each the best of some rounds."""
    plain = [joined(texts(item), lambda _, text: text) for item in concepts]
    raw, ours = [], []
    for _ in range(rounds):
        raw.append(best(lambda: filled(plain).close(), 1))
        ours.append(best(lambda: Catalogue.of(concepts).search("x"), 1))
    return min(raw), min(ours)


def compared(count: int, tell: Callable[[str], None], rounds: int) -> tuple[Timed, Timed]:
    """Return the queries of stemmed FTS5 and ours, and print what was measured."""
    concepts, stemmer = made(count), Stemmer()
    tell(f"\n{count} concepts {'':<31} {'build':>8}   {'p50':>8} {'p95':>8}")
    in_rust, ask_rust = in_tantivy(concepts)
    store = filled(joined(texts(item), partial(stems, stemmer)) for item in concepts)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    catalogue = Catalogue.of(concepts)
    catalogue.search("x")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    rust, peer, ours = Timed.of(
        asked(),
        ask_rust,
        in_fts5(store, stemmer),
        lambda words: catalogue.search(" ".join(words), limit=HITS),
    )
    store.close()
    raw, build = builds(concepts, rounds)
    print_row(tell, "tantivy, stemmed", in_rust, rust)
    print_row(tell, "FTS5, stemmed, built from raw texts", raw, peer)
    print_row(tell, "changekit, with compounds, hits explained", build, ours)
    tell(f"built in {build / raw:.1f} times raw FTS5 (limit {BUILD:g}, at 10,000); "
         f"memory grown by {grown:.0f} MiB")  # fmt: skip
    return peer, ours


def test_searches_at_10_000(tell: Callable[[str], None]) -> None:
    peer, ours = compared(10_000, tell, 3)
    tell(f"p95 {ours.p95:.2f} ms (limit {P95:g} ms); {ours.p95 / peer.p95:.2f} times stemmed FTS5")


def test_threads_share_a_catalogue(tell: Callable[[str], None]) -> None:
    catalogue, queries = Catalogue.of(made(10_000)), [" ".join(words) for words in asked()]
    catalogue.search("x")
    began = time.perf_counter()
    for query in queries:
        catalogue.search(query)
    alone = time.perf_counter() - began
    with ThreadPoolExecutor(8) as pool:
        began = time.perf_counter()
        list(pool.map(catalogue.search, queries))
        together = time.perf_counter() - began
    tell(f"\n{QUERIES} searches by one thread {alone:.2f} s, by eight {together:.2f} s")


@pytest.mark.slow
def test_searches_at_100_000(tell: Callable[[str], None]) -> None:
    peer, ours = compared(100_000, tell, 1)
    tell(f"p95 {ours.p95 / peer.p95:.2f} times stemmed FTS5 (limit {LARGE:g})")
