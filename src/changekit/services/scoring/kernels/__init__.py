"""The arithmetic of published methods, on plain arrays: what scorers and oracles share.

Each function takes a matrix with one row for each alternative and one column for each criterion,
and neither changes nor keeps what it is given. Criteria are told apart by `signs`: 1 where more
is better, -1 where less is.
"""

from __future__ import annotations

from changekit.services.scoring.kernels.distances import spotis, topsis, vikor
from changekit.services.scoring.kernels.integrals import choquet, owa, two_additive
from changekit.services.scoring.kernels.ordering import competition_ranks
from changekit.services.scoring.kernels.outranking import Flows, promethee
from changekit.services.scoring.kernels.scaling import normalised
from changekit.services.scoring.kernels.sums import weighted_product, weighted_sum

__all__ = [
    "Flows", "choquet", "competition_ranks", "normalised", "owa", "promethee", "spotis",
    "topsis", "two_additive", "vikor", "weighted_product", "weighted_sum",
]  # fmt: skip
