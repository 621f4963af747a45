"""Plans: what starts when, so that people can carry it, each place explained and checked."""

from __future__ import annotations

from changekit.services.planning.changes.breaches import Breach
from changekit.services.planning.changes.comparing import Figures, Moved, PlanDifference
from changekit.services.planning.changes.scenarios import Scenarios
from changekit.services.planning.checker import Slot, violations
from changekit.services.planning.clashes import Clash, ClashRule
from changekit.services.planning.compiling.compile import Compiled, compile_plan
from changekit.services.planning.engines.improved import DEFAULT_MOVES, greedy
from changekit.services.planning.engines.named import Team, auto, guided
from changekit.services.planning.plan import ENGINES, plan
from changekit.services.planning.result import Interval, Plan
from changekit.services.planning.why.causes import Cause
from changekit.services.planning.why.deciding import Decision
from changekit.services.planning.why.explain import Placed
from changekit.services.planning.why.facts import Fact
from changekit.services.planning.why.reasons import Reason
from changekit.services.planning.why.release import Change, Release

__all__ = [
    "DEFAULT_MOVES",
    "ENGINES",
    "Breach",
    "Cause",
    "Change",
    "Clash",
    "ClashRule",
    "Compiled",
    "Decision",
    "Fact",
    "Figures",
    "Interval",
    "Moved",
    "Placed",
    "Plan",
    "PlanDifference",
    "Reason",
    "Release",
    "Scenarios",
    "Slot",
    "Team",
    "auto",
    "compile_plan",
    "greedy",
    "guided",
    "plan",
    "violations",
]
