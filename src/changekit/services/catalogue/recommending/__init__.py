"""From a need to concepts: what is recommended here, honestly."""

from __future__ import annotations

from changekit.services.catalogue.recommending.asking import Asked
from changekit.services.catalogue.recommending.facts import Facts
from changekit.services.catalogue.recommending.fitting import (
    Judgement,
    Transferability,
    transferability,
)
from changekit.services.catalogue.recommending.missing import Missing, MissingFact
from changekit.services.catalogue.recommending.recommending import judged, recommend
from changekit.services.catalogue.recommending.record import TrackRecord, track_record
from changekit.services.catalogue.recommending.result import (
    Recommendation,
    RecommendationPage,
    Recommendations,
)
from changekit.services.catalogue.recommending.verdicts import RULES, VerdictRule

__all__ = [
    "RULES", "Asked", "Facts", "Judgement", "Missing", "MissingFact", "Recommendation",
    "RecommendationPage", "Recommendations", "TrackRecord", "Transferability", "VerdictRule",
    "judged", "recommend", "track_record", "transferability",
]  # fmt: skip
