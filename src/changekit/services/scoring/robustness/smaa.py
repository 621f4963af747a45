"""SMAA-2 of a ranking: how often each initiative takes each rank when weights and values vary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy

from changekit.errors import InvalidValueError
from changekit.extension.protocols.scoring import claims_of
from changekit.services.scoring.kernels.acceptability import tallied
from changekit.services.scoring.robustness.result import Placement, Robustness
from changekit.services.scoring.robustness.rounds import rounds_of
from changekit.services.scoring.robustness.weights import CONCENTRATION, drawn_weights, kind_of
from changekit.text import sort_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from changekit.services.scoring.kernels.acceptability import Acceptability
    from changekit.services.scoring.ranking import Ranking
    from changekit.services.scoring.robustness.rounds import Rounds
    from changekit.services.scoring.robustness.weights import WeightKind

    Numbers = NDArray[numpy.float64]
    Draws = numpy.random.Generator

__all__ = ["robustness", "usual_draws"]

DRAWS, SLOW_DRAWS = 10_000, 1_000
"""Ours: how many weights are drawn by default, and for methods that score each draw anew. The
standard error of a share is then at most 0.005 and 0.016.
Source: Tervonen & Lahdelma (2007), European Journal of Operational Research 178(2), 500-513."""
SLOWEST_DRAWS = 100
"""Ours: the same for methods that claim neither to score each row alone nor to be monotone, such
as ELECTRE III, which takes a second for each draw of hundreds; at most 0.05."""
REDRAWN, SLOW_REDRAWN = 1_000, 50
"""Ours: how often unknown values are redrawn for each confidence factor; where each draw is scored
anew, in all no oftener than weights are drawn."""
MOST = 5_000
"""Ours: the count of each rank of each initiative then takes 200 MB."""
TOP = 10
"""Ours: how many are first, where nobody says how many."""


def robustness(
    ranking: Ranking,
    *,
    draws: int | None = None,
    seed: int = 0,
    weights: WeightKind | None = None,
    unknown: bool = True,
    top: int | None = None,
    concentration: float = CONCENTRATION,
) -> Robustness:
    """Return how far a ranking holds when weights, and what is unknown, turn out otherwise.

    Source: Lahdelma & Salminen (2001), Operations Research 49(3), 444-454 (SMAA-2). Ours: an
    unknown value is as likely anywhere within its range, or on the declared scale; equal scores
    are put in an order by chance.

    Args:
        ranking: What `score` gave.
        draws: How many weights are drawn; by default 10,000, or 1,000 where the method has to
            score each draw anew, or 100 where that takes long.
        seed: Where chance starts; equal seeds give equal results.
        weights: Which weights are drawn (see `WeightKind`); by default the narrowest that the
            profile speaks of.
        unknown: Whether unknown values are drawn too; else they stay in their middle.
        top: How many of the first are asked about; by default ten, or half of few.
        concentration: How near to the own weights those of `profile` are.

    Raises:
        UnknownNameError: There is no such kind of weights.
        InvalidValueError: No weights lie within all ranges, the profile does not say what the
            kind needs, or a number is out of bounds.
    """
    first = _checked(len(ranking), draws, top, concentration)
    matrix = ranking.matrix.rows(_by_id(ranking))
    kind = kind_of(matrix, weights)
    rounds = rounds_of(ranking.scorer, matrix, unknown=unknown)
    wanted = draws or usual_draws(rounds)
    chance, again = (
        numpy.random.default_rng(part) for part in numpy.random.SeedSequence(seed).spawn(2)
    )
    drawn = drawn_weights(matrix, kind, wanted, chance, concentration=concentration)
    found = tallied(rounds.blocks(drawn, chance), drawn, len(ranking))
    often = max(1, wanted // int(numpy.count_nonzero(found.first)))
    redrawn = REDRAWN if rounds.additive else min(SLOW_REDRAWN, often)
    redrawn = redrawn if len(rounds.unknown[0]) else 1
    confident = _confidence(rounds, found, redrawn, again)
    items = [
        _placement(ranking, name, at, found, first, confident)
        for at, name in enumerate(matrix.ids)
    ]
    return Robustness(
        profile=ranking.profile, method=ranking.method, method_title=ranking.scorer.title,
        draws=wanted, seed=seed, weights=kind, concentration=concentration, top=first,
        unknown_values=len(rounds.unknown[0]), redrawn=redrawn,
        items=tuple(sorted(items, key=lambda it: (-it.top, -it.first, it.expected_rank, it.rank))),
        language=ranking.language, notice=ranking.notice,
    )  # fmt: skip


def usual_draws(rounds: Rounds) -> int:
    """Return how many weights are drawn where nobody says how many."""
    if rounds.additive:
        return DRAWS
    claims = claims_of(rounds.scorer)
    slow = claims is not None and not claims & {"alone", "monotone"}
    return SLOWEST_DRAWS if slow else SLOW_DRAWS


def _checked(count: int, draws: int | None, top: int | None, concentration: float) -> int:
    """Return how many are first, after a look at every number that was given."""
    if count > MOST:
        msg = f"robustness is counted for at most {MOST} initiatives, got {count}"
        raise InvalidValueError(msg)
    first = min(TOP, max(1, count // 2)) if top is None else top
    numbers = (("draws", 1 if draws is None else draws, 10**7), ("top", first, count))
    for name, value, most in numbers:
        if not 1 <= value <= most:
            msg = f"{name} must be 1 to {most}, got {value}"
            raise InvalidValueError(msg)
    if not 0 < concentration < float("inf"):
        msg = f"concentration must be a number above 0, got {concentration!r}"
        raise InvalidValueError(msg)
    return first


def _by_id(ranking: Ranking) -> list[int]:
    """Return the rows in the order of their ids, so that the order of the input is nothing."""
    ids = ranking.matrix.ids
    return sorted(range(len(ids)), key=lambda at: (sort_key(ids[at]), ids[at]))


def _confidence(
    rounds: Rounds, found: Acceptability, redrawn: int, generator: Draws
) -> dict[int, float]:
    """Return, for each row that is ever first, how often it is so with its central weights."""
    places = rounds.places(redrawn, generator)
    shares = {}
    for row in numpy.flatnonzero(found.first).tolist():
        weights = numpy.tile(found.central[row], (redrawn, 1))
        scores = rounds.scores(weights, places)
        # Ours: whoever is as good as the best but for rounding is among the first.
        best = scores.max(axis=1)
        shares[row] = float((scores[:, row] >= best - 1e-12 * (1 + best)).mean())
    return shares


def _placement(
    ranking: Ranking,
    name: str,
    row: int,
    found: Acceptability,
    top: int,
    confident: dict[int, float],
) -> Placement:
    item = ranking.by_id[name]
    ranks = found.ranks[row]
    taken = numpy.flatnonzero(ranks)
    often = bool(found.first[row])
    central = dict(zip(ranking.matrix.criteria, found.central[row].tolist(), strict=True))
    return Placement(
        id=name,
        title=item.title,
        rank=item.rank,
        shares=tuple(ranks.tolist()),
        top=min(1.0, float(ranks[:top].sum())),
        draws=found.rounds,
        expected_rank=float(ranks @ numpy.arange(1, len(ranks) + 1)),
        best_rank=int(taken[0]) + 1,
        worst_rank=int(taken[-1]) + 1,
        central_weights=central if often else None,
        confidence=confident.get(row) if often else None,
    )
