"""Everything that follows from a concept's evidence, worked out when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import attrs

from changekit.model.concept import Concept
from changekit.services.catalogue.evidence.certainty import OutcomeCertainty, certainties_of
from changekit.services.catalogue.evidence.dials import (
    Cost,
    Impact,
    Security,
    cost_of,
    impacts_of,
    security_of,
)
from changekit.services.catalogue.evidence.levels import (
    LEVEL_NAMES,
    LevelReason,
    level_of,
    reasons_of,
)
from changekit.services.catalogue.evidence.next_step import NextStep, next_step

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
        return level_of(self.concept)

    @property
    def claimed(self) -> int | None:
        """The level that the author claims, None where the author claims none."""
        return self.concept.claim.level if self.concept.claim else None

    @property
    def shown(self) -> int:
        """The level that readers see: a lower claim is followed, a higher one is ignored."""
        return self.level if self.claimed is None else min(self.level, self.claimed)

    @cached_property
    def outcomes(self) -> tuple[OutcomeCertainty, ...]:
        """How certain the effect on each outcome is, by the names of the outcomes."""
        return certainties_of(self.concept)

    @cached_property
    def impact(self) -> tuple[Impact, ...]:
        """The largest effect on each outcome, each in its own unit."""
        return impacts_of(self.concept)

    @property
    def cost(self) -> Cost:
        """What the concept costs; unknown where nobody says."""
        return cost_of(self.concept)

    @cached_property
    def security(self) -> Security:
        """How safe it is to build on the effects, from 0 (insufficient) to 5 padlocks."""
        return security_of(self.concept)

    @cached_property
    def next_step(self) -> NextStep | None:
        """The smallest thing missing for the next level; None at the top."""
        return next_step(self.concept, self.level)

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the evidence as JSON values."""
        step = self.next_step
        return {
            "level": self.shown,
            "derived": self.level,
            "claimed": self.claimed,
            "name": LEVEL_NAMES[self.shown].to(language),
            "reasons": [
                {
                    "rule": reason.rule,
                    "level": reason.level,
                    "items": list(reason.items),
                    "text": reason.text.to(language),
                }
                for reason in self.reasons
            ],
            "outcomes": [item.to_dict(language) for item in self.outcomes],
            "impact": [attrs.asdict(item) for item in self.impact],
            "cost": {
                "known": self.cost.known,
                "amount": self.cost.amount.to_dict() if self.cost.amount else None,
                "text": self.cost.text.to(language) if self.cost.text else None,
            },
            "security": {
                "padlocks": self.security.padlocks,
                "grounds": [ground.to(language) for ground in self.security.grounds],
            },
            "next_step": step
            and {"level": step.level, "do": step.do, "text": step.text.to(language)},
        }


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
