"""Shares of a few trials, with the interval that says how little a few tell."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

import attrs

from changekit.errors import InvalidValueError
from changekit.services.statistics.beta import Beta

__all__ = ["CONFIDENCE", "PRIOR_WEIGHT", "Interval", "posterior", "wilson"]

CONFIDENCE: Final = 0.95
PRIOR_WEIGHT: Final = 4.0
"""Ours: what is known of all concepts weighs as much as four trials of this one."""


@attrs.frozen
class Interval:
    """A lower and an upper end, both included."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the ends are."""
        return self.high - self.low


def _checked(successes: float, trials: float, confidence: float) -> None:
    if not 0 <= successes <= trials or not math.isfinite(trials):
        msg = f"successes must be from 0 to {trials!r} trials, got {successes!r}"
        raise InvalidValueError(msg)
    if not 0 < confidence < 1:
        msg = f"confidence must be above 0 and below 1, got {confidence!r}"
        raise InvalidValueError(msg)


def wilson(successes: float, trials: float, *, confidence: float = CONFIDENCE) -> Interval:
    """Return the score interval of a share; no trials give 0 to 1.

    Source: Wilson (1927), Journal of the American Statistical Association 22:209-212.

    Args:
        successes: How many succeeded; may be a sum of weights.
        trials: How many there were.
        confidence: How often such intervals hold the true share.

    Raises:
        InvalidValueError: There are more successes than trials, or no such confidence.

    >>> round(wilson(2, 2).low, 2), round(wilson(18, 20).low, 2)
    (0.34, 0.7)
    """
    _checked(successes, trials, confidence)
    if trials == 0:
        return Interval(0.0, 1.0)
    z2 = NormalDist().inv_cdf((1 + confidence) / 2) ** 2
    failures = trials - successes
    middle = successes + z2 / 2
    spread = math.sqrt(z2 * (successes * failures / trials + z2 / 4))
    whole = trials + z2
    low = 0.0 if successes == 0 else (middle - spread) / whole
    high = 1.0 if failures == 0 else (middle + spread) / whole
    return Interval(max(0.0, low), min(1.0, high))


def posterior(
    successes: float, trials: float, *, base_rate: float = 0.5, weight: float = PRIOR_WEIGHT
) -> Beta:
    """Return what is known of a share, starting from a base rate that weighs some trials.

    Source: the beta-binomial model (Gelman et al. 2013, Bayesian Data Analysis, 3rd ed., 2.4):
    Beta(a + s, b + n - s) with a = weight * base rate.

    Args:
        successes: How many succeeded; may be a sum of weights.
        trials: How many there were.
        base_rate: The share among all that is known beforehand, above 0 and below 1.
        weight: How many trials that knowledge weighs.

    Raises:
        InvalidValueError: A number lies outside its limits.

    >>> posterior(2, 2, base_rate=0.5, weight=2).mean
    0.75
    """
    _checked(successes, trials, CONFIDENCE)
    if not (0 < base_rate < 1 and weight > 0):
        msg = f"the base rate must lie between 0 and 1 and weigh above 0, got {base_rate!r}"
        raise InvalidValueError(msg)
    failures = trials - successes
    return Beta(a=weight * base_rate + successes, b=weight * (1 - base_rate) + failures)
