"""Several aims in one objective, weighed so that no later one outweighs an earlier one."""

from __future__ import annotations

import math
import typing
from typing import TYPE_CHECKING, NamedTuple

import attrs
import numpy as np

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.extension.protocols.planning import FREE
from changekit.model.settings import AimName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from changekit.extension.protocols.planning import Figures, PlanModel

__all__ = ["AIM_NAMES", "SEPARABLE", "Weighed", "checked", "late_weights", "weighed"]

AIM_NAMES: tuple[AimName, ...] = typing.get_args(AimName)
SEPARABLE: tuple[AimName, ...] = ("value", "tardiness", "disturbance")
"""Aims that are sums over initiatives, so that one objective can hold several of them."""
BITS = 38
"""Ours: all aims together tell 2**38 steps apart, as fast engines count in whole numbers; where
that is not enough, differences of an aim below its share of these count as none."""
MICRO = 1_000_000
"""Ours: values are told apart to a millionth."""


def checked(aims: Iterable[str], *, earlier: bool) -> tuple[AimName, ...]:
    """Return aims as they are asked for; value comes last where it is not named.

    Raises:
        UnknownNameError: There is no such aim.
        InvalidValueError: An aim is named twice, or there is no earlier plan to keep to.

    >>> checked(["levelled"], earlier=False)
    ('levelled', 'value')
    """
    asked = (aims,) if isinstance(aims, str) else tuple(aims)
    for aim in asked:
        if aim not in AIM_NAMES:
            raise UnknownNameError("aim", str(aim), known=AIM_NAMES)
    if len(set(asked)) < len(asked):
        msg = f"each aim counts once, got {list(asked)}"
        raise InvalidValueError(msg)
    if "disturbance" in asked and not earlier:
        msg = "the aim 'disturbance' needs an earlier plan to keep to"
        raise InvalidValueError(msg)
    more = () if "value" in asked else ("value",)
    return typing.cast("tuple[AimName, ...]", (*asked, *more))


class Weighed(NamedTuple):
    """A model whose gains hold all separable aims.

    Attributes:
        model: Its gains are sums of all these aims.
        weights: What 1 of each separable aim counts, in their order.
    """

    model: PlanModel
    weights: Mapping[AimName, float]


def late_weights(model: PlanModel) -> Figures:
    """Return what a week past its deadline counts for each; those that cannot be late count 0.

    Ours: what a week costs, or 1 where that is 0.
    """
    soft = model.due < model.horizon
    found: Figures = np.where(soft, np.where(model.late_cost > 0, model.late_cost, 1.0), 0.0)
    return found


def weighed(
    model: PlanModel, aims: Sequence[AimName], was: Mapping[str, int] | None = None
) -> Weighed:
    """Return a model of which each engine finds plans that are good by all separable aims.

    Ours: what is left out counts as late to the week after the last, and as moved by the whole
    plan. Each aim weighs more than all that the later ones can give together.

    Args:
        model: The model with values alone.
        aims: The aims, the most important first.
        was: Start weeks of an earlier plan by id, for the aim `disturbance`.
    """
    names = [aim for aim in aims if aim in SEPARABLE]
    if names == ["value"]:
        return Weighed(model=model, weights={"value": 1.0})
    at = np.array([(was or {}).get(name, FREE) for name in model.ids], dtype=np.int32)
    known = (at != FREE) & (model.fixed == FREE)
    late = late_weights(model)
    worst = np.maximum(model.horizon - model.due + 1, 0) * late
    spans = {
        "value": _value_span(model),
        "tardiness": _span(worst, late),
        "disturbance": (float(known.sum()) * model.horizon, 1.0),
    }
    weights = _weights(names, spans)
    value, tardy, moved = (weights.get(name, 0.0) for name in SEPARABLE)
    some = (known & (moved > 0)) | ((worst > 0) & (tardy > 0))
    return Weighed(
        weights=weights,
        model=attrs.evolve(
            model, value=model.value * value,
            late_cost=model.late_cost * value + late * tardy,
            was=np.where(known & (moved > 0), at, np.where(some, 0, FREE)).astype(np.int32),
            move_cost=np.where(known, moved, 0.0),
            drop_cost=np.where(known, moved * model.horizon, 0.0) + worst * tardy,
        ),
    )  # fmt: skip


def _span(most: Figures, steps: Figures) -> tuple[float, float]:
    """Return how much an aim can give in all, and the smallest difference it can make."""
    whole = np.rint(steps * MICRO).astype(np.int64)
    return float(most.sum()), float(np.gcd.reduce(whole, initial=0) or MICRO) / MICRO


def _value_span(model: PlanModel) -> tuple[float, float]:
    late = model.late_cost * np.maximum(model.horizon - model.due, 0)
    most = np.abs(model.value) * float(model.worth.max(initial=0.0)) + late
    plain = np.array_equal(model.worth, np.arange(model.horizon, -1, -1)) and not model.decay.any()
    total, step = _span(most, np.concatenate([model.value, model.late_cost]))
    return (total, step) if plain else (total, max(step, total) / 2.0**BITS)


def _weights(
    names: Sequence[AimName], spans: Mapping[str, tuple[float, float]]
) -> dict[AimName, float]:
    """Return what 1 of each aim counts: one step of it more than everything after it."""
    levels = [max(1.0, spans[name][0] / spans[name][1]) for name in names]
    if math.prod(levels) > 2.0**BITS:
        most = 2.0 ** (BITS // len(names))
        levels = [min(level, most) for level in levels]
    found: dict[AimName, float] = {}
    below = 0.0
    for name, level in zip(reversed(names), reversed(levels), strict=True):
        step = max(spans[name][0], spans[name][1]) / level
        found[name] = (below + 1.0) / step
        below += found[name] * spans[name][0]
    return {name: found[name] for name in names}
