"""Plans: what starts when, so that people can carry it, each place explained and checked."""

from __future__ import annotations

from changekit.services.planning.changes.what_if import PlanDifference
from changekit.services.planning.checker import Slot, violations
from changekit.services.planning.compiling.compile import Compiled, compile_plan
from changekit.services.planning.engines.improved import DEFAULT_MOVES, greedy
from changekit.services.planning.plan import ENGINES, plan
from changekit.services.planning.result import Interval, Plan
from changekit.services.planning.why.causes import Cause, Decision, Fact
from changekit.services.planning.why.explain import Placed
from changekit.services.planning.why.reasons import Reason
from changekit.services.planning.why.release import Change, Release

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
