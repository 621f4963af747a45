"""Units that still settle in after what is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from changekit.services.planning.compiling.resources import carried_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.extension.protocols.planning import Figures
    from changekit.model.calendar import Calendar
    from changekit.services.planning.compiling.assumptions import Item
    from changekit.services.planning.compiling.resources import Shared

__all__ = ["still_settling"]


def still_settling(items: Iterable[Item], shared: Shared, calendar: Calendar) -> Figures:
    """Return what settling in after what is done takes of each resource by week (R x H)."""
    taken = np.zeros((len(shared.resources), calendar.count))
    for item in items:
        day = item.initiative.finished
        if item.initiative.status != "done" or day is None:
            continue
        start = calendar.index(day) - item.weeks + 1
        for unit, runs in carried_by(item, shared).items():
            at = shared.index.get(("capacity", unit))
            for offset, weeks, load in runs if at is not None else ():
                low = max(0, start + max(offset, item.weeks))
                taken[at, low : max(low, start + offset + weeks)] += load
    return taken
