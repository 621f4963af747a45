"""The exact solver goes on from a plan, where it is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from changekit.errors import MissingExtraError
from changekit.services.planning.engines.kernels.tables import OUT

if TYPE_CHECKING:
    from collections.abc import Callable

    from changekit.services.planning.engines.parts import Part
    from changekit.services.planning.engines.single import PartPlan

__all__ = ["polished"]


def polished(
    part: Part,
    found: PartPlan,
    *,
    units: float,
    seconds: float | None,
    seed: int,
    cancel: Callable[[], bool] | None = None,
) -> PartPlan:
    """Return a plan that is at least as good, and what the solver proves about it.

    Args:
        part: What is planned.
        found: The plan to begin from.
        units: How much work the solver may do, in its own measure.
        seconds: A limit by the clock instead; None: none.
        seed: Equal seeds search alike.
        cancel: Asked now and then; when it returns true, the best plan so far is returned.
    """
    from changekit.services.planning.solving.part import solve_part
    from changekit.services.planning.solving.run import Effort

    effort = Effort(units=units if seconds is None else None, seconds=seconds, seed=seed)
    hint = [None if at == OUT else at for at in found.starts.tolist()]
    try:
        solved = solve_part(part, hint=hint, effort=effort, cancel=cancel)
    except MissingExtraError:  # it is there, and cannot be loaded
        return found
    starts = np.array([OUT if at is None else at for at in solved.starts], dtype=np.int64)
    must = part.must
    kept = int((starts[must] != OUT).sum()) - int((found.starts[must] != OUT).sum())
    if kept > 0 or (kept == 0 and solved.value > found.gains):
        found = attrs.evolve(found, starts=starts, gains=solved.value)
    if solved.bound is not None and (found.bound is None or solved.bound < found.bound):
        found = attrs.evolve(found, bound=solved.bound, bound_by="cp-sat")
    return attrs.evolve(found, proven=found.proven or solved.proven)
