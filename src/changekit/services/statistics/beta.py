"""The beta distribution: what is known of a share after some successes and failures."""

from __future__ import annotations

import math
from typing import Final

import attrs

from changekit.errors import InvalidValueError

__all__ = ["Beta", "beta_below", "beta_quantile"]

TINY: Final = 1e-300
"""Ours: what stands for zero in a denominator; far below any term that counts."""
CLOSE: Final = 1e-16
MOST_TERMS: Final = 10_000
HALVINGS: Final = 1_080
"""Ours: so many halvings take the unit interval below the smallest float there is."""


@attrs.frozen(kw_only=True)
class Beta:
    """A beta distribution over a share; both parameters are above 0.

    >>> flat = Beta(a=1, b=1)
    >>> flat.mean, round(flat.quantile(0.25), 3)
    (0.5, 0.25)
    """

    a: float
    b: float

    def __attrs_post_init__(self) -> None:
        """Check that both parameters are above 0."""
        if not (self.a > 0 and self.b > 0 and math.isfinite(self.a + self.b)):
            msg = f"a and b of a beta distribution must be above 0, got {self.a!r} and {self.b!r}"
            raise InvalidValueError(msg)

    @property
    def mean(self) -> float:
        """The expected share."""
        return self.a / (self.a + self.b)

    def below(self, share: float) -> float:
        """Return how likely the share is to be at most this."""
        return beta_below(share, self.a, self.b)

    def quantile(self, likely: float) -> float:
        """Return the share that lies above the true one this likely."""
        return beta_quantile(likely, self.a, self.b)


def beta_below(share: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b), from 0 to 1.

    Source: DLMF 8.17.22, the continued fraction, computed by Lentz's method as modified by
    Thompson and Barnett (Press et al. 2007, Numerical Recipes, 3rd ed., 6.4); above the mean
    DLMF 8.17.4 turns it round, where it closes faster.

    >>> round(beta_below(0.5, 3, 1), 6)
    0.125
    """
    if share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
        + a * math.log(share) + b * math.log1p(-share)
    )  # fmt: skip
    if share < (a + 1) / (a + b + 2):
        return min(1.0, front * _fraction(share, a, b) / a)
    return max(0.0, 1 - front * _fraction(1 - share, b, a) / b)


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction of DLMF 8.17.22."""
    c, d = 1.0, _above_zero(1 - (a + b) * x / (a + 1))
    d = 1 / d
    value = d
    for m in range(1, MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        step = 1.0
        for term in (even, odd):
            d = 1 / _above_zero(1 + term * d)
            c = _above_zero(1 + term / c)
            step = c * d
            value *= step
        if abs(step - 1) < CLOSE:
            break
    return value


def _above_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY


def beta_quantile(likely: float, a: float, b: float) -> float:
    """Return the share x with I_x(a, b) = likely, by halving the interval until it is a point.

    Halving cannot miss, as I_x grows with x. Ours: no faster method is worth its special cases
    for the few shares of a catalogue.

    Raises:
        InvalidValueError: It is not from 0 to 1.

    >>> round(beta_quantile(0.025, 3, 1), 2), round(beta_quantile(0.975, 3, 1), 2)
    (0.29, 0.99)
    """
    if not 0 <= likely <= 1:
        msg = f"a quantile is asked for from 0 to 1, got {likely!r}"
        raise InvalidValueError(msg)
    if likely in (0, 1):
        return float(likely)
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if beta_below(middle, a, b) < likely:
            low = middle
        else:
            high = middle
    return high
