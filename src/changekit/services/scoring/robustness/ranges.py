"""Weights within ranges: what is drawn evenly and lies inside, or a walk where little does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy

from changekit.errors import InvalidValueError
from changekit.services.scoring.kernels.acceptability import uniform_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.float64]
    Draws = numpy.random.Generator

__all__ = ["within"]

ROUNDS: Final = 20
"""Ours: so many times the wanted number is drawn before a walk is taken instead."""
STEPS: Final = 30
"""Ours: steps of a walk for each weight; the test that compares with exact moments needs ten."""
CLOSE: Final = 1e-12


def within(low: Numbers, high: Numbers, draws: int, generator: Draws, *, where: str) -> Numbers:
    """Return weights drawn evenly from all that sum to 1 and lie within their ranges.

    Args:
        low: The least that each weight can be.
        high: The most.
        draws: How many rows are wanted.
        generator: Where chance comes from.
        where: What an error begins with.

    Raises:
        InvalidValueError: Nothing lies within all ranges.
    """
    least, most = float(low.sum()), float(high.sum())
    if least > 1 + CLOSE or most < 1 - CLOSE:
        which, total = ("least", least) if least > 1 else ("most", most)
        side = "above" if least > 1 else "below"
        msg = (
            f"{where}: no weights lie within all ranges: the {which} that each weight_range "
            f"allows sum to {total:g}, {side} 1"
        )
        raise InvalidValueError(msg)
    room = 1 - least
    if room <= CLOSE or most - 1 <= CLOSE:
        return numpy.tile(low if room <= CLOSE else high, (draws, 1))
    kept = _rejected(low, high, room, draws, generator)
    return kept if len(kept) == draws else _walked(low, high, draws, generator)


def _rejected(low: Numbers, high: Numbers, room: float, draws: int, generator: Draws) -> Numbers:
    """Return what lies inside of up to `ROUNDS` times as many draws, at most as many as asked."""
    kept: list[Numbers] = []
    count = 0
    for done in range(1, ROUNDS + 1):
        # All weights above the lower ends are a smaller simplex, so only the upper ends reject.
        drawn = low + room * uniform_weights(draws, len(low), generator)
        inside = drawn[(drawn <= high).all(axis=1)]
        kept.append(inside)
        count += len(inside)
        if count >= draws or count * ROUNDS < draws * done / 2:
            break
    return numpy.concatenate(kept)[:draws]


def _walked(low: Numbers, high: Numbers, draws: int, generator: Draws) -> Numbers:
    """Return the ends of random walks, one for each draw, all from one point inside.

    A step takes two weights and shares their sum anew, evenly over what their ranges allow, so
    that one narrow range does not hold the others. Source: Belisle, Romeijn & Smith (1993),
    Mathematics of Operations Research 18(2), 255-266: hit and run, in any set of directions that
    leads everywhere; for weights, Tervonen et al. (2013), European Journal of Operational
    Research 224(3), 552-559. Ours: a walk of its own for each draw, and how long it is.
    """
    free = numpy.flatnonzero(high - low > CLOSE)
    part = (1 - low.sum()) / (high.sum() - low.sum())
    points = numpy.tile(low + part * (high - low), (draws, 1))
    every = numpy.arange(draws)
    for _ in range(STEPS * len(free)):
        one = generator.integers(len(free), size=draws)
        other = free[(one + generator.integers(1, len(free), size=draws)) % len(free)]
        one = free[one]
        both = points[every, one] + points[every, other]
        least = numpy.maximum(low[one], both - high[other])
        most = numpy.minimum(high[one], both - low[other])
        points[every, one] = least + (most - least) * generator.random(draws)
        points[every, other] = both - points[every, one]
    numpy.clip(points, low, high, out=points)
    return points
