"""Weights that a profile does not write out: how they are found, and what to know of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.rules.scoring import COMPARISONS_DISAGREE, WEIGHTS_FROM_DATA
from changekit.services.scoring.kernels import weighing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from changekit.model.profile import Criterion, Profile, Weighting
    from changekit.rules import Rule

    Numbers = NDArray[numpy.float64]

__all__ = ["MOST_INCONSISTENT", "Weighed", "weighed"]

MOST_INCONSISTENT = 0.1
"""Source: Saaty (1977), Journal of Mathematical Psychology 15(3), 234-281: look again above."""


class Weighed(NamedTuple):
    """Weights by criterion, and what is to be said of them.

    Attributes:
        remarks: Rules that apply, each with the values of its wording.
    """

    weights: Numbers
    remarks: tuple[tuple[Rule, Mapping[str, object]], ...] = ()


def weighed(profile: Profile, criteria: tuple[Criterion, ...], values: Numbers) -> Weighed:
    """Return the weight of each criterion: as written, or by the profile's `weighting`.

    Args:
        profile: The profile.
        criteria: Those of its criteria that have a weight above 0; what they say is used only
            where the profile has no weighting.
        values: One row for each initiative, what is unknown at its middle.

    Raises:
        InvalidValueError: The weighting leaves out a criterion, names an unknown one, or cannot
            be worked out.
    """
    weighting = profile.weighting
    if weighting is None or not criteria:
        return Weighed(numpy.array([item.weight for item in criteria]))
    names = [item.id for item in criteria]
    try:
        return _by_method(profile, weighting, names, criteria, values)
    except (InvalidValueError, UnknownNameError) as error:
        msg = f"profile {profile.id!r}, weighting {weighting.method!r}: {error}"
        raise InvalidValueError(msg) from error


def _by_method(
    profile: Profile,
    weighting: Weighting,
    names: list[str],
    criteria: tuple[Criterion, ...],
    values: Numbers,
) -> Weighed:
    if weighting.method == "equal":
        return Weighed(weighing.equal(len(names)))
    if weighting.method == "rank-order":
        return Weighed(_by_order(weighting.order, names))
    if weighting.method == "swing":
        _same(weighting.points, names, "points")
        return Weighed(weighing.swing([weighting.points[name] for name in names]))
    if weighting.method == "ahp":
        return _by_pairs(profile, weighting, names)
    signs = [1 if item.direction == "max" else -1 for item in criteria]
    _vary(names, values)
    from_values = weighing.critic if weighting.method == "critic" else weighing.entropy
    remark = {"profile": profile.id, "method": weighting.method}
    return Weighed(from_values(values, signs), ((WEIGHTS_FROM_DATA, remark),))


def _by_order(order: tuple[str, ...], names: list[str]) -> Numbers:
    _same(order, names, "order")
    if len(order) != len(names):
        msg = f"order names a criterion twice: {', '.join(order)}"
        raise InvalidValueError(msg)
    found = dict(zip(order, weighing.rank_order(len(order)).tolist(), strict=True))
    return numpy.array([found[name] for name in names])


def _by_pairs(profile: Profile, weighting: Weighting, names: list[str]) -> Weighed:
    pairs = {}
    for item in weighting.comparisons:
        for name in (item.a, item.b):
            if name not in names:
                raise UnknownNameError("criterion", name, known=names)
        pairs[names.index(item.a), names.index(item.b)] = item.times
    try:
        result = weighing.compared(weighing.pairwise(len(names), pairs))
    except InvalidValueError as error:
        msg = f"{error} (counted from 0: {', '.join(names)})"
        raise InvalidValueError(msg) from error
    ratio = result.consistency_ratio
    if ratio is None or ratio <= MOST_INCONSISTENT:
        return Weighed(result.weights)
    remark = {"profile": profile.id, "ratio": f"{ratio:.2f}"}
    return Weighed(result.weights, ((COMPARISONS_DISAGREE, remark),))


def _same(given: Iterable[str], names: list[str], field: str) -> None:
    there = list(given)
    for name in there:
        if name not in names:
            raise UnknownNameError("criterion", name, known=names)
    missing = [name for name in names if name not in there]
    if missing:
        msg = f"{field} leaves out {', '.join(missing)}"
        raise InvalidValueError(msg)


def _vary(names: list[str], values: Numbers) -> None:
    """See that there is something to work weights out from."""
    if len(values) < 2:
        msg = "weights from the values need at least two initiatives"
        raise InvalidValueError(msg)
    for name, column in zip(names, values.T, strict=True):
        if float(column.max() - column.min()) == 0:
            msg = f"all initiatives have the same value of {name!r}, {column[0]:g}"
            raise InvalidValueError(msg)
