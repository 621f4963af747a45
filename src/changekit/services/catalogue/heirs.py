"""Where an id leads today: through tombstones and superseded concepts to what may be used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from changekit.model.concept import Concept, Tombstone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Heirs", "Standing", "Trail", "plain_id"]

Standing: TypeAlias = Literal["active", "draft", "superseded", "withdrawn", "gone", "unknown"]
"""How a concept stands: its status, `gone` for an id that leads to nothing, `unknown` for one
that nobody has heard of."""


def plain_id(reference: str) -> str:
    """Return the id of a reference, without the version.

    >>> plain_id("changekit/frontline-empowerment@1")
    'changekit/frontline-empowerment'
    """
    return reference.partition("@")[0]


@attrs.frozen(kw_only=True)
class Trail:
    """Where an id leads.

    Attributes:
        ids: The id asked for, then each that it leads to.
        end: The concept that it leads to, None for none.
        circle: Whether it leads back to itself.
    """

    ids: tuple[str, ...]
    end: str | None
    circle: bool = False


@attrs.frozen
class Heirs:
    """Follows ids to what has come in their place."""

    concepts: Mapping[str, Concept]
    tombstones: Mapping[str, Tombstone]

    @classmethod
    def of(cls, concepts: Iterable[Concept], tombstones: Iterable[Tombstone] = ()) -> Heirs:
        """Return who inherits whom among concepts and tombstones."""
        return cls({item.id: item for item in concepts}, {item.id: item for item in tombstones})

    def renamed(self, name: str) -> Trail:
        """Follow tombstones alone, to the concept that has the id's content today."""
        return self._followed(name, self._tombstone)

    def usable(self, name: str) -> Trail:
        """Follow tombstones and heirs, to a concept that may be taken up."""
        trail = self._followed(name, self._next)
        concept = self.concepts.get(trail.end) if trail.end else None
        return trail if concept and concept.in_use else attrs.evolve(trail, end=None)

    def standing(self, name: str) -> Standing:
        """Return how what an id stands for stands."""
        end = self.renamed(name).end
        if end is not None:
            return self.concepts[end].status
        return "gone" if name in self.tombstones else "unknown"

    def _tombstone(self, name: str) -> str | None:
        buried = name in self.tombstones and name not in self.concepts
        return self.tombstones[name].heir if buried else None

    def _next(self, name: str) -> str | None:
        concept = self.concepts.get(name)
        if concept is None:
            return self._tombstone(name)
        return plain_id(concept.superseded_by) if concept.superseded_by else None

    def _followed(self, name: str, following: Callable[[str], str | None]) -> Trail:
        ids = [name]
        while True:
            after = following(ids[-1])
            if after is None:
                return Trail(ids=tuple(ids), end=ids[-1] if ids[-1] in self.concepts else None)
            if after in ids:
                return Trail(ids=(*ids, after), end=None, circle=True)
            ids.append(after)
