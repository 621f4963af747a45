"""Everything that follows from a concept's evidence, worked out when it is asked for."""

from __future__ import annotations

from functools import cached_property

import attrs

from changekit.model.concept import Concept
from changekit.services.catalogue.evidence.levels import LevelReason, reasons_of

__all__ = ["ConceptEvidence", "evidence_of"]


@attrs.frozen(kw_only=True, slots=False)
class ConceptEvidence:
    """How well one concept is supported; the parts are worked out when they are asked for."""

    concept: Concept

    @cached_property
    def reasons(self) -> tuple[LevelReason, ...]:
        """What every item counts for, the highest level first."""
        return reasons_of(self.concept)

    @cached_property
    def level(self) -> int:
        """The level that follows from the items, from 0 (nothing is known) to 5."""
        return max((reason.level for reason in self.reasons), default=0)

    @property
    def claimed(self) -> int | None:
        """The level that the author claims, None where the author claims none."""
        return self.concept.claim.level if self.concept.claim else None

    @property
    def shown(self) -> int:
        """The level that readers see: a lower claim is followed, a higher one is ignored."""
        return self.level if self.claimed is None else min(self.level, self.claimed)


def evidence_of(concept: Concept) -> ConceptEvidence:
    """Return how well a concept is supported.

    >>> from changekit.model.concept import Concept
    >>> concept = Concept.from_dict(
    ...     {
    ...         "id": "se-1/one-door",
    ...         "version": "1.0.0",
    ...         "title": "One door",
    ...         "evidence": [
    ...             {
    ...                 "outcome": "lead-time",
    ...                 "design": "before-after",
    ...                 "reported_by": "supplier",
    ...                 "before": 20,
    ...                 "after": 8,
    ...                 "source": "example",
    ...             }
    ...         ],
    ...     }
    ... )
    >>> evidence_of(concept).level
    1
    """
    return ConceptEvidence(concept=concept)
