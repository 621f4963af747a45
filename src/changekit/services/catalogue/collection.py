"""The catalogue: concepts to search, show and count the reuse of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Self

import attrs

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.model.concept import Concept, Tombstone
from changekit.model.initiative import Initiative
from changekit.model.need import Need
from changekit.services.catalogue.evidence import ConceptEvidence, evidence_of
from changekit.services.catalogue.heirs import plain_id
from changekit.services.catalogue.hits import Hit, Hits
from changekit.services.catalogue.index import Index
from changekit.services.catalogue.page import ConceptPage
from changekit.services.catalogue.relations import Relations
from changekit.services.wording import tokens
from changekit.tables import short_repr
from changekit.text import LANGUAGES, Text, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Catalogue"]


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Catalogue:
    """Concepts of packs and of a municipality, and the needs they answer, in order of ids.

    Attributes:
        initiatives: Initiatives that may reuse concepts.
        tombstones: Ids that concepts once had, and what to use instead.
        tailored_by: By concept that overlays changed: these overlays, in order.
    """

    concepts: tuple[Concept, ...] = ()
    needs: tuple[Need, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    tailored_by: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)

    @classmethod
    def of(
        cls,
        concepts: Iterable[Concept],
        needs: Iterable[Need] = (),
        *,
        initiatives: Iterable[Initiative] = (),
        tombstones: Iterable[Tombstone] = (),
        tailored_by: Mapping[str, tuple[str, ...]] | None = None,
    ) -> Self:
        """Return the catalogue of concepts and needs given in any order."""
        return cls(
            concepts=tuple(sorted(concepts, key=lambda item: item.id)),
            needs=tuple(sorted(needs, key=lambda item: item.id)),
            initiatives=tuple(sorted(initiatives, key=lambda item: item.id)),
            tombstones=tuple(sorted(tombstones, key=lambda item: item.id)),
            tailored_by=tailored_by or {},
        )

    def __repr__(self) -> str:
        """Return one short line: how much the catalogue holds."""
        return short_repr(self)

    @cached_property
    def by_id(self) -> Mapping[str, Concept]:
        """The concepts by id."""
        return {concept.id: concept for concept in self.concepts}

    @cached_property
    def relations(self) -> Relations:
        """The relations of all concepts, from both ends, and their lines of descent."""
        return Relations.of(self.concepts, self.tombstones)

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
                evidence_level=self.evidence(item.concept).shown,
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

        An id that a concept once had leads to the concept that came after it.

        Raises:
            UnknownNameError: There is none of that id, or several of that name.
            InvalidValueError: A concept of that id is gone, and none came after it.
        """
        plain = plain_id(name)
        if plain in self.by_id:
            return self.by_id[plain]
        heirs = self.relations.heirs
        if plain in heirs.tombstones:
            end = heirs.renamed(plain).end
            if end is None:
                raise InvalidValueError(_GONE.format(id=plain, why=heirs.tombstones[plain].why))
            return self.by_id[end]
        named = [item for item in self.concepts if item.id.split("/")[-1] == plain]
        if len(named) == 1:
            return named[0]
        raise UnknownNameError(
            "concept", name, known=(item.id for item in named) if named else self.by_id
        )

    @cached_property
    def _evidence(self) -> dict[str, ConceptEvidence]:
        return {}

    def evidence(self, name: str) -> ConceptEvidence:
        """Return how well a concept is supported (see `show`); worked out once for each."""
        concept = self.by_id.get(name) or self.show(name)
        return self._evidence.setdefault(concept.id, evidence_of(concept))

    def page(self, name: str, *, language: str = "en") -> ConceptPage:
        """Return a concept as people read it (see `show`)."""
        concept = self.show(name)
        titles = {need.id: need.title for need in self.needs}
        asked = plain_id(name)
        renamed = asked in self.relations.heirs.tombstones and asked != concept.id
        return ConceptPage(
            concept=concept,
            needs=tuple(titles.get(need, Text.plain(need)) for need in concept.needs),
            ties=self.relations.ties(concept.id),
            lineage=self.relations.lineage(concept.id),
            reused_by=self.reused_by(concept.id),
            renamed_from=asked if renamed else None,
            tailored_by=self.tailored_by.get(concept.id, ()),
            language=language,
        )

    def reused_by(self, name: str) -> tuple[str, ...]:
        """Return what reuses a concept: initiatives, then concepts that are derived from it.

        A stopped initiative reuses nothing. A concept that is derived from one that is derived
        from this reuses this too. An old id counts as the one that came after it. The reuse
        count is the length.
        """
        heirs = self.relations.heirs
        initiatives = [
            item.id
            for item in self.initiatives
            if item.reused_concept
            and item.status != "stopped"
            and (heirs.renamed(item.reused_concept).end or item.reused_concept) == name
        ]
        derived = sorted(item.id for item in self.relations.lineage(name).heirs)
        return (*initiatives, *derived)


_GONE = Text(
    sv="konceptet {id} finns inte längre, och inget har kommit i dess ställe: {why}",
    en="the concept {id} is gone, and none came in its place: {why}",
)
