"""The fields of a concept that are searched, and how much a word counts in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from changekit.text import UNDETERMINED, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from changekit.model.concept import Concept

__all__ = ["FIELDS", "GROUPS", "SHORT", "WEIGHTS", "wordings"]

# Small words, such as "and", are held in short fields alone.
WEIGHTS: Final[Mapping[str, float]] = {
    "title": 4.0, "needs": 3.0, "tags": 3.0, "problem": 2.0, "effect": 1.5, "mechanism": 1.5,
    "implementation": 1.0, "moderators": 1.0, "economics": 0.5,
}  # fmt: skip
"""Ours: how much a word counts in each field; what a concept is called and what it is for come
before how it is done."""
SHORT: Final[Mapping[str, str]] = {"title": "name", "needs": "purpose", "tags": "purpose"}
"""The short fields, each with its group; all others are text."""
GROUPS: Final[Mapping[str, float]] = {"name": 2.0, "purpose": 1.5, "parts": 0.75}
"""Ours: half of what the short fields weigh, and a mean of the others. A group of short fields
holds each stem of its words and of their parts once; `parts` holds those of parts of words in the
text. A stem that is not the very word asked for counts in a short field as its group does."""
FIELDS: Final[Mapping[str, Text]] = {
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


def wordings(concept: Concept, needs: Mapping[str, Text]) -> Iterator[tuple[str, str, str]]:
    """Go through the wordings of a concept: field, language and text, the weightiest field first.

    Args:
        concept: Any concept.
        needs: The titles of needs by id.
    """
    for field, text in _texts(concept, needs):
        if isinstance(text, str):
            yield field, UNDETERMINED, text
        elif text is not None:
            for language, wording in text.entries:
                yield field, language, wording


def _texts(concept: Concept, needs: Mapping[str, Text]) -> list[tuple[str, Text | str | None]]:
    """Return the texts of a concept, each after its field, in the order of `WEIGHTS`."""
    how, use = concept.implementation, concept.applies_to
    texts: list[tuple[str, Text | str | None]] = [("title", concept.title)]
    texts += [("needs", need) for need in concept.needs]
    texts += [("needs", needs.get(need)) for need in concept.needs]
    texts += [("tags", tag) for tag in concept.tags]
    if use:
        texts += [("tags", name) for name in (*use.processes, *use.case_types)]
    texts += [
        ("problem", concept.problem), ("effect", concept.effect), ("mechanism", concept.mechanism)
    ]  # fmt: skip
    if how:
        texts += [("implementation", step.text) for step in how.steps]
        texts += [("implementation", how.text)]
    texts += [("moderators", concept.moderators)]
    if concept.economics:
        texts += [("economics", concept.economics.text)]
    return texts
