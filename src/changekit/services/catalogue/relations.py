"""Relations between concepts from both ends, with how each end stands, and lines of descent."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import attrs

from changekit.model.source import Source
from changekit.services.catalogue.heirs import Heirs, Standing, plain_id
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from changekit.model.concept import Concept, Tombstone

__all__ = [
    "INVERSES", "RELATION_NAMES", "STANDINGS", "Descent", "Lineage", "Related", "Relations",
]  # fmt: skip

TieKind: TypeAlias = Literal[
    "requires", "enhances", "conflicts", "supersedes", "part-of", "alternative-to",
    "derived-from", "required-by", "enhanced-by", "superseded-by", "has-part", "source-of",
]  # fmt: skip

INVERSES: Final[Mapping[str, TieKind]] = {
    "requires": "required-by",
    "enhances": "enhanced-by",
    "conflicts": "conflicts",
    "supersedes": "superseded-by",
    "part-of": "has-part",
    "alternative-to": "alternative-to",
    "derived-from": "source-of",
}
"""What a relation is called from its other end; two of them are the same from both."""
RELATION_NAMES: Final[Mapping[str, Text]] = {
    "requires": Text(sv="kräver", en="requires"),
    "enhances": Text(sv="förstärker", en="enhances"),
    "conflicts": Text(sv="krockar med", en="conflicts with"),
    "supersedes": Text(sv="ersätter", en="supersedes"),
    "part-of": Text(sv="är del av", en="is part of"),
    "alternative-to": Text(sv="är alternativ till", en="is an alternative to"),
    "derived-from": Text(sv="kommer ur", en="is derived from"),
    "required-by": Text(sv="krävs av", en="is required by"),
    "enhanced-by": Text(sv="förstärks av", en="is enhanced by"),
    "superseded-by": Text(sv="är ersatt av", en="is superseded by"),
    "has-part": Text(sv="har som del", en="has as part"),
    "source-of": Text(sv="är ursprung till", en="is the source of"),
}
"""What each kind of tie is called, as words between the two concepts."""
STANDINGS: Final[Mapping[Standing, Text]] = {
    "active": Text(sv="aktiv", en="active"),
    "draft": Text(sv="utkast", en="draft"),
    "superseded": Text(sv="ersatt", en="superseded"),
    "withdrawn": Text(sv="indragen", en="withdrawn"),
    "gone": Text(sv="borttagen", en="gone"),
    "unknown": Text(sv="okänd", en="unknown"),
}
USABLE: Final = ("active", "draft")


@attrs.frozen(kw_only=True)
class Related:
    """A tie of a concept, seen from that concept.

    Attributes:
        kind: A kind of relation, or the name that it has from its other end.
        to: The other concept, as it is called today.
        written_in: The concept in whose file the relation stands.
        standing: How the other concept stands.
        inactive: Whether either end is not to be taken up.
        renamed_from: The id that the file says, where the other concept is called so no more.
        heir: What to use instead of the other one, where it is not to be taken up.
    """

    kind: TieKind
    to: str
    title: Text
    written_in: str
    why: Text | None = None
    source: Source | None = None
    standing: Standing = "active"
    inactive: bool = False
    renamed_from: str | None = None
    heir: str | None = None

    @property
    def name(self) -> Text:
        """The kind in words, as in `is required by`."""
        return RELATION_NAMES[self.kind]

    @property
    def mark(self) -> Text | None:
        """What to know about the other end; None where it stands as one would think."""
        notes = []
        if self.standing != "active":
            notes.append(STANDINGS[self.standing])
        if self.renamed_from:
            words = Text(sv="hette {id}", en="was called {id}")
            notes.append(words.format(id=self.renamed_from))
        if self.heir:
            words = Text(sv="använd {id}", en="use {id}")
            notes.append(words.format(id=self.heir))
        if not notes:
            return None
        return Text({code: ", ".join(note.to(code) for note in notes) for code in ("sv", "en")})

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the tie as JSON values."""
        return {
            "kind": self.kind,
            "to": self.to,
            "title": self.title.to(language),
            "written_in": self.written_in,
            "why": self.why.to(language) if self.why else None,
            "source": self.source.to_dict() if self.source else None,
            "status": self.standing,
            "inactive": self.inactive,
            "renamed_from": self.renamed_from,
            "heir": self.heir,
        }


@attrs.frozen(kw_only=True)
class Descent:
    """A concept up or down a line of descent.

    Attributes:
        depth: How many steps of `derived-from` lie between, by the longest way.
    """

    id: str
    depth: int


@attrs.frozen(kw_only=True)
class Lineage:
    """What a concept is derived from, directly or through others, and what is derived from it.

    Attributes:
        sources: What it is derived from, the nearest first.
        heirs: What is derived from it, the nearest first.
    """

    id: str
    sources: tuple[Descent, ...] = ()
    heirs: tuple[Descent, ...] = ()

    @property
    def depth(self) -> int:
        """How long its line of descent is: 0 for a concept that is derived from none."""
        return max((item.depth for item in self.sources), default=0)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the line as JSON values."""
        return {
            "depth": self.depth,
            "derived_from": [attrs.asdict(item) for item in self.sources],
            "source_of": [attrs.asdict(item) for item in self.heirs],
        }


@attrs.frozen(slots=False)
class Relations:
    """All relations of a catalogue, from both ends."""

    heirs: Heirs

    @classmethod
    def of(cls, concepts: Iterable[Concept], tombstones: Iterable[Tombstone] = ()) -> Relations:
        """Return the relations of concepts; ids of tombstones lead to what came after them.

        >>> from changekit.model.concept import Concept
        >>> facts = {"version": "1.0.0", "title": "x"}
        >>> sort = Concept.from_dict({"id": "a/sort", **facts})
        >>> relation = {"kind": "requires", "to": "a/sort@1"}
        >>> meet = Concept.from_dict({"id": "a/meet", **facts, "relations": [relation]})
        >>> [(tie.kind, tie.to) for tie in Relations.of([sort, meet]).ties("a/sort")]
        [('required-by', 'a/meet')]
        """
        return cls(Heirs.of(concepts, tombstones))

    def ties(self, name: str) -> tuple[Related, ...]:
        """Return the ties of a concept: those that it names itself, then the others by kind.

        One that both ends name is there once, as the concept itself says it.
        """
        own = list(self._outgoing.get(name, ()))
        said = {(tie.kind, tie.to) for tie in own}
        others = [tie for tie in self._incoming.get(name, ()) if (tie.kind, tie.to) not in said]
        once = {(tie.kind, tie.to): tie for tie in reversed(others)}
        order = list(RELATION_NAMES)
        rest = sorted(once.values(), key=lambda tie: (order.index(tie.kind), tie.to))
        return (*own, *rest)

    def lineage(self, name: str) -> Lineage:
        """Return the lines of `derived-from` through a concept."""
        return Lineage(
            id=name,
            sources=_steps(name, self._sources),
            heirs=_steps(name, self._derived),
        )

    @cached_property
    def _sources(self) -> Mapping[str, tuple[str, ...]]:
        return _near(self._outgoing, "derived-from")

    @cached_property
    def _derived(self) -> Mapping[str, tuple[str, ...]]:
        return _near(self._incoming, "source-of")

    @cached_property
    def _outgoing(self) -> Mapping[str, list[Related]]:
        return {name: list(self._named(item)) for name, item in self.heirs.concepts.items()}

    @cached_property
    def _incoming(self) -> Mapping[str, list[Related]]:
        found: dict[str, list[Related]] = defaultdict(list)
        for name, ties in self._outgoing.items():
            for tie in ties:
                if tie.kind in INVERSES:  # an heir is named by the relation or by its status
                    found[tie.to].append(self._turned(name, tie))
                elif tie.kind == "superseded-by":
                    found[tie.to].append(self._turned(name, tie, kind="supersedes"))
        return found

    def _named(self, concept: Concept) -> Iterator[Related]:
        """Go through the ties that a concept's own file names."""
        for relation in concept.relations:
            tie = self._tie(concept, relation.kind, relation.to)
            yield attrs.evolve(tie, why=relation.why, source=relation.source)
        if concept.superseded_by:
            yield self._tie(concept, "superseded-by", concept.superseded_by)

    def _tie(self, concept: Concept, kind: TieKind, reference: str) -> Related:
        asked = plain_id(reference)
        name = self.heirs.renamed(asked).end or asked
        return self._marked(
            Related(
                kind=kind, to=name, title=Text.plain(name), written_in=concept.id,
                renamed_from=asked if name != asked else None,
            ),
            concept,
        )  # fmt: skip

    def _turned(self, name: str, tie: Related, kind: TieKind | None = None) -> Related:
        turned = attrs.evolve(
            tie, kind=kind or INVERSES[tie.kind], to=name, renamed_from=None, heir=None
        )
        return self._marked(turned, self.heirs.concepts.get(tie.to))

    def _marked(self, tie: Related, concept: Concept | None) -> Related:
        """Return a tie with how its other end stands; an inactive end marks the whole tie."""
        standing = self.heirs.standing(tie.to)
        usable = self.heirs.usable(tie.to).end if standing not in USABLE else None
        other = self.heirs.concepts.get(tie.to)
        here = concept is not None and concept.in_use
        return attrs.evolve(
            tie,
            title=other.title if other else tie.title,
            standing=standing,
            inactive=standing not in USABLE or not here,
            heir=usable if usable != (concept.id if concept else None) else None,
        )


def _near(ties: Mapping[str, list[Related]], kind: TieKind) -> Mapping[str, tuple[str, ...]]:
    """Return the other ends of ties of one kind, for those that have any."""
    found = {
        name: tuple(dict.fromkeys(tie.to for tie in own if tie.kind == kind))
        for name, own in ties.items()
    }
    return {name: others for name, others in found.items() if others}


def _steps(name: str, near: Mapping[str, tuple[str, ...]]) -> tuple[Descent, ...]:
    """Return everything that can be reached, with the longest way there.

    Ours: the longest way counts, as each step is one more time that somebody took it further.
    What goes in a circle has no longest way, and counts by the shortest.
    """
    shortest = {name: 0}
    queue = [name]
    for at in queue:
        for after in near.get(at, ()):
            if after not in shortest:
                shortest[after] = shortest[at] + 1
                queue.append(after)
    waits = dict.fromkeys(shortest, 0)
    for at in shortest:
        for after in near.get(at, ()):
            waits[after] += 1
    longest = dict(shortest)
    ready = [name] if not waits[name] else []
    for at in ready:
        for after in near.get(at, ()):
            longest[after] = max(longest[after], longest[at] + 1)
            waits[after] -= 1
            if not waits[after]:
                ready.append(after)
    settled = set(ready)
    depth = {at: longest[at] if at in settled else shortest[at] for at in shortest if at != name}
    return tuple(
        Descent(id=at, depth=depth[at]) for at in sorted(depth, key=lambda i: (depth[i], i))
    )
