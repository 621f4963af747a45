"""Plans: what starts when, so that people can carry it, each place explained and checked."""

from __future__ import annotations

from changekit.services.planning.causes import Cause, Decision, Fact
from changekit.services.planning.checker import Slot, violations
from changekit.services.planning.compile import Compiled, compile_plan
from changekit.services.planning.engine import DEFAULT_MOVES, greedy
from changekit.services.planning.explain import Placed
from changekit.services.planning.plan import ENGINES, plan
from changekit.services.planning.reasons import Reason
from changekit.services.planning.release import Change, Release
from changekit.services.planning.result import Interval, Plan
from changekit.services.planning.what_if import PlanDifference

__all__ = [
    "DEFAULT_MOVES",
    "ENGINES",
    "Cause",
    "Change",
    "Compiled",
    "Decision",
    "Fact",
    "Interval",
    "Placed",
    "Plan",
    "PlanDifference",
    "Reason",
    "Release",
    "Slot",
    "compile_plan",
    "greedy",
    "plan",
    "violations",
]
