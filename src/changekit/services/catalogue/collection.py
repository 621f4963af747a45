"""The catalogue: concepts to search, show and count the reuse of."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

import attrs

from changekit.errors import UnknownNameError
from changekit.model.concept import Concept
from changekit.model.initiative import Initiative
from changekit.model.need import Need
from changekit.services.catalogue.hits import Hit, Hits
from changekit.services.catalogue.index import Index
from changekit.services.catalogue.page import ConceptPage
from changekit.services.wording import tokens
from changekit.tables import short_repr
from changekit.text import LANGUAGES, Text, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Catalogue"]


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Catalogue:
    """Concepts of packs and of a municipality, and the needs they answer, in order of ids.

    Attributes:
        initiatives: Initiatives that may reuse concepts.
    """

    concepts: tuple[Concept, ...] = ()
    needs: tuple[Need, ...] = ()
    initiatives: tuple[Initiative, ...] = ()

    @classmethod
    def of(
        cls,
        concepts: Iterable[Concept],
        needs: Iterable[Need] = (),
        *,
        initiatives: Iterable[Initiative] = (),
    ) -> Self:
        """Return the catalogue of concepts and needs given in any order."""
        return cls(
            concepts=tuple(sorted(concepts, key=lambda item: item.id)),
            needs=tuple(sorted(needs, key=lambda item: item.id)),
            initiatives=tuple(sorted(initiatives, key=lambda item: item.id)),
        )

    def __repr__(self) -> str:
        """Return one short line: how much the catalogue holds."""
        return short_repr(self)

    @cached_property
    def by_id(self) -> Mapping[str, Concept]:
        """The concepts by id."""
        return {concept.id: concept for concept in self.concepts}

    @cached_property
    def _index(self) -> Index:
        usable = [item for item in self.concepts if item.status in ("active", "draft")]
        return Index(usable, self.needs)

    def search(self, query: str, *, language: str = "en", limit: int = 10) -> Hits:
        """Return the active and draft concepts that fit a query, the best first, then by id.

        Words may be Swedish or English, in any form, and stand for longer words that begin like
        them. A word that is found nowhere stands for those spelt nearly the same.

        Args:
            query: Words; an empty query finds nothing.
            language: The language in which the hits show themselves.
            limit: The most hits to return.
        """
        ranked = self._index.search(query)[: max(0, limit)]
        items = tuple(
            Hit(
                id=item.concept,
                title=self.by_id[item.concept].title,
                score=item.score,
                matched=item.matches,
            )
            for item in ranked
        )
        advice = None if items else self._advice(query)
        return Hits(query=query, items=items, advice=advice, language=language)

    def _advice(self, query: str) -> Text:
        if not tokens(query):
            return Text(sv="Skriv ett ord att söka efter.", en="Write a word to search for.")
        near = self._index.nearest(query)
        did = Text(sv=f" Menade du {near!r}?", en=f" Did you mean {near!r}?") if near else ""
        needs = Text(
            {
                code: join_words((need.title.to(code) for need in self.needs[:8]), language=code)
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
        ).format(query=repr(query), did=did, known=known if self.needs else "")

    def show(self, name: str) -> Concept:
        """Return a concept by its id; version and namespace may be left out or added.

        Raises:
            UnknownNameError: There is none of that id, or several of that name.
        """
        plain = name.split("@", maxsplit=1)[0]
        if plain in self.by_id:
            return self.by_id[plain]
        named = [item for item in self.concepts if item.id.split("/")[-1] == plain]
        if len(named) == 1:
            return named[0]
        raise UnknownNameError(
            "concept", name, known=(item.id for item in named) if named else self.by_id
        )

    def page(self, name: str, *, language: str = "en") -> ConceptPage:
        """Return a concept as people read it (see `show`)."""
        concept = self.show(name)
        titles = {need.id: need.title for need in self.needs}
        return ConceptPage(
            concept=concept,
            needs=tuple(titles.get(need, Text.plain(need)) for need in concept.needs),
            related={item.id: item.title for item in self.concepts},
            reused_by=self.reused_by(concept.id),
            language=language,
        )

    def reused_by(self, name: str) -> tuple[str, ...]:
        """Return what reuses a concept: initiatives, then concepts that are derived from it.

        A stopped initiative reuses nothing. The reuse count is the length.
        """
        initiatives = [
            item.id
            for item in self.initiatives
            if item.reused_concept == name and item.status != "stopped"
        ]
        derived = [
            item.id
            for item in self.concepts
            if any(r.kind == "derived-from" and r.to.split("@")[0] == name for r in item.relations)
        ]
        return (*initiatives, *derived)
