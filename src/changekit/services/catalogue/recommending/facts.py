"""What is known of the municipality that asks: facts to hold a concept's conditions against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from changekit.model.frozen import FrozenMap
from changekit.model.transfer import ContextAnswer
from changekit.services.catalogue.heirs import plain_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.model.concept import Concept
    from changekit.model.initiative import Initiative
    from changekit.model.municipality import Municipality
    from changekit.model.organisation import Role
    from changekit.model.transfer import Fit

__all__ = ["Facts", "Progress"]

Progress: TypeAlias = Literal["done", "under-way"]


@attrs.frozen(kw_only=True)
class Facts:
    """What is known of a municipality; None where it is not known.

    Attributes:
        country: ISO 3166 code.
        code: Its code in that country.
        inhabitants: How many live there.
        languages: Languages that its staff work in.
        enablers: What its roles hold; None where no role says what it holds.
        concepts: How far it has come with each concept that it has taken up.
        answers: Its own answers to criteria.
    """

    country: str | None = None
    code: str | None = None
    inhabitants: float | None = None
    languages: tuple[str, ...] = ()
    enablers: frozenset[str] | None = None
    concepts: Mapping[str, Progress] = FrozenMap()
    answers: tuple[ContextAnswer, ...] = ()

    @classmethod
    def of(cls, municipality: Municipality) -> Facts:
        """Return the facts that stand in a municipality's files.

        Inhabitants are those of its context, or else where its growth starts from.
        """
        settings, context = municipality.settings, municipality.context
        growth = sorted(
            item.base
            for item in municipality.organisation.growth
            if item.driver == "inhabitants" and item.base is not None
        )
        known = (
            context.inhabitants if context.inhabitants is not None else next(iter(growth), None)
        )
        return cls(
            country=settings.country,
            code=settings.code.code if settings.code else None,
            inhabitants=known,
            languages=tuple(sorted(context.languages)) or (settings.language,),
            enablers=_held(municipality.organisation.roles),
            concepts=FrozenMap(_taken_up(municipality.initiatives)),
            answers=context.answers,
        )

    def progress(self, concept: Concept) -> Progress | None:
        """Return how far it has come with a concept, by its initiatives or as an adopter."""
        for adoption in concept.adoptions:
            place = adoption.municipality
            if self.code is not None and (place.country, place.code) == (self.country, self.code):
                return "done"
        return self.concepts.get(concept.id)

    def about(self, needs: Iterable[str]) -> Facts:
        """Return the facts without the answers that speak of other needs alone."""
        wanted = set(needs)
        kept = (item for item in self.answers if not item.needs or wanted & set(item.needs))
        return attrs.evolve(self, answers=tuple(kept))

    def answer(
        self, criterion: str, concept: str, *, per_need: bool = False
    ) -> ContextAnswer | None:
        """Return the municipality's own answer: for a concept, else for its needs, else for all.

        Args:
            criterion: The criterion.
            concept: The concept.
            per_need: Whether one that names neither concept nor need says nothing.
        """
        fitting = [
            item
            for item in self.answers
            if item.criterion == criterion
            and (item.concept is None or plain_id(item.concept) == concept)
            and (item.concept or item.needs or not per_need)
        ]
        # The worst of several, so that their order does not matter.
        ordered = sorted(
            fitting, key=lambda item: (item.concept is None, not item.needs, _WORST[item.answer])
        )
        return next(iter(ordered), None)


_WORST: Mapping[Fit, int] = {"blocking": 0, "unknown": 1, "adaptable": 2, "same": 3}


def _held(roles: Iterable[Role]) -> frozenset[str] | None:
    held = frozenset(enabler for role in roles for enabler in role.enablers)
    return held or None


def _taken_up(initiatives: Iterable[Initiative]) -> dict[str, Progress]:
    found: dict[str, Progress] = {}
    for item in initiatives:
        name = item.reused_concept
        if name is None:
            continue
        if item.status == "done":
            found[name] = "done"
        elif item.status in ("decided", "running"):
            found.setdefault(name, "under-way")
    return found
