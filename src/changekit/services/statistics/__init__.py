"""Intervals of shares, exact and without tables: what a few successes can tell."""

from __future__ import annotations

from changekit.services.statistics.beta import Beta, beta_below, beta_quantile
from changekit.services.statistics.shares import Interval, posterior, wilson

__all__ = ["Beta", "Interval", "beta_below", "beta_quantile", "posterior", "wilson"]
