"""What is wrong in a catalogue as a whole: relations, heirs, old ids, concepts that are alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import attrs

from changekit.findings import Finding
from changekit.model.initiative import Initiative
from changekit.model.reading import Places
from changekit.rules import catalogue as rules
from changekit.services.catalogue.contradictions import circles, contradictions
from changekit.services.catalogue.heirs import Heirs, plain_id
from changekit.services.catalogue.relations import RELATION_NAMES, STANDINGS, USABLE
from changekit.services.wording import Stemmer, near_duplicates
from changekit.text import LANGUAGES, UNDETERMINED, Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from changekit.model.concept import Concept, Tombstone
    from changekit.model.municipality import Municipality
    from changekit.rules import Rule
    from changekit.services.catalogue.heirs import Trail

__all__ = ["check_catalogue", "check_municipality"]

ACYCLIC: Final = ("requires", "part-of", "supersedes", "derived-from")
"""Kinds of relation that lead somewhere, so that none may lead back."""
BACKWARDS: Final = ("supersedes", "derived-from")
"""Kinds of relation that speak of what was, so that they may name what is no longer used."""
CLOSED: Final = ("done", "stopped")
"""Statuses of initiatives that choose no concept any more."""


def check_municipality(municipality: Municipality, as_of: dt.date) -> Iterable[Finding]:  # noqa: ARG001  # every check takes a day
    """Find what is wrong with a municipality's own concepts, and with its use of others'."""
    records = [("concept", item.id) for item in municipality.concepts]
    records += [("tombstone", item.id) for item in municipality.tombstones]
    own = {name for kind, name in records if (kind, name) not in municipality.from_packs}
    return check_catalogue(
        municipality.concepts,
        tombstones=municipality.tombstones,
        initiatives=municipality.initiatives,
        places=municipality.places,
        own=own.__contains__,
        dangling=False,
    )


def check_catalogue(
    concepts: Iterable[Concept],
    *,
    tombstones: Iterable[Tombstone] = (),
    initiatives: Iterable[Initiative] = (),
    places: Places | None = None,
    own: Callable[[str], bool] | None = None,
    dangling: bool = True,
) -> tuple[Finding, ...]:
    """Return what is wrong in a catalogue as a whole, in the order of what is looked for.

    Args:
        concepts: Its concepts, and those that they refer to.
        tombstones: The ids that are never used again.
        initiatives: Initiatives that may reuse concepts.
        places: Where the records stand.
        own: Tells of an id whether to report on it; what others are to mend is left out. All
            of them by default.
        dangling: Whether to report heirs that nobody knows; reading a pack or a workspace
            has done so already.
    """
    looking = _Looking(
        heirs=Heirs.of(concepts, tombstones),
        initiatives=tuple(initiatives),
        places=places,
        own=own or _always,
        dangling=dangling,
    )
    return tuple(looking.every())


def _always(name: str) -> bool:  # noqa: ARG001  # the question is which
    return True


@attrs.frozen(kw_only=True)
class _Looking:
    """A catalogue that is looked through."""

    heirs: Heirs
    initiatives: tuple[Initiative, ...]
    places: Places | None
    own: Callable[[str], bool]
    dangling: bool

    def every(self) -> Iterator[Finding]:
        """Go through everything that is wrong."""
        yield from self._circles()
        yield from self._contradictions()
        for concept in sorted(self.heirs.concepts.values(), key=lambda item: item.id):
            if self.own(concept.id):
                yield from self._of_concept(concept)
        yield from self._tombstones()
        yield from self._initiatives()
        yield from self._similar()

    def _finding(
        self, rule: Rule, name: str, *, kind: str = "concept", field: str = "", **values: object
    ) -> Finding:
        place = self.places.of(kind, name, field) if self.places else None
        return Finding.of(rule, values, subject=name, place=place, path=field)

    def _circles(self) -> Iterator[Finding]:
        concepts = self.heirs.concepts.values()
        for kind in ACYCLIC:
            for path in circles(self._pairs(concepts, kind)):
                if any(map(self.own, path)):
                    first = next(filter(self.own, path))
                    circle = " -> ".join(path)
                    yield self._finding(
                        rules.CYCLIC_RELATIONS,
                        first,
                        field="relations",
                        relation=kind,
                        circle=circle,
                    )

    def _pairs(self, concepts: Iterable[Concept], kind: str) -> Iterator[tuple[str, str]]:
        for concept in concepts:
            for relation in concept.relations:
                to = plain_id(relation.to)
                if relation.kind == kind and to != concept.id:
                    yield concept.id, self.heirs.renamed(to).end or to

    def _contradictions(self) -> Iterator[Finding]:
        concepts = self.heirs.concepts.values()
        pairs = {
            kind: set(self._pairs(concepts, kind))
            for kind in ("requires", "conflicts", "alternative-to")
        }
        for name, what in contradictions(
            pairs["requires"], conflicts=pairs["conflicts"], alternatives=pairs["alternative-to"]
        ):
            if self.own(name):
                yield self._finding(
                    rules.CONTRADICTORY_RELATIONS, name, field="relations", what=what
                )

    def _of_concept(self, concept: Concept) -> Iterator[Finding]:
        for relation in concept.relations:
            to = plain_id(relation.to)
            if to == concept.id:
                yield self._finding(
                    rules.RELATION_TO_ITSELF, to, field="relations", relation=relation.kind
                )
            elif concept.in_use and relation.kind not in BACKWARDS:
                how = RELATION_NAMES[relation.kind]
                yield from self._use(to, how, "concept", concept.id, "relations")
        if concept.superseded_by:
            yield from self._heir(concept, plain_id(concept.superseded_by))
        if concept.id in self.heirs.tombstones:
            yield self._finding(rules.ID_USED_AGAIN, concept.id, field="id")

    def _heir(self, concept: Concept, heir: str) -> Iterator[Finding]:
        why = self._useless(self.heirs.usable(concept.id))
        if why is not None:
            yield self._finding(
                rules.HEIR_NOT_USABLE, concept.id, field="superseded_by", heir=heir, why=why
            )
            return
        named = self.heirs.concepts.get(heir)
        back = (
            {plain_id(tie.to) for tie in named.relations if tie.kind == "supersedes"}
            if named
            else ()
        )
        if named is not None and concept.id not in back:
            yield self._finding(
                rules.HEIR_DOES_NOT_SAY_SO, concept.id, field="superseded_by",
                heir=heir, old=concept.id,
            )  # fmt: skip

    def _tombstones(self) -> Iterator[Finding]:
        for name in sorted(self.heirs.tombstones):
            heir = self.heirs.tombstones[name].heir
            if heir is None or name in self.heirs.concepts or not self.own(name):
                continue
            why = self._useless(self.heirs.usable(name))
            if why is not None:
                yield self._finding(
                    rules.TOMBSTONE_WITHOUT_HEIR, name, kind="tombstone", field="heir",
                    heir=heir, why=why,
                )  # fmt: skip

    def _useless(self, trail: Trail) -> Text | None:
        """Return why an id leads to nothing that can be used; None where it does."""
        if trail.end is not None:
            return None
        if trail.circle:
            circle = " -> ".join(trail.ids)
            return Text(sv=f"det går i cirkel: {circle}", en=f"it goes in a circle: {circle}")
        last = trail.ids[-1]
        standing = self.heirs.standing(last)
        if standing == "unknown" and not self.dangling:
            return None
        what = Text(sv="{last} är {standing}", en="{last} is {standing}")
        return what.format(last=last, standing=STANDINGS[standing])

    def _initiatives(self) -> Iterator[Finding]:
        how = Text(sv="återanvänder", en="reuses")
        for item in self.initiatives:
            if item.reused_concept and item.status not in CLOSED:
                yield from self._use(item.reused_concept, how, "initiative", item.id, "reuses")

    def _use(self, to: str, how: Text, kind: str, name: str, field: str) -> Iterator[Finding]:
        """Report that something leans on what is not to be taken up, or on an old id."""
        standing = self.heirs.standing(to)
        buried = to in self.heirs.tombstones and to not in self.heirs.concepts
        heir = self.heirs.usable(to).end
        advice = (
            Text(sv=f"använd {heir}", en=f"use {heir}")
            if heir and heir != name
            else Text(sv="välj ett annat", en="choose another")
        )
        if buried:
            yield self._finding(
                rules.OLD_ID_IN_USE, name, kind=kind, field=field, how=how, other=to, advice=advice
            )
        elif standing not in (*USABLE, "unknown"):
            yield self._finding(
                rules.INACTIVE_IN_USE, name, kind=kind, field=field, how=how, other=to,
                status=STANDINGS[standing], advice=advice,
            )  # fmt: skip

    def _similar(self) -> Iterator[Finding]:
        usable = {item.id: item.title for item in self.heirs.concepts.values() if item.in_use}
        if not any(map(self.own, usable)):
            return
        stemmer = Stemmer()
        pairs = set()
        for code in LANGUAGES:
            titles = {name: _in(title, code) for name, title in usable.items()}
            stems = {
                name: tuple(stemmer.stems(title, language=code)) for name, title in titles.items()
            }
            pairs |= {(near.first, near.second) for near in near_duplicates(stems)}
        for one, other in sorted(pairs):
            if self._tied(one, other) or not (self.own(one) or self.own(other)):
                continue
            name, second = (one, other) if self.own(one) else (other, one)
            yield self._finding(
                rules.SIMILAR_TITLES, name, field="title", other=second, title=usable[second]
            )

    def _tied(self, one: str, other: str) -> bool:
        """Tell whether two concepts say themselves how they belong together."""
        return any(
            plain_id(relation.to) == there
            for here, there in ((one, other), (other, one))
            for relation in self.heirs.concepts[here].relations
        )


def _in(title: Text, code: str) -> str:
    known = dict(title.entries)
    return known.get(code) or known.get(UNDETERMINED, "")
