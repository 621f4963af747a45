"""The library's own scorers, by the names that profiles use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.model.frozen import FrozenMap
from changekit.services.scoring.averages import CHOQUET, OWA
from changekit.services.scoring.categories import MOSCOW
from changekit.services.scoring.credible import ELECTRE_3
from changekit.services.scoring.flows import PROMETHEE_1, PROMETHEE_2
from changekit.services.scoring.ideals import SPOTIS, TOPSIS, VIKOR
from changekit.services.scoring.municipal import (
    CONCEPT_EVIDENCE,
    DEPENDENCY_LEVERAGE,
    GOAL_ALIGNMENT,
    REACH,
    READINESS,
    SATURATION_RISK,
)
from changekit.services.scoring.peng import PENG
from changekit.services.scoring.products import RICE, WEIGHTED_PRODUCT
from changekit.services.scoring.ratios import COST_OF_DELAY, VALUE_EFFORT, WSJF
from changekit.services.scoring.sums import WEIGHTED_SUM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.extension.protocols.scoring import Scorer

__all__ = ["BUILT_IN"]

BUILT_IN: Mapping[str, Scorer] = FrozenMap(
    {
        item.name: item
        for item in (
            CHOQUET, CONCEPT_EVIDENCE, COST_OF_DELAY, DEPENDENCY_LEVERAGE, ELECTRE_3,
            GOAL_ALIGNMENT, MOSCOW, OWA, PENG, PROMETHEE_1, PROMETHEE_2, REACH, READINESS, RICE,
            SATURATION_RISK, SPOTIS, TOPSIS, VALUE_EFFORT, VIKOR, WEIGHTED_PRODUCT, WEIGHTED_SUM,
            WSJF,
        )
    }
)  # fmt: skip
"""The library's own scorers, by the names that profiles use."""
