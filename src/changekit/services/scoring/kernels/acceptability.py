"""SMAA-2: how many weights, out of all that are possible, give each alternative each rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[numpy.float64]

__all__ = ["Acceptability", "acceptability", "uniform_weights"]

BLOCK = 2_000_000
"""Ours: scores that are held at a time, 16 MB, so that sorting stays in the cache and memory
small."""


class Acceptability(NamedTuple):
    """What SMAA-2 counts.

    Attributes:
        ranks: Share of the weights that give each row (first axis) each rank (second axis).
        central: Mean of the weights that put each row first; NaN where none does.
        first: How many of the weights put each row first.
        rounds: How many weights there were.
    """

    ranks: Numbers
    central: Numbers
    first: NDArray[numpy.intp]
    rounds: int

    @property
    def errors(self) -> Numbers:
        """The standard error of each share.

        Source: Tervonen & Lahdelma (2007), European Journal of Operational Research 178(2),
        500-513: the square root of b(1 - b)/N.
        """
        spread: Numbers = numpy.sqrt(self.ranks * (1 - self.ranks) / self.rounds)
        return spread


def uniform_weights(rounds: int, criteria: int, generator: numpy.random.Generator) -> Numbers:
    """Return weights drawn evenly from all that are 0 or more and sum to 1.

    Source: Rubinstein (1982), Mathematics of Operations Research 7(4), 513-520: shares of
    exponential draws.
    """
    drawn = generator.standard_exponential((rounds, criteria))
    drawn /= drawn.sum(axis=1, keepdims=True)
    return drawn


def acceptability(utilities: ArrayLike, weights: ArrayLike) -> Acceptability:
    """Return rank acceptabilities and central weights.

    Source: Lahdelma & Salminen (2001), Operations Research 49(3), 444-454. The row's number
    is put into the lowest bits of each score, so that one sort of numbers gives the order;
    scores that differ by less than a part in 2**40 count as tied, and ties go to the later row
    first.

    Args:
        utilities: One row for each alternative, one column for each criterion, 0 or more.
        weights: One row for each draw.
    """
    matrix = numpy.ascontiguousarray(utilities, dtype=numpy.float64)
    draws = numpy.ascontiguousarray(weights, dtype=numpy.float64)
    count, rounds = len(matrix), len(draws)
    bits = max(1, int(count - 1).bit_length())
    mask = numpy.int64((1 << bits) - 1)
    own = numpy.arange(count, dtype=numpy.int64)
    places = numpy.arange(count - 1, -1, -1, dtype=numpy.int64) * count
    counts = numpy.zeros(count * count, numpy.int64)
    best = numpy.empty(rounds, numpy.int64)
    step = max(1, BLOCK // max(count, 1))
    turned = numpy.ascontiguousarray(matrix.T)
    for start in range(0, rounds, step):
        scores = draws[start : start + step] @ turned
        # Of numbers that are 0 or more, the bits stand in the order of the numbers.
        packed = scores.view(numpy.int64)
        packed &= ~mask
        packed |= own
        scores.sort(axis=1)
        packed &= mask
        best[start : start + step] = packed[:, -1]
        packed += places
        counts += numpy.bincount(packed.ravel(), minlength=count * count)
    ranks = counts.reshape(count, count).T / rounds
    first = numpy.bincount(best, minlength=count)
    sums = numpy.zeros((count, draws.shape[1]))
    numpy.add.at(sums, best, draws)
    central = numpy.divide(
        sums, first[:, None], out=numpy.full_like(sums, numpy.nan), where=first[:, None] > 0
    )
    return Acceptability(ranks, central, first, rounds)
