"""Materials of a municipality's own concepts that lack one of the two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.findings import Finding
from changekit.rules import portfolio as rules
from changekit.services.catalogue.overview import material_gaps
from changekit.services.portfolio.open_work import in_words
from changekit.text import LANGUAGES, Text, language_name

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from changekit.model.municipality import Municipality

__all__ = ["missing_material"]


def missing_material(municipality: Municipality, as_of: dt.date) -> Iterator[Finding]:  # noqa: ARG001  # every check takes a day
    """Find own concepts with materials in one language alone, and say how many there are."""
    for concept in municipality.concepts:
        gaps = material_gaps(concept)
        place = municipality.place("concept", concept.id, "materials")
        if not gaps or place is None:  # complete, without materials, or of a pack
            continue
        counts = {code: sum(it.language == code for it in concept.materials) for code in LANGUAGES}
        told = in_words(
            Text({code: f"{count} {language_name(lang, language=code)}" for code in LANGUAGES})
            for lang, count in counts.items()
        )
        yield Finding.of(
            rules.MISSING_MATERIAL, {"counts": told}, subject=concept.id, place=place,
            path="materials",
        )  # fmt: skip
