"""The catalogue: concepts to search, show and count the reuse of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import attrs

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.model.concept import Concept, Tombstone
from changekit.model.initiative import Initiative
from changekit.model.need import Need
from changekit.model.rubric import Rubric
from changekit.services.catalogue.evidence import ConceptEvidence, evidence_of
from changekit.services.catalogue.heirs import plain_id
from changekit.services.catalogue.page import ConceptPage
from changekit.services.catalogue.relations import Relations
from changekit.services.catalogue.searching.finding import Finder, asked_well
from changekit.services.wording.word_sources import WordSource
from changekit.tables import Column, Shown, Table, short_repr
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.extension.protocols.showing import CatalogueExporter
    from changekit.services.catalogue.hits import Hits
    from changekit.services.catalogue.searching.facets import Facets
    from changekit.services.catalogue.searching.filters import Filters

__all__ = ["Catalogue"]


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Catalogue(Shown):
    """Concepts of packs and of a municipality, and the needs they answer, in order of ids.

    Attributes:
        initiatives: Initiatives that may reuse concepts.
        tombstones: Ids that concepts once had, and what to use instead.
        tailored_by: By concept that overlays changed: these overlays, in order.
        rubrics: Rubrics whose values point at needs, for the filter `value`.
        words: Lists of words that compounds may be made of, beside changekit's own.
        language: The language in which its answers show themselves where none is asked for.
    """

    concepts: tuple[Concept, ...] = ()
    needs: tuple[Need, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()
    tailored_by: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    rubrics: tuple[Rubric, ...] = ()
    words: tuple[WordSource, ...] = attrs.field(default=(), eq=False)
    language: str = attrs.field(default="en", eq=False)

    @classmethod
    def of(
        cls,
        concepts: Iterable[Concept],
        needs: Iterable[Need] = (),
        *,
        initiatives: Iterable[Initiative] = (),
        tombstones: Iterable[Tombstone] = (),
        tailored_by: Mapping[str, tuple[str, ...]] | None = None,
        rubrics: Iterable[Rubric] = (),
        words: Iterable[WordSource] = (),
        language: str = "en",
    ) -> Self:
        """Return the catalogue of concepts and needs given in any order."""
        return cls(
            concepts=tuple(sorted(concepts, key=lambda item: item.id)),
            needs=tuple(sorted(needs, key=lambda item: item.id)),
            initiatives=tuple(sorted(initiatives, key=lambda item: item.id)),
            tombstones=tuple(sorted(tombstones, key=lambda item: item.id)),
            tailored_by=tailored_by or {},
            rubrics=tuple(sorted(rubrics, key=lambda item: item.id)),
            words=tuple(words),
            language=language,
        )

    def __repr__(self) -> str:
        """Return one short line: how much the catalogue holds."""
        return short_repr(self)

    def table(self) -> Table:
        """Return one row for each concept."""
        columns = (
            Column("id", Text.plain("id")),
            Column("title", Text(sv="Titel", en="Title")),
            Column("status", Text(sv="Status", en="Status")),
            Column("evidence_level", Text(sv="Evidensnivå", en="Evidence level"), "number"),
        )
        rows = tuple((c.id, c.title, c.status, self._level(c.id)) for c in self.concepts)
        title = Text(sv="Katalogen: {n} koncept", en="The catalogue: {n} concepts")
        return Table(
            title=title.format(n=len(rows)), columns=columns, rows=rows, language=self.language
        )

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the concepts and the needs as JSON values."""
        return {
            "concepts": [concept.to_dict() for concept in self.concepts],
            "needs": [need.to_dict() for need in self.needs],
        }

    @cached_property
    def by_id(self) -> Mapping[str, Concept]:
        """The concepts by id."""
        return {concept.id: concept for concept in self.concepts}

    @cached_property
    def relations(self) -> Relations:
        """The relations of all concepts, from both ends, and their lines of descent."""
        return Relations.of(self.concepts, self.tombstones)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(
            self.concepts, self.needs, rubrics=self.rubrics, words=self.words, level=self._level
        )

    def _level(self, name: str) -> int:
        return self.evidence(name).shown

    def search(
        self,
        query: str = "",
        *,
        language: str | None = None,
        limit: int = 10,
        filters: Filters | None = None,
    ) -> Hits:
        """Return the concepts that fit a query, the best first, then by id.

        Words may be Swedish or English, in any form; Swedish compounds are found by their parts.
        A word that few concepts hold stands for longer words that begin like it, too, and one that
        is found nowhere for those spelt nearly the same.

        Args:
            query: Words; none with filters lists what fits them, the best supported first.
            language: The language in which the hits show themselves; the catalogue's by default.
            limit: The most hits to return, at least 1.
            filters: What the concepts have to be; by default active or draft.

        Raises:
            InvalidValueError: The query is no text, or the limit no whole number above 0.
            UnknownNameError: A filter names a need, a value or a unit that there is not.
        """
        asked_well(query, limit=limit, filters=filters)
        return self._finder.search(
            query, language=language or self.language, limit=limit, filters=filters
        )

    def facets(
        self, query: str = "", *, language: str | None = None, filters: Filters | None = None
    ) -> Facets:
        """Return how many of all that fits has each need, level of evidence, tag and the like.

        Args:
            query: Words; none counts the whole catalogue.
            language: The language in which the counts show themselves; the catalogue's by default.
            filters: As in `search`.

        Raises:
            UnknownNameError: A filter names a need or a value that there is not.
        """
        asked_well(query, filters=filters)
        return self._finder.facets(query, language=language or self.language, filters=filters)

    def show(self, name: str) -> Concept:
        """Return a concept by its id; version and namespace may be left out or added.

        An id that a concept once had leads to the concept that came after it.

        Raises:
            UnknownNameError: There is none of that id, or several of that name.
            InvalidValueError: A concept of that id is gone, and none came after it.
        """
        if not isinstance(name, str):
            raise InvalidValueError(_NO_ID.format(found=repr(name)))
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
        return self._evidence.setdefault(concept.id, evidence_of(concept, language=self.language))

    def page(self, name: str, *, language: str | None = None) -> ConceptPage:
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
            language=language or self.language,
        )

    def export(
        self,
        form: str,
        *,
        exporters: Mapping[str, CatalogueExporter] | None = None,
        language: str | None = None,
    ) -> str:
        """Return the catalogue as text, such as json, csv, markdown or skos.

        Args:
            form: The name of the format.
            exporters: Exporters by name; changekit's own by default.
            language: The language, of a format that has one.

        Raises:
            UnknownNameError: No exporter is called so.
            PluginError: The exporter failed, or gave no text.
        """
        from changekit.services.catalogue.exporting import EXPORTERS, exported

        return exported(
            self.concepts, self.needs, tombstones=self.tombstones, form=form,
            exporters=EXPORTERS if exporters is None else exporters,
            language=language or self.language,
        )  # fmt: skip

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


_NO_ID = Text(
    sv="ett koncept visas efter sitt id, en text, fick {found}",
    en="a concept is shown by its id, a text, got {found}",
)
_GONE = Text(
    sv="konceptet {id} finns inte längre, och inget har kommit i dess ställe: {why}",
    en="the concept {id} is gone, and none came in its place: {why}",
)
