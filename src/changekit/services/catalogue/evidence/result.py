"""Everything that follows from a concept's evidence, worked out when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import attrs

from changekit.errors import InvalidValueError
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
from changekit.tables import Column, Shown, Table
from changekit.text import Text

__all__ = ["ConceptEvidence", "evidence_of"]


@attrs.frozen(kw_only=True, slots=False, repr=False)
class ConceptEvidence(Shown):
    """How well one concept is supported; the parts are worked out when they are asked for."""

    concept: Concept
    language: str = "en"

    def __repr__(self) -> str:
        """Return one short line: which concept, and what its evidence reaches."""
        return f"<ConceptEvidence {self.concept.id}, level {self.shown} of 5>"

    def table(self) -> Table:
        """Return one row for each thing that follows from the evidence."""
        from changekit.services.catalogue.evidence.rows import evidence_rows

        columns = (
            Column("what", Text(sv="Vad", en="What")), Column("said", Text(sv="Svar", en="Answer"))
        )  # fmt: skip
        title = Text(sv="Evidens: {title}", en="Evidence: {title}")
        return Table(
            title=title.format(title=self.concept.title), columns=columns,
            rows=tuple(evidence_rows(self)), language=self.language,
        )  # fmt: skip

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

    def to_dict(self, language: str | None = None) -> dict[str, Any]:  # Any: JSON values
        """Return the evidence as JSON values."""
        language = language or self.language
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


def evidence_of(concept: Concept, *, language: str = "en") -> ConceptEvidence:
    """Return how well a concept is supported.

    Args:
        concept: The concept.
        language: The language in which the result shows itself.

    Raises:
        InvalidValueError: It is no concept.

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
    if not isinstance(concept, Concept):
        raise InvalidValueError(
            Text(
                sv=f"evidens kan visas för ett koncept (Concept), fick {concept!r}; ett id slås "
                "upp med catalogue.evidence(id)",
                en=f"evidence is that of a Concept, got {concept!r}; "
                "for an id, ask catalogue.evidence(id)",
            )
        )
    return ConceptEvidence(concept=concept, language=language)
