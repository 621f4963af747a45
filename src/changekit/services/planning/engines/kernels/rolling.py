"""Random integers in compiled loops: those of `engines/dice.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from changekit.optional.fast import step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Words: TypeAlias = NDArray[np.uint64]

__all__ = ["below", "bits"]

STEP = np.uint64(0x9E3779B97F4A7C15)
ONE = np.uint64(0xBF58476D1CE4E5B9)
TWO = np.uint64(0x94D049BB133111EB)
HALF = np.uint64(32)
LOW = np.uint64(0xFFFFFFFF)


@step
def bits(dice: Words) -> np.uint64:
    """Return 64 random bits, and move the dice on.

    Source: Steele, Lea & Flood (2014), OOPSLA, 453-472: SplitMix64.
    """
    dice[0] += STEP
    state = dice[0]
    state = (state ^ (state >> np.uint64(30))) * ONE
    state = (state ^ (state >> np.uint64(27))) * TWO
    return state ^ (state >> np.uint64(31))  # type: ignore[no-any-return]  # a uint64


@step
def below(dice: Words, count: int) -> int:
    """Return an integer from 0 to count - 1; count is less than 2**32.

    Source: Lemire (2019), ACM TOMACS 29(1), art. 3.
    """
    drawn = bits(dice)
    many = np.uint64(count)
    half = (drawn >> HALF) * many + (((drawn & LOW) * many) >> HALF)
    return np.int64(half >> HALF)  # type: ignore[return-value]  # loops count in int64
