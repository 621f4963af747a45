"""Why what is mandatory cannot all be planned: the smallest set of rules that clash, by name."""

from __future__ import annotations

from changekit.services.planning.clashes.clash import Clash, ClashRule, Way
from changekit.services.planning.clashes.finding import Clashes, clashes_of

__all__ = ["Clash", "ClashRule", "Clashes", "Way", "clashes_of"]
