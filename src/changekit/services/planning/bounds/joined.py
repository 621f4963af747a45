"""Bounds of parts are the bound of the whole: parts share nothing, so what they give adds up."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from changekit.extension.protocols.planning import FREE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from changekit.extension.protocols.planning import PlanModel
    from changekit.services.planning.bounds.lagrangean import Bounds
    from changekit.services.planning.engines.parts import Part

    Figures: TypeAlias = NDArray[np.float64]

__all__ = ["Proof", "bound_of"]


@attrs.frozen(kw_only=True)
class Proof:
    """What is proven about all plans of a model.

    Attributes:
        bound: No plan has a higher objective.
        prices: What one more unit of each resource would be worth in each week (R x H): an
            estimate, exact only where the bound is the value of a plan.
    """

    bound: float
    prices: Figures = attrs.field(eq=False, repr=False)


def bound_of(model: PlanModel, found: Iterable[tuple[Part, Bounds]]) -> Proof:
    """Return what the bounds of all parts prove about a model.

    Args:
        model: The whole problem.
        found: Each of its parts with its bounds; they may be made while this is running.
    """
    prices = np.zeros((len(model.resources), model.horizon))
    sums = [
        model.gain(i, int(model.fixed[i])) for i in np.flatnonzero(model.fixed != FREE).tolist()
    ]
    for part, bounds in found:
        sums += [bounds.bound / part.scale, part.rounded]
        prices[part.resources] += bounds.worth
    total = math.fsum(sums)
    return Proof(bound=total + abs(total) * 1e-15, prices=prices)
