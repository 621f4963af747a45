"""The catalogue as CSV: one row for each concept, for a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.services.catalogue.evidence import evidence_of
from changekit.services.catalogue.relations import STANDINGS
from changekit.tables import Column, Table
from changekit.text import LANGUAGES, Text, join_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from changekit.model.concept import Concept, Tombstone
    from changekit.model.need import Need
    from changekit.tables import Cell

__all__ = ["COLUMNS", "as_csv"]

COLUMNS = (
    Column("id", Text.plain("id")),
    Column("version", Text(sv="Version", en="Version")),
    Column("status", Text(sv="Status", en="Status")),
    Column("title", Text(sv="Titel", en="Title")),
    Column("needs", Text(sv="Behov", en="Needs")),
    Column("problem", Text(sv="Problem", en="Problem")),
    Column("effect", Text(sv="Effekt", en="Effect")),
    Column("mechanism", Text(sv="Verkan", en="Mechanism")),
    Column("moderators", Text(sv="Förutsättningar", en="Moderators")),
    Column("steps", Text(sv="Steg", en="Steps"), "number"),
    Column("economics", Text(sv="Ekonomi", en="Economics")),
    Column("evidence_level", Text(sv="Evidensnivå", en="Evidence level"), "number"),
    Column("evidence", Text(sv="Iakttagelser", en="Observations"), "number"),
    Column("adoptions", Text(sv="Införanden", en="Adoptions"), "number"),
    Column("relations", Text(sv="Relationer", en="Relations")),
    Column("superseded_by", Text(sv="Ersatt av", en="Superseded by")),
    Column("licence", Text(sv="Licens", en="Licence")),
    Column("contact", Text(sv="Kontakt", en="Contact")),
    Column("tags", Text(sv="Nyckelord", en="Tags")),
)


def as_csv(
    concepts: Sequence[Concept],
    needs: Sequence[Need],
    *,
    tombstones: Sequence[Tombstone],  # noqa: ARG001  # a row is a concept
    language: str,
) -> str:
    """Return one row for each concept; no cell starts a formula.

    For `sv` it is what Swedish Excel opens by itself (see `Table.to_csv`).
    """
    titles = {need.id: need.title for need in needs}
    rows = tuple(_row(item, titles) for item in concepts)
    table = Table(title=Text(sv="Katalog", en="Catalogue"), columns=COLUMNS, rows=rows)
    return table.to_csv(language)


def _row(concept: Concept, titles: dict[str, Text]) -> tuple[Cell, ...]:
    how, economics = concept.implementation, concept.economics
    return (
        concept.id,
        concept.version,
        STANDINGS[concept.status],
        concept.title,
        _listed([titles.get(need, Text.plain(need)) for need in concept.needs]),
        concept.problem,
        concept.effect,
        concept.mechanism,
        concept.moderators,
        len(how.steps) if how else 0,
        economics.text if economics else None,
        evidence_of(concept).level,
        len(concept.evidence),
        len(concept.adoptions),
        "; ".join(f"{tie.kind} {tie.to}" for tie in concept.relations),
        concept.superseded_by,
        concept.provenance.licence if concept.provenance else None,
        concept.contact.function if concept.contact else None,
        ", ".join(concept.tags),
    )


def _listed(texts: Sequence[Text]) -> Text:
    return Text({c: join_words((text.to(c) for text in texts), language=c) for c in LANGUAGES})
