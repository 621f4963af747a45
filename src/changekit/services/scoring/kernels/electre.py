"""ELECTRE III: who outranks whom how credibly, and the two orders that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy

from changekit.errors import InvalidValueError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[numpy.float64]
    Ranks = NDArray[numpy.intp]

__all__ = ["Orders", "credibility", "distil"]

ALPHA, BETA = 0.30, 0.15
"""Source: Roy (1978), Cahiers du CERO 20(1), 3-24: the threshold of distillation is
0.30 - 0.15 times the level of credibility."""
CLOSE: Final = 1e-12


def credibility(
    values: ArrayLike,
    weights: ArrayLike,
    signs: ArrayLike,
    q: ArrayLike,
    p: ArrayLike,
    v: ArrayLike,
) -> Numbers:
    """Return how credible it is, from 0 to 1, that each row is at least as good as each other.

    Source: Roy (1978); Figueira, Mousseau & Roy (2005), Multiple Criteria Decision Analysis,
    ch. 4: concordance, weakened by every criterion whose discordance exceeds it.

    Args:
        values: One row for each alternative.
        weights: By criterion, summing to 1.
        signs: 1 where more is better, -1 where less is.
        q: By criterion: up to this much worse is not worse.
        p: From this much worse on it is clearly worse; at least `q`.
        v: From this much worse on it forbids; above `p`, or infinite for none.

    Raises:
        InvalidValueError: The thresholds do not stand in order.
    """
    matrix = numpy.asarray(values, numpy.float64) * numpy.asarray(signs, numpy.float64)
    less, clear, veto = (numpy.asarray(it, numpy.float64) for it in (q, p, v))
    if (less < 0).any() or (clear < less).any() or (veto <= clear).any():
        msg = "thresholds must stand in order: 0 <= indifference <= strict < veto"
        raise InvalidValueError(msg)
    shares = numpy.asarray(weights, numpy.float64)
    count = len(matrix)
    concordance = numpy.zeros((count, count))
    discordances = []
    for at in range(matrix.shape[1]):
        worse = matrix[None, :, at] - matrix[:, None, at]
        concordance += shares[at] * _falling(worse, less[at], clear[at])
        if numpy.isfinite(veto[at]):
            discordances.append(1 - _falling(worse, clear[at], veto[at]))
    credible = concordance.copy()
    for discordance in discordances:
        stronger = discordance > concordance
        room = numpy.where(stronger, 1 - concordance, 1.0)
        credible *= numpy.where(stronger, (1 - discordance) / numpy.maximum(room, CLOSE), 1.0)
    return credible


def _falling(worse: Numbers, start: float, end: float) -> Numbers:
    """Return 1 up to the start, 0 from the end on, and a straight line between."""
    if start == end:
        return (worse <= start).astype(numpy.float64)
    return numpy.clip((end - worse) / (end - start), 0, 1)


class Orders(NamedTuple):
    """The two orders of distillation, as ranks from 1, and their mean.

    Attributes:
        descending: The best are taken out first.
        ascending: The worst are taken out first.
    """

    descending: Ranks
    ascending: Ranks

    @property
    def mean(self) -> Numbers:
        """The mean of both ranks: less is better; two that differ may be incomparable."""
        both: Numbers = (self.descending + self.ascending) / 2
        return both


def distil(credible: ArrayLike) -> Orders:
    """Return the orders that a credibility matrix gives."""
    matrix = numpy.array(credible, numpy.float64)
    numpy.fill_diagonal(matrix, 0.0)
    down = _distilled(matrix, best_first=True)
    up = _distilled(matrix, best_first=False)
    return Orders(down, up.max(initial=0) + 1 - up)


def _distilled(matrix: Numbers, *, best_first: bool) -> Ranks:
    left = numpy.arange(len(matrix))
    ranks = numpy.zeros(len(matrix), numpy.intp)
    rank = 0
    while left.size:
        rank += 1
        chosen = _chosen(matrix, left, best_first=best_first)
        ranks[chosen] = rank
        left = numpy.setdiff1d(left, chosen, assume_unique=True)
    return ranks


def _chosen(matrix: Numbers, left: Ranks, *, best_first: bool) -> Ranks:
    """Return what one distillation takes out: cut lower and lower until few are left."""
    inside = left
    level = float(matrix[numpy.ix_(inside, inside)].max(initial=0.0))
    while inside.size > 1 and level > CLOSE:
        own = matrix[numpy.ix_(inside, inside)]
        below = own[own < level - (ALPHA - BETA * level) - CLOSE]
        cut = float(below.max(initial=0.0))
        threshold = ALPHA - BETA * own
        beats = (own > cut + CLOSE) & (own > own.T + threshold)
        quality = beats.sum(axis=1) - beats.sum(axis=0)
        wanted = quality.max() if best_first else quality.min()
        inside = inside[quality == wanted]
        level = cut
    return inside
