"""How far a ranking holds: other weights, other values, other methods, fewer initiatives."""

from __future__ import annotations

from changekit.services.scoring.robustness.result import Placement, Robustness, Standing
from changekit.services.scoring.robustness.smaa import robustness
from changekit.services.scoring.robustness.weights import WeightKind

__all__ = ["Placement", "Robustness", "Standing", "WeightKind", "robustness"]
