"""How well a concept is supported: derived from its items, never typed in."""

from __future__ import annotations

from changekit.services.catalogue.evidence.levels import LEVEL_NAMES, LevelReason
from changekit.services.catalogue.evidence.result import ConceptEvidence, evidence_of

__all__ = ["LEVEL_NAMES", "ConceptEvidence", "LevelReason", "evidence_of"]
