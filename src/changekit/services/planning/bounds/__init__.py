"""How good a plan can be at most, and what one more unit of what is scarce would be worth."""

from __future__ import annotations

from changekit.services.planning.bounds.joined import Proof, bound_of
from changekit.services.planning.bounds.lagrangean import ROUNDS, Bounds, lagrangean

__all__ = ["ROUNDS", "Bounds", "Proof", "bound_of", "lagrangean"]
