"""Makes plans of a part: from a list, and by moves. Compiled where the extra `fast` is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from changekit.optional.fast import AVAILABLE
from changekit.services.planning.engines.kernels import lists, moves
from changekit.services.planning.engines.kernels.tables import state_of
from changekit.services.planning.engines.plain import PlainLoom

if TYPE_CHECKING:
    from changekit.services.planning.engines.ground import Ground
    from changekit.services.planning.engines.parts import Whole
    from changekit.services.planning.engines.ways import Ways

__all__ = ["FastLoom", "Loom", "Searching", "loom", "order_by"]


class Searching(Protocol):
    """A search that goes on from its last move."""

    @property
    def best(self) -> Whole:
        """The starts of the best plan so far."""

    @property
    def top(self) -> int:
        """What that adds up to."""

    def move(self, count: int, heat: int) -> None:
        """Make some moves; `heat` is how much worse is accepted on average."""


class Loom(Protocol):
    """Makes plans of one part."""

    @property
    def starts(self) -> Whole:
        """The plan as it stands."""

    def worth(self) -> int:
        """Return what the plan adds up to."""

    def build(self, order: Whole) -> int:
        """Make a plan from a list; return what it adds up to."""

    def go_to(self, starts: Whole) -> None:
        """Make the plan a given one."""

    def settle(self, order: Whole) -> bool:
        """Let each start where it gives most as the others stand; tell whether that helped."""

    def search(self, keys: Whole, ways: Ways, seed: int) -> Searching:
        """Return a search that begins from the plan as it stands."""


def loom(ground: Ground, *, compiled: bool = AVAILABLE) -> Loom:
    """Return what makes plans of a part; compiled or not, it makes the same ones."""
    return FastLoom(ground) if compiled else PlainLoom(ground)


def order_by(ground: Ground, keys: Whole) -> Whole:
    """Return all initiatives by their keys, lowest first, each after what it waits for."""
    order = np.zeros(len(keys), dtype=np.int64)
    lists.in_order(ground.tables.item, ground.tables.rows, keys, order)
    return order


class FastLoom:
    """Makes plans in compiled loops, which hold no interpreter lock."""

    def __init__(self, ground: Ground) -> None:
        self.tables = ground.tables
        self.state = state_of(self.tables)
        lists.clear(self.tables, self.state)

    @property
    def starts(self) -> Whole:
        """The plan as it stands."""
        return self.state.starts.copy()

    def worth(self) -> int:
        """Return what the plan adds up to."""
        return int(lists.worth(self.tables.gain, self.state.starts))

    def build(self, order: Whole) -> int:
        """Make a plan from a list; return what it adds up to."""
        lists.clear(self.tables, self.state)
        lists.fill(self.tables, self.state, order)
        return self.worth()

    def go_to(self, starts: Whole) -> None:
        """Make the plan a given one."""
        lists.go_to(self.tables, self.state, starts)

    def settle(self, order: Whole) -> bool:
        """Let each start where it gives most as the others stand; tell whether that helped."""
        return bool(lists.settle(self.tables, self.state, order))

    def search(self, keys: Whole, ways: Ways, seed: int) -> FastSearch:
        """Return a search that begins from the plan as it stands."""
        return FastSearch(self, keys, ways, seed)


class FastSearch:
    """Ruin and recreate in a compiled loop."""

    def __init__(self, begun: FastLoom, keys: Whole, ways: Ways, seed: int) -> None:
        self._loom = begun
        begun.state.dice[0] = np.uint64(seed & (2**64 - 1))
        self._search = moves.search_of(
            begun.state.starts, keys, ways.numbers(), ways.chances(), begun.worth()
        )

    @property
    def best(self) -> Whole:
        """The starts of the best plan so far."""
        return self._search.best.copy()

    @property
    def top(self) -> int:
        """What that adds up to."""
        return int(self._search.tally[moves.BEST])

    def move(self, count: int, heat: int) -> None:
        """Make some moves; `heat` is how much worse is accepted on average."""
        self._search.ways[moves.HEAT] = heat
        moves.try_moves(self._loom.tables, self._loom.state, self._search, count)
