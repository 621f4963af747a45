"""What the engines need to know of a part before they plan it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs
import numpy as np

from changekit.services.planning.engines.kernels.tables import Tables, tables_of
from changekit.services.planning.engines.parts import NEVER, Cut, Part

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]
    Flags: TypeAlias = NDArray[np.bool_]

__all__ = ["FIRST", "Ground", "ground_of"]

FIRST = 1 << 41
"""What a mandatory initiative gives beside its gain: more than all gains of a part together, so
that as many as possible of them are planned, whatever that costs."""


@attrs.frozen(kw_only=True, eq=False)
class Ground:
    """A part, ready to be planned.

    Attributes:
        gain: What each start gives, with `FIRST` for what is mandatory; NEVER where it may not
            start (n x H).
        allowed: Where it may (n x H).
        early: Whether no later start gives more (n).
        tables: The same for the loops.
    """

    part: Cut
    gain: Whole
    allowed: Flags
    early: Flags
    tables: Tables

    def value(self, worth: int) -> int:
        """Return the gains of a plan, without what mandatory ones give beside them."""
        return worth - ((worth + FIRST // 2) // FIRST) * FIRST


def ground_of(part: Part) -> Ground:
    """Return what the engines need to know of a part."""
    allowed = part.gain != NEVER
    gain = part.gain + np.where(allowed & part.must[:, None], FIRST, 0)
    least = np.minimum.accumulate(np.where(allowed, gain, np.iinfo(np.int64).max), axis=1)
    early = (~allowed | (gain <= least)).all(axis=1)
    tables = tables_of(part, gain=gain, allowed=allowed, early=early)
    return Ground(part=part, gain=gain, allowed=allowed, early=early, tables=tables)
