"""The weight at which the order of two initiatives flips.

The share of one criterion is moved from 0 to 1 while the others keep their proportions. Where a
score is linear in the weights, every initiative is a straight line over that share, and the flip
is where two lines cross: worked out, not searched. Source: Triantaphyllou & Sanchez (1997),
Decision Sciences 28(1), 151-194, there for a weight that alone is changed. Elsewhere it is
searched on a grid and then by halving; two flips between neighbouring points can be missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy

from changekit.errors import InvalidValueError
from changekit.extension.protocols.scoring import LinearScorer
from changekit.services.scoring.alone import scores_alone
from changekit.services.scoring.steps import criterion_titles
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from changekit.extension.protocols.scoring import ScoreMatrix, Scorer

    Numbers: TypeAlias = NDArray[numpy.float64]

__all__ = ["CLOSE", "Flip", "halved", "lines", "pair_flips", "tried", "weighed"]

POINTS = 40
"""Ours: how many shares are tried where nothing can be worked out."""
NEAR = 0.001
"""Ours: shares nearer to 0 and 1 are not searched: what they tell apart is often rounding."""
HALVINGS = 40
"""Ours: a searched share is then right to twelve decimals."""
CLOSE = 1e-12
"""Ours: what differs by rounding alone does not differ."""


@attrs.frozen(kw_only=True)
class Flip:
    """The share of a criterion at which two initiatives change places.

    Attributes:
        share: The criterion's share of all weights as it is.
        at: The nearest share at which the order flips, None where it never does.
        weight: The weight that gives this share when no other weight is changed.
        favours: Which of the two leads above that share.
        exact: Whether it was worked out; else it was searched.
    """

    criterion: str
    title: Text
    share: float
    at: float | None
    weight: float | None
    favours: str | None
    exact: bool


def pair_flips(scorer: Scorer, matrix: ScoreMatrix, a: int, b: int) -> tuple[Flip, ...]:
    """Return, for each criterion, the share at which two rows change places."""
    if len(matrix.criteria) < 2:
        return ()
    titles = criterion_titles(matrix)
    linear = isinstance(scorer, LinearScorer)
    flips = []
    for at, name in enumerate(matrix.criteria):
        find = _pair_line(scorer, matrix, at, a, b) if linear else None
        share, rises = find or _pair_search(scorer, matrix, at, a, b)
        flips.append(
            Flip(
                criterion=name,
                title=titles[at],
                share=float(matrix.shares[at]),
                at=share,
                weight=None if share is None else _weight(matrix, at, share),
                favours=None if share is None else matrix.ids[a if rises else b],
                exact=linear,
            )
        )
    return tuple(flips)


def _weight(matrix: ScoreMatrix, column: int, share: float) -> float:
    others = float(matrix.weights.sum() - matrix.weights[column])
    return others * share / (1 - share)


def lines(scorer: Scorer, matrix: ScoreMatrix, column: int) -> tuple[Numbers, Numbers]:
    """Return every row's score where a criterion weighs nothing, and where it weighs all."""
    if not isinstance(scorer, LinearScorer):
        msg = f"the scores of {scorer.name!r} are not linear in the weights"
        raise InvalidValueError(msg)
    every = scorer.utilities(matrix)
    others = matrix.shares.copy()
    others[column] = 0.0
    return (every * (others / others.sum())).sum(axis=1), every[:, column]


def _pair_line(
    scorer: Scorer, matrix: ScoreMatrix, column: int, a: int, b: int
) -> tuple[float | None, bool]:
    none, whole = lines(scorer, matrix, column)
    start, end = float(none[a] - none[b]), float(whole[a] - whole[b])
    if min(abs(start), abs(end)) <= CLOSE or (start > 0) == (end > 0):
        return None, False
    return start / (start - end), end > 0


def weighed(matrix: ScoreMatrix, column: int, share: float) -> ScoreMatrix:
    """Return the matrix in which a criterion has a share of all weights, others in proportion."""
    weights = matrix.weights.copy()
    others = float(weights.sum() - weights[column])
    weights *= (1 - share) / others
    weights[column] = share
    return attrs.evolve(matrix, weights=weights)


def tried(now: float) -> tuple[list[float], list[float]]:
    """Return shares below and above, nearest first; the ends themselves leave a criterion out."""
    points = numpy.linspace(0, 1, POINTS + 1)
    points[0], points[-1] = NEAR, 1 - NEAR
    below = [float(point) for point in points[::-1] if point < now - CLOSE]
    return below, [float(point) for point in points if point > now + CLOSE]


def _pair_search(
    scorer: Scorer, matrix: ScoreMatrix, column: int, a: int, b: int
) -> tuple[float | None, bool]:
    def ahead(share: float) -> float:
        scores = scores_alone(scorer, weighed(matrix, column, share))
        gap = float(scores[a] - scores[b])
        return 0.0 if abs(gap) <= CLOSE * (1 + abs(float(scores[a]))) else gap

    now = float(matrix.shares[column])
    sign = ahead(now)
    found = []
    for way in tried(now):
        before = now
        for share in way:
            there = ahead(share)
            if there * sign < 0 or (sign == 0 and there):
                at = halved(before, share, lambda it: ahead(it) * sign > 0) if sign else now
                found.append((abs(at - now), at, (there > 0) == (share > at)))
                break
            before = share
    if not found:
        return None, False
    _, at, rises = min(found)
    return at, rises


def halved(holds: float, fails: float, test: Callable[[float], bool]) -> float:
    """Return where a test stops holding, between a point where it holds and one where not.

    >>> round(halved(0.0, 1.0, lambda share: share < 0.3), 9)
    0.3
    """
    for _ in range(HALVINGS):
        middle = (holds + fails) / 2
        if test(middle):
            holds = middle
        else:
            fails = middle
    return (holds + fails) / 2
