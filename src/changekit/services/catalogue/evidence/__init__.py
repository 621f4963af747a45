"""How well a concept is supported: derived from its items, never typed in."""

from __future__ import annotations

from changekit.services.catalogue.evidence.certainty import (
    CERTAINTIES,
    CERTAINTY_NAMES,
    CertaintyReason,
    OutcomeCertainty,
)
from changekit.services.catalogue.evidence.dials import Cost, Impact, Security
from changekit.services.catalogue.evidence.levels import LEVEL_NAMES, LevelReason
from changekit.services.catalogue.evidence.next_step import NextStep
from changekit.services.catalogue.evidence.result import ConceptEvidence, evidence_of

__all__ = [
    "CERTAINTIES", "CERTAINTY_NAMES", "LEVEL_NAMES", "CertaintyReason", "ConceptEvidence",
    "Cost", "Impact", "LevelReason", "NextStep", "OutcomeCertainty", "Security", "evidence_of",
]  # fmt: skip
