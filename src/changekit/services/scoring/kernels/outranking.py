"""PROMETHEE: how strongly each alternative is preferred to the others, and they to it.

For all preference functions but the gaussian the sums over pairs are worked out by sorting, in
O(m n log n) for n alternatives and m criteria.
Source: Brans & Vincke (1985), Management Science 31(6), 647-656; sorting: Calders & Van Assche
(2018), PROMETHEE is not quadratic, Omega 76, 63-69.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import attrs
import numpy

from changekit.errors import InvalidValueError
from changekit.model.profile import Preference

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    Numbers = NDArray[numpy.float64]

__all__ = [
    "Flows", "PreferenceFunction", "promethee", "promethee_against", "promethee_brute",
]  # fmt: skip

BLOCK = 4_000_000
"""Ours: pairs that the gaussian function works on at a time, so that memory stays small."""


@attrs.frozen(kw_only=True)
class PreferenceFunction:
    """How a difference on one criterion becomes a preference from 0 to 1.

    Attributes:
        q: Up to this difference there is no preference (u, level, linear).
        p: From this difference on it is full (v, linear), or above it (level).
        s: The difference at which the gaussian bends.
    """

    kind: Preference = "usual"
    q: float = 0.0
    p: float = 0.0
    s: float = 0.0

    def __attrs_post_init__(self) -> None:
        """Check that the thresholds fit the kind."""
        numbers = (self.q, self.p, self.s)
        if not all(numpy.isfinite(it) and it >= 0 for it in numbers):
            got = f"q {self.q}, p {self.p}, s {self.s}"
            msg = f"thresholds are finite numbers of 0 or more, got {got}"
            raise InvalidValueError(msg)
        if self.kind in ("level", "linear") and self.p < self.q:
            msg = f"{self.kind}: p must be at least q, got p {self.p:g} and q {self.q:g}"
            raise InvalidValueError(msg)
        if self.kind == "gaussian" and not self.s > 0:
            msg = "gaussian: s must be above 0"
            raise InvalidValueError(msg)

    def of(self, difference: Numbers) -> Numbers:
        """Return the preference for each difference; what is not better is not preferred."""
        d = numpy.asarray(difference, numpy.float64)
        steps = {"usual": 0.0, "u": self.q}
        if self.kind == "linear" and self.p == self.q:
            steps["linear"] = self.q
        if self.kind == "v" and self.p == 0:
            steps["v"] = 0.0
        if self.kind in steps:
            return (d > steps[self.kind]).astype(numpy.float64)
        if self.kind == "level":
            return 0.5 * (d > self.q) + 0.5 * (d > self.p)
        if self.kind == "gaussian":
            risen: Numbers = -numpy.expm1(-numpy.square(d) / (2 * self.s**2))
            return numpy.where(d > 0, risen, 0.0)
        start = self.q if self.kind == "linear" else 0.0
        return numpy.clip((d - start) / (self.p - start), 0, 1)


class Flows(NamedTuple):
    """What PROMETHEE gives for each row.

    Attributes:
        plus: How strongly it is preferred to the others, from 0 to 1.
        minus: How strongly the others are preferred to it, from 0 to 1.
        by_criterion: The net flow on each criterion alone, one column each, not weighted.
    """

    plus: Numbers
    minus: Numbers
    by_criterion: Numbers

    @property
    def net(self) -> Numbers:
        """Plus less minus, from -1 to 1; it sums to 0."""
        return self.plus - self.minus


def promethee(
    values: ArrayLike,
    weights: ArrayLike,
    signs: ArrayLike,
    functions: Sequence[PreferenceFunction],
) -> Flows:
    """Return the flows of all rows.

    Args:
        values: One row for each alternative.
        weights: By criterion, summing to 1.
        signs: 1 where more is better, -1 where less is.
        functions: One for each criterion.

    >>> one = PreferenceFunction(kind="linear", q=0, p=2)
    >>> promethee([[0], [1], [4]], [1], [1], [one]).net.tolist()
    [-0.75, -0.25, 1.0]
    """
    return promethee_against(values, values, weights, signs, functions)


def promethee_against(
    values: ArrayLike,
    others: ArrayLike,
    weights: ArrayLike,
    signs: ArrayLike,
    functions: Sequence[PreferenceFunction],
) -> Flows:
    """Return the flows that each row would have with other values, the other rows as they are.

    Args:
        values: One row for each alternative: what it would be.
        others: One row for each alternative: what it is.
        weights: By criterion, summing to 1.
        signs: 1 where more is better, -1 where less is.
        functions: One for each criterion.
    """
    return _flows(values, others, weights, signs, functions, _sums)


def promethee_brute(
    values: ArrayLike,
    weights: ArrayLike,
    signs: ArrayLike,
    functions: Sequence[PreferenceFunction],
) -> Flows:
    """Return the same flows from every pair, in O(m n^2): the reference of `promethee`."""
    return _flows(values, values, weights, signs, functions, _pairs)


def _flows(
    values: ArrayLike,
    others: ArrayLike,
    weights: ArrayLike,
    signs: ArrayLike,
    functions: Sequence[PreferenceFunction],
    summed: Callable[[Numbers, Numbers, PreferenceFunction], Numbers],
) -> Flows:
    ways, shares = numpy.asarray(signs, numpy.float64), numpy.asarray(weights, numpy.float64)
    matrix = numpy.asarray(values, numpy.float64) * ways
    rest = matrix if others is values else numpy.asarray(others, numpy.float64) * ways
    count, criteria = matrix.shape
    if len(functions) != criteria:
        msg = f"{criteria} criteria need as many preference functions, got {len(functions)}"
        raise InvalidValueError(msg)
    pairs = max(count - 1, 1)
    plus, minus = numpy.empty_like(matrix), numpy.empty_like(matrix)
    for at, function in enumerate(functions):
        for flow, sign in ((plus, 1), (minus, -1)):
            own = sign * matrix[:, at]
            all_ = own if rest is matrix else sign * rest[:, at]
            # A row that would be better than it is does not count against itself.
            flow[:, at] = (summed(own, all_, function) - function.of(own - all_)) / pairs
    weighted = plus * shares, minus * shares
    return Flows(weighted[0].sum(axis=1), weighted[1].sum(axis=1), plus - minus)


def _pairs(column: Numbers, others: Numbers, function: PreferenceFunction) -> Numbers:
    """Return the sum of preferences of each value to all others, pair by pair."""
    rows = max(1, BLOCK // max(len(others), 1))
    sums = numpy.empty_like(column)
    for start in range(0, len(column), rows):
        block = column[start : start + rows]
        sums[start : start + rows] = function.of(block[:, None] - others).sum(axis=1)
    return sums


def _sums(column: Numbers, others: Numbers, function: PreferenceFunction) -> Numbers:
    """Return the same sums by sorting, but for the gaussian, whose sum has no such form."""
    if function.kind == "gaussian":
        return _pairs(column, others, function)
    distinct, place, counts = numpy.unique(others, return_inverse=True, return_counts=True)
    middle = float(distinct[len(distinct) // 2])
    centred = distinct - middle  # so that the running sums stay small
    ranks = numpy.concatenate(([0], numpy.cumsum(counts)))
    running = numpy.concatenate(([0.0], numpy.cumsum(centred * counts)))
    if column is others:
        sums = _of_sorted(distinct, distinct, middle, ranks, running, function)
        return sums[place]
    return _of_sorted(column, distinct, middle, ranks, running, function)


def _of_sorted(
    values: Numbers,
    distinct: Numbers,
    middle: float,
    ranks: NDArray[numpy.intp],
    running: Numbers,
    function: PreferenceFunction,
) -> Numbers:
    kind, q, p = function.kind, function.q, function.p
    if kind == "linear" and p == q:
        kind = "u"
    if kind == "v":
        kind, q = ("linear", 0.0) if p > 0 else ("usual", 0.0)
    near = _beyond(values, distinct, 0.0 if kind == "usual" else q)
    if kind in ("usual", "u"):
        return ranks[near].astype(numpy.float64)
    far = _beyond(values, distinct, p)
    if kind == "level":
        return (ranks[near] + ranks[far]).astype(numpy.float64) / 2
    between: Numbers = (ranks[near] - ranks[far]) * (values - middle - q)
    between -= running[near] - running[far]
    summed: Numbers = ranks[far] + between / (p - q)
    return summed


def _beyond(values: Numbers, distinct: Numbers, threshold: float) -> NDArray[numpy.intp]:
    """Return, for each value, how many of the distinct values it is above by more than this.

    The search is mended where rounding of `value - threshold` moved it: what decides is the
    difference itself, which falls as the other value rises.
    """
    found = numpy.searchsorted(distinct, values - threshold, side="left")
    last = len(distinct) - 1
    while True:
        more = (found <= last) & (values - distinct[numpy.minimum(found, last)] > threshold)
        less = (found > 0) & ~(values - distinct[numpy.maximum(found - 1, 0)] > threshold)
        if not (more.any() or less.any()):
            return found
        found = found + more - less
