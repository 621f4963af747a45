"""How moves are made, and how much worse a plan may become by one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]

__all__ = ["Ways", "chances"]


@attrs.frozen(kw_only=True)
class Ways:
    """How moves are made.

    Ours, tried on made-up portfolios of 400 with other random numbers each time.

    Attributes:
        largest: At most so many are taken out.
        outside: The chance in 256 that one that is left out is chosen when it is drawn.
        near: Others are chosen that start within so many weeks, or the centre's own.
        noise: By how many 64ths of a week keys are shaken.
        tries: So many draws for each one that is wanted.
        linked: The chance in 256 that a draw follows a link.
        own: Whether the key is where an initiative stands, instead of one that is given.
    """

    largest: int = 20
    outside: int = 16
    near: int = 26
    noise: int = 64 * 104
    tries: int = 6
    linked: int = 32
    own: bool = False

    def numbers(self) -> Whole:
        """Return all of it in the order in which loops read it, with room for the heat."""
        return np.array(
            [
                self.largest, self.outside, self.near, self.noise, self.tries, self.linked,
                self.own, 0,
            ],
            dtype=np.int64,
        )  # fmt: skip

    def chances(self) -> Whole:
        """Return random amounts: see `chances`."""
        return chances()


@lru_cache(maxsize=1)
def chances() -> Whole:
    """Return 1,024 amounts of mean 2**16 that are exponentially distributed, in falling order.

    Worked out in whole numbers, so that they are the same on every machine: 2**16 times the
    natural logarithm of 2048 / (2 k + 1).

    >>> chances()[[0, 512, 1023]].tolist()
    [499687, 45362, 32]
    """
    top = _log2(2048)
    found = [(top - _log2(2 * k + 1)) * _LN2 >> 80 for k in range(1024)]
    return np.array(found, dtype=np.int64)


_LN2 = 12786308645202655660
"""Of 2**64 parts, the natural logarithm of 2."""


def _log2(number: int) -> int:
    """Return the logarithm to base 2, of 2**32 parts.

    Source: Knuth (1997), The Art of Computer Programming 1, 3rd ed., 1.2.2, exercise 25: a bit
    for each squaring.
    """
    whole = number.bit_length() - 1
    rest = number << 62 - whole
    found = whole
    for _ in range(32):
        rest = rest * rest >> 62
        found *= 2
        if rest >> 63:
            rest >>= 1
            found += 1
    return found
