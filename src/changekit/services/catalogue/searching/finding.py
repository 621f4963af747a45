"""Answers searches of a catalogue: hits with reasons, counts, and advice where nothing fits."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.model.frozen import FrozenMap
from changekit.services.catalogue.hits import Hit, Hits
from changekit.services.catalogue.searching.facets import Facets, facets_of
from changekit.services.catalogue.searching.filters import (
    MAY_BE_UNKNOWN,
    Filters,
    needs_by_value,
    units_of_cost,
)
from changekit.services.catalogue.searching.index import ConceptIndex
from changekit.services.wording import tokens
from changekit.text import LANGUAGES, Text, join_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from changekit.model.concept import Concept
    from changekit.model.need import Need
    from changekit.model.rubric import Rubric
    from changekit.services.wording.word_sources import WordSource

__all__ = ["Finder", "asked_well"]


def asked_well(query: object, *, limit: object = 1, filters: object = None) -> None:
    """Check the arguments of a search.

    Raises:
        InvalidValueError: The query is no text, the limit no whole number above 0, or the filters
            are something else.
    """
    if not isinstance(query, str):
        said = Text(sv="en sökning är text, fick {found}", en="a query is text, got {found}")
        raise InvalidValueError(said.format(found=repr(query)))
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        said = Text(
            sv="limit måste vara ett heltal, minst 1, fick {found}",
            en="limit must be a whole number, 1 or more, got {found}",
        )
        raise InvalidValueError(said.format(found=repr(limit)))
    if filters is not None and not isinstance(filters, Filters):
        said = Text(
            sv="filters måste vara Filters(need=..., tag=...), fick {found}",
            en="filters must be Filters(need=..., tag=...), got {found}",
        )
        raise InvalidValueError(said.format(found=repr(filters)))


class Finder:
    """Searches concepts; safe to share between threads."""

    def __init__(
        self,
        concepts: Iterable[Concept],
        needs: Iterable[Need],
        *,
        rubrics: Iterable[Rubric],
        words: Iterable[WordSource],
        level: Callable[[str], int],
    ) -> None:
        self._concepts, self._needs = tuple(concepts), tuple(needs)
        self._values = needs_by_value(rubrics)
        self._level = level
        self._index = ConceptIndex(self._concepts, self._needs, words)

    def search(self, query: str, *, language: str, limit: int, filters: Filters | None) -> Hits:
        """Return what fits (see `Catalogue.search`)."""
        filters = filters or Filters()
        allowed = self._allowed(filters)
        if filters and not tokens(query):
            fitting = sorted(self._fitting(filters), key=lambda c: (-self._level(c.id), c.id))
            items = tuple(
                Hit(
                    id=item.id, title=item.title, score=0.0, matched=(),
                    evidence_level=self._level(item.id), language=language,
                )
                for item in fitting[:limit]
            )  # fmt: skip
        else:
            items = tuple(
                Hit(
                    id=item.concept.id, title=item.concept.title, score=item.score,
                    matched=item.matches, evidence_level=self._level(item.concept.id),
                    language=language,
                )
                for item in self._index.search(query, limit, allowed)
            )  # fmt: skip
        cut = len(items) == limit
        return Hits(
            query=query,
            items=items,
            advice=None if items else self._advice(query, filters),
            language=language,
            filters=filters,
            counting=partial(self._count, query, filters) if cut else None,
            unknown=FrozenMap(self._unknown(query, filters)),
        )

    def _found(self, query: str, filters: Filters) -> list[Concept]:
        """Return all that fits, in no order."""
        if tokens(query):
            return self._index.matching(query, self._allowed(filters))
        return self._fitting(filters)

    def _count(self, query: str, filters: Filters) -> int:
        """Return how many fit in all."""
        if tokens(query):
            return self._index.count(query, self._allowed(filters))
        return len(self._fitting(filters))

    def _unknown(self, query: str, filters: Filters) -> dict[str, int]:
        """Return how many would fit if what nobody knows of them did, by filter."""
        counts = {}
        for name in MAY_BE_UNKNOWN:
            wider = filters.leaving_unknown(name)
            if wider is not None:
                found = self._found(query, wider)
                counts[name] = sum(not Filters.knows(concept, name) for concept in found)
        return counts

    def facets(self, query: str, *, language: str, filters: Filters | None) -> Facets:
        """Return how many of what fits have each need and the like (see `Catalogue.facets`)."""
        filters = filters or Filters()
        found = self._found(query, filters)
        return facets_of(
            found,
            query=query,
            levels={concept.id: self._level(concept.id) for concept in found},
            values={name: needs for name, needs in self._values.items() if "/" in name},
            language=language,
        )

    def _fitting(self, filters: Filters) -> list[Concept]:
        fits = self._allowed(filters) or (lambda concept: concept.in_use)
        return [concept for concept in self._concepts if fits(concept)]

    def _allowed(self, filters: Filters) -> Callable[[Concept], bool] | None:
        """Return what filters let through; None where nothing is asked for.

        Raises:
            UnknownNameError: A filter names a need or a value that there is not.
        """
        for name in filters.need:
            if name not in self._known_needs:
                raise UnknownNameError("need", name, known=self._known_needs)
        for name in filters.value:
            if name not in self._values:
                raise UnknownNameError("value", name, known=self._values)
        self._in_known_unit(filters)
        if not filters:
            return None
        graded = filters.min_evidence is not None

        def fits(concept: Concept) -> bool:
            level = self._level(concept.id) if graded else 0
            return filters.fits(concept, level, self._values)

        return fits

    def _in_known_unit(self, filters: Filters) -> None:
        """Raise unless a cost is asked for in a unit that there is."""
        if filters.max_cost is None:
            return
        units, unit = units_of_cost(self._concepts), filters.max_cost.unit
        if unit is None:
            known = ", ".join(units)
            raise InvalidValueError(
                Text(
                    sv=f"högsta kostnaden behöver en enhet, som '500 ksek'; finns: {known}",
                    en=f"the most cost needs a unit, such as '500 ksek'; known: {known}",
                )
            )
        if unit not in units:
            raise UnknownNameError("unit", unit, known=units)

    @cached_property
    def _known_needs(self) -> Mapping[str, Text]:
        used = {need: Text.plain(need) for concept in self._concepts for need in concept.needs}
        return {**used, **{need.id: need.title for need in self._needs}}

    def _advice(self, query: str, filters: Filters) -> Text:
        """Return what to try where nothing was found."""
        if filters and (not tokens(query) or self._index.search(query, 1)):
            return Text(
                sv="Inget förändringskoncept svarar mot filtren. Ta bort ett av dem.",
                en="No concept fits the filters. Leave one of them out.",
            )
        if not tokens(query):
            return Text(sv="Skriv ett ord att söka efter.", en="Write a word to search for.")
        if not self._index.asked(query):
            return Text(
                sv="{query} säger inte vad det gäller. Skriv ett ord som gör det.",
                en="{query} does not say what it is about. Write a word that does.",
            ).format(query=repr(query))
        near = self._index.nearest(query)
        did = Text(sv=f" Menade du {near!r}?", en=f" Did you mean {near!r}?") if near else ""
        needs = Text(
            {
                code: join_words((need.title.to(code) for need in self._needs[:8]), language=code)
                for code in LANGUAGES
            }
        )
        known = Text(
            sv=" Pröva ett annat ord, eller ett behov: {needs}.",
            en=" Try another word, or a need: {needs}.",
        ).format(needs=needs)
        return Text(
            sv="Inget förändringskoncept svarar mot {query}.{did}{known}",
            en="No concept fits {query}.{did}{known}",
        ).format(query=repr(query), did=did, known=known if self._needs else "")
