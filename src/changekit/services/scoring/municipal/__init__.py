"""Scorers that look at the municipality itself, and not at criteria that somebody judged."""

from __future__ import annotations

from changekit.services.scoring.municipal.evidence import CONCEPT_EVIDENCE, ConceptEvidence
from changekit.services.scoring.municipal.goals import GOAL_ALIGNMENT, GoalAlignment
from changekit.services.scoring.municipal.leverage import (
    DEPENDENCY_LEVERAGE,
    DependencyLeverage,
)
from changekit.services.scoring.municipal.reach import REACH, Reach
from changekit.services.scoring.municipal.readiness import READINESS, Readiness
from changekit.services.scoring.municipal.saturation import SATURATION_RISK, SaturationRisk

__all__ = [
    "CONCEPT_EVIDENCE", "DEPENDENCY_LEVERAGE", "GOAL_ALIGNMENT", "REACH", "READINESS",
    "SATURATION_RISK", "ConceptEvidence", "DependencyLeverage", "GoalAlignment", "Reach",
    "Readiness", "SaturationRisk",
]  # fmt: skip
