"""The fields of a concept that are searched, and how much a word counts in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from changekit.text import UNDETERMINED, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from changekit.model.concept import Concept

__all__ = ["FIELDS", "GROUPS", "GROUP_OF", "GROUP_WEIGHTS", "WEIGHTS", "searched", "texts_of"]

WEIGHTS: Final[Mapping[str, float]] = {
    "title": 4.0, "needs": 3.0, "tags": 3.0, "problem": 2.0, "effect": 1.5, "mechanism": 1.5,
    "implementation": 1.0, "moderators": 1.0, "economics": 0.5,
}  # fmt: skip
"""Ours: how much a word counts in each field; what a concept is called and what it is for come
before how it is done."""
GROUPS: Final = ("name", "purpose", "text")
GROUP_OF: Final[Mapping[str, str]] = {
    "title": "name", "needs": "purpose", "tags": "purpose", "problem": "text", "effect": "text",
    "mechanism": "text", "implementation": "text", "moderators": "text", "economics": "text",
}  # fmt: skip
GROUP_WEIGHTS: Final[Mapping[str, float]] = {"name": 2.0, "purpose": 1.5, "text": 0.75}
"""Ours: half of what the fields weigh. In a group each word is held once, with its parts; what is
found there alone, a part or a word that is only like the one asked for, counts less."""
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


def texts_of(concept: Concept, needs: Mapping[str, Text]) -> dict[str, list[Text | str]]:
    """Return the texts of a concept by field, in the order of `WEIGHTS`.

    Args:
        concept: Any concept.
        needs: The titles of needs by id.
    """
    how, use = concept.implementation, concept.applies_to
    fields: dict[str, list[Text | str | None]] = {
        "title": [concept.title],
        "needs": [*concept.needs, *(needs.get(need) for need in concept.needs)],
        "tags": [*concept.tags, *((*use.processes, *use.case_types) if use else ())],
        "problem": [concept.problem],
        "effect": [concept.effect],
        "mechanism": [concept.mechanism],
        "implementation": [*(step.text for step in how.steps), how.text] if how else [],
        "moderators": [concept.moderators],
        "economics": [concept.economics.text if concept.economics else None],
    }
    return {name: [text for text in texts if text] for name, texts in fields.items()}


def searched(texts: list[Text | str]) -> Iterator[tuple[str, str]]:
    """Go through the wordings of texts, each with the code of its language."""
    for text in texts:
        if isinstance(text, Text):
            yield from text.entries
        else:
            yield UNDETERMINED, text
