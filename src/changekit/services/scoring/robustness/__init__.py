"""How far a ranking holds: other weights, other values, other methods, fewer initiatives."""

from __future__ import annotations

from changekit.services.scoring.robustness.checks import MethodCheck, Violation, check_method
from changekit.services.scoring.robustness.comparison import (
    MethodComparison,
    MethodPair,
    RankedByAll,
    compare_methods,
    compared,
)
from changekit.services.scoring.robustness.result import Placement, Robustness, Standing
from changekit.services.scoring.robustness.smaa import robustness
from changekit.services.scoring.robustness.swings import swings
from changekit.services.scoring.robustness.weights import WeightKind

__all__ = [
    "MethodCheck", "MethodComparison", "MethodPair", "Placement", "RankedByAll", "Robustness",
    "Standing", "Violation", "WeightKind", "check_method", "compare_methods", "compared",
    "robustness", "swings",
]  # fmt: skip
