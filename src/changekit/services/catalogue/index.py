"""An index of concepts in memory: stems by field, ranked by how telling they are."""

from __future__ import annotations

import difflib
import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from changekit.services.wording import Stemmer, tokens
from changekit.text import LANGUAGES, UNDETERMINED, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from changekit.model.concept import Concept
    from changekit.model.need import Need

__all__ = ["FIELDS", "Index", "Match", "Ranked"]

How: TypeAlias = Literal["word", "part", "similar"]

WEIGHTS: Mapping[str, float] = {
    "title": 4.0, "needs": 3.0, "tags": 3.0, "problem": 2.0, "effect": 1.5, "mechanism": 1.5,
    "implementation": 1.0, "moderators": 1.0, "economics": 0.5,
}  # fmt: skip
"""Ours: how much a word counts in each field; what a concept is called and what it is for come
before how it is done."""
FIELDS: Mapping[str, Text] = {
    "title": Text(sv="titel", en="title"),
    "needs": Text(sv="behov", en="needs"),
    "tags": Text(sv="nyckelord", en="tags"),
    "problem": Text(sv="problem", en="problem"),
    "effect": Text(sv="effekt", en="effect"),
    "mechanism": Text(sv="verkan", en="mechanism"),
    "implementation": Text(sv="genomförande", en="implementation"),
    "moderators": Text(sv="förutsättningar", en="moderators"),
    "economics": Text(sv="ekonomi", en="economics"),
}
K1, B = 1.2, 0.75
"""Source: Robertson & Zaragoza (2009), Foundations and Trends in Information Retrieval 3(4),
333-389: BM25F with its usual constants."""
CREDIT: Mapping[How, float] = {"word": 1.0, "part": 0.6, "similar": 0.4}
"""Ours: a word that begins like the one asked for counts less, a word that is only spelt nearly
the same counts least and only where the word itself is found nowhere."""
PART = 4
"""Ours: so many letters that were asked for stand for every word that begins with them."""
FIRST_PART = 6
"""Ours: a word of so many letters is found when a longer word that begins with it is asked for;
shorter ones (over, hand) begin too many words that mean something else."""
SPELT_ALIKE = 0.75
"""Ours: difflib's ratio; one letter of four may be wrong."""


@attrs.frozen(kw_only=True)
class Match:
    """Why a concept was found: a word of the query, and where it stands.

    Attributes:
        word: The word that was asked for.
        found: The word in the concept.
        field: The field that it stands in.
        how: The same word, one that begins alike, or one spelt nearly the same.
    """

    word: str
    found: str
    field: str
    how: How


@attrs.frozen(kw_only=True)
class Ranked:
    """A concept and how well it fits a query."""

    concept: str
    score: float
    matches: tuple[Match, ...]


@attrs.frozen
class _Posting:
    """A stem in one concept: how much it weighs, and where it weighs most."""

    weight: float
    field: str
    word: str


class Index:
    """Finds concepts by words; it is not changed once made, so threads may share it."""

    def __init__(self, concepts: Iterable[Concept], needs: Iterable[Need]) -> None:
        titles = {need.id: need.title for need in needs}
        stemmer = Stemmer()
        bags = {
            concept.id: {
                field: tuple(_stems(texts, stemmer))
                for field, texts in _fields(concept, titles).items()
            }
            for concept in concepts
        }
        self._count = len(bags)
        self._postings = _postings(bags)
        self._stems = sorted(self._postings)
        self._words: dict[str, set[str]] = defaultdict(set)
        for bag in bags.values():
            for stem, word in (pair for pairs in bag.values() for pair in pairs):
                self._words[word].add(stem)

    def search(self, query: str) -> list[Ranked]:
        """Return the concepts that hold any word of the query, the best first, then by id."""
        scores: dict[str, float] = defaultdict(float)
        matches: dict[str, list[Match]] = defaultdict(list)
        stemmer = Stemmer()
        for word in dict.fromkeys(_asked(query, stemmer)):
            for concept, (score, match) in self._found(word, stemmer).items():
                scores[concept] += score
                matches[concept].append(match)
        ranked = [
            Ranked(concept=name, score=round(score, 4), matches=tuple(matches[name]))
            for name, score in scores.items()
        ]
        return sorted(ranked, key=lambda item: (-item.score, item.concept))

    def nearest(self, query: str) -> str | None:
        """Return the word in the catalogue that is spelt most like any word of the query."""
        for word in tokens(query):
            near = difflib.get_close_matches(word, sorted(self._words), n=1)
            if near:
                return near[0]
        return None

    def _found(self, word: str, stemmer: Stemmer) -> dict[str, tuple[float, Match]]:
        alike = self._alike(word, stemmer)
        # Rare is what few concepts hold in any form, so that a form does not pass for rare.
        holders = len({concept for stem, _ in alike for concept in self._postings[stem]})
        rarity = math.log(1 + (self._count - holders + 0.5) / (holders + 0.5))
        best: dict[str, tuple[float, Match]] = {}
        for stem, how in alike:
            for concept, posting in self._postings[stem].items():
                score = CREDIT[how] * rarity * posting.weight / (K1 + posting.weight)
                if concept not in best or score > best[concept][0]:
                    match = Match(word=word, found=posting.word, field=posting.field, how=how)
                    best[concept] = (score, match)
        return best

    def _alike(self, word: str, stemmer: Stemmer) -> list[tuple[str, How]]:
        """Return the stems that stand for a word, the same ones first."""
        own = sorted({stemmer.stem(word, language=code) for code in LANGUAGES})
        same: list[tuple[str, How]] = [(stem, "word") for stem in own if stem in self._postings]
        parts: list[tuple[str, How]] = [
            (stem, "part")
            for stem in self._stems
            if stem not in own and any(_begins_alike(stem, asked) for asked in own)
        ]
        if same or parts:
            return same + parts
        near = difflib.get_close_matches(word, sorted(self._words), n=3, cutoff=SPELT_ALIKE)
        stems = {stem for found in near for stem in self._words[found]}
        return [(stem, "similar") for stem in sorted(stems)]


def _begins_alike(stem: str, asked: str) -> bool:
    if len(asked) >= PART and stem.startswith(asked):
        return True
    return len(stem) >= FIRST_PART and asked.startswith(stem)


def _asked(query: str, stemmer: Stemmer) -> Iterator[str]:
    """Go through the words of a query that are no small words in either language."""
    words = tokens(query)
    telling = [
        word
        for word in words
        if all(stemmer.stems(f"{word} x", language=code)[0] != "x" for code in LANGUAGES)
    ]
    yield from telling or words


def _stems(texts: Iterable[Text | str], stemmer: Stemmer) -> Iterator[tuple[str, str]]:
    """Go through (stem, word) pairs; a text that names no language counts as any."""
    for text in texts:
        entries = text.entries if isinstance(text, Text) else ((UNDETERMINED, text),)
        for code, wording in entries:
            for word in tokens(wording):
                if code == UNDETERMINED:
                    yield from {(stemmer.stem(word, language=own), word) for own in LANGUAGES}
                else:
                    yield stemmer.stem(word, language=code), word


def _fields(concept: Concept, needs: Mapping[str, Text]) -> dict[str, list[Text | str]]:
    steps = concept.implementation
    fields: dict[str, list[Text | str | None]] = {
        "title": [concept.title],
        "needs": [*concept.needs, *(needs.get(need) for need in concept.needs)],
        "tags": [*concept.tags, *_applies_to(concept)],
        "problem": [concept.problem],
        "effect": [concept.effect],
        "mechanism": [concept.mechanism],
        "implementation": [*(step.text for step in steps.steps), steps.text] if steps else [],
        "moderators": [concept.moderators],
        "economics": [concept.economics.text if concept.economics else None],
    }
    return {name: [text for text in texts if text] for name, texts in fields.items()}


def _applies_to(concept: Concept) -> tuple[str, ...]:
    use = concept.applies_to
    return (*use.processes, *use.case_types) if use else ()


def _postings(
    bags: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]],
) -> dict[str, dict[str, _Posting]]:
    """Return for each stem the concepts that hold it, with what it weighs there."""
    mean = {
        field: sum(len(bag[field]) for bag in bags.values()) / len(bags) if bags else 0.0
        for field in WEIGHTS
    }
    postings: dict[str, dict[str, _Posting]] = defaultdict(dict)
    for concept, bag in bags.items():
        for field, pairs in bag.items():
            length = 1 - B + B * len(pairs) / mean[field] if pairs else 1.0
            words = dict(reversed(pairs))
            for stem, count in Counter(stem for stem, _ in pairs).items():
                weight = WEIGHTS[field] * count / length
                before = postings[stem].get(concept)
                if before is None:
                    postings[stem][concept] = _Posting(weight, field, words[stem])
                else:  # fields come in the order of their weight: the first is shown
                    postings[stem][concept] = attrs.evolve(before, weight=before.weight + weight)
    return dict(postings)
