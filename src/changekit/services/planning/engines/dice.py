"""Random integers that are the same on every machine."""

from __future__ import annotations

__all__ = ["Dice"]

_MASK = (1 << 64) - 1


class Dice:
    """A repeatable source of random integers.

    Source: Steele, Lea & Flood (2014), OOPSLA, 453-472: SplitMix64.

    >>> dice = Dice(0)
    >>> f"{dice.bits():016x}"
    'e220a8397b1dcdaf'
    """

    __slots__ = ("_state",)

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def bits(self) -> int:
        """Return 64 random bits."""
        self._state = state = (self._state + 0x9E3779B97F4A7C15) & _MASK
        state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & _MASK
        return state ^ (state >> 31)

    def below(self, count: int) -> int:
        """Return an integer from 0 to count - 1.

        Source: Lemire (2019), ACM TOMACS 29(1), art. 3: the high half of a product, without the
        rejection step; the bias is below count / 2**64.
        """
        return (self.bits() * count) >> 64
