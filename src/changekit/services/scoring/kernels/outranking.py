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
    Counts = NDArray[numpy.intp]

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
    # One row for each criterion, so that what is worked on lies together.
    matrix = numpy.array((numpy.asarray(values, numpy.float64) * ways).T, order="C")
    same = others is values
    rest = matrix if same else (numpy.asarray(others, numpy.float64) * ways).T
    criteria, count = matrix.shape
    if len(functions) != criteria:
        msg = f"{criteria} criteria need as many preference functions, got {len(functions)}"
        raise InvalidValueError(msg)
    plus, minus = numpy.empty_like(matrix), numpy.empty_like(matrix)
    for at, function in enumerate(functions):
        if same and summed is _sums and function.kind != "gaussian":
            plus[at], minus[at] = _both_sums(matrix[at], function)
            continue
        for flow, sign in ((plus, 1), (minus, -1)):
            own, all_ = sign * matrix[at], sign * rest[at]
            # A row that would be better than it is does not count against itself.
            flow[at] = summed(own, all_, function) - function.of(own - all_)
    pairs = max(count - 1, 1)
    plus /= pairs
    minus /= pairs
    column = shares[:, None]
    by_criterion = numpy.array((plus - minus).T, order="C")
    return Flows((plus * column).sum(axis=0), (minus * column).sum(axis=0), by_criterion)


def _pairs(column: Numbers, others: Numbers, function: PreferenceFunction) -> Numbers:
    """Return the sum of preferences of each value to all others, pair by pair."""
    rows = max(1, BLOCK // max(len(others), 1))
    sums = numpy.empty_like(column)
    for start in range(0, len(column), rows):
        block = column[start : start + rows]
        sums[start : start + rows] = function.of(block[:, None] - others).sum(axis=1)
    return sums


def _both_sums(column: Numbers, function: PreferenceFunction) -> tuple[Numbers, Numbers]:
    """Return the sums of preferences of each value to all others, and of all others to it.

    One sort does for both. A linear preference is what lies beyond q less what lies beyond p.
    """
    order = numpy.argsort(column)
    ordered = column[order]
    kind, q, p = _thresholds(function)
    plus, minus = numpy.empty_like(ordered), numpy.empty_like(ordered)
    near, far = _reach(ordered, q), None if kind == "u" else _reach(ordered, p)
    if far is None:
        plus[order], minus[order] = near
    elif kind == "level":
        plus[order], minus[order] = ((near[at] + far[at]) / 2 for at in (0, 1))
    else:
        centred = ordered - ordered[len(ordered) // 2]  # so that the running sums stay small
        running = numpy.concatenate(([0.0], numpy.cumsum(centred)))
        sums = [_excess(centred, running, it, t) for it, t in ((near, q), (far, p))]
        # Rounding aside, each sum lies between those that count in full and all that count.
        plus[order], minus[order] = (
            numpy.clip((sums[0][at] - sums[1][at]) / (p - q), far[at], near[at]) for at in (0, 1)
        )
    return plus, minus


def _reach(ordered: Numbers, threshold: float) -> tuple[Counts, Counts]:
    """Return how many each is above, and how many are above it, by more than a threshold.

    What is above follows from what is below: it is counted in whose reach each lies.
    """
    count = len(ordered)
    own = numpy.arange(count)
    # Merging two runs in order takes fewer steps than a search for each.
    merged = numpy.argsort(numpy.concatenate((ordered - threshold, ordered)), kind="stable")
    below = _mended(numpy.flatnonzero(merged < count) - own, ordered, ordered, threshold)
    above: Counts = count - numpy.cumsum(numpy.bincount(below, minlength=count))
    return below, above


def _excess(
    centred: Numbers, running: Numbers, reach: tuple[Counts, Counts], threshold: float
) -> tuple[Numbers, Numbers]:
    """Return the sums of the differences beyond a threshold, to those below and from those above.

    Args:
        centred: The values in order.
        running: The sum of all values before each.
        reach: How many lie below each by more than the threshold, and how many above.
        threshold: What is taken off each difference.
    """
    below, above = reach
    downwards: Numbers = below * (centred - threshold) - running[below]
    upwards: Numbers = running[-1] - running[len(centred) - above] - above * (centred + threshold)
    return downwards, upwards


def _thresholds(function: PreferenceFunction) -> tuple[str, float, float]:
    """Return the kind as one of u, level and linear, with its thresholds."""
    kind, q, p = function.kind, function.q, function.p
    if kind == "usual" or (kind == "v" and p == 0):
        return "u", 0.0, 0.0
    if kind == "linear" and p == q:
        return "u", q, q
    return ("linear", 0.0, p) if kind == "v" else (kind, q, p)


def _sums(column: Numbers, others: Numbers, function: PreferenceFunction) -> Numbers:
    """Return the sum of preferences by sorting, but for the gaussian, which has no such form."""
    if function.kind == "gaussian":
        return _pairs(column, others, function)
    ordered = numpy.sort(others)
    kind, q, p = _thresholds(function)
    near = _beyond(column, ordered, q)
    if kind == "u":
        return near.astype(numpy.float64)
    far = _beyond(column, ordered, p)
    if kind == "level":
        return (near + far) / 2
    middle = float(ordered[len(ordered) // 2])
    running = numpy.concatenate(([0.0], numpy.cumsum(ordered - middle)))
    between: Numbers = (near - far) * (column - middle - q) - (running[near] - running[far])
    summed: Numbers = far + between / (p - q)
    return summed


def _beyond(values: Numbers, ordered: Numbers, threshold: float) -> Counts:
    """Return, for each value, how many in the order it is above by more than this.

    The search is mended where rounding of `value - threshold` moved it: what decides is the
    difference itself, which falls as the other value rises.
    """
    found = numpy.searchsorted(ordered, values - threshold, side="left")
    return _mended(found, values, ordered, threshold)


def _mended(found: Counts, values: Numbers, ordered: Numbers, threshold: float) -> Counts:
    """Return counts put right where rounding moved them, past values that are equal at once."""
    last = len(ordered) - 1
    while True:
        above, below = ordered[numpy.minimum(found, last)], ordered[numpy.maximum(found - 1, 0)]
        more = (found <= last) & (values - above > threshold)
        less = (found > 0) & ~(values - below > threshold)
        if not (more.any() or less.any()):
            return found
        found[more] = numpy.searchsorted(ordered, above[more], side="right")
        found[less] = numpy.searchsorted(ordered, below[less], side="left")
