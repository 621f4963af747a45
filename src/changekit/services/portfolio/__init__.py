"""The portfolio as a whole: what stands out, and how well the work follows the goals."""

from __future__ import annotations

from changekit.services.portfolio.aims import Alignment, SharedAim, alignment, shared_aims
from changekit.services.portfolio.baseline import baseline_keys
from changekit.services.portfolio.checks import BUILT_IN, check
from changekit.services.portfolio.focus_area import FocusArea, focus_area
from changekit.services.portfolio.goals import (
    FocusAreas,
    GoalChain,
    GoalLine,
    focus_areas,
    goal_chain,
)
from changekit.services.portfolio.sarif import to_sarif

__all__ = [
    "BUILT_IN", "Alignment", "FocusArea", "FocusAreas", "GoalChain", "GoalLine", "SharedAim",
    "alignment", "baseline_keys", "check", "focus_area", "focus_areas",
    "goal_chain", "shared_aims", "to_sarif",
]  # fmt: skip
