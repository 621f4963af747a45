"""The catalogue as one Markdown document; what others wrote stays text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.services.catalogue.collection import Catalogue
from changekit.services.catalogue.marking import code_span, escaped
from changekit.services.catalogue.relations import STANDINGS
from changekit.services.catalogue.searching import FIELDS
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from changekit.model.concept import Concept, Tombstone
    from changekit.model.need import Need
    from changekit.services.catalogue.page import ConceptPage

__all__ = ["as_markdown"]

_TITLE = Text(sv="Katalog över förändringskoncept", en="Catalogue of change concepts")
_NEEDS = Text(sv="Behov som den svarar mot", en="Needs that it answers")
_OLD_IDS = Text(sv="Id:n som inte längre används", en="Ids that are no longer used")
_MORE = Text(sv="Vad mer som är känt", en="What else is known")
_USE = Text(sv="använd {id}", en="use {id}")


def as_markdown(
    concepts: Sequence[Concept],
    needs: Sequence[Need],
    *,
    tombstones: Sequence[Tombstone],
    language: str,
) -> str:
    """Return one document: needs, then each concept under the EMMIE headings.

    Source of the headings: Johnson, Tilley & Bowers (2015), Journal of Experimental Criminology
    11(3), 459-473: effect, mechanism, moderators, implementation, economics.
    """
    catalogue = Catalogue.of(concepts, needs, tombstones=tombstones)
    parts = [f"# {_TITLE.to(language)}"]
    if catalogue.needs:
        lines = (
            f"- {escaped(it.title.to(language))} ({code_span(it.id)})" for it in catalogue.needs
        )
        parts += [f"## {_NEEDS.to(language)}", "\n".join(lines)]
    for concept in catalogue.concepts:
        parts += _concept(catalogue.page(concept.id, language=language), language)
    if catalogue.tombstones:
        lines = (_buried(item, language) for item in catalogue.tombstones)
        parts += [f"## {_OLD_IDS.to(language)}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def _needs(needs: Sequence[Need], language: str) -> str:
    return "\n".join(f"- {escaped(it.title.to(language))} ({code_span(it.id)})" for it in needs)


def _concept(page: ConceptPage, language: str) -> Iterator[str]:
    concept = page.concept
    yield f"## {escaped(concept.title.to(language))}"
    status = STANDINGS[concept.status].to(language)
    yield f"{code_span(f'{concept.id}@{concept.version}')} ({status})"
    if page.needs:
        yield "\n".join(f"- {escaped(need.to(language))}" for need in page.needs)
    headings = set()
    for name in ("problem", "effect", "mechanism", "moderators", "implementation", "economics"):
        said = list(_said(concept, name, language))
        headings.add(FIELDS[name])
        if said:
            yield f"### {FIELDS[name].to(language).capitalize()}"
            yield from said
    shown = {FIELDS["needs"], Text.plain("id"), *headings}
    rows = [
        f"- **{what.to(language)}**: {escaped(text.to(language))}"
        for what, text in page.table().rows
        if isinstance(what, Text) and isinstance(text, Text) and what not in shown
        if not what.to("en").startswith("step ")
    ]
    if rows:
        yield f"### {_MORE.to(language)}"
        yield "\n".join(rows)


def _said(concept: Concept, name: str, language: str) -> Iterator[str]:
    """Go through what a concept says under one of the headings."""
    held = getattr(concept, name)
    text = held if isinstance(held, Text) or held is None else held.text
    if text:
        yield escaped(text.to(language))
    if name == "implementation" and held is not None and held.steps:
        yield "\n".join(
            f"{number}. {escaped(step.text.to(language))}"
            for number, step in enumerate(held.steps, start=1)
        )


def _buried(item: Tombstone, language: str) -> str:
    use = _USE.format(id=code_span(item.heir)).to(language) if item.heir else ""
    told = "; ".join(filter(None, [escaped(item.why.to(language)), use]))
    return f"- {code_span(item.id)}: {told}"
