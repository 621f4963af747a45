"""SMAA-2: how many weights, out of all that are possible, give each alternative each rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[numpy.float64]

__all__ = ["Acceptability", "acceptability", "products", "tallied", "uniform_weights"]

PIECE = 40_000
"""Ours: scores that are multiplied, sorted and counted at a time, 320 KB in one piece of memory
that is used again: they stay in the nearest cache, and no product waits for other threads."""


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
    """Return rank acceptabilities and central weights of an additive model.

    Source: Lahdelma & Salminen (2001), Operations Research 49(3), 444-454. The row's number
    is put into the lowest bits of each score, so that one sort of numbers gives the order;
    scores that differ by less than a part in 2**40 count as tied, and ties go to the later row
    first.

    Args:
        utilities: One row for each alternative, one column for each criterion, 0 or more.
        weights: One row for each draw.

    >>> found = acceptability([[1, 0], [0, 1]], [[0.9, 0.1], [0.8, 0.2], [0.1, 0.9]])
    >>> found.ranks.round(2).tolist(), found.central.round(2).tolist()
    ([[0.67, 0.33], [0.33, 0.67]], [[0.85, 0.15], [0.1, 0.9]])
    """
    matrix = numpy.ascontiguousarray(utilities, dtype=numpy.float64)
    draws = numpy.ascontiguousarray(weights, dtype=numpy.float64)
    return tallied(products(matrix, draws), draws, len(matrix))


def products(matrix: Numbers, draws: Numbers) -> Iterator[Numbers]:
    """Give the scores of some draws at a time, in one piece of memory that is used again."""
    step = max(1, PIECE // max(len(matrix), 1))
    turned = numpy.ascontiguousarray(matrix.T)
    held = numpy.empty((min(step, len(draws)), len(matrix)))
    for start in range(0, len(draws), step):
        block = draws[start : start + step]
        yield numpy.matmul(block, turned, out=held[: len(block)])


def tallied(blocks: Iterable[Numbers], draws: Numbers, count: int) -> Acceptability:
    """Return what scores from anywhere come to, block after block.

    Args:
        blocks: Scores of 0 or more, one row for each draw and one column for each alternative,
            row after row in memory; they are used up.
        draws: The weights that the scores come from, in the same order.
        count: How many alternatives there are.
    """
    rounds = len(draws)
    counts = numpy.zeros(count * count, numpy.int32)
    best = numpy.empty(rounds, numpy.int64)
    part, done = max(1, PIECE // max(count, 1)), 0
    for scores in blocks:
        for at in range(0, len(scores), part):
            piece = scores[at : at + part]
            best[done : done + len(piece)] = _count(piece, counts)
            done += len(piece)
    ranks = counts.reshape(count, count).T / rounds
    first = numpy.bincount(best, minlength=count)
    return Acceptability(ranks, _central(draws, best, first), first, rounds)


def _count(scores: Numbers, counts: NDArray[numpy.int32]) -> NDArray[numpy.int64]:
    """Add the ranks that some draws give to the counts; return which row each puts first."""
    count = scores.shape[1]
    mask = numpy.int64((1 << max(1, int(count - 1).bit_length())) - 1)
    # Of numbers that are 0 or more, the bits stand in the order of the numbers.
    packed = scores.view(numpy.int64)
    packed &= ~mask
    packed |= numpy.arange(count, dtype=numpy.int64)
    packed.sort(axis=1)
    packed &= mask
    best = packed[:, -1].copy()
    packed += numpy.arange(count - 1, -1, -1, dtype=numpy.int64) * count
    # A one of the same kind as the counts: anything else is turned into it at every step.
    numpy.add.at(counts, packed.ravel(), numpy.int32(1))
    return best


def _central(draws: Numbers, best: NDArray[numpy.int64], first: NDArray[numpy.intp]) -> Numbers:
    """Return the mean of the weights that put each row first, NaN where none does."""
    sums = numpy.stack(
        [numpy.bincount(best, column, minlength=len(first)) for column in draws.T], axis=1
    )
    central: Numbers = numpy.divide(
        sums, first[:, None], out=numpy.full_like(sums, numpy.nan), where=first[:, None] > 0
    )
    return central
