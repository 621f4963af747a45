"""The form in which links and orders are kept: rows of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.services.dependencies.loops import Ints, fitting, passes

if TYPE_CHECKING:
    from changekit.services.dependencies.loops import Flags

__all__ = ["Rows", "Sweep"]


@attrs.frozen(kw_only=True, eq=False)
class Rows:
    """Links in compressed rows: those of node i are the items from `at[i]` to `at[i + 1]`.

    Attributes:
        at: Where the row of each node begins, and after the last where it ends.
        ends: By link: the other end, ascending within a row.
        lags: By link: weeks between the two.
    """

    at: Ints
    ends: Ints
    lags: Ints

    @property
    def size(self) -> int:
        """Return how many nodes and links there are, together."""
        return self.at.size + self.ends.size

    def of(self, node: int) -> slice:
        """Return where the links of a node are."""
        return slice(int(self.at[node]), int(self.at[node + 1]))

    def reach(self, node: int) -> Flags:
        """Return which nodes can be reached from a node, itself left out."""
        return fitting(passes.reached, self.size)(self.at, self.ends, node)


@attrs.frozen(kw_only=True, eq=False)
class Sweep:
    """What one pass in order of work finds.

    Attributes:
        order: Each node after all that come before it, layer by layer, those of one layer by
            number; nodes on or behind a circle are left out.
        layer: How many links lie before each node at most; -1 on or behind a circle.
        start: The earliest start of each node, when nothing but the links holds it back.
        finish: The start and the duration.
    """

    order: Ints
    layer: Ints
    start: Ints
    finish: Ints
