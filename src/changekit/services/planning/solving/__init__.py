"""Exact plans: a constraint solver that finds the best plan of a part, or bounds it."""

from __future__ import annotations

from changekit.services.planning.solving.engine import DEFAULT_EFFORT, cp_sat, solve
from changekit.services.planning.solving.part import Solved, solve_part
from changekit.services.planning.solving.sound import broken

__all__ = ["DEFAULT_EFFORT", "Solved", "broken", "cp_sat", "solve", "solve_part"]
